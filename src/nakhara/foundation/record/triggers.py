"""Database triggers that refuse to change or delete what never changes, or no longer does once a moment is set.

Django rebuilds SQLite tables on some migrations and drops their triggers silently: they are put back after each
migrate and checked at start.
"""

from django.apps import apps

NEVER_CHANGED = ("record.Event",)
VERBS = ("update", "delete", "replace")
SEALED: dict[str, str] = {}
SEALED_VERBS = ("update", "delete")


def seal(label: str, column: str) -> None:
    """Rows of a model no longer change once `column` is set (in a later app's `AppConfig.ready()`)."""
    SEALED[label] = column


def _tables() -> list[str]:
    return [apps.get_model(label)._meta.db_table for label in NEVER_CHANGED]


def _unique_columns(table: str) -> list[str]:
    models = (apps.get_model(label) for label in NEVER_CHANGED)
    return [field.column for m in models if m._meta.db_table == table for field in m._meta.fields if field.unique]


def _sqlite(table: str, verb: str) -> str:
    event = f"{verb.upper()} ON {table}"
    if verb == "replace":
        # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE
        same = " OR ".join(f"{column} = NEW.{column}" for column in _unique_columns(table))
        event = f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {event} "
        f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
    )


def _sealed_tables() -> dict[str, str]:
    return {apps.get_model(label)._meta.db_table: column for label, column in SEALED.items()}


def _sealed_sqlite(table: str, column: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_sealed_{verb} BEFORE {verb.upper()} ON {table} "
        f"WHEN OLD.{column} IS NOT NULL BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"
    )


def _install_sealed(connection, cursor) -> None:
    for table, column in _sealed_tables().items():
        if connection.vendor == "sqlite":
            for verb in SEALED_VERBS:
                cursor.execute(_sealed_sqlite(table, column, verb))
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_is_sealed() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is sealed'; END $$"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {table}_seal BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW WHEN (OLD.{column} IS NOT NULL) EXECUTE FUNCTION {table}_is_sealed()"
            )


def install(connection) -> None:
    """Create the triggers that are not there yet."""
    with connection.cursor() as cursor:
        _install_sealed(connection, cursor)
        for table in _tables():
            if connection.vendor == "sqlite":
                for verb in VERBS:
                    cursor.execute(_sqlite(table, verb))
            else:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{table} never changes'; END $$"
                )
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
                )


def remove(connection) -> None:
    """Take the triggers away (only a test that empties the tables does this)."""
    with connection.cursor() as cursor:
        for table in _tables():
            if connection.vendor == "sqlite":
                for verb in VERBS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_guard ON {table}")
        for table in _sealed_tables():
            if connection.vendor == "sqlite":
                for verb in SEALED_VERBS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_sealed_{verb}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_seal ON {table}")


def missing(connection) -> list[str]:
    """Tables that have lost a trigger."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = {t: {f"{t}_no_{verb}" for verb in VERBS} for t in _tables()}
            wanted |= {t: {f"{t}_sealed_{verb}" for verb in SEALED_VERBS} for t in _sealed_tables()}
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            wanted = {t: {f"{t}_guard"} for t in _tables()} | {t: {f"{t}_seal"} for t in _sealed_tables()}
        found = {name for (name,) in cursor.fetchall()}
    return [table for table, names in wanted.items() if not names <= found]
