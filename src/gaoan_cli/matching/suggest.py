"""What to offer when nothing is found, and while a query is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gaoan_cli.errors import printable
from gaoan_cli.language import _, shown
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import find
from gaoan_cli.report.model import TEXT, Record, Term, name_en_of, name_of
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import ONE

LONGEST_COMPLETION = 40
MOST_COMPLETIONS = 50
MOST_SUGGESTIONS = 3
LEAST_CHANCE = 4.0  # in percent, of a record to be suggested
SURE = 60.0  # the same, of one that another kind of record answers with
SPECIAL = re.compile(r"[\s&|;<>()$`\"'\\*?#~!\[\]{}]")  # what a shell does not take for a letter
EVALUATED = re.compile(r"[$`\"'\\\[\]:]")  # what a shell that is handed a description may run, or cut it at
COMMANDS = {"paragraph": "section"}  # the command of a kind, where it has another name


def suggestions(hits: Sequence[Hit]) -> list[Record]:
    """Those of a ranking that answers nothing which may be meant all the same."""
    return [hit.record for hit in hits[:MOST_SUGGESTIONS] if hit.score >= LEAST_CHANCE]


def suggestion(report: Report, query: Query, record: Record, verb: str = "") -> str:
    """What to type to see a record; its English name too for who asks in English."""
    line = f"gaoan {verb or COMMANDS.get(record.kind, record.kind)} "
    line += (record.id if record.kind == "paragraph" else shell_quoted(name_of(record))) + report.option
    other = name_en_of(record)
    return line if query.han or not other or "en" not in shown() else f"{line}\n      {other}"


def found_elsewhere(report: Report, query: Query, kinds: tuple[str, ...]) -> str:
    """A sentence that says where one of these kinds has the answer, or ""."""
    hit = next(iter(find(report, query, kinds).hits), None) if kinds else None
    if hit is None or hit.score < SURE or hit.how in ("fuzzy", "meaning"):
        return ""
    record = hit.record
    command = f"gaoan {COMMANDS.get(record.kind, record.kind)} {record.id}{report.option}"
    if isinstance(record, (*TEXT, Term)):
        return _("The report has it as {kind}: {command}").format(kind=_(ONE[record.kind]), command=command)
    told = _("The report has it as {kind} of {year}: {command}")
    return told.format(kind=_(ONE[record.kind]), year=record.year, command=command)


def shell_quoted(name: str) -> str:
    """The name as one types it in a shell."""
    import shlex

    return shlex.quote(name) if SPECIAL.search(name) else name


def completions(report: Report, beginning: str, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Ids and Chinese names that begin so, each with what it stands for.

    Names come without the quotation marks that nobody types, and only those a shell takes for one word.
    What stands beside a word is evaluated by completion scripts for zsh that earlier versions installed: it keeps
    nothing that could be run.
    """
    found: dict[str, str] = {}
    for record in (record for kind in kinds for record in report.records(kind)):
        name, name_en = name_of(record), name_en_of(record) if "en" in shown() else record.id
        for word, other in ((record.id, name), (re.sub("[“”]", "", name), name_en)):
            fits = len(word) <= LONGEST_COMPLETION and not SPECIAL.search(word)
            if word.startswith(beginning) and fits:
                found.setdefault(word, EVALUATED.sub(" ", printable(other)))
    return list(found.items())[:MOST_COMPLETIONS]
