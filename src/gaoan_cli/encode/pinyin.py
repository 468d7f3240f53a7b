"""How Chinese is read aloud, by a table of characters and a report's own readings, and its simplified form.

The table stands in characters.txt (made by data/characters.py), and is read only to compile a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Annotated, NamedTuple

from gaoan_cli.report.declared import About


class Reading(NamedTuple):
    """Characters that are read otherwise than a dictionary says: one of a local name, or those of a word."""

    words: Annotated[str, About("The character, or the word.")]
    pinyin: Annotated[str, About("Its syllables without tone, separated by spaces.", "pinyin")]


@lru_cache(1)
def _characters() -> tuple[dict[int, str], dict[str, str]]:
    """The simplified form of each traditional character, by code point, and the usual reading of each character."""
    text = Path(__file__).with_name("characters.txt").read_text(encoding="utf-8")
    _, pairs, readings = (block.splitlines() for block in text.split("\n\n"))
    simplified = dict(zip(map(ord, pairs[0]), pairs[1], strict=True))
    return simplified, {character: syllable for syllable, group in map(str.split, readings) for character in group}


class Speller:
    """Spells the names of one report, whose own readings win over the table's.

    `local` gives the syllables of characters and words. Those of a word are how it is read; that of a single
    character, in local names, comes beside the usual one (`readings`, by character). `simplified` is by code point.
    """

    def __init__(self, local: Mapping[str, str]) -> None:
        self.simplified, self.readings = _characters()
        self.local = {word: syllable for word, syllable in local.items() if len(word) == 1}
        self.words = {word: syllables.split() for word, syllables in local.items() if len(word) > 1}
        longest_first = sorted(self.words, key=len, reverse=True)
        self.pieces = re.compile("|".join([*map(re.escape, longest_first), "."]), re.DOTALL)

    def syllables(self, name: str) -> list[list[str]]:
        """The ways to spell a folded name: a syllable an item, other runs as they are."""
        read: list[str] = []
        for piece in self.pieces.findall(name):
            read += self.words.get(piece) or [self.readings.get(piece, piece)]
        ways = [read, map(self.local.get, name, read)] if self.local.keys() & set(name) else [read]
        return [self._items(name, way) for way in ways]

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
