"""What to offer when nothing is found, and while a query is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from gaoan_cli.errors import printable
from gaoan_cli.matching.query import LONGEST_QUERY, Query
from gaoan_cli.matching.ranking import rank
from gaoan_cli.report import fold
from gaoan_cli.report.model import KINDS, TEXT, Record, Term, name_en_of, name_of
from gaoan_cli.report.report import Report

LONGEST_COMPLETION = 40
MOST_COMPLETIONS = 50
MOST_SUGGESTIONS = 3
MIN_RATIO = 40.0  # how like a Chinese name must be to be suggested
MIN_LATIN_RATIO = 70.0  # the same for Latin letters, which any two words share
SPECIAL = re.compile(r"[\s&|;<>()$`\"'\\*?#~!\[\]{}]")  # what a shell does not take for a letter
EVALUATED = re.compile(r"[$`\"'\\\[\]:]")  # what a shell that is handed a description may run, or cut it at
COMMANDS = {"paragraph": "section"}  # the command of a kind, where it has another name
AMONG = {"section": "in the text", "search": "in the report", "compare": "among the targets"}


class Miss(NamedTuple):
    """What is said when nothing answers: why, where else the report has it, and what is near."""

    message: str
    elsewhere: str
    suggestions: tuple[str, ...]


def among(command: str) -> str:
    """Where a command looks, in words."""
    return AMONG.get(command, f"among the {command}s")


def miss(report: Report, query: Query, command: str, kinds: tuple[str, ...]) -> Miss:
    """What is said of a query that these kinds cannot answer."""
    shown = printable(query.text if len(query.text) <= 60 else query.text[:60] + "...")
    elsewhere = found_elsewhere(report, query, tuple(kind for kind in KINDS if kind not in kinds))
    verb = command if command in ("search", "compare") else ""
    latin = not fold.is_han(query.folded)
    suggestions = tuple(
        f"gaoan {verb or COMMANDS.get(record.kind, record.kind)} {shell_quoted(name_of(record))}"
        + report.option
        + (f"\n      {name_en_of(record)}" if latin else "")
        for record in ([] if elsewhere else nearest(report, query, kinds))
    )
    return Miss(f"nothing {among(command)} is found for “{shown}”", elsewhere, suggestions)


def found_elsewhere(report: Report, query: Query, kinds: tuple[str, ...]) -> str:
    """A sentence that says where one of these kinds has the answer, or ""."""
    hit = next(iter(rank(report, query, kinds, "sure")), None)
    if hit is None or hit.how == "words":
        return ""
    record = hit.record
    year = "" if isinstance(record, (*TEXT, Term)) else f" of {record.year}"
    article = "an" if record.kind == "honour" else "a"
    command = f"gaoan {COMMANDS.get(record.kind, record.kind)} {record.id}{report.option}"
    return f"The report has it as {article} {record.kind}{year}: {command}"


def shell_quoted(name: str) -> str:
    """The name as one types it in a shell."""
    import shlex

    return shlex.quote(name) if SPECIAL.search(name) else name


def nearest(report: Report, query: Query, kinds: tuple[str, ...]) -> list[Record]:
    """The records whose names are most like the query, whatever they are worth."""
    from rapidfuzz import fuzz, process

    folded = fold.fold(query.text[:LONGEST_QUERY], report.simplified)
    if not folded:
        return []
    names: dict[str, tuple[str, int]] = {}
    for kind in kinds:
        for name, field, position in report.table(f"{kind}.names"):
            if field in ("name", "title", "alias", "name_en", "lead"):
                names.setdefault(name, (kind, position))
    latin = not fold.is_han(folded)
    cutoff = MIN_LATIN_RATIO if latin else MIN_RATIO
    near = process.extract(folded, list(names), scorer=fuzz.ratio, score_cutoff=cutoff, limit=20)
    found = dict.fromkeys(names[name] for name, _, _ in near if latin or len(set(name) & set(folded)) > 1)
    return [report.record(kind, position) for kind, position in list(found)[:MOST_SUGGESTIONS]]


def completions(report: Report, beginning: str, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Ids and Chinese names that begin so, each with what it stands for.

    Names come without the quotation marks that nobody types, and only those a shell takes for one word.
    What stands beside a word is evaluated by completion scripts for zsh that earlier versions installed: it keeps
    nothing that could be run.
    """
    found: dict[str, str] = {}
    for record in (record for kind in kinds for record in report.records(kind)):
        name, name_en = name_of(record), name_en_of(record)
        for word, other in ((record.id, name), (re.sub("[“”]", "", name), name_en)):
            fits = len(word) <= LONGEST_COMPLETION and not SPECIAL.search(word)
            if word.startswith(beginning) and fits:
                found.setdefault(word, EVALUATED.sub(" ", printable(other)))
    return list(found.items())[:MOST_COMPLETIONS]
