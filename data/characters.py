"""Writes src/gaoan_cli/encode/characters.txt: how characters are read, and what they are in simplified form.

The facts come from two libraries that keep such tables, read once here so that gaoan needs neither:

    pip install pypinyin==0.55.0 opencc==1.4.2 && python data/characters.py
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import opencc
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from gaoan_cli.encode.pinyin import read_by_phrase

FILE = Path(__file__).parents[1] / "src" / "gaoan_cli" / "encode" / "characters.txt"
HAN = "".join(map(chr, range(0x3400, 0xA000)))


def read_alone() -> dict[str, str]:
    """The reading of each character by itself, without tone."""
    readings = {character: lazy_pinyin(character)[0] for character in HAN}
    return {character: syllable for character, syllable in readings.items() if syllable != character}


def needed_phrases(alone: dict[str, str]) -> dict[str, list[str]]:
    """The phrases that are read otherwise than their characters alone, or than the phrases inside them."""
    readings = {phrase: lazy_pinyin(phrase) for phrase in PHRASES_DICT}
    readings = {phrase: read for phrase, read in readings.items() if len(phrase) == len(read)}
    needed: dict[str, list[str]] = {}
    while missing := {
        phrase: read
        for phrase, read in readings.items()
        if phrase not in needed and read_by_phrase(phrase, alone, needed) != read
    }:
        # A short one explains many long ones: the shortest first.
        shortest = min(map(len, missing))
        needed |= {phrase: read for phrase, read in missing.items() if len(phrase) == shortest}
    return needed


def guards(needed: dict[str, list[str]]) -> dict[str, str]:
    """Words of two characters, by the first, inside which a needed phrase could seem to begin.

    In 学校改建 there is no 校改.
    """
    beginnings = {phrase[:1] for phrase in needed}
    found: dict[str, str] = {}
    for word in PHRASES_DICT:
        if len(word) == 2 and word not in needed and word[1] in beginnings:
            found[word[0]] = found.get(word[0], "") + word[1]
    return found


def main() -> None:
    """Write the file."""
    simple = opencc.OpenCC("t2s").convert(HAN)
    pairs = [(old, new) for old, new in zip(HAN, simple, strict=True) if old != new]
    alone = read_alone()
    groups: dict[str, list[str]] = {}
    for character, syllable in alone.items():
        groups.setdefault(syllable, []).append(character)
    phrases = needed_phrases(alone)
    lines = [
        f"# Made by data/characters.py from pypinyin {version('pypinyin')} and opencc {version('opencc')}.",
        "",
        "".join(old for old, _ in pairs),
        "".join(new for _, new in pairs),
        "",
        *(f"{syllable} {''.join(characters)}" for syllable, characters in sorted(groups.items())),
        "",
        *(f"{phrase} {' '.join(read)}" for phrase, read in sorted(phrases.items())),
        "",
        *(f"{first} {seconds}" for first, seconds in sorted(guards(phrases).items())),
    ]
    text = "".join(f"{line}\n" for line in lines)
    FILE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
