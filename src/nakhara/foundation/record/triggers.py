"""Database triggers that refuse to change or delete what never changes, or no longer does once a moment is set.

A later app names its tables in `AppConfig.ready()`. Django rebuilds SQLite tables on some migrations and drops their
triggers silently: they are put back after each migrate and checked at start.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

NEVER_CHANGED = ["record.Event"]
VERBS = ("update", "delete", "replace")
SEALED_VERBS = ("update", "delete")


@dataclass(frozen=True)
class Seal:
    """When rows of a table are sealed, and what may be set on them even then."""

    column: str
    under: str = ""
    still_open: tuple[str, ...] = ()


SEALED: dict[str, Seal] = {}


def never_change(*labels: str) -> None:
    """Rows of these models are written once: nobody changes or deletes one."""
    NEVER_CHANGED.extend(label for label in labels if label not in NEVER_CHANGED)


def seal(label: str, column: str, *, still_open: tuple[str, ...] = ()) -> None:
    """Rows of a model no longer change once `column` is set; a column `still_open` may then be set, but once."""
    SEALED[label] = Seal(column, still_open=still_open)


def seal_under(label: str, parent: str, column: str) -> None:
    """Rows of a model no longer change once `column` is set in the row that their foreign key `parent` names."""
    SEALED[label] = Seal(column, under=parent)


def _tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in map(apps.get_model, NEVER_CHANGED)}


def _sealed_tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in map(apps.get_model, SEALED)}


def _unique_columns(model: type[models.Model]) -> Iterator[list[str]]:
    """Every set of columns by which a new row could take the place of one that stands."""
    fields = model._meta.fields
    yield from ([field.column] for field in fields if field.unique)
    for names in model._meta.unique_together:
        yield [model._meta.get_field(name).column for name in names]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield [model._meta.get_field(name).column for name in constraint.fields]


def _never_changed_sqlite(table: str, model: type[models.Model], verb: str) -> str:
    event = f"{verb.upper()} ON {table}"
    if verb == "replace":
        # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE
        same = [" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in _unique_columns(model)]
        event = f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(same)})"
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {event} "
        f"BEGIN SELECT RAISE(ABORT, '{table} never changes'); END"
    )


def _is_sealed(model: type[models.Model], sealed: Seal, verb: str) -> str:
    """The condition, in SQL, under which a row is not to be changed (`OLD`, and for an update `NEW`)."""
    if sealed.under:
        key = model._meta.get_field(sealed.under)
        parent = key.related_model._meta.db_table
        of_old = f"SELECT 1 FROM {parent} WHERE id = OLD.{key.column} AND {sealed.column} IS NOT NULL"
        return f"EXISTS ({of_old})"
    condition = f"OLD.{sealed.column} IS NOT NULL"
    if verb == "update" and sealed.still_open:
        closed = [field.column for field in model._meta.fields if field.name not in sealed.still_open]
        changed = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in closed]
        taken = [f"OLD.{column} IS NOT NULL" for column in sealed.still_open]
        condition += f" AND ({' OR '.join([*changed, *taken])})"
    return condition


def _sealed_sqlite(table: str, condition: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_sealed_{verb} BEFORE {verb.upper()} ON {table} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"
    )


def _never_changed_postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} never changes'; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()"
    )


def _sealed_postgresql(table: str, conditions: dict[str, str]) -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{table} is sealed'"
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF {conditions['delete']} THEN {refuse}; END IF; RETURN OLD; END IF; "
        f"IF {conditions['update']} THEN {refuse}; END IF; RETURN NEW; END $$"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_seal BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_is_sealed()"
    )


def install(connection) -> None:
    """Create the triggers that are not there yet."""
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for table, model in _sealed_tables().items():
            sealed = SEALED[model._meta.label]
            conditions = {verb: _is_sealed(model, sealed, verb) for verb in SEALED_VERBS}
            made = (_sealed_sqlite(table, condition, verb) for verb, condition in conditions.items())
            for statement in made if on_sqlite else _sealed_postgresql(table, conditions):
                cursor.execute(statement)
        for table, model in _tables().items():
            made = (_never_changed_sqlite(table, model, verb) for verb in VERBS)
            for statement in made if on_sqlite else _never_changed_postgresql(table):
                cursor.execute(statement)


def remove(connection) -> None:
    """Take the triggers away (only a test that empties the tables does this)."""
    with connection.cursor() as cursor:
        for table, names in _names(connection).items():
            where = "" if connection.vendor == "sqlite" else f" ON {table}"
            for name in sorted(names):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def lift_for_migrations(connection) -> None:
    """Take away, until they are put back, the triggers that keep SQLite from rebuilding the table they look at."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table, model in _sealed_tables().items():
                for verb in SEALED_VERBS if SEALED[model._meta.label].under else ():
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_sealed_{verb}")


def missing(connection) -> list[str]:
    """Tables that have lost a trigger."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        found = {name for (name,) in cursor.fetchall()}
    return [table for table, names in _names(connection).items() if not names <= found]


def _names(connection) -> dict[str, set[str]]:
    """The triggers that each guarded table has."""
    if connection.vendor == "sqlite":
        wanted = {table: {f"{table}_no_{verb}" for verb in VERBS} for table in _tables()}
        return wanted | {table: {f"{table}_sealed_{verb}" for verb in SEALED_VERBS} for table in _sealed_tables()}
    return {table: {f"{table}_guard"} for table in _tables()} | {t: {f"{t}_seal"} for t in _sealed_tables()}
