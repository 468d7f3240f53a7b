"""An encoding under examination: its records, its text, and which numbers of the text they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from gaoan_cli.encode.reader import Source
from gaoan_cli.report.fold import arabic
from gaoan_cli.report.model import (
    Figure,
    Honour,
    Number,
    Paragraph,
    Project,
    Record,
    Term,
    core_names,
    name_of,
)
from gaoan_cli.report.report import Report

CHINESE_NUMERAL = "〇一二三四五六七八九十百千两"
RUN = re.compile(rf"\d+(?:\.\d+)?|[{CHINESE_NUMERAL}]+")
NOTE_MARK = re.compile(r"\[(\d+)\]")
NOTE_NUMBER = re.compile(r"(\d+)\.(?=“)")


class Flaw(NamedTuple):
    """A breach of one rule: the record it is in, if it is in one, and the detail."""

    kind: str
    id: str
    detail: str


Flaws = Iterator[Flaw]


class Encoding:
    """A report to be checked, with the lines its records stand on and the text it encodes."""

    def __init__(self, report: Report, source: Source, original: str | None) -> None:
        self.report, self.source, self.original = report, source, original
        self.figures = (*report.targets, *report.results)
        self.quoted: tuple[Figure | Honour | Project, ...] = (
            *self.figures,
            *report.honours,
            *report.projects,
        )
        self.paragraphs = {paragraph.id: paragraph for paragraph in report.paragraphs}

    @property
    def records(self) -> tuple[Figure | Honour | Project | Term, ...]:
        """Every record but the text."""
        return (*self.quoted, *self.report.terms)

    @cached_property
    def everything(self) -> str:
        """All words of the report."""
        return "\n".join(f"{s.heading}\n{s.text}" for s in self.report.sections if s.level == 1)

    @cached_property
    def explained(self) -> dict[str, list[tuple[int, int, frozenset[str]]]]:
        """Per paragraph: stretches of text, and the numbers in them that some record gives as its value."""
        spans: dict[str, list[tuple[int, int, frozenset[str]]]] = {}
        for record in self.quoted:
            if record.start is None or record.end is None:
                continue
            numbers = {written(value) for value in (*_values(record), record.year)}
            spans.setdefault(record.paragraph, []).append((record.start, record.end, frozenset(numbers)))
            for name in _printed_names(record):
                self._add(spans, record.paragraph, name)
        for term in self.report.terms:
            for paragraph in term.mentions:
                for name in core_names(term):
                    self._add(spans, paragraph, name)
            self._add(spans, term.paragraph, term.definition)
            self._add(spans, term.paragraph, term.name)
        for exemption in self.report.exemptions:
            for id in self.paragraphs:
                self._add(spans, id, exemption.words)
        return spans

    def _add(
        self, spans: dict[str, list[tuple[int, int, frozenset[str]]]], paragraph: str, words: str
    ) -> None:
        """Every occurrence of words whose numbers are all accounted for."""
        text = self.paragraphs[paragraph].text if paragraph in self.paragraphs else ""
        everything = frozenset(run[0] for run in RUN.finditer(words))
        for match in re.finditer(re.escape(words), text):
            spans.setdefault(paragraph, []).append((match.start(), match.end(), everything | {"*"}))

    def runs(self) -> Iterator[tuple[Paragraph, re.Match[str]]]:
        """Every number of the text, in digits or Chinese numerals, but note marks and note numbers."""
        for paragraph in self.report.paragraphs:
            marks = {match.start(1) for match in NOTE_MARK.finditer(paragraph.text)}
            marks |= {match.start(1) for match in [NOTE_NUMBER.match(paragraph.text)] if match}
            for run in RUN.finditer(paragraph.text):
                if run.start() not in marks:
                    yield paragraph, run

    def accounted(self, paragraph: Paragraph, run: re.Match[str]) -> bool:
        """Whether a record gives this number as its value where it stands, or words around it are exempt."""
        written = number_of(run[0])
        return any(
            start <= run.start() and run.end() <= end and ("*" in numbers or written in numbers)
            for start, end, numbers in self.explained.get(paragraph.id, ())
        )


def _values(record: Figure | Honour | Project) -> list[Number]:
    value = (
        record.investment
        if isinstance(record, Project)
        else record.value
        if isinstance(record, Figure)
        else None
    )
    return [] if value is None else [abs(value)]


def _printed_names(record: Figure | Honour | Project) -> list[str]:
    """The names of things: a number inside one is no figure."""
    if isinstance(record, Figure):
        return []
    return [name_of(record), *record.aliases]


def written(value: Number) -> str:
    """A number as one writes it: 30.0 → 30."""
    return f"{Decimal(str(value)).normalize():f}"


def number_of(run: str) -> str:
    """The number that a run of digits or Chinese numerals says: 十一 → 11."""
    return written(float(run) if "." in run else int(run)) if run[0].isdecimal() else str(arabic(run))


def flaw(record: Record, detail: str) -> Flaw:
    """A flaw in this record."""
    return Flaw(record.kind, record.id, detail)
