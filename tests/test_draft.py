"""A draft: what the program makes of a report's text for a person to finish."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.encode.check import check_file
from gaoan_cli.encode.draft import draft
from gaoan_cli.encode.dump import dumped
from gaoan_cli.encode.lexicon import read_phrases
from gaoan_cli.encode.reader import Source, read
from gaoan_cli.load import beside, load_report, shipped

PHRASES = read_phrases(Path(beside("set_phrases.yaml")).read_bytes())
REPORT = (ROOT / "data" / "report.txt").read_text(encoding="utf-8")
LATER = """云海省南州市临溪市政府工作报告
——2031年1月15日在临溪市第三届人民代表大会第二次会议上
市长\u3000林　一
各位代表：
现在，我代表市人民政府作工作报告。
"""
SHAPES = (
    LATER
    + """第一部分 2030年工作回顾
过去一年，成绩来之不易。
一、经济稳步增长。
1. 工业
规上工业企业达12家。
（1）用电
用电量增长3.5%。
2、农业
粮食产量3.2万吨。
二、民生改善
一是就业扩大。新增城镇就业800人。
二是教育提质。新建学校2所。
各位代表！我们要再接再厉。
第二部分 “十五五”时期总体要求
生产总值年均增长5%以上，“十五五”期间累计新增学位3000个。
第三部分 2031年工作安排
（一）扩大投资。固定资产投资增长6%左右。
抓好项目。完成投资20亿元。
（二）改善民生
力争新增学位1500个以上。
附件1
有关数据
表一
附录 名词解释
"""
)


def source_of(text: str, previous: Source | None = None) -> Source:
    """The draft of a text as it is read."""
    return read(draft(text, "new.txt", PHRASES, previous).yaml.encode(), "new.yaml")


def outline(sections: list[dict[str, Any]]) -> list[tuple[str, str, str, int]]:
    """Id, title and role of each section, and how many paragraphs it has."""
    rows = []
    for one in sections:
        rows.append((one["id"], one["title"], one["role"], len(one["paragraphs"]) + len(one["closing"])))
        rows += outline(one["sections"])
    return rows


def figures(source: Source, *fields: str) -> list[tuple[Any, ...]]:
    """The fields of the targets and the results."""
    return [tuple(one[field] for field in fields) for one in (*source.targets, *source.results)]


def plan(sentence: str) -> dict[str, Any]:
    """The one target that a sentence of a plan gives."""
    (target,) = source_of(f"{LATER}一、2031年工作安排\n{sentence}\n").targets
    return target


def test_a_report_is_drafted_beside_its_text(tmp_path: Path, run: Run) -> None:
    """The text of the template becomes a file beside it, with the figures, the honour and the term it tells of."""
    text = tmp_path / "new.txt"
    text.write_bytes(TEMPLATE.with_suffix(".txt").read_bytes())
    ran = run("draft", str(text))
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "1 term, 5 targets, 8 results, 1 honour, 0 projects" in ran.stderr
    assert "line 7 (1.1.p1): a project? 临溪大桥开工，总投资3亿元" in ran.stderr
    source = read(text.with_suffix(".yaml").read_bytes(), "new.yaml")
    assert figures(source, "name", "value", "unit", "bound") == [
        ("地区生产总值增速", 5, "%", "about"),
        ("城镇新增就业", None, "万人", "exact"),
        ("城镇调查失业率", 5.5, "%", "at_most"),
        ("研发经费投入增速", 7, "%", "at_least"),
        ("新增学位", 1500, "个", "at_least"),
        ("地区生产总值", 200.5, "亿元", "exact"),
        ("地区生产总值增速", 4, "%", "exact"),
        ("新增学位", 1200, "个", "exact"),
        ("事故起数增速", -12.5, "%", "exact"),
        ("城镇化率涨幅", 0.8, "个百分点", "exact"),
        ("三次产业结构中第一产业", 7.4, None, "exact"),
        ("三次产业结构中第二产业", 39.6, None, "exact"),
        ("三次产业结构中第三产业", 53, None, "exact"),
    ]
    assert (source.targets[1]["low"], source.targets[1]["high"]) == (1.2, 1.5)
    assert source.targets[3]["period"] == {"from": 2031, "to": 2035, "basis": "年均"}
    assert [(one["title"], one["level"]) for one in source.honours] == [("全省卫生城市", "provincial")]
    assert [(one["note"], one["name"], one["mentions"]) for one in source.terms] == [(1, "“三桥”", ["2.p1"])]
    assert source.targets[-1]["modality"] == "力争"
    assert source.targets[0]["baseline"] == ["di-qu-sheng-chan-zong-zhi", "di-qu-sheng-chan-zong-zhi-zeng-su"]
    assert all(one["draft"] for one in (*source.targets, *source.results, *source.honours, *source.terms))
    assert load_report(text.with_suffix(".yaml")).count("target") == 5


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path, run: Run) -> None:
    """Where the encoding is there already, the draft is refused in one line, and the file stays as it was."""
    text, there = tmp_path / "new.txt", tmp_path / "new.yaml"
    text.write_text(SHAPES, encoding="utf-8")
    there.write_text("mine", encoding="utf-8")
    for arguments in ([str(text)], [str(text), "--output", str(there)]):
        ran = run("draft", *arguments)
        assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
        assert "is there already" in ran.stderr
    assert there.read_text(encoding="utf-8") == "mine"
    assert run("draft", str(text), "-o", str(tmp_path / "other.yaml")).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["nowhere.txt"], 3), (["report.yaml"], 2), (["--template", "new.txt"], 2), (["new.txt", "-o", ""], 2)],
)
def test_a_mistake_is_told_in_one_line(arguments: list[str], code: int, run: Run) -> None:
    """Wrong usage ends with 2, a file that cannot be used with 3, each with one line."""
    ran = run("draft", *arguments)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (code, "", 1)


def test_the_template_is_printed_as_it_is(run: Run) -> None:
    """--template prints docs/template.yaml to the byte."""
    assert run("draft", "--template").stdout == TEMPLATE.read_text(encoding="utf-8")


def test_headings_of_every_shape_make_the_tree() -> None:
    """Parts, sections and annexes are found by the shape of their headings, and what is behind them closes the part."""
    assert outline(source_of(SHAPES).sections) == [
        ("0", "云海省南州市临溪市政府工作报告", "front", 4),
        ("1", "2030年工作回顾", "review", 2),
        ("1.1", "经济稳步增长", "review", 0),
        ("1.1.1", "工业", "review", 1),
        ("1.1.1.1", "用电", "review", 1),
        ("1.1.2", "农业", "review", 1),
        ("1.2", "民生改善", "review", 0),
        ("1.2.1", "就业扩大", "review", 1),
        ("1.2.2", "教育提质", "review", 1),
        ("2", "“十五五”时期总体要求", "outlook", 1),
        ("3", "2031年工作安排", "plan", 0),
        ("3.1", "扩大投资", "plan", 2),
        ("3.2", "改善民生", "plan", 1),
        ("A", "有关数据", "other", 1),
        ("B", "名词解释", "notes", 0),
    ]


def test_the_opening_lines_say_whose_report_it_is() -> None:
    """Place, what it belongs to, session, day and speaker are read from the opening lines; …市 in a …市 is a county."""
    said = source_of(SHAPES).report
    assert (said["id"], said["year"], said["reviews"], said["date"]) == ("lin-xi-2031", 2031, 2030, "2031-01-15")
    assert (said["session"], said["speaker"], said["speaker_title"]) == (
        "临溪市第三届人民代表大会第二次会议",
        "林一",
        "市长",
    )
    assert (said["place"], said["level"]) == ("临溪市", "")  # the session names no province: it may be either


@pytest.mark.parametrize(
    ("session", "place", "level", "province", "prefecture"),
    [
        ("云海省第十四届人民代表大会第四次会议", "云海省", "province", None, None),
        ("第十四届全国人民代表大会第二次会议", "中国", "nation", None, None),
        ("天津市第十八届人民代表大会第三次会议", "天津市", "province", None, None),
        ("云海省南州市第五届人民代表大会第四次会议", "南州市", "", "云海省", None),
        ("南州市北门区第五届人民代表大会第四次会议", "北门区", "county", None, "南州市"),
        ("云山自治州第五届人民代表大会第四次会议", "云山自治州", "prefecture", None, None),
    ],
)
def test_the_level_follows_from_the_name(
    session: str, place: str, level: str, province: str | None, prefecture: str | None
) -> None:
    """省 and 自治区 are provinces, 自治州 a prefecture, 区 a county; a 市 that could be either has no level."""
    said = source_of(f"政府工作报告\n——2031年1月15日在{session}上\n各位代表：\n一、2031年工作安排\n好。\n").report
    assert (said["place"], said["level"], said["province"], said["prefecture"]) == (place, level, province, prefecture)


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("生产总值增长5%—6%。", {"value": None, "low": 5, "high": 6, "measure": "growth"}),
        ("森林覆盖率提高1.5个百分点。", {"value": 1.5, "measure": "points", "unit": "个百分点"}),
        ("财政收入与上年持平。", {"value": 0, "bound": "flat", "measure": "growth", "wording": "与上年持平"}),
        ("能耗下降3%以内。", {"value": -3, "bound": "at_most", "name": "能耗增速"}),
        ("确保空气优良率达97%以上。", {"measure": "share", "modality": "确保", "quote": "确保空气优良率达97%以上"}),
        ("完成28个老旧小区改造。", {"name": "老旧小区改造", "measure": "level", "wording": "完成28个老旧小区改造"}),
        ("新建东门等6所小学。", {"name": "新建小学", "measure": "increment", "value": 6}),
        (
            "“十五五”期间城镇居民收入年均增长6%。",
            {"period": {"from": 2026, "to": 2030, "basis": "年均"}, "measure": "growth"},
        ),
        ("到2035年绿地达到90公顷。", {"year": 2035, "quote": "到2035年绿地达到90公顷"}),
    ],
)
def test_a_sentence_gives_a_figure(sentence: str, fields: dict[str, Any]) -> None:
    """Ranges, bounds, falls, periods and the nouns behind a count are read from the sentence."""
    target = plan(sentence)
    assert {name: target[name] for name in fields} == fields


def test_a_list_gives_a_figure_for_each() -> None:
    """分别 and 均 are resolved to each subject, and a verb that opens a list holds for all of it."""
    text = (
        f"{LATER}一、2030年工作回顾\n城乡居民收入分别增长5%、7%。公交覆盖率、通车率均达100%。"
        "新增中学3所、小学12所。出口额、进口额均居全省第二。\n"
    )
    assert figures(source_of(text), "name", "value", "measure") == [
        ("城镇居民收入增速", 5, "growth"),
        ("农村居民收入增速", 7, "growth"),
        ("公交覆盖率", 100, "share"),
        ("通车率", 100, "share"),
        ("新增中学", 3, "increment"),
        ("新增小学", 12, "increment"),
        ("出口额全省排名", 2, "rank"),
        ("进口额全省排名", 2, "rank"),
    ]


def test_terms_are_found_with_and_without_numbers() -> None:
    """A note explains a term in one of four forms; where marks are lost, the paragraphs that use the name are named."""
    text = (
        f"{LATER}一、2031年工作安排\n推进“三桥”和“两化”建设，培育“四链”，做好碳核算。\n名词解释\n"
        "1.“三桥”：三座桥。\n2．“两化”是指两种变化。\n（3）“四链”：四条链。\n碳核算：算碳。\n"
    )
    source = source_of(text)
    assert [(one["note"], one["name"], one["definition"]) for one in source.terms] == [
        (1, "“三桥”", "三座桥。"),
        (2, "“两化”", "是指两种变化。"),
        (3, "“四链”", "四条链。"),
        (None, "碳核算", "算碳。"),
    ]
    assert all("1.p1" in one["mentions"] for one in source.terms)


def test_what_is_known_is_taken_over() -> None:
    """An indicator of an earlier encoding keeps its id, name, English and topic; a new one has the pinyin of its name."""
    known = read((ROOT / "data" / "report.yaml").read_bytes(), "report.yaml")
    text = (
        "政府工作报告\n——2025年1月8日在高安市第七届人民代表大会第六次会议上\n各位代表：\n"
        "一、2024年工作回顾\n规上工业增加值增长6.8%。\n二、2025年工作安排\n规模以上工业增加值增长7%左右，新办茶馆3家。\n"
    )
    source = source_of(text, known)
    (result,), (target, new) = source.results, source.targets
    earlier = {one["id"]: one for one in known.targets}[target["id"]]
    assert (target["name_en"], target["topic"], target["aliases"]) == (
        earlier["name_en"],
        earlier["topic"],
        earlier["aliases"],
    )
    assert result["id"] in {one["id"] for one in known.results}
    assert target["baseline"] == [result["id"]]
    assert (new["id"], new["name_en"], new["topic"]) == ("xin-ban-cha-guan", "", "")
    assert (source.report["level"], source.report["province"]) == ("county", "江西省")


STRUCTURE = ("E201", "E202", "E203", "E204", "E205", "E206", "E208", "E209", "E212", "E213")


@pytest.mark.parametrize("text", [REPORT, SHAPES], ids=["report", "shapes"])
def test_a_draft_has_no_flaw_but_that_it_is_one(text: str, tmp_path: Path) -> None:
    """A draft breaks no rule of shape, references, quotes, figures, terms and text; its exemptions are all needed."""
    file = tmp_path / "new.yaml"
    file.write_text(draft(text, "new.txt", PHRASES).yaml, encoding="utf-8")
    file.with_suffix(".txt").write_text(text, encoding="utf-8")
    findings = check_file(str(file), shipped()).findings
    broken = {one.code for one in findings if one.code in STRUCTURE or one.code[:2] in ("E0", "E1", "E4", "E5")}
    assert not broken, findings
    assert "E602" not in {one.code for one in findings}
    assert load_report(file).count("target") > 1


@pytest.mark.parametrize("lines", range(1, len(REPORT.splitlines()), 9))
def test_a_part_of_a_text_can_be_drafted(lines: int) -> None:
    """Whatever a text is cut to, it is drafted with every character of it."""
    text = "\n".join(REPORT.splitlines()[:lines])
    drafted = draft(text, "new.txt", PHRASES)
    said = "".join(text.split())
    assert "".join(_texts(drafted.yaml)) == said


def _texts(yaml: str) -> list[str]:
    """The headings and paragraphs of a draft, without white space."""
    year = "" if "\n  year:" in yaml else "\n  year: 2\n  reviews: 1"
    source = read(yaml.replace("\nreport:", f"\nreport:{year}", 1).encode(), "new.yaml")
    found: list[str] = []

    def below(section: dict[str, Any]) -> None:
        found.append("".join(section["heading"].split()))
        found.extend(
            "".join("".join(part["text"] for part in one["sentences"]).split()) for one in section["paragraphs"]
        )
        for inner in section["sections"]:
            below(inner)
        found.extend("".join("".join(part["text"] for part in one["sentences"]).split()) for one in section["closing"])

    for section in source.sections:
        below(section)
    return found


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "是", "附件", "各位代表", "增长", "5%", "左右", "。", "、", "，", "分别", "均", "居全省第一", "新增", "达到", "“", "”", "：", "100家", "\n", "第三届", "2030年", "从", "提高到", "[1]", "十五五", "以上", "项目", "年", "\u3000"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_any_text_can_be_drafted(text: str) -> None:
    """A text of words that reports are made of, in whatever order, is drafted to a file that can be read."""
    if text.strip():
        assert "".join(_texts(draft(text, "new.txt", PHRASES).yaml)) == "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab 12:#-,[]{}'\"“”：、。\xa0\u2002\u3000&*!|>%@`\\=~?"), min_size=1).filter(str.strip))
def test_what_is_written_is_read_again(text: str) -> None:
    """A text stands in the YAML so that it is read as it was, whatever marks and spaces it has."""
    report = {"id": "a", "title": text, "year": 2, "reviews": 1, "draft": True}
    values = {"schema": 2, "report": report, "sections": [{"id": "1", "heading": text, "draft": True}]}
    source = read(dumped(values).encode(), "a.yaml")
    assert (source.report["title"], source.sections[0]["heading"]) == (text, text)


def test_a_section_is_checked_by_itself(tmp_path: Path, run: Run) -> None:
    """With --section only what stands in it is told, and the summary counts by code and tells how many are unread."""
    file = tmp_path / "new.yaml"
    file.write_text(draft(SHAPES, "new.txt", PHRASES).yaml, encoding="utf-8")
    ran = run("check", str(file), "--section", "3.2")
    assert ran.exit_code == 3
    assert [line.split(": ")[2] for line in ran.stdout.splitlines() if "is a draft" in line] == [
        "section 3.2",
        "target xin-zeng-xue-wei",
    ]
    assert ran.stdout.splitlines()[-3:] == ["2 findings in 3.2", "  E607: 2", "2 drafts are unread"]
    assert "result" not in run("check", str(file), "--section", "3").stdout
    ran = run("check", str(file), "--section", "9")
    assert (ran.exit_code, ran.stderr) == (2, "gaoan: there is no section '9': gaoan section lists them\n")
    ran = run("check", "--section", "2.1")
    assert (ran.exit_code, ran.stdout.split(" of ")[0]) == (0, "nothing is found in 2.1")
