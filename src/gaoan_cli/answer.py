"""A query and its options → the answer: records, how each was found, remarks, an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.options import Options, Predicate, in_order, predicate_of
from gaoan_cli.report.model import KINDS, Shown
from gaoan_cli.report.report import Report

if TYPE_CHECKING:
    from gaoan_cli.matching.hits import Hit
    from gaoan_cli.matching.query import Query

# The kinds that may answer too: much that is planned or done is a project, and some an honour.
BESIDE = {
    "target": ("project",),
    "result": ("project", "honour"),
    "project": ("target", "result"),
    "honour": ("result",),
}
DEFAULT_LIMIT = 10
KINDS_OF = {"section": ("section", "paragraph"), "search": KINDS, "compare": ("target", "result")}
FOUND, NOTHING_FOUND = 0, 1


class Answer(NamedTuple):
    """What a lookup is answered with.

    `records` are shown best first; `hits` say how each was found, when there was a query; `remarks` are lines
    for people: that it is a guess, or not all there is, or why there is nothing.
    """

    records: tuple[Shown, ...]
    hits: tuple[Hit, ...] = ()
    query: Query | None = None
    remarks: tuple[str, ...] = ()
    answered: bool = True

    @property
    def exit_code(self) -> int:
        """0 when something is found, else 1: what --all ranks without an answer is none."""
        return FOUND if self.records and self.answered else NOTHING_FOUND


def look_up(report: Report, command: str, query: str | None, options: Options) -> Answer:
    """The answer of a lookup command; a query of None lists everything.

    Raises UsageError for a query, a filter or a value that means nothing.
    """
    answer = _looked_up(report, command, query, options)
    return answer._replace(remarks=(*answer.remarks, report.caveat)) if report.caveat else answer


def _looked_up(report: Report, command: str, query: str | None, options: Options) -> Answer:
    predicate = predicate_of(report, options)
    if query is None:
        return _listed(report, command, options, predicate)
    if not any(character.isalnum() for character in query):
        raise UsageError(_("the query has no letter or digit: leave it out to list everything"))
    from gaoan_cli.matching.hits import MOST_WEIGHED
    from gaoan_cli.matching.query import Query

    parsed = Query(query, report)
    found = found_by(report, command, parsed, options, predicate)
    pairs = [*found.pairs, *found.others] if options.everything else found.pairs
    if not found.pairs:
        why = _nothing_found(report, command, parsed, options, found)
        return Answer(*_unzipped(pairs, options), parsed, why, answered=False)
    records, hits = _unzipped(pairs, options)
    capped = sum(record.kind in KINDS_OF.get(command, (command,)) for record, _ in pairs) >= MOST_WEIGHED
    said: tuple[str, ...] = ()
    if found.missing or not options.for_programs:  # nothing is loaded where nothing is said
        from gaoan_cli.matching import remarks

        said = () if options.for_programs else remarks.said_of(command, parsed, hits[0])
    if not options.for_programs and len(pairs) > len(hits) and not (options.best or options.limit):
        told = _("the best {best}; --all shows more") if capped else _("the best {best} of {all}; --all shows more")
        said = (*said, told.format(best=len(hits), all=len(pairs)))
    elif capped and (options.everything or options.counted):
        said = (*said, _("no more than {count} records are weighed: there may be others").format(count=len(pairs)))
    said = (*said, *(remarks.missing(command, printable(subject)) for subject in found.missing))
    return Answer(records, hits, parsed, said)


def _unzipped(pairs: Sequence[tuple[Shown, Hit]], options: Options) -> tuple[tuple[Shown, ...], tuple[Hit, ...]]:
    """The records and hits that the options let through."""
    most = 1 if options.best else options.limit or (None if options.everything or options.counted else DEFAULT_LIMIT)
    pairs = in_order(pairs, options, lambda pair: pair[0])[:most]
    return tuple(record for record, hit in pairs), tuple(hit for record, hit in pairs)


def _listed(report: Report, command: str, options: Options, predicate: Predicate | None) -> Answer:
    """Every record of the command that passes the filters."""
    kind = KINDS_OF.get(command, (command,))[0]
    records: Sequence[Shown]
    if command == "search":
        raise UsageError(_("search needs a query: gaoan search 停车场"))
    if command == "compare":
        kind = "target"
        records = [c for c in report.comparisons if options.everything or c.headline or c.target.baseline]
    else:
        records = report.records(kind)
    kept = [record for record in records if predicate is None or predicate(record)]
    if not kept:
        why = _("no {kind} is left by these filters") if records else _("no {kind} stands in this report")
        return Answer((), remarks=(why.format(kind=_(kind)),))
    return Answer(tuple(in_order(kept, options, lambda record: record)[: 1 if options.best else options.limit]))


class Found(NamedTuple):
    """The records that answer a query, each with its hit, the rest of the ranking, and subjects without an answer."""

    pairs: list[tuple[Shown, Hit]]
    others: list[tuple[Shown, Hit]]
    missing: tuple[str, ...]


def _nothing_found(report: Report, command: str, query: Query, options: Options, found: Found) -> tuple[str, ...]:
    """What is said when a query has no answer, or one that only the filters leave out."""
    from gaoan_cli.matching import remarks

    if options.filters and found_by(report, command, query, options, None).pairs:
        return (remarks.only_otherwise(command, query, options.filters),)
    kinds = ("target",) if command == "compare" else KINDS_OF.get(command, (command,))
    elsewhere = tuple(kind for kind in KINDS if kind not in kinds)
    return remarks.nothing_found(report, command, query, [hit for _, hit in found.others], elsewhere)


def found_by(report: Report, command: str, query: Query, options: Options, predicate: Predicate | None) -> Found:
    """What a query finds among the command's records that the predicate accepts."""
    from gaoan_cli.matching.ranking import find

    if command == "compare":
        return _compared(report, query, predicate)
    where, broad = reach(report, command, predicate), command == "search"
    found = find(
        report, query, where.kinds, where.accepts, beside=where.beside, broad=broad, everything=options.everything
    )
    pairs: list[tuple[Shown, Hit]] = [(hit.record, hit) for hit in found.hits]
    return Found(pairs, [(hit.record, hit) for hit in found.others], found.missing)


class Reach(NamedTuple):
    """Where a command looks: its kinds, those that may answer too, and what of them the predicate lets through."""

    kinds: tuple[str, ...]
    beside: tuple[str, ...]
    accepts: Predicate


def reach(report: Report, command: str, predicate: Predicate | None) -> Reach:
    """Where a command looks; for a target or result there are only works of its year."""
    kinds, beside = KINDS_OF.get(command, (command,)), BESIDE.get(command, ())
    year = {"target": report.particulars.year, "result": report.particulars.reviews}.get(command)

    def accepts(record: Shown) -> bool:
        fits = record.kind in kinds or year is None or getattr(record, "year", None) == year
        return fits and (predicate is None or predicate(record))

    return Reach(kinds, beside, accepts)


def _compared(report: Report, query: Query, predicate: Predicate | None) -> Found:
    """The comparisons of the targets that a query finds, and of those that continue a result it finds."""
    from gaoan_cli.matching.comparing import compared, comparisons_of
    from gaoan_cli.matching.ranking import find

    found = find(report, query, KINDS_OF["compare"], lambda record: bool(comparisons_of(report, record, predicate)))
    hits, others = (compared(report, hits, predicate) for hits in (found.hits, found.others))
    return Found([*hits], [*others], found.missing)
