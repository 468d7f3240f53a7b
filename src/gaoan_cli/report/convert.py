"""Records as plain JSON-ready values, and back."""

from __future__ import annotations

from typing import Any

from gaoan_cli.report.model import (
    TYPES,
    Comparison,
    Figure,
    Paragraph,
    Part,
    Particulars,
    Period,
    Record,
    Sentence,
    Shown,
    Term,
)

# What is said of the two sides of a comparison.
SIDE = (
    *("id", "name", "year", "period", "measure", "value", "low", "high", "unit"),
    *("wording", "bound", "paragraph", "quote"),
)


def to_dict(record: Shown | Particulars | Part) -> dict[str, Any]:
    """The record as plain JSON-ready values, fields in the order of its type."""
    fields = record._asdict()
    if isinstance(record, Figure):
        fields["period"] = _period(record.period)
    if isinstance(record, Paragraph):
        fields["sentences"] = [sentence._asdict() for sentence in record.sentences]
    if isinstance(record, (Term, Part)):
        fields["parts"] = [to_dict(part) for part in record.parts]
    elif isinstance(record, Comparison):
        fields["target"] = _side(record.target)
        fields["results"] = [_side(result) for result in record.results]
        fields["computed"] = [computed._asdict() for computed in record.computed]
    return fields


def _side(figure: Figure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in SIDE} | {"period": _period(figure.period)}


def _period(period: Period | None) -> dict[str, Any] | None:
    """`from` is a word of the language, so the field is `from_`."""
    return {"from": period.from_, "to": period.to, "basis": period.basis} if period else None


def from_dict(fields: dict[str, Any]) -> Record:
    """The record that `to_dict` made these values from, after a trip through JSON; not a comparison."""
    if fields.get("period"):
        period = fields["period"]
        fields["period"] = Period(period["from"], period["to"], period["basis"])
    if "sentences" in fields:
        fields["sentences"] = tuple(Sentence(**sentence) for sentence in fields["sentences"])
    if "parts" in fields:
        fields["parts"] = parts_of(fields["parts"])
    for name, value in fields.items():
        if type(value) is list:
            fields[name] = tuple(value)
    record: Record = TYPES[fields["kind"]](**fields)  # type: ignore[assignment]
    return record


def parts_of(parts: list[dict[str, Any]]) -> tuple[Part, ...]:
    """The parts of a term from plain values."""
    return tuple(Part(**part)._replace(parts=parts_of(part["parts"])) for part in parts)
