"""The whole report in other forms, and files that are written whole or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conftest import TEMPLATE, Run
from gaoan_cli import export
from gaoan_cli.load import Report, shipped

ORIGINAL = shipped().with_name("report.txt").read_text(encoding="utf-8")


def test_text_is_the_report(run: Run) -> None:
    """gaoan export text is the report as published, white space aside."""
    assert "".join(run("export", "text").stdout.split()) == "".join(ORIGINAL.split())


def test_json_and_yaml_hold_everything(run: Run, report: Report) -> None:
    """JSON and YAML hold the particulars and every record of every kind, computed fields and all."""
    whole = json.loads(run("export", "json").stdout)
    assert list(whole) == [
        *("schema", "report", "targets", "results", "terms", "honours", "projects"),
        *("sections", "paragraphs", "comparisons"),
    ]
    for kind in ("target", "result", "term", "honour", "project", "section", "paragraph"):
        assert len(whole[f"{kind}s"]) == report.count(kind)
    assert whole["targets"][1]["amount"] == 5.6
    assert yaml.safe_load(run("export", "yaml").stdout) == whole


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The exported database."""
    from gaoan_cli.load import load_report
    from gaoan_cli.whole import save

    file = tmp_path_factory.mktemp("sqlite") / "gaoan.db"
    save(load_report(), "sqlite", file, overwrite=False)
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


def test_tables_have_keys_that_hold(database: sqlite3.Connection) -> None:
    """Every reference in the database points at a row that is there."""
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"report", "targets", "results", "terms", "honours", "projects", "sections", "paragraphs"} <= names


def test_rows_are_the_records(database: sqlite3.Connection, report: Report) -> None:
    """Numbers arrive as numbers, and every record has its row."""
    assert database.execute("SELECT value, unit FROM targets WHERE id = 'gdp-growth'").fetchone() == (
        5.6,
        "%",
    )
    assert database.execute("SELECT amount FROM results WHERE id = 'gross-regional-product'").fetchone() == (
        58690000000,
    )
    for kind in ("target", "result", "term", "honour", "project", "section", "paragraph"):
        assert database.execute(f"SELECT count(*) FROM {kind}s").fetchone() == (report.count(kind),)


def test_baselines_join(database: sqlite3.Connection) -> None:
    """A target joins with its results, and with what follows from them."""
    rows = database.execute(
        "SELECT r.value FROM baselines b JOIN results r ON r.id = b.result WHERE b.target = 'new-school-places'"
    ).fetchall()
    assert rows == [(8940,)]
    statement = "SELECT statement FROM computed WHERE target = 'new-high-tech-enterprises'"
    assert database.execute(statement).fetchone() == ("16 fewer than in 2023",)


@pytest.mark.parametrize("word", ["养老", "停车", "停车场", "四尘三烟三气", "gdp", "路"])
def test_full_text_finds_chinese_words(database: sqlite3.Connection, word: str) -> None:
    """The full-text index finds Chinese words of one to eight characters, and English ones."""
    assert database.execute("SELECT id FROM search WHERE search MATCH ?", (word,)).fetchall()


def test_a_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    """--output writes the file and leaves nothing else behind."""
    file = tmp_path / "report.json"
    assert run("export", "json", "--output", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["schema"] == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_file_is_not_overwritten_without_being_told(run: Run, tmp_path: Path) -> None:
    """A file that is there is kept, unless --force is given."""
    file = tmp_path / "report.txt"
    file.write_text("mine", encoding="utf-8")
    ran = run("export", "text", "-o", str(file))
    assert (ran.exit_code, file.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in ran.stderr
    assert run("export", "text", "-o", str(file), "--force").exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("政 府 工 作 报 告")


def test_a_file_that_cannot_be_written_is_a_clear_error(run: Run, tmp_path: Path) -> None:
    """A folder that is not there is named, and nothing is left behind."""
    ran = run("export", "text", "-o", str(tmp_path / "no" / "report.txt"))
    assert ran.exit_code == 2
    assert ran.stderr.startswith("gaoan: ")
    assert "cannot be written" in ran.stderr


def test_a_number_beyond_64_bits_is_stored_all_the_same(run: Run, tmp_path: Path) -> None:
    """An amount that SQLite has no whole number for does not stop the export."""
    text = TEMPLATE.read_text(encoding="utf-8")
    huge = text.replace("value: 200.5 ", "value: 99999999 ").replace(
        "unit: 亿元\n    wording", "unit: 万亿元\n    wording"
    )
    assert huge != text
    (tmp_path / "huge.yaml").write_text(huge, encoding="utf-8")
    ran = run("export", "sqlite", "-o", str(tmp_path / "x.db"), "--report", str(tmp_path / "huge.yaml"))
    assert ran.exit_code == 0, ran.stderr


@pytest.mark.parametrize("value", ["=1+1", "+1", "-x", "@x", "\tx"])
def test_a_cell_does_not_run_as_a_formula(value: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe; a negative number stays a number."""
    out = export.as_csv([{"text": value, "number": -26.7}]).splitlines()
    assert out[1].startswith(("'", "\"'"))
    assert out[1].endswith(",-26.7")


def test_cells() -> None:
    """Lists are joined, nested values are JSON, nothing is empty."""
    assert export.cell(None) == ""
    assert export.cell(True) == "true"
    assert export.cell(["a", "b"]) == "a; b"
    assert export.cell([{"a": 1}]) == '[{"a": 1}]'
    assert export.cell({"a": 1}) == '{"a": 1}'
    assert export.raw([{"a": 1}]) == '[{"a": 1}]\n'


def test_markdown_cells_are_escaped() -> None:
    """Nothing in a record can break the table or be taken for markup."""
    assert export.as_md([{"name": "a|b*c_d<e>", "id": "x"}]).splitlines()[2] == r"| a\|b\*c\_d\<e\> | x |"
    assert export.as_md([]) == ""
