"""JSON Schema of what --json prints, drawn from the record types and the descriptions below."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from gaoan_cli.errors import UsageError
from gaoan_cli.load import printable
from gaoan_cli.matching.candidates import FIELDS, TIERS
from gaoan_cli.report import model
from gaoan_cli.report.compare import Comparison, Computed

VERSION = "1.1"  # a new field raises the minor number, a changed or lost one the major
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, Any] = {**model.TYPES, "comparison": Comparison}
CHOICES: dict[str, tuple[str, ...]] = {
    "measure": model.MEASURES,
    "bound": model.BOUNDS,
    "modality": model.MODALITIES,
    "level": model.LEVELS,
    "topic": model.TOPICS,
}
STATUSES = {"honour": model.HONOUR_STATUSES, "project": model.PROJECT_STATUSES}
DESCRIPTIONS = {
    "kind": "What kind of record this is.",
    "id": "Unique in its kind, never used again for another record.",
    "name": "Full name in Chinese.",
    "name_en": "English name.",
    "title": "Title in Chinese; a section's is its heading without number and closing stop.",
    "title_en": "English title.",
    "aliases": "What people call it.",
    "year": "The year the record is about.",
    "measure": "What the value measures; a fall is growth with a negative value.",
    "value": "The number as printed; null for a qualitative goal.",
    "unit": "Unit or classifier as printed.",
    "amount": "The value in the base unit, exactly (computed).",
    "base_unit": "The unit without 万 or 亿 (computed).",
    "wording": "The fewest words of the report that carry the figure or goal.",
    "bound": "How to read the number: about 左右, at_least 以上, above 突破 超 余, nearly 近, flat 持平.",
    "modality": "力争 or 确保, where the clause says so.",
    "scope": "Where it holds if not in the city as a whole; for a rank, among whom.",
    "headline": "Whether it is one of the year's headline figures.",
    "topic": "Policy area.",
    "paragraph": "The id of the paragraph it stands in.",
    "quote": "The report's own words, verbatim.",
    "start": "Where the quote begins in its paragraph, in code points (computed).",
    "end": "Where the quote ends (computed).",
    "note": "Where a careful reader could differ, and the reading taken; for a term, the number of its note.",
    "baseline": "Ids of the results that a target continues.",
    "not_comparable": "Why target and baseline must not be set against each other.",
    "path": "Titles of the headings it stands under, outermost first (computed).",
    "definition": "The report's own explanation, verbatim.",
    "definition_en": "The explanation in English.",
    "parts": "What the term stands for, one by one.",
    "mentions": "Ids of the paragraphs that use the term.",
    "status": "How far it has come, or how the honour was given.",
    "recipient": "Who or what received the honour.",
    "by": "Who gave it, where the report says so.",
    "distinction": "What the report says of its rarity, verbatim.",
    "level": "For an honour, national to prefecture; for a section, its depth.",
    "what": "What the report says happens with the project, verbatim.",
    "investment": "Investment as printed, where the report gives it.",
    "investment_unit": "Unit of the investment.",
    "other_mention": "The id of the same project in the other year.",
    "heading": "The heading as printed.",
    "text": "The text as printed.",
    "paragraphs": "Ids of the paragraphs below the heading, in order.",
    "section": "The id of the section it stands in.",
    "lead": "The short statement the paragraph opens with.",
    "lead_en": "The lead in English.",
    "target": "The target that is compared.",
    "results": "The results it continues.",
    "computed": "What follows from target and result; never said by the report itself.",
    "reason": "Why nothing is computed.",
    "score": "How good the match is, 0 to 100; only with a query.",
    "match": "Which field matched, and how; only with a query.",
}


def schema_of(kind: str | None) -> dict[str, Any]:
    """The JSON Schema of one kind of record, or of any record.

    Raises UsageError for a kind that there is not.
    """
    if kind is not None and kind not in SHAPES:
        raise UsageError(f"unknown kind {printable(kind)!r}: known are {', '.join(SHAPES)}")
    head = {"$schema": DIALECT, "version": VERSION}
    definitions = {
        "part": _object("part", model.Part),
        "figure_side": _side(),
        "computed_value": _object("", Computed),
    }
    if kind:
        return head | {"title": kind, **_record(kind), "$defs": definitions}
    kinds = {name: _record(name) for name in SHAPES}
    any_kind = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds]}
    return head | {
        "title": "what --json prints",
        "type": "array",
        "items": any_kind,
        "$defs": definitions | kinds,
    }


def _record(kind: str) -> dict[str, Any]:
    record = _object(kind, SHAPES[kind])
    record["properties"]["kind"] = {"const": kind}
    match = {
        "type": "object",
        "properties": {"field": {"enum": list(FIELDS)}, "how": {"enum": list(TIERS)}},
        "required": ["field", "how"],
        "additionalProperties": False,
    }
    record["properties"]["score"] = {"type": "number", "description": DESCRIPTIONS["score"]}
    record["properties"]["match"] = match | {"description": DESCRIPTIONS["match"]}
    return record


def _object(kind: str, shape: Any) -> dict[str, Any]:
    """The schema of a named tuple: all of its fields are always there, null where there is nothing."""
    hints = get_type_hints(shape)
    properties = {name: _field(kind, name, hint) for name, hint in hints.items()}
    return {
        "type": "object",
        "properties": properties,
        "required": list(hints),
        "additionalProperties": False,
    }


def _side() -> dict[str, Any]:
    from gaoan_cli.report.compare import SIDE

    whole = _object("figure", model.Figure)
    properties = {name: whole["properties"][name] for name in SIDE}
    return {"type": "object", "properties": properties, "required": list(SIDE), "additionalProperties": False}


def _field(kind: str, name: str, hint: Any) -> dict[str, Any]:
    field: dict[str, Any] = {}
    types = [one for one in (get_args(hint) or (hint,)) if one is not Ellipsis]
    if name == "status":
        field["enum"] = list(STATUSES[kind])
    elif name in CHOICES and str in types:
        field["enum"] = [*CHOICES[name], *([None] if type(None) in types else [])]
    elif model.Part in types:
        field |= {"type": "array", "items": {"$ref": "#/$defs/part"}}
    elif model.Figure in types:
        side = {"$ref": "#/$defs/figure_side"}
        field |= side if name == "target" else {"type": "array", "items": side}
    elif Computed in types:
        field |= {"type": "array", "items": {"$ref": "#/$defs/computed_value"}}
    elif getattr(hint, "__origin__", None) is tuple:
        field |= {"type": "array", "items": {"type": "string"}}
    else:
        names = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
        written = [names[one] for one in types]
        written = [one for one in written if not (one == "integer" and "number" in written)]
        field["type"] = written[0] if len(written) == 1 else written
    return field | ({"description": DESCRIPTIONS[name]} if name in DESCRIPTIONS else {})
