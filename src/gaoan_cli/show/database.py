"""The whole report as a SQLite database: a table a kind, tables for what is many, and a full-text index.

Every row says of which report it is, and a record's `key` is the report's id and its own: the rows of several
databases can be put into one. References are to one column and name it: Datasette follows no others.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaoan_cli.errors import DataError, UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.report import model
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.fields import fields_of
from gaoan_cli.report.model import KINDS, Honour, Paragraph, Part, Record, name_en_of, name_of
from gaoan_cli.show.formats import encode

if TYPE_CHECKING:
    import sqlite3

    from gaoan_cli.report.report import Report

LARGEST = 1 << 63
INDEX_BYTES = 1 << 23  # of the index are kept in memory: a usual report's is then written once, without gaps
COLUMN_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "NUMERIC", model.Period: "TEXT"}
REFERENCES = {"paragraph": "paragraphs", "section": "sections", "other_mention": "projects"}
REPORT = "report TEXT NOT NULL REFERENCES report (id)"
# Fields that hold several values have tables of their own.
LINKS = f"""
CREATE TABLE aliases ({REPORT}, kind TEXT NOT NULL, id TEXT NOT NULL,
  alias TEXT NOT NULL, PRIMARY KEY (report, kind, id, alias)) WITHOUT ROWID;
CREATE TABLE baselines ({REPORT}, target TEXT NOT NULL REFERENCES targets (key),
  result TEXT NOT NULL REFERENCES results (key), PRIMARY KEY (target, result));
CREATE TABLE mentions ({REPORT}, term TEXT NOT NULL REFERENCES terms (key),
  paragraph TEXT NOT NULL REFERENCES paragraphs (key), PRIMARY KEY (term, paragraph));
CREATE TABLE parts ({REPORT}, term TEXT NOT NULL REFERENCES terms (key),
  position INTEGER NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, value NUMERIC, unit TEXT,
  wording TEXT NOT NULL, within TEXT, PRIMARY KEY (term, position)) WITHOUT ROWID;
CREATE TABLE sentences ({REPORT}, paragraph TEXT NOT NULL REFERENCES paragraphs (key),
  position INTEGER NOT NULL, text TEXT NOT NULL, text_en TEXT, PRIMARY KEY (paragraph, position)) WITHOUT ROWID;
CREATE TABLE computed ({REPORT}, target TEXT NOT NULL REFERENCES targets (key),
  position INTEGER NOT NULL, result TEXT NOT NULL REFERENCES results (key), what TEXT NOT NULL, value NUMERIC NOT NULL,
  unit TEXT, statement TEXT NOT NULL, PRIMARY KEY (target, position)) WITHOUT ROWID;
CREATE TABLE reasons ({REPORT}, target TEXT NOT NULL PRIMARY KEY REFERENCES targets (key),
  reason TEXT NOT NULL) WITHOUT ROWID;

CREATE VIEW comparisons AS SELECT target.report, target.id, target.name, target.name_en,
  result.year AS result_year, result.value AS result_value, result.unit AS result_unit, result.bound AS result_bound,
  result.wording AS result_wording, target.year AS target_year, target.value AS target_value,
  target.unit AS target_unit, target.bound AS target_bound, target.wording AS target_wording,
  computed.what, computed.value, computed.unit, coalesce(computed.statement, reasons.reason) AS statement,
  target.paragraph
FROM targets AS target LEFT JOIN baselines ON baselines.target = target.key
LEFT JOIN results AS result ON result.key = baselines.result
LEFT JOIN computed ON computed.target = target.key AND computed.result = result.key
LEFT JOIN reasons ON reasons.target = target.key ORDER BY target.rowid;
"""
# --- The full-text index ---
# SQLite's own tokenizers take a run of Chinese characters for one word, in a text and in a query, or need three of
# them: 养老 is found where it is a word of the index. So the index has the words that `words_of` makes of a text, each
# once and without its place; what is read back is `searchable`, to which it is tied.
WORD_MARKS = ".&+%'/-"  # stand in words: 5.6%, R&D; a query of one word must not be taken for several
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
WORD = re.compile(rf"[^\W_{HAN}]+")
UNIT = re.compile(rf"[{HAN}]|{WORD.pattern}(?:[{WORD_MARKS}]+{WORD.pattern})*%?")
LONGEST_WORD = 8  # characters of a Chinese word that the index knows as one
SEARCH = f"""
CREATE TABLE searchable (number INTEGER PRIMARY KEY, {REPORT}, kind TEXT NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, text TEXT NOT NULL, text_en TEXT NOT NULL,
  paragraph TEXT REFERENCES paragraphs (key));
CREATE VIRTUAL TABLE search USING fts5 (report UNINDEXED, kind UNINDEXED, id UNINDEXED, name UNINDEXED,
  name_en UNINDEXED, text, content="searchable", content_rowid="number", detail=none, columnsize=0,
  tokenize="unicode61 tokenchars '{WORD_MARKS.replace("'", "''")}'");
"""


def write_database(report: Report, file: Path) -> None:
    """Fill an empty file with the tables of a report, the view of its comparisons, and the index.

    Raises UsageError where SQLite lacks what it takes, OSError when the disk is full, DataError for an
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
        _table(database, f"{kind}s", model.TYPES[kind], report.records(kind), report.particulars.id)
    database.executescript(LINKS + SEARCH)
    records = [record for kind in KINDS for record in report.records(kind)]
    for table, rows in _links(report, records).items():
        _insert(database, table, [(report.particulars.id, *row) for row in rows])
    database.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (INDEX_BYTES,))
    for number, record in enumerate(records, 1):
        _insert(database, "searchable", [(number, report.particulars.id, *_read_back(report, record))])
        _insert(database, "search (rowid, text)", [(number, " ".join(words_of(_said(record))))])


def _table(database: sqlite3.Connection, name: str, shape: type, records: Sequence[Any], report: str = "") -> None:
    """A table of records; of what stands in a report, whose id is given, with a key that no other report's has."""
    columns = {"key": "key TEXT NOT NULL PRIMARY KEY", "report": REPORT} if report else {}
    for column, field in fields_of(shape).items():
        if not field.many and column != "kind":
            primary = " PRIMARY KEY" if column == "id" and not report else ""
            refers = f" REFERENCES {REFERENCES[column]} (key)" if column in REFERENCES else ""
            null = "" if field.nullable else " NOT NULL"
            columns[column] = f"{column} {COLUMN_TYPES[field.type]}{null}{primary}{refers}"
    database.execute(f"CREATE TABLE {name} ({', '.join(columns.values())})")
    rows = [to_dict(record) for record in records]
    if report:
        rows = [_keyed(report, row) for row in rows]
    _insert(database, name, [tuple(_scalar(row[column]) for column in columns) for row in rows])


def _keyed(report: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row with its key, and with keys for the ids of what it refers to."""
    refers = {column: key(report, row[column]) for column in REFERENCES if row.get(column)}
    return row | {"report": report, "key": key(report, row["id"])} | refers


def key(report: str, id: str) -> str:
    """What names a record among those of all reports."""
    return f"{report}/{id}"


def _scalar(value: Any) -> Any:
    """A value of one field as SQLite has it; a period as JSON, whose functions it knows."""
    return encode(value) if isinstance(value, dict) else value


def _links(report: Report, records: list[Record]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the tables that hold what is many."""
    keyed = partial(key, report.particulars.id)
    compared = report.comparisons
    return {
        "aliases": [(r.kind, r.id, alias) for r in records for alias in getattr(r, "aliases", ())],
        "baselines": [(keyed(target.id), keyed(id)) for target in report.targets for id in target.baseline],
        "mentions": [(keyed(term.id), keyed(id)) for term in report.terms for id in term.mentions],
        "parts": [
            (keyed(term.id), n, *row) for term in report.terms for n, row in enumerate(_flat(term.parts, None), 1)
        ],
        "sentences": [
            (keyed(paragraph.id), n, *sentence)
            for paragraph in report.paragraphs
            for n, sentence in enumerate(paragraph.sentences, 1)
        ],
        "computed": [
            (keyed(one.id), n, keyed(by.result), by.what, by.value, by.unit, by.statement)
            for one in compared
            for n, by in enumerate(one.computed, 1)
        ],
        "reasons": [(keyed(one.id), one.reason) for one in compared if one.reason],
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


def _read_back(report: Report, record: Record) -> tuple[str | None, ...]:
    """What a search gives of a record: kind, id, names, its own words, and where it stands."""
    name = record.lead or "" if isinstance(record, Paragraph) else name_of(record)
    place = record.id if isinstance(record, Paragraph) else getattr(record, "paragraph", None)
    return (
        record.kind,
        record.id,
        name,
        name_en_of(record),
        own_words(record),
        english_words(record),
        key(report.particulars.id, place) if place else None,
    )


def own_words(record: Record) -> str:
    """The report's words that a record is found by."""
    fields = ("quote", "definition", "title", "text")
    words: str = next(getattr(record, field) for field in fields if hasattr(record, field))
    return words


def english_words(record: Record) -> str:
    """A text or a definition in English, as far as there is any; a quote's stands in its paragraph's."""
    return str(getattr(record, "text_en", None) or getattr(record, "definition_en", ""))


def _said(record: Record) -> str:
    """All that a record is found by: names, its own words in both languages, and what else people call it."""
    other = [name_en_of(record), english_words(record), *getattr(record, "aliases", ())]
    other += [record.recipient] if isinstance(record, Honour) else []
    return "\n".join([name_of(record), own_words(record), *other])


def words_of(text: str) -> Iterator[str]:
    """The words of a text, each once: the rest as it is written, of Chinese every stretch of up to eight characters.

    What stands between Chinese without a space is of the stretch: 4A级景区 is one, of four.
    """
    found: dict[str, None] = {}
    run: list[str] = []
    end = 0
    for unit in UNIT.finditer(text):
        found.update(dict.fromkeys(WORD.findall(unit[0])))
        run = [*run[1 - LONGEST_WORD :], unit[0]] if unit.start() == end else [unit[0]]
        end = unit.end()
        found.update(dict.fromkeys("".join(run[start:]) for start in range(len(run))))
    return iter(found)
