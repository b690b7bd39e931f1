"""Tables as CSV: marked as UTF-8, offered as a file, and nothing in them runs."""

from nakhara.look.spreadsheets import as_csv


def test_a_table_is_a_file_that_a_spreadsheet_reads_as_it_was_meant():
    answer = as_csv("silent", ["office", "days"], iter([["อำเภอลับแล", 3], ['a "b", c', -5]]))
    assert answer.content.decode() == '\ufeffoffice,days\r\nอำเภอลับแล,3\r\n"a ""b"", c",-5\r\n'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="silent.csv"'


def test_a_text_that_a_spreadsheet_would_run_is_made_inert():
    cells = ["=1+1", "+66", "-x", "@a", "\tx", "\rx", "＝1", "＋1", "－1", "＠1", "ก=1", "", 0]
    rows = as_csv("x", ["a"], [[cell] for cell in cells]).content.decode("utf-8-sig")
    inert = ["'=1+1", "'+66", "'-x", "'@a", "'\tx", '"\'\rx"', "'＝1", "'＋1", "'－1", "'＠1"]
    assert rows == "\r\n".join(["a", *inert, "ก=1", '""', "0", ""])
