"""What speaks for a record as the answer of a query: features that a person can read, each a number around 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.likeness import Nearness
from gaoan_cli.matching.query import Query, Word, is_number, written
from gaoan_cli.matching.room import Room, cosine
from gaoan_cli.matching.unsaid import unsaid
from gaoan_cli.report import fold
from gaoan_cli.report.model import TEXT, Figure, Project, Record
from gaoan_cli.report.report import Report
from gaoan_cli.report.words import unpacked

FEATURES = (
    "in names", "in text", "left", "unknown left", "name share", "phrase in text", "best clause", "text means",
    "name echoed", "first part", "asking named", "pairs named", "has number", "number said", "measure", "headline",
    "unsaid", "unsaid named", "in latin", "length", "asks figure", "heading named", "asked for",
    "other part", "own kind", "figure of field", "target", "section", "paragraph",
)  # fmt: skip
WHERE = ("in names", "in text", "near names", "near text")  # where a word of a query is explained
PARTS = ("review", "plan")
ONE_CHARACTER = 0.4  # how far a single Chinese character explains a word that is no more
FULL_WEIGHT = 6.0  # the weight of a rare word
TELLING = 5.0  # the weight of a name that says what it means by itself
TELLING_NUMBER = 2  # characters of a number that few figures share
MOST_ECHOED = 3  # names of a record that are compared with the query word by word
LONG = 100  # characters of a query that is long
MANY_WORDS = 120  # words of a row that are compared one by one
HALF = 0.5  # of the query: the way in which at least so much is found is named


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
    how: str = ""  # the way in which most of the query is found
    hit: Hit | None = None  # the name that it is, sounds like, or misspells
    unfit: bool = False  # whether it measures otherwise than is asked: it may be suggested, and is no answer

    def feature(self, name: str) -> float:
        """One of the features by its name."""
        return self.features[FEATURES.index(name)]

    def share(self, *places: str) -> float:
        """How much of the query, by weight, is explained in these places: in names, near text and so on."""
        return share_of(self.clues, *places)

    def taken_for(self, hit: Hit) -> Evidence:
        """The same, the query taken for another name."""
        changed = {name: max(self.feature(name), hit.share) for name in ("in names", "name share")}
        changed |= {"left": 0.0, "unknown left": 0.0}
        features = tuple(changed.get(name, value) for name, value in zip(FEATURES, self.features, strict=True))
        return self._replace(features=features, hit=hit)


def share_of(clues: Sequence[Clue], *places: str) -> float:
    """How much of the words, by weight, is explained in these places."""
    whole = sum(word.weight for word, _, _ in clues) or 1.0
    return sum(strength * word.weight for word, where, strength in clues if where in places) / whole


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
    """Weighs the records of several kinds, which are asked for, and of others beside, for one query."""

    def __init__(self, report: Report, query: Query, kinds: tuple[str, ...]) -> None:
        self.report, self.query, self.kinds = report, query, kinds
        self._nearness = Nearness(report.words)
        self._told = Explained(query, self._nearness)
        self._pairs_asked = pairs_of(query)
        self._vectors = [unpacked(packed) for packed in query.vectors]
        self._rooms: dict[str, Room] = {}
        # What is true of the query beside every record: it bears on how sure one can be.
        self._asked = unsaid(report, query, self._nearness) if query.words else {}
        self._asked |= {
            "in latin": float(not query.han),
            "length": min(1.0, len(query.text) / LONG),
            "asks figure": float(query.quantities.asked),
        }

    def room(self, kind: str) -> Room:
        """The records of a kind beside the query."""
        if kind not in self._rooms:
            self._rooms[kind] = Room(self.report, self.query, kind)
        return self._rooms[kind]

    def evidence(self, kind: str, position: int) -> Evidence:
        """What speaks for the record at this position."""
        room, record = self.room(kind), self.report.record(kind, position)
        meaning, said, named = room.meaning, "", ""
        means = {"best clause": 0.0, "text means": 0.0}
        best = -1.0
        for at in meaning.of[position]:
            field, likes = meaning.fields[at], [cosine(vector, meaning.vector(at)) for vector in self._vectors]
            means["best clause"] = max(means["best clause"], *likes)
            if field == "names":
                named = meaning.words[at]
            elif field == "text" and likes[0] > best:
                best, said = likes[0], meaning.words[at]
                means["text means"] = max(0.0, best)
        words = [_by_script(text.split()[:MANY_WORDS]) for text in (named, said)]
        clues = tuple(self._clue(at, room, position, words) for at in range(len(self.query.words)))
        names, cut, shares = room.called(position)
        features = self._features(record, room, position, clues, names) | means
        features |= {"name share": max(shares, default=0.0), "name echoed": self._echo(cut, shares)}
        evidence = Evidence(record, position, tuple(features.get(name, 0.0) for name in FEATURES), clues)
        return evidence._replace(how=self._how(evidence, room, names))

    def _clue(self, at: int, room: Room, position: int, words: Sequence[dict[bool, list[str]]]) -> Clue:
        """What becomes of a word beside the words that a record is called by and those that it says, in its script."""
        word = self.query.words[at]
        strength = ONE_CHARACTER if len(word.text) == 1 and not word.latin else 1.0
        if position in room.named[at]:
            return Clue(word, "in names", strength)
        if position in room.said[at]:
            return Clue(word, "in text", strength)
        near_names, near_text = (self._nearness[word.text].nearest(own[word.latin]) for own in words)
        where = "near text" if near_text > near_names else "near names" if near_names else ""
        return Clue(word, where, max(near_names, near_text))

    def _how(self, evidence: Evidence, room: Room, names: Sequence[str]) -> str:
        """The way in which most of the query is found: by a slip or a sound, if one word needs it."""
        taken = {room.taken.get(clue.word.text) for clue in evidence.clues if clue.strength == 1}
        if "slip" in taken:
            return "fuzzy"
        if "sound" in taken:
            return "pinyin"
        if any(form in name for form in self.query.forms for name in names):
            return "substring"
        return "words" if evidence.share("in names", "in text") >= HALF else "meaning"

    def _features(
        self, record: Record, room: Room, position: int, clues: tuple[Clue, ...], names: Sequence[str]
    ) -> dict[str, float]:
        query, whole = self.query, room.whole
        own, everyday, text, _ = room.documents(position)
        left = unknown = number = 0.0
        shares = {where: share_of(clues, where) for where in ("in names", "in text")}
        for word, _, strength in clues:
            if is_number(word):  # one that a record has speaks for it; another may be last year's
                number = max(number, float(strength == 1 and len(word.text) >= TELLING_NUMBER))
                continue
            lacking = (1 - strength) * word.weight
            left += lacking / whole
            unknown += 0.0 if self.report.words.known(word.text) else lacking / FULL_WEIGHT
        figure = record if isinstance(record, Figure) else None
        given = figure.value if figure else record.investment if isinstance(record, Project) else None
        role = self.report.roles.get(record.id.split(".")[0]) if isinstance(record, TEXT) else ""
        headed = record.kind == "section" and self.kinds == TEXT_KINDS
        return {
            **shares,
            "left": left,
            "unknown left": min(1.0, unknown),
            "first part": self._first_part(clues),
            "phrase in text": float(any(len(form) > 1 and form in text for form in query.forms[1:] or query.forms)),
            "asking named": self._asking(own + everyday),
            "pairs named": self._pairs(names),
            "has number": float(given is not None and (query.quantities.named or bool(query.measure))),
            "number said": 0.0 if query.quantities.asked else number,
            "measure": float(figure is not None and figure.measure in query.measure),
            "headline": float(figure is not None and figure.headline),
            "heading named": shares["in names"] if headed else 0.0,
            "asked for": float(record.kind == "section" and query.seeks("chapter")),
            "other part": float(bool(query.part) and role in PARTS and role != query.part),
            "own kind": float(record.kind in self.kinds),
            "figure of field": float(query.topic != "" and figure is not None and figure.value is not None),
            **self._asked,
            record.kind: 1.0,
        }

    def _echo(self, names: Sequence[str], shares: Sequence[float]) -> float:
        """How far the best of some names, as words, is explained by the query's words or words near to them, by weight.

        Of those in the query's script the ones are looked at of which its words make up most.
        """
        best, weights, told = 0.0, self.report.words.weights.__getitem__, self._told.__getitem__
        own = [(share, -at) for at, share in enumerate(shares) if share and names[at].isascii() is not self.query.han]
        for _, at in nlargest(MOST_ECHOED, own):
            words = names[-at].split()
            whole = sum(map(weights, words))
            if whole >= TELLING:
                best = max(best, sum(map(told, words)) / whole)
        return best

    def _first_part(self, clues: Sequence[Clue]) -> float:
        """How far names explain the part that is asked for first, of several."""
        first = self.query.first_part
        return share_of([clue for clue in clues if clue.word.text in first], "in names")

    def _asking(self, document: str) -> float:
        """How much the words weigh that only ask and that names have too."""
        asking = self.query.asking
        return sum(word.weight for word in asking if any(map(document.__contains__, written(word)))) / FULL_WEIGHT

    def _pairs(self, names: Iterable[str]) -> float:
        """How much of the query's pairs of words the names have in their order, by weight."""
        written = " " + "\n ".join(names)
        found = sum(weight for forms, weight in self._pairs_asked.items() if any(form in written for form in forms))
        return found / (sum(self._pairs_asked.values()) or 1.0)


def _by_script(words: Iterable[str]) -> dict[bool, list[str]]:
    """Words by whether they are Latin."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for word in words:
        found[word.isascii()].append(word)
    return found


def pairs_of(query: Query) -> dict[tuple[str, ...], float]:
    """Each two words that follow each other, as folded names have them, and how much the lighter weighs."""
    weight, pairs = query.report.words.weight, {}
    for first, second in pairwise(query.tokens):
        if first.isascii() == second.isascii():
            forms = [f" {one} {fold.stem(second, {})}" for one in (first, fold.stem(first, {}))]
            own = tuple(dict.fromkeys(forms)) if first.isascii() else (fold.fold(first + second, {}),)
            pairs[own] = min(weight(first), weight(second))
    return pairs
