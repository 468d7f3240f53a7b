"""How a name fits the words of a sentence: which of its characters they show, and which quantity it names best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gaoan_cli.encode.lexicon import Naming
from gaoan_cli.encode.quantities import EACH, Quantity, begins
from gaoan_cli.report.model import Figure

MARKS = re.compile(r"[“”（）()、，,\s《》·—\-\[\]/]")
HAN = re.compile("[\u3400-\u9fff]")
NUMBERED = re.compile("[数量额率]$")
SENTENCE, ITEM = "。；\n", "，；。：、—\n"
REACH = 45  # characters before a quantity that an item may continue
BESIDE = 8  # quantities on either side of one that it could be mistaken for
# Words of an item that say how a number stands to its subject, and name nothing.
CUES = re.compile(r"达|总数|其中|分别|均|增长|下降|完成|实现|新增|到|的|[，。；：、\d.%]")
NEW, GROWN, TOTAL = re.compile("新|增"), re.compile("新增"), re.compile("达|总|累计")


def bare(words: str) -> str:
    """Words without the marks and spaces that a name may be written with or without."""
    return MARKS.sub("", words)


def bigrams(words: str) -> set[str]:
    """The pairs of neighbouring characters of words without marks."""
    words = bare(words)
    return {words[at : at + 2] for at in range(len(words) - 1)}


def unshown(name: str, sentence: str, naming: Naming) -> list[str]:
    """The pieces of a name that a sentence does not show: neither its words, nor what `naming` says of them."""
    name, sentence = bare(name), bare(sentence)
    shown = [not HAN.match(character) for character in name]
    for at in range(len(name) - 1):
        if name[at : at + 2] in sentence:
            shown[at] = shown[at + 1] = True
    said = [long for long, short in naming.long_forms.items() if short in sentence]
    for words in (*naming.measures, *said):
        for match in re.finditer(re.escape(words), name):
            shown[match.start() : match.end()] = [True] * len(words)
    pieces = re.findall("[^\n]+", "".join("\n" if seen else one for one, seen in zip(name, shown, strict=True)))
    return [piece for piece in pieces if len(piece) > 1 or piece not in sentence]


def akin(name: str, other: str, naming: Naming) -> float:
    """How much of the shorter of two names is in the other, by bigrams, without the words of measures."""
    ours, theirs = (_core(one, naming) for one in (name, other))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _core(name: str, naming: Naming) -> set[str]:
    longest = sorted((word for word in naming.measures if len(word) > 1), key=len, reverse=True)
    pieces = re.split("|".join([*map(re.escape, longest), "新增|新建|[数量额率]$"]), bare(name))
    return {pair for piece in pieces for pair in bigrams(piece)}


class Fit:
    """How well names fit the quantities of a paragraph."""

    def __init__(self, text: str, found: Sequence[Quantity], said: Sequence[str]) -> None:
        self.text, self.found, self.said = text, found, said

    def rivals(self, place: int) -> Iterable[int]:
        """The other quantities of its sentence that one could be mistaken for: of its unit, of another value."""
        own = self.found[place]
        for other in range(max(0, place - BESIDE), min(len(self.found), place + BESIDE + 1)):
            one = self.found[other]
            between = self.text[min(own.start, one.start) : max(own.start, one.start)]
            alike = other != place and (one.unit, one.rank) == (own.unit, own.rank) and one.value != own.value
            if alike and not any(mark in between for mark in SENTENCE):
                yield other

    def score(self, figure: Figure, place: int) -> float:
        """How well a figure's names fit what a quantity is said of; of two quantities the higher is the likelier."""
        before, behind = self._item(place)
        start = self.found[place].start
        chain = self.text[max(begins(self.text, start, SENTENCE), start - REACH) : start]
        name = bigrams(NUMBERED.sub("", figure.name))
        names = [(name, 1.0), *((bigrams(alias), 0.9) for alias in figure.aliases if HAN.search(alias))]

        def shown(words: str) -> float:
            best = max((weight * _share(one, words) for one, weight in names if one), default=0.0)
            return best + 0.1 * _share(name, words)

        item = bigrams(CUES.sub("", before + behind))
        called = "|".join([figure.name, *figure.aliases])
        explained = sum(pair in called for pair in item) / len(item) if item else 0.5
        score = max(shown(f"{before}|{behind}"), 0.95 * shown(chain + behind)) + 0.5 * explained
        if figure.measure == "increment":
            return score + 0.2 * bool(NEW.search(before if before.strip("、") else chain))
        if figure.measure == "level":
            return score + 0.2 * bool(TOTAL.search(before)) - 0.2 * bool(GROWN.search(before))
        return score

    def _item(self, place: int) -> tuple[str, str]:
        """What stands before and behind a quantity in its item of a list; of a 分别, the nth subject."""
        one = self.found[place]
        last = one.end + REACH
        end = min((at for mark in ITEM if (at := self.text.find(mark, one.end, last)) >= 0), default=last)
        if place + 1 < len(self.found):
            end = min(end, self.found[place + 1].start)
        begin = begins(self.text, one.start, ITEM)
        before, said = self.text[begin : one.start], self.said[place]
        if EACH not in said and not self.text.endswith(said, 0, one.start):
            before = said
        return before, self.text[one.end : max(one.end, end)]


def _share(pairs: set[str], words: str) -> float:
    return sum(pair in words for pair in pairs) / len(pairs) if pairs else 0.0
