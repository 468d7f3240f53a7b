"""How a lookup is asked for: in which form, which records are let through, and in which order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _, in_chinese
from gaoan_cli.report.model import Figure, Project, Shown
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import HONOUR_LEVELS, HONOUR_STATUSES, MEASURES, PROJECT_STATUSES, TOPICS

Predicate = Callable[[Shown], bool]
Item = TypeVar("Item")

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml", "md")
# The form of a file by the ending of its name; text is what people read in a pipe.
ENDINGS = {f".{form}": form for form in (*FORMATS[1:], "xlsx")} | {".yml": "yaml", ".txt": "table", ".text": "table"}


def query_of(words: Sequence[str]) -> str | None:
    """The words of the command line as one query, or None without any.

    Raises UsageError for one of blanks only, and for bytes that are no text.
    """
    if not words:
        return None
    query = " ".join(words)
    try:
        query.encode()
        "高安".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:  # the locale could not decode all of it, or decodes no Chinese
        try:
            query = os.fsencode(query).decode()
        except UnicodeError:
            raise UsageError(_("the query is no text in the locale's encoding, nor in UTF-8")) from None
    if not query.strip():
        raise UsageError(_("the query is empty: leave it out to list everything"))
    return query


def format_of(json: bool, format: str | None, excel: bool, compact: bool, output: str | None) -> str:
    """The form of an answer: as asked for, else by the ending of the file it is written to, else for people.

    Raises UsageError for a form that there is not, and for options that contradict each other.
    """
    if format is not None and format not in FORMATS:
        told = _("unknown format {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(format), names=", ".join(FORMATS)))
    if json and format not in (None, "json"):
        raise UsageError(_("--json and --format {format} contradict each other").format(format=format))
    asked = "json" if json else format
    if output is not None:
        ending = os.path.splitext(output)[1].lower()
        form = ENDINGS.get(ending)
        if asked is None and form is None:
            told = _("{file} does not say in which form: end its name in {endings}, or give --format")
            raise UsageError(told.format(file=printable(output or "--output"), endings=", ".join(ENDINGS)))
        if None not in (asked, form) and asked != form:
            told = _("--format {format} and a file that ends in {ending} contradict each other")
            raise UsageError(told.format(format=asked, ending=ending))
        asked = asked or form
    if excel and asked != "csv":
        raise UsageError(_("--excel goes with --format csv"))
    if compact and asked not in (None, "json", "jsonl"):
        raise UsageError(_("--compact and --format {format} contradict each other").format(format=asked))
    return asked or ("json" if compact else "table")


class Options(NamedTuple):
    """How a lookup was asked for: what it lets through, and what is made of it."""

    format: str = "table"
    limit: int | None = None
    everything: bool = False
    best: bool = False
    get: str | None = None
    section: str | None = None
    topic: str | None = None
    headline: bool = False
    excel: bool = False
    year: int | None = None
    measure: str | None = None
    level: str | None = None
    status: str | None = None
    numbers: bool = False
    sort: str | None = None
    fields: tuple[str, ...] = ()
    counted: bool = False
    compact: bool = False

    @property
    def filters(self) -> str:
        """The filters, as they are typed."""
        values = ((name, getattr(self, name)) for name in ("section", "topic", "year", "measure", "level", "status"))
        flags = (f"--{name}" for name in ("headline", "numbers") if getattr(self, name))
        return " ".join([*(f"--{name} {value}" for name, value in values if value is not None), *flags])

    @property
    def for_programs(self) -> bool:
        """Whether a program reads the answer."""
        return self.get is not None or self.counted or bool(self.fields) or self.format != "table"


# --- Which records, and in which order --------------------------------------------------------------

# The filters, besides --section, that the records of each command have a field for.
FILTERS = {
    "target": ("topic", "headline", "year", "measure", "numbers"),
    "result": ("topic", "headline", "year", "measure", "numbers"),
    "term": (),
    "section": (),
    "honour": ("topic", "year", "level", "status"),
    "project": ("topic", "year", "status", "numbers"),
    "search": ("topic", "headline", "year", "measure", "level", "status", "numbers"),
    "compare": ("topic", "headline"),
}
# What each filter of a closed list may be.
VALUES = {
    "topic": TOPICS,
    "measure": MEASURES,
    "level": HONOUR_LEVELS,
    "status": tuple(dict.fromkeys((*HONOUR_STATUSES, *PROJECT_STATUSES))),
}


def predicate_of(report: Report, options: Options) -> Predicate | None:
    """Whether a record passes the filters; None without any. Raises UsageError for a value that there is not."""
    if not options.filters:
        return None
    wanted = {name: _meant(name, given) for name in VALUES if (given := getattr(options, name)) is not None}
    places = () if options.section is None else _places(report, options.section)

    def passes(record: Shown) -> bool:
        if any(getattr(record, name, None) != value for name, value in wanted.items()):
            return False
        if options.headline and not getattr(record, "headline", False):
            return False
        if options.numbers and not _has_number(record):
            return False
        if options.year is not None and options.year not in _years(record):
            return False
        stands = (*getattr(record, "mentions", ()), getattr(record, "paragraph", record.id))
        return not places or any(at == place or at.startswith(f"{place}.") for at in stands for place in places)

    return passes


def _meant(name: str, given: str) -> str:
    """The value of a filter that is given in English or in Chinese."""
    for value in VALUES[name]:
        if given.strip().lower() in (value, in_chinese(value)):
            return value
    choices = _(", ").join(_(value) for value in VALUES[name])
    told = _("“{value}” is none of {choices}").format(value=printable(given), choices=choices)
    raise UsageError(_("{option}: {mistake}").format(option=f"--{name}", mistake=told))


def _places(report: Report, given: str) -> tuple[str, ...]:
    """The ids of the sections, or the paragraph, that --section names, as `gaoan section` takes it."""
    if any(character.isalnum() for character in given):
        from gaoan_cli.matching.query import Query
        from gaoan_cli.matching.settling import settled

        if hits := settled(report, Query(given, report), ("section", "paragraph")):
            return tuple(hit.record.id for hit in hits)
    raise UsageError(_("there is no section {name!r}: gaoan section lists them").format(name=printable(given)))


def _years(record: Shown) -> Sequence[int]:
    """The years that a record is about."""
    period = getattr(record, "period", None)
    return range(period.from_, period.to + 1) if period else (getattr(record, "year", 0),)


def _has_number(record: Shown) -> bool:
    if isinstance(record, Project):
        return record.investment is not None
    return isinstance(record, Figure) and (record.value is not None or record.low is not None)


def in_order(items: Iterable[Item], options: Options, record_of: Callable[[Item], Shown]) -> list[Item]:
    """The items in the order of the field that --sort names, those last whose record has nothing there.

    Raises UsageError for a field that no record has.
    """
    items = list(items)
    if options.sort is None or not items:
        return items
    name, records = options.sort.removeprefix("-"), [record_of(item) for item in items]
    if not any(name in record._fields for record in records):
        known = dict.fromkeys(field for record in records for field in record._fields)
        told = _("no field {name!r} here: there are {names}")
        raise UsageError(told.format(name=printable(name), names=", ".join(known)))
    having = [item for item in items if getattr(record_of(item), name, None) not in (None, ())]
    having.sort(key=lambda item: _rank(getattr(record_of(item), name)), reverse=options.sort.startswith("-"))
    return having + [item for item in items if getattr(record_of(item), name, None) in (None, ())]


def _rank(value: Any) -> tuple[bool, float, str]:
    """Numbers by size, before all else by its text."""
    is_number = isinstance(value, (int, float))
    return (False, value, "") if is_number else (True, 0, str(value))
