"""What the rules ask of an encoding: its records, its text, and which numbers of the text they account for.

Every question is answered by a table made in one pass or by bisection, so that a check takes no more than
n log n steps, whatever grows: a file may come from anybody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from gaoan_cli.encode.reader import Source
from gaoan_cli.report.fold import arabic
from gaoan_cli.report.model import Figure, Number, Paragraph, Sourced, Term, core_names, name_of
from gaoan_cli.report.report import Report

LONGEST_QUOTE = 80
NUMBER = re.compile(r"\d+(?:\.\d+)?|[〇一二三四五六七八九十百千两]+")  # in digits or Chinese numerals
NOTE_MARK = re.compile(r"\[(\d{1,9})\]")
NOTE_NUMBER = re.compile(r"^\d{1,9}\.(?=“)")
NOTES = re.compile(f"{NOTE_MARK.pattern}|{NOTE_NUMBER.pattern}")
# What a stretch of text is for, beside the numbers and kinds that it gives.
NAMED, EXEMPT = "in a name", "exempt"

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
    """A report under examination, the file it was read from, and the text it encodes if that is known."""

    def __init__(self, report: Report, source: Source, original: str | None) -> None:
        self.report, self.source, self.original = report, source, original
        self.figures = (*report.targets, *report.results)
        self.quoted: tuple[Sourced, ...] = (*self.figures, *report.honours, *report.projects)
        self.records: tuple[Sourced | Term, ...] = (*self.quoted, *report.terms)
        self.texts = {paragraph.id: paragraph.text for paragraph in report.paragraphs}
        self.text = "\n".join(f"{s.heading}\n{s.text}" for s in report.sections if s.level == 1)  # all of it

    @cached_property
    def numbers(self) -> list[tuple[Paragraph, re.Match[str], str | None]]:
        """Every number of the text but note marks and note numbers, and what accounts for it."""
        found = []
        for paragraph in self.report.paragraphs:
            text = NOTES.sub(lambda note: " " * len(note[0]), paragraph.text)
            for number in NUMBER.finditer(text):
                found.append((paragraph, number, self.account(paragraph, number, value_of(number[0]), NAMED)))
        return found

    @cached_property
    def users(self) -> dict[str, set[str]]:
        """Of every term's name: the ids of the paragraphs that use it, without the notes."""
        words = Words(core_names(term)[-1] for term in self.report.terms)
        found: dict[str, set[str]] = defaultdict(set)
        for paragraph in self.report.paragraphs:
            if NOTE_NUMBER.match(paragraph.text) is None:
                for start, end in words.spans(paragraph.text):
                    found[paragraph.text[start:end]].add(paragraph.id)
        return found

    @cached_property
    def _spans(self) -> Spans:
        """For a number and a kind: the quotes of their records; NAMED: names and definitions; EXEMPT: exemptions."""
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        names: dict[str, set[str]] = defaultdict(set)
        for record in self.quoted:
            if record.start is None or record.end is None:
                continue
            value = getattr(record, "value", getattr(record, "investment", None))
            for purpose in {record.kind, str(record.year), "" if value is None else written(abs(value))}:
                found[record.paragraph, purpose].append((record.start, record.end))
            if not isinstance(record, Figure):
                names[record.paragraph] |= {name_of(record), *record.aliases}
        for term in self.report.terms:
            called = core_names(term)
            for id in set(term.mentions):
                names[id].update(called)
            names[term.paragraph].add(term.name)
            if (at := self.texts.get(term.paragraph, "").find(term.definition)) >= 0:
                found[term.paragraph, NAMED].append((at, at + len(term.definition)))
        exempt = Words(exemption.words for exemption in self.report.exemptions)
        for id, text in self.texts.items():
            found[id, NAMED] += Words(names[id]).spans(text)
            found[id, EXEMPT] += exempt.spans(text)
        return Spans(found)

    def account(self, paragraph: Paragraph, words: re.Match[str], *purposes: str) -> str | None:
        """What accounts for words of a paragraph: "" a stretch for these purposes, else the exemption, or None."""
        if any(self._spans.around(paragraph.id, purpose, words) for purpose in purposes):
            return ""
        span = self._spans.around(paragraph.id, EXEMPT, words)
        return paragraph.text[slice(*span)] if span else None


def written(value: Number | Decimal) -> str:
    """A number as one writes it: 30.0 → 30."""
    return f"{Decimal(str(value)).normalize():f}"


def value_of(number: str) -> str:
    """What a run of digits or of Chinese numerals says, as one writes it: 十一 → 11."""
    return written(Decimal(number)) if number[0].isdecimal() else str(arabic(number))


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


# The words that make a bound, and how they stand to the number they bound.
BEFORE = {"突破": "above", "超": "above", "近": "nearly"}
BEHIND = {"左右": "about", "以上": "at_least", "余": "above"}


def bound_of(figure: Figure) -> str:
    """The bound that the words beside the number make."""
    if "持平" in figure.wording:
        return "flat"
    quote, value = figure.quote, written(abs(figure.value or 0))
    numbers = [*re.finditer(r"\d+(?:\.\d+)?", quote)]
    ends = [*(number.start() for number in numbers[1:]), len(quote)]
    found, behind, at = "exact", "", quote.find(figure.wording)
    for number, end in reversed([*zip(numbers, ends, strict=False)]):
        tail = quote[number.end() : end].lstrip(figure.unit or "")
        # “分别增长5%、7%左右” says 左右 once for all the numbers it lists.
        behind = next((word for word in BEHIND if tail.startswith(word)), behind if tail == "、" else "")
        if value_of(number[0]) == value and number.start() >= at:
            before = next((word for word in BEFORE if quote.endswith(word, 0, number.start())), "")
            found = BEHIND.get(behind) or BEFORE.get(before) or found
    return found
