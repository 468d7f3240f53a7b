"""A query and its options → what is to be printed. Nothing here prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gaoan_cli.errors import NotFound, UsageError
from gaoan_cli.load import Report, printable
from gaoan_cli.model import TOPICS, Figure, Record, to_dict

if TYPE_CHECKING:
    from gaoan_cli.compare import Comparison
    from gaoan_cli.search import Hit
    from gaoan_cli.view import View

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml", "md")
DEFAULT_LIMIT = 10
ALL_KINDS = ("target", "result", "term", "honour", "project", "section", "paragraph")
KINDS_OF = {"section": ("section", "paragraph"), "search": ALL_KINDS, "compare": ("target", "result")}
BYTE_ORDER_MARK = "\ufeff"


class Options(NamedTuple):
    """How a lookup was asked for."""

    format: str = "table"
    limit: int | None = None
    everything: bool = False
    best: bool = False
    get: str | None = None
    section: str | None = None
    topic: str | None = None
    headline: bool = False
    excel: bool = False

    @property
    def for_programs(self) -> bool:
        """Whether a program reads the answer."""
        return self.get is not None or self.format != "table"


class Answer(NamedTuple):
    """What is to be printed: text for a program, or views for people; and a remark beside it."""

    text: str = ""
    views: tuple[View, ...] = ()
    remark: str = ""


def look_up(report: Report, command: str, query: str | None, options: Options) -> Answer:
    """The answer of a lookup command.

    Raises NotFound (which carries what a program is to be given all the same) and UsageError.
    """
    if command == "compare":
        return _compared(report, query, options)
    kinds = KINDS_OF.get(command, (command,))
    keep = keeper(report, options)
    if query is None:
        if command == "search":
            raise UsageError("search needs a query: gaoan search 停车场")
        records = [record for record in report.records(kinds[0]) if keep(record)][: options.limit]
        if not records:
            raise NotFound(f"no {kinds[0]} is left by these filters", output=_nothing(options))
        return _answer(
            report, command, records, [to_dict(r) for r in records] if options.for_programs else [], options
        )
    from gaoan_cli.search import Searcher

    searcher = Searcher(report)
    reach = "everything" if options.everything else "broad" if command == "search" else "first"
    hits = searcher.search(query, kinds, reach=reach)
    if command == "search":
        hits = searcher.with_passages(query, hits)
    found = [(record, hit) for record, hit in zip(searcher.records(hits), hits, strict=True) if keep(record)]
    if not found:
        from gaoan_cli.suggest import not_found

        raise not_found(searcher, query, command, kinds, _nothing(options))
    found = found[: 1 if options.best else options.limit or (None if options.everything else DEFAULT_LIMIT)]
    remark = ""
    if found[0][1].how == "fuzzy" and not options.for_programs:
        remark = f"nothing is called “{printable(query)}”; this is the nearest by spelling"
    rows = [_row(record, hit) for record, hit in found] if options.for_programs else []
    return _answer(report, command, [record for record, _ in found], rows, options, query)._replace(
        remark=remark
    )


def _row(record: Record, hit: Hit) -> dict[str, Any]:
    return to_dict(record) | {"score": hit.score, "match": {"field": hit.field, "how": hit.how}}


def _answer(
    report: Report,
    command: str,
    records: Sequence[Record],
    rows: list[dict[str, Any]],
    options: Options,
    query: str = "",
) -> Answer:
    """Records for people, or their rows for programs."""
    if options.for_programs:
        return Answer(_written(rows, options))
    from gaoan_cli.pages import pages

    return Answer(views=tuple(pages(report, command, records[:1] if options.best else records, query)))


def _compared(report: Report, query: str | None, options: Options) -> Answer:
    """Targets beside their results: the headline and the continuing ones, or those that a query finds."""
    from gaoan_cli import compare

    if query is None:
        targets = [t for t in report.targets if options.everything or t.headline or t.baseline]
        limit = options.limit
    else:
        targets = _targets(report, query, options)
        limit = options.limit or (None if options.everything else DEFAULT_LIMIT)
    keep = keeper(report, options)
    comparisons = [compare.compare(report, target) for target in targets if keep(target)]
    comparisons = comparisons[: 1 if options.best else limit]
    if not comparisons:
        raise NotFound("no target is left by these filters", output=_nothing(options))
    if options.for_programs:
        return Answer(_written([compare.to_dict(comparison) for comparison in comparisons], options))
    return Answer(views=(_comparison_view(report, comparisons),))


def _comparison_view(report: Report, comparisons: list[Comparison]) -> View:
    from gaoan_cli import view

    return (
        view.comparison_card(comparisons[0])
        if len(comparisons) == 1
        else view.table(report, "comparison", comparisons)
    )


def _targets(report: Report, query: str, options: Options) -> list[Figure]:
    """The targets a query finds, and those that continue a result it finds."""
    from gaoan_cli.search import Searcher

    searcher = Searcher(report)
    hits = searcher.search(query, KINDS_OF["compare"], reach="everything" if options.everything else "first")
    targets: list[Figure] = []
    for record in searcher.records(hits):
        continuing = (
            [record] if record.kind == "target" else [t for t in report.targets if record.id in t.baseline]
        )
        targets += [t for t in continuing if isinstance(t, Figure) and t not in targets]
    if not targets:
        from gaoan_cli.suggest import not_found

        raise not_found(searcher, query, "compare", ("target",), _nothing(options))
    return targets


def _nothing(options: Options) -> str:
    """What a program is given when there is nothing: an empty list, or no output at all."""
    return _written([], options) if options.for_programs and not options.get else ""


def _written(rows: list[dict[str, Any]], options: Options) -> str:
    """Rows in the format asked for: a bare field, one object, or a list."""
    from gaoan_cli import export

    if options.get:
        if options.get not in rows[0]:
            raise UsageError(f"no field {printable(options.get)!r} here: there are {', '.join(rows[0])}")
        return export.raw(rows[0][options.get])
    if options.best and options.format == "json":
        return export.as_jsonl(rows[:1]) if rows else export.as_json([])
    written = export.FORMATS[options.format](rows[:1] if options.best else rows)
    return BYTE_ORDER_MARK + written if options.excel else written


def keeper(report: Report, options: Options) -> Callable[[Record], bool]:
    """Whether a record passes --section, --topic and --headline. Raises UsageError for an unknown one."""
    section, topic = options.section, options.topic
    if topic and topic not in TOPICS:
        raise UsageError(f"unknown topic {printable(topic)!r}: known are {', '.join(TOPICS)}")
    if section and section not in {s.id for s in report.sections}:
        raise UsageError(f"there is no section {printable(section)!r}: gaoan section lists them")

    def keep(record: Record) -> bool:
        if options.headline and not getattr(record, "headline", False):
            return False
        if topic and getattr(record, "topic", "") != topic:
            return False
        if section:
            places = getattr(record, "mentions", ()) or (getattr(record, "paragraph", record.id),)
            return any(place == section or place.startswith(f"{section}.") for place in places)
        return True

    return keep
