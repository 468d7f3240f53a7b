"""Opening a report: the shipped one, another file's, and what cannot be opened."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

import gaoan_cli
from conftest import TEMPLATE, Run
from gaoan_cli import files, load
from gaoan_cli.errors import DataError, UsageError
from gaoan_cli.load import COMPILED, compile_report, load_report
from gaoan_cli.report.convert import from_dict, to_dict
from gaoan_cli.report.model import KINDS, Figure
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the template."""
    return Path(shutil.copy(TEMPLATE, tmp_path / "report.yaml"))


def test_compiling_is_the_same_each_time(file: Path) -> None:
    """Two compilations of one file are equal to the byte."""
    data = file.read_bytes()
    assert compile_report(data, str(file)) == compile_report(data, str(file))


def test_nothing_is_kept(run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking another report writes no file, neither in the home nor beside the report."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    assert run("target", "gdp", "--get", "value", "--report", str(file)).stdout == "5\n"
    assert sorted(tmp_path.rglob("*")) == sorted([home, file])


def test_a_changed_file_answers_anew(run: Run, file: Path) -> None:
    """What is served is what the file says now."""
    asked = ("target", "gdp", "--get", "value", "--report", str(file))
    assert run(*asked).stdout == "5\n"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("value: 5\n", "value: 6\n"), encoding="utf-8")
    assert run(*asked).stdout == "6\n"


def test_the_report_can_be_chosen_anywhere(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--report before or behind the command, and GAOAN_REPORT, choose the report; the nearest one wins."""
    asked, chosen = ("target", "gdp", "--get", "value"), ("--report", str(TEMPLATE))
    assert run(*asked, *chosen).stdout == run(*chosen, *asked).stdout == "5\n"
    assert run("--report", "nowhere.yaml", *asked, *chosen).stdout == "5\n"
    monkeypatch.setenv("GAOAN_REPORT", str(TEMPLATE))
    assert run(*asked).stdout == "5\n"
    file.write_text(TEMPLATE.read_text(encoding="utf-8").replace("value: 5\n", "value: 6\n"), encoding="utf-8")
    assert run(*asked, "--report", str(file)).stdout == "6\n"
    monkeypatch.setenv("GAOAN_REPORT", "")
    assert run(*asked).stdout == "5.6\n"


@pytest.mark.parametrize("kind", KINDS)
def test_counts_records_and_ids_agree(kind: str, report: Report) -> None:
    """Count, records and get agree on every record of every kind."""
    records = report.records(kind)
    assert len(records) == report.count(kind)
    assert all(report.get(kind, record.id) == record for record in records)
    assert report.get(kind, records[0].id[:-1] + '"') is None


def test_the_named_collections_are_the_records(report: Report) -> None:
    """Report.targets and its fellows are the records of each kind; its repr says how many there are."""
    for kind in KINDS:
        assert getattr(report, f"{kind}s") == report.records(kind)
    assert repr(report).startswith(f"<Report gaoan-2024: {len(report.targets)} targets, ")
    assert all(isinstance(target, Figure) for target in report.targets)


def test_a_report_without_records_is_a_report(file: Path) -> None:
    """A file with text alone loads, has no records, and finds none."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("terms:\n")], encoding="utf-8")
    report = load_report(file)
    assert report.targets == ()
    assert gaoan_cli.search(report, "gdp", kinds=["target"]) == []
    assert report.sections[0].id == "0"


def test_what_cannot_be_loaded_is_a_data_error(tmp_path: Path) -> None:
    """From Python, a missing file and a bad one are a DataError that carries the file and the line."""
    with pytest.raises(DataError, match="cannot be read: No such file") as missing:
        load_report(tmp_path / "nowhere.yaml")
    assert missing.value.file.endswith("nowhere.yaml")
    bad = tmp_path / "bad.yaml"
    bad.write_text("schema: 2\nnope: 1\n", encoding="utf-8")
    with pytest.raises(DataError, match="unknown key 'nope'") as unknown:
        load_report(bad)
    assert unknown.value.line == 2


def test_what_python_asks_wrongly_is_said(report: Report, file: Path) -> None:
    """A path may be bytes; an empty one, a position that is not there and a query that is no text are errors."""
    assert load_report(os.fsencode(file)).particulars.id == "linxi-2031"
    with pytest.raises(DataError, match="cannot be read"):
        load_report("")
    for position in (-1, report.count("target")):
        with pytest.raises(IndexError, match="no number"):
            report.record("target", position)
    for wrong in (gaoan_cli.search, gaoan_cli.compare):
        with pytest.raises(UsageError, match="None"):
            wrong(report, None)  # type: ignore[arg-type]


def test_a_file_has_a_largest_size(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file larger than the limit is refused, and one as large is read."""
    file.write_bytes(file.read_bytes() + b"#" * (1 << 20) + b"\n")  # larger than the other files that are read
    monkeypatch.setattr(files, "MOST_BYTES", file.stat().st_size)
    assert load_report(file).targets
    monkeypatch.setattr(files, "MOST_BYTES", file.stat().st_size - 1)
    with pytest.raises(DataError, match="larger than"):
        load_report(file)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:100], lambda data: b"", lambda data: b"[]\n"]
)
def test_a_damaged_compiled_report_is_said_so(damage: object, file: Path) -> None:
    """A compiled report that was cut short or is none says that the program must be installed again."""
    assert callable(damage)
    with pytest.raises(DataError, match="install gaoan again"):
        Report(Tables(damage(compile_report(file.read_bytes(), str(file))), str(file))).tables["lexicon"]


def test_a_damaged_record_is_said_so(file: Path) -> None:
    """A flipped letter in the name of a field is damage, and no fault of ours."""
    compiled = compile_report(file.read_bytes(), str(file)).replace(b'"not_comparable_en":', b'"nJt_comparable_en":', 1)
    with pytest.raises(DataError, match="install gaoan again"):
        Report(Tables(compiled, str(file))).record("target", 0)


@pytest.mark.parametrize("name", ["everyday.yaml", "unsaid.yaml"])
@pytest.mark.parametrize("text", ["", ": [", "- [1", "target: 3", "- {a: 1}"])
def test_a_file_beside_a_report_that_is_no_list_of_phrases_is_refused(file: Path, name: str, text: str) -> None:
    """What lies beside a report is refused in one line that names it, and ends in no traceback."""
    (file.parent / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=f"{name}: must"):
        load_report(file)


def test_the_installed_report_needs_no_yaml(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiled report beside the shipped YAML is served as it is."""
    compiled = compile_report(file.read_bytes(), str(file))
    (tmp_path / COMPILED).write_bytes(compiled)
    monkeypatch.setattr(load, "SHIPPED", str(tmp_path))
    file.write_text("not read", encoding="utf-8")
    assert load_report().particulars.id == "linxi-2031"
    assert load_report().option == ""
    assert load_report().tables.row("unsaid", 0)["packed"] == ""
    (tmp_path / COMPILED).write_bytes(compiled.replace(b'{"positions":[]', b'["positions":[]'))
    with pytest.raises(DataError, match="install gaoan again"):
        load_report().tables.row("unsaid", 0)


def test_a_record_is_the_same_after_a_trip_through_json(report: Report) -> None:
    """What a program reads of a record holds all of it: periods, parts of parts, sentences and lists too."""
    for one in (report, load_report(TEMPLATE)):
        for record in (record for kind in KINDS for record in one.records(kind)):
            assert from_dict(json.loads(json.dumps(to_dict(record)))) == record


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_looked_up_without_reading_all(kind: str, report: Report) -> None:
    """The rows that hold a text, or are called so, are those that one finds who reads every row, each once."""
    rows = report.tables[f"{kind}.names"]
    for piece in ("高", "企业", "建设", "2", "a", "s of", " ", ".", "%", "+", "&", "name", "title_en", "高安高安"):
        held = list(report.tables.rows_that_hold(f"{kind}.names", piece))
        assert held == [row for row in rows if piece in row[0]], piece
    for name, *_ in rows[::7]:
        assert list(report.tables.rows_that_begin(f"{kind}.names", name)) == [row for row in rows if row[0] == name]
    assert list(report.tables.rows_that_begin(f"{kind}.names", rows[0][0][:-1])) == []
