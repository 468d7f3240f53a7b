"""What is found, and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import gaoan_cli
from gaoan_cli.answer import KINDS_OF
from gaoan_cli.errors import UsageError
from gaoan_cli.load import load_report
from gaoan_cli.matching.candidates import bordered, by_text
from gaoan_cli.matching.hits import SCORES, Hit
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import Reach, rank, with_passages
from gaoan_cli.matching.suggest import miss
from gaoan_cli.report.model import KINDS, Figure, Honour, Paragraph, Project, Record, Section, Term
from gaoan_cli.report.report import Report

CLASSES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "queries.yaml").read_text(encoding="utf-8")
)
REPORT = load_report()


def find(query: str, kinds: tuple[str, ...] = KINDS, reach: Reach = "first") -> list[Hit]:
    """What the query finds in the shipped report."""
    return rank(REPORT, Query(query, REPORT), kinds, reach)


def ids(hits: list[Hit]) -> list[str]:
    """The ids of what was found."""
    return [hit.record.id for hit in hits]


def answer(command: str, query: str) -> list[Hit]:
    """What the command finds."""
    kinds = KINDS_OF.get(command, (command,))
    if command != "search":
        return find(query, kinds)
    return with_passages(REPORT, Query(query, REPORT), find(query, kinds, "broad"))


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
    return right and ("value" not in case or getattr(record, "value", None) == case["value"])


@pytest.mark.parametrize("name", CLASSES)
def test_every_query_is_answered_right_but_the_known_failures(name: str) -> None:
    """The first answer to every query of the class is right, except exactly those marked as failing."""
    cases = CLASSES[name]
    failing = [(case["command"], case["query"]) for case in cases if not answered(case)]
    assert failing == [(case["command"], case["query"]) for case in cases if case.get("fails")]


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
    Case("target", "粮食产", "grain-output", "prefix"),
    Case("target", "省级以上创新平", "innovation-platforms-provincial-or-above", "prefix"),
    Case("target", "级以上创新平", "innovation-platforms-provincial-or-above", "substring"),
    Case("target", "jinglaoyuan", "new-township-homes-for-the-elderly", "pinyin"),
    Case("target", "精深加工龙投企业", "deep-processing-leading-enterprises-attracted", "pinyin"),
    Case("result", "cydbdk", "business-start-up-guarantee-loans", "initials"),
    Case("result", "afforestaton", "afforestation-area", "words"),
    Case("target", "科技形中下企业", "technology-based-smes", "fuzzy"),
    Case("target", "養老院", "new-township-homes-for-the-elderly", "exact"),
]


@pytest.mark.parametrize("case", TIER_CASES, ids=lambda case: case.query)
def test_a_hit_says_its_tier(case: Case) -> None:
    """The query finds the record first, in the tier it belongs to, with a score of that tier."""
    first = find(case.query, (case.kind,))[0]
    assert first.record.id == case.id
    assert first.how == case.how
    low, high = SCORES[first.how]
    assert low <= first.score <= high


@pytest.mark.parametrize("query", ["登月", "量子计算", "bitcoin", "xyzzyq", "unemployment", "？？？", "，。", "oa"])
def test_nothing_is_found_plainly(query: str) -> None:
    """A query about something else finds nothing in any kind."""
    assert find(query, KINDS[:5]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_id_finds_its_record_alone(report: Report, kind: str) -> None:
    """An id that was printed, given back, finds its record and no other."""
    for record in report.records(kind):
        assert ids(find(record.id, (kind,))) == [record.id]


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
    everything = find("GDP", ("target",), "everything")
    assert everything[0].how == "exact"
    assert len(everything) > 1


def test_results_of_one_word_are_told_apart(report: Report) -> None:
    """规上工业 finds growth of 3.9%, 45 new enterprises and 298 in all."""
    found = [hit.record for hit in find("规上工业", ("result",))]
    assert [(record.value, record.unit) for record in found if isinstance(record, Figure)] == [
        (3.9, "%"),
        (45, "家"),
        (298, "家"),
    ]


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
    ],
)
def test_references_to_sections(query: str, expected: list[str]) -> None:
    """A reference finds the section it points at; one without its part finds that of each part."""
    assert ids(find(query, KINDS_OF["section"])) == expected


def test_search_adds_passages_behind_the_answer() -> None:
    """The figure comes before the paragraphs that mention it."""
    kinds = [hit.record.kind for hit in answer("search", "停车场")]
    assert kinds[0] == "target"
    assert "result" in kinds
    assert kinds[-1] == "paragraph"


def test_nothing_found_says_where_else_it_stands() -> None:
    """CPI is no result of 2023, but a target of 2024, and the error says so."""
    said = miss(REPORT, Query("CPI", REPORT), "result", ("result",))
    assert said.elsewhere == "The report has it as a target of 2024: gaoan target consumer-prices"


def test_nothing_found_suggests_the_nearest_names() -> None:
    """A name that is not quite there is suggested with the command to type."""
    said = miss(REPORT, Query("粮食亩产", REPORT), "target", ("target",))
    assert "gaoan target 粮食产量" in said.suggestions
    assert len(said.suggestions) <= 3


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


@pytest.mark.parametrize(
    ("query", "score"), [("生产鑫值增", 35.2), ("产鑫值增", None), ("diqusxengc", 37.1), ("diqusxeng", None)]
)
def test_a_misspelt_piece_of_a_name_is_found_if_it_is_long_enough(query: str, score: float | None) -> None:
    """Five characters, or ten letters, with one of them wrong find the name they are a piece of, and fewer nothing."""
    hits = find(query, ("target",))
    assert [(hit.record.id, hit.how, hit.score) for hit in hits[:1]] == (
        [] if score is None else [("gdp-growth", "fuzzy", score)]
    )


def test_a_name_that_sounds_the_same_shares_half_of_its_characters() -> None:
    """雪位 sounds like 学位 and has one of its two characters; 雪卫 has none, and is another word."""
    assert {(hit.record.id, hit.how) for hit in find("雪位")} == {("new-school-places", "pinyin")}
    assert find("雪卫") == []


@pytest.mark.parametrize(("form", "found"), [("水", True), ("75", True), ("7", False), ("gdp", True), ("vr", False)])
def test_how_short_a_piece_of_the_text_may_be(form: str, found: bool) -> None:
    """One Chinese character, two digits or three letters are found in the text, and less is not."""
    assert any(form in paragraph.text.casefold() for paragraph in REPORT.paragraphs)
    assert bool(by_text(REPORT, form, "paragraph")) is found
