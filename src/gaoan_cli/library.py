"""What a Python program gets: `from gaoan_cli import …`."""

from __future__ import annotations

from collections.abc import Iterable

from gaoan_cli.errors import DataError, GaoanError, UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.load import load_report
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import find
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.model import (
    KINDS,
    Comparison,
    Figure,
    Honour,
    Paragraph,
    Part,
    Particulars,
    Project,
    Record,
    Section,
    Term,
)  # fmt: skip
from gaoan_cli.report.report import Report, known_kind

# fmt: off
__all__ = [
    "Comparison", "DataError", "Figure", "GaoanError", "Hit", "Honour", "Paragraph", "Part", "Particulars",
    "Project", "Record", "Report", "Section", "Term", "UsageError", "compare", "load_report", "search", "to_dict",
]
# fmt: on


def search(report: Report, query: str, kinds: Iterable[str] | None = None, *, everything: bool = False) -> list[Hit]:
    """The records that answer the query, best first, each with its chance in percent and the way it was found.

    `kinds` are target, result, term, honour, project, section and paragraph, or all of them. With `everything` the
    rest of the ranking follows, also where nothing answers. [] when the report has no answer.
    Raises UsageError for a kind that there is not.
    """
    if isinstance(kinds, str):
        raise UsageError(_("kinds is a list of kinds: [{kinds!r}] instead of {kinds!r}").format(kinds=kinds))
    if not isinstance(query, str):
        raise UsageError(_("a query is text, and not {query!r}").format(query=query))
    chosen = KINDS if kinds is None else tuple(map(known_kind, kinds))
    found = find(report, Query(query, report), chosen)
    return [*found.hits, *(found.others if everything else ())]


def compare(report: Report, target: Figure | str) -> Comparison:
    """A target, or the one with this id, beside the results it continues, and what follows from the two.

    Raises UsageError when the report has no such target.
    """
    id = target.id if isinstance(target, Figure) else target
    found = next((one for one in report.comparisons if one.id == id), None)
    if found is None:
        raise UsageError(_("there is no target {id!r}: report.targets has them all").format(id=printable(str(id))))
    return found
