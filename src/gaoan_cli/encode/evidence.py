"""What the rules ask of an encoding: its records, its text, and which numbers of the text they account for.

Every question is answered by a table made in one pass or by bisection, so that a check takes no more than
n log n steps, whatever grows: a file may come from anybody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from gaoan_cli.encode.lexicon import Naming
from gaoan_cli.encode.quantities import HAN_DIGITS, Quantity, quantities, subjects, value_of, written
from gaoan_cli.encode.reader import Source
from gaoan_cli.report.fold import core_names
from gaoan_cli.report.model import Figure, Paragraph, Sourced, Term, name_of
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import EXEMPTED

LONGEST_QUOTE = 80
MOST_IN_QUOTE = 40  # quantities, of a character and a classifier each
NUMBER = re.compile(rf"\d+(?:\.\d+)?|(?!百分点)[{HAN_DIGITS}]+")  # in digits or Chinese numerals
NOTE_MARK = re.compile(r"\[(\d{1,9})\]")
# 20.2026年10件实事 and 21.5+2就业之家 are notes 20 and 21; 3.5% is no note.
NOTE_NUMBER = re.compile(r"^(?:\d{1,9}[.．、]|[(（]\d{1,9}[)）])(?=\D|\d{4}年|\d+[+＋])")
NOTES = re.compile(f"{NOTE_MARK.pattern}|{NOTE_NUMBER.pattern}")
NAMED = "in a name"  # what a stretch of text may be for, beside the numbers, kinds and exemptions that it gives
LONGEST_SENTENCE = 500  # characters on either side of a quote that are looked at
SENTENCE = "。！？\n"

Span = tuple[int, int]


class Spans:
    """Stretches of paragraphs, by paragraph and by what they are for; asked for the one around a place."""

    def __init__(self, found: Mapping[tuple[str, str], Iterable[Span]]) -> None:
        self.tables: dict[tuple[str, str], tuple[list[int], list[Span]]] = {}
        for key, spans in found.items():
            ordered = sorted(spans)
            furthest: Iterator[Span] = accumulate(ordered, lambda one, other: one if one[1] >= other[1] else other)
            self.tables[key] = [start for start, _ in ordered], [*furthest]

    def around(self, id: str, purpose: str, match: re.Match[str]) -> Span | None:
        """The stretch for this purpose that reaches furthest of those around the match, or None."""
        starts, furthest = self.tables.get((id, purpose), ([], []))
        behind = bisect_right(starts, match.start())
        return furthest[behind - 1] if behind and match.end() <= furthest[behind - 1][1] else None


class Words:
    """Words that are looked for all at once; those longer than a quote are not."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = {word for word in words if len(word) <= LONGEST_QUOTE}
        self.lengths: dict[str, set[int]] = defaultdict(set)
        for word in self.words:
            self.lengths[word[0]].add(len(word))

    def spans(self, text: str) -> Iterator[Span]:
        """Where they stand in the text."""
        for start, character in enumerate(text):
            for length in self.lengths.get(character, ()):
                if text[start : start + length] in self.words:
                    yield start, start + length


class Evidence:
    """A report under examination, the file it was read from, and the text it encodes if that is known.

    `naming` says what names may have that the report's sentences have not.
    """

    def __init__(self, report: Report, source: Source, original: str | None, naming: Naming) -> None:
        self.report, self.source, self.original, self.naming = report, source, original, naming
        self.figures = (*report.targets, *report.results)
        self.quoted: tuple[Sourced, ...] = (*self.figures, *report.honours, *report.projects)
        self.records: tuple[Sourced | Term, ...] = (*self.quoted, *report.terms)
        self.texts = {paragraph.id: paragraph.text for paragraph in report.paragraphs}
        self.leads = {paragraph.id: paragraph.lead or "" for paragraph in report.paragraphs}
        self.roles = {section.id: section.role for section in report.sections}
        self._said: dict[str, tuple[list[Quantity], list[str]]] = {}
        self.text = "\n".join(f"{s.heading}\n{s.text}" for s in report.sections if s.level == 1)  # all of it

    @cached_property
    def drafted(self) -> list[str]:
        """The ids of the sections that are marked as drafts, in their order."""
        found, waiting = [], self.source.sections[::-1]
        while waiting:
            section = waiting.pop()
            waiting += section["sections"][::-1]
            found += [section["id"]] if section["draft"] else []
        return found

    def role(self, paragraph: str) -> str:
        """What the section is for that a paragraph stands in."""
        return self.roles.get(paragraph.rpartition(".")[0], "other")

    def sentence(self, record: Sourced) -> str:
        """The sentence that a record quotes, behind the statement its paragraph opens with."""
        text, start, end = self.texts.get(record.paragraph, ""), record.start or 0, record.end or 0
        first, last = max(0, start - LONGEST_SENTENCE), end + LONGEST_SENTENCE
        begin = max(first, *(text.rfind(mark, first, start) + 1 for mark in SENTENCE))
        stop = min((at for mark in SENTENCE if (at := text.find(mark, end, last)) >= 0), default=last)
        return f"{self.leads.get(record.paragraph, '')} {text[begin:stop]}"

    def quantities(self, paragraph: str) -> tuple[list[Quantity], list[str]]:
        """The quantities of a paragraph, and what each is said of."""
        if paragraph not in self._said:
            text = self.texts.get(paragraph, "")
            found = quantities(NOTES.sub(lambda note: " " * len(note[0]), text))
            self._said[paragraph] = found, subjects(text, found)
        return self._said[paragraph]

    @cached_property
    def _places(self) -> dict[str, int | None]:
        return {f"{figure.kind} {figure.id}": self._place(figure) for figure in self.figures}

    def place(self, figure: Figure) -> int | None:
        """Which of its paragraph's quantities a figure gives, or None."""
        return self._places[f"{figure.kind} {figure.id}"]

    def _place(self, figure: Figure) -> int | None:
        if figure.start is None or figure.end is None:
            return None
        found = self.quantities(figure.paragraph)[0]
        whole = (r"(?<![\d.])" if figure.wording[:1].isdigit() else "") + re.escape(figure.wording)  # no 4% in 4.4%
        words = re.compile(whole).search(self.texts[figure.paragraph], figure.start, figure.end)
        at = words.start() if words else -1
        low = figure.value if figure.low is None else figure.low
        if at < 0 or low is None:
            return None
        value, high = written(abs(low)), "" if figure.high is None else written(figure.high)
        first = bisect_left(found, (at,))
        own = [
            place
            for place, one in enumerate(found[first : first + MOST_IN_QUOTE], first)
            if one.end <= figure.end
            and one.start < at + len(figure.wording)
            and (one.value, one.high) == (value, high)
            and one.rank == (figure.measure == "rank")
        ]
        unit = figure.unit or ""
        return next((place for place in own if found[place].unit == unit), own[0] if own else None)

    @cached_property
    def numbers(self) -> list[tuple[Paragraph, re.Match[str], str | None]]:
        """Every number of the text but note marks and note numbers, and what accounts for it."""
        found = []
        for paragraph in self.report.paragraphs:
            text = NOTES.sub(lambda note: " " * len(note[0]), paragraph.text)
            for number in NUMBER.finditer(text):
                found.append((paragraph, number, self.account(paragraph, number, "number", value_of(number[0]), NAMED)))
        return found

    @cached_property
    def users(self) -> dict[str, set[str]]:
        """Of every term's name: the ids of the paragraphs that use it, without the notes."""
        words = Words(core_names(term.name)[-1] for term in self.report.terms)
        found: dict[str, set[str]] = defaultdict(set)
        for paragraph in self.report.paragraphs:
            if NOTE_NUMBER.match(paragraph.text) is None:
                for start, end in words.spans(paragraph.text):
                    found[paragraph.text[start:end]].add(paragraph.id)
        return found

    @cached_property
    def _exempt(self) -> tuple[dict[str, Words], dict[tuple[str, str], list[str]]]:
        """The exempted words by what they hold, for the whole report and for one paragraph."""
        anywhere: dict[str, list[str]] = {of: [] for of in EXEMPTED}
        here: dict[tuple[str, str], list[str]] = defaultdict(list)
        for exemption in self.report.exemptions:
            where = here[exemption.paragraph, exemption.of] if exemption.paragraph else anywhere[exemption.of]
            where.append(exemption.words)
        return {of: Words(words) for of, words in anywhere.items()}, here

    @cached_property
    def _spans(self) -> Spans:
        """For a number and a kind: the quotes of their records; NAMED: names and definitions; the exemptions."""
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        names: dict[str, set[str]] = defaultdict(set)
        for record in self.quoted:
            if record.start is None or record.end is None:
                continue
            values = [getattr(record, name, None) for name in ("value", "low", "high", "investment")]
            for purpose in {record.kind, str(record.year), *(written(abs(v)) for v in values if v is not None)}:
                found[record.paragraph, purpose].append((record.start, record.end))
            if not isinstance(record, Figure):
                names[record.paragraph] |= {name_of(record), *record.aliases}
            elif any(value is not None for value in values):
                names[record.paragraph].add(name_of(record))
        for term in self.report.terms:
            called = core_names(term.name)
            for id in set(term.mentions):
                names[id].update(called)
            names[term.paragraph].add(term.name)
            if (at := self.texts.get(term.paragraph, "").find(term.definition)) >= 0:
                found[term.paragraph, NAMED].append((at, at + len(term.definition)))
        anywhere, here = self._exempt
        for id, text in self.texts.items():
            found[id, NAMED] += Words(names[id]).spans(text)
            for of in EXEMPTED:
                found[id, of] += anywhere[of].spans(text)
                found[id, of] += Words(here[id, of]).spans(text)
        return Spans(found)

    def account(self, paragraph: Paragraph, words: re.Match[str], of: str, *purposes: str) -> str | None:
        """What accounts for words of a paragraph: "" a stretch for these purposes, else the exemption, or None.

        `of` is what the words are: a number, or a word of honour or resolve.
        """
        if any(self._spans.around(paragraph.id, purpose, words) for purpose in purposes):
            return ""
        span = self._spans.around(paragraph.id, of, words)
        return paragraph.text[slice(*span)] if span else None


def values_in(text: str) -> set[str]:
    """The numbers in a text, as one writes them."""
    return {value_of(number) for number in NUMBER.findall(text)}


def claims_in(prose: str) -> Iterator[tuple[str, str]]:
    """The numbers of two digits and more that prose of ours claims, as printed and as one writes them."""
    # What it adds up itself is no claim: 70 + 31 + 47 = 148.
    sums = re.findall(r"(\d{1,15}(?: \+ \d{1,15})*)(?: = (\d{1,15}))?", prose)
    right = {total for parts, total in sums if total and sum(map(int, parts.split(" + "))) == int(total)}
    for number in re.findall(r"\d[\d,]*(?:\.\d+)?", prose):
        bare = number.replace(",", "")
        if len(bare) > 1 and bare not in right:
            yield number, value_of(bare)
