"""Where the measured directories keep their rows: SQLite in the directory, or a throw-away PostgreSQL server."""

from collections.abc import Iterator
from contextlib import contextmanager


class Embedded:
    """SQLite, which lies in the directory and is copied with it."""

    name = "SQLite"
    processes: tuple[int, ...] = ()

    def environment(self, name: str) -> dict[str, str]:
        """The variables that name a database: none."""
        return {}

    def copy(self, source: str, name: str) -> dict[str, str]:
        """The variables that name the copy of a database."""
        return {}


class Postgres:
    """A PostgreSQL server of this machine, made for one run, which waits for the disk as a real one does."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        from tests.postgres import Server

        self.server = Server(options=("max_connections=100",))
        self.processes = (self.server.process.pid,)

    def environment(self, name: str) -> dict[str, str]:
        """The variables that name a new, empty database."""
        self._execute(f'CREATE DATABASE "{name}"')
        return self._named(name)

    def copy(self, source: str, name: str) -> dict[str, str]:
        """The variables that name the copy of a database that nobody uses now."""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return self._named(name)

    def _named(self, name: str) -> dict[str, str]:
        return {"NAKHARA_DATABASE_URL": f"{self.server.url.rpartition('/')[0]}/{name}"}

    def _execute(self, statement: str) -> None:
        import psycopg

        where = {"host": str(self.server.folder), "user": "nakhara", "dbname": "postgres"}
        with psycopg.connect(**where, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def database(name: str) -> Iterator[Embedded | Postgres]:
    """The database of that name, gone afterwards."""
    if name == "sqlite":
        yield Embedded()
        return
    postgres = Postgres()
    try:
        yield postgres
    finally:
        postgres.server.stop()
