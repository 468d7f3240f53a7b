"""Many reports as a folder of few flat Parquet files: figures, records and sentences, and of which report each is.

The columns and their types are drawn from the model, never guessed from what a report happens to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaoan_cli.errors import DataError, UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.report import model
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.declared import About
from gaoan_cli.report.fields import Field, fields_of
from gaoan_cli.report.model import KINDS, TEXT, Paragraph, name_en_of, name_of
from gaoan_cli.show.cards import wording_of
from gaoan_cli.show.save import whole

try:
    import pyarrow
    from pyarrow import parquet
except ImportError:
    raise UsageError(_("Parquet needs pyarrow: pip install pyarrow")) from None

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

Row = dict[str, Any]
ROWS = 1 << 16  # are kept in memory, and make a group that a reader can skip or read by itself
ARROW = {str: pyarrow.string(), int: pyarrow.int64(), bool: pyarrow.bool_(), float: pyarrow.float64()}
# What stands on every row: the column, and which particular of the report it is.
OF_REPORT = {
    "report": "id",
    "place": "place",
    "place_en": "place_en",
    "level": "level",
    "province": "province",
    "prefecture": "prefecture",
    "report_year": "year",
}
NUMBERS = ("value", "low", "high", "amount")  # whole ones may be longer than Arrow makes fractions of
OF_RECORD = ("kind", "id", "name", "name_en", "text", "quote", "quote_en", "paragraph", "topic", "year", "status")


def _flat(fields: dict[str, Field]) -> dict[str, Field]:
    """The fields of a record, with those of its period in place of the period."""
    flat: dict[str, Field] = {}
    for name, field in fields.items():
        if field.type is model.Period:
            inner = fields_of(model.Period)
            flat |= {f"{name}_{part}": one._replace(nullable=True) for part, one in inner.items()}
        else:
            flat[name] = field
    return flat


def _of_any_kind(name: str) -> Field:
    """A field as the first kind of record that has it declares it; what some kind lacks may be null."""
    found = [fields[name] for kind in KINDS if name in (fields := fields_of(model.TYPES[kind]))]
    return found[0]._replace(nullable=len(found) < len(KINDS) and name != "text")


def _schema(columns: dict[str, Field]) -> Any:
    particulars = fields_of(model.Particulars)
    columns = {column: particulars[name] for column, name in OF_REPORT.items()} | columns
    types = {name: pyarrow.list_(ARROW[one.type]) if one.many else ARROW[one.type] for name, one in columns.items()}
    return pyarrow.schema([pyarrow.field(name, types[name], one.nullable) for name, one in columns.items()])


def _figures(report: Report) -> Iterator[Row]:
    """Every target and result; the years that it is about, where it is not one, are columns."""
    for figure in (*report.targets, *report.results):
        row = to_dict(figure)
        period = row.pop("period") or {}
        numbers = {name: float(row[name]) for name in NUMBERS if row[name] is not None}
        yield row | numbers | {f"period_{part}": period.get(part) for part in ("from", "to", "basis")}


def _records(report: Report) -> Iterator[Row]:
    """Every record of every kind, with what it says; a paragraph without a lead has no name."""
    for kind in KINDS:
        for record in report.records(kind):
            row = {name: getattr(record, name, None) for name in OF_RECORD}
            name = record.lead if isinstance(record, Paragraph) else name_of(record)
            text = record.text if isinstance(record, TEXT) else wording_of(record)
            yield row | {"name": name, "name_en": name_en_of(record) or None, "text": text}


def _sentences(report: Report) -> Iterator[Row]:
    """Every sentence, with its paragraph and its place in it."""
    for paragraph in report.paragraphs:
        for position, sentence in enumerate(paragraph.sentences, 1):
            yield {"paragraph": paragraph.id, "position": position, **sentence._asdict()}


PLACED = {"paragraph": fields_of(model.Paragraph)["id"], "position": Field(int, (), False, False, About("From 1 on."))}
TABLES: dict[str, tuple[Any, Callable[[Report], Iterator[Row]]]] = {
    "figures": (_schema(_flat(fields_of(model.Figure))), _figures),
    "records": (_schema({name: _of_any_kind(name) for name in OF_RECORD}), _records),
    "sentences": (_schema(PLACED | fields_of(model.Sentence)), _sentences),
}


def save(reports: Iterable[Report], folder: Path, *, overwrite: bool) -> None:
    """Write reports into the files of a folder, one report after the other, all of it or nothing.

    Raises UsageError when a file is there already and `overwrite` is false, or the folder cannot be written;
    WriteError when the disk is full; DataError for a second report of one id, and what reading a report raises.
    """
    seen: set[str] = set()
    with _made(folder), ExitStack() as files:
        tables = [
            (files.enter_context(_table(folder / f"{name}.parquet", schema, overwrite=overwrite)), rows)
            for name, (schema, rows) in TABLES.items()
        ]
        for report in reports:
            id = report.particulars.id
            if id in seen:
                told = _("the report {id} has been given already, in another file")
                raise DataError(told.format(id=id), printable(report.file))
            seen.add(id)
            for add, rows in tables:
                add(_of(report, rows(report)))


def _of(report: Report, rows: Iterable[Row]) -> list[Row]:
    """The rows of a report, with what stands on every one."""
    shared = {column: getattr(report.particulars, name) for column, name in OF_REPORT.items()}
    return [shared | row for row in rows]


@contextmanager
def _table(file: Path, schema: Any, *, overwrite: bool) -> Iterator[Callable[[list[Row]], None]]:
    """What adds rows to a file, which is written a group at a time and put in its place at the end."""
    pending: list[Any] = []

    def flush() -> None:
        writer.write_table(pyarrow.Table.from_batches(pending, schema), row_group_size=ROWS)
        pending.clear()

    def add(rows: list[Row]) -> None:
        pending.append(pyarrow.RecordBatch.from_pylist(rows, schema))
        if sum(map(len, pending)) >= ROWS:
            flush()

    with whole(file, overwrite=overwrite) as part, parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        yield add
        flush()


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder to write in; if it was not there before and nothing is written, it is not there after."""
    made = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        reason = _(error.strerror or str(error))
        told = _("{file} cannot be written: {reason}")
        raise UsageError(told.format(file=printable(str(folder)), reason=reason)) from None
    try:
        yield
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
