"""`nakhara sample` as an operator runs it: only in a demo, the same for the same seed, every stage there is."""

import shutil
from pathlib import Path

import pysqlite3
import pytest
from tests.running import ADMINISTRATOR, nakhara_command

pytestmark = pytest.mark.process
CASES = ("sample", "--cases", "40", "--seed", "7")


def rows(directory: Path, query: str) -> list[tuple]:
    with pysqlite3.connect(directory / "nakhara.sqlite3") as connection:
        return connection.execute(query).fetchall()


def refused(directory: Path, *arguments: str) -> str:
    """The one line that refuses a sample."""
    done = nakhara_command(*arguments, "--data-dir", directory)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    return done.stderr


def test_the_same_seed_gives_the_same_cases_to_the_byte_and_only_once(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    assert nakhara_command("init", "--demo", "--data-dir", one).returncode == 0
    # a sample of another seed brings the demo's own data in, so that both directories begin alike
    assert nakhara_command("sample", "--cases", "2", "--seed", "1", "--data-dir", one).returncode == 0
    shutil.copytree(one, other)
    for directory in (one, other):
        done = nakhara_command(*CASES, "--data-dir", directory)
        assert (done.returncode, done.stderr) == (0, "")
    for table, order in [("record_event", "id"), ("record_disclosure", "id"), ("application_filing", "id")]:
        query = f"SELECT * FROM {table} ORDER BY {order}"
        assert rows(one, query) == rows(other, query)
    [(filings, sealed)] = rows(one, "SELECT count(*), count(DISTINCT sha256) FROM application_filing")
    assert filings == sealed > 20
    assert rows(one, "SELECT count(*) > 5 FROM designation_designation") == [(1,)]
    assert "seed" in refused(one, *CASES)


def test_a_directory_that_is_no_demo_is_left_alone(tmp_path):
    real = tmp_path / "real"
    assert nakhara_command("init", "--data-dir", real, env=ADMINISTRATOR).returncode == 0
    before = rows(real, "SELECT count(*) FROM record_event")
    assert "not marked demo" in refused(real, *CASES)
    assert rows(real, "SELECT count(*) FROM record_event") == before
    assert "no data directory" in refused(tmp_path / "none", *CASES)
