"""Which SQLite we run on, and the settings under which several processes may write to it.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections checkpoint at once; most systems still
carry such a version. The `pysqlite3` wheel brings a later one and stands in for the standard module of that name.
"""

import sys

FIRST_SAFE_IN_WAL = (3, 51, 3)


def use_bundled() -> None:
    """Put `pysqlite3` in place of `sqlite3` for whoever imports it from now on; without the wheel nothing changes."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def version() -> tuple[int, ...]:
    """The version of the SQLite library in use."""
    from sqlite3 import dbapi2

    return tuple(int(part) for part in dbapi2.sqlite_version.split("."))


def journal_mode(of: tuple[int, ...] | None = None) -> str:
    """`WAL` where this version writes it safely, else the slower `TRUNCATE`."""
    return "WAL" if (of or version()) >= FIRST_SAFE_IN_WAL else "TRUNCATE"


def options() -> dict[str, object]:
    """Django's OPTIONS for a database that several processes write to; `mmap_size` is left alone on purpose."""
    return {
        # Without IMMEDIATE two readers that turn into writers refuse each other at once, whatever the timeout.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            f"PRAGMA journal_mode={journal_mode()};"
            "PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-16000;"
            "PRAGMA temp_store=MEMORY"
        ),
    }
