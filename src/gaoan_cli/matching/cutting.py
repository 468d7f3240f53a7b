"""A text cut into words, in which phrases that only ask, or that the thesaurus knows, stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gaoan_cli.report.words import Words

PAIR = 2

Phrases = tuple[frozenset[str], dict[str, str]]  # what only asks, and what the thesaurus knows


def cut(table: Words, phrases: Phrases, text: str) -> list[str]:
    """The words of a text in order: the phrases whole, the rest as the table cuts it."""
    asking, thesaurus = phrases
    words: list[str] = []
    for piece in _pieces(phrases, text):
        words += [piece] if piece in asking or piece in thesaurus else table.cut(piece)
    at = 0
    while at + 1 < len(words):  # two characters that are a word of the thesaurus, and none of the table
        pair = words[at] + words[at + 1]
        if len(pair) == PAIR and pair in thesaurus:
            words[at : at + PAIR] = [pair]
        at += 1
    return words


def _pieces(phrases: Phrases, text: str) -> Iterator[str]:
    """A text cut at its phrases of three characters and more, at each place the longest, and these."""
    longest = max(map(len, chain(*phrases)))
    start = at = 0
    while at < len(text):
        lengths = range(min(longest, len(text) - at), PAIR, -1)
        found = (text[at : at + length] for length in lengths)
        phrase = next((one for one in found if not one.isascii() and any(one in known for known in phrases)), "")
        if phrase:
            yield from (text[start:at], phrase)
            start = at = at + len(phrase)
        else:
            at += 1
    yield text[start:]
