"""One report in memory: its particulars, its records of each kind, and the tables they are found by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from gaoan_cli.errors import UsageError, printable
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
from gaoan_cli.report.tables import Tables

if TYPE_CHECKING:
    from gaoan_cli.report.words import Words


class Report:
    """A report in its tables, each record made when it is first asked for.

    `option` is what a command line needs to ask it, "" for the shipped one; `words` is the path of the table of words
    (`report.words`). Raises DataError if a table is damaged.
    """

    def __init__(self, tables: Tables, option: str = "", *, words: str = "") -> None:
        self.tables, self.file, self.option, self._words_file = tables, tables.file, option, words
        self.caveat = ""  # what whoever asks it is told: that it is not proved
        self._records: dict[tuple[str, int], Record] = {}
        try:
            self.particulars = Particulars(**tables.head["report"])
            self.simplified: dict[int, str] = str.maketrans(*tables.head["simplified"])
        except (ValueError, KeyError, TypeError):
            raise tables.damaged() from None

    def __repr__(self) -> str:
        """Which report it is, and how much is in it."""
        counts = ", ".join(f"{self.count(kind)} {kind}s" for kind in KINDS)
        return f"<Report {self.particulars.id}: {counts}>"

    def count(self, kind: str) -> int:
        """How many records of the kind there are. Raises UsageError for a kind that there is not."""
        return self.tables.count(known_kind(kind))

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
                self._records[kind, position] = from_dict(self.tables.row(kind, position))
            except (KeyError, TypeError, AttributeError):
                raise self.tables.damaged() from None
        return self._records[kind, position]

    def get(self, kind: str, id: str) -> Record | None:
        """The record of the kind with this id, or None. Raises UsageError for a kind that there is not."""
        ids: list[str] = self.tables[f"{known_kind(kind)}.ids"]
        return self.record(kind, ids.index(id)) if id in ids else None

    @cached_property
    def words(self) -> Words:
        """What words mean and how common they are. Raises DataError if the table is damaged."""
        from gaoan_cli.report.words import words_of

        return words_of(self._words_file)

    @cached_property
    def thesaurus(self) -> dict[str, str]:
        """Words for those of the report, each with these, between spaces."""
        table: dict[str, str] = self.tables["thesaurus"]
        return dict(zip(table["words"].split("\n"), table["others"].split("\n"), strict=True))

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each part is for, by its id."""
        parts = [at for at, id in enumerate(self.tables["section.ids"]) if "." not in id]
        return {section.id: section.role for section in (cast("Section", self.record("section", at)) for at in parts)}

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
        return tuple(Exemption(*fields) for fields in self.tables["exemptions"])


def known_kind(kind: str) -> str:
    """The kind, if there is such a one. Raises UsageError if not."""
    if kind not in KINDS:
        told = _("unknown kind {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(str(kind)), names=", ".join(KINDS)))
    return kind
