"""A query, parsed once: what it names, what it only asks with, its year, its words and what they mean."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

from gaoan_cli.matching.cutting import cut
from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.places import Places, places_of
from gaoan_cli.matching.quantities import Quantities
from gaoan_cli.matching.sentences import (
    CLAUSE,
    asked_of,
    latin_of,
    plain_of,
    request_of,
    says,
    stated_of,
    without_introduction,
)
from gaoan_cli.matching.years import without_years, year_of
from gaoan_cli.report import fold
from gaoan_cli.report.report import Report

LONGEST_QUERY = 1000  # characters; no sensible question is longer
NUMBER = r"[\d.]+%?"
NUMBER_WEIGHT = 1.0
CONTEXT = 0.5  # what a word weighs that only tells who asks and why
TELLING_WEIGHT = 1.5  # of a word that asks and tells records apart all the same: no particle
# Stands between the parts of what is asked, and so do these words.
PART = Pattern(r"[、,，;；/+?？:：\n]", (*"、,，;；/+?？:：\n",))
JOINING = frozenset(("和", "与", "及", "跟", "以及", "还有", "另外", "and", "plus"))
BREAK = r"[\s,。，、;；:：?？!！“”\"'()（）《》]+"


class Word(NamedTuple):
    """A word of the query that is no mere asking, the forms that folded names have of it, and its weight."""

    text: str
    forms: tuple[str, ...]
    weight: float

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters or digits."""
        return self.text.isascii()


def written(word: Word) -> list[str]:
    """The forms of a word as documents have them, Latin ones between spaces."""
    return [f" {form} " if form.isascii() else form for form in word.forms]


def is_number(word: Word) -> bool:
    """Whether a word is a number."""
    return re.fullmatch(NUMBER, word.text) is not None


class Query:
    """What is asked of a report; each part is parsed when it is first needed, and once.

    `text` is the query with its spaces squeezed, `folded` the form in which names are compared.
    """

    def __init__(self, text: str, report: Report, year: int | None = None) -> None:
        self.report = report
        self.text = " ".join(text.split())
        self.folded = fold.fold(self.text, report.simplified) if len(self.text) <= LONGEST_QUERY else ""
        self._year = year

    def __repr__(self) -> str:
        return f"<Query {self.text!r}>"

    @cached_property
    def plain(self) -> str:
        """The text without width, case and commas in numbers, and without the years that it only compares with."""
        return plain_of(self.text, self.report.simplified)

    @cached_property
    def year(self) -> int | None:
        """The one year that is named, or meant by 去年 / this year."""
        return year_of(self._stated[1], self.report) or self._year

    @cached_property
    def _stated(self) -> tuple[str, str]:
        return stated_of(self.plain, lambda: self._lexicon)

    @cached_property
    def places(self) -> Places:
        """The places that are asked about, and the text without all that are named and without years."""
        places = places_of(without_years(self.plain), self.report)
        # 我在南昌，GDP多少 may ask of there: only beside the own place is the other one of who asks alone.
        request = self.request if places.own else self.asked
        if places.others and request != self.plain and (places.own or not self._introduced):
            others = places_of(without_years(request), self.report).others
            return places._replace(others=tuple(place for place in places.others if place in others))
        return places

    @property
    def _introduced(self) -> bool:
        """Whether a clause of it tells who asks, or for what."""
        return without_introduction(self.plain, self._lexicon) != self.plain

    @cached_property
    def asked(self) -> str:
        """What asks, of a text that may tell who asks and why (`sentences.asked_of`)."""
        return asked_of(self.plain, self._lexicon)

    @cached_property
    def request(self) -> str:
        """What asks, of a long text without what leads up to it and what it is for (`sentences.request_of`)."""
        return request_of(self.asked, self._lexicon)

    def seeks(self, what: str) -> bool:
        """Whether it asks for a day, a list, a growth, an aim or a chapter, by the words of the lexicon."""
        return says(self._lexicon["sought"][what], self.plain, latin_of(self.plain))

    @cached_property
    def measure(self) -> frozenset[str]:
        """What it asks to be measured: growth, level, rank, share, increment; of several, any."""
        measures = self._lexicon["measures"]
        return frozenset(measures[word] for word in self.tokens if word in measures)

    @cached_property
    def part(self) -> str:
        """The part of a report that it is about, by its year or its words: review, plan, or ""."""
        particulars = self.report.particulars
        if self.year:
            return {particulars.year: "plan", particulars.reviews: "review"}.get(self.year, "")
        said = set(self.tokens)
        parts = {part for part, words in self._lexicon["about parts"].items() if not said.isdisjoint(words)}
        return parts.pop() if len(parts) == 1 else ""

    @cached_property
    def quantities(self) -> Quantities:
        """Which figures it names, and which it asks for."""
        return Quantities(self.plain, self.places.rest, self._stated[0], self._earlier, self.report)

    @cached_property
    def topic(self) -> str:
        """The field that it names and no more, or ""."""
        name = ("" if self.han else " ").join(dict.fromkeys(self.content))
        return name if name in self._lexicon["topics"] else ""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that do not only ask, each once, with their weights."""
        content = [word for word in dict.fromkeys(self.content) if word not in self._earlier]
        asked = content if self.request == self.plain else self._cut(self.request)
        if self.topic:
            forms = (fold.fold(word, {}) for word in self._lexicon["topics"][self.topic])
            return (Word(self.topic, (*self._forms(self.topic), *forms), 1.0),)
        return tuple(
            Word(
                word,
                self._forms(word),
                NUMBER_WEIGHT if re.fullmatch(NUMBER, word) else self._weight(word) * (1 if word in asked else CONTEXT),
            )
            for word in content
        )

    @cached_property
    def first_part(self) -> frozenset[str]:
        """The words of what is asked for first, of several things: sewage stations and the length of their pipes."""
        words, parts = {word.text for word in self.words}, list[set[str]]()
        for piece in PART.split(self.request):
            parts.append(set())
            for word in self._cut(piece):
                if word in JOINING:
                    parts.append(set())
                elif word in words:
                    parts[-1].add(word)
        filled = [part for part in parts if part]
        return frozenset(filled[0] if len(filled) > 1 else ())

    @cached_property
    def _earlier(self) -> frozenset[str]:
        """The numbers that it only tells of another year than it asks about: 去年25亿，今年目标."""
        stated, others = self._stated
        if not stated or year_of(stated, self.report) in (None, self.year):
            return frozenset()
        if not self.year and all(map(self._only_asks, self._cut(others))):
            return frozenset()  # 去年有8925人，这是什么
        return frozenset(re.findall(NUMBER, stated)) - frozenset(re.findall(NUMBER, others))

    @cached_property
    def weights(self) -> dict[str, float]:
        """The words as the table cuts them, each with the weight of the word that it is of."""
        return {piece: word.weight for word in self.words for piece in self.report.words.cut(word.text)}

    @cached_property
    def vectors(self) -> tuple[bytes, ...]:
        """What it means, packed: as a whole, and of several clauses each."""
        table = self.report.words
        weights = {piece: table.weight(piece) for word in self.words for piece in table.cut(word.text)}
        clauses = [table.cut(clause) for clause in CLAUSE.split(self.places.rest)]
        parts = [{word: weights[word] for word in clause if word in weights} for clause in clauses]
        parts = [part for part in parts if part]
        return tuple(table.mean(part) for part in ([weights, *parts] if len(parts) > 1 else [weights]))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms it may have in a name: as typed, without spaces, and without the words that only ask."""
        forms = [self.folded, self.folded.replace(" ", "")]
        if fold.is_han(self.folded):
            forms.append("".join(self.han_pieces))
        else:
            latin = [word for word in self.content if word.isascii()]
            synonyms = self._lexicon["synonyms"]
            forms += [" ".join(latin), " ".join(fold.stem(word, synonyms) for word in latin)]
        return tuple(form for form in dict.fromkeys(forms) if len(form) > 1 or form == self.folded)

    @cached_property
    def han(self) -> bool:
        """Whether it has Chinese characters."""
        return fold.is_han(self.folded)

    @cached_property
    def han_pieces(self) -> tuple[str, ...]:
        """The pieces of a Chinese query between its breaks and words that ask, folded."""
        runs = re.split(BREAK, self.places.rest)
        marked = ("\n" if word in self._asking else word for run in runs for word in [*self._cut(run), "\n"])
        folded = (fold.fold(piece, {}) for piece in "".join(marked).split("\n"))
        return tuple(piece for piece in folded if len(piece) > 1 or piece.isdigit())

    @cached_property
    def _lexicon(self) -> dict[str, Any]:
        words: dict[str, Any] = self.report.tables["lexicon"]
        return words

    @cached_property
    def _asking(self) -> frozenset[str]:
        return frozenset(self._lexicon["asking"])

    def _cut(self, text: str) -> list[str]:
        """The words of a text; no phrase crosses a Latin one, so that no table is read for it."""
        if text.isascii():
            return fold.latin_words(text)
        return cut(self.report.words, (self._asking, self.report.thesaurus), text)

    @cached_property
    def tokens(self) -> list[str]:
        """All its words in order, asking ones too."""
        return self._cut(self.places.rest)

    @cached_property
    def asking(self) -> tuple[Word, ...]:
        """The words that only ask, with their weights: beside others a name may have them too, as in annual value."""
        content = set(self.content)
        said = [word for word in dict.fromkeys(self.tokens) if word not in content and len(word) > 1]
        weight = self.report.words.weight
        words = (Word(word, (self._stem(word),), weight(word)) for word in said if self.report.words.row(word))
        return tuple(word for word in words if word.weight >= TELLING_WEIGHT)

    @cached_property
    def content(self) -> list[str]:
        """The words that do not only ask, in order."""
        rest = self.quantities.without_units(self.places.rest)
        return [word for word in self._cut(rest) if len(word) > 1 or not word.isdigit() if not self._only_asks(word)]

    @cached_property
    def _asking_en(self) -> frozenset[str]:
        return frozenset((*self._lexicon["asking_en"], *self._lexicon["units"]))

    def _only_asks(self, word: str) -> bool:
        """Whether a word only asks, or is a unit in English."""
        if word.isascii():
            return word in self._asking_en or fold.stem(word, self._lexicon["synonyms"]) in self._asking_en
        return word in self._asking

    def _weight(self, word: str) -> float:
        """A word's weight; of a phrase that the table lacks, that of its weightiest word."""
        table = self.report.words
        pieces = [word] if word.isascii() or table.row(word) else table.cut(word)
        return max(map(table.weight, pieces))

    def _stem(self, word: str) -> str:
        """A word as documents have it: an English stem, or Chinese folded."""
        return fold.stem(word, self._lexicon["synonyms"]) if word.isascii() else fold.fold(word, {})

    def _forms(self, word: str) -> tuple[str, ...]:
        """A word as folded names have it: a stem or Chinese, and the report's words for it."""
        stem = self._stem(word)
        meant = self.report.thesaurus.get(word) or self.report.thesaurus.get(stem) or ""
        return tuple(dict.fromkeys([stem, *(fold.fold(other, {}) for other in meant.split(" ") if other)]))
