"""What to offer when nothing is found, and while a query is typed."""

from __future__ import annotations

from collections.abc import Iterable

from gaoan_cli import text
from gaoan_cli.errors import NotFound
from gaoan_cli.load import Report, printable
from gaoan_cli.model import Paragraph, Section, Term, name_en_of, name_of
from gaoan_cli.search import KINDS, LONGEST_QUERY, Searcher

LONGEST_COMPLETION = 40
NEAR = 40.0  # how like a name must be to be suggested
VERBS = {"paragraph": "section"}  # the command of a kind, where it has another name
AMONG = {kind: f"among the {kind}s" for kind in KINDS} | {
    "section": "in the text",
    "search": "in the report",
    "compare": "among the targets",
}


def not_found(
    searcher: Searcher, query: str, command: str, kinds: tuple[str, ...], output: str = ""
) -> NotFound:
    """The error for a query that these kinds cannot answer: what is near, and where else to look."""
    shown = printable(query if len(query) <= 60 else query[:60] + "...")
    other = elsewhere(searcher, query, tuple(kind for kind in KINDS if kind not in kinds))
    near = [] if other else nearest(searcher, query, kinds)
    verb = command if command in ("search", "compare") else ""
    suggestions = tuple(f"gaoan {verb or VERBS.get(kind, kind)} {name}" for kind, name in near)
    return NotFound(f"nothing {AMONG[command]} is found for “{shown}”", suggestions, other, output)


def elsewhere(searcher: Searcher, query: str, others: tuple[str, ...]) -> str:
    """A sentence that says where another kind has the answer, or ""."""
    hit = next(iter(searcher.search(query, others, reach="sure")), None)
    if hit is None or hit.how == "words":
        return ""
    record = searcher.report.record(hit.kind, hit.position)
    year = f" of {record.year}" if not isinstance(record, (Term, Section, Paragraph)) else ""
    return f"The report has it as a {hit.kind}{year}: gaoan {VERBS.get(hit.kind, hit.kind)} {record.id}"


def nearest(searcher: Searcher, query: str, kinds: tuple[str, ...], most: int = 3) -> list[tuple[str, str]]:
    """The names most like the query, whatever they are worth: (kind, name)."""
    from rapidfuzz import fuzz, process

    folded = text.fold(query[:LONGEST_QUERY], searcher.report.simplified)
    if not folded:
        return []
    names: dict[str, tuple[str, int]] = {}
    for kind in kinds:
        for line in searcher.block(kind, "keys").splitlines():
            key, field, position = line.split("\t")
            if field in ("name", "title", "alias", "name_en", "lead"):
                names.setdefault(key, (kind, int(position)))
    found: dict[tuple[str, int], None] = {}
    for key, _, _ in process.extract(folded, list(names), scorer=fuzz.ratio, score_cutoff=NEAR, limit=20):
        found.setdefault(names[key])
    return [(kind, name_of(searcher.report.record(kind, position))) for kind, position in list(found)[:most]]


def completions(
    report: Report, beginning: str, kinds: Iterable[str], most: int = 50
) -> list[tuple[str, str]]:
    """Ids and Chinese names that begin so, each with what it stands for."""
    found: dict[str, str] = {}
    for kind in kinds:
        for record in report.records(kind) if kind in KINDS else ():
            name, name_en = name_of(record), name_en_of(record)
            for word, other in ((record.id, name), (name, name_en)):
                if word.startswith(beginning) and len(word) <= LONGEST_COMPLETION:
                    found.setdefault(word, other)
    return list(found.items())[:most]
