"""The page: what stands in it, how it is read in a browser, and how it is opened."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
import webbrowser
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli import language
from gaoan_cli.load import load_report
from gaoan_cli.report.compare import compare
from gaoan_cli.report.model import Paragraph, Sentence, Sourced, Term
from gaoan_cli.report.report import Report
from gaoan_cli.show.page.chart import FADE, FULL, headlines
from gaoan_cli.show.page.margin import entries, entry
from gaoan_cli.show.page.marks import Mark, Segment, anchor, marked, marks_of, renderings, segments
from gaoan_cli.show.page.page import as_html
from gaoan_cli.tasks import open as opening

ORIGINAL = (ROOT / "data" / "report.txt").read_text(encoding="utf-8")
NATION = ROOT / "tests" / "data" / "nation.yaml"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


class Printed(HTMLParser):
    """Takes out of a page the text of every element of the class `printed`, one by one, and every id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts, self.ids, self.links, self.depth = list[str](), list[str](), list[str](), 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [id] if (id := given.get("id")) else []
        self.links += [href[1:]] if (href := given.get("href") or "").startswith("#") else []
        if self.depth:
            self.depth += 1
        elif "printed" in (given.get("class") or "").split():
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(self.depth - 1, 0)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts[-1] += data


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    """The page of the shipped report."""
    return as_html(report).decode()


# --- What stands in it ------------------------------------------------------------------------------


def test_the_text_is_the_report(html: str) -> None:
    """Headings and paragraphs of the page, one behind the other, are the report, to the last space."""
    lines = [line for line in ORIGINAL.split("\n") if line.strip()]
    texts = Printed(html).texts
    assert "".join(texts).replace("附件 《", "附件《") == "".join(lines)  # a heading of two lines
    assert len(texts) == 88


def test_every_id_is_there_once_and_every_link_leads_somewhere(html: str, report: Report) -> None:
    """Each section, paragraph and record has its id, no id stands twice, and no link of the page leads nowhere."""
    found = Printed(html)
    assert len(found.ids) == len(set(found.ids))
    assert {anchor(record) for record in (*report.sections, *report.paragraphs, *marked(report))} <= set(found.ids)
    assert set(found.links) <= set(found.ids)


def test_the_page_is_small_and_asks_for_nothing(html: str) -> None:
    """Less than 1.5 MB, under a policy that allows nothing from elsewhere, without an address to fetch from."""
    assert len(html.encode()) < 1_500_000
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|action)=|url\((?!#)|@import|https?://", html)
    assert not re.search("unsafe-|style=| on[a-z]+=", re.sub("<script>.*?</script>", "", html, flags=re.DOTALL))


def test_the_page_is_the_same_in_every_language(run: Run, html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exported twice, and where the program speaks Chinese, it is the same to the byte; the language is as before."""
    assert run("export", "html").stdout == html
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    language.reset()
    assert run("export", "html").stdout == html
    assert language.shown() == ("zh",)
    assert run("export", "html", "--lang", "zh,en").stdout == html


def test_every_card_speaks_both_languages(html: str, report: Report) -> None:
    """Names, figures, notes, changes, terms and the command stand on the page in Chinese and in English."""
    for text in (
        *(
            "地区生产总值增速",
            "Growth of gross regional product",
            "5.6%左右",
            "up about 5.6%",
            "2024年目标，增速，主要指标",
        ),
        *("比2023年高2.1个百分点", "2.1 percentage points higher than in 2023", "gaoan target gdp-growth"),
        *("每年引进100名高精尖人才", "Top-level and cutting-edge talent", "教育卫生", "Education and health"),
    ):
        assert text in html, text
    cards = [card for group in entries(report).values() for card in group]
    assert len(cards) == len(marked(report)) == len({card.id for card in cards})
    assert all(card.quote or card.kind == "term" for card in cards)


@pytest.mark.parametrize(
    ("fields", "brief"),
    [
        ({"value": 0.5, "wording": "提高0.5个百分点"}, "0.5个百分点"),
        ({"value": -0.5, "wording": "降低0.5个百分点"}, "降低0.5个百分点"),
        ({"value": 5, "bound": "at_least", "wording": "提高5个百分点以上"}, "5个百分点以上"),
        ({"value": 0, "bound": "flat", "wording": "与去年持平"}, "与去年持平"),
        ({"value": None, "measure": "qualitative", "wording": "稳步提高"}, ""),
    ],
)
def test_what_stands_beside_the_name_of_a_figure(report: Report, fields: dict[str, Any], brief: str) -> None:
    """A card shows a number shortly, a fall in the words that say so, and nothing for a goal without a number."""
    points: dict[str, Any] = {"unit": "个百分点", "base_unit": "个百分点", "measure": "points", "bound": "exact"}
    shown = entry(report, report.results[0]._replace(**points | fields), {})
    assert shown.brief.zh == brief
    assert shown.said.zh == ("" if brief else fields["wording"])


def test_cards_stand_in_the_order_of_the_text(report: Report) -> None:
    """Beside a paragraph the cards follow each other as what they are of does in it."""
    places = {anchor(record): getattr(record, "start", None) or 0 for record in marked(report)}
    texts = {one.id: one.text for one in report.paragraphs}
    places |= {anchor(term): texts[[*term.mentions, term.paragraph][0]].find(term.name) for term in report.terms}
    beside = {id: [places[card.id] for card in group] for id, group in entries(report).items()}
    assert beside == {id: sorted(group) for id, group in beside.items()}
    assert max(map(len, beside.values())) > 10


def test_a_term_is_marked_where_it_is_used(report: Report) -> None:
    """A term's card stands beside the paragraph that uses it first; all its uses are marked, and its note is."""
    places = {card.id: id for id, group in entries(report).items() for card in group}
    assert places["term-employment-home-5-plus-2"] == "1.5.p1"
    marks = marks_of(report)
    for id in ("1.5.p1", "2.6.p2", "A.p6"):
        assert "term-employment-home-5-plus-2" in {mark.id for mark in marks[id]}


# --- Marks ------------------------------------------------------------------------------------------


def paragraph(*sentences: tuple[str, str | None], lead: str | None = None, lead_en: str | None = None) -> Paragraph:
    """A paragraph of these sentences."""
    said = tuple(Sentence(*one) for one in sentences)
    return Paragraph("paragraph", "1.p1", "1", lead, lead_en, said, "".join(one.text for one in said), None, ())


def test_overlapping_marks_are_cut_and_the_smallest_leads() -> None:
    """Where stretches overlap or lie within each other the text is whole, and the smallest comes first."""
    outer, inner = Mark("target-a", "target", 0, 6), Mark("result-b", "result", 2, 4, key=True)
    across = Mark("honour-c", "honour", 3, 8, key=True)
    cut = segments(paragraph(("甲乙丙丁戊己庚辛壬", None)), [outer, inner, across])
    assert cut == [
        Segment("甲乙", ("target-a",)),
        Segment("丙", ("result-b", "target-a"), "result"),
        Segment("丁", ("result-b", "honour-c", "target-a"), "result"),
        Segment("戊己", ("honour-c", "target-a"), "honour"),
        Segment("庚辛", ("honour-c",), "honour"),
        Segment("壬"),
    ]


def test_every_quote_is_marked_from_end_to_end(report: Report) -> None:
    """The runs of a record are its quote and no more, and the words underlined are what carries it."""
    marks, texts = marks_of(report), {one.id: one.text for one in report.paragraphs}
    runs = {one.id: segments(one, marks[one.id]) for one in report.paragraphs}
    assert {id: "".join(run.text for run in cut) for id, cut in runs.items()} == texts
    keys = {one.id: texts[id][one.start : one.end] for id, group in marks.items() for one in group if one.key}
    quoted: list[Sourced] = [*report.targets, *report.results, *report.honours, *report.projects]
    for record in quoted:
        own = "".join(run.text for run in runs[record.paragraph] if anchor(record) in run.ids)
        assert own == record.quote, record.id
    for id, words in (
        ("target-gdp-growth", "增长5.6%左右"),
        ("honour-provincial-sanitary-city", "省级卫生城市"),
        ("project-national-road-320-rerouting", "320国道高安境内改线工程"),
        ("result-gross-regional-product", "586.9亿元"),
    ):
        assert keys[id] == words, id


def test_what_stands_nowhere_is_not_marked(report: Report) -> None:
    """A record whose words were not found in its paragraph leaves the text as it is."""
    lost = [one._replace(start=None, end=None) for one in report.targets]
    other: Any = SimpleNamespace(
        targets=lost, results=(), terms=(), honours=(), projects=(), paragraphs=report.paragraphs
    )
    assert set(map(tuple, marks_of(other).values())) == {()}


def test_words_that_carry_a_record_are_underlined_where_they_stand(report: Report) -> None:
    """Of a work that is its name, else what is said of it; where neither stands in its quote, all of the quote."""
    work, passage = report.projects[0], report.paragraphs[0]._replace(id="1.p1", text="甲。乙桥通车。")
    for name, what, words in (("乙桥", "通车", "乙桥"), ("丙桥", "通车", "通车"), ("丙桥", "开工", "乙桥通车")):
        one = work._replace(name=name, what=what, paragraph="1.p1", quote="乙桥通车", start=2, end=6)
        other: Any = SimpleNamespace(
            targets=(), results=(), terms=(), honours=(), projects=(one,), paragraphs=(passage,)
        )
        [key] = [mark for mark in marks_of(other)["1.p1"] if mark.key]
        assert passage.text[key.start : key.end] == words


def test_a_lead_is_a_run_of_its_own() -> None:
    """The statement that a paragraph opens with is a run, in Chinese and in English, behind a dash if there is one."""
    one = paragraph(("——稳。", "— All is steady."), ("增长5%。", "Up 5%."), lead="稳", lead_en="All is steady")
    marks = [Mark("result-a", "result", 4, 8)]
    runs = [(run.text, run.lead) for run in segments(one, marks)]
    assert runs == [("——", False), ("稳", True), ("。", False), ("增长5%", False), ("。", False)]
    assert [tuple(sentence) for sentence in renderings(one, marks)] == [
        ("— ", "All is steady", ".", ()),
        ("", "", "Up 5%.", ("result-a",)),
    ]


def test_without_english_there_is_no_rendering() -> None:
    """A paragraph of which one sentence has no English is shown in Chinese alone."""
    assert renderings(paragraph(("甲。", "A."), ("乙。", None)), []) == []


# --- The headline targets ---------------------------------------------------------------------------


def test_bars_are_on_one_scale(report: Report) -> None:
    """Growth rates are drawn on one scale, what is about fades at its end, and an amount beside a rate is not drawn."""
    shown = {one.id: one for one in headlines(report)}
    growth, amount, target = shown["target-gdp-growth"].bars
    assert growth.length == pytest.approx(FULL * 3.5 / 7, abs=0.01)
    assert amount.length is None
    assert target.start + (target.length or 0) + FADE / 2 == pytest.approx(FULL * 5.6 / 7, abs=0.01)
    assert (growth.fade, target.fade, target.target) == (0, FADE, True)
    assert [bar.length for bar in shown["target-exports"].bars] == [None]


RATE = {"unit": "%", "base_unit": "%", "measure": "growth"}
MONEY = {"unit": "亿元", "base_unit": "元", "measure": "level"}


@pytest.mark.parametrize(
    ("aim", "base", "drawn"),
    [
        (RATE | {"value": 5}, RATE | {"value": 4}, [(0, 73.6, 0), (0, FULL, 0)]),
        (RATE | {"value": 4}, RATE | {"value": 5}, [(0, FULL, 0), (0, 73.6, 0)]),
        (RATE | {"value": 5, "bound": "about"}, RATE | {"value": 4}, [(0, 73.6, 0), (0, FULL - FADE / 2, FADE)]),
        (RATE | {"value": 5, "bound": "at_least"}, RATE | {"value": 4}, [(0, 73.6, 0), (0, FULL, FADE)]),
        (RATE | {"value": 5, "bound": "above"}, RATE | {"value": 4}, [(0, 73.6, 0), (0, FULL, FADE)]),
        (RATE | {"value": 5, "bound": "at_most"}, RATE | {"value": 4}, [(0, 73.6, 0), (0, FULL - FADE, FADE)]),
        (RATE | {"value": 5, "bound": "below"}, RATE | {"value": 4}, [(0, 73.6, 0), (0, FULL - FADE, FADE)]),
        (
            RATE | {"value": 5},
            RATE | {"value": 4, "bound": "nearly"},
            [(0, pytest.approx(73.6 - FADE), FADE), (0, FULL, 0)],
        ),
        (RATE | {"value": 100}, RATE | {"value": 1, "bound": "about"}, [(0, 0, FADE), (0, FULL, 0)]),
        (RATE | {"value": -4}, RATE | {"value": -2}, [(FULL / 2, FULL / 2, 0), (0, FULL, 0)]),
        (RATE | {"value": 0, "bound": "flat"}, RATE | {"value": 4}, [(0, FULL, 0), (0, None, 0)]),
        (RATE | {"value": 0, "bound": "flat"}, RATE | {"value": 0}, [(0, None, 0), (0, None, 0)]),
        (RATE | {"value": 5}, MONEY | {"value": 200}, [(0, None, 0), (0, FULL, 0)]),
        (MONEY | {"value": 1}, MONEY | {"unit": "万元", "value": 5000}, [(0, FULL / 2, 0), (0, FULL, 0)]),
        (MONEY | {"value": None, "low": 3, "high": 4}, MONEY | {"value": 2}, [(0, FULL / 2, 0), (69, 23, 0)]),
        (MONEY | {"value": None}, MONEY | {"value": 2}, [(0, FULL, 0), (0, None, 0)]),
    ],
    ids=str,
)
def test_how_long_a_bar_is(
    report: Report, aim: dict[str, Any], base: dict[str, Any], drawn: list[tuple[float, float | None, float]]
) -> None:
    """A bar begins at zero, ends at its number, and fades there on the side on which what is bounded lies."""
    figures = [
        report.targets[1]._replace(**{"low": None, "high": None, "bound": "exact", "year": year} | fields)
        for year, fields in ((2024, aim), (2023, base))
    ]
    shown = compare(figures[0]._replace(headline=True), figures[1:], 2023)
    [headline] = headlines(SimpleNamespace(comparisons=[shown]))  # type: ignore[arg-type]
    assert [(bar.start, bar.length, bar.fade) for bar in headline.bars] == drawn
    assert [(bar.year, bar.target) for bar in headline.bars] == [(2023, False), (2024, True)]


def test_an_amount_is_drawn_beside_its_own_result() -> None:
    """A target for an amount is as long as its share of the larger of the two."""
    grain = next(one for one in headlines(load_report(NATION)) if one.id == "target-grain-output")
    result, target = grain.bars
    assert (result.length, target.fade) == (FULL, FADE)
    assert target.length == pytest.approx(FULL * 1.3 / 1.39, abs=0.01)


def test_a_range_and_a_fall_are_drawn(tmp_path: Path) -> None:
    """A range is drawn from its lower to its upper end, a fall to the left of zero."""
    text = TEMPLATE.read_text(encoding="utf-8").replace("    low: 1.2 ", "    headline: true\n    low: 1.2 ")
    file = tmp_path / "report.yaml"
    file.write_text(text.replace("    value: 4\n", "    value: -4\n"), encoding="utf-8")
    shown = {one.id: one for one in headlines(load_report(file))}
    (jobs,) = shown["target-new-urban-jobs"].bars
    assert jobs.start == pytest.approx(FULL * 0.8)
    assert jobs.length == pytest.approx(FULL * 0.2, abs=0.01)
    fall, _amount, rise = shown["target-gdp-growth"].bars
    assert fall.start == 0
    assert fall.length == pytest.approx(FULL * 4 / 9, abs=0.01)
    assert rise.start == fall.length


# --- Other reports ----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [TEMPLATE, NATION], ids=lambda file: file.stem)
def test_another_report_has_its_page(file: Path, run: Run) -> None:
    """A report without English, honours or headline targets has its page; the command on it names a file."""
    page = run("export", "html", "--report", str(file)).stdout
    report = load_report(file)
    texts = Printed(page).texts
    assert texts == [
        text
        for section in report.sections
        for text in (section.heading, *(p.text for p in report.paragraphs if p.section == section.id))
    ]
    assert "gaoan target gdp-growth --report FILE" in page
    assert str(file) not in page


def test_hostile_text_is_text(tmp_path: Path) -> None:
    """Markup, scripts, quotes and marks that turn the writing around are shown as they are, and nothing else."""
    evil = "临溪</script><script>alert(1)</script>\"'&amp;שלום"
    file = tmp_path / "evil.yaml"
    quoted = '"' + evil.replace('"', '\\"') + '"'
    text = TEMPLATE.read_text(encoding="utf-8")
    for key in ("place: 临溪市", "name: 新增学位\n", "speaker: 林远"):
        text = text.replace(key, f"{key.split(':')[0]}: {quoted}" + ("\n" if key.endswith("\n") else ""))
    text = text.replace("aliases: [三座桥, three bridges]", f"aliases: [{quoted}]")
    file.write_text(text.replace("text: 临溪大桥开工，", f"text: {evil}临溪大桥开工，"), encoding="utf-8")
    page = as_html(load_report(file)).decode()
    assert "alert(1)</script>" not in page.replace("\\u003c/script\\u003e", "")
    assert page.count("<script") == as_html(load_report(TEMPLATE)).decode().count("<script")
    assert f"{evil}临溪大桥开工，总投资3亿元。" in "".join(Printed(page).texts)


# --- In a browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as it is installed."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: the page is not read in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page in a file."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(html, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small report, which a browser shows sooner."""
    file = tmp_path_factory.mktemp("small") / "report.html"
    file.write_bytes(as_html(load_report(TEMPLATE)))
    return file


Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Show]:
    """Show the page, or another, at an address within it; a request or a message on the console fails the test."""
    contexts: list[Any] = []
    heard: list[str] = []

    def opened(at: str = "", other: Path | None = None, **settings: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", "reduced_motion": "reduce", **settings})
        contexts.append(context)
        page = context.new_page()
        own = (other or file).as_uri()
        page.on("request", lambda request: None if request.url.split("#")[0] == own else heard.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(own + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


def test_the_reader_chooses_the_language(show: Show, small: Path) -> None:
    """The browser's language is shown, then the one that is chosen; headings and cards follow."""
    page = show(other=small, locale="en-US")
    assert page.inner_text("h1") == "Report on the Work of the Government 2031"
    page.check("input[value=zh]", force=True)
    assert page.inner_text("h1") == "政府工作报告 2031"
    assert page.get_attribute("html", "lang") == "zh"
    page.check("input[value=both]", force=True)
    assert set(page.inner_text("h1").splitlines()) >= {"Report on the Work of the Government"}
    assert show(other=small, locale="zh-TW").inner_text("#ui-outline") == "目录"


def test_dark_and_light(show: Show, small: Path) -> None:
    """The page is as dark as the system, until the button says otherwise."""
    page = show(other=small, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.click(".theme")
    light = page.evaluate(paper)
    assert dark != light == show(other=small, color_scheme="light").evaluate(paper)


def test_search_finds(show: Show) -> None:
    """A name in hanzi, pinyin, initials, English or everyday words is found first, and Enter leads to it."""
    page = show()
    for query, record in (
        ("停车场", "result-new-smart-public-car-parks"),
        ("ＧＤＰ", "result-gross-regional-product"),
        ("car park", "result-new-smart-public-car-parks"),
        ("gdzctz", "result-fixed-asset-investment"),
        ("tingchechang", "result-new-smart-public-car-parks"),
        ("taocihangye", "target-ceramics-classified-management-rules"),
        ("社零", "result-retail-sales-growth"),
    ):
        page.fill("#ui-query", query)
        assert page.get_attribute("#ui-hits a >> nth=0", "href") == f"#{record}"
        page.press("#ui-query", "Enter")
        assert page.evaluate("location.hash") == f"#{record}"
        assert page.is_visible(f"#{record} .command")
        assert page.is_hidden("#ui-panel")


def test_search_finds_text(show: Show) -> None:
    """Words of the text are listed with their paragraphs, by sound as well; what is not there is said to be missing."""
    page = show()
    for query in ("畅享瑞州", "changxiangruizhou"):
        page.fill("#ui-query", query)
        assert page.inner_text("#ui-hits mark") == "畅享瑞州"
        assert "#2.2.p3" in page.eval_on_selector_all("#ui-hits a", "links => links.map(link => link.hash)")
    page.fill("#ui-query", "登月")
    assert page.inner_text("#ui-count") == "没有找到。"
    page.press("#ui-query", "Escape")
    assert page.is_hidden("#ui-panel")


def test_filters_leave_what_is_chosen(show: Show, report: Report) -> None:
    """A kind and a topic leave the records that are both, in the list and beside the text."""
    page = show()
    page.focus("#ui-query")
    page.check("[name=kind][value=honour]", force=True)
    page.check("[name=topic][value=industry]", force=True)
    wanted = sum(honour.topic == "industry" for honour in report.honours)
    assert page.inner_text("#ui-count").startswith(f"{wanted} 条记录")
    assert page.locator("article .card:not([hidden])").count() == wanted


def test_a_deep_link_lands(show: Show) -> None:
    """An address with a record or a paragraph shows it, opened and lit in the text and in English."""
    page = show("#target-gdp-growth", locale="en-US")
    card = page.locator("#target-gdp-growth")
    page.wait_for_function("scrollY > 0")
    assert card.evaluate(
        "card => { const box = card.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    assert card.locator("blockquote").is_visible()
    assert page.locator(".rendering .lit").count() == 1
    assert "".join(page.locator(".printed .lit").all_text_contents()) == "地区生产总值增长5.6%左右"
    page = show("#2.3.p4")
    page.wait_for_function("scrollY > 0")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight / 2")


def test_a_click_on_a_mark_opens_the_smallest_record(show: Show) -> None:
    """A click on marked or on quoted words leads to the smallest record that they belong to."""
    page = show()
    page.click("[id='2.p2'] .mark.target >> nth=0")
    assert page.evaluate("location.hash") == "#target-gdp-growth"
    page.click("[id='1.p3'] span[data-of~='project-xiangdao-logistics'] >> nth=0")
    assert page.evaluate("location.hash") == "#result-xiangdao-container-throughput"


def test_the_page_begins_where_it_was_made_to(show: Show, tmp_path: Path) -> None:
    """Where the address has lost what stands behind its #, the page knows."""
    file = tmp_path / "report.html"
    file.write_bytes(as_html(load_report(TEMPLATE), "term-three-bridges"))
    assert show(other=file).evaluate("location.hash") == "#term-three-bridges"


def test_without_script_the_text_is_whole(show: Show, report: Report) -> None:
    """With scripts off every paragraph is shown in both languages, and a link opens a card."""
    page = show("#target-gdp-growth", java_script_enabled=False)
    shown = "".join(page.inner_text("article").split())
    for paragraph in report.paragraphs:
        assert "".join(paragraph.text.split()) in shown
        assert "".join((paragraph.text_en or "").split()) in shown
    assert page.is_visible("#target-gdp-growth .command")
    assert page.is_hidden(".finder")


def bare(text: str) -> str:
    """The text without white space, each character in its usual form: a PDF writes ⼯ for 工."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_nothing_is_left_out_in_print(show: Show, report: Report) -> None:
    """The printed page holds every quote, definition and note, whatever is closed on the screen or filtered."""
    page = show(viewport={"width": 1440, "height": 900})
    page.focus("#ui-query")
    page.check("[name=kind][value=honour]", force=True)
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
        printed = bare("".join(one.get_textpage().get_text_range() for one in document))
    for record in marked(report):
        said = record.definition if isinstance(record, Term) else record.quote
        assert printed.count(bare(said)) >= 2, record.id  # in the text, and on the card


@pytest.mark.parametrize(("locale", "color_scheme"), [("zh-CN", "dark"), ("en-US", "light")])
def test_the_page_is_accessible(show: Show, locale: str, color_scheme: str, small: Path) -> None:
    """axe finds no fault in Chinese on dark or English on light, with a card and the search opened."""
    page = show("#target-gdp-growth", other=small, locale=locale, color_scheme=color_scheme)
    page.fill("#ui-query", "增" if locale == "zh-CN" else "school")
    assert Axe().run(page).response["violations"] == []


def test_the_keyboard_reaches_everything_in_few_steps(show: Show, report: Report) -> None:
    """What can be focused is a way to a place or opens a list: no mark, no card."""
    page = show()
    stops = (
        "[...document.querySelectorAll('a, button, input')].filter(one => one.tabIndex >= 0 && one.checkVisibility())"
    )
    assert page.evaluate(f"{stops}.length") < 3 * len(report.paragraphs)
    page.press("body", "Tab")
    assert page.evaluate("document.activeElement.hash") == "#ui-text"
    page.check("[id='2.p2'] .toggle input")
    assert page.locator("[id='2.p2'] .command >> visible=true").count() == 11


# --- Opening it -------------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The addresses that the browser is asked to open; the page is made in a folder of the test's."""
    addresses: list[str] = []

    def noted(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(webbrowser, "open", noted)
    monkeypatch.setenv("DISPLAY", ":0")
    return addresses


def test_open_shows_the_best_hit(run: Run, opened: list[str], tmp_path: Path) -> None:
    """gaoan open prints the address it opens: the page at the best hit, or at the top; only the user can read it."""
    ran = run("open", "gdp")
    assert (ran.stdout, ran.stderr, ran.exit_code) == (opened[0] + "\n", "", 0)
    assert opened[0].endswith("/gaoan-2024.html#target-gdp-growth")
    file = Path(opened[0].removeprefix("file://").split("#")[0])
    assert 'data-start="target-gdp-growth"' in file.read_text(encoding="utf-8")
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    run("open", "2.3.p4")
    run("open")
    assert [address.rpartition("/")[2] for address in opened[1:]] == ["gaoan-2024.html#2.3.p4", "gaoan-2024.html"]
    assert "data-start=" not in file.read_text(encoding="utf-8")
    assert list(file.parent.iterdir()) == [file]


def test_open_finds_nothing(run: Run, opened: list[str], tmp_path: Path) -> None:
    """What is not found is said as by other lookups, and nothing is made or opened."""
    ran = run("open", "登月")
    assert (ran.stdout, ran.exit_code, opened, list(tmp_path.iterdir())) == ("", 1, [], [])
    assert ran.stderr.startswith("gaoan: nothing in the report is found for “登月”")
    assert run("open", "...").exit_code == 2


def test_open_without_a_browser(run: Run, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a screen, or a browser, the address is printed all the same, and one line says so."""
    told = "gaoan: no browser is found here: open this address in one\n"
    with monkeypatch.context() as without:
        without.setattr(webbrowser, "open", lambda address: False)
        assert run("open").stderr == told
    monkeypatch.setattr(sys, "platform", "linux")
    for name in opening.SCREENS:
        monkeypatch.delenv(name, raising=False)
    ran = run("open", "gdp")
    assert (ran.stdout.endswith("#target-gdp-growth\n"), ran.stderr, ran.exit_code, opened) == (True, told, 0, [])


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs owners and links")
def test_a_folder_that_is_not_ours_is_not_used(opened: list[str], tmp_path: Path) -> None:
    """A link, a file, or a folder that others can enter, put where the page would be made, is passed by."""
    planted = tmp_path / f"gaoan-{os.getuid()}"
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    planted.symlink_to(tmp_path / "elsewhere")
    assert opening.folder() != planted
    planted.unlink()
    planted.touch()
    assert opening.folder() != planted
    planted.unlink()
    planted.mkdir()
    planted.chmod(0o755)
    assert opening.folder() != planted
    planted.chmod(0o700)
    assert opening.folder() == planted


def test_where_no_folder_can_be_made_one_line_says_so(run: Run, opened: list[str], tmp_path: Path) -> None:
    """A folder for temporary files that is gone, or full, is no traceback."""
    tmp_path.rmdir()
    ran = run("open")
    assert (ran.stdout, ran.exit_code, opened) == ("", 74, [])
    assert ran.stderr == "gaoan: no folder for the page can be made: No such file or directory\n"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs a shell")
def test_open_asks_the_browser_of_the_environment(installed: dict[str, str], tmp_path: Path) -> None:
    """BROWSER is given the address, whole."""
    fake = tmp_path / "browser"
    fake.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/asked\n', encoding="utf-8")
    fake.chmod(0o700)
    environment = installed | {"BROWSER": f"{fake} %s", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "gaoan_cli", "open", "gdp"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    assert ran.stdout == (tmp_path / "asked").read_text(encoding="utf-8") + "\n"
    assert ran.stdout.endswith("#target-gdp-growth\n")
