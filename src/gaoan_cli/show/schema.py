"""JSON Schema of what --json prints, in full or compact, drawn from the record types."""

from __future__ import annotations

from typing import Any

from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.report import model
from gaoan_cli.report.convert import SIDE
from gaoan_cli.report.fields import Field, fields_of
from gaoan_cli.report.vocabulary import HOWS, MATCH_FIELDS
from gaoan_cli.show.formats import LEFT_OUT

VERSION = "2.0"  # a new field raises the minor number, a changed or lost one the major
DIALECT = "https://json-schema.org/draft/2020-12/schema"
JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
# What stands inside a record, by its type.
INNER: dict[type, str] = {
    model.Part: "part",
    model.Sentence: "sentence",
    model.Period: "period",
    model.Figure: "figure_side",
    model.Computed: "computed_value",
}
# What a record has besides its own fields when there was a query.
FOUND = {
    "score": {"type": "number", "description": "How good the match is, 0 to 100; only with a query."},
    "match": {
        "type": "object",
        "properties": {"field": {"enum": list(MATCH_FIELDS)}, "how": {"enum": list(HOWS)}},
        "required": ["field", "how"],
        "additionalProperties": False,
        "description": "Which field matched, and how; only with a query.",
    },
}


def schema_of(kind: str | None, *, compact: bool = False) -> dict[str, Any]:
    """The JSON Schema of a kind of record, or of any record. Raises UsageError for a kind that there is not."""
    if kind is not None and kind not in model.TYPES:
        told = _("unknown kind {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(kind), names=", ".join(model.TYPES)))
    head = {"$schema": DIALECT, "version": VERSION}
    inner = {name: _object(shape, compact) for shape, name in INNER.items()}
    side = inner["figure_side"]
    side["properties"] = {name: side["properties"][name] for name in SIDE}
    side["required"] = [name for name in SIDE if name in side["required"]]
    if kind:
        return head | {"title": kind, **_record(kind, compact), "$defs": inner}
    kinds = {name: _record(name, compact) for name in model.TYPES}
    any_kind = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds]}
    title = "what --compact prints" if compact else "what --json prints"
    return head | {"title": title, "type": "array", "items": any_kind, "$defs": inner | kinds}


def _record(kind: str, compact: bool) -> dict[str, Any]:
    record = _object(model.TYPES[kind], compact)
    record["properties"] |= {"kind": {"const": kind}, **FOUND}
    return record


def _object(shape: type, compact: bool) -> dict[str, Any]:
    """An object whose fields are always there, null where there is nothing; in a compact one they are not."""
    fields = always = fields_of(shape)
    if compact:
        fields = {name: field for name, field in fields.items() if name not in LEFT_OUT}
        always = {name: field for name, field in fields.items() if not (field.nullable or field.many)}
        fields = {name: field._replace(nullable=False) for name, field in fields.items()}
    return {
        "type": "object",
        "properties": {name: _value(field) for name, field in fields.items()},
        "required": list(always),
        "additionalProperties": False,
    }


def _value(field: Field) -> dict[str, Any]:
    one: dict[str, Any]
    if field.type in INNER:
        one = {"$ref": f"#/$defs/{INNER[field.type]}"}
        one = {"anyOf": [one, {"type": "null"}]} if field.nullable else one
    elif field.choices:
        one = {"enum": [*field.choices, *([None] if field.nullable else [])]}
    else:
        name = JSON_TYPES[field.type]
        one = {"type": [name, "null"] if field.nullable else name}
    schema = {"type": "array", "items": one} if field.many else one
    return schema | ({"description": field.about.meaning} if field.about.meaning else {})
