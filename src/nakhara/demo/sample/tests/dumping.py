"""What stands in every table, told so that two runs can be compared: rows by their rank, not by their ids."""

import hashlib
import json
import re
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from nakhara.foundation.record.actions import commitment
from nakhara.foundation.record.models import Disclosure, Event

KEY = re.compile(r"\b[23456789a-z]{16}\b")
# The clock of the machine, not of the case.
MACHINE_TIMES = ("created_at", "mailed_at", "kept_at")


def models() -> list[type[Model]]:
    """Every table of the product."""
    found = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("nakhara.")]
    return sorted(found, key=lambda model: model._meta.label)


def dump(*, keys: bool) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables; with `keys` to the byte, without with each key as kind and rank of what bears it."""
    rows = {model._meta.label_lower: list(model._default_manager.order_by("pk")) for model in models()}
    ranks = {label: {row.pk: n for n, row in enumerate(found)} for label, found in rows.items()}
    known = {} if keys else _names(rows)
    return {label: [_told(row, ranks, known, keys=keys) for row in found] for label, found in rows.items()}


def _names(rows: dict[str, list[Model]]) -> dict[str, str]:
    return {
        row.key: f"<{label} {n}>" for label, found in rows.items() for n, row in enumerate(found) if hasattr(row, "key")
    }


def _told(row: Model, ranks, known: dict[str, str], *, keys: bool) -> dict[str, Any]:
    found = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in MACHINE_TIMES and row._meta.model_name in ("person", "notice", "keptedition"):
            value = value is not None
        elif isinstance(field, ForeignKey):
            value = value if value is None else ranks[field.related_model._meta.label_lower].get(value, value)
        elif field.primary_key and field.attname == "id":
            continue
        found[field.attname] = value
    return found if keys else _without_chance(row, found, known)


def _without_chance(row: Model, found: dict[str, Any], known: dict[str, str]) -> dict[str, Any]:
    if isinstance(row, Event):
        assert row.sha256 == hashlib.sha256(bytes(row.canonical)).hexdigest()
        body = json.loads(bytes(row.canonical))
        found |= {"sha256": "", "canonical": {**body, "commitments": sorted(body["commitments"])}}
    if isinstance(row, Disclosure):
        body = json.loads(bytes(row.event.canonical))
        assert body["commitments"][row.name] == commitment(row.salt, row.value)
        found["salt"] = ""
    if str(found.get("password", "")).startswith("!"):
        found["password"] = "!"
    return {name: _named(value, known) for name, value in found.items()}


def _named(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return KEY.sub(lambda match: known.get(match[0], match[0]), value)
    if isinstance(value, dict):
        return {name: _named(one, known) for name, one in value.items()}
    if isinstance(value, list):
        return [_named(one, known) for one in value]
    return value
