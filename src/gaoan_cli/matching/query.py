"""A query, parsed once: what it names, what it only asks with, its year, its words and what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from gaoan_cli.matching.cutting import cut
from gaoan_cli.matching.places import Places, places_of
from gaoan_cli.matching.quantities import Quantities, asks_for_one, numbered
from gaoan_cli.matching.years import COMPARED, YEAR, year_of
from gaoan_cli.report import fold
from gaoan_cli.report.report import Report

HEAD = 2  # words of a sentence that may be a question's first, as in: by which
LONGEST_QUERY = 1000  # characters; no sensible question is longer
# What is said not to be asked for; 是不是 asks.
NEGATED = (
    r"(?:而?(?<![是要问含])(?:不是|不要|不问|不含)|不包括|而非|别给|别要)[^,。，;；?？)）]*"
    r"|\b(?:rather than|instead of|not just|not) [^,;.?)]*"
)
NUMBERING = r"(?:\w+ )?phase(?: \w+)?|第?\w期"  # behind a comma it belongs to what stands before
WORDS_OF_SUBJECT, MOST_SUBJECTS = 4, 5
NUMBER = r"[\d.]+%?"
NUMBER_WEIGHT = 1.0
CONTEXT = 0.5  # what a word weighs that only tells who asks and why
TELLING_WEIGHT = 1.5  # of a word that asks and tells records apart all the same: no particle
PER_CENT = r"(?<=\d) ?per ?cent\b"
SCALED = "(?<=[0-9]) (?=[十百千万亿])"
FISCAL = r"\bfy ?(?:20)?(\d\d)\b"  # FY23
THOUSANDS = r"(?<=\d),(?=\d{3}(?!\d))"
REPORT_TITLE = r"(?:government )?work report|report on the work of the government"
BREAK = r"[\s,。，、;；:：?？!！“”\"'()（）《》]+"
CLAUSE = r"[,。，;；:：?？!！]+|\. "
SENTENCE = r"[。;；?？!！\n]+|[.:] |\b(?=(?:asks|wants|needs) )|(?=想知道|想问|追问)"
SEPARATOR = r"[、,，;；/+?？]| & |\s(?:and|plus|vs)\s|和|与|及|跟|以及|还有|另外"


class Word(NamedTuple):
    """A word of the query that is no mere asking, the forms that folded names have of it, and its weight."""

    text: str
    forms: tuple[str, ...]
    weight: float
    joined: bool = False  # whether the next word follows without a break

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters or digits."""
        return self.text.isascii()


def is_number(word: Word) -> bool:
    """Whether a word is a number."""
    return re.fullmatch(NUMBER, word.text) is not None


def latin_of(plain: str) -> str:
    """The Latin words of a plain text, each between spaces."""
    return f" {' '.join(fold.latin(plain))} "


def says(words: Sequence[str], han: str, latin: str) -> bool:
    """Whether a text has one of some words: Chinese ones anywhere, and whole Latin ones (`latin_of`)."""
    return any(f" {word} " in latin if word.isascii() else word in han for word in words)


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
        """What was asked."""
        return f"<Query {self.text!r}>"

    @cached_property
    def plain(self) -> str:
        """The text without width, case and commas in numbers, and without the years that it only compares with."""
        plain = fold.plain(self.text, self.report.simplified).replace("'s ", " ").replace("’s ", " ")
        plain = re.sub(PER_CENT, "%", re.sub(THOUSANDS, "", plain))
        plain = re.sub(FISCAL, r"20\1", re.sub(SCALED, "", plain))
        asked = re.sub(NEGATED, "", plain)
        return re.sub(REPORT_TITLE, " ", re.sub(COMPARED, "", asked if any(map(str.isalnum, asked)) else plain))

    @cached_property
    def year(self) -> int | None:
        """The one year that is named, or meant by 去年 / this year."""
        # 去年才85个, 今年呢: what a clause states is not asked
        clauses = [clause for clause in re.split(CLAUSE, self.plain) if any(map(str.isalnum, clause))]
        clauses = [clause for clause in clauses if not self._states(clause)] or clauses
        return year_of("\n".join(clauses), self.report) or self._year

    @staticmethod
    def _states(clause: str) -> bool:
        """Whether a clause says a figure of a year, and asks for none."""
        said = re.sub(YEAR, "", clause)
        return said != clause and re.search(r"\d", said) is not None and not asks_for_one(clause)

    @cached_property
    def places(self) -> Places:
        """The places that are asked about, and the text without all that are named and without years."""
        places = places_of(re.sub(YEAR, " ", self.plain), self.report)
        if places.others and self.asked != self.plain:
            others = places_of(re.sub(YEAR, " ", self.asked), self.report).others
            return places._replace(others=tuple(place for place in places.others if place in others))
        return places

    @cached_property
    def asked(self) -> str:
        """The sentences that ask, of several that may tell who asks and why; the whole, if less than a third does."""
        sentences = [sentence for sentence in re.split(SENTENCE, self.plain) if any(map(str.isalpha, sentence))]
        asking = [sentence for sentence in sentences if self._asks(sentence)]
        long = 3 * len(" ".join(asking)) >= len(self.plain)
        return "\n".join(asking) if len(sentences) > 1 and long else self.plain

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
        return Quantities(
            self.plain,
            self.places.rest,
            self._lexicon,
            self.report.words.known,
            lambda word: word in self.report.table("sounds"),
        )

    @cached_property
    def numbered(self) -> frozenset[tuple[str, str]]:
        """What it numbers, with its number, as names have it: 3期, phase 4, 1225人才."""
        return numbered(fold.fold(self.places.rest, {}))

    def _asks(self, sentence: str) -> bool:
        """Whether a sentence of several asks."""
        han, latin = self._lexicon["requests"]
        words = fold.latin(sentence)
        relatives = {*self._lexicon["relatives"]} - {*words[:HEAD]}
        return any(map(sentence.__contains__, han)) or not ({*words} - relatives).isdisjoint(latin)

    @cached_property
    def topic(self) -> str:
        """The field that it names and no more, or ""."""
        name = ("" if self.han else " ").join(dict.fromkeys(self._content))
        return name if name in self._lexicon["topics"] else ""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that do not only ask, each once, with their weights."""
        content = list(dict.fromkeys(self._content))
        asked = content if self.asked == self.plain else self._cut(self.asked)
        if self.topic:
            forms = (fold.fold(word, {}) for word in self._lexicon["topics"][self.topic])
            return (Word(self.topic, (*self._forms(self.topic), *forms), 1.0),)
        return tuple(
            Word(
                word,
                self._forms(word),
                NUMBER_WEIGHT if re.fullmatch(NUMBER, word) else self._weight(word) * (1 if word in asked else CONTEXT),
                re.search(f"{re.escape(word)} ?{re.escape(after)}", self.places.rest) is not None,
            )
            for word, after in zip(content, [*content[1:], "\n"], strict=False)
        )

    @cached_property
    def weights(self) -> dict[str, float]:
        """The words as the table cuts them, each with the weight of the word that it is of."""
        return {piece: word.weight for word in self.words for piece in self.report.words.cut(word.text)}

    @cached_property
    def vectors(self) -> tuple[bytes, ...]:
        """What it means, packed: as a whole, and of several clauses each."""
        table = self.report.words
        weights = {piece: table.weight(piece) for word in self.words for piece in table.cut(word.text)}
        clauses = [table.cut(clause) for clause in re.split(CLAUSE, self.places.rest)]
        parts = [{word: weights[word] for word in clause if word in weights} for clause in clauses]
        parts = [part for part in parts if part]
        return tuple(table.mean(part) for part in ([weights, *parts] if len(parts) > 1 else [weights]))

    @cached_property
    def misspelt(self) -> bool:
        """Whether it may have a slip: a Latin word that nobody knows, or a Chinese character that is in no word."""
        table = self.report.words
        latin, han = ([word for word in self._content if word.isascii() is ascii] for ascii in (True, False))
        unknown = any(word.isalpha() and table.known(word) is None for word in latin)
        return unknown or any(len(word) == 1 or table.row(word) is None for word in han)

    @cached_property
    def separated(self) -> bool:
        """Whether more than spaces stands between its subjects."""
        return re.search(SEPARATOR, fold.plain(self.text, self.report.simplified).rstrip("?？ ")) is not None

    @cached_property
    def subjects(self) -> tuple[Query, ...]:
        """The several things it may ask for at once, as queries of their own; () for one."""
        text = fold.plain(re.sub("-(?:and|&)-", " ", self.text), self.report.simplified)
        pieces = [piece.strip() for piece in re.split(SEPARATOR, text)]
        if len(pieces) == 1 and not re.search("[a-z] [a-z]", text):
            pieces = text.split()
        if any(re.fullmatch(NUMBERING, piece) for piece in pieces):
            return ()
        queries = [Query(piece, self.report, self.year) for piece in pieces if any(map(str.isalnum, piece))]
        queries = [query for query in queries if any(not re.fullmatch(NUMBER, word.text) for word in query.words)]
        brief = all(len(query.words) <= WORDS_OF_SUBJECT for query in queries)
        return tuple(queries) if brief and 1 < len(queries) <= MOST_SUBJECTS else ()

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms it may have in a name: as typed, without spaces, and without the words that only ask."""
        forms = [self.folded, self.folded.replace(" ", "")]
        if fold.is_han(self.folded):
            forms.append("".join(self.han_pieces))
        else:
            latin = [word for word in self._content if word.isascii()]
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
        pieces: list[str] = [""]
        for run in re.split(BREAK, self.places.rest):
            pieces.append("")
            for word in self._cut(run):
                if word in self._asking:
                    pieces.append("")
                else:
                    pieces[-1] += word
        folded = (fold.fold(piece, {}) for piece in pieces)
        return tuple(piece for piece in folded if len(piece) > 1 or piece.isdigit())

    @cached_property
    def _lexicon(self) -> dict[str, Any]:
        words: dict[str, Any] = self.report.table("lexicon")
        return words

    @cached_property
    def _asking(self) -> frozenset[str]:
        return frozenset(self._lexicon["asking"])

    @cached_property
    def _thesaurus(self) -> dict[str, str]:
        return self.report.thesaurus

    def _cut(self, text: str) -> list[str]:
        """The words of a text; no phrase crosses a Latin one, so that no table is read for it."""
        if text.isascii():
            return fold.latin_words(text)
        return cut(self.report.words, (self._asking, self._thesaurus), text)

    @cached_property
    def tokens(self) -> list[str]:
        """All its words in order, asking ones too."""
        return self._cut(self.places.rest)

    @cached_property
    def asking(self) -> tuple[Word, ...]:
        """The words that only ask, with their weights: beside others a name may have them too, as in annual value."""
        content = set(self._content)
        said = [word for word in dict.fromkeys(self.tokens) if word not in content and len(word) > 1]
        weight = self.report.words.weight
        words = (Word(word, (self._stem(word),), weight(word)) for word in said if self.report.words.row(word))
        return tuple(word for word in words if word.weight >= TELLING_WEIGHT)

    @cached_property
    def pairs(self) -> tuple[tuple[tuple[str, ...], float], ...]:
        """Each two words that follow each other, as folded names have them, and how much the lighter weighs."""
        weight = self.report.words.weight
        found = {}
        for first, second in pairwise(self.tokens):
            if first.isascii() == second.isascii():
                forms = [f" {one} {fold.stem(second, {})}" for one in (first, fold.stem(first, {}))]
                own = tuple(dict.fromkeys(forms)) if first.isascii() else (fold.fold(first + second, {}),)
                found[own] = min(weight(first), weight(second))
        return tuple(found.items())

    @cached_property
    def _content(self) -> list[str]:
        """The words that do not only ask, in order."""
        rest = self.quantities.without_units(self.places.rest)
        synonyms, asking_en = self._lexicon["synonyms"], {*self._lexicon["asking_en"], *self._lexicon["units"]}
        return [
            word
            for word in self._cut(rest)
            if len(word) > 1 or not word.isdigit()
            if not (
                fold.stem(word, synonyms) in asking_en or word in asking_en if word.isascii() else word in self._asking
            )
        ]

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
        meant = self._thesaurus.get(word) or self._thesaurus.get(stem) or ""
        return tuple(dict.fromkeys([stem, *(fold.fold(other, {}) for other in meant.split(" ") if other)]))
