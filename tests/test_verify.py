"""A draft held against the report: what stands there, what does not, and what cannot be told."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from gaoan_cli import language
from gaoan_cli.encode.quantities import written
from gaoan_cli.errors import DataError
from gaoan_cli.load import load_report
from gaoan_cli.report.report import Report
from gaoan_cli.verify.figures import flowing, sentences
from gaoan_cli.verify.findings import Finding
from gaoan_cli.verify.quotes import passages
from gaoan_cli.verify.verify import marked, read_draft, summary, verify

DATA = Path(__file__).parent / "data"


def found(report: Report, text: str) -> list[tuple[str, str]]:
    """The kind and verdict of each finding."""
    return [(one.kind, one.verdict) for one in verify(report, text)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("“地区生产总值增长5.6%左右”", "verbatim"),
        ('"地区生产总值增长5.6%左右"', "verbatim"),
        ("「地区生产总值增长5.6%左右」", "verbatim"),
        ("“地区生产总值增长５．６％ 左右”", "punctuation"),
        ("“鼓励企业‘数转智改’‘数实融合’”", "punctuation"),
        ("“鼓励企业“数转智改”“数实融合””", "verbatim"),
        ("“地区生产总值\n增长5.6%左右”", "verbatim"),
        ("“地区生产总值增长6.6%左右”", "altered"),
        ("“地区生产总值增长5.6%”", "altered"),
        ("“地区生产总值增长56%左右”", "altered"),
        ("“地区生产总值增长5”", "altered"),
        ("“丰城市地区生产总值增长5.6%左右”", "altered"),
        ("“这一句话在报告里是没有的”", "absent"),
    ],
)
def test_a_quotation_is_judged(report: Report, text: str, verdict: str) -> None:
    """A quotation is the report's, but for marks, or altered, or nowhere; a number is not cut short."""
    assert found(report, text) == [("quote", verdict)]


@pytest.mark.parametrize(
    "text", ["“营商环境”", "《高安市政府工作报告》", "“左右、以上、超、近”", "`“这一句话在报告里是没有的”`", ""]
)
def test_what_is_no_quotation_is_passed_over(report: Report, text: str) -> None:
    """Short words, titles and code are not judged."""
    assert found(report, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年高安市地区生产总值586.9亿元。",
        "2023年，全市完成地区生产总值586.9亿元，增长3.5%。",
        "高安市地区生产总值超580亿元。",
        "高安市地区生产总值近590亿元。",
        "高安市地区生产总值约587亿元。",
        "2024年高安市GDP增长5.6%左右。",
        "高安市电诈、刑事、治安警情分别下降14.6%、12.5%、10.6%。",
    ],
)
def test_a_figure_agrees(report: Report, text: str) -> None:
    """The report's figure agrees, in other words and rounded with a word that says so."""
    verdicts = found(report, text)
    assert verdicts and set(verdicts) == {("figure", "agrees")}


@pytest.mark.parametrize(
    "text",
    [
        "2023年高安市地区生产总值596.9亿元。",
        "2023年高安市地区生产总值586.9万元。",
        "2024年高安市GDP增长5.6%。",
        "高安市地区生产总值超590亿元。",
        "2024年高安市新认定高新技术企业46家。",
        "2024年高安市新增学位5000个以内。",
        "高安市电诈警情增长14.6%。",
        "高安市规范整治美丽庭院5200人。",
        "2024年高安市粮食产量稳定在13.5亿斤以上。",
        "丰城市工业发达。我市稳中有进。2024年GDP增长5.5%左右。",
    ],
)
def test_a_figure_differs(report: Report, text: str) -> None:
    """Another value, scale, bound, year, direction or unit is not the report's."""
    assert ("figure", "differs") in found(report, text)


@pytest.mark.parametrize(
    "text",
    [
        "丰城市2023年地区生产总值增长9%。",
        "2022年高安市地区生产总值增长4%。",
        "全国地区生产总值增长5.2%。",
        "高安市2023年上半年地区生产总值增长4%。",
        "2023年高安市R&D经费支出占GDP的1.89%。",
        "高安有三家店，每天卖200碗粉。",
        "高安市新增国家4A级以上物流企业6家。",
        "我市稳中有进。丰城市工业发达。2024年GDP增长5.5%左右。",
    ],
)
def test_what_cannot_be_told_is_not_called_wrong(report: Report, text: str) -> None:
    """Another place's, year's or thing's figure is nothing to the report."""
    assert not any(one.wrong for one in verify(report, text))


def verdicts(report: Report, texts: Iterable[str]) -> dict[str, str]:
    """Each text, a paragraph of a draft of its own, with the verdicts of what is found in it."""
    texts = [*texts]
    draft = "\n\n".join(texts)
    lines = [draft[: draft.index(text)].count("\n") + 1 for text in texts]
    told: dict[int, list[str]] = defaultdict(list)
    for one in verify(report, draft):
        told[one.line].append(one.verdict)
    return {text: " ".join(told[line]) for text, line in zip(texts, lines, strict=True)}


def test_what_follows_from_a_printed_figure_agrees(report: Report) -> None:
    """A rounded figure agrees where the printed one bears it out, whatever its bound, and differs where it does not."""
    judged = {
        # 586.9亿元
        "高安市地区生产总值58690000000元。": "agrees",
        "高安市地区生产总值5869000万元。": "agrees",
        "高安市地区生产总值不低于580亿元。": "agrees",
        "高安市地区生产总值580亿元以上。": "agrees",
        "高安市地区生产总值不低于590亿元。": "differs",
        "高安市地区生产总值不超过590亿元。": "agrees",
        "高安市地区生产总值不到590亿元。": "agrees",
        "高安市地区生产总值不超过580亿元。": "differs",
        "高安市地区生产总值不到580亿元。": "differs",
        "高安市地区生产总值近600亿元。": "agrees",
        "高安市地区生产总值近580亿元。": "differs",
        "高安市地区生产总值近700亿元。": "differs",
        "高安市地区生产总值约600亿元。": "agrees",
        "高安市地区生产总值约580亿元。": "agrees",
        "高安市地区生产总值约500亿元。": "differs",
        "高安市地区生产总值约700亿元。": "differs",
        "高安市地区生产总值约586.8亿元。": "differs",
        "高安市地区生产总值580亿元。": "differs",
        # 增长5.6%左右
        "高安市地区生产总值增长近5.6%。": "agrees",
        "高安市地区生产总值增长5.6%以上。": "differs",
        "高安市地区生产总值增长约5%。": "differs",
        "高安市地区生产总值增长约5.55%。": "differs",
        # 突破52亿元
        "高安市工业技改投资52亿元以上。": "agrees",
        "高安市工业技改投资超50亿元。": "agrees",
        "高安市工业技改投资不低于50亿元。": "agrees",
        "高安市工业技改投资超60亿元。": "differs",
        "高安市工业技改投资52亿元。": "differs",
        "高安市工业技改投资近52亿元。": "differs",
        "高安市工业技改投资约50亿元。": "differs",
        # 13.7亿斤以上
        "2024年高安市粮食产量137000万斤以上。": "agrees",
        "2024年高安市粮食产量超13亿斤。": "agrees",
        "2024年高安市粮食产量约13.7亿斤。": "differs",
        "2024年高安市粮食产量13.7亿斤。": "differs",
        # 近11亿元
        "高安市R&D经费近11亿元。": "agrees",
        "高安市R&D经费约11亿元。": "agrees",
        "高安市R&D经费近12亿元。": "differs",
        "高安市R&D经费11亿元以上。": "differs",
    }
    assert verdicts(report, judged) == judged


def test_a_figure_is_held_against_that_of_its_year_and_place(report: Report) -> None:
    """The nearest year and place before a figure are its own; of another year, time or place it is passed over."""
    judged = {
        "2025年高安市地区生产总值596.9亿元。": "",
        "截至2023年底，高安市地区生产总值596.9亿元。": "differs",
        "2022年丰收。2023年高安市地区生产总值596.9亿元。": "differs",
        "2022年高安市发展平稳。地区生产总值596.9亿元。": "",
        "2023年高安市发展平稳。地区生产总值596.9亿元。": "differs",
        "2024年高安市地区生产总值586.9亿元。": "differs",
        "上半年高安市地区生产总值300亿元。": "",
        "近三年高安市地区生产总值增长9%。": "",
        "“十四五”期间高安市地区生产总值增长9%。": "",
        "高安市地区生产总值年均增长9%。": "",
        "全国稳中有进，高安市地区生产总值596.9亿元。": "differs",
        "全省高安市地区生产总值596.9亿元。": "",
        "江西高安稳中有进，地区生产总值596.9亿元。": "differs",
        "高安市稳中有进，全省地区生产总值596.9亿元。": "",
        "高安市工业居全省第一，地区生产总值596.9亿元。": "differs",
        "高安市与丰城市合作，地区生产总值596.9亿元。": "",
        "丰城市、上高县地区生产总值分别为596.9亿元、586.9亿元。": "",
    }
    assert verdicts(report, judged) == judged


@pytest.mark.parametrize(
    ("heading", "verdict"),
    [
        ("# 2023年回顾", "differs"),
        ("# 2022年回顾", ""),
        ("一、2022年工作", ""),
        ("（一）2022年工作", ""),
        ("2022年丰收。", "differs"),
        ("# 2022年完成500亿元", "differs"),
    ],
)
def test_a_heading_says_the_year_of_what_is_below_it(report: Report, heading: str, verdict: str) -> None:
    """A figure of no year is of its heading's; another paragraph, and a heading with a figure, say nothing of it."""
    text = f"{heading}\n\n高安市地区生产总值596.9亿元。"
    assert [one.verdict for one in verify(report, text) if one.line > 1] == verdict.split()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("甲\n乙", "甲 乙"),
        ("甲\n一天", "甲 一天"),
        ("甲。\n乙", "甲。\n乙"),
        ("甲：\n乙", "甲：\n乙"),
        ("甲\n\n乙", "甲\n\n乙"),
        ("# 甲\n乙", "# 甲\n乙"),
        ("| 甲\n乙", "| 甲\n乙"),
        ("甲\n- 乙", "甲\n- 乙"),
        ("甲\n（一）乙", "甲\n（一）乙"),
        ("甲\n一、乙", "甲\n一、乙"),
        ("增长5%\n左右", "增长5%左右 "),
        ("增长5% 税收3%", "增长5%，税收3%"),
        ("增长5%<br>税收3%", "增长5%，   税收3%"),
        ("2023年 税收3%", "2023年 税收3%"),
        ("税收3亿元 、投资", "税收3亿元 、投资"),
    ],
)
def test_a_line_goes_on_where_its_sentence_does(text: str, read: str) -> None:
    """A broken line is joined, a heading, a row and an item are not; a figure's clause ends at a space, in its place."""
    assert flowing(text) == read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# 2022年\n甲。乙。\n丙", [("甲", "# 2022年"), ("乙", "# 2022年"), ("丙", "# 2022年")]),
        ("一、甲\n\n乙。\n\n（二）丙\n丁", [("乙", "一、甲"), ("丁", "（二）丙")]),
        ("一、完成5亿元\n甲", [("甲", "")]),
        ("甲；乙！丙？丁", [("甲", ""), ("乙", ""), ("丙", ""), ("丁", "")]),
    ],
)
def test_a_sentence_stands_below_a_heading(text: str, told: list[tuple[str, str]]) -> None:
    """Each sentence has the last heading above it; a line with an amount is none."""
    found = [(one.text, one.heading) for one in sentences(text)]
    assert [one for one in found if len(one[0]) == 1] == told
    assert all(text.startswith(one.text, one.start) for one in sentences(text))


def test_a_sentence_knows_what_its_paragraph_said() -> None:
    """Before a sentence stand those of its own paragraph, and none of another."""
    told = {one.text: one.before for one in sentences("甲。乙。\n丙。\n\n丁。戊。\n一、己。庚")}
    assert [[word for word in "甲乙丙丁戊己庚" if word in before] for before in told.values()] == [
        [], ["甲"], ["甲", "乙"], [], ["丁"], [], ["己"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("稳中有进，高安市地区生产总值超过596.9亿元，好。", [(1, 15, "高安市地区生产总值超过596.9亿元")]),
        ("好。\n\n高安市好：地区生产总值596.9亿元！好", [(3, 12, "地区生产总值596.9亿元")]),
        ("高安市地区生产总值596.9亿元、固定资产投资增长9%左右。", [(1, 10, "高安市地区生产总值596.9亿元"), (1, 26, "固定资产投资增长9%左右")]),
        ("高安市刑事、治安警情分别下降13.5%、11.6%。", [(1, 15, "高安市刑事、治安警情分别下降13.5%"), (1, 21, "高安市刑事、治安警情分别下降13.5%、11.6%")]),
        ("全市地区生产总值596.9亿元，比上年增长4.5%。", [(1, 9, "全市地区生产总值596.9亿元"), (1, 22, "比上年增长4.5%")]),
    ],
)  # fmt: skip
def test_a_figure_stands_at_its_number(report: Report, text: str, places: list[tuple[int, int, str]]) -> None:
    """Line and column are those of the number and the words that bound it; the passage is its item of its clause."""
    found = verify(report, text)
    assert [(one.line, one.column, one.passage) for one in found] == places
    assert {one.verdict for one in found} == {"differs"}


def test_the_reports_own_words_are_not_called_wrong(report: Report) -> None:
    """Each figure's clause, with its year and the place before it, agrees or is passed over."""
    figures = [one for one in (*report.targets, *report.results) if one.value is not None]
    draft = "\n\n".join(f"{one.year}年高安市{one.quote}。" for one in figures)
    found = [one for one in verify(report, draft) if one.kind == "figure"]
    assert not [one for one in found if one.wrong]
    assert len(found) > len(figures) * 3 / 4


@pytest.mark.parametrize(
    "draft",
    [
        "2023年高安市高新技术企业总数达150家。",
        "高安市人均地区生产总值7.9万元。",
        "高安市象道物流年集装箱吞吐量居全市第一。",
        "高安市居全省第三。",
    ],
)
def test_another_indicator_is_passed_over(report: Report, draft: str) -> None:
    """A total is not held against an addition, a head against the whole, a rank against one among others or none."""
    assert [one for one in verify(report, draft) if one.kind == "figure"] == []


def test_another_value_is_called_wrong(report: Report) -> None:
    """An indicator with about three times its value agrees with nothing, and nearly always differs."""
    said = []
    for one in (*report.targets, *report.results):
        if one.value and one.measure in ("level", "increment", "share", "growth"):
            way = "" if one.measure != "growth" else "下降" if one.value < 0 else "增长"
            said.append(f"{one.year}年高安市{one.name}{way}{written(abs(one.value) * 3 + 1)}{one.unit}。")
    found = verify(report, "\n\n".join(said))
    assert {one.verdict for one in found} == {"differs"}
    assert len(found) > len(said) * 9 / 10


def test_a_figure_is_named_by_its_own_words(report: Report) -> None:
    """A name may be said in other words or in short; one with more in it is another indicator's."""
    judged = {
        "2024年高安市新增限上商贸企业59家。": "differs",
        "2024年高安市新增限上商贸企业60家。": "agrees",
        "2024年我市规上工业增加值增长7%左右。": "agrees",
        "2024年高安市建筑业地区生产总值596.9亿元。": "",
        "高安市某某地区生产总值596.9亿元。": "",
        "高安市研发经费支出占GDP比重达1.99%。": "differs",
        "高安市研发经费支出占GDP比重达1.89%。": "agrees",
        "2024年高安市一般公共预算收入增长3%。": "differs",
        "2024年高安市城镇居民人均可支配收入增长6%左右。": "differs",
        "高安市地区生产总值居全省第三。": "",
        "高安市建成集镇生活污水处理站7座、管网90公里。": "agrees agrees",
        "高安市建成集镇生活污水处理站7座、管网99公里。": "agrees differs",
        "高安市新建学校7座、管网99公里。": "agrees",
        "高安市违法图斑宗数、面积分别下降67.1%、90%。": "agrees differs",
        "高安市近三年平均增速130.8%。": "agrees",
        "近三年高安市商贸平均增速140.8%。": "",
        "2023年高安市民生领域支出59.2亿元，占一般公共预算支出86.6%。": "differs differs",
        "2023年高安市民生领域支出58.2亿元，占一般公共预算支出85.6%。": "agrees agrees",
        "高安市新签约亿元以上项目44个。": "agrees",
        "高安市新签约亿元以上项目45个。": "differs",
        "2024年高安市引进亿元以上项目46个。": "differs",
        "高安市象道物流年集装箱吞吐量居全省第三。": "agrees",
        "高安市象道物流年集装箱吞吐量居全省第四。": "differs",
        "高安市建成区公交覆盖率、建制村通车率均达99%。": "differs",
        "2024年高安市新增5000个以上学位。": "agrees",
        "2024年高安市新增6000个以上学位。": "differs",
        "2024年高安市新增学位5000人以上。": "differs",
        "高安市有5000个学位。": "",
        "高安市地区生产总值下降3.5%。": "differs",
        "2023年高安市地区生产总值达586.9亿元，比上年增长4.5%。": "agrees differs",
        "2023年高安市地区生产总值达586.9亿元，比上年增长3.5%。": "agrees agrees",
    }
    assert verdicts(report, judged) == judged


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("地区生产总值596.9亿元。", ["differs"]),
        ("社零增长9%。", []),
        ("GDP增长9%。", []),
        ("高安市GDP增长9%。", ["differs"]),
        ("据《政府工作报告》，GDP增长9%。", ["differs"]),
    ],
)
def test_a_text_that_says_not_whose_it_is(report: Report, text: str, verdicts: list[str]) -> None:
    """Where nothing says that the figures are this report's, only an indicator's full name is taken for it."""
    assert [one.verdict for one in verify(report, text)] == verdicts


@pytest.mark.parametrize(
    ("passage", "verdict", "says"),
    [
        ("52亿元、新增规上工业企业25家", "altered", "突破52亿元、新增规上工业企业25家"),
        ("突破52亿元、新增规上工业企业25家", "verbatim", "突破52亿元、新增规上工业企业25家"),
        ("11亿元，支出占GDP比重达1.89%", "altered", "近11亿元，支出占GDP比重达1.89%"),
        ("2.5亿元的320国道高安境内改线工程", "altered", "12.5亿元的320国道高安境内改线工程"),
        ("5亿元的320国道高安境内改线工程", "altered", "12.5亿元的320国道高安境内改线工程"),
        ("12.5亿元的320国道高安境内改线工程", "verbatim", "12.5亿元的320国道高安境内改线工程"),
        ("新签约亿元以上项目44", "altered", "新签约亿元以上项目44个"),
        ("地区生产总值增长5.6", "altered", "地区生产总值增长5.6%"),
        ("地区生产总值增长5.6%", "altered", "地区生产总值增长5.6%左右"),
        ("今年主要预期目标是地区生产总值增长6%", "altered", "今年主要预期目标是：地区生产总值增长5.6%左右"),
        ("一般公共预算收入和上年持平", "altered", "一般公共预算收入与去年持平"),
        ("一般公共预算收入", "verbatim", "一般公共预算收入"),
        ("高安市政府工作报告", "verbatim", "高安市政府工作报告"),
        ("继2022年创成省级生态园林城市后……占一般公共预算支出85.6%", "verbatim", None),
        ("继2022年创成省级生态园林城市后（略）占一般公共预算支出85.6%", "verbatim", None),
        ("继2022年创成……地区生产总值增长5.6%左右", "altered", None),
    ],
)
def test_a_quotation_has_the_words_that_the_report_has_there(
    report: Report, passage: str, verdict: str, says: str | None
) -> None:
    """Beside a quotation stand the report's own words, with the whole of a number that was cut, and no more."""
    [one] = verify(report, f"他说：“{passage}”")
    assert (one.passage, one.verdict) == (passage, verdict)
    assert says is None or one.says == says


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“甲「乙」丙”", ["甲「乙」丙"]),
        ("「甲“乙”」丙”", ["甲“乙”"]),
        ("“甲”“乙”", ["甲", "乙"]),
        ("“甲「乙”丙", ["甲「乙"]),
        ("甲”乙“丙”", ["丙"]),
        ("“甲“乙”", ["乙"]),
        ("“甲\n乙”『丙』＂丁＂", ["甲\n乙", "丙", "丁"]),
        ("“甲\n \n乙”", []),
        ('"甲"乙"丙"', ["甲", "丙"]),
        ('"甲\n\n乙"丙"', ["丙"]),
    ],
)
def test_marks_are_paired(text: str, quoted: list[str]) -> None:
    """A mark is closed by its own fellow, the outermost counts, and what is left over opens nothing."""
    assert [text[one.start : one.end] for one in passages(text)] == quoted


def test_every_sentence_of_the_report_is_its_own(report: Report) -> None:
    """Each sentence is verbatim where it stands in quotation marks, and with another digit altered."""
    texts = [re.sub(r"\[\d+\]", "", one.text) for one in report.paragraphs]
    said = [words for text in texts for words in re.findall(r"[^。；！？]{12,}(?=[。；！？])", text)][::3]
    said = [words for words in said if words.count("“") == words.count("”")]
    other = [re.sub(r"\d", lambda digit: "1234567890"[int(digit[0])], words, count=1) for words in said]
    other = [words for words in other if words not in said][::3]
    for quoted, verdict in ((said, "verbatim"), (other, "altered")):
        found = [one for one in verify(report, "\n\n".join(f"“{one}”" for one in quoted)) if one.kind == "quote"]
        assert [one.passage for one in found] == quoted
        assert {one.verdict for one in found} == {verdict}


NOWHERE = "“这一句话在报告里是没有的”"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"```\n{NOWHERE}\n```\n{NOWHERE}", [(4, 2)]),
        (f"~~~\n{NOWHERE}\n", []),
        (f"<!-- {NOWHERE}\n -->{NOWHERE}", [(2, 6)]),
        (f"<!-- {NOWHERE}", []),
        (f"https://x.cn/a{NOWHERE[:-1]} 见{NOWHERE}", [(1, 31)]),
        (f"`甲`{NOWHERE}", [(1, 5)]),
        (f"甲\n{NOWHERE}\n\n“ {NOWHERE[1:]}", [(2, 2), (4, 3)]),
        (NOWHERE.replace("“", '"').replace("”", '"'), [(1, 2)]),
        (NOWHERE.replace("“", '"').replace("”", '"') + '他说"', []),
        ('"地区生产总值增长6.6%左右"他说"', [(1, 2)]),
    ],
)
def test_a_quotation_stands_where_it_begins(report: Report, text: str, places: list[tuple[int, int]]) -> None:
    """Line and column are those of its first letter; code, comments and addresses have none, nor an odd mark."""
    assert [(one.line, one.column) for one in verify(report, text)] == places


@pytest.mark.parametrize(
    ("passage", "verdict"),
    [
        ("新增学位5,000个以上", "punctuation"),
        ("新增学位5，000个以上", "punctuation"),
        ("新增学位50,00个以上", "altered"),
        ("新增学位5000,0个以上", "altered"),
        ("地区生产总值增长5。6%左右", "altered"),
        ("地区生产总值增长5.6％左右", "punctuation"),
        ("新改建农村公路、“五路”100余公里", "verbatim"),
        ("新改建农村公路、“五路”100公里", "altered"),
        ("新改建農村公路、“五路”100余公里", "punctuation"),
        ("R＆D经费近11亿元，支出占gdp比重达1.89%", "punctuation"),
    ],
)
def test_only_marks_width_and_characters_may_differ(report: Report, passage: str, verdict: str) -> None:
    """The comma of thousands, width, case and traditional characters are marks; any other digit is an alteration."""
    assert found(report, f"「{passage}」") == [("quote", verdict)]


@pytest.mark.parametrize("length", [400, 401])
def test_a_long_passage_is_judged_sentence_by_sentence(report: Report, length: int) -> None:
    """Of a passage that is longer than can be compared at once each sentence has a verdict, a shorter one has one."""
    text = next(one.text for one in report.paragraphs if len(one.text) > 401)
    words = f"{text[:60]}没有{text[60:]}"[:length]
    found = [one for one in verify(report, f"“{words}”") if one.kind == "quote"]
    assert [one.verdict for one in found].count("altered") == 1
    assert (len(found) > 1) is (length > 400)
    assert all(one.passage in words for one in found)


@pytest.mark.parametrize("text", ["“一般公共预算收”", "“Growth of GRP is 9% for the year”", "“一般，公共，预算”"])
def test_what_is_too_short_or_not_chinese_is_no_quotation(report: Report, text: str) -> None:
    """Seven letters, whatever marks they have between them, and words in English are not judged."""
    assert found(report, text) == []


@pytest.mark.parametrize("length", [119, 120, 121])
def test_a_long_passage_is_shown_in_part(length: int) -> None:
    """Of a passage so much is shown that it fits a few lines, and a mark says that it goes on."""
    shown = summary([Finding(1, 2, "字" * length, "quote", "absent")], "a.txt").splitlines()[0]
    assert shown == f"a.txt:1:2  absent  {'字' * min(length, 120)}{'…' if length > 120 else ''}"


@pytest.mark.parametrize("page", ["prose-1.md", "prose-2.txt", "../../README.zh-CN.md"])
def test_ordinary_prose_is_left_alone(report: Report, page: str) -> None:
    """Pages that do not quote the report have nothing wrong in them."""
    assert not [one for one in verify(report, (DATA / page).read_text(encoding="utf-8")) if one.wrong]


def test_a_figure_within_a_quotation_is_judged_with_it(report: Report) -> None:
    """One mistake is one finding."""
    assert found(report, "高安市“地区生产总值增长6.6%左右”。") == [("quote", "altered")]


def test_programs_read_fields(run: Run, tmp_path: Path) -> None:
    """--json prints an array, each with its place, the record, the paragraph and what it says."""
    draft = tmp_path / "draft.md"
    draft.write_text("# 高安\n\n2023年地区生产总值596.9亿元。\n“一般公共预算收入与去年持平”\n", encoding="utf-8")
    ran = run("verify", str(draft), "--json")
    assert ran.exit_code == 1
    figure, quote = ran.json
    assert tuple(figure) == Finding._fields
    assert (figure["line"], figure["column"], figure["kind"], figure["verdict"]) == (3, 12, "figure", "differs")
    assert (figure["record"], figure["paragraph"]) == ("result gross-regional-product", "1.p2")
    assert (quote["line"], quote["column"], quote["verdict"], quote["paragraph"]) == (4, 2, "verbatim", "2.p2")


def test_people_read_both_languages(run: Run, tmp_path: Path) -> None:
    """A finding has its place, the report's words beside it, and marks where they differ."""
    draft = tmp_path / "draft.txt"
    draft.write_text("“地区生产总值增长6.6%左右”", encoding="utf-8")
    english = run("verify", str(draft)).stdout
    assert f"{draft}:1:2  altered  地区生产总值增长【6】.6%左右" in english
    assert "the report  地区生产总值增长【5】.6%左右  (2.p2)" in english
    language.choose("zh")
    chinese = run("verify", str(draft)).stdout
    assert "有改动" in chinese and "报告原文" in chinese
    assert run("verify", str(draft), "--json").json[0]["verdict"] == "altered"


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", " ", "\t", "\u3000", "<br>", "、", "，", "\n2. ", "\n- ", "\n\n"], ids=ascii
)
def test_each_of_several_figures_is_judged_by_itself(report: Report, between: str) -> None:
    """A wrong figure is named, and no right one with it, whatever stands between the two."""
    text = f"居民消费价格涨幅4%左右{between}固定资产投资增长5%左右{between}地区生产总值增长5.6%左右"
    judged = [(one.verdict, one.passage.strip("0123456789. -")) for one in verify(report, text)]
    assert judged == [
        ("differs", "居民消费价格涨幅4%左右"),
        ("agrees", "固定资产投资增长5%左右"),
        ("agrees", "地区生产总值增长5.6%左右"),
    ]


def test_a_bound_on_the_next_line_is_the_figures(report: Report) -> None:
    """A line that is broken between a number and its bound is read as one."""
    assert found(report, "地区生产总值增长5.6%\n左右") == [("figure", "agrees")]


def test_exit_codes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 for nothing wrong, 1 for something, 2 for wrong usage, 3 for a file that cannot be read."""
    good, bad, broken = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "broken.txt"
    good.write_text("“一般公共预算收入与去年持平”", encoding="utf-8")
    bad.write_text("“这一句话在报告里是没有的”", encoding="utf-8")
    broken.write_bytes(b"\xff\xfe\x00")
    assert run("verify", str(good)).exit_code == 0
    assert run("verify", str(bad)).exit_code == 1
    assert run("verify").exit_code == 2
    assert run("verify", "").exit_code == 2
    assert run("verify", str(broken)).exit_code == 3
    assert run("verify", str(tmp_path / "nowhere.txt")).exit_code == 3
    bad.write_text("高安\x1b[31m", encoding="utf-8")
    assert run("verify", str(bad)).exit_code == 3
    bad.write_bytes(b"a" * ((1 << 24) + 1))
    assert run("verify", str(bad)).exit_code == 3


def test_standard_input_is_read(
    report: Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """- names standard input."""
    from gaoan_cli.verify.verify import run as runs

    stream: Any = io.TextIOWrapper(io.BytesIO("“这一句话在报告里是没有的”".encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert runs(report, "-", json=True) == 1
    assert json.loads(capsys.readouterr().out)[0]["verdict"] == "absent"


@pytest.mark.parametrize(("size", "refused"), [(10, False), (11, True), (4000, True)])
def test_standard_input_has_a_largest_size(size: int, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as may be read of a file is read of standard input, and one letter more is refused, not cut off."""
    monkeypatch.setattr("gaoan_cli.verify.verify.MOST_BYTES", 10)
    stream: Any = io.TextIOWrapper(io.BytesIO(b"a" * size))
    monkeypatch.setattr("sys.stdin", stream)
    if refused:
        with pytest.raises(DataError, match="stdin: cannot be read: it is larger than"):
            read_draft("-")
    else:
        assert read_draft("-") == "a" * size


@pytest.mark.parametrize(
    "text",
    [
        "“" * 5000,
        "”" * 5000,
        '"' * 5001,
        "“地区" * 3000,
        "高安市地区生产总值" * 20000,
        "1" * 5000 + "亿元",
        "、1%" * 20000,
        "[1]" * 9,
        "```\n“",
    ],
    ids=range(9),
)
def test_hostile_texts_end(report: Report, text: str) -> None:
    """Marks without fellows, huge lines and huge numbers end, and soon."""
    verify(report, text)


def test_marks_pair_within_a_paragraph() -> None:
    """A mark that is never closed spoils no later paragraph."""
    text = "他说“没有说完\n\n“地区生产总值增长”"
    assert [text[one.start : one.end] for one in passages(text)] == ["地区生产总值增长"]


PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "「",
        "」",
        "高安市",
        "地区生产总值",
        "增长",
        "5.6%",
        "左右",
        "，",
        "。",
        "\n",
        "2023年",
        "分别",
        "第",
        "三",
        "超",
        "亿元",
        "9",
        "[1]",
        "`",
    ]
)


@settings(deadline=None, max_examples=30)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_finding_stands_where_it_says(text: str) -> None:
    """Every finding's line and column are places of the text, and a quote's passage begins there."""
    lines = text.split("\n")
    for one in verify(load_report_once(), text):
        assert 1 <= one.line <= len(lines) and 1 <= one.column <= len(lines[one.line - 1])
        if one.kind == "quote":
            assert lines[one.line - 1][one.column - 1] == one.passage[0]


def load_report_once(known: list[Report] = []) -> Report:  # noqa: B006 - one report for all examples
    """The shipped report, opened once."""
    if not known:
        known.append(load_report())
    return known[0]


def test_marks_show_what_differs() -> None:
    """What only one text has stands between marks."""
    assert marked("增长6%", "增长5%左右") == ("增长【6】%", "增长【5】%【左右】")


def test_a_figure_of_the_place_above_is_passed_over(report: Report) -> None:
    """The same sum said of 宜春市 is somebody else's."""
    verdicts = {
        words: [one.verdict for one in verify(report, f"2023年{words}。") if one.kind == "figure"]
        for words in ("宜春市地区生产总值586.9亿元", "高安市地区生产总值586.9亿元")
    }
    assert verdicts == {"宜春市地区生产总值586.9亿元": [], "高安市地区生产总值586.9亿元": ["agrees"]}
