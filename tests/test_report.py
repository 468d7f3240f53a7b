"""The shipped data, held to the text of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import TEMPLATE
from gaoan_cli.encode.check import check_file
from gaoan_cli.load import beside, load_report, read_report, shipped
from gaoan_cli.report.model import Figure, Honour, Project, Record
from gaoan_cli.report.report import Report

REPORT = load_report()
ORIGINAL = Path(beside("report.txt")).read_text(encoding="utf-8")
TEXTS = {paragraph.id: paragraph.text for paragraph in REPORT.paragraphs}
QUOTED: list[Figure | Honour | Project] = [*REPORT.targets, *REPORT.results, *REPORT.honours, *REPORT.projects]


def test_no_check_finds_anything() -> None:
    """The shipped encoding passes every check."""
    assert check_file(shipped(), shipped()).findings == ()


@pytest.mark.parametrize("path", [shipped(), str(TEMPLATE)])
def test_the_parts_are_told_by_their_ids(path: str) -> None:
    """A part has an id without a point, a section below it one with: the roles are those of the parts."""
    report = read_report(path)
    assert report.roles == {section.id: section.role for section in report.sections if section.level == 1}


def test_the_text_is_the_report_white_space_aside() -> None:
    """All headings and paragraphs in order are the report as published."""
    text = "".join(f"{section.heading}{section.text}" for section in REPORT.sections if section.level == 1)
    assert "".join(text.split()) == "".join(ORIGINAL.split())


def test_every_quote_stands_in_the_report() -> None:
    """Each quote is found in its paragraph, at the offsets given, and in the text as published."""
    published = "".join(ORIGINAL.split())
    for record in QUOTED:
        assert record.start is not None, record.id
        assert TEXTS[record.paragraph][record.start : record.end] == record.quote, record.id
        assert "".join(record.quote.split()) in published, record.id


# Read off the report by hand, apart from the encoding: kind, id, value, unit, bound, a piece of the quote.
BY_HAND = [
    ("target", "gdp-growth", 5.6, "%", "about", "地区生产总值增长5.6%左右"),
    ("target", "general-public-budget-revenue", 0, "%", "flat", "与去年持平"),
    ("target", "urban-income-growth", 5, "%", "about", "分别增长5%、7%左右"),
    ("target", "consumer-prices", 3, "%", "about", "居民消费价格涨幅3%左右"),
    ("target", "technical-upgrading-projects", 85, "个", "at_least", "全年实施技改项目85个以上"),
    ("target", "industrial-technical-upgrading-investment", 52, "亿元", "above", "突破52亿元"),
    ("target", "projects-over-100-million-attracted", 45, "个", "exact", "亿元以上项目45个"),
    ("target", "new-national-4a-logistics-enterprises", 6, "家", "exact", "国家4A级以上物流企业6家"),
    ("target", "grain-sown-area", 164.1, "万亩", "exact", "粮食播种面积164.1万亩"),
    ("target", "grain-output", 13.7, "亿斤", "at_least", "产量13.7亿斤以上"),
    ("target", "new-urban-green-space", 2, "万平方米", "above", "新建城市绿地2万余平方米"),
    ("target", "homes-made-age-friendly", 254, "户", "exact", "254户居家适老化改造"),
    ("target", "new-demonstration-family-farms", 10, "家", "at_least", "示范家庭农场分别达10家以上"),
    ("target", "exports", None, None, None, "外贸出口促稳提质"),
    ("result", "gross-regional-product", 586.9, "亿元", "exact", "地区生产总值586.9亿元"),
    ("result", "rural-income-growth", 6.5, "%", "exact", "分别增长3.9%、5.9%、4%、6.5%"),
    ("result", "new-energy-materials-revenue", 80, "亿元", "nearly", "营收近80亿元"),
    ("result", "hundred-counties-rank", 67, "位", "exact", "列第67位"),
    ("result", "illegal-land-plots-area-growth", -88.4, "%", "exact", "分别下降67.1%、88.4%"),
    ("result", "enterprise-requests-resolved", 8600, "件", "above", "8600余件"),
    ("result", "outpatient-cost-per-visit", -13, "%", "exact", "次均费用降低13%"),
    ("result", "public-security-police-reports-growth", -10.6, "%", "exact", "14.6%、12.5%、10.6%"),
    ("result", "grain-harvest-streak", 11, "年", "exact", "十一年连丰"),
    ("result", "technology-contract-value", 25, "亿元", "above", "技术合同成交额超25亿元"),
    ("result", "rank-special-treasury-bond-funds", 3, "位", "exact", "均居宜春第三"),
]


@pytest.mark.parametrize(("kind", "id", "value", "unit", "bound", "words"), BY_HAND, ids=lambda v: str(v))
def test_figures_read_by_hand(
    report: Report, kind: str, id: str, value: float | None, unit: str | None, bound: str | None, words: str
) -> None:
    """A figure read off the report by hand is what the encoding says."""
    record: Record | None = report.get(kind, id)
    assert isinstance(record, Figure)
    assert (record.value, record.unit, record.bound) == (value, unit, bound)
    assert words in record.quote


def test_amounts_are_exact(report: Report) -> None:
    """Values in 万 and 亿 become exact whole numbers of the base unit."""
    amounts = {record.id: (record.amount, record.base_unit) for record in (*report.results, *report.targets)}
    assert amounts["gross-regional-product"] == (58690000000, "元")
    assert amounts["high-standard-farmland-built-and-renovated"] == (55300, "亩")
    assert amounts["pm25-annual-mean-concentration"] == (28, "微克/立方米")


def test_sixteen_terms_of_twelve_notes(report: Report) -> None:
    """The twelve notes explain sixteen terms, three each in notes 7 and 11."""
    notes = [term.note for term in report.terms]
    assert {*notes} == {*range(1, 13)}
    assert {note: notes.count(note) for note in notes if notes.count(note) > 1} == {7: 3, 11: 3}


def test_the_numbers_of_1225(report: Report) -> None:
    """The “1225” project has four parts: 100, 200, 200 and 5,000 people a year."""
    term = next(term for term in report.terms if term.id == "talent-1225")
    assert [part.value for part in term.parts] == [100, 200, 200, 5000]


def test_four_dusts_three_smokes_three_gases(report: Report) -> None:
    """The dusts, smokes and gases are listed one by one."""
    term = next(term for term in report.terms if term.note == 9)
    assert [(part.name, len(part.parts)) for part in term.parts] == [("四尘", 4), ("三烟", 3), ("三气", 3)]
