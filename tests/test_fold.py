"""Folding, numerals, English stems, and where a folded form stands in a text."""

from __future__ import annotations

import pytest

from gaoan_cli.load import load_report
from gaoan_cli.report.fold import arabic, english, fold, locate

SIMPLIFIED = load_report().simplified
SYNONYMS = load_report().tables["lexicon"]["synonyms"]


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
        ("Àà Éé Ññ Õõ Öö Ýÿ Žž Ǖǖ Ǹǹ Ȳȳ", "aa ee nn oo oo yy zz vv nn yy"),
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
        ("flies boxes cars ties gas", ["fly", "box", "car", "tie", "gas"]),
        ("gas status", ["gas", "status"]),
    ],
)
def test_english(words: str, stems: list[str]) -> None:
    """Plurals and spellings become one, and so do everyday words for those of the glossary."""
    assert english(words, SYNONYMS) == stems


def test_locate() -> None:
    """A folded form is found in the text as printed."""
    text = "严控“四尘三烟三气”[9]"
    place = locate(text, fold("4尘", SIMPLIFIED), SIMPLIFIED)
    assert place is not None
    assert text[slice(*place)] == "四尘"
    assert locate(text, "五尘", SIMPLIFIED) is None
    assert locate(text, "", SIMPLIFIED) is None
