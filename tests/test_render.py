"""What people see: drawn at two widths, and as plain text."""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from conftest import TEMPLATE, Run
from gaoan_cli.answer import Options, look_up
from gaoan_cli.load import load_report
from gaoan_cli.report.model import Section, Term
from gaoan_cli.report.report import Report
from gaoan_cli.show import cards as view
from gaoan_cli.show import terminal as render
from gaoan_cli.show.cards import Bar, Place, Span, excerpt, mark, reading
from gaoan_cli.show.pages import page
from gaoan_cli.show.plain import plain, said
from gaoan_cli.show.prose import Prose, folded

GOLDEN = Path(__file__).parent / "golden"
SHOWN = {
    "target": ("target", "gdp"),
    "targets": ("target", "收入"),
    "result": ("result", "创业担保贷款"),
    "term": ("term", "1225"),
    "section": ("section", "2.3.p4"),
    "outline": ("section", None),
    "honour": ("honour", "治重化积"),
    "project": ("project", "national-road-320-rerouting"),
    "comparison": ("compare", "学位"),
    "comparisons": ("compare", "企业"),
    "search": ("search", "停车场"),
}


def drawn(command: str, query: str | None, width: int) -> str:
    """What the command draws at this width, without colours."""
    console = Console(file=io.StringIO(), width=width, color_system=None, markup=False, highlight=False)
    for one in look_up(load_report(), command, query, Options()).views:
        console.print(render.draw(one, width))
    assert isinstance(console.file, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())


def compare_with_golden(name: str, text: str) -> None:
    """Hold the text to the golden file; GAOAN_UPDATE_GOLDEN=1 writes the file anew."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GAOAN_UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", SHOWN)
def test_drawn_as_designed(name: str, width: int) -> None:
    """The view looks as it was designed, at 40 and at 80 columns."""
    compare_with_golden(f"{name}-{width}", drawn(*SHOWN[name], width))


@pytest.mark.parametrize("name", SHOWN)
def test_plain_as_designed(name: str) -> None:
    """The plain text is as it was designed."""
    views = look_up(load_report(), *SHOWN[name], Options()).views
    compare_with_golden(f"{name}-plain", plain(views))


@pytest.mark.parametrize("width", [20, 40, 80, 100, 160])
@pytest.mark.parametrize("name", SHOWN)
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    """No line takes more columns than there are."""
    assert max(cell_len(line) for line in drawn(*SHOWN[name], width).splitlines()) <= width


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("name", SHOWN)
def test_nothing_is_cut(name: str, width: int) -> None:
    """Every character of the plain text is there when drawn: nothing ends in an ellipsis."""
    text = drawn(*SHOWN[name], width)
    assert "…" not in text
    views = look_up(load_report(), *SHOWN[name], Options()).views
    for one in views:
        words = [one.heading, *map(said, one.paragraphs)] if isinstance(one, view.Page) else []
        if isinstance(one, view.Table) and not one.cut:
            words += [said(cell) for row in one.rows for cell in row.cells]
        for word in words:
            assert set(word) <= set(text) | set(" \n")


def test_a_quote_is_whole_at_80_columns() -> None:
    """The full quote can be read, line breaks and frame aside."""
    text = "".join(c for c in drawn("result", "专项债支付进度", 80) if c not in "│\n ")
    assert "新增专项债券项目20个，实际到位资金16.21亿元，项目实际支付进度居宜春第一" in text


def in_terminal(*arguments: str, **environment: str) -> bytes:
    """What the command writes to a terminal of 80 columns."""
    master, slave = pty.openpty()
    variables = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "200", **environment}
    command = [sys.executable, "-m", "gaoan_cli", *arguments]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=variables)
    os.close(slave)
    written = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    process.wait()
    os.close(master)
    return written


def test_a_terminal_gets_colours_and_a_panel() -> None:
    """In a terminal the figure stands out, in a panel."""
    written = in_terminal("target", "gdp")
    assert b"\x1b[1;36m" in written
    assert "╭─".encode() in written


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(environment: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal get no colours."""
    written = in_terminal("target", "gdp", **environment)
    assert b"\x1b[1;36m" not in written
    assert b"36m" not in written
    assert "增长5.6%左右".encode() in written


def test_off_a_terminal_there_is_plain_text(run: Run) -> None:
    """In a pipe there are no colours, boxes or cut lines."""
    out = run("target").stdout
    assert "\x1b" not in out
    assert not set("╭│─…") & set(out)
    assert len(out.splitlines()) == len(run("target", "--json").json)


def test_long_text_is_paged_on_a_terminal_only() -> None:
    """A section longer than the screen goes through the pager; --no-pager prints it."""
    paged = in_terminal("section", "2.3", LINES="10", PAGER="cat -n")
    assert b"     1\t" in paged
    assert b"     1\t" not in in_terminal("section", "2.3", "--no-pager", LINES="10", PAGER="cat -n")
    assert b"     1\t" not in in_terminal("target", "gdp", LINES="100", PAGER="cat -n")


def test_a_pager_that_is_not_there_is_no_error() -> None:
    """Without the pager the text is printed."""
    assert "聚力改革".encode() in in_terminal("section", "2.3", LINES="10", PAGER="no-such-pager")


def test_a_pager_with_an_open_quotation_mark_is_no_error() -> None:
    """A PAGER that no shell could read is left out."""
    assert "聚力改革".encode() in in_terminal("section", "2.3", LINES="10", PAGER="less 'x")


def test_less_is_told_to_keep_colours() -> None:
    """The pager finds LESS set as it must be for colours, beside what the user has set."""
    for given, expected in (({}, b"<-R -FIX>"), ({"LESS": "-S"}, b"<-R -S>")):
        written = in_terminal("section", "2.3", LINES="10", PAGER="sh -c 'echo \"<$LESS>\"'", **given)
        assert expected in written


@pytest.mark.parametrize("columns", ["0", "1", "3", "100000"])
def test_an_absurd_width_still_shows_the_answer(columns: str) -> None:
    """The figure can be read however wide the terminal claims to be, and no line is absurdly long."""
    written = in_terminal("target", "gdp", COLUMNS=columns)
    assert b"5.6%" in written
    assert len(max(written.splitlines(), key=len)) < 1000


@pytest.mark.parametrize("query", ["[bold]x", "[/foo]", ":smiley:", "[red]gdp[/red]"])
def test_a_query_is_no_markup(query: str) -> None:
    """Markup in a query is printed as it was typed."""
    assert query.encode() in in_terminal("search", query)


def test_report_text_is_no_markup() -> None:
    """Square brackets in the report, such as note marks, are printed as they stand."""
    assert "“四尘三烟三气”[9]" in drawn("section", "2.3.p4", 80)


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("技术合同成交额突破30亿元。", 18, ["技术合同成交额突破", "30亿元。"]),
        ("力争达1.95%，突破", 10, ["力争达", "1.95%，突", "破"]),
        ("完成“1225”人才", 6, ["完成", "“1225”", "人才"]),
        ("retail sales of goods", 10, ["retail", "sales of", "goods"]),
        ("  建筑工地扬尘 Dust from sites", 16, ["  建筑工地扬尘", "  Dust from", "  sites"]),
        ("城南污水处理厂", 5, ["城南", "污水", "处理", "厂"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("一、二", 2, ["一", "、", "二"]),
        ("", 5, [""]),
    ],
)
def test_text_folds_as_chinese_is_set(words: str, width: int, lines: list[str]) -> None:
    """No number or word is broken that fits a line, no mark is torn off, and an indent is kept."""
    assert [line.plain for line in folded(Text(words), width)] == lines


@pytest.mark.parametrize("width", range(1, 40))
def test_folding_loses_nothing(report: Report, width: int) -> None:
    """Every character but spaces at the edge is still there, in its order, and no line is too wide."""
    text = report.paragraphs[12].text + " Growth of total retail sales (of consumer goods)."
    lines = [line.plain for line in folded(Text(text), width)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(cell_len, lines)) <= max(width, 2)


def test_prose_asks_for_its_longest_word() -> None:
    """A column of text is measured by what should stay together."""
    measure = Prose(Text("retail sales")).__rich_measure__(Console(), Console(width=80).options)
    assert (measure.minimum, measure.maximum) == (6, 12)


def test_growth_and_ranks_are_drawn_in_lists(report: Report) -> None:
    """In a list growth is a length beside the others, a fall hollow, and a rank a place among ten."""
    chosen = {r.id: r for r in report.results}
    ids = ("gdp-growth", "road-traffic-deaths-growth", "xiangdao-container-throughput-rank", "new-urban-jobs")
    rows = view.table(report, "result", [chosen[id] for id in ids]).rows
    assert [row.drawing for row in rows] == [(Bar("", 3.5 / 23.6),), (Bar("", -1.0),), (Place(3),), ()]
    text = "".join(c for c in listed(rows) if c in "█▊░·\n")
    assert [line for line in text.split("\n") if line] == ["█▊", "░" * 12, "··█·······"]


def listed(rows: tuple[view.Row, ...]) -> str:
    """The rows as a list of results, at 80 columns."""
    console = Console(file=io.StringIO(), width=80, color_system=None)
    console.print(render.draw(view.Table("", ("indicator", "result", "at"), rows), 80))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


# --- Views --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "bound", "read"),
    [
        (5.6, "%", "about", "about 5.6%"),
        (1000, "亩", "at_least", "at least 1000 亩"),
        (52, "亿元", "above", "more than 52 亿元"),
        (80, "亿元", "nearly", "nearly 80 亿元"),
        (0, "%", "flat", "no change"),
        (12345, "个", "exact", "12,345 个"),
        (None, None, None, ""),
        (3, None, "exact", "3"),
    ],
)
def test_reading(value: float | None, unit: str | None, bound: str | None, read: str) -> None:
    """A figure is read in plain English."""
    assert reading(value, unit, bound) == read


def test_a_rank_reads_as_a_place(run: Run) -> None:
    """Below the report's words a rank is a place, not a number of things."""
    assert run("result", "kiln-operating-rate-rank").stdout.splitlines()[3] == "place 1"


def test_mark() -> None:
    """Words are marked wherever they stand, the longer ones first."""
    assert mark("abcab", [("ab", "x"), ("abc", "y")]) == (Span("abc", "y"), Span("ab", "x"))
    assert mark("abc", []) == (Span("abc"),)


def test_a_page_marks_terms_figures_and_leads(report: Report) -> None:
    """The text of a section marks its figures and terms, and explains the terms below."""
    section = next(section for section in report.sections if section.id == "2.3")
    shown = page(report, section)
    roles = {span.role for paragraph in shown.paragraphs for span in paragraph}
    assert {"figure", "term", "name"} <= roles
    assert [name for name, _ in shown.terms] == ["“四尘三烟三气”"]


def test_a_part_of_the_report_heads_its_sections_once(report: Report) -> None:
    """The text of a part has each section's heading once, and its own not again."""
    part = next(section for section in report.sections if section.id == "2")
    assert isinstance(part, Section)
    headings = [said(paragraph) for paragraph in page(report, part).paragraphs]
    for section in report.sections:
        assert headings.count(section.heading) == (1 if section.path == (part.title,) else 0)


def test_a_passage_is_cut_around_the_match() -> None:
    """A long paragraph is cut down to the match and what stands around it."""
    spans = Span("一" * 100), Span("停车场", "match"), Span("二" * 100)
    short = excerpt(spans, 30)
    assert Span("停车场", "match") in short
    assert said(short).startswith("...一")
    assert said(short).endswith("二...")
    assert said(excerpt(spans[:1], 30)) == "一" * 30 + "..."
    assert excerpt(spans, 1000) == spans


def test_an_excerpt_cuts_no_number(report: Report) -> None:
    """What is cut from a paragraph begins and ends between words, not inside a figure."""
    for paragraph in report.paragraphs:
        for at in range(0, max(len(paragraph.text) - 10, 1), 7):
            spans = mark(paragraph.text, [(paragraph.text[at : at + 3], "match")])
            words = said(excerpt(spans, 40)).removeprefix("...").removesuffix("...")
            start = paragraph.text.index(words)
            edges = paragraph.text[start - 1 : start + 1], paragraph.text[start + len(words) - 1 :][:2]
            assert not any(re.fullmatch("[0-9.]{2}", edge) for edge in edges), words


def test_bars_of_one_answer_share_a_scale(run: Run, report: Report) -> None:
    """Growth of a target and of a result, one above the other, are drawn to one scale."""
    tables = look_up(report, "search", "gdp", Options()).views
    shares = {
        one.share
        for table in tables
        if isinstance(table, view.Table)
        for row in table.rows
        for one in row.drawing
        if isinstance(one, Bar)
    }
    assert shares == {1.0, 3.5 / 5.6}


def test_what_comes_next_asks_the_same_report(run: Run) -> None:
    """Of another report, what to type next names that report, too."""
    ran = run("target", "学位", "--report", str(TEMPLATE))
    [line] = [line for line in ran.stdout.splitlines() if line.startswith("next")]
    assert run(*shlex.split(line)[2:]).stdout != run("compare", "new-school-places").stdout
    assert f"--report {TEMPLATE}" in line


def test_every_record_has_a_card(report: Report) -> None:
    """Every record can be shown by itself, in a terminal and in plain text."""
    for kind in ("target", "result", "term", "honour", "project"):
        for record in report.records(kind):
            shown = view.card(report, record)
            assert shown.title in plain([shown])
            assert render.draw(shown, 80)


def test_a_term_without_mentions_has_no_next_step(report: Report) -> None:
    """A term that no paragraph uses points nowhere."""
    term = report.terms[0]._replace(mentions=())
    assert isinstance(term, Term)
    assert "next" not in plain([view.card(report, term)])
