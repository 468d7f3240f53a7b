"""What people see: which views there are, drawn and as plain text, in colours or without, and paged."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len
from rich.text import Text

import gaoan_cli
from conftest import TEMPLATE
from gaoan_cli import language
from gaoan_cli.load import load_report
from gaoan_cli.report.model import Paragraph, Section, Sentence
from gaoan_cli.report.report import Report
from gaoan_cli.show import terminal
from gaoan_cli.show.cards import Card, card, clause
from gaoan_cli.show.charts import bar, chart_of
from gaoan_cli.show.drawing import draw
from gaoan_cli.show.lists import Row, Table, tables
from gaoan_cli.show.pages import Passage, View, greeting, pages, passage
from gaoan_cli.show.plain import plain
from gaoan_cli.show.prose import folded
from gaoan_cli.show.said import (
    change_said,
    english_figure,
    figure_said,
    reason_said,
    short_change,
    short_figure,
    unit_said,
)
from gaoan_cli.show.spans import Span, excerpt, mark, text_of

GOLDEN = Path(__file__).parent / "golden"
# The command, and the records that it found.
SHOWN = {
    "target": ("target", "target:gdp-growth"),
    "targets": ("target", "target:general-public-budget-revenue urban-income-growth rural-income-growth"),
    "result": ("result", "result:business-start-up-guarantee-loans"),
    "term": ("term", "term:talent-1225"),
    "section": ("section", "paragraph:2.3.p4"),
    "outline": ("section", "section:*"),
    "honour": ("honour", "honour:national-petition-backlog-campaign-advanced"),
    "project": ("project", "project:national-road-320-rerouting"),
    "comparison": ("compare", "comparison:new-school-places"),
    "comparisons": (
        "compare",
        "comparison:lower-costs-for-enterprises new-industrial-enterprises-above-designated-size"
        " new-trade-enterprises-above-designated-size new-high-tech-enterprises technology-based-smes"
        " listing-of-local-enterprises four-party-interest-links gazelle-enterprises"
        " leading-and-chain-master-enterprises specialised-innovative-little-giants",
    ),
    "search": (
        "search",
        "target:new-smart-car-parks result:new-smart-public-car-parks new-smart-public-parking-spaces"
        " paragraph:1.4.p1 2.4.p3",
    ),
}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The views are for a reader of English, unless a test chooses another."""
    language.choose("en")
    yield
    language.reset()


def get(report: Report, kind: str, id: str) -> Any:
    """A record by its id, or the comparison of a target."""
    return gaoan_cli.compare(report, id) if kind == "comparison" else report.get(kind, id)


def views(name: str) -> list[View]:
    """The views of what SHOWN names."""
    report = load_report()
    command, found = SHOWN[name]
    if found == "section:*":
        return pages(report, command, report.sections, None)
    records, kind = [], ""
    for word in found.split():
        kind, id = word.split(":") if ":" in word else (kind, word)
        records.append(get(report, kind, id))
    return pages(report, command, records, {"1.4.p1": "停车场", "2.4.p3": "停车场"})


def drawn(views: list[View], width: int) -> str:
    """The views drawn without colours."""
    return draw(views, width, coloured=False, encoding="utf-8")


@pytest.mark.parametrize("reader", ["zh", "en", "zh,en"])
@pytest.mark.parametrize("name", SHOWN)
def test_shown_as_designed(name: str, reader: str) -> None:
    """The view looks as it was designed for each reader, at 40, 80 and 120 columns and as plain text.

    GAOAN_UPDATE_GOLDEN=1 writes the files anew.
    """
    language.choose(reader)
    shown = views(name)
    forms = [(str(width), drawn(shown, width)) for width in (40, 80, 120)]
    for form, text in (*forms, ("plain", plain(shown))):
        file = GOLDEN / f"{name}-{form}.{reader.replace(',', '-')}.txt"
        if os.environ.get("GAOAN_UPDATE_GOLDEN"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [20, 59, 60, 100, 200])
def test_nothing_is_cut_or_too_wide(width: int) -> None:
    """At any width no line has more columns than there are, and no character of the views is lost."""
    for shown in map(views, SHOWN):
        for one in shown:
            text = drawn([one], width)
            assert max(map(cell_len, text.splitlines())) <= width
            said = plain([one])
            if isinstance(one, Table):  # long texts are cut on purpose, English names wait for more room
                cells = [] if one.excerpt else [text_of(cell) for row in one.rows for cell in row.cells]
                said = "".join([*cells, *(row.name + row.at for row in one.rows)])
            assert not Counter(filter(str.isalnum, said)) - Counter(text)


def test_every_record_has_a_card(report: Report) -> None:
    """Every record can be shown by itself; a piece of text is a passage and has none."""
    for kind in ("target", "result", "term", "honour", "project"):
        for record in report.records(kind):
            [shown] = pages(report, kind, [record], None)
            assert isinstance(shown, Card)
            assert shown.title in plain([shown])
    with pytest.raises(TypeError):
        card(report, report.sections[0])


# --- Streams -------------------------------------------------------------------------------------


class Screen(io.StringIO):
    """A stream that is a terminal."""

    encoding: str = "utf-8"

    def isatty(self) -> bool:
        return True


def test_how_a_stream_is_written_to() -> None:
    """A terminal gets colours, a pipe and a simple terminal plain text, and the user has the last word."""
    for color, stream, environ, expected in (
        ("auto", Screen(), {"TERM": "xterm"}, "coloured"),
        ("auto", Screen(), {"NO_COLOR": "1"}, "drawn"),
        ("auto", Screen(), {"NO_COLOR": ""}, "coloured"),
        ("auto", Screen(), {"TERM": "dumb"}, "plain"),
        ("auto", io.StringIO(), {"TERM": "xterm"}, "plain"),
        ("auto", io.StringIO(), {"FORCE_COLOR": "1"}, "coloured"),
        ("auto", io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, "drawn"),
        ("always", io.StringIO(), {"NO_COLOR": "1"}, "coloured"),
        ("never", Screen(), {"FORCE_COLOR": "1"}, "drawn"),
        ("never", io.StringIO(), {"FORCE_COLOR": "1"}, "plain"),
    ):
        assert terminal.manner(color, stream, environ) == expected, (color, environ)


def test_an_old_windows_console_gets_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Windows console that knows no escape sequences is sent none."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("rich.console.detect_legacy_windows", lambda: True)
    assert terminal.manner("auto", Screen(), {}) == "plain"


def test_colours_are_there_or_no_escape_at_all() -> None:
    """A figure stands out in colour; without colours there is no escape sequence of any kind."""
    assert "\x1b[1;36mup about 5.6%" in draw(views("target"), 80, coloured=True, encoding="utf-8")
    for name in SHOWN:
        assert "\x1b" not in drawn(views(name), 80)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_what_an_encoding_lacks_is_not_drawn(encoding: str, report: Report) -> None:
    """Lines, bars and spaces that an encoding has no characters for are drawn with some that it has."""
    falls = [r for r in report.results if r.measure == "growth" and (r.value or 0) < 0]
    stream = Screen()
    stream.encoding = encoding
    for one in (*tables(report, falls, {}), *views("comparison")):
        text = terminal.rendered([one], stream)
        strokes = {c for c in text if not c.isascii() and not c.isalpha() and c not in "“”、，。；（）"}
        assert not [c for c in strokes if c.encode(encoding, "ignore") == b""]
    assert "----" in terminal.rendered(tables(report, falls, {}), stream)
    stream.encoding = "gbk"
    spaced = Card("政\u2002府\u00a0工\u3000作", "", "", "", ())
    assert "政 府 工\u3000作" in terminal.rendered([spaced], stream)
    fewer = [one for one in report.comparisons if any(change.value < 0 for change in one.computed)]
    language.choose("zh")
    for one in tables(report, fewer, {}):
        assert "-16家" in terminal.rendered([one], stream).encode("gbk", "replace").decode("gbk")


@pytest.mark.parametrize("columns", ["0", "1", "3", "100000"])
def test_an_absurd_width_still_shows_the_answer(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The figure can be read however wide the terminal claims to be, and no line is absurdly long."""
    monkeypatch.setenv("COLUMNS", columns)
    text = terminal.rendered(views("target"), Screen())
    assert "5.6%" in text
    assert max(map(len, text.splitlines())) <= terminal.WIDEST + len("\x1b[1;36m\x1b[0m")


def test_text_is_no_markup() -> None:
    """Square brackets and colons are printed as they stand, in every part of a view."""
    words = "[bold]x[/foo] :smiley: [9]"
    spans = (Span(words),)
    for shown in (
        Card(words, words, words, words, ((words, spans),)),
        Table(words, (words, words, words), (Row(words, words, (spans,), words),), 0, (words,)),
        Passage(words, words, words, words, ((words, spans),), ((words, words),)),
    ):
        assert drawn([shown], 120).count("[bold]x[/foo]") == str(shown).count("[bold]x[/foo]")


PAGE = """
import signal, sys
from gaoan_cli.show import terminal
signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as the program sets it
sys.stdout.isatty = sys.stdin.isatty = lambda: True
print(terminal.paged("first\\n" + "line\\n" * int(sys.argv[1]), sys.stdout), file=sys.stderr)
"""
LONG = 100_000  # more lines than a pipe holds


@pytest.mark.skipif(os.name != "posix", reason="pagers as POSIX has them")
@pytest.mark.parametrize(
    ("pager", "lines", "shown", "beginning"),
    [
        ("cat -n", 50, True, "     1\tfirst\n"),
        ("cat -n", 5, False, ""),
        ("head -1", LONG, True, "first\n"),
        ("false", LONG, False, ""),
        ("false", 50, False, ""),
        ("", 50, False, ""),
        ("no-such-pager", 50, False, ""),
        ("less 'x", 50, False, ""),
        ("sh -c 'echo \"<$LESS>\"'", 50, True, "<-R -FIX>\n"),
    ],
)
def test_a_pager(pager: str, lines: int, shown: bool, beginning: str) -> None:
    """A pager shows what is longer than the screen and may end early; one that fails, or is none, leaves it."""
    environment = {**os.environ, "PAGER": pager, "LINES": "10", "TERM": "xterm"}
    command = [sys.executable, "-c", PAGE, str(lines)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert ran.stderr.splitlines()[-1] == str(shown)
    assert ran.stdout.startswith(beginning)
    assert bool(ran.stdout) == shown


def test_nobody_turns_the_pages_of_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody reads in a terminal, or it cannot move its cursor, what is long is left to be printed."""
    for term, terminal_there in (("xterm", False), ("dumb", True)):
        monkeypatch.setenv("TERM", term)
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda there=terminal_there: there)
        assert not terminal.paged("line\n" * LONG, sys.stdout)


# --- Folding -------------------------------------------------------------------------------------


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


def test_folding_loses_nothing(report: Report) -> None:
    """Every character but spaces at the edge is still there, in its order, and no line is too wide."""
    text = report.paragraphs[12].text + " Growth of total retail sales (of consumer goods)."
    for width in range(1, 40):
        lines = [line.plain for line in folded(Text(text), width)]
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert max(map(cell_len, lines)) <= max(width, 2)


# --- What is said --------------------------------------------------------------------------------


def test_growth_and_ranks_are_drawn_in_lists(report: Report) -> None:
    """In a list growth is a length beside the others, a fall hollow, and a rank a place among ten."""
    ids = ("gdp-growth", "road-traffic-deaths-growth", "xiangdao-container-throughput-rank", "new-urban-jobs")
    [listed] = tables(report, [get(report, "result", id) for id in ids], {})
    charts = ["█▊", "░" * 12, "··█·······", ""]
    assert [text_of(row.chart) for row in listed.rows] == charts
    drawings = ["".join(c for c in line if c in "█▊░·") for line in drawn([listed], 80).splitlines()]
    assert list(filter(None, drawings)) == charts[:3]


def test_bars_of_one_answer_share_a_scale(report: Report) -> None:
    """Growth of a target and of a result, one above the other, are drawn to one scale."""
    both = [get(report, kind, "gdp-growth") for kind in ("target", "result")]
    charts = [row.chart for one in tables(report, both, {}) for row in one.rows]
    assert charts == [(bar(1.0),), (bar(3.5 / 5.6),)]
    assert [bar(share).text for share in (0.0, 1 / 96, 0.5, -0.01)] == ["▏", "▏", "██████", "░"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": 5.6, "unit": "%", "bound": "about", "measure": "growth"}, "up about 5.6%"),
        ({"value": -12.5, "unit": "%", "bound": "exact", "measure": "growth"}, "down 12.5%"),
        ({"value": 1000, "unit": "亩", "base_unit": "亩", "bound": "at_least"}, "at least 1,000 mu (67 hectares)"),
        ({"value": 13.7, "unit": "亿斤", "base_unit": "斤"}, "1.37 billion jin (685,000 tonnes)"),
        ({"value": 52, "unit": "亿元", "base_unit": "元", "bound": "above"}, "more than CNY 5.2 billion"),
        ({"value": 1171, "unit": "万元", "base_unit": "元"}, "CNY 11.71 million"),
        ({"value": 6.4, "unit": "万户", "base_unit": "户"}, "64,000 households"),
        ({"value": 12345, "unit": "个", "base_unit": "个"}, "12,345"),
        ({"value": 0, "unit": "%", "bound": "flat", "measure": "growth"}, "unchanged"),
        ({"value": 0.8, "unit": "个百分点", "measure": "points"}, "up 0.8 percentage points"),
        ({"value": None, "low": 5, "high": 5.5, "unit": "%", "measure": "share"}, "5 to 5.5%"),
        ({"value": None, "low": 1.2, "high": 1.5, "unit": "万人", "base_unit": "人"}, "12,000 to 15,000 people"),
        ({"value": 7.4, "wording": "7.4∶39.6∶53", "measure": "ratio"}, "7.4 in 7.4∶39.6∶53"),
        ({"value": 67, "unit": "位", "measure": "rank"}, "67th"),
        ({"value": 11, "unit": "位", "measure": "rank"}, "11th"),
        ({"value": None, "low": -5, "high": -3, "unit": "%", "measure": "growth"}, "down 5 to 3%"),
        ({"value": -0.8, "unit": "个百分点", "measure": "points"}, "down 0.8 percentage points"),
        ({"value": 3, "unit": "%", "bound": "at_most", "measure": "growth"}, "up at most 3%"),
        ({"value": 0, "unit": "%", "measure": "growth"}, "0%"),
        ({"value": 9000, "unit": "万元", "base_unit": "元", "bound": "nearly"}, "nearly CNY 90 million"),
        ({"value": 1.5, "unit": "亿美元", "base_unit": "美元", "bound": "below"}, "less than USD 150 million"),
        ({"value": 999_999, "unit": "个", "base_unit": "个"}, "999,999"),
        ({"value": 100, "unit": "万个", "base_unit": "个"}, "1 million"),
        ({"value": 10, "unit": "亿个", "base_unit": "个"}, "1 billion"),
        ({"value": None, "measure": "qualitative", "wording_en": "fulfil the targets"}, "fulfil the targets"),
    ],
)
def test_a_figure_in_english(fields: dict[str, Any], said: str, report: Report) -> None:
    """A figure is read out in full English: money, land and grain converted, ranks and falls in words."""
    plain_figure = report.results[0]._replace(
        measure="level", bound="exact", low=None, high=None, unit=None, base_unit=None
    )
    assert english_figure(plain_figure._replace(**fields)) == said


@pytest.mark.parametrize(
    ("numbers", "end"),
    [((1, 21, 101, 121), "st"), ((2, 22, 102), "nd"), ((3, 23, 103), "rd"), ((4, 10, 11, 12, 13, 20, 111, 113), "th")],
)
def test_a_rank_is_an_ordinal(numbers: tuple[int, ...], end: str, report: Report) -> None:
    """A place in a ranking ends as English has it, eleven to thirteen in every hundred apart."""
    first = report.results[0]._replace(measure="rank", bound="exact")
    for number in numbers:
        assert english_figure(first._replace(value=number)) == f"{number}{end}"


@pytest.mark.parametrize(
    ("unit", "base", "said"),
    [
        ("亿元", "元", "CNY 100 million"),
        ("万元", "元", "CNY 10,000"),
        ("元", "元", "CNY"),
        ("万美元", "美元", "USD 10,000"),
        ("亩", "亩", "mu"),
        ("万亩", "亩", "10,000 mu"),
        ("亿斤", "斤", "100 million jin"),
        ("万户", "户", "10,000 households"),
        ("平方米", "平方米", "square metres"),
        ("万个", "个", "10,000"),
        ("家", "家", ""),
        ("%", "%", "%"),
        ("个百分点", "个百分点", "percentage points"),
        (None, None, ""),
    ],
)
def test_a_unit_in_english(unit: str | None, base: str | None, said: str) -> None:
    """A unit is said with its scale, a classifier counts what the name says; in Chinese it is as it is printed."""
    assert unit_said(unit, base) == said
    language.choose("zh")
    assert unit_said(unit, base) == (unit or "")


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ({"value": 25, "unit": "亿元", "bound": "above"}, "超25亿元"),
        ({"value": 80, "unit": "亿元", "bound": "nearly"}, "近80亿元"),
        ({"value": 5.6, "unit": "%", "bound": "about", "measure": "growth"}, "5.6%左右"),
        ({"value": 85, "unit": "个", "bound": "at_least"}, "85个以上"),
        ({"value": 3, "unit": "%", "bound": "at_most"}, "3%以内"),
        ({"value": 3, "unit": "%", "bound": "below"}, "3%以下"),
        ({"value": 46, "unit": "家", "bound": "exact"}, "46家"),
        ({"value": 67, "unit": "位", "measure": "rank"}, "第67位"),
        ({"value": 3, "unit": "名", "measure": "rank"}, "第3名"),
        ({"value": 0, "unit": "%", "bound": "flat", "wording": "与去年持平"}, "与去年持平"),
        ({"value": None, "measure": "qualitative", "wording": "促稳提质"}, "促稳提质"),
        ({"value": None, "low": 5, "high": 6, "unit": "%", "wording": "5%至6%"}, "5%至6%"),
        ({"value": 7.4, "measure": "ratio", "wording": "7.4∶39.6∶53"}, "7.4∶39.6∶53"),
    ],
)
def test_a_figure_in_as_few_words_as_a_table_has_room_for(fields: dict[str, Any], short: str, report: Report) -> None:
    """In Chinese it is its number with its unit and how it is to be read, or its wording where that says more."""
    language.choose("zh")
    bare = report.results[0]._replace(measure="level", bound="exact", low=None, high=None, wording="?")
    assert short_figure(bare._replace(**fields)) == short


@pytest.mark.parametrize(
    ("fields", "chinese", "english"),
    [
        ({"measure": "growth", "value": -23.6, "unit": "%", "wording": "23.6%"}, "23.6% (-23.6%)", "down 23.6%"),
        ({"measure": "growth", "value": -13, "unit": "%", "wording": "降低13%"}, "降低13%", "down 13%"),
        ({"measure": "share", "value": -5, "unit": "%", "wording": "-5%"}, "-5%", "-5%"),
        (
            {"measure": "level", "value": 126, "unit": "万亿元", "base_unit": "元", "wording": "126万亿元"},
            "126万亿元",
            "CNY 126 trillion",
        ),
    ],
)
def test_a_figure_says_whether_it_falls(fields: dict[str, Any], chinese: str, english: str, report: Report) -> None:
    """A card says a fall whatever its words are, in both languages; trillions are called so."""
    bare = report.results[0]._replace(bound="exact", low=None, high=None, base_unit="%")
    language.choose("zh")
    assert figure_said(bare._replace(**fields)) == chinese
    language.choose("en")
    assert figure_said(bare._replace(**fields)) == english


@pytest.mark.parametrize(
    ("kind", "id", "cells"),
    [
        ("result", "road-traffic-deaths-growth", ["23.6% (-23.6%)"]),
        ("result", "outpatient-cost-per-visit", ["降低13%"]),
        ("result", "gdp-growth", ["增长3.5%"]),
        ("target", "exports", ["促稳提质"]),
        ("project", "national-road-320-rerouting", ["全面开工", "已开工，2023，12.5亿元"]),
        ("honour", "provincial-sanitary-city", ["高安市", "省级"]),
        ("comparison", "gdp-growth", ["3.5%; 586.9亿元", "5.6%左右", "~ +2.1 个百分点"]),
        ("comparison", "new-high-tech-enterprises", ["46家", "30家", "−16家"]),
        ("comparison", "technology-contract-value", ["超25亿元", "超30亿元", "~ +5亿元"]),
        ("comparison", "general-public-budget-revenue", ["31.94亿元", "与去年持平", "→ 31.94亿元"]),
        ("comparison", "consumer-prices", ["", "3%左右", "2023年工作回顾中没有对应的数字。"]),
    ],
)
def test_what_a_list_says_of_a_record(kind: str, id: str, cells: list[str], report: Report) -> None:
    """A fall that its words do not say has its minus beside them; a change of what is bounded is marked, and explained below."""
    language.choose("zh")
    [table] = tables(report, [get(report, kind, id)], {})
    assert [text_of(cell) for cell in table.rows[0].cells] == cells
    assert bool(table.foot) == cells[-1].startswith("~")


@pytest.mark.parametrize(
    ("measure", "value", "drawn"),
    [
        ("rank", 1, "█·········"),
        ("rank", 10, "·········█"),
        ("rank", 11, ""),
        ("rank", None, ""),
        ("growth", 5, "██████"),
        ("growth", -5, "░░░░░░"),
        ("growth", 10, "████████████"),
        ("growth", 0, ""),
        ("level", 5, ""),
    ],
)
def test_what_is_drawn_beside_a_figure(measure: Any, value: int | None, drawn: str, report: Report) -> None:
    """Growth is a share of the largest, a rank a place among the first ten; anything else is no picture."""
    figure = report.results[0]._replace(measure=measure, value=value, low=None, high=None)
    assert text_of(chart_of(figure, 10)) == drawn


@pytest.mark.parametrize(
    ("id", "drawn"),
    [
        ("gdp-growth", "2023 ███████▌\n2024 ████████████"),
        ("new-high-tech-enterprises", "2023 ████████████\n2024 ███████▉"),
        ("general-public-budget-revenue", ""),
        ("consumer-prices", ""),
    ],
)
def test_what_is_drawn_of_two_years(id: str, drawn: str, report: Report) -> None:
    """Two figures that differ are lengths one above the other; where nothing is compared nothing is drawn."""
    assert text_of(chart_of(get(report, "comparison", id), 1)) == drawn


def test_a_list_of_comparisons_counts_what_there_is_nothing_to_compare_with(report: Report) -> None:
    """Of all comparisons those with something computed are listed and the others counted; of a query's none is left out."""
    some = [get(report, "comparison", id) for id in ("gdp-growth", "consumer-prices", "exports", "new-school-places")]
    listed, asked, nothing = (
        pages(report, "compare", records, words) for records, words in ((some, None), (some, {}), (some[1:3], None))
    )
    names = [
        [row.other for table in views if isinstance(table, Table) for row in table.rows] for views in (listed, asked)
    ]
    assert names == [["地区生产总值增速", "新增学位"], [one.name for one in some]]
    told = "2 targets without a figure to compare are left out; --all shows them"
    assert [told in view.foot for views in (listed, asked, nothing) for view in views if isinstance(view, Table)] == [
        True,
        False,
        False,
    ]
    assert len(drawn(nothing, 80).splitlines()) > 4


def test_changes_and_reasons_in_chinese() -> None:
    """What follows from two figures, or why nothing does, is said in Chinese too; the data stays English."""
    language.choose("zh")
    found = {one.id: one for one in load_report().comparisons}
    growth = found["gdp-growth"]
    assert [change_said(one, growth) for one in growth.computed] == [
        "比2023年高2.1个百分点（目标为5.6%左右）",
        "推算约619.8亿元（按2023年价格）（目标为5.6%左右）",
    ]
    assert [short_change(one) for one in growth.computed] == ["+2.1 个百分点", "→ 619.8亿元"]
    assert growth.computed[0].statement.startswith("2.1 percentage points higher")
    places = found["new-school-places"]
    assert change_said(places.computed[0], places).startswith("比2023年")
    reasons = {reason_said(one) for one in found.values() if one.reason}
    assert not [reason for reason in reasons if re.search("[A-Za-z]{4,} [a-z]+", reason)]
    assert short_figure(growth.target) == "5.6%左右"


@pytest.mark.parametrize(
    ("text", "english", "at", "fields", "part"),
    [
        ("目标：甲增长5%；乙增长6%；丙增长6%。", "We aim: A up 5%; B up 6%; C up 6%.", "甲", {"value": 5}, "A up 5%"),
        ("目标：甲增长5%；乙增长6%；丙增长6%。", "We aim: A up 5%; B up 6%; C up 6%.", "乙", {"value": 6}, "B up 6%"),
        ("目标：甲增长5%；乙增长6%；丙增长6%。", "We aim: A up 5%; B up 6%; C up 6%.", "丙", {"value": 6}, "C up 6%."),
        ("甲增长5%；乙优先。", "A up 5%; B first.", "乙", {"value": None, "measure": "qualitative"}, "B first."),
        ("甲优先；乙增长6%。", "A first; B up 6%.", "甲", {"value": None, "measure": "qualitative"}, "A first"),
        ("甲下降5%；乙增长6%。", "A down 5%; B up 6%.", "甲", {"value": -5}, "A down 5%"),
        ("甲增长55%；乙增长5%；丙增长5.5%。", "A up 55%; B up 5%; C up 5.5%.", "乙", {"value": 5}, "B up 5%"),
        ("甲增长5%；乙增长6%。", "A is up 5% and B up 6%.", "甲", {"value": 5}, None),
        ("甲增长5%；乙增长6%；丙增长6%。", "A up 5%; B and C up 6% each.", "丙", {"value": 7}, None),
        ("甲增长5%；乙增长6%。", "A up 5%; B up 6%.", "丁", {"value": 5}, None),
    ],
)
def test_the_part_of_a_sentence_that_a_quote_renders(
    text: str, english: str, at: str, fields: dict[str, Any], part: str | None, report: Report
) -> None:
    """Of a long sentence in English it is the only part with the number, else the one in its place, else all of it."""
    said = (Sentence("序。", "First."), Sentence(text, english))
    holding = Paragraph("paragraph", "1.p1", "1", None, None, said, f"序。{text}", None, ())
    start = 2 + text.index(at) if at in text else None
    growth: dict[str, Any] = {"unit": "%", "base_unit": "%", "measure": "growth", "paragraph": "1.p1", "start": start}
    other: Any = SimpleNamespace(get=lambda kind, id: holding)
    assert clause(other, report.results[0]._replace(**growth | fields), english) == (part or english)


def test_what_comes_next_asks_the_same_report() -> None:
    """Of another report, what to type next names that report, too; a term nobody uses points nowhere."""
    report = load_report(TEMPLATE)
    shown = plain(pages(report, "target", [get(report, "target", "new-school-places")], None))
    assert f"next      gaoan compare new-school-places --report {TEMPLATE}\n" in shown
    assert "next" not in plain([card(report, report.terms[0]._replace(mentions=()))])


def test_mark() -> None:
    """Words are marked wherever they stand, the longer ones first."""
    assert mark("abcab", [("ab", "x"), ("abc", "y")]) == (Span("abc", "y"), Span("ab", "x"))
    assert mark("abc", []) == (Span("abc"),)


def test_a_passage_marks_what_it_is_made_of(report: Report) -> None:
    """The text of a section marks what was found, its figures and terms, and explains the terms below."""
    language.choose("zh")
    shown = passage(report, get(report, "section", "2.3"), "扬尘治理")
    spans = {span for _id, paragraph in shown.paragraphs for span in paragraph}
    assert {span.role for span in spans} == {"", "figure", "term", "name", "match"}
    assert Span("扬尘治理", "match") in spans
    assert [name for name, _ in shown.terms] == ["“四尘三烟三气”"]


def test_a_part_of_the_report_heads_its_sections_once(report: Report) -> None:
    """The text of a part has each section's heading once, and its own not again."""
    part = get(report, "section", "2")
    language.choose("zh")
    headings = [text_of(paragraph) for _id, paragraph in passage(report, part).paragraphs]
    for section in report.sections:
        assert headings.count(section.heading) == (1 if section.path == (part.title,) else 0)


def test_a_section_looks_at_each_figure_once() -> None:
    """The steps to the text of a section grow with its paragraphs and figures, not with their product."""
    looks = 0

    class CountedFigure:
        wording, value, low = "1个", 1, None

        @property
        def paragraph(self) -> str:
            nonlocal looks
            looks += 1
            return "1.p1"

    paragraphs = tuple(Paragraph("paragraph", f"1.p{n}", "1", None, None, (), "1个", None, ()) for n in range(100))
    section = Section("section", "1", "一", "一", "One", "review", (), 1, "", None, tuple(p.id for p in paragraphs), ())
    report: Any = SimpleNamespace(
        sections=[section], paragraphs=paragraphs, terms=[], targets=[CountedFigure() for _ in range(100)], results=[]
    )
    report.get = lambda *_: None
    assert len(passage(report, section).paragraphs) == 100
    assert looks <= 200


def test_what_is_found_with_a_section_follows_it(report: Report) -> None:
    """gaoan section shows the best hit as text and lists the others; without a query it lists them all."""
    found = [get(report, "paragraph", id) for id in ("2.3.p4", "1.4.p3")]
    first, also = pages(report, "section", found, {})
    assert isinstance(first, Passage)
    assert isinstance(also, Table)
    assert (also.title, [row.at for row in also.rows]) == ("Also", ["1.4.p3"])
    [listed] = pages(report, "section", report.sections[:1], None)
    assert isinstance(listed, Table)


def test_a_passage_is_cut_around_the_match() -> None:
    """A long paragraph is cut down to the match and what stands around it."""
    spans = Span("一" * 100), Span("停车场", "match"), Span("二" * 100)
    short = excerpt(spans, 30)
    assert Span("停车场", "match") in short
    assert text_of(short).startswith("...一")
    assert text_of(short).endswith("二...")
    assert text_of(excerpt(spans[:1], 30)) == "一" * 30 + "..."
    assert excerpt(spans, 1000) == spans


def test_an_excerpt_cuts_no_number(report: Report) -> None:
    """What is cut from a paragraph begins and ends between words, not inside a figure."""
    for paragraph in report.paragraphs:
        for at in range(0, max(len(paragraph.text) - 10, 1), 7):
            spans = mark(paragraph.text, [(paragraph.text[at : at + 3], "match")])
            words = text_of(excerpt(spans, 40)).removeprefix("...").removesuffix("...")
            start = paragraph.text.index(words)
            edges = paragraph.text[start - 1 : start + 1], paragraph.text[start + len(words) - 1 :][:2]
            assert not any(re.fullmatch("[0-9.]{2}", edge) for edge in edges), words


def test_a_small_report_is_greeted_too(report: Report) -> None:
    """What to try is only what there is: a report may have one section and no record, or nothing at all."""
    assert greeting(report).count("\ngaoan ") == 6
    for sections, expected in (([], []), ([report.sections[0]], ["gaoan section 0   the text itself"])):
        small: Any = SimpleNamespace(
            particulars=report.particulars,
            sections=sections,
            targets=[],
            option="",
            count=lambda _: 0,
            records=lambda _: (),
        )
        tries = [line for line in greeting(small).splitlines() if line.startswith("gaoan ")]
        assert tries[:-1] == expected
