"""A query and its options → what is to be printed. Nothing here prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from gaoan_cli.errors import NotFound, UsageError
from gaoan_cli.load import Report, printable
from gaoan_cli.report.model import Figure, Record, to_dict
from gaoan_cli.report.vocabulary import TOPICS

if TYPE_CHECKING:
    from gaoan_cli.matching.candidates import Hit
    from gaoan_cli.matching.ranking import Searcher
    from gaoan_cli.report.model import Comparison
    from gaoan_cli.show.cards import View

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
    def filters(self) -> str:
        """The filters, as they are typed."""
        chosen = [f"--{name} {value}" for name in ("section", "topic") if (value := getattr(self, name))]
        return " ".join([*chosen, "--headline"] if self.headline else chosen)

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
    keep = keeper(report, command, options)
    if query is None:
        if command == "search":
            raise UsageError("search needs a query: gaoan search 停车场")
        records = [r for r in report.records(kinds[0]) if keep is None or keep(r)][: options.limit]
        if not records:
            raise NotFound(f"no {kinds[0]} is left by these filters", output=_nothing(options))
        return _answer(
            report, command, records, [to_dict(r) for r in records] if options.for_programs else [], options
        )
    from gaoan_cli.matching.ranking import Searcher

    searcher = Searcher(report)
    reach = "everything" if options.everything else "broad" if command == "search" else "first"
    hits = searcher.search(query, kinds, reach=reach, keep=keep)
    if command == "search":
        hits = searcher.with_passages(query, hits)
    if not hits:
        raise _not_found(searcher, query, command, kinds, options)
    shown = hits[: _most(options)]
    records = searcher.records(shown)
    rows = [to_dict(r) | _match(hit) for r, hit in zip(records, shown, strict=True)]
    answer = _answer(report, command, records, rows if options.for_programs else [], options, query)
    return answer._replace(remark=_remark(query, shown, len(hits), options))


def _most(options: Options) -> int | None:
    """How many hits are shown."""
    return 1 if options.best else options.limit or (None if options.everything else DEFAULT_LIMIT)


def _match(hit: Hit) -> dict[str, Any]:
    """What a record says of how it was found."""
    return {"score": hit.score, "match": {"field": hit.field, "how": hit.how}}


def _remark(query: str, shown: Sequence[Hit], found: int, options: Options) -> str:
    """What people are told beside the answer: that it is a guess, or not all there is."""
    if options.for_programs:
        return ""
    if shown[0].how == "fuzzy":
        return f"nothing is called “{printable(query)}”; this is the nearest by spelling"
    if found > len(shown) and not (options.best or options.limit):
        return f"the best {len(shown)} of {found}; --all shows more"
    return ""


def _not_found(
    searcher: Searcher, query: str, command: str, kinds: tuple[str, ...], options: Options
) -> NotFound:
    """The error for a query without an answer, or with one that only the filters leave out."""
    from gaoan_cli.matching.suggest import among, not_found

    if options.filters and searcher.search(query, kinds):
        message = f"“{printable(query)}” is found {among(command)}, but not with {options.filters}"
        return NotFound(message, output=_nothing(options))
    return not_found(searcher, query, command, kinds, _nothing(options))


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
    from gaoan_cli.show.pages import pages

    return Answer(views=tuple(pages(report, command, records[:1] if options.best else records, query)))


def _compared(report: Report, query: str | None, options: Options) -> Answer:
    """Targets beside their results: the headline and the continuing ones, or those that a query finds."""
    from gaoan_cli.report import compare

    keep = keeper(report, "compare", options)
    pairs: list[tuple[Figure, Hit | None]]
    if query is None:
        listed = [t for t in report.targets if options.everything or t.headline or t.baseline]
        pairs = [(target, None) for target in listed if keep is None or keep(target)]
        shown = pairs[: 1 if options.best else options.limit]
    else:
        pairs = _targets(report, query, options, keep)
        shown = pairs[: _most(options)]
    if not shown:
        raise NotFound("no target is left by these filters", output=_nothing(options))
    comparisons = [compare.compare(report, target) for target, _ in shown]
    if options.for_programs:
        rows = [to_dict(one) for one in comparisons]
        found = [_match(hit) if hit else {} for _, hit in shown]
        return Answer(_written([row | match for row, match in zip(rows, found, strict=True)], options))
    hits = [hit for _, hit in shown if hit]
    return Answer(
        views=(_comparison_view(report, comparisons),),
        remark=_remark(query or "", hits, len(pairs), options) if hits else "",
    )


def _comparison_view(report: Report, comparisons: list[Comparison]) -> View:
    from gaoan_cli.show import cards as view

    return (
        view.comparison_card(report, comparisons[0])
        if len(comparisons) == 1
        else view.table(report, "comparison", comparisons)
    )


def _targets(
    report: Report, query: str, options: Options, keep: Callable[[Record], bool] | None
) -> list[tuple[Figure, Hit | None]]:
    """The targets a query finds, and those that continue a result it finds, each with the hit it owes it to.

    Those that continue a result come before those that there is nothing to compare with.
    """
    from gaoan_cli.matching.ranking import Searcher

    def continuing(record: Record) -> list[Figure]:
        if isinstance(record, Figure) and record.kind == "target":
            targets = [record]
        else:
            targets = [target for target in report.targets if record.id in target.baseline]
        return [target for target in targets if keep is None or keep(target)]

    searcher = Searcher(report)
    reach = "everything" if options.everything else "first"
    wanted = (lambda record: bool(continuing(record))) if keep else None
    hits = searcher.search(query, KINDS_OF["compare"], reach=reach, keep=wanted)
    found: dict[str, tuple[Figure, Hit | None]] = {}
    for record, hit in zip(searcher.records(hits), hits, strict=True):
        for target in continuing(record):
            found.setdefault(target.id, (target, hit))
    if not found:
        raise _not_found(searcher, query, "compare", ("target",), options)
    return sorted(found.values(), key=lambda pair: not pair[0].baseline)


def _nothing(options: Options) -> str:
    """What a program is given when there is nothing: an empty list, or no output at all."""
    return _written([], options) if options.for_programs and options.get is None else ""


def _written(rows: list[dict[str, Any]], options: Options) -> str:
    """Rows in the format asked for: a bare field, one object, or a list."""
    from gaoan_cli.show import formats as export

    if options.get is not None:
        if options.get not in rows[0]:
            raise UsageError(f"no field {printable(options.get)!r} here: there are {', '.join(rows[0])}")
        return export.raw(rows[0][options.get])
    if options.best and options.format == "json":
        return export.as_jsonl(rows[:1]) if rows else export.as_json([])
    written = export.FORMATS[options.format](rows[:1] if options.best else rows)
    return BYTE_ORDER_MARK + written if options.excel else written


def keeper(report: Report, command: str, options: Options) -> Callable[[Record], bool] | None:
    """Whether a record passes --section, --topic and --headline; None without any.

    Raises UsageError for an unknown value, and for a filter that the command's records have no field for.
    """
    section, topic = options.section, options.topic
    for name, wanted, without in (
        ("--topic", topic is not None, ("term", "section")),
        ("--headline", options.headline, ("term", "section", "honour", "project")),
    ):
        if wanted and command in without:
            raise UsageError(f"a {command} has none: {name} does not go with gaoan {command}")
    if topic is not None and topic not in TOPICS:
        raise UsageError(f"unknown topic {printable(topic)!r}: known are {', '.join(TOPICS)}")
    if section is not None and not (report.get("section", section) or report.get("paragraph", section)):
        raise UsageError(f"there is no section {printable(section)!r}: gaoan section lists them")
    if not options.filters:
        return None

    def keep(record: Record) -> bool:
        if options.headline and not getattr(record, "headline", False):
            return False
        if topic and getattr(record, "topic", "") != topic:
            return False
        if section:
            places = (*getattr(record, "mentions", ()), getattr(record, "paragraph", record.id))
            return any(place == section or place.startswith(f"{section}.") for place in places)
        return True

    return keep
