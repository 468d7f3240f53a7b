"""How near words are in meaning, each pair of them compared once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gaoan_cli.matching.room import cosine
from gaoan_cli.report.words import Words

FAR, CLOSE = 0.3, 0.75  # cosines of two words between which they come to mean the same
APART = 52  # signs by which few two words differ whose cosine is well above FAR


class Likes(dict[str, float]):
    """How near other words are to one, from 0 to 1, by the word; each is compared when it is first asked for."""

    def __init__(self, word: str, table: Words) -> None:
        super().__init__({word: 1.0})
        self._own, self._meanings = table.meanings[word], table.meanings

    def __missing__(self, word: str) -> float:
        own, other, like = self._own, self._meanings[word], 0.0
        if own and other and (own[0] ^ other[0]).bit_count() <= APART:
            like = min(1.0, max(0.0, (cosine(own[1], other[1]) - FAR) / (CLOSE - FAR)))
        self[word] = like
        return like

    def nearest(self, words: Iterable[str]) -> float:
        """How near the nearest of some words is."""
        return max(map(self.__getitem__, words), default=0.0)


class Nearness(dict[str, Likes]):
    """For a word, how near others are to it."""

    def __init__(self, table: Words) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> Likes:
        self[word] = likes = Likes(word, self._table)
        return likes

    def mutual(self, asked: Mapping[str, float], words: Iterable[str]) -> float:
        """How far some words and those asked, with their weights, explain each other: the side explained less."""
        told = {word: self._table.weight(word) for word in words}
        shares = []
        for own, others in ((asked, told), (told, asked)):
            whole = sum(own.values())
            found = sum(weight * self[word].nearest(others) for word, weight in own.items())
            shares.append(found / whole if whole else 0.0)
        return min(shares)
