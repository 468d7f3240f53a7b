"""What a query says: what it names, the words it asks with, its year, and the places it refers to."""

from __future__ import annotations

import pytest

from gaoan_cli.load import load_report
from gaoan_cli.matching.evidence import pairs_of
from gaoan_cli.matching.query import LONGEST_QUERY, Query
from gaoan_cli.matching.references import note_of, sections_of
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


def test_what_is_negated_is_not_asked_for() -> None:
    """不要增速 and “not the total” leave no word behind."""
    assert [word.text for word in Query("GDP，不要增速", REPORT).words] == ["gdp"]
    assert [word.text for word in Query("school places, not nursery places", REPORT).words] == ["school"]


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("去年总共放了多少钱", {"元"}),
        ("how much money went to firms", {"元"}),
        ("deals above 100 million yuan", set()),
        ("output in million yuan", {"million", "yuan"}),
        ("liangshi mianji mu biao", set()),
        ("how many mu of forest", {"mu"}),
        ("duo shao mu", {"mu"}),
        ("harvest in tonnes", {"tonne"}),
        ("dong fang hong ti yu gong yuan", set()),
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
    ],
)
def test_the_figures_that_are_named(query: str, figures: tuple[str, ...]) -> None:
    """A figure is named with its unit, or by enough digits; the number of a name is none."""
    assert Query(query, REPORT).quantities.figures == figures


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
        ("第二章第三节", ("2.3",)),
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
    ("query", "note"),
    [
        ("注释12", "12"),
        ("footnote 9", "9"),
        ("[9]", "9"),
        ("注9", "9"),
        ("note 7", "7"),
        ("第三条注释", "3"),
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
