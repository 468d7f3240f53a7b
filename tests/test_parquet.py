"""Many reports as Parquet: three tables, of columns that the model declares, whole or not at all."""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.load import load_report, read_report, shipped
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report
from gaoan_cli.show import parquet as tables
from gaoan_cli.show.database import own_words

NATION = ROOT / "tests" / "data" / "nation.yaml"
OF_REPORT = "report string, place string, place_en string, level string, province string?, prefecture string?, report_year int64"
# Every column as a reader of the files knows it: its name, its type, ? where there may be nothing.
COLUMNS = {
    "figures": f"{OF_REPORT}, kind string, id string, name string, name_en string, aliases list<element: string>, "
    "year int64, period_from int64?, period_to int64?, period_basis string?, measure string, value double?, "
    "low double?, high double?, unit string?, amount double?, base_unit string?, wording string, wording_en string?, "
    "bound string?, modality string?, scope string?, scope_en string?, headline bool, topic string, paragraph string, "
    "quote string, quote_en string?, start int64?, end int64?, note_en string?, note_zh string?, "
    "baseline list<element: string>, not_comparable_en string?, not_comparable_zh string?, path list<element: string>",
    "records": f"{OF_REPORT}, kind string, id string, name string?, name_en string?, text string, quote string?, "
    "quote_en string?, paragraph string?, topic string?, year int64?, status string?",
    "sentences": f"{OF_REPORT}, paragraph string, position int64, text string, text_en string?",
}


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    """The rows of a table."""
    found: list[dict[str, object]] = parquet.read_table(folder / f"{name}.parquet").to_pylist()
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_what_they_are_whatever_a_report_holds(run: Run, tmp_path: Path, name: str) -> None:
    """Each table has its columns with their types, which do not depend on what stands in them."""
    assert run("export", "parquet", "--output", str(tmp_path / "x"), str(NATION)).exit_code == 0
    schema = parquet.read_schema(tmp_path / "x" / f"{name}.parquet")
    found = [f"{field.name} {field.type}{'?' if field.nullable else ''}" for field in schema]
    assert ", ".join(found) == COLUMNS[name]


def test_everything_of_the_report_is_there(run: Run, tmp_path: Path, report: Report) -> None:
    """Without FILE the shipped report is written: every figure, record and sentence, in the report's order."""
    folder = tmp_path / "x"
    assert run("export", "parquet", "--output", str(folder)).exit_code == 0
    figures, records, sentences = (rows(folder, name) for name in COLUMNS)
    assert [row["id"] for row in figures] == [figure.id for figure in (*report.targets, *report.results)]
    assert figures[1] | {"id": "gdp-growth", "value": 5.6, "unit": "%", "bound": "about", "year": 2024} == figures[1]
    assert (
        figures[1] | {"report": "gaoan-2024", "place": "高安市", "province": "江西省", "report_year": 2024}
        == figures[1]
    )
    assert figures[1]["baseline"] == ["gdp-growth", "gross-regional-product"]
    assert [(row["kind"], row["id"]) for row in records] == [
        (kind, r.id) for kind in KINDS for r in report.records(kind)
    ]
    said = [own_words(record) for kind in ("term", "paragraph") for record in report.records(kind)]
    assert [row["text"] for row in records if row["kind"] in ("term", "paragraph")] == said
    assert "".join(str(row["text"]) for row in sentences) == "".join(one.text for one in report.paragraphs)
    assert {row["position"] for row in sentences if row["paragraph"] == "0.p1"} == {1}


def test_years_of_a_period_are_columns(tmp_path: Path) -> None:
    """The years that a figure is about, where it is not one, stand beside it."""
    tables.save([load_report(TEMPLATE)], tmp_path / "x", overwrite=False)
    row = next(row for row in rows(tmp_path / "x", "figures") if row["id"] == "rd-spending-growth")
    assert [row[name] for name in ("period_from", "period_to", "period_basis")] == [2031, 2035, "年均"]


def test_a_number_of_any_size_is_written(tmp_path: Path) -> None:
    """An amount with more digits than a fraction holds exactly does not stop the export."""
    text = TEMPLATE.read_text(encoding="utf-8").replace("value: 200.5 ", "value: 99999999 ")
    file = tmp_path / "x.yaml"
    file.write_text(text.replace("unit: 亿元\n    wording", "unit: 万亿元\n    wording"), encoding="utf-8")
    tables.save([read_report(str(file))], tmp_path / "x", overwrite=False)
    assert 99999999e12 in [row["amount"] for row in rows(tmp_path / "x", "figures")]


def test_many_reports_stand_one_behind_the_other(run: Run, tmp_path: Path) -> None:
    """The reports stand in the order of the files, and the same files give the same bytes."""
    files = [str(NATION), shipped(), str(TEMPLATE)]
    for name in ("x", "y"):
        assert run("export", "parquet", "-o", str(tmp_path / name), *files).exit_code == 0
    assert contents(tmp_path / "x") == contents(tmp_path / "y")
    for name in COLUMNS:
        runs = [report for report, _ in groupby(row["report"] for row in rows(tmp_path / "x", name))]
        assert runs == ["nation-2024", "gaoan-2024", "linxi-2031"]


def test_rows_are_written_a_group_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group is written as soon as it is full, so that memory does not grow with the reports; nothing is lost."""
    tables.save([read_report(str(NATION)), load_report(TEMPLATE)], tmp_path / "one", overwrite=False)
    monkeypatch.setattr(tables, "ROWS", 5)
    tables.save([read_report(str(NATION)), load_report(TEMPLATE)], tmp_path / "many", overwrite=False)
    for name in COLUMNS:
        assert rows(tmp_path / "one", name) == rows(tmp_path / "many", name)
    groups = [parquet.read_metadata(tmp_path / place / "records.parquet").num_row_groups for place in ("one", "many")]
    assert groups[0] == 1
    assert groups[1] > 5


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read: No such file or directory"),
        ("x", "a report is a mapping that begins with schema: 2"),
        (TEMPLATE.read_text(encoding="utf-8"), "the report linxi-2031 has been given already, in another file"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_and_nothing_written(
    run: Run, tmp_path: Path, content: str | None, told: str
) -> None:
    """What is no encoding, or a report for the second time, is one line and exit code 3; no file is left or changed."""
    file = tmp_path / "x.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    new, old = tmp_path / "new", tmp_path / "old"
    assert run("export", "parquet", "--output", str(old), str(NATION)).exit_code == 0
    before = contents(old)
    for folder in (new, old):
        ran = run("export", "parquet", "--force", "--output", str(folder), str(TEMPLATE), str(file))
        assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (3, "", 1)
        assert ran.stderr.startswith(f"gaoan: {file}:")
        assert told in ran.stderr
    assert not new.exists()
    assert contents(old) == before


def test_what_is_there_is_replaced_with_force_only(run: Run, tmp_path: Path) -> None:
    """A second export into the same folder is refused, unless --force is given."""
    command = ["export", "parquet", "--output", str(tmp_path / "x"), str(NATION)]
    assert [run(*command).exit_code for _ in range(2)] == [0, 2]
    assert run(*command, "--force").exit_code == 0
    assert sorted(contents(tmp_path / "x")) == [f"{name}.parquet" for name in COLUMNS]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("export parquet", "Parquet needs a folder: gaoan export parquet --output FOLDER"),
        ("export parquet -o -", "Parquet needs a folder: gaoan export parquet --output FOLDER"),
        ("export parquet -o x a.yaml --report b.yaml", "FILE and --report both name reports: give one"),
        ("export parquet -o {file}", "{file} cannot be written: File exists"),
        ("export parquet -o {file}/x/y", "{file}/x/y cannot be written: "),
        ("export json a.yaml", "json is of one report: name it with --report"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(run: Run, tmp_path: Path, typed: str, told: str) -> None:
    """A table needs a folder that can be written, other forms are of one report, and that is named once."""
    file = tmp_path / "file"
    file.touch()
    ran = run(*typed.format(file=file).split())
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert ran.stderr.startswith(f"gaoan: {told.format(file=file)}")


def test_without_pyarrow_it_is_said_how_to_get_it(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the extra is not installed, one line says what to type."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "gaoan_cli.show.parquet")
    monkeypatch.delattr("gaoan_cli.show.parquet")
    ran = run("export", "parquet", "--output", str(tmp_path / "x"))
    assert (ran.exit_code, ran.stderr) == (2, "gaoan: Parquet needs pyarrow: pip install pyarrow\n")
    assert not (tmp_path / "x").exists()


def test_the_readme_asks_what_became_of_targets(tmp_path: Path) -> None:
    """The README's query gives a target of one year beside the result that the next year's report gives for it."""
    text = TEMPLATE.read_text(encoding="utf-8")
    later = tmp_path / "later.yaml"
    moved = [
        ("id: linxi-2031  ", "id: linxi-2032  "),
        ("year: 2031  ", "year: 2032  "),
        ("reviews: 2030", "reviews: 2031"),
    ]
    for old, new in moved:
        assert old in text
        text = text.replace(old, new, 1)
    later.write_text(text, encoding="utf-8")
    tables.save([read_report(str(TEMPLATE)), read_report(str(later))], tmp_path / "reports", overwrite=False)
    query = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    found = duckdb.connect().execute(query.replace("reports/", f"{tmp_path.as_posix()}/reports/")).fetchall()
    assert [row[:4] for row in found] == [
        ("临溪市", 2031, "地区生产总值增速", "about"),
        ("临溪市", 2031, "新增学位", "at_least"),
    ]
    assert [row[4:] for row in found] == [(5.0, 4.0, "%"), (1500.0, 1200.0, "个")]
