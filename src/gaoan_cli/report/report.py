"""One report in memory: its particulars, its records of each kind, and the tables they are found by.

What a report is compiled to is JSON Lines: a head, then the lines of each table, whose names the head lists. A line
is parsed when it is first asked for, and no other; of a file that is mapped into memory no other is even read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from gaoan_cli.errors import DataError, UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.report.convert import from_dict
from gaoan_cli.report.model import (
    KINDS,
    Comparison,
    Exemption,
    Figure,
    Honour,
    Paragraph,
    Particulars,
    Project,
    Record,
    Section,
    Term,
)

if TYPE_CHECKING:
    from mmap import mmap

    from gaoan_cli.report.words import Words


class Report:
    """A report, each kind of record read when it is first asked for.

    `file` names its YAML; `option` is what a command line needs to ask it, "" for the shipped one; `words` is the
    path of the table of words (`report.words`). Tables that the compiled form lacks `later` gives when asked.
    """

    def __init__(
        self,
        compiled: bytes | mmap,
        file: str,
        option: str = "",
        *,
        words: str = "",
        later: Callable[[str], Any] | None = None,
    ) -> None:
        self.file, self.option, self._words_file, self._later = file, option, words, later
        self.caveat = ""  # what whoever asks it is told: that it is not proved
        self._tables: dict[str, Any] = {}
        self._records: dict[tuple[str, int], Record] = {}
        self._compiled, self._start = compiled, compiled.find(b"\n") + 1
        try:
            head = json.loads(compiled[: self._start])
            self._places: dict[str, list[int]] = head["tables"]
            self._ends: list[int] = head["ends"]
            self.particulars = Particulars(**head["report"])
            self.simplified: dict[int, str] = str.maketrans(*head["simplified"])
        except (ValueError, KeyError, TypeError):
            raise self._damaged() from None
        if len(compiled) != self._start + self._ends[-1]:
            raise self._damaged()

    def __repr__(self) -> str:
        """Which report it is, and how much is in it."""
        counts = ", ".join(f"{self.count(kind)} {kind}s" for kind in KINDS)
        return f"<Report {self.particulars.id}: {counts}>"

    def table(self, name: str) -> Any:
        """A table of the compiled report that has one line, parsed once. Raises DataError if it is damaged."""
        if name not in self._tables:
            if name not in self._places and self._later is not None:
                self._tables[name] = self._later(name)
            else:
                self._tables[name] = self._parsed(self._places[name][0])
        return self._tables[name]

    def rows(self, name: str) -> Sequence[Any]:
        """A table that has a line for each record of a kind, parsed once. Raises DataError if it is damaged."""
        if name not in self._tables:
            first, count = self._places[name]
            begin, end = self._line(first)[0], self._line(first + count - 1)[1] if count else 0
            lines = self._compiled[begin:end].rstrip(b"\n").replace(b"\n", b",")  # in a text it is escaped
            self._tables[name] = self._read(b"[%b]" % lines if count else b"[]")
        rows: Sequence[Any] = self._tables[name]
        return rows

    def row(self, name: str, position: int) -> Any:
        """The line of such a table for one record, the others not parsed. Raises DataError if it is damaged."""
        return self._tables[name][position] if name in self._tables else self._parsed(self._places[name][0] + position)

    def rows_that_begin(self, name: str, first: str) -> Iterator[list[Any]]:
        """The rows of a table whose first cell is this text, the others never parsed: a name is looked for first."""
        at, end = self._line(self._places[name][0])
        begin = f"[{json.dumps(first, ensure_ascii=False)},".encode()  # stands inside no text, where marks are escaped
        while (at := self._compiled.find(begin, at, end)) >= 0:
            behind = self._compiled.find(b"]", at + len(begin), end) + 1
            yield json.loads(self._compiled[at:behind])
            at = behind

    def rows_that_hold(self, name: str, piece: str) -> Iterator[list[Any]]:
        """The rows of a table whose first cell holds this text, the others never parsed."""
        at, end = begin, _ = self._line(self._places[name][0])
        wanted = json.dumps(piece, ensure_ascii=False)[1:-1].encode()
        while (at := self._compiled.find(wanted, at, end)) >= 0:
            behind = self._compiled.find(b"]", at, end) + 1
            row = json.loads(self._compiled[self._compiled.rfind(b'["', begin, at) : behind])
            if piece in row[0]:
                yield row
            at = behind

    def columns(self, name: str) -> Iterator[tuple[str, str, int]]:
        """The rows of a table that is stored in columns: text, field and the position of the record."""
        table = self.table(name)
        columns = (table["texts"].split("\n"), table["fields"].split(" "), table["positions"])
        return zip(*columns, strict=True) if table["positions"] else iter(())

    def _line(self, number: int) -> tuple[int, int]:
        """Where a line behind the head begins and ends."""
        return self._start + (self._ends[number - 1] if number else 0), self._start + self._ends[number]

    def _parsed(self, line: int) -> Any:
        begin, end = self._line(line)
        return self._read(self._compiled[begin:end])

    def _read(self, line: bytes) -> Any:
        try:
            return json.loads(line)
        except ValueError:
            raise self._damaged() from None

    def _damaged(self) -> DataError:
        return DataError(_("damaged or missing: install gaoan again"), printable(self.file))

    def count(self, kind: str) -> int:
        """How many records of the kind there are. Raises UsageError for a kind that there is not."""
        return self._places[known_kind(kind)][1]

    def records(self, kind: str) -> tuple[Record, ...]:
        """Every record of the kind, in the report's order. Raises UsageError for a kind that there is not."""
        return tuple(self.record(kind, position) for position in range(self.count(kind)))

    def record(self, kind: str, position: int) -> Record:
        """The record of the kind at this position in the report's order, made when it is first asked for.

        Raises UsageError for a kind that there is not, IndexError for a position.
        """
        if not 0 <= position < self.count(kind):
            raise IndexError(f"there are {self.count(kind)} {kind}s: no number {position}")
        if (kind, position) not in self._records:
            try:
                self._records[kind, position] = from_dict(self._parsed(self._places[kind][0] + position))
            except (KeyError, TypeError, AttributeError):
                raise self._damaged() from None
        return self._records[kind, position]

    def get(self, kind: str, id: str) -> Record | None:
        """The record of the kind with this id, or None. Raises UsageError for a kind that there is not."""
        ids: list[str] = self.table(f"{known_kind(kind)}.ids")
        return self.record(kind, ids.index(id)) if id in ids else None

    @cached_property
    def words(self) -> Words:
        """What words mean and how common they are. Raises DataError if the table is damaged."""
        from gaoan_cli.report.words import Words

        return Words(self._words_file)

    @cached_property
    def thesaurus(self) -> dict[str, str]:
        """Words for those of the report, each with these, between spaces."""
        table: dict[str, str] = self.table("thesaurus")
        return dict(zip(table["words"].split("\n"), table["others"].split("\n"), strict=True))

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each part is for, by its id."""
        return {section.id: section.role for section in self.sections if section.level == 1}

    @cached_property
    def targets(self) -> tuple[Figure, ...]:
        """What the report commits to for its year."""
        return cast("tuple[Figure, ...]", self.records("target"))

    @cached_property
    def results(self) -> tuple[Figure, ...]:
        """What the report says of the year it reviews."""
        return cast("tuple[Figure, ...]", self.records("result"))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms its notes explain."""
        return cast("tuple[Term, ...]", self.records("term"))

    @cached_property
    def honours(self) -> tuple[Honour, ...]:
        """The recognitions it claims."""
        return cast("tuple[Honour, ...]", self.records("honour"))

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The works, places and events it names."""
        return cast("tuple[Project, ...]", self.records("project"))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its headings, each with all the text below it, as printed."""
        return cast("tuple[Section, ...]", self.records("section"))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, as printed."""
        return cast("tuple[Paragraph, ...]", self.records("paragraph"))

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each target beside the results it continues."""
        from gaoan_cli.report.compare import compare

        results = {result.id: result for result in self.results}
        reviews = self.particulars.reviews
        return tuple(
            compare(target, [results[id] for id in target.baseline if id in results], reviews)
            for target in self.targets
        )

    @cached_property
    def exemptions(self) -> tuple[Exemption, ...]:
        """Numbers of the text that no record need quote, each with its reason."""
        return tuple(Exemption(*fields) for fields in self.table("exemptions"))


def known_kind(kind: str) -> str:
    """The kind, if there is such a one. Raises UsageError if not."""
    if kind not in KINDS:
        told = _("unknown kind {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(str(kind)), names=", ".join(KINDS)))
    return kind
