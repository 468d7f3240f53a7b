"""How Chinese is read aloud and how it is written: pinyin by phrase, and simplified characters.

What is known stands in characters.txt (made by data/characters.py), and is read only to compile a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

LONGEST_PHRASE = 12


class Characters(NamedTuple):
    """What is known of characters: simplified forms by code point, readings alone and in phrases."""

    simplified: dict[int, str]
    alone: dict[str, str]
    phrases: dict[str, list[str]]


@cache
def characters() -> Characters:
    """The table of characters, read once."""
    text = Path(__file__).with_name("characters.txt").read_text(encoding="utf-8")
    _, pairs, readings, phrases, words = (
        [line.split(" ") for line in block.splitlines()] for block in text.split("\n\n")
    )
    alone = {character: syllable for syllable, group in readings for character in group}
    usual = {first + second: [alone[first], alone[second]] for first, group in words for second in group}
    return Characters(
        dict(zip(map(ord, pairs[0][0]), pairs[1][0], strict=True)),
        alone,
        usual | {phrase: syllables for phrase, *syllables in phrases},
    )


def read_by_phrase(words: str, alone: Mapping[str, str], phrases: Mapping[str, Sequence[str]]) -> list[str]:
    """The pinyin of each character without tone, the longest phrase first; what has none stays as it is."""
    read: list[str] = []
    while (at := len(read)) < len(words):
        for size in range(min(LONGEST_PHRASE, len(words) - at), 1, -1):
            if found := phrases.get(words[at : at + size]):
                read += found
                break
        else:
            read.append(alone.get(words[at], words[at]))
    return read


class Speller:
    """Spells the names of one report, whose local readings win."""

    def __init__(self, local: Mapping[str, str]) -> None:
        self.local = local
        self.simplified, self.readings, self.phrases = characters()

    def syllables(self, name: str) -> list[list[str]]:
        """The ways to spell a folded name: pinyin without tones, an item a character; other runs as they are.

        Read by phrase, so 银行 is yin hang. A name with characters that have a reading of their own in the
        report's place names is spelled with that reading too.
        """
        read = read_by_phrase(name, self.readings, self.phrases)
        spelled = [self._items(name, read)]
        if self.local.keys() & set(name):
            local = [
                self.local.get(character, syllable) for character, syllable in zip(name, read, strict=True)
            ]
            spelled.append(self._items(name, local))
        return spelled

    def _items(self, name: str, read: Iterable[str]) -> list[str]:
        """Syllables one by one, and each run of characters that have none as one item."""
        items: list[str] = []
        for spoken, pairs in groupby(zip(name, read, strict=True), lambda pair: pair[0] in self.readings):
            syllables = [syllable for _, syllable in pairs]
            items += syllables if spoken else ["".join(syllables)]
        return items

    def alone(self, characters: str) -> list[str]:
        """The reading of each character by itself: how the same sound is recognised at run time."""
        return [self.local.get(c) or self.readings.get(c, c) for c in characters]
