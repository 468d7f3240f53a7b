"""Pinyin, and the table of characters."""

from __future__ import annotations

import pytest

from gaoan_cli.encode.pinyin import Speller

SYLLABLES = 500  # Chinese has about 400 syllables without tones


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("固定资产投资", "gu ding zi chan tou zi"),
        ("银行业调整", "yin hang ye tiao zheng"),
        ("银行", "yin xing"),
        ("绿色", "lv se"),
        ("5g基站", "5g ji zhan"),
        ("pm2.5", "pm2.5"),
        ("", ""),
    ],
)
def test_names_are_spelled_by_character_and_by_the_words_of_the_report(name: str, spelled: str) -> None:
    """A character is read as the table says, a word that the report gives as it says, no Chinese stays whole."""
    speller = Speller({"行业": "hang ye", "行业调整": "hang ye tiao zheng", "业": "ya"}).syllables(name)
    assert " ".join(speller[0]) == spelled


def test_a_local_reading_comes_beside_the_usual_one() -> None:
    """A place name can be typed as it is said there, and as a dictionary says it."""
    assert Speller({"圩": "xu"}).syllables("杨圩镇") == [["yang", "wei", "zhen"], ["yang", "xu", "zhen"]]


def test_the_table_is_whole() -> None:
    """Every common character (GB 2312) has a reading, and every reading is letters."""
    common = [
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if (high, low) < (0xD7, 0xFA) or high > 0xD7
    ]
    readings = Speller({}).readings
    assert [character for character in common if character not in readings] == []
    assert all(syllable.isascii() and syllable.isalpha() for syllable in readings.values())
    assert len(set(readings.values())) < SYLLABLES


def test_traditional_characters_have_a_simplified_one() -> None:
    """The characters of the report's name in Hong Kong and Taiwan become those of the mainland."""
    written = "高安市政府工作報告經濟產業發展".translate(Speller({}).simplified)
    assert written == "高安市政府工作报告经济产业发展"
