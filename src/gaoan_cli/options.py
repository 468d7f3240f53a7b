"""How a lookup is asked for, and which records it lets through."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.report.model import Shown
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import TOPICS

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml", "md")
# Filters that the records of a command have no field for.
WITHOUT_TOPIC = ("term", "section")
WITHOUT_HEADLINE = (*WITHOUT_TOPIC, "honour", "project")

Predicate = Callable[[Shown], bool]


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
    compact: bool = False

    @property
    def filters(self) -> str:
        """The filters, as they are typed."""
        chosen = [f"--{name} {value}" for name in ("section", "topic") if (value := getattr(self, name))]
        return " ".join([*chosen, "--headline"] if self.headline else chosen)

    @property
    def for_programs(self) -> bool:
        """Whether a program reads the answer."""
        return self.get is not None or self.format != "table"


def predicate_of(report: Report, command: str, options: Options) -> Predicate | None:
    """Whether a record passes --section, --topic and --headline; None without any.

    Raises UsageError for an unknown value, and for a filter that the command's records have no field for.
    """
    section, topic = options.section, options.topic
    for name, wanted, without in (
        ("--topic", topic is not None, WITHOUT_TOPIC),
        ("--headline", options.headline, WITHOUT_HEADLINE),
    ):
        if wanted and command in without:
            told = _("a {command} has none: {option} does not go with gaoan {command}")
            raise UsageError(told.format(command=command, option=name))
    if topic is not None and topic not in TOPICS:
        told = _("unknown topic {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(topic), names=", ".join(TOPICS)))
    if section is not None and not (report.get("section", section) or report.get("paragraph", section)):
        raise UsageError(_("there is no section {name!r}: gaoan section lists them").format(name=printable(section)))
    if not options.filters:
        return None

    def passes(record: Shown) -> bool:
        if options.headline and not getattr(record, "headline", False):
            return False
        if topic and getattr(record, "topic", "") != topic:
            return False
        places = (*getattr(record, "mentions", ()), getattr(record, "paragraph", record.id))
        return not section or any(place == section or place.startswith(f"{section}.") for place in places)

    return passes
