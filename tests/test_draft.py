"""A draft: what the program makes of a report's text for a person to finish."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.encode.check import check_file
from gaoan_cli.encode.draft import Drafted, draft
from gaoan_cli.encode.dump import dumped
from gaoan_cli.encode.lexicon import read_phrases
from gaoan_cli.encode.reader import Source, read
from gaoan_cli.errors import DataError
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


def test_a_file_that_comes_up_while_a_draft_is_made_is_kept(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody else has put in the place of the encoding in the meantime is theirs, and the draft is refused."""
    text, there = tmp_path / "new.txt", tmp_path / "new.yaml"
    text.write_text(SHAPES, encoding="utf-8")

    def meanwhile(*given: Any) -> Drafted:
        there.write_text("theirs", encoding="utf-8")
        return draft(*given)

    monkeypatch.setattr("gaoan_cli.encode.draft.draft", meanwhile)
    ran = run("draft", str(text))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "is there already" in ran.stderr
    assert there.read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["nowhere.txt"], 3), (["report.yaml"], 2), (["--template", "new.txt"], 2), (["new.txt", "-o", ""], 2)],
)
def test_a_mistake_is_told_in_one_line(arguments: list[str], code: int, run: Run) -> None:
    """Wrong usage ends with 2, a file that cannot be used with 3, each with one line."""
    ran = run("draft", *arguments)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (code, "", 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{LATER}{'好' * 10_000}\n", ""),
        (f"{LATER}{'好' * 10_001}\n", "new.txt:6: has more than 10,000 characters: break it"),
        (" \n\n", "new.txt: holds no text"),
    ],
    ids=range(3),
)
def test_a_text_that_cannot_be_drafted_is_refused(text: str, told: str) -> None:
    """A text has a line at least, and none that is longer than a value of an encoding may be."""
    if told:
        with pytest.raises(DataError) as caught:
            draft(text, "new.txt", PHRASES)
        assert str(caught.value) == told
    else:
        assert draft(text, "new.txt", PHRASES).yaml


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


SESSION = "临溪县第三届人民代表大会第二次会议"


@pytest.mark.parametrize(
    ("opening", "headings", "given"),
    [
        ("临溪县政府工作报告", "2030年回顾 2031年安排", {"place": "临溪县", "level": "county", "year": 2031, "reviews": 2030, "date": "", "session": ""}),
        ("关于2031年临溪县人民政府工作报告", "2031年安排", {"place": "临溪县", "title": "关于2031年临溪县人民政府工作报告"}),
        ("临溪县2031年政府工作报告", "过去回顾 今年安排", {"place": "临溪县", "year": 2031}),
        (f"政府工作报告\n（2031年1月15日在{SESSION}上）\n县长：林远", "2031年安排", {"date": "2031-01-15", "session": SESSION, "speaker": "林远", "speaker_title": "县长"}),
        ("政府工作报告\n2031年1月15日\n代县长 林 远", "2031年安排", {"place": "", "speaker": "林远", "speaker_title": "代县长"}),
        ("政府工作报告\n临溪县人民政府县长 林远", "2031年安排", {"speaker": "林远", "speaker_title": "临溪县人民政府县长"}),
        ("政府工作报告\n（县长 阿里木·买买提）", "2031年安排", {"speaker": "阿里木·买买提", "speaker_title": "县长"}),
        ("政府工作报告\n县长\n林远", "2031年安排", {"speaker": "林远", "speaker_title": "县长"}),
        ("临溪县人民政府文件\n政府工作报告", "2031年安排", {"title": "政府工作报告", "place": ""}),
        ("政府工作报告\n2031年2月30日", "2031年安排", {"date": "", "year": 2031}),
        ("政府工作报告", "2030年回顾 今年安排", {"year": 2031, "reviews": 2030, "id": "report-2031"}),
        ("政府工作报告\n2031年1月15日", "过去回顾 今年安排", {"year": 2031, "reviews": 2030}),
        ("政府工作报告\n2031年1月15日", "2030年回顾 2035年目标", {"year": 2031, "reviews": 2030}),
        ("政府工作报告\n2030年12月28日", "2030年回顾 2031年安排", {"year": 2031, "date": "2030-12-28"}),
        ("国务院政府工作报告\n国务院总理 林远", "2031年任务", {"place": "中国", "level": "nation", "speaker_title": "国务院总理"}),
        (f"政府工作报告\n——2031年1月15日在云海省南州市{SESSION}上", "2031年任务", {"place": "临溪县", "province": "云海省", "prefecture": "南州市", "session": f"云海省南州市{SESSION}"}),
    ],
)  # fmt: skip
def test_opening_lines_of_every_form_are_read(opening: str, headings: str, given: dict[str, Any]) -> None:
    """Whose a report is, its years, its day and its speaker are read from what is printed; what is not stays open."""
    parts = "".join(f"{'一二'[at]}、{one}\n好。\n" for at, one in enumerate(headings.split()))
    drafted = draft(f"{opening}\n各位代表：\n{parts}", "new.txt", PHRASES)
    said = read(drafted.yaml.encode(), "new.yaml").report
    assert {name: said[name] for name in given} == given
    lacking = drafted.left[0].split(":")[1] if drafted.left and drafted.left[0].startswith("report:") else ""
    assert all((f" {name}" in lacking.replace(",", "")) is (not said[name]) for name in ("place", "date", "speaker"))


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


REVIEW = "一、2030年工作回顾"
WORK = "一、2031年工作安排"
OPENING = ("第三届", "第二次会议", "2031年1月15日", "2030年", "2031年")  # exempt in every draft of these tests


def part(body: str, heading: str = REVIEW) -> Source:
    """The draft of a report with one part."""
    return source_of(f"{LATER}{heading}\n{body}\n")


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("全市粮食产量达到3.2万吨，比上年增长5%。", [("粮食产量", "level", 3.2), ("粮食产量增速", "growth", 5)]),
        ("新增市场主体8000户，累计达5万户。", [("新增市场主体", "increment", 8000), ("市场主体总数", "level", 5)]),
        ("补助标准提高30元。", [("补助标准提高额", "level", 30)]),
        ("医保参保人数减少200人。", [("医保参保人数减少额", "level", 200)]),
        ("城镇化率提高0.8个百分点，达到65%。", [("城镇化率涨幅", "points", 0.8), ("城镇化率", "share", 65)]),
        ("城镇化率下降0.8个百分点。", [("城镇化率降幅", "points", -0.8)]),
        ("研发投入占地区生产总值比重达2.1%。", [("研发投入占地区生产总值比重", "share", 2.1)]),
        ("居民收入居全省第三位。", [("居民收入全省排名", "rank", 3)]),
        ("出口额、进口额均居全省第二。", [("出口额全省排名", "rank", 2), ("进口额全省排名", "rank", 2)]),
        ("居民消费价格上涨2%。", [("居民消费价格涨幅", "growth", 2)]),
        ("70个基础设施项目开工。", [("基础设施项目", "level", 70)]),
        ("改造老旧小区12个、惠及居民3000户。", [("改造老旧小区", "level", 12), ("惠及居民", "level", 3000)]),
        ("建成学校3所、医院2家。", [("建成学校", "increment", 3), ("建成医院", "increment", 2)]),
        ("建成区面积30平方公里。", [("建成区面积", "level", 30)]),
        ("新建图书馆等3个场馆。", [("新建场馆", "increment", 3)]),
        ("办结案件120件，办结率99%。", [("办结案件", "level", 120), ("办结率", "share", 99)]),
        ("人均预期寿命79岁。", [("人均预期寿命", "level", 79)]),
        ("用电量12亿千瓦时，其中工业用电8亿千瓦时。", [("用电量", "level", 12), ("工业用电", "level", 8)]),
        ("税收10亿元、增长5%，罚没收入2亿元、下降3%。", [("税收", "level", 10), ("税收增速", "growth", 5), ("罚没收入", "level", 2), ("罚没收入增速", "growth", -3)]),
        ("粮食面积、产量分别为30万亩、3万吨。", [("粮食面积", "level", 30), ("粮食产量", "level", 3)]),
        ("财政收入基本持平。", [("财政收入", "growth", 0)]),
        ("粮食产量从2.5万吨增加到4.2万吨。", [("粮食产量（2.5万吨）", "level", 2.5), ("粮食产量", "level", 4.2)]),
        ("粮食、油料连续五年增产。", [("粮食增产年数", "level", 5), ("油料增产年数", "level", 5)]),
        ("连续五年获评先进单位。", [("获评先进单位年数", "level", 5)]),
        ("税收5亿元。罚款5亿元。税收5亿元。税收6亿元。税收5亿元。", [("税收", "level", 5), ("罚款", "level", 5), ("税收（5亿元）", "level", 5), ("税收（6亿元）", "level", 6), ("税收（1.p1）", "level", 5)]),
        ("发放贷款2亿元，培训5000人次。", [("发放贷款", "level", 2), ("培训", "level", 5000)]),
        ("打造省级平台3个、市级平台5个。", [("打造省级平台", "level", 3), ("市级平台", "level", 5)]),
        ("教育支出占一般公共预算支出的20%以上。", [("教育支出占一般公共预算支出比重", "share", 20)]),
        ("完成造林3万亩，其中油茶1万亩。", [("造林", "level", 3), ("油茶", "level", 1)]),
        ("贷款余额达500亿元、存款余额达600亿元。", [("贷款余额", "level", 500), ("存款余额", "level", 600)]),
        ("财政总收入30亿元、增长5%，其中税收占比70%。", [("财政总收入", "level", 30), ("财政总收入增速", "growth", 5), ("税收占比", "share", 70)]),
        ("实现营收5亿元，净利润1亿元。", [("营业收入", "level", 5), ("净利润", "level", 1)]),
        ("新增规上企业5家。", [("新增规模以上企业", "increment", 5)]),
        ("企业税负降低20%。", [("企业税负增速", "growth", -20)]),
        ("旅游业，5亿元，增长3%。", [("旅游业", "level", 5), ("旅游业增速", "growth", 3)]),
        ("旅游业，总量达5亿元。", [("旅游业总量", "level", 5)]),
        ("收入与上年持平，支出大体持平。", [("收入", "growth", 0), ("支出", "growth", 0)]),
        (f"{'甲' * 30}与上年持平。", [("甲" * 30, "growth", 0)]),
        (f"{'甲' * 31}与上年持平。", []),
        ("供需持平衡。", []),
        (f"{'发展' * 45}税收5亿元。", [(f"{'发展' * 14}税收", "level", 5)]),
        ("税收增长2成。", [("税收增速", "growth", 2)]),
        ("税收增长5‰。", [("税收增速", "growth", 5)]),
        ("产值达10亿元以上。", [("产值", "level", 10)]),
        ("产值10亿元以上的企业5家。", [("产值10亿元以上的企业", "level", 5)]),
        ("学生5000名。", [("学生", "level", 5000)]),
        ("税收123456789012345元。", [("税收", "level", 123456789012345)]),
        ("税收增长0.123456%。", [("税收增速", "growth", 0.123456)]),
        ("三次产业结构由7.5:40:52.5调整为7∶40∶53。", [(f"三次产业结构中第{which}产业{then}", "ratio", value) for which, then, value in (("一", "（7.5）", 7.5), ("二", "（40）", 40), ("三", "（52.5）", 52.5), ("一", "", 7), ("二", "", 40), ("三", "", 53))]),
        ("三次产业结构为7.4:39.6。", []),
        ("税收1234567890123456元。", []),
        ("税收增长0.1234567%。", []),
        ("税收2成。", []),
        ("人口30岁。", []),
        ("办公楼5层。", []),
        ("10吨以上锅炉淘汰。", []),
        ("与上年持平。", []),
        ("保持收支平衡。", []),
        ("时速350公里的铁路通车。", []),
        ("投资2亿元的大桥通车。", []),
        ("坚持安全第一。", []),
        ("18岁以上人群全覆盖。", []),
        ("推进重点工作三年。", []),
    ],
)  # fmt: skip
def test_a_figure_is_named_by_what_is_said_of_it(sentence: str, given: list[tuple[str, str, float]]) -> None:
    """A figure has the name of what its clause speaks of, and how that is measured; what is none gives no record."""
    assert figures(part(sentence), "name", "measure", "value") == given


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("财政收入由5亿元提高到6亿元。", [("5亿元", "财政收入由5亿元"), ("6亿元", "财政收入由5亿元提高到6亿元")]),
        (
            "税收占比达80%，提高2个百分点。",
            [("达80%", "税收占比达80%"), ("提高2个百分点", "税收占比达80%，提高2个百分点")],
        ),
        (
            "工业、农业产值分别增长5%、7%。",
            [("增长5%", "工业、农业产值分别增长5%、7%"), ("7%", "工业、农业产值分别增长5%、7%")],
        ),
        (
            "工业、农业产值分别增长12%、2%。",
            [("增长12%", "工业、农业产值分别增长12%、2%"), ("、2%", "工业、农业产值分别增长12%、2%")],
        ),
        ("收入突破20亿元，接待游客300万人次。", [("突破20亿元", "收入突破20亿元"), ("300万人次", "接待游客300万人次")]),
        ("全市发展良好，失业率控制在4.5%以内，低于全省平均水平。", [("4.5%以内", "失业率控制在4.5%以内")]),
        ("完成28个老旧小区改造，面貌一新。", [("完成28个老旧小区改造", "完成28个老旧小区改造")]),
        ("“两新”扩大，新建学校2所。", [("2所", "新建学校2所")]),
    ],
)
def test_a_figure_is_quoted_by_its_clause(sentence: str, given: list[tuple[str, str]]) -> None:
    """A quote has the subject and the number, wording the few words that carry it."""
    assert figures(part(sentence), "wording", "quote") == given


@pytest.mark.parametrize(
    ("sentence", "name", "scope"),
    [
        ("出口额居全省第三位。", "出口额全省排名", "全省"),
        ("出口额居全省第三位并创新高。", "出口额全省排名", "全省"),
        ("出口额列全国县级市第三。", "出口额全国县级市排名", "全国县级市"),
        ("出口额居全省县（市）第三位。", "出口额全省县（市）排名", "全省县（市）"),
        ("出口额综合排名全省第五。", "出口额全省排名", "全省"),
        ("粮食总产量居全省第二。", "粮食总产量全省排名", "全省"),
        ("出口额居第三位。", "出口额排名", None),
    ],
)
def test_a_rank_holds_among_those_that_its_clause_names(sentence: str, name: str, scope: str | None) -> None:
    """Among whom a rank holds is read before its number; where nobody says so, that is left to a person."""
    drafted = draft(f"{LATER}{REVIEW}\n{sentence}\n", "new.txt", PHRASES)
    [rank] = read(drafted.yaml.encode(), "new.yaml").results
    assert (rank["name"], rank["scope"], rank["measure"], rank["unit"]) == (name, scope, "rank", "位")
    assert any("among whom?" in line for line in drafted.left) is (scope is None)


@pytest.mark.parametrize(
    "sentence", ["营商环境列全省第一等次。", "全省第一所职校建成。", "坚持质量第一。", "首位产业发展。"]
)
def test_an_ordinal_is_no_rank(sentence: str) -> None:
    """第 before what is counted, or said of what comes first, ranks nothing."""
    assert part(sentence).results == []


@pytest.mark.parametrize(
    ("sentence", "year", "period"),
    [
        ("2029年产值5亿元。", 2029, None),
        ("2030年产值5亿元。", 2030, None),
        ("到2035年产值达到10亿元。", 2035, None),
        ("五年来累计投资20亿元。", 2030, (2026, 2030, "累计")),
        ("近三年累计投资20亿元。", 2030, (2028, 2030, "累计")),
        ("近五年累计投资20亿元。", 2030, (2026, 2030, "累计")),
        ("近十年累计投资20亿元。", 2030, (2021, 2030, "累计")),
        ("投资五年年均增长7%。", 2030, (2026, 2030, "年均")),
        ("学位十年增加3000个。", 2030, (2021, 2030, None)),
        ("近三年投资好，税收5亿元。", 2030, None),
        ("过去五年投资年均增长7%。", 2030, (2026, 2030, "年均")),
        ("“十四五”期间投资年均增长7%。", 2030, (2021, 2025, "年均")),
    ],
)
def test_a_figure_is_of_the_years_that_its_sentence_says(
    sentence: str, year: int, period: tuple[int, int, str | None] | None
) -> None:
    """A year before a number is its own, and years that run up to the report's end with the one it reviews."""
    [(of, years)] = figures(part(sentence), "year", "period")
    assert (of, years and (years["from"], years["to"], years["basis"])) == (year, period)


def test_the_years_of_a_plan_begin_with_its_own() -> None:
    """今后五年 in a plan begins with the year of the plan, 近三年 ends with it."""
    for words, years in (("今后五年", (2031, 2035)), ("未来三年", (2031, 2033)), ("近三年", (2029, 2031))):
        period = plan(f"{words}投资年均增长7%。")["period"]
        assert (period["from"], period["to"]) == years, words


@pytest.mark.parametrize(
    ("sentence", "exempted"),
    [
        ("3月15日开工，5月份完工。", [("3月15日", "a date"), ("5月份", "a date")]),
        ("自2028年推进，2035年底建成。", [("自2028年", "a year"), ("2035年底", "a year")]),
        ("第三季度开工。", [("第三季度", "an ordinal")]),
        ("市七届人大三次会议召开。", [("七届人大三次会议", "the ordinal of a session")]),
        ("连续三个月向好。", [("连续三个月", "a length of time")]),
        ("投资500万元以上项目落地。", [("500万元以上", "a size class")]),
        ("5G应用推广，PM2.5治理，G320改造。", [("5G", "part of a name"), ("PM2.5", "part of a name"), ("G320", "part of a name")]),
        ("320国道改造，12345热线开通。", [("320国道", "part of a name"), ("12345热线", "part of a name")]),
        ("从三个方面发力。", [("从三个方面", "the number of points that follow")]),
        ("建市30周年。", [("30周年", "an anniversary")]),
        ("智慧农业2.0上线。", [("农业2.0", "a version")]),
        ("打造“八大行动”。", [("“八大行动”", "part of a fixed term")]),
        ("推进1+6体系。", [("1+6体系", "part of a fixed term")]),
        ("一系列措施落地。", [("一系列", "part of a word")]),
        (f"{'推进工作' * 6}第三季度开工{'推进工作' * 6}。", [("第三季度", "an ordinal")]),
        ("小区改造24小时。", []),
        ("粮食产量3万吨。", []),
    ],
)  # fmt: skip
def test_a_number_that_gives_no_figure_is_exempt(sentence: str, exempted: list[tuple[str, str]]) -> None:
    """A date, an ordinal, a name or a set phrase is exempted with its reason, and no amount of anything is."""
    given = [(one["words"], one["reason"]) for one in part(sentence, WORK).exemptions]
    shown = [one for one in given if one[0] not in OPENING]
    assert shown == exempted


def test_a_number_that_cannot_be_told_is_left_to_a_person() -> None:
    """A number without a record or an exemption is listed with its line, its paragraph and the words around it."""
    text = f"{LATER}{WORK}\n工作推进。\n前前后后推进重点小区改造24小时不停工推进重点小区。\n"
    drafted = draft(text, "new.txt", PHRASES)
    assert "line 8 (1.p2): 24 in “后后推进重点小区改造24小时不停工推进重点小”" in drafted.left


@pytest.mark.parametrize(
    ("line", "title", "paragraph"),
    [
        ("（一）扩大投资", "扩大投资", ""),
        ("（一）扩大投资。", "扩大投资", ""),
        ("（一）扩大投资。做好工作。", "扩大投资", "做好工作。"),
        ("（十一）、扩大投资", "扩大投资", ""),
        ("第三节：扩大投资", "扩大投资", ""),
        ("1、扩大投资", "扩大投资", ""),
        ("（1）扩大投资。做好工作。", "扩大投资", "做好工作。"),
        ("（一）", "", "（一）"),
        ("（一）扩大投资；改善民生", "", "（一）扩大投资；改善民生"),
        ("（一）扩大投资！改善民生", "", "（一）扩大投资！改善民生"),
        ("1.投资增长5亿元", "", "1.投资增长5亿元"),
        ("1.投资：扩大", "", "1.投资：扩大"),
        ("1.5亿元投资", "", "1.5亿元投资"),
        ("（一）2031年：投资", "2031年：投资", ""),
        (f"（一）{'甲' * 60}", "甲" * 60, ""),
        (f"（一）{'甲' * 61}", "", f"（一）{'甲' * 61}"),
        (f"1.{'甲' * 30}", "甲" * 30, ""),
        (f"1.{'甲' * 31}", "", f"1.{'甲' * 31}"),
        ("各位代表，我们要努力。", "", "各位代表，我们要努力。"),
    ],
)
def test_a_line_is_a_heading_or_a_paragraph(line: str, title: str, paragraph: str) -> None:
    """A number and a short title without a stop inside make a heading; an item of a list has no figure in it either."""
    [_, top] = part(line, WORK).sections
    [*below] = top["sections"]
    [*paragraphs] = below[0]["paragraphs"] if below else top["paragraphs"]
    assert [one["title"] for one in below] == [title] * bool(title)
    texts = ["".join(sentence["text"] for sentence in one["sentences"]) for one in paragraphs]
    assert texts == [paragraph] * bool(paragraph)


@pytest.mark.parametrize(
    ("first", "title", "paragraphs"),
    [
        ("临溪市 政府工作报告", "临溪市政府工作报告", 1),
        ("甲" * 60, "甲" * 60, 1),
        ("甲" * 61, "", 2),
        ("各位代表！", "", 2),
    ],
)
def test_the_first_line_is_the_title_if_it_can_be_one(first: str, title: str, paragraphs: int) -> None:
    """A first line that is long, or has a stop, is a paragraph of the opening."""
    [front, _] = source_of(f"{first}\n2031年1月15日\n{WORK}\n好。\n").sections
    assert (front["id"], front["role"], front["title"]) == ("0", "front", title)
    assert len(front["paragraphs"]) == paragraphs


@pytest.mark.parametrize(
    ("body", "leads"),
    [
        ("扩大投资。做好。\n改善民生。做好。", ["扩大投资", "改善民生"]),
        ("扩大投资。做好。\n改善民生。", ["扩大投资", None]),
        ("扩大投资。做好。\n改善民生。\n做好。", [None, None, None]),
        ("——扩大投资。做好。", ["扩大投资"]),
        ("扩大5类投资。做好。", [None]),
        ("扩大投资：好。做好。", [None]),
        ("各位代表。做好。", [None]),
        ("好。做好。", [None]),
        ("扩大。做好。", ["扩大"]),
        (f"{'甲' * 30}。做好。", ["甲" * 30]),
        (f"{'甲' * 31}。做好。", [None]),
    ],
)
def test_a_paragraph_opens_with_a_statement(body: str, leads: list[str | None]) -> None:
    """A short statement with words behind it is a lead, where half of the paragraphs of its section have one."""
    assert [one["lead"] for one in part(body, WORK).sections[1]["paragraphs"]] == leads


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (["2030年工作回顾", "2031年工作安排", "加强自身建设"], ["review", "plan", "plan"]),
        (["过去五年工作总结", "今后五年的目标任务", "2031年的目标任务"], ["review", "outlook", "plan"]),
        (["2030年", "2031年"], ["review", "plan"]),
        (["序言", "工作成就", "其他"], ["other", "review", "other"]),
        (["总体要求", "加强自身建设"], ["outlook", "plan"]),
        (["“十六五”规划和2031年任务"], ["plan"]),
        (["“十六五”规划和主要任务"], ["outlook"]),
    ],
)
def test_a_heading_says_what_its_part_is_for(headings: list[str], roles: list[str]) -> None:
    """回顾 and the year before make a review, 安排 and this year a plan; what follows a plan belongs to it."""
    numbered = "".join(f"{'一二三'[at]}、{heading}\n好。\n" for at, heading in enumerate(headings))
    assert [one["role"] for one in source_of(LATER + numbered).sections[1:]] == roles


@pytest.mark.parametrize(
    ("note", "terms"),
    [
        ("1.“三桥”：三座桥。", [(1, "“三桥”", "三座桥。")]),
        ("（12）碳核算，是指算碳。", [(12, "碳核算", "是指算碳。")]),
        ("“三桥”“四桥”：“三桥”指三座。“四桥”指四座。", [(None, "“三桥”", "“三桥”指三座。"), (None, "“四桥”", "“四桥”指四座。")]),
        ("“三桥”和“四桥”：都是桥。", [(None, "“三桥”", "都是桥。"), (None, "“四桥”", "都是桥。")]),
        (f"{'甲' * 40}：乙。", [(None, "甲" * 40, "乙。")]),
        (f"{'甲' * 41}：乙。", []),
        (f"“{'甲' * 78}”：乙。", [(None, f"“{'甲' * 78}”", "乙。")]),
        (f"“{'甲' * 79}”：乙。", []),
        ("碳核算：", []),
        ("没有解释的话", []),
    ],
)  # fmt: skip
def test_a_note_explains_a_term_or_is_left_to_a_person(note: str, terms: list[tuple[int | None, str, str]]) -> None:
    """Each name of a note has the sentence that explains it; a note in no known form is told of with its line."""
    drafted = draft(f"{LATER}{WORK}\n好。\n名词解释\n{note}\n", "new.txt", PHRASES)
    source = read(drafted.yaml.encode(), "new.yaml")
    assert [(one["note"], one["name"], one["definition"]) for one in source.terms] == terms
    assert ("line 9 (A.p1): explains a term in no form that is known" in drafted.left) is not bool(terms)


@pytest.mark.parametrize(
    ("annex", "title", "role", "paragraphs"),
    [
        ("附件\n名词解释\n1.甲：乙。", "名词解释", "notes", 1),
        ("附件1：\n数据表\n表", "数据表", "other", 1),
        ("附录一 数据\n表", "数据", "other", 1),
        ("附件\n1.甲：乙。\n2.丙：丁。\n戊", "附件", "notes", 3),
        ("附件\n1.甲：乙。\n戊", "附件", "other", 2),
        (f"附件\n{'甲' * 61}", "附件", "other", 1),
        (f"附件\n{'甲' * 60}", "甲" * 60, "other", 0),
        ("注释\n（一）甲\n乙", "注释", "notes", 2),
    ],
)
def test_an_annex_is_read_by_its_title_or_by_what_stands_in_it(
    annex: str, title: str, role: str, paragraphs: int
) -> None:
    """A title on the next line is the annex's; one with no title is of notes where more than half of its lines are."""
    section = part(f"好。\n{annex}", WORK).sections[-1]
    assert (section["id"], section["title"], section["role"]) == ("A", title, role)
    assert (len(section["paragraphs"]), section["sections"]) == (paragraphs, [])


def test_there_may_be_more_annexes_than_letters() -> None:
    """Annexes have the letters of the alphabet for ids, and those behind Z ids of their own."""
    annexes = "".join(f"附件{at} 表\n好。\n" for at in range(1, 30))
    ids = [one["id"] for one in part(f"好。\n{annexes}", WORK).sections[2:]]
    assert ids[:26] == [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert len(ids) == len({*ids}) == 29


def test_what_closes_a_part_stands_behind_its_sections() -> None:
    """各位代表 behind the last section closes the part; before another section it is of the one above."""
    closed = part("（一）甲\n好。\n各位代表！努力。\n后面。", WORK).sections[1]
    assert (len(closed["closing"]), len(closed["sections"][0]["paragraphs"])) == (2, 1)
    between = part("（一）甲\n好。\n各位代表！努力。\n（二）乙\n好。", WORK).sections[1]
    assert [len(one["paragraphs"]) for one in (between, *between["sections"])] == [0, 2, 1]
    assert between["closing"] == []


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("北门镇获评省级生态乡镇。", [("省级生态乡镇", "provincial", "awarded", "北门镇")]),
        ("我市荣获全国文明城市。", [("全国文明城市", "national", "awarded", "临溪市")]),
        ("东门村被授予中国美丽乡村称号。", [("中国美丽乡村称号", "national", "awarded", "东门村")]),
        ("入选全国电商示范名单。", [("全国电商示范名单", "national", "selected", "临溪市")]),
        ("入选全国百强县。", [("全国百强县", "national", "ranked", "临溪市")]),
        ("被列为国家级改革试点。", [("国家级改革试点", "national", "pilot", "临溪市")]),
        ("荣获省政府通报表彰。", [("省政府通报表彰", "provincial", "commended", "临溪市")]),
        ("以优异成绩获评市级文明城市。", [("市级文明城市", "prefecture", "awarded", "临溪市")]),
        ("获评“无废城市”。", [("无废城市", "", "awarded", "临溪市")]),
        ("获评全国“四好农村路”示范县[3]。", [("全国“四好农村路”示范县", "national", "awarded", "临溪市")]),
        ("获评全国优秀县、创成省级示范区。", [("全国优秀县", "national", "awarded", "临溪市"), ("省级示范区", "provincial", "awarded", "临溪市")]),
        (f"获评{'甲' * 39}县。", [(f"{'甲' * 39}县", "", "awarded", "临溪市")]),
        (f"获评{'甲' * 40}县。", []),
        ("获评甲甲县。", []),
        ("获评先进集体3个单位。", []),
        ("列入国家粮食产业计划。", []),
    ],
)  # fmt: skip
def test_an_honour_is_given_by_a_verb_and_a_title(sentence: str, given: list[tuple[str, str, str, str]]) -> None:
    """A verb that gives and what a title ends in make an honour, with its level, how it was given, and to whom."""
    honours = part(sentence).honours
    assert [(one["title"], one["level"], one["status"], one["recipient"]) for one in honours] == given
    assert part(sentence, WORK).honours == []


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("东门水库工程开工，总投资3亿元。", ["东门水库工程开工，总投资3亿元"]),
        ("东门大桥通车；投资约2.5亿元的南门学校建成；西门整治。", ["投资约2.5亿元的南门学校建成"]),
        ("——东门医院投资额达5000万元，", ["东门医院投资额达5000万元"]),
        ("东门水库工程开工。", []),
        ("完成投资3亿元。", []),
        (f"东门水库工程总投资3亿元，{'甲' * 47}。", [f"东门水库工程总投资3亿元，{'甲' * 47}"]),
        (f"东门水库工程总投资3亿元，{'甲' * 48}。", [f"东门水库工程总投资3亿元，{'甲' * 47}"]),
    ],
)
def test_a_person_is_asked_for_a_project_where_a_work_has_its_money(sentence: str, asked: list[str]) -> None:
    """A clause that names a work and what is invested in it is told of, of a review and of a plan, and no other is."""
    for heading in (REVIEW, WORK):
        left = draft(f"{LATER}{heading}\n{sentence}\n", "new.txt", PHRASES).left
        assert [line for line in left if "a project?" in line] == [f"line 7 (1.p1): a project? {one}" for one in asked]


@pytest.mark.parametrize("length", [10, 70, 300])
def test_a_quote_is_of_one_length_at_most(length: int) -> None:
    """A figure whose clause is longer than a quote may be is quoted by as much of its end as there may be."""
    [one] = part(f"{'推进重点工作，' * 2}{'粮' * length}产量3万吨。").results
    assert one["quote"] == f"{'粮' * length}产量3万吨"[-80:]


def test_a_quote_of_a_long_list_begins_with_an_item() -> None:
    """Of a list that is longer than a quote may be, whole items up to the number are quoted."""
    items = [name * 12 for name in "甲乙丙丁戊己庚辛"]
    values = [f"{value}亿元" for value in range(1, 9)]
    results = part(f"{'、'.join(items)}分别达{'、'.join(values)}。").results
    assert [(one["name"], one["value"]) for one in results] == [*zip(items, range(1, 9), strict=True)]
    for one, value in zip(results, values, strict=True):
        assert one["quote"].startswith(tuple(items)) and one["quote"].endswith(value)
        assert 60 < len(one["quote"]) <= 80


@pytest.mark.parametrize("sentence", ["出口额连续三年居全省第二位。", "税收3亿元，出口额连续3年居全省第二位。"])
def test_a_rank_held_for_years_is_of_what_stands_before_them(sentence: str) -> None:
    """The years for which a rank is held are no part of its name and hide nothing that stands before them."""
    ranks = [one for one in part(sentence).results if one["measure"] == "rank"]
    assert [(one["name"], one["value"], one["scope"]) for one in ranks] == [("出口额全省排名", 2, "全省")]


def test_a_quote_of_many_numbers_has_those_that_there_is_room_for() -> None:
    """Of numbers told of many things at once as many are quoted as a quote may be long, the last of them whole."""
    names = "、".join(f"{name}类产量" for name in "粮油菜果鱼肉棉茶药花奶蛋")
    values = "、".join(f"{value}%" for value in range(1, 13))
    first, *_, last = part(f"推进重点工作。{names}分别增长{values}。").results
    assert first["quote"] == f"{names}分别增长1%、2%、3%、4%、5%、6%"
    assert last["quote"].endswith("、11%、12%") and len(last["quote"]) <= 80


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


KNOWN = read(TEMPLATE.read_bytes(), "template.yaml")


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("地区生产总值增长6%左右。", [("gdp-growth", "Growth of gross regional product", "地区生产总值增速")]),
        ("GDP增长6%左右。", [("gdp-growth", "Growth of gross regional product", "地区生产总值增速")]),
        ("地区生产总值210亿元。", [("di-qu-sheng-chan-zong-zhi", "", "地区生产总值")]),
        ("地区生产总值增长6%，全年地区生产总值增长7%。", [("gdp-growth", "Growth of gross regional product", "地区生产总值增速"), ("di-qu-sheng-chan-zong-zhi-zeng-su", "", "地区生产总值增速（7%）")]),
        ("新增学位800个。", [("new-school-places", "New school places", "新增学位")]),
        ("税收5亿元，新增学位800个，税收5亿元。", [("shui-shou", "", "税收"), ("new-school-places", "New school places", "新增学位"), ("shui-shou-5-yi-yuan", "", "税收（5亿元）")]),
    ],
)  # fmt: skip
def test_an_indicator_of_an_earlier_report_keeps_its_id(sentence: str, given: list[tuple[str, str, str]]) -> None:
    """A target is known by a name or an alias of an earlier one of its measure, each once; what is new is spelled."""
    source = source_of(f"{LATER}{WORK}\n{sentence}\n", KNOWN)
    assert figures(source, "id", "name_en", "name") == given


def test_a_place_is_known_by_its_own_earlier_report() -> None:
    """English, level and readings are an earlier report's where it is of the same place, and has words of the text."""
    here = source_of(f"{LATER}{WORK}\n好。\n", KNOWN)
    assert (here.report["place_en"], here.report["level"], here.report["province"]) == (
        "Linxi City",
        "county",
        "云海省",
    )
    assert [(one["words"], one["pinyin"]) for one in here.readings] == [("溪", "xi")]
    there = source_of(f"{LATER}{WORK}\n好。\n".replace("临溪市", "南江县"), KNOWN)
    assert (there.report["place_en"], there.report["level"], there.report["province"]) == ("", "county", None)
    assert there.readings == []


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


@pytest.mark.no_cover
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


def test_a_draft_is_laid_out_as_the_template_is() -> None:
    """A key a line, a blank line before each list of the file, positions and what YAML would misread in quotes."""
    values = {
        "schema": 2,
        "results": [
            {"id": "a-1", "name": "1225", "value": 5.0, "low": 0.1, "high": 30, "unit": "%", "headline": False}
            | {"aliases": ["甲,乙", "甲乙", "null"], "period": {"from": 2026, "to": 2030, "basis": None}}
            | {"paragraph": "1.p1", "baseline": [], "quote": ""}
        ],
        "sections": [
            {"id": "1", "heading": "一、甲 # 乙", "draft": True, "sections": [{"id": "1.1", "heading": "（一）: 乙"}]}
            | {"paragraphs": [{"id": "1.p1", "sentences": [{"text": "甲。"}, {"text": "- 乙"}]}]}
        ],
        "report": {"id": "a", "title": "报告：甲", "year": 2031, "reviews": None},
    }
    assert dumped(values) == (
        """schema: 2
report:
  id: a
  title: 报告：甲
  year: 2031

sections:
  - id: "1"
    heading: "一、甲 # 乙"
    draft: true
    paragraphs:
      - id: "1.p1"
        sentences:
          - text: 甲。
          - text: "- 乙"
    sections:
      - id: "1.1"
        heading: "（一）: 乙"

results:
  - id: a-1
    name: 1225
    aliases: ["甲,乙", 甲乙, "null"]
    period:
      from: 2026
      to: 2030
    value: 5
    low: 0.1
    high: 30
    unit: "%"
    headline: false
    paragraph: "1.p1"
"""
    )


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
