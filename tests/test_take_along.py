"""What is taken along: answers in files, filtered, ordered, counted, in the fields that are wanted."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conftest import TEMPLATE, Run
from gaoan_cli import language
from gaoan_cli.errors import UsageError
from gaoan_cli.matching.hits import MOST_WEIGHED
from gaoan_cli.options import ENDINGS, FILTERS, VALUES
from gaoan_cli.report.report import Report
from gaoan_cli.show import sheets

FORMULA = "=HYPERLINK(1)"


def sheet(file: Path) -> list[list[tuple[Any, ...]]]:
    """The rows of each sheet of a workbook, as Excel would show them."""
    return [list(one.iter_rows(values_only=True)) for one in openpyxl.load_workbook(file)]


# --- Files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != ".xlsx"])
def test_a_file_has_the_form_that_its_name_ends_in(run: Run, tmp_path: Path, ending: str) -> None:
    """A file holds what the same lookup prints in the form of its ending, and nothing is printed."""
    file = tmp_path / f"out{ending.upper()}"
    form = ENDINGS[ending]
    assert run("target", "--headline", "-o", str(file)) == ("", "", 0)
    assert file.read_bytes().decode().replace("\r\n", "\n") == run("target", "--headline", "--format", form).stdout


def test_a_format_that_is_asked_for_needs_no_ending(run: Run, tmp_path: Path) -> None:
    """With --format a file may be called anything; bare text goes into one that ends in .txt."""
    assert run("target", "gdp", "--json", "-o", str(tmp_path / "x")) == ("", "", 0)
    file = tmp_path / "gdp.txt"
    assert run("target", "gdp", "--get", "value", "-o", str(file)) == ("", "", 0)
    assert file.read_text(encoding="utf-8") == "5.6\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("-o x.pdf", "x.pdf does not say in which form"),
        ("-o x", "x does not say in which form"),
        ("--output=", "--output does not say in which form"),
        ("-o x.csv --json", "--format json and a file that ends in .csv contradict each other"),
        ("-o x.xlsx --format csv", "--format csv and a file that ends in .xlsx contradict each other"),
        ("-o x.json --excel", "--excel goes with --format csv"),
        ("--get name -o x.json", "--get gives bare text: end the file's name in .txt"),
        ("--count -o x.xlsx", "--count gives bare text: end the file's name in .txt"),
        ("gdp --explain -o x.txt", "--explain prints, and writes no file"),
        ("--sort=", "no field '' here"),
        ("--fields ,", "--fields names no field"),
        ("--fields value,x --json", "no field 'x' here"),
        ("--sort x", "no field 'x' here"),
        ("--topic x", "--topic: “x” is none of economy, industry"),
        ("--measure x", "--measure: “x” is none of level, increment"),
        ("--section ..", "there is no section '..'"),
        ("--section 9.9", "there is no section '9.9'"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, tmp_path: Path, typed: str, told: str) -> None:
    """An option without a meaning is told in one line, and no file is written."""
    ran = run("target", *typed.replace("-o x", f"-o {tmp_path}/x").split())
    assert (ran.stdout, ran.exit_code, ran.stderr.count("\n")) == ("", 2, 1)
    assert told in ran.stderr.replace(f"{tmp_path}/", "")
    assert not list(tmp_path.iterdir())


def test_a_file_is_written_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    """A file that is there stays unless --force is given, and nothing found writes nothing."""
    file = tmp_path / "x.csv"
    file.write_text("mine", encoding="utf-8")
    assert run("target", "gdp", "-o", str(file)).exit_code == 2
    assert run("target", "zzzzzz", "-o", str(file), "--force").exit_code == 1
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("target", "gdp", "-o", str(file), "--force", "--excel").exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfkind,id,")
    assert list(tmp_path.iterdir()) == [file]


def test_a_dash_is_standard_output(run: Run) -> None:
    """-o - with a format prints."""
    assert run("target", "gdp", "--json", "-o", "-") == run("target", "gdp", "--json")


# --- Excel -------------------------------------------------------------------------------------------


def test_a_workbook_has_numbers_and_heads_in_the_readers_language(run: Run, tmp_path: Path) -> None:
    """Numbers are numbers, words are words, the head is frozen, and a Chinese reader reads no English head."""
    file = tmp_path / "out.xlsx"
    assert run("target", "gdp", "-o", str(file)) == ("", "", 0)
    ((head, row),) = sheet(file)
    cells = dict(zip(head, row, strict=True))
    assert (cells["value"], cells["unit"], cells["bound"], cells["year"]) == (5.6, "%", "about", 2024)
    assert (cells["indicator"], cells["in Chinese"]) == ("Growth of gross regional product", "地区生产总值增速")
    assert openpyxl.load_workbook(file).worksheets[0].freeze_panes == "A2"
    assert run("--lang", "zh", "target", "gdp", "-o", str(file), "--force") == ("", "", 0)
    ((head, row),) = sheet(file)
    assert head == ("指标", "年份", "数值", "单位", "界限", "度量", "词语", "领域", "位置", "原文", "编号")
    assert "quote in English" not in head
    assert row[:8] == ("地区生产总值增速", 2024, 5.6, "%", "左右", "增速", "增长5.6%左右", "经济")


def test_comparisons_are_flat(run: Run, tmp_path: Path) -> None:
    """Each target stands beside each result in a row of its own, the change a number where there is one."""
    file = tmp_path / "out.xlsx"
    run("compare", "gdp", "-o", str(file))
    ((head, *rows),) = sheet(file)
    growth, level = (dict(zip(head, row, strict=True)) for row in rows)
    assert (growth["2023"], growth["2024"], growth["change"]) == (3.5, 5.6, 2.1)
    assert growth["unit of the change"] == "percentage points"
    assert (level["2023"], level["unit of 2023"], level["change"]) == (586.9, "CNY 100 million", None)
    assert level["what follows"] == "implies about CNY 61.98 billion at 2023 prices"


def test_every_record_is_in_a_workbook(run: Run, tmp_path: Path, report: Report) -> None:
    """Each kind has a sheet with every record, by its id; of sections the paragraphs stand on a sheet of their own."""
    for command in ("target", "result", "term", "honour", "project", "section"):
        file = tmp_path / f"{command}.xlsx"
        assert run(command, "-o", str(file)) == ("", "", 0)
        (head, *rows), *more = sheet(file)
        assert [row[head.index("id")] for row in rows] == [record.id for record in report.records(command)]
    (head, *rows) = more[0]
    assert [row[head.index("text")] for row in rows] == [one.text_en for one in report.paragraphs]


def test_a_workbook_holds_no_formula(run: Run, tmp_path: Path) -> None:
    """A name that looks like a formula is text, in the columns for people and in fields."""
    other = tmp_path / "other.yaml"
    hostile = TEMPLATE.read_text(encoding="utf-8").replace("name: 新增学位", f"name: '{FORMULA}'")
    other.write_text(hostile, encoding="utf-8")
    for more in ([], ["--fields", "id,name,value"]):
        file = tmp_path / f"out{len(more)}.xlsx"
        run("target", "--lang", "zh", "--report", str(other), "-o", str(file), *more)
        cells = [cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row]
        assert [cell.data_type for cell in cells if cell.value == FORMULA] == ["s"]


def test_a_workbook_has_the_fields_that_are_asked_for(run: Run, tmp_path: Path) -> None:
    """--fields chooses the columns; one that there is not is told."""
    file = tmp_path / "out.xlsx"
    assert run("target", "gdp", "--fields", "value，id", "-o", str(file)) == ("", "", 0)
    assert sheet(file) == [[("value", "id"), (5.6, "gdp-growth")]]
    assert "no field 'x' here" in run("target", "gdp", "--fields", "x", "-o", str(file), "--force").stderr
    mixed = (
        "search",
        "学校",
        "--fields",
        "kind,value,score,topic,headline",
        "--lang",
        "zh",
        "-o",
        str(file),
        "--force",
    )
    assert run(*mixed).exit_code == 0
    (head, *rows), (_, *more), *_ = sheet(file)
    assert head[3] == "领域"
    topics = {row[3] for row in (*rows, *more) if row[3]}  # the text has none
    assert topics
    assert topics <= {language.in_chinese(topic) for topic in VALUES["topic"]}


def test_a_figure_of_several_years_says_so(run: Run, tmp_path: Path) -> None:
    """An average of years is one in English too, in the sheet with its years, and found by each of them."""
    about = ("target", "rd-spending-growth", "--report", str(TEMPLATE))
    assert "up at least 7% a year on average" in run(*about).stdout
    file = tmp_path / "out.xlsx"
    run(*about, "-o", str(file))
    head, row = sheet(file)[0]
    assert row[head.index("year")] == "2031–2035"
    assert run(*about, "--year", "2033", "--count").stdout == "1\n"
    assert run(*about, "--year", "2036", "--count").stdout == "0\n"


def test_the_same_answer_has_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """A workbook holds no clock."""
    for name in ("a.xlsx", "b.xlsx"):
        run("honour", "-o", str(tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_text_that_no_cell_holds_is_told(report: Report) -> None:
    """What is as long as a cell is held by it; what is longer is not cut in silence."""
    term = report.terms[0]._replace(definition_en="x" * sheets.LONGEST)
    book = openpyxl.load_workbook(io.BytesIO(sheets.as_xlsx(report, [term])))
    assert term.definition_en in next(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    term = term._replace(definition_en=f"{term.definition_en}x")
    with pytest.raises(UsageError, match="a cell of Excel has room for 32767 characters"):
        sheets.as_xlsx(report, [term])


def test_without_the_library_one_line_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where XlsxWriter is not installed, a line says how to install it."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ran = run("target", "gdp", "-o", str(tmp_path / "x.xlsx"))
    assert ran == ("", "gaoan: an Excel file needs XlsxWriter: pip install xlsxwriter\n", 2)


# --- Filters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["target", "result", "honour", "project"])
@pytest.mark.parametrize("name", VALUES)
def test_a_filter_lets_through_its_value(run: Run, report: Report, command: str, name: str) -> None:
    """Each value of each filter, in English or Chinese, lets through just the records that have it."""
    if name not in FILTERS[command]:
        assert run(command, f"--{name}", VALUES[name][0]).stderr.startswith(f"gaoan: no such option: --{name}")
        return
    for value in VALUES[name]:
        ids = [record.id for record in report.records(command) if getattr(record, name) == value]
        for given in (value, language.in_chinese(value)):
            assert run(command, f"--{name}", given, "--get", "id").stdout.split() == ids


def test_years_and_numbers_are_filters(run: Run, report: Report) -> None:
    """--year and --numbers let through what is about the year, and what has a number."""
    ids = [one.id for one in report.projects if one.year == 2023 and one.investment is not None]
    assert ids
    assert run("project", "--year", "2023", "--numbers", "--get", "id").stdout.split() == ids
    numbers = [one.id for one in report.targets if one.value is not None or one.low is not None]
    assert 0 < len(numbers) < len(report.targets)
    assert run("target", "--numbers", "--count").stdout == f"{len(numbers)}\n"
    assert run("term", "--count").stdout == f"{len(report.terms)}\n"


@pytest.mark.parametrize("given", ["2.1", "二（一）", "part two section 1", "II.1", "第二部分第一节"])
def test_a_section_is_named_as_one_looks_it_up(run: Run, given: str) -> None:
    """--section takes what `gaoan section` takes."""
    assert run("target", "--section", given, "--json") == run("target", "--section", "2.1", "--json")
    assert run("target", "--section", given, "--count").stdout.strip() not in ("", "0")


def test_a_filter_that_leaves_nothing_is_said(run: Run) -> None:
    """What is found but left out by the filters is said to be so."""
    ran = run("target", "gdp", "--measure", "rank", "--year", "2024", "--numbers")
    assert ran.exit_code == 1
    told = "“gdp” is found among the targets, but not with --year 2024 --measure rank --numbers"
    assert ran.stderr == f"gaoan: {told}\n"


def test_filters_come_before_the_most_that_is_weighed(run: Run) -> None:
    """What a filter lets through is found however many records outside of it are nearer to the query."""
    every = run("target", "--section", "2.1", "--get", "id").stdout.split()
    found = run("target", "企业", "--section", "2.1", "--all", "--get", "id").stdout.split()
    assert len(found) > MOST_WEIGHED
    assert len(set(found) & set(every)) == MOST_WEIGHED < len(every)


def test_help_lists_what_a_command_takes(run: Run) -> None:
    """A command's help has the filters of its records, and no other."""
    for command, taken in FILTERS.items():
        told = run(command, "--help").stdout
        assert [name for name in FILTERS["search"] if f" --{name} " in told] == [*taken]


# --- Order, fields, counts ---------------------------------------------------------------------------


def test_a_list_is_sorted_by_a_field(run: Run) -> None:
    """--sort orders numbers by size, - turns it around, and what has none comes last either way."""
    up = [row["value"] for row in run("target", "--sort", "value", "--json").json]
    down = [row["value"] for row in run("target", "--sort", "-value", "--json").json]
    numbers = [value for value in up if value is not None]
    assert numbers == sorted(numbers) == [value for value in reversed(down) if value is not None]
    assert up[-1] is down[-1] is None
    names = run("project", "--sort", "id", "--get", "id").stdout.split()
    assert names == sorted(names)


def test_the_best_are_sorted_before_they_are_cut(run: Run) -> None:
    """With a query too, --sort orders all that is found, and --limit keeps the first."""
    every = run("search", "工业", "--sort", "-id", "--all", "--get", "id").stdout.split()
    assert run("search", "工业", "--sort", "-id", "--limit", "2", "--get", "id").stdout.split() == sorted(every)[:-3:-1]


def test_fields_are_columns(run: Run) -> None:
    """--fields prints these fields in their order, as a table with heads, or in the format asked for."""
    assert run("target", "gdp", "--fields", "value, unit").stdout == "value\tunit\n5.6\t%\n"
    assert run("target", "gdp", "--fields", "value,unit", "--json").json == [{"value": 5.6, "unit": "%"}]
    assert run("target", "gdp", "--fields", "unit,id", "--format", "md").stdout.startswith("| unit | id |\n")
    rows = list(csv.reader(io.StringIO(run("search", "gdp", "--fields", "id,score", "--format", "csv").stdout)))
    assert rows[:2] == [["id", "score"], ["gdp-growth", "100.0"]]


def test_a_field_of_every_record(run: Run, report: Report) -> None:
    """--get without a query prints a line a record, also where it has none; with a query the best hit's alone."""
    lines = run("target", "--get", "value").stdout.split("\n")
    assert lines[:-1] == ["" if one.value is None else str(one.value) for one in report.targets]
    assert run("target", "工业", "--get", "id").stdout.count("\n") == 1
    assert run("target", "工业", "--get", "id", "--limit", "3").stdout.count("\n") == 3


@pytest.mark.parametrize("typed", [["target"], ["honour", "--level", "national"], ["search", "工业"]])
def test_a_count_counts_all(run: Run, typed: list[str]) -> None:
    """--count prints how many there are, of hits more than are shown."""
    assert run(*typed, "--count").stdout == f"{len(run(*typed, '--json', '--limit', '999').json)}\n"


def test_a_count_says_where_it_ends(run: Run) -> None:
    """A count that comes up against the most that is weighed says that there may be more."""
    ran = run("section", "建设", "--count")
    assert ran.stderr == f"gaoan: no more than {ran.stdout.strip()} records are weighed: there may be others\n"


def test_a_count_of_nothing(run: Run) -> None:
    """Nothing found is counted too, and says so by its exit code."""
    ran = run("target", "zzzzzz", "--count")
    assert (ran.stdout, ran.exit_code) == ("0\n", 1)


# --- Topics ------------------------------------------------------------------------------------------


def test_topics_are_counted(run: Run, report: Report) -> None:
    """Every topic is listed with the number of its records, for people in their language."""
    rows = run("topics", "--json").json
    assert [row["topic"] for row in rows] == [*VALUES["topic"]]
    assert sum(row["targets"] for row in rows) == len(report.targets)
    assert rows[1] == {"topic": "industry", "name": "工业", "targets": 47, "results": 18, "honours": 4, "projects": 24}
    assert "\nindustry\tindustry\t47\t18\t4\t24\t工业\n" in run("topics").stdout
    assert "\nindustry\t工业\t47\t18\t4\t24\n" in run("--lang", "zh", "topics").stdout


def test_a_programs_way_and_a_persons_way_agree(run: Run, installed: dict[str, str]) -> None:
    """The short way of --get without a query prints the same as the long one."""
    command = [sys.executable, "-m", "gaoan_cli", "target", "--get", "value"]
    short = subprocess.run(command, env=installed, capture_output=True, text=True, encoding="utf-8", check=True)
    assert short.stdout == run("target", "--get", "value", "--color", "never").stdout
    assert json.loads(run("topics", "--json").stdout)
