"""An answer as an Excel workbook: a sheet for each kind, in the reader's language, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.report.model import Comparison, Figure, Paragraph, Section, Shown, Term
from gaoan_cli.report.vocabulary import BOUND_WORDS, MANY
from gaoan_cli.show.cards import called, other_name, statement_of
from gaoan_cli.show.formats import cell
from gaoan_cli.show.said import both, change_said, chosen, english, figure_said, reason_said, unit_said

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

Row = dict[str, Any]

WORDS = ("measure", "level", "status", "topic")  # fields whose values are words of the program's
LONGEST = 32_767  # characters of a cell, by Excel's specification
WIDEST, NARROWEST = 60, 6  # columns of characters that a column of the sheet is wide
# The columns of each kind: a head, and the field below it.
FIGURE = (
    *(("indicator", "called"), ("year", "year"), ("value", "value"), ("from", "low"), ("to", "high"), ("unit", "unit")),
    *(("bound", "bound"), ("measure", "measure"), ("words", "statement"), ("among", "scope")),
)
SOURCE = (
    ("topic", "topic"),
    ("note", "note"),
    ("at", "paragraph"),
    ("quote", "quote"),
    ("quote in English", "quote_en"),
    ("id", "id"),
)
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "target": (*FIGURE, *SOURCE),
    "result": (*FIGURE, *SOURCE),
    "term": (
        *(("term", "called"), ("note no.", "note"), ("means", "statement"), ("parts", "parts")),
        *(("at", "paragraph"), ("id", "id")),
    ),
    "honour": (
        *(("honour", "called"), ("given to", "statement"), ("awarded at", "level"), ("status", "status")),
        *(("year", "year"), ("given by", "by"), ("rarity", "distinction"), *SOURCE),
    ),
    "project": (
        *(("project", "called"), ("what happens", "statement"), ("stage", "status"), ("year", "year")),
        *(("invested", "investment"), ("unit", "investment_unit"), *SOURCE),
    ),
    "section": (("heading", "called"), ("id", "id")),
    "paragraph": (("opens with", "called"), ("text", "text"), ("id", "id")),
}


def as_xlsx(report: Report, records: Sequence[Shown], fields: Sequence[Row] = ()) -> bytes:
    """The records as a workbook, or of each only these fields. The same records give the same bytes.

    Raises UsageError without XlsxWriter, and for a text longer than a cell.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError(_("an Excel file needs XlsxWriter: pip install xlsxwriter")) from None
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **as_text}) as book:
        book.set_properties({"created": datetime.fromisoformat(report.particulars.date)})
        shown = records if fields else _with_text(report, records)
        for kind in dict.fromkeys(record.kind for record in shown):
            of_kind = [record for record in shown if record.kind == kind]
            chosen_rows = [row for record, row in zip(records, fields, strict=False) if record.kind == kind]
            _fill(book, kind, list(map(_in_words, chosen_rows)) if fields else _rows(report, of_kind))
    return out.getvalue()


def _with_text(report: Report, records: Sequence[Shown]) -> Sequence[Shown]:
    """The records, and of sections the paragraphs: no cell would hold the text of a part."""
    ids = {id for record in records if isinstance(record, Section) for id in record.paragraphs}
    there = {record.id for record in records if isinstance(record, Paragraph)}
    return [*records, *(paragraph for paragraph in report.paragraphs if paragraph.id in ids - there)]


def _fill(book: Any, kind: str, rows: list[Row]) -> None:
    """Add the sheet of a kind: its rows have the same keys, which are the heads."""
    sheet = book.add_worksheet(_("comparisons") if kind == "comparison" else _(MANY[kind]))
    folded = book.add_format({"text_wrap": True, "valign": "top"})
    for across, head in enumerate(rows[0]):
        cells = [row[head] for row in rows]
        sheet.set_column(across, across, _width([head, *cells]), folded)
        sheet.write_string(0, across, head, book.add_format({"bold": True, "valign": "top"}))
        for down, value in enumerate(cells, 1):
            if isinstance(value, bool):
                sheet.write_boolean(down, across, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(down, across, value)
            elif text := cell(value):
                sheet.write_string(down, across, _short_enough(text))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(rows[0]) - 1)


def _width(cells: list[Any]) -> int:
    """The width of a column, Chinese two for each character."""
    from gaoan_cli.output import columns

    return min(max(NARROWEST, *(columns(cell(value)) + 2 for value in cells)), WIDEST)


def _short_enough(text: str) -> str:
    if len(text) > LONGEST:
        told = _("a cell of Excel has room for {count} characters, and “{begin}…” is longer: write another form")
        raise UsageError(told.format(count=LONGEST, begin=printable(text[:20])))
    return text


# --- Rows ----------------------------------------------------------------------------------------


def _in_words(fields: Row) -> Row:
    """Fields by name, with what is a word of the program's in the reader's language."""
    return {_(name): _(value) if name in WORDS and isinstance(value, str) else value for name, value in fields.items()}


def _rows(report: Report, records: Sequence[Shown]) -> list[Row]:
    """The rows of one kind as people read them, without the columns that are empty in all."""
    rows = [row for record in records for row in _rows_of(report, record)]
    full = [head for head in rows[0] if any(row[head] not in (None, "", ()) for row in rows)]
    return [{head: row[head] for head in full} for row in rows]


def _rows_of(report: Report, record: Shown) -> list[Row]:
    other = {_("in Chinese") if english() else _("in English"): other_name(record)}
    if isinstance(record, Comparison):
        names = {_("indicator"): called(record)} | other
        return [names | _compared(report, record, result) for result in record.results or (None,)]
    cells = {_(head): _said(record, field) for head, field in COLUMNS[record.kind]}
    first = next(iter(cells))
    return [{first: cells[first]} | other | cells]


def _said(record: Shown, field: str) -> Any:
    """The value of a field in the reader's language."""
    if field == "called":
        return "" if isinstance(record, Paragraph) and not record.lead else called(record)
    if field == "statement":
        return statement_of(record)  # type: ignore[arg-type] # kinds that are text have no such column
    if field == "parts" and isinstance(record, Term):
        return [chosen(part.name, part.name_en) for part in record.parts]
    if field == "bound":
        return _bound(record)
    if field in ("unit", "investment_unit"):
        return unit_said(getattr(record, field), getattr(record, "base_unit", None))
    if field == "year" and (period := getattr(record, "period", None)):
        return f"{period.from_}–{period.to}"
    if field == "quote_en" and not both():
        return None
    if field == "note" and not isinstance(record, Term):
        return chosen(getattr(record, "note_zh", None), getattr(record, "note_en", None))
    value = getattr(record, field)
    if field in WORDS:
        return _(value)
    return chosen(value, getattr(record, f"{field}_en", None)) if isinstance(value, str) and field != "quote" else value


def _bound(record: Shown | None) -> str:
    """How the number is to be read; "" for an exact one."""
    bound = record.bound if isinstance(record, Figure) else None
    return _(BOUND_WORDS.get(bound or "", "").strip())


def _compared(report: Report, record: Comparison, result: Figure | None) -> Row:
    """A target beside one result that it continues, and what follows from the two."""
    years = report.particulars.reviews, report.particulars.year
    follows = next((one for one in record.computed if result and one.result == result.id), None)
    difference = follows if follows and follows.what == "difference" else None
    unit = difference.unit if difference else None
    base = record.target.base_unit
    sides: Row = {}
    for year, side in zip(years, (result, record.target), strict=True):
        told = figure_said(side) if side else ""
        sides |= {
            str(year): side.value if side else None,
            _("unit of {year}").format(year=year): side and unit_said(side.unit, side.base_unit),
        }
        sides |= {_("words of {year}").format(year=year): told}
    return sides | {
        _("change"): difference and difference.value,
        _("unit of the change"): _("percentage points") if unit == "percentage points" else unit_said(unit, base),
        _("what follows"): change_said(follows, record) if follows else reason_said(record),
        _("topic"): _(record.topic),
        _("at"): record.paragraph,
        _("id"): record.id,
    }
