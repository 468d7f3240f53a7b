"""The whole report in other forms, and records in the formats that programs read."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.errors import DataError, UsageError, WriteError
from gaoan_cli.load import load_report, shipped
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report
from gaoan_cli.show import formats
from gaoan_cli.show.database import words_of
from gaoan_cli.show.export import save

ORIGINAL = Path(shipped()).with_name("report.txt").read_text(encoding="utf-8")


def test_text_is_the_report(run: Run) -> None:
    """gaoan export text is the report as published, white space aside; --output - prints it, too."""
    ran = run("export", "text")
    assert "".join(ran.stdout.split()) == "".join(ORIGINAL.split())
    assert run("export", "text", "--output", "-").stdout == ran.stdout


def test_json_holds_everything_and_yaml_is_the_encoding(run: Run, report: Report) -> None:
    """JSON holds every record of every kind, computed fields and all; YAML is the file that gaoan check reads."""
    whole = json.loads(run("export", "json").stdout)
    assert list(whole) == ["schema", "report", *(f"{kind}s" for kind in KINDS), "comparisons"]
    for kind in KINDS:
        assert len(whole[f"{kind}s"]) == report.count(kind)
    assert whole["targets"][1]["amount"] == 5.6
    assert run("export", "yaml").stdout == Path(report.file).read_text(encoding="utf-8")


def test_a_report_is_saved_in_every_form(run: Run, tmp_path: Path, report: Report) -> None:
    """--output writes what is printed without it; a database takes nothing but a file."""
    file = tmp_path / "report.json"
    assert run("export", "json", "--output", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == run("export", "json").stdout
    assert run("export", "json", "--output", str(file)).exit_code == 2
    save(report, "sqlite", file, overwrite=True)
    assert file.read_bytes().startswith(b"SQLite format 3")
    assert list(tmp_path.iterdir()) == [file]


# --- SQLite --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The exported database."""
    file = tmp_path_factory.mktemp("sqlite") / "gaoan.db"
    save(load_report(), "sqlite", file, overwrite=False)
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


def test_tables_have_keys_that_hold(database: sqlite3.Connection, report: Report) -> None:
    """Every record has its row, and every reference points at a row that is there."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for kind in KINDS:
        assert database.execute(f"SELECT count(*) FROM {kind}s").fetchone() == (report.count(kind),)


def test_columns_have_the_types_of_their_values(database: sqlite3.Connection) -> None:
    """Numbers arrive as numbers, with a decimal point or without, and what is always there is not null."""
    declared = {row[1]: row[2:4] for row in database.execute("PRAGMA table_info(targets)")}
    assert {name: declared[name] for name in ("value", "year", "headline", "topic", "note_en")} == {
        "value": ("NUMERIC", 0),
        "year": ("INTEGER", 1),
        "headline": ("INTEGER", 1),
        "topic": ("TEXT", 1),
        "note_en": ("TEXT", 0),
    }
    row = database.execute("SELECT value, unit FROM targets WHERE id = 'gdp-growth'").fetchone()
    assert row == (5.6, "%")
    row = database.execute("SELECT amount FROM results WHERE id = 'gross-regional-product'").fetchone()
    assert row == (58690000000,)


def test_baselines_join(database: sqlite3.Connection) -> None:
    """A target joins with its results, and with what follows from them."""
    rows = database.execute(
        "SELECT r.value FROM baselines b JOIN results r ON r.key = b.result JOIN targets t ON t.key = b.target "
        "WHERE t.id = 'new-school-places'"
    ).fetchall()
    assert rows == [(8940,)]
    statement = "SELECT statement FROM computed WHERE target = 'gaoan-2024/new-high-tech-enterprises'"
    assert database.execute(statement).fetchone() == ("16 fewer than in 2023",)


def test_every_row_says_of_which_report_it_is(database: sqlite3.Connection) -> None:
    """Every table has the report's id on each of its rows, and a record's key begins with it."""
    for (table,) in tables(database, "main"):
        column = "id" if table == "report" else "report"
        assert database.execute(f"SELECT DISTINCT {column} FROM {table}").fetchall() == [("gaoan-2024",)], table
    for kind in KINDS:
        assert not database.execute(f"SELECT key FROM {kind}s WHERE key <> report || '/' || id").fetchall()


def tables(database: sqlite3.Connection, schema: str) -> list[tuple[str]]:
    """The names of the tables, without those that the index is made of."""
    names = f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
    return database.execute(f"{names} AND name <> 'search'").fetchall()


def test_references_name_one_column(database: sqlite3.Connection) -> None:
    """Each reference is one that Datasette makes a link of: to one column, which is named."""
    found = [
        row for (table,) in tables(database, "main") for row in database.execute(f"PRAGMA foreign_key_list({table})")
    ]
    assert found
    assert all(seq == 0 and to in ("id", "key") for _, seq, _, _, to, *_ in found)


def test_comparisons_are_read_line_by_line(database: sqlite3.Connection, report: Report) -> None:
    """The view has each target, each result it continues, and what follows or the reason why nothing does."""
    database.row_factory = sqlite3.Row
    rows = [dict(row) for row in database.execute("SELECT * FROM comparisons")]
    database.row_factory = None
    assert [*dict.fromkeys(row["id"] for row in rows)] == [target.id for target in report.targets]
    row = next(row for row in rows if row["id"] == "new-high-tech-enterprises")
    assert (row["result_value"], row["target_value"], row["value"]) == (46, 30, -16)
    assert row["statement"] == "16 fewer than in 2023"
    assert {row["statement"] for row in rows if row["result_year"] is None} <= {
        one.reason for one in report.comparisons
    }


def test_a_target_that_is_a_range_has_both_its_ends(tmp_path: Path) -> None:
    """What follows from either end of a range is a row of its own."""
    save(
        edited(tmp_path, ("    value: 5\n    unit", "    low: 5\n    high: 6\n    unit")),
        "sqlite",
        tmp_path / "x.db",
        overwrite=False,
    )
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        rows = database.execute("SELECT statement FROM computed WHERE target = 'linxi-2031/gdp-growth'").fetchall()
    assert {statement[:17] for (statement,) in rows} == {"at its lower end ", "at its upper end "}


@pytest.mark.parametrize("word", ["养老", "税", "停车场", "四尘三烟三气", "高标准农田建设", "gdp", "4A级"])
def test_full_text_finds_what_is_typed(database: sqlite3.Connection, word: str) -> None:
    """A word of one to eight Chinese characters, or an English one, finds every record that holds it, as it is typed."""
    found = set(database.execute("SELECT kind, id FROM search WHERE search MATCH ?", (word,)))
    holding = "SELECT kind, id FROM searchable WHERE name || text LIKE ?"
    assert set(database.execute(holding, (f"%{word}%",))) <= found
    assert {kind for kind, _ in found} <= set(KINDS)
    assert found


@pytest.mark.parametrize("words", ['"养老"', '"养老" "托育"', '"R&D"', '"5.6%"', '"“四尘三烟三气”"', '"high-tech"'])
def test_full_text_finds_what_a_search_box_asks(database: sqlite3.Connection, words: str) -> None:
    """Each word in quotation marks, as Datasette writes it, is a word still; a table's rows are found by it."""
    assert database.execute("SELECT count(*) FROM search WHERE search MATCH 'CNY'").fetchone()[0] > 1
    asked = "SELECT * FROM searchable WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH ?)"
    assert database.execute(asked, (words,)).fetchall()
    tied = "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%USING FTS%content=\"searchable\"%'"
    assert database.execute(tied).fetchall() == [("search",)]


def test_words_of_a_text() -> None:
    """Chinese is cut into every stretch of up to eight, what stands between it too; the rest is as it is written."""
    assert {*words_of("4A级景区")} == {"4A", "4A级", "4A级景", "4A级景区", "级", "级景", "级景区", "景", "景区", "区"}
    assert [*words_of("R&D, 5.6%; high-tech.")] == ["R", "D", "R&D", "5", "6", "5.6%", "high", "tech", "high-tech"]
    assert max(map(len, words_of("一二三四五六七八九十"))) == 8
    assert [*words_of("gdp gdp")] == ["gdp"]


def test_the_database_has_no_gaps_and_no_copy_of_its_index(database: sqlite3.Connection) -> None:
    """No page is empty, and what the index is made of is not stored a second time as text."""
    assert database.execute("PRAGMA freelist_count").fetchone() == (0,)
    pages = database.execute("SELECT sum(length(block)) FROM search_data").fetchone()[0]
    texts = database.execute("SELECT sum(length(CAST(text AS BLOB))) FROM searchable").fetchone()[0]
    assert pages < 650_000
    assert texts < 150_000


def test_databases_are_put_together(database: sqlite3.Connection, tmp_path: Path) -> None:
    """The statements of docs/many.md put another report's rows into a database; all of them are found as before."""
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    save(load_report(), "sqlite", ours, overwrite=False)
    save(load_report(TEMPLATE), "sqlite", theirs, overwrite=False)
    statements = re.findall(
        r"```sql\n(.*?ATTACH.*?)```", (ROOT / "docs" / "many.md").read_text(encoding="utf-8"), re.DOTALL
    )[0]
    with closing(sqlite3.connect(ours)) as both:
        both.executescript(statements.replace("'theirs.db'", f"'{theirs}'"))
        for (table,) in tables(both, "main"):
            count = f"SELECT (SELECT count(*) FROM main.{table}), (SELECT count(*) FROM theirs.{table})"
            together, added = both.execute(count).fetchone()
            assert together == added + database.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
        assert both.execute("PRAGMA foreign_key_check").fetchall() == []
        asked = "SELECT DISTINCT report FROM search WHERE search MATCH '新增学位' ORDER BY report"
        assert both.execute(asked).fetchall() == [("gaoan-2024",), ("linxi-2031",)]


def edited(tmp_path: Path, *replacements: tuple[str, str]) -> Report:
    """The template with these words replaced."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "edited.yaml").write_text(text, encoding="utf-8")
    return load_report(tmp_path / "edited.yaml")


def test_an_encoding_that_repeats_itself_is_no_database(tmp_path: Path) -> None:
    """A repeated alias is said to be one, not a fault of the database."""
    report = edited(tmp_path, ("aliases: [GDP, 地区生产总值]", "aliases: [GDP, GDP]"))
    with pytest.raises(DataError, match="repeats a record"):
        save(report, "sqlite", tmp_path / "x.db", overwrite=False)
    assert not (tmp_path / "x.db").exists()


def test_a_number_beyond_64_bits_is_stored_all_the_same(tmp_path: Path) -> None:
    """An amount that SQLite has no whole number for does not stop the export."""
    replacements = (("value: 200.5 ", "value: 99999999 "), ("unit: 亿元\n    wording", "unit: 万亿元\n    wording"))
    save(edited(tmp_path, *replacements), "sqlite", tmp_path / "x.db", overwrite=False)


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("no such module: fts5", UsageError),
        ("database or disk is full", WriteError),
        ("disk I/O error", WriteError),
        ('near "SELEKT": syntax error', sqlite3.OperationalError),
    ],
)
def test_only_a_full_disk_is_called_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: str, error: type[Exception], report: Report
) -> None:
    """What SQLite lacks is said, a full disk is one, and a fault of ours stays a fault of ours."""

    def fail(*_: Any) -> None:
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr("gaoan_cli.show.database._fill", fail)
    with pytest.raises(error):
        save(report, "sqlite", tmp_path / "x.db", overwrite=False)
    assert list(tmp_path.iterdir()) == []


# --- Formats -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "csv", "tsv"),
    [
        ("=1+1", "'=1+1", "'=1+1"),
        (" @x", " '@x", "'@x"),
        ("\u3000＝x", "\u3000'＝x", "'＝x"),
        ("x;=1+1", "x;'=1+1", "x;'=1+1"),
        ("x\t-1", "x\t'-1", "x -1"),
        ("5%-6%", "5%-6%", "5%-6%"),
        (-26.7, "-26.7", "-26.7"),
    ],
)
def test_a_cell_does_not_run_as_a_formula(value: object, csv: str, tsv: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe, as it is written; a number stays a number."""
    assert formats.as_csv([{"text": value}]).splitlines()[1] == csv
    assert formats.as_tsv([{"text": value}]).splitlines()[1] == tsv


def test_cells() -> None:
    """Lists are joined, nested values are JSON, nothing is empty."""
    assert formats.cell(None) == ""
    assert formats.cell(True) == "true"
    assert formats.cell(["a", "b"]) == "a; b"
    assert formats.cell([{"a": 1}]) == '[{"a": 1}]'
    assert formats.cell({"a": 1}) == '{"a": 1}'
    assert formats.raw([{"a": 1}]) == '[{"a": 1}]\n'


def test_markdown_reads_as_it_was_written() -> None:
    """Nothing in a record breaks the table or is taken for markup, HTML, a struck-out text or an address."""
    words = "a|b*c_d<e> ~~f~~ &lt; http://g.com www.h.cn 5.6% (2.3.p1)"
    escaped = r"a\|b\*c\_d\<e\> \~\~f\~\~ \&lt; http\:\/\/g\.com www\.h\.cn 5.6% (2.3.p1)"
    assert formats.as_md([{"name": words, "id": "x"}]).splitlines()[2] == f"| {escaped} | x |"
    assert formats.as_md([]) == ""
