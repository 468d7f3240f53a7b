"""How a lookup is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _

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
