"""What holds for every query and every file, tried on a few hundred of each."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import TEMPLATE
from gaoan_cli import search
from gaoan_cli.encode.builder import build
from gaoan_cli.encode.reader import read
from gaoan_cli.errors import DataError
from gaoan_cli.load import beside, lexicon, load_report
from gaoan_cli.matching import ranking
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.subjects import subjects_of
from gaoan_cli.report import fold as text
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.model import KINDS, Paragraph, Record, Section, name_en_of, name_of
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables
from gaoan_cli.report.vocabulary import HOWS
from gaoan_cli.report.words import Words

LEXICON = lexicon()
WORDS = Words(beside("words.bin"))
FIXED = settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


REPORT = load_report()


def find(query: str, kinds: tuple[str, ...] = KINDS) -> list[Hit]:
    """What the query finds in the shipped report."""
    return list(ranking.find(REPORT, Query(query, REPORT), kinds).hits)


def vocabulary() -> list[str]:
    """The names, ids and words that the shipped report is asked about."""
    records = [record for kind in KINDS for record in REPORT.records(kind)]
    return sorted(
        {name for record in records for name in (record.id, name_of(record), name_en_of(record)) if name}
        | {"今年", "去年", "2024年", "多少", "是什么", "how many", "what is the target for", "第二部分", "注释", "note"}
        | {"二（三）", "PM2.5", "R&D", "1+6", "“", "”", "，", "。", "？", " ", "\u3000", ".", "+", "%", "&", "-", "_"}
    )


CHARACTERS = st.characters(codec=None)  # every code point, lone surrogates too
COMMON = st.sampled_from(
    "高安市粮食产量税收工业的了一二三十百千零〇两四五亿万元年第（）()[]\\.*+?^$|0123456789abzA é\u0301한"
)
PIECES = st.deferred(lambda: st.sampled_from(vocabulary()))
SLICES = st.builds(
    lambda word, start, length: word[start : start + length], PIECES, st.integers(0, 8), st.integers(1, 8)
)
QUERIES = st.one_of(
    st.text(CHARACTERS, max_size=60),
    st.text(COMMON, max_size=20),
    st.lists(st.one_of(PIECES, SLICES, st.text(COMMON, max_size=3)), max_size=6).map("".join),
    st.lists(st.one_of(PIECES, SLICES, st.text(CHARACTERS, max_size=3)), max_size=6).map(" ".join),
    st.builds(
        lambda unit, count: unit * count,
        st.one_of(PIECES, st.text(COMMON, min_size=1, max_size=3)),
        st.integers(1, 120),
    ),
)


# --- Queries -----------------------------------------------------------------------------------------------


@FIXED
@given(query=QUERIES, kinds=st.sets(st.sampled_from(KINDS)))
@example(query="\ud800", kinds=set(KINDS))
@example(query="\u0301", kinds=set(KINDS))
@example(query="." * 399 + "到" * 20_000 + "x", kinds=set(KINDS))
def test_any_query_is_answered_in_order(query: str, kinds: set[str]) -> None:
    """Whatever is asked, the hits are of the kinds asked for, each once, best first, scored 0 to 100.

    Of several subjects the first hit of each comes first.
    """
    hits = find(query, tuple(sorted(kinds)))
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True) or subjects_of(Query(query, REPORT))
    assert all(0 <= hit.score <= 100 for hit in hits)
    assert {hit.record.kind for hit in hits} <= kinds
    assert {hit.how for hit in hits} <= set(HOWS)
    places = [(hit.record.kind, hit.record.id) for hit in hits]
    assert len(places) == len(set(places))
    assert all(REPORT.records(hit.record.kind)[hit.position] is hit.record for hit in hits)


@settings(FIXED, max_examples=20)
@given(query=QUERIES, spaces=st.sampled_from([" ", "\t", "\n", "\u3000", " \u00a0 "]))
def test_space_around_a_query_does_not_matter(query: str, spaces: str) -> None:
    """Blanks before and behind a query change nothing."""
    assert find(f"{spaces}{query}{spaces}") == find(query)


def names(record: Record) -> list[str]:
    """The names of a record as they are printed."""
    headings = [record.heading] if isinstance(record, Section) else []
    return [name for name in (name_of(record), name_en_of(record), *headings) if name]


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_name_finds_its_record_first(kind: str) -> None:
    """The first record that a name finds is the one of this name: in Chinese and in English, as printed."""
    for record in REPORT.records(kind):
        if isinstance(record, Paragraph) and not record.lead:
            continue
        for name in names(record):
            [found, *_] = search(REPORT, name, [kind])
            assert found.how == "exact", name
            assert found.record == record or name in names(found.record), name


# --- Folding -------------------------------------------------------------------------------------------------


@FIXED
@given(words=st.one_of(QUERIES, st.text(max_size=30)))
@example(words="é한")
@example(words="İ")
@example(words="1。.2")
@example(words="ﬃ ŉ ǰ ΐ")
@example(words="十.五")
def test_folding_twice_is_folding_once(words: str) -> None:
    """The folded form is its own folded form."""
    simplified = REPORT.simplified
    once = text.fold(words, simplified)
    assert text.fold(once, simplified) == once
    assert "\n" not in once
    assert "\t" not in once


@FIXED
@given(words=QUERIES)
def test_case_and_width_do_not_matter(words: str) -> None:
    """ASCII in capitals, or as wide as Chinese, folds to the same."""
    ascii_words = "".join(character for character in words if " " < character < "\x7f")
    wide = "".join(chr(ord(character) + 0xFEE0) for character in ascii_words)
    folded = text.fold(ascii_words, {})
    assert text.fold(wide, {}) == folded
    assert text.fold(ascii_words.upper(), {}) == folded


@FIXED
@given(number=st.integers(0, 9999))
def test_numerals_are_read(number: int) -> None:
    """A number up to 9999 in Chinese numerals folds to its digits."""
    digits = "零一二三四五六七八九"
    spoken = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            spoken += digits[digit] + name
        elif spoken and not spoken.endswith("零") and number % place:
            spoken += "零"
    assert text.fold(spoken or "零", {}) == str(number)


# --- Files ---------------------------------------------------------------------------------------------------

LINES = TEMPLATE.read_text(encoding="utf-8").splitlines(keepends=True)
TYPED = st.one_of(
    st.sampled_from(
        [":", "-", " ", "\n", "\t", "#", "[", "]", "{", "}", ",", '"', "'", "&", "*", "!", "|", ">", "%", "?"]
    ),
    st.sampled_from(
        ["零", "1", "亿", ".", "“", "~", "null", "\ud83d", "\x1b", "\x00", "\ufeff", "\u202e", "é", "한", "𠀀"]
    ),
    st.characters(codec="utf-8"),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "double", "swap", "insert", "replace", "delete", "cut"]),
        st.integers(0, len(LINES) - 1),
        st.integers(0, 80),
        TYPED,
    ),
    min_size=1,
    max_size=4,
)


def mutated(edits: list[tuple[str, int, int, str]]) -> bytes:
    """The template with lines left out, doubled or swapped, and characters typed into them."""
    lines = list(LINES)
    for how, at, column, typed in edits:
        at %= len(lines)
        line = lines[at]
        column %= len(line) or 1
        changes = {
            "drop": [],
            "double": [line, line],
            "swap": [lines[at - 1], line],
            "insert": [line[:column] + typed + line[column:]],
            "replace": [line[:column] + typed + line[column + 1 :]],
            "delete": [line[:column] + line[column + 1 :]],
            "cut": [line[:column]],
        }
        lines[at : at + 1] = changes[how]
        lines = lines or ["\n"]
    return "".join(lines).encode("utf-8", "surrogatepass")


@FIXED
@given(edits=EDITS)
def test_a_mutated_file_is_an_encoding_or_a_data_error(edits: list[tuple[str, int, int, str]]) -> None:
    """A template with slips in it is read, or refused with a DataError in one clean line."""
    try:
        read(mutated(edits), "report.yaml")
    except DataError as error:
        assert str(error).isprintable()


SCHOOL = "name: 新增学位\n    name_en: New school places"
WORK = "text: 临溪大桥开工，"


@pytest.mark.parametrize(
    ("edit", "mentioned", "latin"),
    [
        ((WORK, WORK), "", "beijing fengcheng"),
        ((WORK, WORK.replace("临", "学习上海、临西，临", 1)), "上海 临西", "beijing fengcheng linxi"),
        ((SCHOOL, SCHOOL.replace("学", "丰城学")), "", "beijing"),
        ((SCHOOL, SCHOOL.replace("学", "北京学")), "", "beijing fengcheng"),
    ],
)
def test_a_place_that_sounds_like_a_name_of_the_report_is_no_other(
    edit: tuple[str, str], mentioned: str, latin: str
) -> None:
    """Linxi is the report's own town, unless its text mentions the other one; Beijing is Beijing whatever is named so."""
    source = read("".join(LINES).replace(*edit, 1).encode(), "report.yaml")
    compiled, later = build(source, LEXICON, WORDS, {})
    tables = Report(Tables(compiled, str(TEMPLATE), lambda name: later[name]()), words=beside("words.bin")).tables
    assert sorted(tables["places.mentioned"]) == mentioned.split()
    assert [name for name in ("beijing", "fengcheng", "linxi") if name in tables["places.latin"]] == latin.split()


@settings(FIXED, max_examples=20)
@given(edits=EDITS)
def test_what_is_read_becomes_a_report(edits: list[tuple[str, int, int, str]]) -> None:
    """Whatever the reader lets through compiles, gives its records, and can be searched."""
    try:
        source = read(mutated(edits), "report.yaml")
    except DataError:
        return
    compiled, later = build(source, LEXICON, WORDS, {})
    report = Report(Tables(compiled, str(TEMPLATE), lambda name: later[name]()), words=beside("words.bin"))
    for kind in KINDS:
        for position, record in enumerate(report.records(kind)):
            assert report.records(kind)[position] is record
            json.dumps(to_dict(record), allow_nan=False).encode()
    for query in ("linx", "xzxw", "三桥", "去年学位多少", "bridge linxi"):
        search(report, query, everything=True)
