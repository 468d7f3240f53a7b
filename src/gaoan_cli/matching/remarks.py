"""What people are told of an answer: that it is a guess or measures something else, or what there is instead."""

from __future__ import annotations

from collections.abc import Sequence

from gaoan_cli.errors import printable
from gaoan_cli.language import _, shown
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.query import Query
from gaoan_cli.report.model import KINDS, Figure, name_en_of, name_of
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import ONE

AMONG = {  # where a command looks
    "target": "among the targets",
    "result": "among the results",
    "term": "among the terms",
    "section": "in the text",
    "honour": "among the honours",
    "project": "among the projects",
    "search": "in the report",
    "compare": "among the targets",
}
LONGEST_ECHO = 60  # characters of a query that are said again


def said_of(command: str, query: Query, hit: Hit) -> tuple[str, ...]:
    """What must be said of the first hit: that it was corrected, or measures or is something else."""
    record = hit.record
    name = "" if query.han or "en" not in shown() else name_en_of(record)
    name = printable(name or name_of(record))
    said = []
    if hit.how == "fuzzy" or (hit.how == "pinyin" and query.han):
        told = _("nothing is called “{query}”; this is the nearest by spelling: {name}")
        said.append(told.format(query=printable(query.text), name=name))
    if command in KINDS and command not in ("section", record.kind):
        told = _("no {kind} is called so: the report has it as {other}")
        said.append(told.format(kind=_(command), other=_(ONE[record.kind])))
    if "level" in query.measure and isinstance(record, Figure) and record.measure == "growth":
        said.append(_("the report gives its growth here, and no amount"))
    return tuple(said)


def missing(command: str, query: str) -> str:
    """A sentence that says that a command finds nothing."""
    return _("nothing {among} is found for “{query}”").format(among=_(AMONG[command]), query=query)


def only_otherwise(command: str, query: Query, filters: str) -> str:
    """A sentence that says that a command finds something, and that these filters leave it out."""
    told = _("“{query}” is found {among}, but not with {filters}")
    return told.format(query=_echo(query), among=_(AMONG[command]), filters=filters)


def nothing_found(
    report: Report, command: str, query: Query, others: Sequence[Hit], elsewhere: tuple[str, ...]
) -> tuple[str, ...]:
    """What is said when a query has no answer: what another kind has, and what of the ranking may be meant."""
    from gaoan_cli.matching.suggest import found_elsewhere, suggestion, suggestions

    said = [missing(command, _echo(query))]
    if found := found_elsewhere(report, query, elsewhere):
        said.append(found)
    verb = command if command in ("search", "compare") else ""
    near = [suggestion(report, query, record, verb) for record in suggestions(others)]
    return (*said, *([_("Nearest:"), *(f"  {line}" for line in near)] if near else []))


def _echo(query: Query) -> str:
    return printable(query.text if len(query.text) <= LONGEST_ECHO else query.text[:LONGEST_ECHO] + "...")
