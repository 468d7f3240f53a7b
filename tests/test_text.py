"""Folding, numerals, English stems, and what a question says."""

from __future__ import annotations

import pytest

from gaoan_cli.load import load_report
from gaoan_cli.matching.query import ask, note_reference, section_reference
from gaoan_cli.report.fold import arabic, english, fold, locate

SIMPLIFIED = load_report().simplified


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＧＤＰ　５．６％", "gdp 5.6%"),
        ("“1225”人才工程", "1225人才工程"),
        ("四尘三烟三气", "4尘3烟3气"),
        ("十一年连丰", "11年连丰"),
        ("技術合同成交額", "技术合同成交额"),
        ("R & D 经费", "r&d经费"),
        ("Retail   Sales", "retail sales"),
        ("high-tech", "high tech"),
        ("建 陶 + 锂 电", "建陶+锂电"),
        ("chuàngyè", "chuangye"),
        ("lǜsè", "lvse"),
        ("句。号.", "句号"),
        ("？？？", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    """Width, case, accents, quotes, punctuation, numerals and traditional characters are folded."""
    assert fold(written, SIMPLIFIED) == folded


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("百", 100),
        ("三百五十", 350),
        ("一二三", "123"),
        ("两", "2"),
        ("十四五", "十四五"),
    ],
)
def test_arabic(numeral: str, number: int | str) -> None:
    """Chinese numerals are read by place, or digit by digit."""
    assert arabic(numeral) == number


@pytest.mark.parametrize(
    ("words", "stems"),
    [
        ("homes", ["home"]),
        ("revitalisation", ["revitalization"]),
        ("companies", ["enterprise"]),
        ("neighbourhood centres", ["neighborhood", "center"]),
        ("Gao'an's buses".lower(), ["gao", "an", "buse"]),
        ("processes", ["process"]),
        ("gas status", ["gas", "status"]),
    ],
)
def test_english(words: str, stems: list[str]) -> None:
    """Plurals and spellings become one, and so do everyday words for those of the glossary."""
    assert english(words) == stems


@pytest.mark.parametrize(
    ("query", "chunks", "words", "year"),
    [
        ("2024年GDP增长目标是多少？", ("gdp增长",), ("gdp",), 2024),
        ("去年新增了多少停车位？", ("新增", "停车位"), (), 2023),
        ("how many new school places in 2024?", (), ("new", "school", "place"), 2024),
        ("三气指哪三气？", ("3气", "3气"), (), None),
        ("last year", (), (), 2023),
    ],
)
def test_ask(query: str, chunks: tuple[str, ...], words: tuple[str, ...], year: int | None) -> None:
    """A question keeps the words that name something, and its year."""
    question = ask(query, SIMPLIFIED, load_report().particulars)
    assert (question.chunks, question.words, question.year) == (chunks, words, year)


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
        ("营商环境", ()),
        ("586.9", ()),
    ],
)
def test_section_reference(query: str, references: tuple[str, ...]) -> None:
    """The ways of writing a reference point at the same section."""
    assert section_reference(query, SIMPLIFIED) == references


@pytest.mark.parametrize(
    ("query", "note"), [("注释12", "12"), ("note 7", "7"), ("第三条注释", "3"), ("九", None), ("1225", None)]
)
def test_note_reference(query: str, note: str | None) -> None:
    """A reference to a note gives its number."""
    assert note_reference(query, SIMPLIFIED) == note


def test_locate() -> None:
    """A folded form is found in the text as printed."""
    text = "严控“四尘三烟三气”[9]"
    place = locate(text, fold("4尘", SIMPLIFIED), SIMPLIFIED)
    assert place is not None
    assert text[slice(*place)] == "四尘"
    assert locate(text, "五尘", SIMPLIFIED) is None
    assert locate(text, "", SIMPLIFIED) is None
