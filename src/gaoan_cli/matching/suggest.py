"""What to offer when nothing is found, and while a query is typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from gaoan_cli.errors import NotFound
from gaoan_cli.load import Report, printable
from gaoan_cli.matching.candidates import KINDS
from gaoan_cli.matching.ranking import LONGEST_QUERY, Searcher
from gaoan_cli.report import fold as text
from gaoan_cli.report.model import Paragraph, Section, Term, name_en_of, name_of

LONGEST_COMPLETION = 40
NEAR = 40.0  # how like a Chinese name must be to be suggested
NEAR_LATIN = 70.0  # the same for Latin letters, which any two words share
SPECIAL = re.compile(r"[\s&|;<>()$`\"'\\*?#~!\[\]{}]")  # what a shell does not take for a letter
EVALUATED = re.compile(r"[$`\"'\\\[\]:]")  # what a shell that is handed a description may run, or cut it at
VERBS = {"paragraph": "section"}  # the command of a kind, where it has another name
AMONG = {"section": "in the text", "search": "in the report", "compare": "among the targets"}


def among(command: str) -> str:
    """Where a command looks, in words."""
    return AMONG.get(command, f"among the {command}s")


def not_found(
    searcher: Searcher, query: str, command: str, kinds: tuple[str, ...], output: str = ""
) -> NotFound:
    """The error for a query that these kinds cannot answer: what is near, and where else to look."""
    shown = printable(query if len(query) <= 60 else query[:60] + "...")
    other = elsewhere(searcher, query, tuple(kind for kind in KINDS if kind not in kinds))
    near = [] if other else nearest(searcher, query, kinds)
    verb = command if command in ("search", "compare") else ""
    suggestions = tuple(
        f"gaoan {verb or VERBS.get(kind, kind)} {typed(name)}{searcher.report.option}{gloss}"
        for kind, name, gloss in near
    )
    return NotFound(f"nothing {among(command)} is found for “{shown}”", suggestions, other, output)


def elsewhere(searcher: Searcher, query: str, others: tuple[str, ...]) -> str:
    """A sentence that says where another kind has the answer, or ""."""
    hit = next(iter(searcher.search(query, others, reach="sure")), None)
    if hit is None or hit.how == "words":
        return ""
    record = searcher.report.record(hit.kind, hit.position)
    year = f" of {record.year}" if not isinstance(record, (Term, Section, Paragraph)) else ""
    article = "an" if hit.kind == "honour" else "a"
    found_by = f"gaoan {VERBS.get(hit.kind, hit.kind)} {record.id}{searcher.report.option}"
    return f"The report has it as {article} {hit.kind}{year}: {found_by}"


def typed(name: str) -> str:
    """The name as one types it in a shell."""
    return shlex.quote(name) if SPECIAL.search(name) else name


def nearest(
    searcher: Searcher, query: str, kinds: tuple[str, ...], most: int = 3
) -> list[tuple[str, str, str]]:
    """The names most like the query, whatever they are worth: (kind, name, what it means in English).

    The meaning is given to who asks in English.
    """
    from rapidfuzz import fuzz, process

    folded = text.fold(query[:LONGEST_QUERY], searcher.report.simplified)
    if not folded:
        return []
    names: dict[str, tuple[str, int]] = {}
    for kind in kinds:
        for line in searcher.index.rows(kind, "keys"):
            key, field, position = line.split("\t")
            if field in ("name", "title", "alias", "name_en", "lead"):
                names.setdefault(key, (kind, int(position)))
    latin = not text.is_han(folded)
    cutoff = NEAR_LATIN if latin else NEAR
    found: dict[tuple[str, int], None] = {}
    for key, _, _ in process.extract(folded, list(names), scorer=fuzz.ratio, score_cutoff=cutoff, limit=20):
        if latin or len(set(key) & set(folded)) > 1:
            found.setdefault(names[key])
    records = [(kind, searcher.report.record(kind, position)) for kind, position in list(found)[:most]]
    return [
        (kind, name_of(record), f"\n      {name_en_of(record)}" if latin else "") for kind, record in records
    ]


def completions(
    report: Report, beginning: str, kinds: Iterable[str], most: int = 50
) -> list[tuple[str, str]]:
    """Ids and Chinese names that begin so, each with what it stands for.

    Names come without the quotation marks that nobody types, and only those a shell takes for one word.
    What stands beside a word is evaluated by zsh, between double quotes: it keeps nothing that could be run.
    """
    found: dict[str, str] = {}
    for kind in kinds:
        for record in report.records(kind) if kind in KINDS else ():
            name, name_en = name_of(record), name_en_of(record)
            for word, other in ((record.id, name), (re.sub("[“”]", "", name), name_en)):
                if (
                    word.startswith(beginning)
                    and len(word) <= LONGEST_COMPLETION
                    and not SPECIAL.search(word)
                ):
                    found.setdefault(word, EVALUATED.sub(" ", printable(other)))
    return list(found.items())[:most]
