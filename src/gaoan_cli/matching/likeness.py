"""How near words are in meaning, each pair of them compared once."""

from __future__ import annotations

from collections.abc import Iterable

from gaoan_cli.matching.room import cosine
from gaoan_cli.report.words import Vector, Words

FAR, CLOSE = 0.3, 0.75  # cosines of two words between which they come to mean the same


class Likes(dict[str, float]):
    """How near other words are to one, from 0 to 1, by the word; each is compared when it is first asked for."""

    def __init__(self, word: str, vectors: Vectors) -> None:
        super().__init__({word: 1.0})
        self._own, self._vectors = vectors[word], vectors

    def __missing__(self, word: str) -> float:
        other = self._vectors[word]
        near = cosine(self._own, other) if self._own and other else 0.0
        self[word] = like = min(1.0, max(0.0, (near - FAR) / (CLOSE - FAR)))
        return like

    def nearest(self, words: Iterable[str]) -> float:
        """How near the nearest of some words is."""
        return max(map(self.__getitem__, words), default=0.0)


class Vectors(dict[str, "Vector | None"]):
    """The vectors of words, each read once."""

    def __init__(self, table: Words) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> Vector | None:
        self[word] = vector = self._table.vector(word)
        return vector


class Nearness(dict[str, Likes]):
    """For a word, how near others are to it."""

    def __init__(self, table: Words) -> None:
        super().__init__()
        self._vectors = Vectors(table)

    def __missing__(self, word: str) -> Likes:
        self[word] = likes = Likes(word, self._vectors)
        return likes
