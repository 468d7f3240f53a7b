"""Ask the 2024 Government Work Report of Gao'an city: targets, results, terms, honours, projects, text.

>>> from gaoan_cli import load_report, search
>>> report = load_report()
>>> search(report, "gdp", kinds=["target"])[0].record.quote
'地区生产总值增长5.6%左右'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gaoan_cli.errors import DataError, GaoanError, NotFound, UsageError
from gaoan_cli.load import Report, load_report
from gaoan_cli.matching.candidates import KINDS
from gaoan_cli.matching.ranking import Searcher  # before `search` below takes the module's name
from gaoan_cli.report.model import (
    Figure,
    Honour,
    Paragraph,
    Part,
    Particulars,
    Project,
    Record,
    Section,
    Term,
    to_dict,
)

__all__ = [
    "DataError",
    "Figure",
    "Found",
    "GaoanError",
    "Honour",
    "NotFound",
    "Paragraph",
    "Part",
    "Particulars",
    "Project",
    "Record",
    "Report",
    "Section",
    "Term",
    "UsageError",
    "load_report",
    "search",
    "to_dict",
]


class Found(NamedTuple):
    """A record that answers a query: how well (0-100), by which field, and in which way."""

    record: Record
    score: float
    field: str
    how: str


def search(
    report: Report, query: str, kinds: Iterable[str] | None = None, *, everything: bool = False
) -> list[Found]:
    """Records that answer the query, best first; [] when the report has no answer.

    `kinds` are target, result, term, honour, project, section and paragraph, or all of them. An exact
    hit leaves the rest out unless `everything`. Raises UsageError for a kind that there is not.
    """
    kinds = KINDS if kinds is None else tuple(kinds)
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise UsageError(f"unknown kind {unknown[0]!r}: known are {', '.join(KINDS)}")
    searcher = Searcher(report)
    hits = searcher.search(query, kinds, reach="everything" if everything else "first")
    pairs = zip(searcher.records(hits), hits, strict=True)
    return [Found(record, hit.score, hit.field, hit.how) for record, hit in pairs]
