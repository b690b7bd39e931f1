"""What docs/benchmarks.md says around the figures."""

TITLE = """
# Benchmarks

How fast Nakhara is, by `make bench`, which anyone can run again: about eight minutes, and this page is written anew.
`.venv/bin/python -m bench --help` lists what can be chosen; `--database postgresql` needs a PostgreSQL server's
binaries on the machine, and `tests/postgres.py` starts one for the run.
""".lstrip()
METHOD = """
**Method.** Throw-away demos with sample cases (seed 1), each served as `nakhara demo` does: two web processes and
the worker, on loopback, without a front. {visitors} visitors sign in with the demo's accounts and ask at once, with a
new connection after ten answers; {rounds} rounds a page, {requests} requests or {seconds:.0f} s in all, the demos in
turn. Each figure is the median of the rounds. The visitors are threads of one process on the same processors, of
which they took up to {own:.1f} ms a request: the server alone does better than this.

- *CPU*: processor time of all the server's processes, PostgreSQL's too, for a request.
- *Queries*: of the same page asked for in process by Django's test client; on lists for {few} rows and for {many},
  elsewhere the fewest and the most of five. BEGIN, COMMIT and savepoints are not counted.
- *Bytes*: the HTML, whole and as it was sent; of a save, what was posted. Pages are not compressed: they hold a secret
  beside what a visitor typed.
- *Ratio*: how much longer p50 and p95 are with the most cases than with the fewest.
- *Saving*: each save is a change, with an idempotency key of its own and the next version; afterwards every sheet is
  seen to stand at the version it should.
""".strip()
BOUNDS = """
**Bounds.** At most {queries} queries a page, as many for {few} rows as for {many}. Nothing slower than {slower} ×
with the most cases. 1,000 cases made within {making} s. The first start within {first} s, the second within
{second} s. Public pages: more than {rate} requests a second, p95 within {within} ms. To be beaten: HotCRP's {paper}
requests a second for one paper and {review} for its review form. {missed} marks what misses its bound; the command
then ends with status 1.
""".strip()
