"""The whole report in another form: text, JSON, YAML, a page of HTML or a SQLite database."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaoan_cli.errors import DataError, UsageError, printable
from gaoan_cli.files import read_file
from gaoan_cli.language import _
from gaoan_cli.report import model
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.fields import fields_of
from gaoan_cli.report.model import KINDS, Honour, Paragraph, Part, Record, name_en_of, name_of
from gaoan_cli.show.formats import encode
from gaoan_cli.show.save import whole

if TYPE_CHECKING:
    import sqlite3

    from gaoan_cli.report.report import Report


def as_text(report: Report) -> bytes:
    """Every heading and paragraph, as printed, on a line of its own."""
    return "".join(f"{s.heading}\n{s.text}\n" for s in report.sections if s.level == 1).encode()


def everything(report: Report) -> dict[str, Any]:
    """The report as one plain object: particulars, then the records of each kind, computed fields and all."""
    kinds = {f"{kind}s": [to_dict(record) for record in report.records(kind)] for kind in KINDS}
    comparisons = [to_dict(comparison) for comparison in report.comparisons]
    return {"schema": 2, "report": to_dict(report.particulars), **kinds, "comparisons": comparisons}


def as_json(report: Report) -> bytes:
    """One JSON object, a record a line."""
    parts = []
    for name, value in everything(report).items():
        written = "[\n  " + ",\n  ".join(map(encode, value)) + "\n ]" if isinstance(value, list) else encode(value)
        parts.append(f"{encode(name)}: {written}")
    return ("{" + ",\n ".join(parts) + "}\n").encode()


def as_page(report: Report) -> bytes:
    """One page of HTML that holds all of it."""
    from gaoan_cli.show.page.page import as_html

    return as_html(report)


WRITERS: dict[str, Callable[[Report], bytes]] = {
    "text": as_text,
    "json": as_json,
    "yaml": lambda report: read_file(report.file),  # the encoding itself, which `gaoan check` reads
    "html": as_page,
}
FORMS = (*WRITERS, "sqlite")


def save(report: Report, form: str, file: Path, *, overwrite: bool) -> None:
    """Write the report to a file in one of FORMS, whole or not at all; through a link, to the file it names.

    Raises UsageError when the file is there already and `overwrite` is false, is no regular file, or cannot
    be written; WriteError when the disk is full; DataError when the encoding cannot be written in this form.
    """
    with whole(file, overwrite=overwrite) as part:
        if form == "sqlite":
            write_database(report, part)
        else:
            part.write_bytes(WRITERS[form](report))


# --- SQLite ------------------------------------------------------------------------------------

HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
LARGEST = 1 << 63
LONGEST_WORD = 8  # characters of a Chinese word that the full-text index knows as one
INDEX_BYTES = 1 << 23  # of the index are kept in memory: a usual report's is then written once, without gaps
COLUMN_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "NUMERIC", model.Period: "TEXT"}
REFERENCES = {"paragraph": "paragraphs", "section": "sections", "other_mention": "projects"}
# Fields that hold several values have tables of their own. The index is tied to `searchable`, so that the
# stretches of characters it finds (`_words`) are not stored a second time as text.
LINKS = """
CREATE TABLE aliases (kind TEXT NOT NULL, id TEXT NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (kind, id, alias));
CREATE TABLE baselines (target TEXT NOT NULL REFERENCES targets, result TEXT NOT NULL REFERENCES results,
  PRIMARY KEY (target, result));
CREATE TABLE mentions (term TEXT NOT NULL REFERENCES terms, paragraph TEXT NOT NULL REFERENCES paragraphs,
  PRIMARY KEY (term, paragraph));
CREATE TABLE parts (term TEXT NOT NULL REFERENCES terms, position INTEGER NOT NULL, name TEXT NOT NULL,
  name_en TEXT NOT NULL, value NUMERIC, unit TEXT, wording TEXT NOT NULL, within TEXT, PRIMARY KEY (term, position));
CREATE TABLE sentences (paragraph TEXT NOT NULL REFERENCES paragraphs, position INTEGER NOT NULL, text TEXT NOT NULL,
  text_en TEXT, PRIMARY KEY (paragraph, position));
CREATE TABLE computed (target TEXT NOT NULL REFERENCES targets, result TEXT NOT NULL REFERENCES results,
  what TEXT NOT NULL, value NUMERIC NOT NULL, unit TEXT, statement TEXT NOT NULL, PRIMARY KEY (target, result));
CREATE TABLE searchable (kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, words);
CREATE VIRTUAL TABLE search USING fts5 (kind UNINDEXED, id UNINDEXED, name, text, words, content='searchable');
"""


def write_database(report: Report, file: Path) -> None:
    """Fill an empty file: a table a kind, tables for what is many, and a full-text index.

    Raises UsageError where SQLite lacks what it takes, WriteError when the disk is full, DataError for an
    encoding that repeats a record.
    """
    try:
        import sqlite3
    except ImportError:
        raise UsageError(_("a database needs SQLite, which this Python was built without")) from None
    database = sqlite3.connect(file)
    try:
        database.execute("PRAGMA journal_mode = OFF")  # a file that fails is thrown away
        with database:
            _fill(database, report)
    except sqlite3.IntegrityError as error:
        if "UNIQUE" not in str(error):
            raise
        name = printable(str(report.file))
        raise DataError(_("repeats a record ({error}): gaoan check says which").format(error=error), name) from None
    except sqlite3.OperationalError as error:
        if "fts5" in str(error):
            raise UsageError(_("a database needs a SQLite with FTS5, which this Python lacks")) from None
        if "full" in str(error) or "disk I/O" in str(error):
            raise OSError(errno.ENOSPC, str(error)) from None
        raise
    finally:
        database.close()


def _fill(database: sqlite3.Connection, report: Report) -> None:
    _table(database, "report", model.Particulars, [report.particulars])
    for kind in KINDS:
        _table(database, f"{kind}s", model.TYPES[kind], report.records(kind))
    database.executescript(LINKS)
    records = [record for kind in KINDS for record in report.records(kind)]
    for table, rows in _links(report, records).items():
        _insert(database, table, rows)
    database.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (INDEX_BYTES,))
    for number, record in enumerate(records, 1):
        *row, words = _indexed(record)
        _insert(database, "searchable", [(*row, None)])
        _insert(database, "search (rowid, kind, id, name, text, words)", [(number, *row, words)])


def _table(database: sqlite3.Connection, name: str, shape: type, records: Sequence[Any]) -> None:
    columns = {}
    for column, field in fields_of(shape).items():
        if not field.many and column != "kind":
            key = " PRIMARY KEY" if column == "id" else ""
            refers = f" REFERENCES {REFERENCES[column]}" if column in REFERENCES else ""
            null = "" if field.nullable else " NOT NULL"
            columns[column] = f"{column} {COLUMN_TYPES[field.type]}{null}{key}{refers}"
    database.execute(f"CREATE TABLE {name} ({', '.join(columns.values())})")
    rows = [to_dict(record) for record in records]
    _insert(database, name, [tuple(_scalar(row[column]) for column in columns) for row in rows])


def _scalar(value: Any) -> Any:
    """A value of one field as SQLite has it; a period as JSON, whose functions it knows."""
    return encode(value) if isinstance(value, dict) else value


def _links(report: Report, records: list[Record]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the tables that hold what is many."""
    return {
        "aliases": [(r.kind, r.id, alias) for r in records for alias in getattr(r, "aliases", ())],
        "baselines": [(target.id, id) for target in report.targets for id in target.baseline],
        "mentions": [(term.id, id) for term in report.terms for id in term.mentions],
        "parts": [(term.id, n, *row) for term in report.terms for n, row in enumerate(_flat(term.parts, None), 1)],
        "sentences": [
            (paragraph.id, n, *sentence)
            for paragraph in report.paragraphs
            for n, sentence in enumerate(paragraph.sentences, 1)
        ],
        "computed": [
            (comparison.id, one.result, one.what, one.value, one.unit, one.statement)
            for comparison in report.comparisons
            for one in comparison.computed
        ],
    }


def _flat(parts: tuple[Part, ...], within: str | None) -> Iterator[tuple[Any, ...]]:
    for part in parts:
        yield part.name, part.name_en, part.value, part.unit, part.wording, within
        yield from _flat(part.parts, part.name)


def _insert(database: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Put rows into a table; a whole number beyond SQLite's 64 bits becomes one with a decimal point."""
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        values = [[float(v) if isinstance(v, int) and abs(v) >= LARGEST else v for v in row] for row in rows]
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)


def _indexed(record: Record) -> tuple[str, ...]:
    """What the full-text index has of a record: kind, id, name, text, and every stretch it is found by."""
    name = record.lead or "" if isinstance(record, Paragraph) else name_of(record)
    said: str = next(
        getattr(record, field) for field in ("quote", "definition", "title", "text") if hasattr(record, field)
    )
    other = [name_en_of(record), *getattr(record, "aliases", ())]
    other += [record.recipient] if isinstance(record, Honour) else []
    return record.kind, record.id, name, said, " ".join(_words(" ".join([name, said, *other])))


def _words(text: str) -> Iterator[str]:
    """Every stretch of up to eight Chinese characters, and the rest as it is.

    SQLite's own tokenizers take a Chinese sentence for one word, or need three characters.
    """
    yield HAN_RUN.sub(" ", text)
    for run in HAN_RUN.findall(text):
        for length in range(1, LONGEST_WORD + 1):
            yield from (run[i : i + length] for i in range(len(run) - length + 1))
