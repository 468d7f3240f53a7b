"""The whole report in other forms, and files that are written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conftest import TEMPLATE, Run
from gaoan_cli.load import load_report, shipped
from gaoan_cli.report.report import Report
from gaoan_cli.show import formats as export
from gaoan_cli.show.export import save

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
    assert database.execute("SELECT value, unit FROM targets WHERE id = 'gdp-growth'").fetchone() == (5.6, "%")
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


@pytest.mark.skipif(os.name != "posix", reason="links, modes and devices as POSIX has them")
def test_force_writes_through_a_link_and_keeps_the_mode(run: Run, tmp_path: Path) -> None:
    """--force replaces what a link points at, with the mode it had."""
    file, link = tmp_path / "report.txt", tmp_path / "link.txt"
    file.write_text("mine", encoding="utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    assert run("export", "text", "-o", str(link), "--force").exit_code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("政 府 工 作 报 告")
    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="links, modes and devices as POSIX has them")
def test_a_device_is_never_replaced(run: Run, tmp_path: Path) -> None:
    """Whatever is no regular file stays what it is, and the message says what to do."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for file in (pipe, Path(os.devnull), tmp_path):
        ran = run("export", "text", "-o", str(file), "--force")
        assert ran.exit_code == 2
        assert "redirect" in ran.stderr
    assert pipe.is_fifo()


def test_without_hard_links_a_file_is_written_all_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that has no hard links is no hindrance."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert run("export", "text", "-o", str(tmp_path / "report.txt")).exit_code == 0


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full is no mistake of the user's, and leaves no half of a file."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        save(load_report(), "text", tmp_path / "report.txt", overwrite=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "nul\0.txt"])
def test_an_impossible_name_is_a_clear_error(run: Run, tmp_path: Path, name: str) -> None:
    """A name that no file can have is said to be one."""
    ran = run("export", "text", "-o", str(tmp_path / name))
    assert ran.exit_code == 2
    assert "cannot be written" in ran.stderr


def test_output_to_a_dash_is_standard_output(run: Run) -> None:
    """--output - prints, as other tools do."""
    assert run("export", "text", "-o", "-").stdout == run("export", "text").stdout


def test_an_encoding_that_repeats_itself_is_no_database(run: Run, tmp_path: Path) -> None:
    """A repeated alias is said to be one, not a fault of the database."""
    text = TEMPLATE.read_text(encoding="utf-8").replace("aliases: [GDP, 地区生产总值]", "aliases: [GDP, GDP]", 1)
    (tmp_path / "twice.yaml").write_text(text, encoding="utf-8")
    ran = run("export", "sqlite", "-o", str(tmp_path / "x.db"), "--report", str(tmp_path / "twice.yaml"))
    assert ran.exit_code == 3
    assert "gaoan check" in ran.stderr
    assert not (tmp_path / "x.db").exists()


def test_columns_have_the_types_of_their_values(database: sqlite3.Connection) -> None:
    """A column of figures is declared to hold numbers with a decimal point, too."""
    declared = {row[1]: row[2] for row in database.execute("PRAGMA table_info(targets)")}
    assert (declared["value"], declared["amount"], declared["year"]) == ("NUMERIC", "NUMERIC", "INTEGER")


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
    rows = [{"text": value, "number": -26.7}]
    line = export.as_csv(rows).splitlines()[1]
    assert line.startswith(("'", "\"'"))
    assert line.endswith(",-26.7")
    assert export.as_tsv(rows).splitlines()[1].startswith("'")


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
