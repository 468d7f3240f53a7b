"""What a query says: what it names, the words it asks with, its year, and the places it refers to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gaoan_cli.load import load_report
from gaoan_cli.matching import guards, places, quantities, query, references, sentences, subjects, wanted, years
from gaoan_cli.matching.cutting import cut
from gaoan_cli.matching.evidence import pairs_of
from gaoan_cli.matching.guards import beside_rank
from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.places import short_of
from gaoan_cli.matching.quantities import counted_things, misnumbered, numbered, numbers_of, slogan_numbers, thresholds
from gaoan_cli.matching.query import LONGEST_QUERY, Query
from gaoan_cli.matching.references import note_of, nth_of, sections_of
from gaoan_cli.matching.subjects import is_separated, subjects_of
from gaoan_cli.matching.years import kinds_about
from gaoan_cli.report import fold

REPORT = load_report()


@pytest.mark.parametrize(
    ("query", "pieces", "words", "year"),
    [
        ("2024年GDP增长目标是多少？", ("gdp增长",), ("gdp", "增长"), 2024),
        ("how many new school places in 2024?", (), ("new", "school"), 2024),
        ("城里人的收入", ("城里人", "收入"), ("城里人", "收入"), None),
        ("last year", (), (), 2023),
    ],
)
def test_what_a_question_names(query: str, pieces: tuple[str, ...], words: tuple[str, ...], year: int | None) -> None:
    """A question keeps the words that name something, and its year."""
    parsed = Query(query, REPORT)
    assert tuple(piece for piece in parsed.han_pieces if fold.is_han(piece)) == pieces
    assert (tuple(word.text for word in parsed.words), parsed.year) == (words, year)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    """What a word weighs is how rare it is in the language, not in this report."""
    weights = {word.text: word.weight for word in Query("油茶 工作", REPORT).words}
    assert weights["油茶"] > 2 * weights["工作"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("粮食产量", ["粮食产量"]),
        ("固定资产投姿", ["固定资产", "投", "姿"]),
        ("研究生命起源", ["研究", "生命", "起源"]),
        ("城南污水处理厂", ["城南", "污水处理", "厂"]),
        ("龘粮食", ["龘", "粮食"]),
        ("r&d经费5.6%", ["r&d", "经费", "5.6%"]),
        ("the yuan. of gdp", ["the", "yuan", "of", "gdp"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_the_fewest_words(text: str, words: list[str]) -> None:
    """Of the ways to cut a run of Chinese the one with the fewest words is taken, then with the commonest."""
    assert REPORT.words.cut(text) == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("厕改", ["厕改"]),
        ("今年厕改资金", ["今年", "厕改", "资金"]),
        ("救火和救旱", ["救火", "和", "救旱"]),
        ("多少钱的茅房", ["多少钱", "的", "茅房"]),
        ("帮我查一下税收", ["帮我", "查一下", "税收"]),
        ("what gdp", ["what", "gdp"]),
    ],
)
def test_what_people_say_is_cut_as_one_word(query: str, words: list[str]) -> None:
    """A phrase that asks, and an everyday word that the table lacks, stay whole."""
    assert cut(REPORT.words, (frozenset(REPORT.tables["lexicon"]["asking"]), REPORT.thesaurus), query) == words


def test_a_word_tells_more_the_rarer_it_is() -> None:
    """What nobody knows tells the most, and the commonest word a little still."""
    weight = REPORT.words.weight
    assert 0 < weight("the") < weight("work") < weight("forest") < weight("afforestation") == weight("xyzzyqq")


def test_what_is_negated_is_not_asked_for() -> None:
    """不要增速 and “not the total” leave no word behind."""
    assert [word.text for word in Query("GDP，不要增速", REPORT).words] == ["gdp"]
    assert [word.text for word in Query("school places, not nursery places", REPORT).words] == ["school"]


@pytest.mark.parametrize(
    ("query", "year"),
    [
        ("1999年GDP", 1999),
        ("GDP in 1998", 1998),
        ("22年GDP", 2022),
        ("二零二二年GDP", 2022),
        ("二〇二三年GDP", 2023),
        ("旧年GDP", 2023),
        ("GDP the year before last", 2022),
        ("近20年GDP", None),
        ("1998 GDP", 1998),
        ("gdp 1998", 1998),
        ("1950户", None),
        ("20年以上的老旧小区", None),
        ("请查2024年高安对12345有什么打算，别混入去年的", 2024),
        ("past yr, farming", 2023),
        ("this yr's schools", 2024),
        ("what was built in 23", 2023),
        ("23 roads", None),
        ("built in 23 villages", None),
        ("new roads '24", 2024),
        ("新一年的任务", 2024),
    ],
)
def test_a_year_as_people_write_it(query: str, year: int | None) -> None:
    """A year is known in two digits and in Chinese, before 2000 too, and as the last but one; a span of years is none."""
    assert Query(query, REPORT).year == year


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("GDP，不要增速", {"growth"}),
        ("2023 grain crop in tonnes, not the ranking", {"rank"}),
        ("road deaths, heads not per cent", {"growth", "share"}),
        ("GDP growth", set()),
        ("growth of exports, not the growth of imports", set()),
    ],
)
def test_what_is_not_to_be_measured(query: str, refused: set[str]) -> None:
    """不要增速 refuses a growth, “not the ranking” a rank, “not per cent” what is given so; what is asked too is not refused."""
    assert wanted.refused(Query(query, REPORT)) == refused


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("去年规上工业加了45家，今年才多少", True),
        ("去年放了16.21亿元，今年多少", False),
        ("规上工业多少家", True),
        ("规上工业增加值多少", False),
        ("多少钱，多少家", False),
    ],
)
def test_what_is_told_of_last_year_says_what_is_counted(query: str, counts: bool) -> None:
    """Who tells of 45家 last year and asks 多少 of this one asks how many; yuan, and what has no unit, are not counted."""
    assert Query(query, REPORT).quantities.counts == counts


def test_no_query_that_a_pattern_matches_is_passed_over() -> None:
    """Each of the labelled queries that a pattern matches has one of the words that the pattern is looked for by."""
    files = [(Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("queries.yaml", "strangers.yaml")]
    lines = [query for file in files for query in re.findall(r'query: "?(.*?)"?, expect', file)]
    patterns = [
        one
        for room in (guards, places, quantities, query, references, sentences, subjects, wanted, years)
        for one in vars(room).values()
    ]
    for one in (one for one in patterns if isinstance(one, Pattern)):
        matched = [line for line in map(str.lower, lines) if re.search(one.expression, line)]
        assert matched
        assert [line for line in matched if not any(word in line for word in one.words)] == []


def test_what_is_negated_ends_at_a_colon() -> None:
    """Behind a colon what is asked for goes on."""
    assert "farmland" in Query("she does not read Chinese: how much farmland was built", REPORT).plain


def test_what_is_negated_is_no_subject() -> None:
    """A clause that says what is not asked for is no second thing to look for."""
    assert subjects_of(Query("2023 grain crop in tonnes, not the ranking", REPORT)) == ()
    assert [one.text for one in subjects_of(Query("gdp, cpi", REPORT))] == ["gdp", "cpi"]


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("去年总共放了多少钱", {"元"}),
        ("how much money went to firms", {"元"}),
        ("deals above 100 million yuan", set()),
        ("output in million yuan", {"million", "yuan"}),
        ("liangshi mianji mu biao", set()),
        ("how many mu of forest", {"mu"}),
        ("总额多少个亿", {"亿"}),
        ("多少个亿元以上项目", set()),
        ("share of jobs", {"%"}),
        ("rate as a percentage", {"%"}),
        ("duo shao mu", {"mu"}),
        ("harvest in tonnes", {"tonne"}),
        ("dong fang hong ti yu gong yuan", set()),
        ("retail sales, 100 mn yuan", {"yuan"}),
        ("projects signed (bn yuan)", {"yuan"}),
    ],
)
def test_the_units_that_are_asked_for(query: str, units: set[str]) -> None:
    """Money is asked in yuan; what is over 100 million yuan is not, nor are the mu of mubiao and the yuan of gongyuan units."""
    assert Query(query, REPORT).quantities.asked_units == units


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ("13.7亿斤是什么", ("13.7亿斤",)),
        ("8,940 school places", ("8940",)),
        ("85.6% of what", ("85.6%",)),
        ("PM2.5", ()),
        ("12 items", ()),
        ("what reached 1.95 per cent", ("1.95%",)),
        ("297项指什么", ("297",)),
        ("320国道", ()),
        ("the 2.3 yi of bonds", ("2.3亿",)),
        ("12 wan firms", ("12万",)),
    ],
)
def test_the_figures_that_are_named(query: str, figures: tuple[str, ...]) -> None:
    """A figure is named with its unit, or by enough digits; the number of a name is none."""
    assert Query(query, REPORT).quantities.figures == figures


@pytest.mark.parametrize(
    ("query", "year"),
    [
        ("去年GDP", 2023),
        ("上年GDP", 2023),
        ("上一年的GDP", 2023),
        ("前年GDP", 2022),
        ("大前年GDP", 2021),
        ("今年GDP", 2024),
        ("本年度GDP", 2024),
        ("新的一年", 2024),
        ("明年GDP", 2025),
        ("GDP last year", 2023),
        ("last year's GDP", 2023),
        ("the past year", 2023),
        ("this year", 2024),
        ("the coming year", 2024),
        ("going forward", 2024),
        ("GDP next year", 2025),
        ("qu nian GDP", 2023),
        ("jinnian GDP", 2024),
        ("ming nian GDP", 2025),
        ("回顾", 2023),
        ("looking back", 2023),
        ("2022年回顾", 2022),
        ("2031年GDP", 2031),
        ("GDP 2023 and 2023", 2023),
        ("2023年和2024年的GDP", None),
        ("今年和去年", None),
        ("2024年GDP比2023年", 2024),
        ("2023年GDP，与去年同期相比", 2023),
        ("GDP比去年增长", None),
        ("较上年", None),
        ("GDP同比", None),
        ("GDP 12023", None),
        ("GDP 20231", None),
        ("GDP", None),
    ],
)
def test_the_year_that_is_asked_about(query: str, year: int | None) -> None:
    """A year is named in digits or by the report's own; of two none is asked about, nor one that is compared with."""
    assert Query(query, REPORT).year == year


@pytest.mark.parametrize(
    ("year", "kinds"),
    [
        (None, ("target", "result", "term")),
        (2023, ("result", "term")),
        (2024, ("target", "term")),
        (2022, ("target", "result", "term")),
    ],
)
def test_the_kinds_that_a_year_leaves(year: int | None, kinds: tuple[str, ...]) -> None:
    """A target is no answer for the year reviewed, nor a result for the year planned, unless nothing else is asked."""
    assert kinds_about(REPORT, year, ("target", "result", "term")) == kinds
    assert kinds_about(REPORT, year, ("target",)) == ("target",)


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        ("三期", "二期", True),
        ("三期", "3期工程", False),
        ("phase three", "三期", False),
        ("phase iii", "phase 2", True),
        ("三期", "二期、三期", False),
        ("三期", "四号", False),
        ("三期", "", False),
        ("五星级", "4星级", True),
        ("five star", "5星级", False),
        ("G320", "105国道", True),
        ("highway 320", "320国道", False),
        ("G3200", "320国道", False),
        ("1252人才", "1225人才", False),
        ("1226人才", "1225人才", False),
        ("2236人才", "1225人才", True),
        ("2024年计划", "2023年计划", False),
        ("第四批", "第三批", True),
        ("第三批还是第四批", "第四批", False),
    ],
)
def test_what_is_numbered_otherwise_is_another(asked: str, told: str, other: bool) -> None:
    """A phase, star, road or batch with another number is another, unless both are named; a moved digit is a slip."""
    assert misnumbered(*(numbered(fold.fold(text, {})) for text in (asked, told))) is other


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("六红", {("6", "红")}),
        ("六红和四好", {("6", "红"), ("4", "好")}),
        ("“5+2”就业之家", {("5+2", "就")}),
        ("six red", {("6", "red")}),
        ("two roads", {("2", "road")}),
        ("一红", set()),
        ("十三红", set()),
        ("5.6红", set()),
        ("五种红", set()),
        ("three kinds", set()),
        ("12 roads", set()),
        ("五", set()),
    ],
)
def test_what_a_slogan_counts(text: str, things: set[tuple[str, str]]) -> None:
    """A number from two to nine and what stands behind it; larger ones and fractions count no slogan."""
    assert counted_things(fold.fold(text, {})) == things


@pytest.mark.parametrize(
    ("slogan", "numbers"),
    [
        ("接二连三", ["2", "3"]),
        ("“5+2”就业之家", ["5+2"]),
        ("五加二", ["5+2"]),
        ("five plus two", ["5+2"]),
        ("1225人才工程", ["1225"]),
        ("邻里中心", []),
    ],
)
def test_the_numbers_of_a_slogan(slogan: str, numbers: list[str]) -> None:
    """The numbers of a slogan come in its order, and 五加二 is 5+2."""
    assert slogan_numbers(fold.fold(slogan, {})) == numbers


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("税收过亿元企业", {1e8}),
        ("十亿元以上项目", {1e9}),
        ("5个亿以上的项目", {5e8}),
        ("超20亿元", {2e9}),
        ("over 2 billion yuan", {2e9}),
        ("above one million yuan", {1e6}),
        ("over some million yuan", set()),
        ("25亿元", set()),
        ("规模以上", set()),
    ],
)
def test_from_which_sum_on_something_counts(text: str, sums: set[float]) -> None:
    """过亿元, 十亿元以上 and “over 2 billion” are thresholds in yuan; an amount is none."""
    assert thresholds(fold.fold(text, {})) == sums


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("增加了321户，其中个体户多少", {321}),
        ("13.5亿元里有多少是贷款", {13.5e8}),
        ("of 40000 firms how many are new", {40000}),
        ("women among the 1.5 million jobs", {1.5e6}),
        ("3家里有多少是新的", set()),
        ("增长12%，多少个点", set()),
        ("top 100", set()),
        ("20强", set()),
    ],
)
def test_the_numbers_of_a_text(text: str, numbers: set[float]) -> None:
    """A number of two digits and more is one, 万 and million counted in; no per cent is, and no place on a list."""
    assert numbers_of(text) == numbers


@pytest.mark.parametrize(
    ("query", "subjects", "separated"),
    [
        ("GDP和财政收入", ["gdp", "财政收入"], True),
        ("GDP、财政收入、CPI", ["gdp", "财政收入", "cpi"], True),
        ("GDP以及CPI还有出口", ["gdp", "cpi", "出口"], True),
        ("GDP？CPI？", ["gdp", "cpi"], True),
        ("gdp, cpi and exports", ["gdp", "cpi", "exports"], True),
        ("gdp & cpi", ["gdp", "cpi"], True),
        ("gdp vs cpi", ["gdp", "cpi"], True),
        ("GDP 财政收入", ["gdp", "财政收入"], False),
        ("b、c、d、e、f", ["b", "c", "d", "e", "f"], True),
        ("b、c、d、e、f、g", [], True),
        ("GDP、2024", [], True),
        ("CPI、国道 桥梁 隧道 铁路 机场", [], True),
        ("gdp cpi", [], False),
        ("R&D", [], False),
        ("粮食产量？", [], False),
        ("腐竹产业园，三期", [], True),
        ("sports park, phase two", [], True),
        ("retail, fourth quarter only", [], True),
        ("粮食产量，人均", [], True),
        ("4,000 jobs", [], True),
    ],
)
def test_the_subjects_of_a_query(query: str, subjects: list[str], separated: bool) -> None:
    """Two to five things of a few words each are asked for at once; a number, or the phase of a work, is none of them."""
    parsed = Query(query, REPORT)
    assert [one.text for one in subjects_of(parsed)] == subjects
    assert is_separated(parsed) is separated


def test_subjects_are_of_the_place_that_is_named() -> None:
    """What names no place beside another's is asked of that one, and no subject by itself; each may name its own."""
    assert subjects_of(Query("南昌的GDP和财政收入", REPORT)) == ()
    assert len(subjects_of(Query("南昌的GDP和高安的财政收入", REPORT))) == 2


def test_the_subjects_of_a_query_are_of_its_year() -> None:
    """The year that is said once holds for each."""
    assert [one.year for one in subjects_of(Query("2023年GDP和财政收入", REPORT))] == [2023, 2023]


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("高安市", "高安"),
        ("江西省", "江西"),
        ("八景镇", "八景"),
        ("和县", "和县"),
        ("内蒙古自治区", "内蒙古"),
        ("恩施土家族苗族自治州", "恩施"),
        ("香港特别行政区", "香港"),
        ("大兴安岭地区", "大兴安岭"),
        ("市", "市"),
    ],
)
def test_a_place_is_called_without_what_it_is(place: str, short: str) -> None:
    """What kind of place it is, and whose, is left out where a name of two characters is left."""
    assert short_of(place) == short


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("宜春GDP", {"宜春"}),
        ("北京的PM2.5", {"北京"}),
        ("丰城市税收", {"丰城市"}),
        ("和县收入", {"和县"}),
        ("Nanchang GDP", {"南昌"}),
        ("江西省宜春市高安市GDP", set()),
        ("高安（宜春）GDP", set()),
        ("高安GDP与宜春比", set()),
        ("高安GDP与南昌比", {"南昌"}),
        ("Gao'an city GDP", set()),
        ("gaoan gdp", set()),
        ("全市GDP", set()),
        ("高安市长", set()),
        ("绿水青山", set()),
        ("大城市病", set()),
        ("county-level city", set()),
        ("county roads", set()),
        ("Xyzzyville county GDP", {"xyzzyville county"}),
        ("晋安全国百强", {"晋安"}),
        ("雁山地区生产总值", {"雁山"}),
        ("创建安全县", set()),
        ("curaçao公共预算收入", {"库拉索"}),
        ("镇沅彝族哈尼族拉祜族自治县农业", {"镇沅彝族哈尼族拉祜族自治县"}),
        ("you'eryuan", set()),
        ("Eryuan roads", {"洱源"}),
        ("hospital in the Ruiyang district", set()),
        ("a study of Xyzzyville county-level debt", set()),
        ("老城区改造", set()),
        ("Beijing GDP", {"北京"}),
        ("did the ministry in Beijing commend it", set()),
        ("公路北京批了没有", set()),
        ("我是南昌人，GDP多少", {"南昌"}),
        ("我是南昌人，高安GDP多少", set()),
        ("请查高安今年推进的重大项目一共有多少个、总投资多少亿元，我要拿去跟丰城、樟树比体量", set()),
        ("丰城的重大项目一共有多少个、总投资多少亿元，我要拿去跟高安比一比，请从这份报告里查", {"丰城"}),
    ],
)
def test_the_other_places_that_are_asked_about(query: str, others: set[str]) -> None:
    """Another place is told from the own, from those that it lies in, and from words and names that hold its name.

    The capital that approves and commends is none.
    """
    assert {*Query(query, REPORT).places.others} == others


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("去年高企几家，在宜春排第几", "去年高企几家"),
        ("特别国债多少钱,宜春排老几", "特别国债多少钱"),
        ("集装箱多少个，全省第三", "集装箱多少个"),
        ("number of containers and its rank in the province", "number of containers"),
        ("number of containers, its provincial position", "number of containers"),
        ("高企新认定数量及其在宜春的位次", "高企新认定数量"),
        ("share of the task done and its standing within Yichun", "share of the task done"),
        ("宜春排第几", "宜春排第几"),
        ("宜春GDP多少", "宜春gdp多少"),
        ("丰城的高企几家，在宜春排第几", "丰城的高企几家"),
    ],
)
def test_a_rank_within_a_place_around_is_asked_beside_a_figure(query: str, asked: str) -> None:
    """Where a figure is asked too, a rank in the province or prefecture does not ask for what is theirs."""
    assert " ".join(beside_rank(Query(query, REPORT)).split()) == asked


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("2024 agriculture", "plan"),
        ("去年的农业", "review"),
        ("农业安排", "plan"),
        ("agriculture, achievements", "review"),
        ("农业", ""),
    ],
)
def test_the_part_that_is_asked_about(query: str, part: str) -> None:
    """A year, or words such as 安排 and achievements, tell the plan from the review."""
    assert Query(query, REPORT).part == part


def test_who_asks_weighs_less_than_what_is_asked() -> None:
    """Of several sentences the words of those that do not ask weigh half."""
    alone, told = (
        Query(text, REPORT) for text in ("Give the afforestation area.", "We map forests. Give the afforestation area.")
    )
    assert {word.text: word.weight for word in told.words}["afforestation"] == alone.words[0].weight
    forests = next(word for word in told.words if word.text == "forests")
    assert forests.weight == REPORT.words.weight("forests") / 2


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("我是公司负责人，想查2023年GDP", "想查2023年gdp"),
        ("本人在东莞，高安的GDP", "高安的gdp"),
        ("As the chairman of a board, I want the GDP", "i want the gdp"),
        ("I'm a contractor from Leeds, length of roads", "length of roads"),
        ("我是谁，GDP", "我是谁,gdp"),
        ("为建筑设计投标收集资料，请查新增学位", "请查新增学位"),
        ("为企业减负多少，增加就业多少", "为企业减负多少,增加就业多少"),
        ("I'm looking for the GDP, 2023", "i'm looking for the gdp, 2023"),
    ],
)
def test_a_clause_that_tells_who_asks_is_not_asked(query: str, asked: str) -> None:
    """Who one is, or where, is left out of what is asked, and of the subjects; not so a clause that asks."""
    assert Query(query, REPORT).asked.strip() == asked
    assert all(one.text in asked for one in subjects_of(Query(query, REPORT)))


@pytest.mark.parametrize(
    ("query", "request_"),
    [
        (
            "编制学校建筑设计投标的需求侧分析资料，请查2024年高安拟新建、改扩建的学校项目，用于项目建议书第一章。",
            "请查2024年高安拟新建、改扩建的学校项目",
        ),
        ("施工单位，大桥多少", "施工单位,大桥多少"),
        (
            "本院正在整理全省各县市近年来的专项债券资料，需查二十个项目的支付进度，一共到位了多少资金。",
            "需查二十个项目的支付进度\n一共到位了多少资金",
        ),
    ],
)
def test_a_long_text_asks_from_its_first_question_on(query: str, request_: str) -> None:
    """What leads up to the first clause that asks, and what the answer is for, ask for nothing; a short text is whole."""
    assert Query(query, REPORT).request == request_


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("除320国道改线外，今年争取哪条高速", "今年争取哪条高速"),
        ("除了GDP以外还有什么目标", "还有什么目标"),
        ("goals besides growth", "goals"),
        ("除GDP外的增速", "的增速"),
        ("除尘设备外贸多少", "除尘设备外贸多少"),
    ],
)
def test_what_is_excepted_is_not_asked_for(query: str, left: str) -> None:
    """除…外, besides and the like say what is known already; the 外 of 外贸 does not."""
    assert Query(query, REPORT).plain.strip(" ,") == left


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("高企今年要认定几家，30？", "高企 要认定几家"),
        ("代表建议办了几件，我记得是99件吧", "代表建议办了几件"),
        ("how many complaints were resolved, roughly 8600 I think", "how many complaints were resolved"),
        ("298家里有几家", "298家里有几家"),
        ("新增8925人，大学生多少", "新增8925人,大学生多少"),
    ],
)
def test_a_number_to_be_confirmed_is_not_told(query: str, told: str) -> None:
    """A guess behind the question tells nothing of what is asked; a number before it does."""
    assert Query(query, REPORT).quantities.told.strip() == told


def test_a_number_of_another_year_is_no_word_of_the_query() -> None:
    """Last year's figure neither speaks for a record of this year nor settles the query; this year's does."""
    earlier = Query("技术合同额去年25亿，今年目标值", REPORT)
    assert "25" not in {word.text for word in earlier.words}
    assert earlier.quantities.figures == ()
    assert "25" in {word.text for word in Query("技术合同额去年25亿", REPORT).words}


def test_the_words_of_what_is_asked_first() -> None:
    """Of several parts the first is known by its words; a query with one part has no first."""
    assert Query("sewage stations and length of pipes", REPORT).first_part == {"sewage", "stations"}
    assert Query("sewage stations", REPORT).first_part == frozenset()


def test_an_ordinal_in_digits_is_its_number() -> None:
    """The 67 of 67th is the number that the report gives."""
    assert "67" in {word.text for word in Query("67th nationwide", REPORT).words}


def test_words_that_ask_may_stand_in_a_name() -> None:
    """The annual of an annual investment only asks, and is known beside the others; particles are not."""
    assert {word.text for word in Query("what is the annual investment", REPORT).asking} == {"annual"}


def test_pairs_of_words_in_their_order() -> None:
    """Words that follow each other are known as pairs, English ones by their stems too, and Chinese ones as written."""
    [(forms, weight)] = pairs_of(Query("green mines", REPORT)).items()
    assert forms == (" green mine",)
    assert weight == min(map(REPORT.words.weight, ("green", "mines")))
    assert ("年度投资",) in pairs_of(Query("年度投资", REPORT))


def test_everyday_words_are_the_report_s() -> None:
    """The thesaurus gives an everyday word the forms that records have."""
    [word] = Query("茅房", REPORT).words
    assert "厕所" in word.forms


@pytest.mark.parametrize(
    ("query", "named"), [("粮食多少吨", True), ("how many jobs", True), ("12个车间", True), ("粮食产量", False)]
)
def test_a_quantity_is_told_from_a_name(query: str, named: bool) -> None:
    """A number, or a question for one, is a quantity; its unit is no word that a record must have."""
    asked = Query(query, REPORT)
    assert asked.quantities.named is named
    assert {"吨", "个"}.isdisjoint(word.text for word in asked.words)


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("2.3", ("2.3",)),
        ("2-3", ("2.3",)),
        ("二、（三）", ("2.3",)),
        ("二(三)", ("2.3",)),
        ("§2.3", ("2.3",)),
        ("2.3 on reform", ("2.3",)),
        ("第二部分第三点讲了什么", ("2.3",)),
        ("item 3 in part two", ("2.3",)),
        ("section 10", (".10",)),
        ("头一个", (".1",)),
        ("报告的头一个部分", ("1",)),
        ("附录", ("notes",)),
        ("appendix", ("notes",)),
        ("部署第三条", ("plan.3",)),
        ("point 2 in 2024 plan", ("plan.2",)),
        ("2.3.1", ()),
        ("第二章第三节", ("2.3",)),
        ("chapter 2 part 3", ("2.3",)),
        ("section three", (".3",)),
        ("二", ("2", ".2")),
        ("第二部分", ("2",)),
        ("part I", ("1",)),
        ("II (3)", ("2.3",)),
        ("section 4 of part one", ("1.4",)),
        ("second part, fifth task", ("2.5",)),
        ("di er bufen (4)", ("2.4",)),
        ("di yi bufen di san jie", ("1.3",)),
        ("di er zhang", ("2",)),
        ("chapter six of the plan for 2024", ("plan.6",)),
        ("point six of the review of last year", ("review.6",)),
        ("2024年任务第2条", ("plan.2",)),
        ("去年工作总结的第三点", ("review.3",)),
        ("今年重点工作第三项", ("plan.3",)),
        ("part 2 第6点", ("2.6",)),
        ("营商环境", ()),
        ("586.9", ()),
    ],
)
def test_references_to_sections(query: str, references: tuple[str, ...]) -> None:
    """The ways of writing a reference point at the same section."""
    assert sections_of(query, REPORT.simplified) == references


@pytest.mark.parametrize(
    ("query", "part", "nth"),
    [
        ("今年六件大事的第五件", "", ("plan", 5)),
        ("第三项", "plan", ("plan", 3)),
        ("第三项", "review", ("review", 3)),
        ("第三项", "", None),
        ("第十项", "plan", ("plan", 10)),
        ("首项", "plan", ("plan", 1)),
        ("头一件", "plan", ("plan", 1)),
        ("最后一项", "review", ("review", 0)),
        ("最后那一块", "plan", ("plan", 0)),
        ("第零项", "plan", None),
        ("第三件实事", "plan", None),
        ("第三项和第四项", "plan", None),
        ("item 3", "plan", ("plan", 3)),
        ("(3)", "plan", ("plan", 3)),
        ("part four", "plan", ("plan", 4)),
        ("fourth priority", "", ("plan", 4)),
        ("3rd of the tasks", "", ("plan", 3)),
        ("tenth task", "", ("plan", 10)),
        ("4th of the six main sections", "review", ("review", 4)),
        ("sixth sub-heading", "review", ("review", 6)),
        ("六方面工作里排第四的", "", ("plan", 4)),
        ("last task", "", ("plan", 0)),
        ("the last of the priorities", "", ("plan", 0)),
        ("third", "plan", None),
        ("in three years", "plan", None),
    ],
)
def test_one_of_several_by_its_place(query: str, part: str, nth: tuple[str, int] | None) -> None:
    """One of a part's sections is meant by its place, the last by 0; a task is the plan's; two of them are none."""
    assert nth_of(query, part, REPORT.simplified) == nth


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("注释12", "12"),
        ("footnote 9", "9"),
        ("[9]", "9"),
        ("注9", "9"),
        ("note 7", "7"),
        ("第三条注释", "3"),
        ("注十二", "12"),
        ("no. 7", "7"),
        ("fn 7", "7"),
        ("脚注9", "9"),
        ("footnote seven", "7"),
        ("12号注释", "12"),
        ("第12条名词解释", "12"),
        ("九", None),
        ("1225", None),
    ],
)
def test_references_to_notes(query: str, note: str | None) -> None:
    """A reference to a note gives its number."""
    assert note_of(query, REPORT.simplified) == note


@pytest.mark.parametrize("word", ["重要任务", "生产要素"])
def test_a_word_that_holds_an_asking_word_is_kept(word: str) -> None:
    """要 asks, but not inside 重要 or 要素."""
    assert "要" in "".join(Query(word, REPORT).han_pieces)


def test_a_query_is_parsed_once() -> None:
    """What a query names is the same object each time it is asked for, and its repr says what was asked."""
    query = Query("  粮食  产量 ", REPORT)
    assert query.forms is query.forms
    assert repr(query) == "<Query '粮食 产量'>"


def test_a_query_longer_than_any_name_names_nothing() -> None:
    """What is longer than a sensible question is not searched for."""
    assert Query("粮" * (LONGEST_QUERY + 1), REPORT).folded == ""
