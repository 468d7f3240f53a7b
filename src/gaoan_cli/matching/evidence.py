"""What speaks for a record as the answer of a query: features that a person can read, each a number around 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from operator import add
from typing import NamedTuple

from gaoan_cli.matching.candidates import TEXT_KINDS, bordered, by_name
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.likeness import Nearness
from gaoan_cli.matching.places import NAMED_KINDS
from gaoan_cli.matching.query import Query, Word, is_number
from gaoan_cli.matching.room import Room, called, cosine, written
from gaoan_cli.matching.unsaid import unsaid
from gaoan_cli.report import fold
from gaoan_cli.report.model import TEXT, Figure, Project, Record
from gaoan_cli.report.report import Report
from gaoan_cli.report.words import LENGTH, unpacked

FEATURES = (
    "covered", "in names", "in text", "near names", "near text", "weightiest left", "left", "modifier", "head",
    "name share", "name lacks", "whole in name", "name inside", "phrase in text", "names mean", "text means",
    "context means", "best clause", "nearest name", "name echoed", "foreign text", "has number", "lacks number",
    "unit", "other unit", "measure", "other measure", "headline", "lacks", "other part", "note", "asked for",
    "own part", "own kind", "sound", "slip", "short query", "named elsewhere", "number said", "figure said",
    "number given", "figure given", "unknown left", "unsaid", "unsaid named", "unsaid nearer", "unsaid whole",
    "named ahead", "echoed ahead", "asking named", "pairs named", "mirrored ahead", "heading named",
    "field asked", "figure of field",
    "target", "result", "term", "honour", "project", "section", "paragraph",
)  # fmt: skip
PARTS = ("review", "plan")
ONE_CHARACTER = 0.4  # how far a single Chinese character explains a word that is no more
FULL_WEIGHT = 6.0  # the weight of a rare word
LENGTH_OF_UNIT = LENGTH**0.5
TELLING = 5.0  # the weight of a name that says what it means by itself
TELLING_NUMBER = 2  # characters of a number that few figures share
FEW_NAMES = 8  # names of a record whose meaning is compared
MANY_WORDS = 120  # words of a row that are compared one by one


class Clue(NamedTuple):
    """A word of the query, and how far the record explains it: where, and by which of its words."""

    word: Word
    where: str
    strength: float


class Evidence(NamedTuple):
    """A record, the features that speak for and against it, and what became of each word."""

    record: Record
    position: int
    features: tuple[float, ...]
    clues: tuple[Clue, ...]
    left: tuple[float, ...] = ()  # the vectors of the query's words, each as far as the record lacks it, added up
    hit: Hit | None = None  # the name that it is, sounds like, or misspells
    unfit: bool = False  # whether it measures otherwise than is asked: it may be suggested, and is no answer

    def feature(self, name: str) -> float:
        """One of the features by its name."""
        return self.features[FEATURES.index(name)]

    def with_features(self, values: Mapping[str, float]) -> Evidence:
        """The same with some features changed."""
        changed = dict(zip(FEATURES, self.features, strict=True)) | dict(values)
        return self._replace(features=tuple(changed.values()))

    def taken_for(self, hit: Hit) -> Evidence:
        """The same, the query taken for another name."""
        changed = dict.fromkeys(("left", "weightiest left", "modifier", "head"), 0.0)
        changed |= {"covered": 1.0, "name share": max(self.feature("name share"), hit.share)}
        if hit.how != "exact":
            changed["slip" if hit.how == "fuzzy" else "sound"] = hit.share
        return self.with_features(changed)._replace(left=(), hit=hit)


class Explained(dict[str, float]):
    """How far a word of a record is explained by those of a query, by its weight; worked out when first asked for."""

    def __init__(self, query: Query, nearness: Nearness) -> None:
        super().__init__()
        self._likes = [nearness[word.text] for word in query.words]
        self._weight = query.report.words.weight

    def __missing__(self, own: str) -> float:
        self[own] = explained = max((likes[own] for likes in self._likes), default=0.0) * self._weight(own)
        return explained


class Judge:
    """Weighs the records of several kinds for one query, of those that are asked for and others beside."""

    def __init__(self, report: Report, query: Query, kinds: tuple[str, ...], beside: tuple[str, ...]) -> None:
        self.report, self.query, self.kinds = report, query, kinds
        # Whether what is asked is the name of a record of another kind: of a goal, where a result is asked for.
        others = (kind for kind in NAMED_KINDS if kind not in (*kinds, *beside))
        hits = (hit for kind in others for form in query.forms for hit in by_name(report, form, kind))
        self._elsewhere = any(hit.field != "everyday" for hit in hits)
        self._nearness = Nearness(report.words)
        self._told = Explained(query, self._nearness)
        self._forms = [form for word in query.words for form in word.forms if form]
        self._stems = tuple(word.forms[0] for word in query.words if word.latin)
        self._pairs_asked = pairs_of(query)
        self._units: dict[str, list[float]] = {}
        self._rooms: dict[str, Room] = {}
        self._unsaid = unsaid(report, query, self._nearness) if query.words else {}

    def room(self, kind: str) -> Room:
        """The records of a kind beside the query."""
        if kind not in self._rooms:
            self._rooms[kind] = Room(self.report, self.query, kind)
        return self._rooms[kind]

    def evidence(self, kind: str, position: int, lacks: int) -> Evidence:
        """What speaks for the record at this position, which lacks so many words that exclude others."""
        query, room = self.query, self.room(kind)
        record = self.report.record(kind, position)
        means = {"names": 0.0, "text": 0.0, "context": 0.0}
        best, best_row, clause = -1.0, -1, 0.0
        words_of: dict[str, list[str]] = {"names": [], "text": []}
        vectors = [unpacked(packed) for packed in query.vectors]
        for at in room.meaning.of[position]:
            field, words = room.meaning.fields[at], room.meaning.words[at]
            likes = [cosine(vector, room.meaning.vector(at)) for vector in vectors]
            clause = max(clause, *likes)
            means[field] = max(means[field], likes[0])
            if field == "names":
                words_of["names"] = words.split()[:MANY_WORDS]
            elif field == "text" and likes[0] > best:
                best, best_row = likes[0], at
        own = room.called.of[position]
        nearest = [room.called.nearest(packed, FEW_NAMES, own) for packed in query.vectors]
        means["nearest"] = max((near for names in nearest for near, _ in names), default=0.0)
        likest = (room.called.words[at].split(" ") for _, at in nearest[0])
        means["mirrored"] = max((self._nearness.mutual(query.weights, words) for words in likest), default=0.0)
        if best_row >= 0:
            words_of["text"] = room.meaning.words[best_row].split()[:MANY_WORDS]
        clues = [self._clue(at, room, position, words_of) for at in range(len(query.words))]
        features = self._features(record, room, position, clues, means, clause) | {"lacks": float(lacks)}
        values = tuple(features.get(name, 0.0) for name in FEATURES)
        return Evidence(record, position, values, tuple(clues), self._left(clues))

    def _left(self, clues: list[Clue]) -> tuple[float, ...]:
        """The vectors of the words that the record lacks, by weight, added up."""
        total: tuple[float, ...] = ()
        for word, _, strength in clues:
            lacking = (1 - strength) * word.weight / FULL_WEIGHT
            if lacking > 0 and (vector := self._unit(word.text)):
                parts = [lacking * number for number in vector]
                total = tuple(map(add, total, parts)) if total else tuple(parts)
        return total

    def _unit(self, word: str) -> list[float]:
        """The vector of a word, of length 1; none if the table lacks it."""
        if word not in self._units:
            vector = self.report.words.vector(word) or ()
            self._units[word] = [number / (LENGTH_OF_UNIT * len(vector) ** 0.5) for number in vector]
        return self._units[word]

    def _clue(self, at: int, room: Room, position: int, words_of: dict[str, list[str]]) -> Clue:
        word = self.query.words[at]
        strength = ONE_CHARACTER if len(word.text) == 1 and not word.latin else 1.0
        if position in room.named[at]:
            return Clue(word, "in names", strength)
        if position in room.said[at]:
            return Clue(word, "in text", strength)
        named, said = (self._nearness[word.text].nearest(words_of[field]) for field in ("names", "text"))
        where = "near text" if said > named else "near names" if named else ""
        return Clue(word, where, max(named, said))

    def _features(
        self, record: Record, room: Room, position: int, clues: list[Clue], means: dict[str, float], clause: float
    ) -> dict[str, float]:
        query, whole, quantities = self.query, room.whole, self.query.quantities
        measured = quantities.named or bool(query.measure)
        shares = dict.fromkeys(("in names", "in text", "near names", "near text"), 0.0)
        left = weightiest = unknown = modifier = head = numbers = 0.0
        for at, (word, where, strength) in enumerate(clues):
            if where:
                shares[where] += strength * word.weight / whole
            if is_number(word):  # one that a record has speaks for it; another may be last year's
                numbers = max(numbers, float(strength == 1 and len(word.text) >= TELLING_NUMBER))
                continue
            lacking = (1 - strength) * word.weight
            left += lacking / whole
            weightiest = max(weightiest, lacking / FULL_WEIGHT)
            unknown += 0.0 if self.report.words.known(word.text) else lacking / FULL_WEIGHT
            before, after = clues[at - 1] if at else None, clues[at + 1] if at + 1 < len(clues) else None
            if word.joined and after and after.where == "in names":
                modifier = max(modifier, lacking / FULL_WEIGHT)
            elif before and before.word.joined and before.where == "in names":
                head = max(head, lacking / FULL_WEIGHT)
        names = called(self.report, room.kind)[position]
        share, lacks = max(map(self._share, names), default=(0.0, 0.0))
        forms = query.forms
        text = room.texts[position]
        measure = record.measure if isinstance(record, Figure) else None
        unit = (
            record.unit
            if isinstance(record, Figure)
            else record.investment_unit
            if isinstance(record, Project)
            else None
        )
        wording = fold.fold(record.wording if isinstance(record, Figure) else getattr(record, "quote", ""), {})
        same_unit = any(one in (unit or "") for one in quantities.units)
        said = any(re.search(bordered(figure), wording) for figure in quantities.figures)
        value = record.value if isinstance(record, Figure) else unit
        role = self.report.roles.get(record.id.split(".")[0]) if isinstance(record, TEXT) else ""
        return {
            "covered": 1 - left,
            **shares,
            "weightiest left": weightiest,
            "left": left,
            "unknown left": unknown,
            "modifier": modifier,
            "head": head,
            "name share": share,
            "name lacks": lacks,
            "whole in name": max(
                (len(form) / len(name) for form in forms for name in names if form in name), default=0.0
            ),
            "name inside": max(
                (len(name) / len(forms[0]) for name in names if len(name) > 1 and name in forms[0]), default=0.0
            ),
            "phrase in text": float(any(len(form) > 1 and form in text for form in forms[1:] or forms)),
            "names mean": means["names"],
            "text means": means["text"],
            "context means": means["context"],
            "best clause": clause,
            "nearest name": means["nearest"],
            "name echoed": self._echo(room, position),
            "foreign text": float(isinstance(record, TEXT) and not query.han),
            "has number": float(measured and value is not None),
            "lacks number": float(measured and isinstance(record, Figure) and value is None),
            "unit": float(same_unit),
            "other unit": float(bool(quantities.units and unit) and not same_unit),
            "measure": float(measure in query.measure),
            "other measure": float(bool(query.measure and measure and measure not in query.measure)),
            "own part": float(bool(query.part) and role == query.part),
            "other part": float(bool(query.part) and role in PARTS and role != query.part),
            "own kind": float(record.kind in self.kinds),
            "note": float(role == "notes"),
            "asked for": float(record.kind == "section" and query.seeks("chapter")),
            "headline": float(isinstance(record, Figure) and record.headline),
            "sound": float(any(room.taken.get(clue.word.text) == "sound" and clue.strength == 1 for clue in clues)),
            "slip": float(any(room.taken.get(clue.word.text) == "slip" and clue.strength == 1 for clue in clues)),
            "short query": float(len(clues) < 2),
            "number said": 0.0 if quantities.asked else numbers,
            "number given": numbers if quantities.asked else 0.0,
            "figure said": float(said and not quantities.asked),
            "figure given": float(said and quantities.asked),
            "asking named": self._asking(room.names[position]),
            "pairs named": self._pairs(names),
            "heading named": shares["in names"] if record.kind == "section" and self.kinds == TEXT_KINDS else 0.0,
            "mirrored ahead": means["mirrored"] - self._unsaid.get("unsaid named", 0.0),
            "named elsewhere": float(self._elsewhere and not any(form in name for name in names for form in forms)),
            "field asked": float(query.topic != ""),
            "figure of field": float(query.topic != "" and isinstance(record, Figure) and record.value is not None),
            **self._unsaid,
            "unsaid nearer": max(0.0, self._unsaid.get("unsaid", 0.0) - means["nearest"]),
            record.kind: 1.0,
        }

    def _echo(self, room: Room, position: int) -> float:
        """How far the best name of a record is explained by the query's words, or words near to them, by weight."""
        best, weights, told = 0.0, self.report.words.weights.__getitem__, self._told.__getitem__
        for at in room.called.of[position]:
            words = room.called.words[at].split(" ")
            whole = sum(map(weights, words))
            if whole >= TELLING:
                best = max(best, sum(map(told, words)) / whole)
        return best

    def _asking(self, document: str) -> float:
        """How much the words weigh that only ask and that names have too."""
        asking = self.query.asking
        return sum(word.weight for word in asking if any(map(document.__contains__, written(word)))) / FULL_WEIGHT

    def _pairs(self, names: Iterable[str]) -> float:
        """How much of the query's pairs of words the names have in their order, by weight."""
        written = " " + "\n ".join(names)
        found = sum(weight for forms, weight in self._pairs_asked.items() if any(form in written for form in forms))
        return found / (sum(self._pairs_asked.values()) or 1.0)

    def _share(self, name: str) -> tuple[float, float]:
        """How much of a name the query's words make up, and minus how much it has beside."""
        if name.isascii():
            words = name.split()
            found = sum(word.startswith(self._stems) for word in words)
            return found / max(1, len(words)), -(len(words) - found) / 6
        marked: set[int] = set()
        for form in self._forms:
            at = name.find(form)
            while at >= 0:
                marked.update(range(at, at + len(form)))
                at = name.find(form, at + 1)
        return len(marked) / max(1, len(name)), -(len(name) - len(marked)) / 8


def pairs_of(query: Query) -> dict[tuple[str, ...], float]:
    """Each two words that follow each other, as folded names have them, and how much the lighter weighs."""
    weight, pairs = query.report.words.weight, {}
    for first, second in pairwise(query.tokens):
        if first.isascii() == second.isascii():
            forms = [f" {one} {fold.stem(second, {})}" for one in (first, fold.stem(first, {}))]
            own = tuple(dict.fromkeys(forms)) if first.isascii() else (fold.fold(first + second, {}),)
            pairs[own] = min(weight(first), weight(second))
    return pairs
