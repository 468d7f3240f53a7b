"""A draft held against the report: what stands there, what does not, and what cannot be told."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from gaoan_cli import language
from gaoan_cli.load import load_report
from gaoan_cli.report.report import Report
from gaoan_cli.verify.findings import Finding
from gaoan_cli.verify.quotes import passages
from gaoan_cli.verify.verify import marked, verify

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
