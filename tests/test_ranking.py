"""What is found, and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import gaoan_cli
from gaoan_cli.answer import KINDS_OF, found_by, look_up
from gaoan_cli.encode.lexicon import read_unsaid
from gaoan_cli.errors import UsageError
from gaoan_cli.load import beside, load_report
from gaoan_cli.matching import ranking, weighing
from gaoan_cli.matching.candidates import bordered, by_text
from gaoan_cli.matching.evidence import FEATURES
from gaoan_cli.matching.hits import Hit, best_of, hit_of
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.room import Room
from gaoan_cli.matching.slips import by_one_slip, by_spelling, corrected
from gaoan_cli.options import Options
from gaoan_cli.report import fold as text
from gaoan_cli.report.model import KINDS, Figure, Honour, Paragraph, Project, Record, Section, Term
from gaoan_cli.report.report import Report

TESTS = Path(__file__).parent


def labelled(name: str) -> dict[str, list[dict[str, Any]]]:
    """The queries of a file, by class."""
    classes: dict[str, list[dict[str, Any]]] = yaml.load(
        (TESTS / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    return classes


CLASSES = labelled("queries.yaml")
EVERY = 192  # one in so many of the strangers' queries is asked
REPORT = load_report()


def find(query: str, kinds: tuple[str, ...] = KINDS) -> list[Hit]:
    """What answers the query in the shipped report."""
    return list(ranking.find(REPORT, Query(query, REPORT), kinds).hits)


def ids(hits: list[Hit]) -> list[str]:
    """The ids of what was found."""
    return [hit.record.id for hit in hits]


def answer(command: str, query: str) -> list[Hit]:
    """What the command finds."""
    return [hit for _, hit in found_by(REPORT, command, Query(query, REPORT), Options(), None).pairs]


def words_of(record: Record) -> str:
    """The words of a record that must hold the expected ones."""
    if isinstance(record, (Figure, Honour, Project)):
        return record.quote
    if isinstance(record, Term):
        return f"{record.name}\n{record.definition}"
    if isinstance(record, Section):
        return f"{record.heading}\n{record.text[:120]}"
    return record.text


def answered(case: dict[str, Any]) -> bool:
    """Whether the first answer is the expected one, or nothing where nothing is expected."""
    hits = answer(case["command"], case["query"])
    if not case["expect"] or not hits:
        return not case["expect"] and not hits
    record = hits[0].record
    right = any(piece in words_of(record) for piece in case["expect"])
    value = record.investment if isinstance(record, Project) else getattr(record, "value", None)
    return right and ("value" not in case or value == case["value"])


@pytest.mark.no_cover
@pytest.mark.parametrize("name", CLASSES)
def test_every_query_is_answered_right_but_the_known_failures(name: str) -> None:
    """The first answer to every query of the class is right, except exactly those marked as failing."""
    cases = CLASSES[name]
    failing = [(case["command"], case["query"]) for case in cases if not answered(case)]
    assert failing == [(case["command"], case["query"]) for case in cases if case.get("fails")]


@pytest.mark.no_cover
def test_queries_of_strangers_are_answered() -> None:
    """Of every hundred-and-ninety-second query of the authors who never saw the program, more than five in six are answered right."""
    cases = [case for cases in labelled("strangers.yaml").values() for case in cases][::EVERY]
    assert sum(map(answered, cases)) / len(cases) >= 5 / 6


def test_the_weights_are_of_the_features() -> None:
    """Each feature has a weight for the order and one for either verdict, and nothing else has one."""
    weights = weighing.weights()
    assert tuple(weights["order"]) == FEATURES
    for verdict in ("verdict", "behind"):
        assert set(weights[verdict]) == {*FEATURES, "score", "ahead", "ahead of sixth", "bias"}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("command", "query"),
    [
        ("result", "宜春GDP是多少"),
        ("result", "丰城有多少家规上工业企业"),
        ("result", "丰城市2023年一般公共预算收入"),
        ("target", "China's national GDP growth goal for 2024"),
        ("result", "GDP per capita"),
        ("result", "2023年失业人数"),
        ("target", "限下商贸企业"),
        ("result", "Nanchang GDP growth"),
        ("target", "Nanchang growth target"),
        ("result", "Beijing PM2.5 average last year"),
        ("result", "CPI"),
        ("result", "社零总额去年到了多少亿"),
        ("result", "城镇居民人均可支配收入多少元一年"),
        ("target", "省内资金"),
        ("target", "5A级物流企业"),
        ("result", "住院次均费用降低"),
        ("project", "G205改线"),
        ("result", "新增国家级绿色矿山"),
        ("project", "腐竹产业园三期"),
        ("project", "Cunqian waterworks, phase four"),
        ("project", "城北污水处理厂"),
        ("term", "“2236”人才工程"),
        ("result", "exact number of people killed in traffic accidents"),
        ("result", "医保参保一共多少人"),
        ("result", "grain harvested in 2023, in tonnes"),
        ("project", "瑞红园三期安置房"),
        ("search", "Yichun city GDP 2023"),
        ("result", "GDP gr. 2022"),
        ("section", "2022年工作回顾"),
        ("term", "“六红”模式是什么意思"),
        ("term", "7+3就业之家"),
        ("result", "retail sales 23, RMB level"),
        ("result", "2023年一般公共预算收入同比增幅"),
        ("result", "growth rate of fixed asset investment in 2023"),
        ("honour", "国家园林城市称号"),
        ("honour", "八景镇的省级荣誉"),
        ("target", "今年房价涨多少"),
        ("search", "市委书记是谁"),
        ("project", "contractor of the National Highway 320 rerouting"),
        ("project", "东方红体育公园的资金来源"),
        ("project", "东方红体育公园总投资"),
        ("honour", "五星级新型工业化基地"),
        ("result", "number of women among the newly employed in town"),
        ("result", "number of employees at the Tongrui separator plant"),
        ("result", "去年医院新添了多少张病床"),
        ("project", "商用车博览会几月几号开"),
        ("project", "文县瓷砖精品展"),
        ("project", "“一江两岸”估算总投资"),
        ("result", "2023年城镇居民人均可支配收入若干元"),
        ("result", "retail sales of consumer goods in 2023, total in 亿元"),
        ("project", "爱国拥军促进会的会长"),
        ("project", "G105 rerouting works"),
        ("project", "replacing aging drinking water pipes downtown"),
        ("result", "新增一般债券额度多少"),
        ("term", "四好农村路"),
        ("search", "宜春市2023年的GDP总量，请从报告里给出具体数字和原文出处"),
        ("search", "樟树市去年的财政收入，麻烦查一下报告里写的是多少亿元"),
        ("search", "我们想对比南昌的规上工业增加值增速，请给出报告中的具体数字"),
        ("target", "harmonious and beautiful villages in Jiyuan"),
        ("target", "GDP和财政收入，都问南昌的"),
        ("result", "community elderly care in Bosnia & Herzegovina"),
        ("honour", "晋安全国百强第67位"),
        ("result", "道路交通安全事故死亡人数为什么下降"),
        ("search", "why did retail sales grow"),
        ("search", "建成区公交车的票价"),
        ("project", "Monalisa digital factory, sqm"),
        ("result", "五十八亿民生支出里教育占了多少"),
        ("result", "which firm ranks first in the province for containers"),
        ("result", "集装箱吞吐量全省榜首是哪家"),
        ("result", "新增的国家级农业龙头企业叫什么名字"),
        ("result", "老旧小区改造惠及多少住户"),
        ("search", "owner of the Tongrui plant"),
        ("project", "gao tie zhan"),
        ("result", "粮食产量多少万斤，在宜春排第几"),  # the report gives its rank in the province
    ],
)
def test_no_score_buys_another_place_or_an_opposite(command: str, query: str) -> None:
    """Another place's question, an opposite, another indicator and an amount for a growth are not answered."""
    assert answer(command, query) == []


@pytest.mark.parametrize(
    ("command", "query"),
    [
        ("result", "新增市场主体1.2万户，其中餐饮店多少"),  # 1.2万 is told
        ("result", "what fraction of the 12,000 new market entities are restaurants"),
        ("result", "how many of the 1,117 parking spaces have chargers"),
        ("result", "税收过十亿元的企业"),  # the report has those over 100 million
        ("result", "companies with tax over 3 billion yuan"),
        ("project", "锂渣消纳场几时建成"),  # no day, and nothing that is finished
        ("project", "when will the lithium slag site open"),
        ("term", "五绿模式"),
        ("term", "4加3就业之家"),
        ("term", "三融两共"),
        ("term", "the six integrations"),
        ("honour", "全国第六批示范物流园区"),
        ("result", "全国平均城镇就业"),
        ("result", "retail sales growth, first quarter only"),
        ("result", "城镇新增就业8925人，男的多少"),
        ("result", "298家规上工业企业里造纸的有多少家"),
        ("result", "of the 298 industrial firms, how many make tiles"),
        ("result", "58.2亿元民生支出里教育用掉多少"),
        ("result", "of the aid of 250 million yuan, what portion of it is for orphans"),
        ("project", "东方红体育公园预算"),
        ("result", "how many of the 1117 spaces are for coaches"),
        ("result", "代表建议99件，讲教育的多少件"),
        ("result", "新增的58家限上商贸企业里有几家是超市"),
        ("result", "how much of the livelihood spending went on schools"),
        ("result", "民生支出里教育占多少"),
    ],
)
def test_what_is_told_or_not_there_is_no_answer(command: str, query: str) -> None:
    """A figure that the query tells, another threshold, slogan, version, batch or quarter, and a day to come have no answer."""
    assert answer(command, query) == []


@pytest.mark.parametrize(
    ("command", "query", "id"),
    [
        ("result", "新增市场主体1.2万户，总数多少", "market-entities"),
        ("result", "新签约亿元以上项目44个，其中10亿元以上几个", "new-projects-over-1-billion-yuan"),
        ("result", "十亿元以上的项目", "new-projects-over-1-billion-yuan"),
        ("result", "全国陶企20强里面高安有几家", "local-firms-in-national-top-20-ceramics"),
        ("target", "今年引进多少个亿元以上项目", "projects-over-100-million-attracted"),
        ("result", "research share of GDP above the provincial average", "rd-expenditure-share-of-gdp"),
        ("term", "5加2就业之家", "employment-home-5-plus-2"),
        ("term", "接三连二", "link-two-connect-three"),
        ("result", "规上工业企业总数", "industrial-enterprises-above-designated-size"),
        ("result", "省级绿色矿山达13座，其中新增几座", "new-provincial-green-mines"),
        ("result", "托位总共2687个，里头新加几个", "new-affordable-nursery-places"),
        ("result", "2023年新签了几个亿元以上项目", "new-projects-over-100-million-yuan"),
        ("result", "去年发了多少补助金，多少人次拿到", "subsidies-paid"),
        ("target", "走几步就能办事买东西", "quarter-hour-service-circle"),
    ],
)
def test_what_is_told_beside_what_is_asked_hides_no_answer(command: str, query: str, id: str) -> None:
    """A part that the report tells, a threshold that it has, and a slip in a slogan are answered."""
    assert ids(answer(command, query))[0] == id


@pytest.mark.parametrize(
    "query",
    [
        "采茶戏艺术中心有多少座位",
        "人才公寓有多少间",
        "市体育馆的面积",
        "how many books the city library has",
        "汽车整备产业园的造价",
        "瑞州医院综合大楼有多少张床位",
        "capital outlay for the Ruizhou Hospital complex building",
    ],
)
def test_who_asks_for_a_figure_is_not_told_of_a_work_that_has_none(query: str) -> None:
    """A count, an area or a cost of a named work is not answered by words about the work without such a figure."""
    assert answer("project", query) == []
    figures = answer("project", "320国道改线投资多少亿元")
    assert getattr(figures[0].record, "investment", None) == 12.5


@pytest.mark.parametrize(
    ("command", "query", "id"),
    [
        ("target", "241个大项目总盘子几多亿", "major-projects-total-investment"),
        ("target", "how many 亩 of grain to be sown in 2024", "grain-sown-area"),
        ("result", "cost burden on enterprises cut by how many hundred million yuan", "enterprise-cost-reduction"),
        ("result", "kilometres of rural water pipes laid, to compare the cost", "new-rural-water-supply-pipes"),
        ("result", "FDI", "rank-cash-foreign-exchange-inflow"),
        ("project", "yuan qing hua xiao zhen", "yuan-blue-and-white-town"),
        ("term", "用三句话解释五路", "five-roads"),
        ("project", "G320 rerouting works", "national-road-320-rerouting"),
        ("honour", "双减 国家级表彰", "double-reduction-commendation-ministry-of-education"),
        ("honour", "石脑镇的省级荣誉", "shinao-rural-revitalisation-demonstration-township"),
    ],
)
def test_units_and_levels_choose_among_siblings(command: str, query: str, id: str) -> None:
    """The unit that is asked for, the level of an honour and its town tell which record is meant; yuan may be a sound."""
    assert ids(answer(command, query))[0] == id


@pytest.mark.parametrize("query", ["roads", "教育", "health care", "旅游", "air pollution"])
def test_a_field_is_answered_with_its_records(query: str) -> None:
    """Who names a field is told the records of it, and in `section` no note."""
    assert all(hit.record.kind != "paragraph" for hit in answer("search", query))
    first = answer("section", query)[0].record
    assert REPORT.roles[first.id.split(".")[0]] != "notes"


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("今年重点工作的第五项", "2.5"),
        ("今年工作的最后一项", "2.6"),
        ("去年总结的头一点", "1.1"),
        ("plan: item 3, reform", "2.3"),
        ("fourth of the six tasks for 2024", "2.4"),
        ("the last of the six priority tasks", "2.6"),
        ("六大任务里排最后的那一块", "2.6"),
        ("second part of the 2023 review, on projects", "1.2"),
        ("第一部分 工作回顾", "1"),
        ("第二部分：今年的安排", "2"),
        ("part two, this year's plan", "2"),
        ("part one of the review", "1.1"),
        ("第二部分第一点 工业和园区", "2.1"),
        ("second part, number four, refined management of the city", "2.4"),
        ("chapter II heading", "2"),
        ("pt 2 pls", "2"),
        ("农业那一节", "2.5"),
        ("去年民生那一节", "1.5"),
        ("回顾的第一部分", "1.1"),
    ],
)
def test_a_section_is_found_by_its_place_among_others(query: str, id: str) -> None:
    """The fifth, the last, the first of the year's tasks or achievements is that section; a part is no part of itself."""
    assert ids(answer("section", query)) == [id]


def test_a_place_among_others_that_there_is_not_is_no_section() -> None:
    """The ninth of six tasks is not answered with another passage, nor note 13 of twelve with another note."""
    assert answer("term", "注释13") == []
    for query in ("今年的第九项任务", "今年重点工作的第九项", "plan, item 9: culture"):
        assert answer("section", query) == []


@pytest.mark.parametrize(
    ("command", "query"),
    [("section", "今年的第九项任务"), ("section", "2.p99"), ("term", "注释13"), ("term", "note 13")],
)
def test_nothing_is_near_to_a_place_that_there_is_not(command: str, query: str) -> None:
    """Even with --all nothing is ranked for a task, a paragraph or a note by a number that the report has not."""
    found = look_up(REPORT, command, query, Options(format="json", everything=True))
    assert (found.exit_code, [*found.hits]) == (1, [])


@pytest.mark.parametrize(
    ("command", "query"),
    [
        ("search", "how many people died in road accidents"),
        ("search", "充电桩今年要装多少个"),
        ("search", "高考本科上线率是百分之几"),
        ("project", "320国道改线工程哪年通车"),
        ("project", "G320 rerouting, completion date"),
        ("search", "12件民生实事的清单都有哪些"),
        ("project", "Dongfanghong sports park, floor area"),
    ],
)
def test_a_passage_or_a_part_does_not_answer_for_what_has_no_such_figure(command: str, query: str) -> None:
    """A figure, a date, a list that a record has not is not told by the passage about it, nor by half of the query."""
    assert answer(command, query) == []


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("共同富裕", "2.6"),
        ("城乡融合那一块", "1.4"),
        ("今年工作怎么安排", "2"),
        ("work arrangements for 2024", "2"),
        ("2023年工作回顾", "1"),
    ],
)
def test_a_heading_comes_before_the_passages(query: str, id: str) -> None:
    """What stands in one heading, or means a whole part, is that section and neither a note nor a paragraph of it."""
    assert ids(answer("section", query))[0] == id


def test_figures_and_years_are_read_as_people_write_them() -> None:
    """A space before 亿, a fiscal year, and a decimal without its unit are the figures and years that they stand for."""
    assert Query("536.4 亿", REPORT).quantities.figures == ("536.4亿",)
    assert Query("GDP FY23", REPORT).year == 2023
    assert ids(answer("result", "what is the 91.2")) == ["project-amount-entered-in-statistics"]
    assert Query("a comparison of a county", REPORT).places.others == ()


def test_the_initials_of_the_own_place_are_no_name() -> None:
    """Gas is no honour of 高安市, whose initials it has."""
    assert all(hit.how != "initials" for hit in answer("search", "gas"))


def test_a_ranking_goes_on_behind_its_answers_without_repeating_them() -> None:
    """Nothing stands twice in a ranking, neither as an answer nor behind one."""
    found = look_up(REPORT, "section", "共同富裕", Options(format="json", everything=True))
    places = [(hit.record.kind, hit.position) for hit in found.hits]
    assert len(places) == len(set(places)) > 1


def test_what_a_query_states_of_a_year_does_not_choose_the_year() -> None:
    """Last year's figure, told with the question for this year's, is no question for last year."""
    for query in ("8,940 school places last year, how many now", "去年新增学位8940个，要多少"):
        assert Query(query, REPORT).year is None
    assert answer("target", query)[0].record.id == "new-school-places"


def test_who_asks_and_why_chooses_no_place() -> None:
    """A place in a sentence that does not ask is no place that is asked about; one in the question is."""
    told = "The user compares the counties of Fengcheng's prefecture. What was the GDP of {}the city in 2023?"
    assert Query(told.format(""), REPORT).places.others == ()
    assert Query(told.format("Nanchang and of "), REPORT).places.others == ("南昌",)


def test_a_misspelt_word_before_city_is_no_place() -> None:
    """A sanitray city is a sanitary one with a slip, and not the city of Sanitray."""
    assert ids(answer("honour", "provincial sanitray city")) == ["provincial-sanitary-city"]


def test_a_code_with_a_slip_is_the_one_that_is_meant() -> None:
    """A code of four digits with two of them changed places is the term's."""
    assert ids(answer("term", "1252人才工程"))[:1] == ["talent-1225"]


def test_the_year_of_a_figure_that_is_named_is_told() -> None:
    """Who names a figure and asks which year it is of is answered with it; who names none is not told an undated figure."""
    assert ids(answer("result", "8940个学位是哪年的数"))[:1] == ["new-school-places"]
    assert answer("result", "新增学位是哪年开始统计的") == []


def test_several_figures_are_each_told_apart() -> None:
    """Two figures of which each is one record's are answered by these two."""
    found = ids(answer("result", "67.1%和88.4%是什么降幅"))
    assert found == ["illegal-land-plots-number-growth", "illegal-land-plots-area-growth"]


def test_whether_or_not_is_no_negation() -> None:
    """是不是 asks; 不是 and what follows is left out of what is asked."""
    assert "通车" in {word.text for word in Query("是不是每个村都通车", REPORT).words}
    assert Query("规上企业总数，不是新增", REPORT).plain.strip(", ，") == "规上企业总数"


@pytest.mark.parametrize("query", ["固定资产投姿", "社会消费品另售总额", "afforestaton"])
def test_one_wrong_character_is_corrected_and_called_a_correction(query: str) -> None:
    """A name with one character wrong or left out is found as a correction, which is not wholly certain."""
    hit = find(query)[0]
    assert hit.how == "fuzzy"
    assert 90 < hit.score < 100


def test_the_own_place_is_no_other() -> None:
    """高安市 and Gao'an, with the prefecture and province they lie in, are the report's own place."""
    for query in ("江西省宜春市高安市GDP", "GDP growth of Gao'an, Yichun, Jiangxi"):
        assert answer("target", query)[0].record.id == "gdp-growth"


def test_a_cause_is_asked_of_the_words_that_tell_one() -> None:
    """Why some indicators grew less than hoped is answered by the sentence that says why; who tells why he asks is too."""
    assert "受超预期因素影响" in words_of(answer("search", "部分经济指标增速不及预期的原因")[0].record)
    for query in (
        "由于工作原因，请问去年GDP总量是多少",
        "I teach a class, that is why I want the 2023 GDP",
        "总经理让我查去年的GDP总量",
    ):
        assert ids(answer("result", query))[:1] == ["gross-regional-product"]


@pytest.mark.parametrize(
    "query",
    [
        "人才公寓 套数",
        "芦圩大桥 桥长及跨径",
        "城南污水厂日处理能力",
        "餐厨垃圾处理项目 设计规模",
        "大城至黄沙公路 通车时间",
    ],
)
def test_a_work_without_a_number_answers_for_no_quantity(query: str) -> None:
    """A work that the report gives no figure or day of is no answer to who asks for its size, number, sum or time."""
    assert ids(find(query, ("project", "target", "result"))) == []


@pytest.mark.parametrize(
    ("command", "query", "id"),
    [
        ("result", "发了多少补助，有多少人拿到了", "subsidies-paid"),
        ("result", "民生一共花了多少，占支出几成", "livelihood-spending-share"),
        ("result", "高考成绩在江西排第几", None),
        ("result", "where does its grain output rank within Jiangxi", "grain-output-rank"),
        ("target", "selling used vehicles overseas", "used-vehicle-exports"),
        ("target", "senior-friendly home retrofits", "homes-made-age-friendly"),
        ("project", "the town of Yuan dynasty porcelain", "yuan-blue-and-white-town"),
        ("result", "per-visit outpatient bill down how many %", "outpatient-cost-per-visit"),
        ("section", "agenda for the next twelve months", "2"),
    ],
)
def test_a_word_with_another_sense_hides_no_answer(command: str, query: str, id: str | None) -> None:
    """Two questions for figures, overseas sales, seniors at home, the Yuan dynasty: none asks for what the word also means."""
    assert [hit.record.id for hit in answer(command, query)][:1] == ([] if id is None else [id])


def test_several_subjects_are_each_answered_or_said_to_be_missing() -> None:
    """GDP and fiscal revenue are both answered; of GDP and a lunar landing one is, and the other named."""
    assert ids(answer("target", "GDP 财政收入"))[:2] == ["gdp-growth", "general-public-budget-revenue"]
    found = look_up(REPORT, "target", "gdp, xyzzyqq", Options(format="json"))
    assert found.records[0].id == "gdp-growth"
    assert found.remarks == ("nothing among the targets is found for “xyzzyqq”",)


def test_questions_about_the_report_as_a_whole() -> None:
    """The main targets are the headline ones; who, when and where are answered by the lines that say so."""
    assert all(getattr(hit.record, "headline", False) for hit in answer("target", "今年的主要目标"))
    for query, words in (
        ("高安市长是谁", "周万辉"),
        ("when was it delivered", "2024年2月1日"),
        ("哪次会议", "第五次会议"),
    ):
        assert words in words_of(answer("search", query)[0].record)


def test_what_is_planned_as_a_project_answers_for_a_target() -> None:
    """A project of the year is found among its targets where no target is meant, and people are told."""
    found = look_up(REPORT, "target", "锂渣消纳场", Options())
    assert found.records[0].kind == "project"
    assert found.remarks[0] == "no target is called so: the report has it as a project"


@pytest.mark.parametrize(
    ("command", "query", "kind"),
    [
        ("project", "居家适老化改造", "target"),
        ("honour", "百强县位次", "result"),
        ("result", "国家一级公共图书馆", "honour"),
    ],
)
def test_other_kinds_answer_beside_the_one_that_is_asked_for(command: str, query: str, kind: str) -> None:
    """A figure, a project and an honour answer for each other, and only those of a command's year."""
    first = answer(command, query)[0].record
    assert first.kind == kind
    assert all(getattr(hit.record, "year", None) == 2023 for hit in answer("result", query))


@pytest.mark.parametrize("query", ["PM10浓度", "number of hospital beds", "结婚登记对数", "人均GDP"])
def test_what_is_unsaid_is_not_answered(query: str) -> None:
    """A neighbour of what the report says, which it does not say, finds nothing."""
    assert answer("result", query) == []


def test_a_figure_finds_what_it_is_of() -> None:
    """A number with its unit finds the record that gives it."""
    assert ids(answer("target", "13.7亿斤"))[0] == "grain-output"


def test_nothing_unsaid_is_the_name_of_a_record() -> None:
    """unsaid.yaml has nothing that a record is called, or people call it."""
    unsaid = {text.fold(one, REPORT.simplified) for one in read_unsaid(Path(beside("unsaid.yaml")).read_bytes(), "")}
    for kind in KINDS:
        tables = (REPORT.tables[f"{kind}.{name}"] for name in ("names", "everyday"))
        assert unsaid.isdisjoint(name for table in tables for name, _, _ in table)


def test_a_correction_and_a_growth_for_an_amount_are_announced() -> None:
    """People are told of a slip that was corrected, programs by match.how, and of a growth where there is no amount."""
    said = look_up(REPORT, "target", "科技形中下企业", Options()).remarks
    assert said[0].startswith("nothing is called “科技形中下企业”; this is the nearest by spelling:")
    assert look_up(REPORT, "target", "社零总额总量是多少", Options()).remarks[0] == (
        "the report gives its growth here, and no amount"
    )


def test_all_ranks_without_an_answer() -> None:
    """With --all the whole ranking is printed, and the exit code still says that nothing answers."""
    found = look_up(REPORT, "target", "宜春的造船业", Options(format="json", everything=True))
    assert found.exit_code == 1
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("command", "query", "id"),
    [
        ("result", "cyd", "business-start-up-guarantee-loans"),
        ("result", "cydb", "business-start-up-guarantee-loans"),
        ("result", "ydbdk", "business-start-up-guarantee-loans"),
        ("result", "ydbd", None),
        ("result", "bdk", None),
        ("result", "cydbdkx", None),
        ("result", "chuangye danbao", "business-start-up-guarantee-loans"),
        ("result", "danbao", "business-start-up-guarantee-loans"),
        ("result", "danba", None),
        ("target", "lv", None),
        ("target", "粮石铲量", "grain-output"),
        ("target", "凉石铲量", None),
    ],
)
def test_how_much_of_a_sound_names_a_record(command: str, query: str, id: str | None) -> None:
    """All initials of a name are it, four at its beginning or five inside; syllables whole; of homophones half the characters."""
    found = answer(command, query)
    assert ids(found)[:1] == ([] if id is None else [id])
    assert all(hit.how in ("initials", "pinyin") for hit in found[:1])


@pytest.mark.parametrize(
    ("command", "query", "id", "how"),
    [
        ("target", "liangshi harvest", "grain-output", "pinyin"),
        ("result", "growth of fiscal revnue", "general-public-budget-revenue", "fuzzy"),
        ("target", "plan for toursim this year", "culture-and-tourism-consumption", "fuzzy"),
        ("target", "what about nurserry places", "new-nursery-places", "fuzzy"),
        ("target", "rural tolets", "rural-toilet-revolution", "fuzzy"),
    ],
)
def test_an_unknown_word_of_a_question_is_a_sound_or_a_slip(command: str, query: str, id: str, how: str) -> None:
    """A word that nobody knows is taken for one of the report's, by its sound or its letters, and the hit says so."""
    first = answer(command, query)[0]
    assert (first.record.id, first.how) == (id, how)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("target", 9, 0.1, "alias", "exact"), ("target", 1, 1.0, "name", "prefix")),
        (("target", 9, 0.1, "alias", "substring"), ("target", 1, 1.0, "name", "pinyin")),
        (("target", 9, 0.1, "alias", "initials"), ("target", 1, 1.0, "name", "fuzzy")),
        (("target", 9, 0.8, "alias", "prefix"), ("target", 1, 0.7, "name", "prefix")),
        (("target", 9, 0.8, "name", "prefix"), ("target", 1, 0.8, "alias", "prefix")),
        (("target", 9, 1.0, "id", "exact"), ("target", 1, 1.0, "name", "exact")),
        (("target", 1, 0.8, "name", "prefix"), ("target", 0, 0.8, "name", "prefix")),
        (("target", 90, 0.8, "name", "prefix"), ("result", 90, 0.8, "name", "prefix")),
        (("target", 90, 0.8, "name", "prefix"), ("target", 91, 0.8, "name", "prefix")),
    ],
)
def test_what_is_found_by_its_name_has_an_order(first: tuple[Any, ...], second: tuple[Any, ...]) -> None:
    """The surer way comes first, then how much of the name it is, the field, a headline, the kind and the place."""
    assert getattr(REPORT.record("target", 1), "headline", False)
    assert not any(
        getattr(REPORT.record(*at), "headline", False) for at in (("target", 0), ("target", 90), ("result", 90))
    )
    hits = [hit_of(REPORT, kind, position, share, field, how) for kind, position, share, field, how in (second, first)]
    assert best_of(hits) == hits[::-1]
    again = hit_of(REPORT, first[0], first[1], 0.01, "text", "fuzzy")
    assert best_of([again, *hits]) == best_of([*hits, again]) == hits[::-1]


@pytest.mark.parametrize(
    ("kind", "form", "id"),
    [
        ("target", "粮食播种面机", "grain-sown-area"),
        ("target", "粮食播种积面", "grain-sown-area"),
        ("target", "食播种面积", "grain-sown-area"),
        ("target", "粮食播种了面积", None),
        ("target", "粮食波种面机", None),
        ("target", "粮食产亮", None),
        ("target", "省内资金", None),
        ("target", "grain outptu", "grain-output"),
        ("target", "grain utput", "grain-output"),
        ("target", "new schol places", "new-school-places"),
        ("target", "new schoool places", "new-school-places"),
        ("target", "new shcool places", "new-school-places"),
        ("target", "new school paces", None),
        ("target", "nwe shcool places", None),
        ("target", "exprots", None),
        ("project", "320国导改线", "national-road-320-rerouting"),
        ("project", "321国道改线", None),
        ("project", "230国道改线", None),
    ],
)
def test_what_is_one_slip(kind: str, form: str, id: str | None) -> None:
    """In a long name one character may be wrong, left out, doubled or moved; not a digit, and not into another word."""
    found = by_one_slip(REPORT, form, kind)
    assert ids(found)[:1] == ([] if id is None else [id])
    assert all(hit.how == "fuzzy" and 0.8 < hit.share < 1 for hit in found)


@pytest.mark.parametrize(
    ("form", "id", "share"),
    [
        ("xin zeng xue wei", "new-school-places", 1.0),
        ("xin zeng xue we", "new-school-places", 0.96),
        ("exprots", "exports", 0.86),
        ("expots", "exports", 0.92),
        ("grain outptu", "grain-output", 0.92),
        ("gdpp", None, 0),
        ("粮食产两", "grain-output", 0.75),
        ("食粮产量", "grain-output", 0.75),
        ("量食产量", None, 0),
        ("高标准农天", "high-standard-farmland-built-and-renovated", 0.8),
        ("城镇居民人均可支配收如", "urban-income-growth", 0.91),
        ("农天", None, 0),
        ("车停场", "new-smart-car-parks", 0.7),
        ("产量粮食", "grain-output", 0.7),
        ("高标准农田建设和改造提升面积", None, 0),
    ],
)
def test_what_is_spelled_nearly_so(form: str, id: str | None, share: float) -> None:
    """Most letters or characters in their order, or all in another; the first of a short name never changes."""
    found = best_of(by_spelling(REPORT, form, "target"))
    assert ids(found)[:1] == ([] if id is None else [id])
    assert [round(hit.share, 2) for hit in found[:1]] == ([] if id is None else [share])


def test_of_two_headings_the_one_of_the_year_is_meant() -> None:
    """Where a heading of either part holds the query, its year tells which."""
    assert ids(answer("section", "this year's reform section")) == ["2.3"]
    assert ids(answer("section", "last year's reform section")) == ["1.3"]
    assert ids(answer("section", "reform section")) == ["1.3", "2.3"]


@pytest.mark.parametrize(
    ("command", "query", "note"),
    [
        ("term", "注释12", 12),
        ("term", "footnote 9", 9),
        ("term", "[7]", 7),
        ("term", "第三条注释", 3),
        ("search", "note 12", 12),
        ("search", "第7条注释", 7),
    ],
)
def test_a_reference_to_a_note_finds_its_terms(command: str, query: str, note: int) -> None:
    """The number of a note, written as one, finds all the terms that it explains and nothing else."""
    found = [hit for hit in answer(command, query) if isinstance(hit.record, Term)]
    assert ids(found) == [term.id for term in REPORT.terms if term.note == note]
    assert found[0].score == 100


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("employmnt", ("employment",)),
        ("umemployment", ("unemployment",)),
        ("outptu", ("output",)),
        ("outputt", ("output",)),
        ("ouput", ("output",)),
        ("roadss", ("roads",)),
        ("roads", ()),
        ("raods", ("roads",)),
        ("roams", ()),
        ("contarct", ("contact", "contract")),
        ("grains", ("grain",)),
        ("deployment", ()),
        ("deforestation", ()),
        ("gran", ()),
        ("afforest", ()),
        ("elementary", ()),
    ],
)
def test_which_english_word_is_meant(word: str, meant: tuple[str, ...]) -> None:
    """A word of five letters and more with one slip behind its first letter is the report's, or either of two; another word stays."""
    documents = (" afforestation unemployment / employment roads ", " grain output contact contract ")
    assert corrected(word, documents) == meant


def test_all_ranks_nothing_that_has_nothing_in_common() -> None:
    """Asked for everything, a query that shares neither word nor meaning with any record lists none."""
    for kind, query in (("target", "xyzzyqq"), ("honour", "龘䶮")):
        assert gaoan_cli.search(REPORT, query, [kind], everything=True) == []
    found = gaoan_cli.search(REPORT, "出国旅游签证", ["target"], everything=True)
    assert found[0].record.id == "culture-and-tourism-consumption"
    assert len(found) < REPORT.count("target") / 5


@pytest.mark.parametrize("character", ["水", "碳", "桥"])
def test_one_character_of_the_text_is_found(character: str) -> None:
    """A section query of one character finds the paragraphs that hold it, and no others."""
    found = [hit.record for hit in answer("section", character)]
    paragraphs = {p.id for p in REPORT.paragraphs if character in p.text}
    assert {record.id for record in found} <= paragraphs
    assert found


def test_a_plan_is_no_section() -> None:
    """Numerals that are words of the text are not taken for the number of a section."""
    for command in ("section", "search"):
        assert "“十四五”" in words_of(answer(command, "十四五")[0].record)


def test_an_unknown_kind_is_wrong_usage(report: Report) -> None:
    """The API names the kinds that there are."""
    with pytest.raises(UsageError, match="known are target, result"):
        gaoan_cli.search(report, "gdp", kinds=["nope"])
    with pytest.raises(UsageError, match="a list of kinds"):
        gaoan_cli.search(report, "gdp", kinds="target")
    with pytest.raises(UsageError, match="known are target, result"):
        report.get("nope", "gdp-growth")
    with pytest.raises(UsageError, match="no target 'nope'"):
        gaoan_cli.compare(report, "nope")


class Case(NamedTuple):
    """A query in one kind, the record it must find first, and how."""

    kind: str
    query: str
    id: str
    how: str


TIER_CASES = [
    Case("target", "gdp-growth", "gdp-growth", "exact"),
    Case("target", "ＧＤＰ", "gdp-growth", "exact"),
    Case("term", "1225", "talent-1225", "exact"),
    Case("term", "9", "four-dusts-three-smokes-three-gases", "exact"),
    Case("term", "三烟", "four-dusts-three-smokes-three-gases", "exact"),
    Case("term", "4尘3烟3气", "four-dusts-three-smokes-three-gases", "exact"),
    Case("result", "cydbdk", "business-start-up-guarantee-loans", "initials"),
    Case("target", "科技形中下企业", "technology-based-smes", "fuzzy"),
]


@pytest.mark.parametrize("case", TIER_CASES, ids=lambda case: case.query)
def test_a_hit_says_its_way(case: Case) -> None:
    """The query finds the record first, in the way it belongs to, with a chance in percent."""
    first = find(case.query, (case.kind,))[0]
    assert (first.record.id, first.how) == (case.id, case.how)
    assert 50 <= first.score <= 100


@pytest.mark.parametrize("query", ["量子计算", "bitcoin", "xyzzyq", "unemployment", "？？？", "，。", "oa"])
def test_nothing_is_found_plainly(query: str) -> None:
    """A query about something else finds nothing in any kind."""
    assert find(query, KINDS[:5]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_finds_its_record_alone(report: Report, kind: str) -> None:
    """An id that was printed, given back, finds its record and no other."""
    for record in report.records(kind):
        assert ids(find(record.id, (kind,))) == [record.id]


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["target", "result", "term", "honour", "project"])
def test_every_name_and_alias_is_exact(report: Report, kind: str) -> None:
    """A name, English name or alias finds its record exactly."""
    for record in report.records(kind):
        assert isinstance(record, (Figure, Honour, Project, Term))
        name, name_en = (record.title, record.title_en) if isinstance(record, Honour) else (record.name, record.name_en)
        for word in (name, name_en, *record.aliases):
            hits = find(word, (kind,))
            assert hits[0].how == "exact", (record.id, word)
            assert record.id in ids(hits), (record.id, word)


def test_an_exact_hit_stands_alone_unless_everything_is_asked_for() -> None:
    """GDP finds one target exactly; asked for everything, it finds more below it."""
    assert len(find("GDP", ("target",))) == 1
    everything = gaoan_cli.search(REPORT, "GDP", ["target"], everything=True)
    assert everything[0].how == "exact"
    assert len(everything) > 1


@pytest.mark.parametrize(
    ("query", "kind"), [("2023年高新技术企业", "result"), ("2024年高新技术企业", "target"), ("去年新增学位", "result")]
)
def test_a_year_chooses_between_result_and_target(query: str, kind: str) -> None:
    """A year in the query decides between the two years' records of an indicator."""
    assert find(query)[0].record.kind == kind


def test_a_year_in_digits_that_the_kind_is_not_about_finds_nothing() -> None:
    """A target asked for by the year of the review is not answered with the plan's figure."""
    assert find("2023年GDP", ("target",)) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("2.3", ["2.3"]),
        ("二（三）", ["2.3"]),
        ("第二部分第三点", ["2.3"]),
        ("part 2 section 3", ["2.3"]),
        ("（三）", ["1.3", "2.3"]),
        ("第三点", ["1.3", "2.3"]),
        ("三", ["1.3", "2.3"]),
        ("二", ["2", "1.2", "2.2"]),
        ("第一部分", ["1"]),
        ("part two", ["2"]),
        ("A", ["A"]),
        ("2.3.p2", ["2.3.p2"]),
        ("去年工作回顾", ["1"]),
        ("work plan", ["2"]),
        ("名词解释", ["A"]),
        ("explanatory notes", ["A"]),
        ("开头", ["0"]),
        ("2024年任务第2条", ["2.2"]),
    ],
)
def test_references_to_sections(query: str, expected: list[str]) -> None:
    """A reference, or what a part is commonly called, finds the section; one without its part finds that of each part."""
    assert ids(find(query, KINDS_OF["section"])) == expected


@pytest.mark.parametrize(("query", "kind"), [("政府", "target"), ("高安", "project"), ("city", "target")])
def test_words_that_only_ask_find_what_is_called_so(query: str, kind: str) -> None:
    """A query of nothing but words that ask finds the records whose names hold it."""
    assert find(query, (kind,))
    assert find("多少", (kind,)) == []


def test_search_adds_passages_behind_the_answer() -> None:
    """The figure comes before the paragraphs that mention it."""
    kinds = [hit.record.kind for hit in answer("search", "停车场")]
    assert kinds[0] == "target"
    assert "result" in kinds
    assert kinds[-1] == "paragraph"


def test_nothing_found_says_where_else_it_stands() -> None:
    """CPI is no result of 2023, but a target of 2024, and the message says so."""
    said = look_up(REPORT, "result", "CPI", Options()).remarks
    assert "The report has it as a target of 2024: gaoan target consumer-prices" in said


def test_nothing_found_suggests_the_nearest() -> None:
    """What is near in meaning is suggested with the command to type, three at most."""
    said = look_up(REPORT, "target", "水稻产量", Options()).remarks
    suggested = said[said.index("Nearest:") + 1 :]
    assert 0 < len(suggested) <= 3
    assert all(line.startswith("  gaoan target ") for line in suggested)
    many = look_up(REPORT, "target", "高安看病难", Options()).remarks
    assert len(many[many.index("Nearest:") + 1 :]) == 3


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("5", "5.6", False),
        ("5.6", "增长5.6%", True),
        ("25", "1225", False),
        ("rate", "operating rate", True),
        ("rat", "operating", False),
    ],
)
def test_a_number_or_word_is_found_whole(form: str, text: str, found: bool) -> None:
    """A number does not match inside a longer one, nor a short word inside a longer one."""
    import re

    assert bool(re.search(bordered(form), text)) is found


def test_a_bare_digit_is_a_note_and_nothing_else() -> None:
    """5 is the fifth note; it does not find every record with a 5 in it."""
    assert ids(find("5", KINDS[:5])) == ["five-roads"]


def test_words_of_the_text_find_its_paragraph() -> None:
    """Words of the text find the paragraph that holds them."""
    record = find("防震减灾", KINDS_OF["section"])[0].record
    assert isinstance(record, Paragraph)
    assert "防震减灾" in record.text


@pytest.mark.parametrize(("form", "found"), [("水", True), ("75", True), ("7", False), ("gdp", True), ("vr", False)])
def test_how_short_a_piece_of_the_text_may_be(form: str, found: bool) -> None:
    """One Chinese character, two digits or three letters are found in the text, and less is not."""
    assert any(form in paragraph.text.casefold() for paragraph in REPORT.paragraphs)
    assert bool(by_text(REPORT, form, "paragraph")) is found


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_held_by_the_records_that_one_finds_who_reads_them_all(kind: str) -> None:
    """The index has each word, and Chinese of any length, where names and words of the report have it, and only there."""
    query = Query("高质量发展和智慧停车场，water grain gdp，国家4A级，水，园区，增长5.6%，高安市人", REPORT)
    room = Room(REPORT, query, kind)
    rows = REPORT.tables.rows(f"{kind}.words")
    for word, named, said in zip(query.words, room.named, room.said, strict=True):
        forms = [(form, f" {form} " if form.isascii() else form) for form in word.forms]
        assert named == {at for at, row in enumerate(rows) if any(found in "\n".join(row[:2]) for _, found in forms)}
        own = {
            at for at, row in enumerate(rows) if any(found in row[3 if form.isascii() else 2] for form, found in forms)
        }
        assert said == own
