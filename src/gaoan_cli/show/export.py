"""The whole report in another form: text, JSON, YAML or a SQLite database."""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gaoan_cli.errors import DISK, DataError, UsageError, printable
from gaoan_cli.report.model import (
    KINDS,
    TYPES,
    Figure,
    Honour,
    Paragraph,
    Record,
    Shown,
    Term,
    name_en_of,
    name_of,
    to_dict,
)
from gaoan_cli.report.report import Report
from gaoan_cli.show.formats import Rows, as_yaml, cell

HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
LARGEST = 1 << 63
LONGEST_WORD = 8  # characters of a Chinese word that the full-text index knows as one


def as_text(report: Report) -> bytes:
    """Every heading and paragraph, as printed, on a line of its own."""
    return "".join(f"{s.heading}\n{s.text}\n" for s in report.sections if s.level == 1).encode()


def everything(report: Report) -> dict[str, Any]:
    """The report as one plain object: particulars, then the records of each kind, computed fields and all."""
    kinds = {f"{kind}s": [to_dict(record) for record in report.records(kind)] for kind in KINDS}
    comparisons = [to_dict(one) for one in report.comparisons]
    return {"schema": 1, "report": to_dict(report.particulars), **kinds, "comparisons": comparisons}


def as_json(report: Report) -> bytes:
    """One JSON object, a record a line."""
    parts = []
    for name, value in everything(report).items():
        if isinstance(value, list):
            rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f"{json.dumps(name)}: [\n  {rows}\n ]")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return ("{" + ",\n ".join(parts) + "}\n").encode()


def as_yaml_text(report: Report) -> bytes:
    """The same as YAML."""
    rows: Any = everything(report)
    return as_yaml(rows).encode()


def as_sqlite(report: Report) -> bytes:
    """A SQLite database: a table a kind, tables for what is many, and a full-text index."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.db")
        database = sqlite3.connect(file)
        try:
            with database:
                _fill(database, report)
            database.execute("VACUUM")
        except sqlite3.IntegrityError as error:
            name = printable(str(report.file))
            raise DataError(f"repeats a record ({error}): gaoan check says which", name) from None
        except sqlite3.OperationalError as error:  # no room for the temporary copy
            raise OSError(errno.ENOSPC, str(error)) from None
        finally:
            database.close()
        return file.read_bytes()


WRITERS: dict[str, Callable[[Report], bytes]] = {
    "text": as_text,
    "json": as_json,
    "yaml": as_yaml_text,
    "sqlite": as_sqlite,
}


def save(report: Report, form: str, file: Path, *, overwrite: bool) -> None:
    """Write the report to a file, whole or not at all; through a link, to the file that it names.

    Raises UsageError when the file is there already and `overwrite` is false, is no regular file, or cannot
    be written; OSError when the disk is full; DataError when the encoding cannot be written in this form.
    """
    shown = printable(str(file))
    try:
        target = file.resolve()
        there = target.exists()
        if there and not overwrite:
            raise FileExistsError
        if there and not target.is_file():
            raise UsageError(f"{shown} is no regular file: leave --output out and redirect")
        _put(target, WRITERS[form](report), target.stat().st_mode if there else None)
    except FileExistsError:
        raise UsageError(f"{shown} is there already: --force overwrites it") from None
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno in DISK:
            raise
        raise UsageError(f"{shown} cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _put(target: Path, data: bytes, mode: int | None) -> None:
    """Put the data in the place of a file that has this mode, or, without one, where there is none."""
    if mode is None:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))  # fails if it is there meanwhile
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=".gaoan-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(part).chmod((target.stat().st_mode if mode is None else mode) & 0o777)
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except BaseException:
        if mode is None:
            target.unlink(missing_ok=True)
        raise


# --- SQLite ------------------------------------------------------------------------------------

# Fields that hold several values have tables of their own.
LISTS = ("aliases", "baseline", "mentions", "paragraphs", "parts", "path")
LINKS = """
CREATE TABLE aliases (kind TEXT NOT NULL, id TEXT NOT NULL, alias TEXT NOT NULL,
  PRIMARY KEY (kind, id, alias));
CREATE TABLE baselines (target TEXT NOT NULL REFERENCES targets, result TEXT NOT NULL REFERENCES results,
  PRIMARY KEY (target, result));
CREATE TABLE mentions (term TEXT NOT NULL REFERENCES terms, paragraph TEXT NOT NULL REFERENCES paragraphs,
  PRIMARY KEY (term, paragraph));
CREATE TABLE parts (term TEXT NOT NULL REFERENCES terms, position INTEGER NOT NULL, name TEXT NOT NULL,
  name_en TEXT NOT NULL, value NUMERIC, unit TEXT, wording TEXT NOT NULL, within TEXT,
  PRIMARY KEY (term, position));
CREATE TABLE computed (target TEXT NOT NULL REFERENCES targets, result TEXT NOT NULL REFERENCES results,
  what TEXT NOT NULL, value NUMERIC NOT NULL, unit TEXT, statement TEXT NOT NULL,
  PRIMARY KEY (target, result));
CREATE VIRTUAL TABLE search USING fts5 (kind UNINDEXED, id UNINDEXED, name, text, words);
"""
REFERENCES = {"paragraph": "paragraphs", "section": "sections", "other_mention": "projects"}


def _fill(database: sqlite3.Connection, report: Report) -> None:
    database.execute("PRAGMA page_size = 4096")
    particulars = to_dict(report.particulars)
    database.execute(f"CREATE TABLE report ({', '.join(f'{name} NOT NULL' for name in particulars)})")
    _insert(database, "report", [particulars])
    for kind, shape in ((kind, TYPES[kind]) for kind in KINDS):
        _table(database, f"{kind}s", shape, [to_dict(record) for record in report.records(kind)])
    database.executescript(LINKS)
    for kind in KINDS:
        for record in report.records(kind):
            _links(database, record)
            _index(database, record)
    for comparison in report.comparisons:
        for one in comparison.computed:
            row = (comparison.id, one.result, one.what, one.value, one.unit, one.statement)
            database.execute("INSERT INTO computed VALUES (?, ?, ?, ?, ?, ?)", row)


def _table(database: sqlite3.Connection, name: str, shape: type[Shown], rows: Rows) -> None:
    columns = []
    for field, annotation in shape.__annotations__.items():
        if field in LISTS or field == "kind":
            continue
        written = str(annotation)
        kind = "NUMERIC" if "float" in written else "INTEGER" if "int" in written or "bool" in written else "TEXT"
        column = f"{field} {kind}" + ("" if "None" in written else " NOT NULL")
        column += " PRIMARY KEY" if field == "id" else ""
        column += f" REFERENCES {REFERENCES[field]}" if field in REFERENCES else ""
        columns.append(column)
    database.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    kept = [{field: value for field, value in row.items() if field not in (*LISTS, "kind")} for row in rows]
    _insert(database, name, kept)


def _insert(database: sqlite3.Connection, table: str, rows: Rows) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        values = [tuple(map(_storable, row.values())) for row in rows]
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", values)


def _storable(value: Any) -> Any:
    """The value as SQLite can hold it: its whole numbers end at 64 bits."""
    return float(value) if isinstance(value, int) and abs(value) >= LARGEST else value


def _links(database: sqlite3.Connection, record: Record) -> None:
    aliases = getattr(record, "aliases", ())
    database.executemany("INSERT INTO aliases VALUES (?, ?, ?)", [(record.kind, record.id, a) for a in aliases])
    if isinstance(record, Figure) and record.kind == "target":
        database.executemany("INSERT INTO baselines VALUES (?, ?)", [(record.id, id) for id in record.baseline])
    if isinstance(record, Term):
        database.executemany("INSERT INTO mentions VALUES (?, ?)", [(record.id, id) for id in record.mentions])
        rows = [(record.id, position, *row) for position, row in enumerate(_flat(record.parts, None), 1)]
        database.executemany("INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _flat(parts: tuple[Any, ...], within: str | None) -> Iterator[tuple[Any, ...]]:
    for part in parts:
        yield part.name, part.name_en, part.value, part.unit, part.wording, within
        yield from _flat(part.parts, part.name)


def _index(database: sqlite3.Connection, record: Record) -> None:
    """Add a record to the full-text index."""
    if isinstance(record, Paragraph):
        said = record.text
    else:
        said = getattr(record, "quote", "") or getattr(record, "definition", "") or getattr(record, "title", "")
    name = name_of(record) if not isinstance(record, Paragraph) else record.lead or ""
    other = [name_en_of(record), *getattr(record, "aliases", ())]
    other += [record.recipient] if isinstance(record, Honour) else []
    words = " ".join(_words(" ".join([name, said, *other])))
    database.execute("INSERT INTO search VALUES (?, ?, ?, ?, ?)", (record.kind, record.id, name, said, words))


def _words(text: str) -> Iterator[str]:
    """What the index finds: every stretch of up to eight Chinese characters, and the rest as it is.

    SQLite's own tokenizers take a Chinese sentence for one word, or need three characters.
    """
    yield cell(HAN_RUN.sub(" ", text))
    for run in HAN_RUN.findall(text):
        for length in range(1, LONGEST_WORD + 1):
            yield from (run[i : i + length] for i in range(len(run) - length + 1))
