"""A report's YAML → plain values, strict: the only module that reads YAML.

Every scalar is typed by the model below and never by YAML's guesses (1225 and `no` stay words).
Anchors, tags, a second document, unknown, missing and repeated keys are refused with their line. The
file is read as a stream of events and checked as it comes, so neither depth nor size nor a list of
junk costs more than the part before the first mistake.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from gaoan_cli.errors import DataError
from gaoan_cli.report import model
from gaoan_cli.report.fields import fields_of

SCHEMA = 1
DEEPEST = 8  # levels of nested sections or parts; the report has two
MOST_FINDINGS = 100
LONGEST_VALUE = 100_000  # characters; the whole report has 12,000
LONGEST_SKIP = 10_000  # events of a mistaken record that are passed over to find the next one
DEEPEST_SKIP = 50
LONGEST_LIST = 10_000  # items inside one record

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Malformed(DataError):  # noqa: N818 - says what it is
    """The file is not an encoding: `findings` are all the mistakes found in it, in order."""

    def __init__(self, findings: list[DataError]) -> None:
        first = findings[0]
        super().__init__(first.message, first.file, first.line, first.record)
        self.findings = findings

    def __str__(self) -> str:
        more = len(self.findings) - 1
        return super().__str__() + (f" (and {more} more; gaoan check lists them)" if more else "")


class Source(NamedTuple):
    """What a YAML file says, typed, and the line each record stands on, by (kind, id)."""

    report: dict[str, Any]
    sections: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    results: list[dict[str, Any]]
    honours: list[dict[str, Any]]
    projects: list[dict[str, Any]]
    exemptions: list[dict[str, Any]]
    readings: list[dict[str, Any]]
    counts: dict[str, int] | None
    lines: dict[tuple[str, str], int]


# --- Scalars: each takes the text as written and gives the value, or says what would be right ----


def text(written: str) -> str:
    """Any text that is not empty and holds no control characters."""
    if not written.strip():
        raise ValueError("must not be empty")
    if bad := CONTROL.search(written):
        raise ValueError(f"holds the control character U+{ord(bad[0]):04X}")
    return written


def identifier(written: str) -> str:
    """A kebab-case ASCII id."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written):
        raise ValueError("must be lower-case ASCII words joined by hyphens, like gdp-growth")
    return written


def place(written: str) -> str:
    """The id of a section or paragraph: its position, like 2.3 or 2.3.p1."""
    if not re.fullmatch(r"[0-9A-Z]+(\.[0-9]+)*(\.p[0-9]+)?", written):
        raise ValueError("must be a position such as 2.3 or 2.3.p1")
    return written


def number(written: str) -> int | float:
    """A decimal number as printed."""
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", written):
        raise ValueError("must be a number as printed, like 5.6")
    return float(written) if "." in written else int(written)


def whole(written: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[0-9]{1,9}", written):
        raise ValueError("must be a whole number")
    return int(written)


def flag(written: str) -> bool:
    """True or false."""
    if written not in ("true", "false"):
        raise ValueError("must be true or false")
    return written == "true"


def syllable(written: str) -> str:
    """A syllable of pinyin without tone, as it is typed: lv for lü."""
    if not re.fullmatch("[a-z]{1,6}", written):
        raise ValueError("must be a syllable of pinyin without tone, like xu")
    return written


def date(written: str) -> str:
    """A calendar date, YYYY-MM-DD."""
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError
        datetime.date.fromisoformat(written)
    except ValueError:
        raise ValueError("must be a date like 2024-02-01") from None
    return written


def one_of(*choices: str) -> Callable[[str], str]:
    """A parser of one word of a closed list."""

    def choose(written: str) -> str:
        if written not in choices:
            raise ValueError("must be one of " + ", ".join(choices))
        return written

    return choose


CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # YAML refuses it, without saying where


class Field(NamedTuple):
    """How one key is read: a scalar parser, or a nested mapping; once or as a list of them."""

    of: Callable[[str], Any] | str
    required: bool = True
    many: bool = False


def _maybe(of: Callable[[str], Any] | str) -> Field:
    return Field(of, required=False)


def _list(of: Callable[[str], Any] | str) -> Field:
    return Field(of, required=False, many=True)


_NAMED = {"id": Field(identifier), "name": Field(text), "name_en": Field(text), "aliases": _list(text)}
_TITLED = {"id": Field(identifier), "title": Field(text), "title_en": Field(text), "aliases": _list(text)}
_SOURCED = {
    "paragraph": Field(place),
    "quote": Field(text),
    "note": _maybe(text),
    "topic": Field(one_of(*fields_of(model.Figure)["topic"].choices)),
    "year": _maybe(whole),
}
_RESULT = _NAMED | {
    "measure": Field(one_of(*fields_of(model.Figure)["measure"].choices)),
    "value": _maybe(number),
    "unit": _maybe(text),
    "wording": Field(text),
    "bound": _maybe(one_of(*fields_of(model.Figure)["bound"].choices)),
    "scope": _maybe(text),
    "headline": _maybe(flag),
    **_SOURCED,
}
SHAPES: dict[str, dict[str, Field]] = {
    "report": {
        **{key: Field(text) for key in ("title", "title_en", "place", "place_en", "prefecture")},
        **{key: Field(text) for key in ("province", "session", "session_en", "speaker", "speaker_title")},
        "id": Field(identifier),
        "year": Field(whole),
        "reviews": Field(whole),
        "date": Field(date),
    },
    "section": {
        "id": Field(place),
        "heading": Field(text),
        "title": Field(text),
        "title_en": Field(text),
        "paragraphs": _list("paragraph"),
        "sections": _list("section"),
        "closing": _list("paragraph"),
    },
    "paragraph": {"id": Field(place), "lead": _maybe(text), "lead_en": _maybe(text), "text": Field(text)},
    "part": {
        "name": Field(text),
        "name_en": Field(text),
        "value": _maybe(number),
        "unit": _maybe(text),
        "wording": Field(text),
        "parts": _list("part"),
    },
    "term": _NAMED
    | {
        "note": Field(whole),
        "definition": Field(text),
        "definition_en": Field(text),
        "parts": _list("part"),
        "paragraph": Field(place),
        "mentions": _list(place),
    },
    "target": _RESULT
    | {
        "modality": _maybe(one_of(*fields_of(model.Figure)["modality"].choices)),
        "baseline": _list(identifier),
        "not_comparable": _maybe(text),
    },
    "result": _RESULT,
    "honour": _TITLED
    | _SOURCED
    | {
        "level": Field(one_of(*fields_of(model.Honour)["level"].choices)),
        "status": Field(one_of(*fields_of(model.Honour)["status"].choices)),
        "recipient": Field(text),
        "by": _maybe(text),
        "distinction": _maybe(text),
    },
    "project": _NAMED
    | _SOURCED
    | {
        "status": Field(one_of(*fields_of(model.Project)["status"].choices)),
        "what": Field(text),
        "investment": _maybe(number),
        "investment_unit": _maybe(text),
        "other_mention": _maybe(identifier),
    },
    "exemption": {"words": Field(text), "reason": Field(text)},
    "counts": {f"{kind}s": Field(whole) for kind in ("term", "target", "result", "honour", "project")},
    "reading": {"character": Field(text), "pinyin": Field(syllable)},
}
KINDS = ("section", "term", "target", "result", "honour", "project", "exemption", "reading")
FILE = {
    "schema": Field(whole),
    "report": Field("report"),
    "counts": _maybe("counts"),
    **{f"{kind}s": Field(kind, required=kind == "section", many=True) for kind in KINDS},
}
OPEN = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSE = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class _Reader:
    """A cursor over the events of one YAML file."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file, self.record = file, ""
        self.findings: list[DataError] = []
        self.lines: dict[tuple[str, str], int] = {}
        self.event: Any = None
        try:
            decoded = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise DataError("is not UTF-8 text: save it as UTF-8", file, line) from None
        if bad := UNREADABLE.search(decoded):
            line = decoded.count("\n", 0, bad.start()) + 1
            raise DataError(f"holds the control character U+{ord(bad[0]):04X}", file, line)
        self.events: Iterator[Any] = yaml.parse(decoded, Loader=Loader)

    def fail(self, message: str) -> DataError:
        mark = getattr(self.event, "start_mark", None)
        return DataError(message, self.file, mark.line + 1 if mark else 0, self.record)

    def next(self) -> Any:
        try:
            event = self.event = next(self.events)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise DataError(f"is not YAML: {error.problem or error.context}", self.file, line) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            raise DataError(f"is not YAML: {str(error).splitlines()[0]}", self.file) from None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.fail("anchors and aliases are not allowed: write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise self.fail(f"the tag {tag!r:.60} is not allowed: write plain text")
        return event

    def document(self) -> dict[str, Any]:
        self.next()  # stream start
        if isinstance(self.next(), yaml.StreamEndEvent):
            raise DataError("is empty: a report begins with schema: 1", self.file)
        self.next()
        if not isinstance(self.event, yaml.MappingStartEvent):
            raise self.fail("a report is a mapping that begins with schema: 1")
        values = self.mapping(FILE, "the file", 0)
        self.next()  # document end
        if not isinstance(self.next(), yaml.StreamEndEvent):
            raise self.fail("a second document begins here: one file holds one report")
        return values

    def mapping(self, shape: dict[str, Field], what: str, depth: int) -> dict[str, Any]:
        """The mapping whose start was just read, checked against its shape."""
        if not isinstance(self.event, yaml.MappingStartEvent):
            raise self.fail(f"{what} must be a mapping of keys to values")
        if depth > DEEPEST:
            raise self.fail(f"{what} is nested more than {DEEPEST} levels deep")
        begin = self.event
        values: dict[str, Any] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            name = key.value if isinstance(key, yaml.ScalarEvent) else ""
            if name not in shape:
                known = ", ".join(shape)
                raise self.fail(f"unknown key {name!r:.60} in {what}: known are {known}")
            if name in values:
                raise self.fail(f"the key {name} stands twice in {what}")
            if name == "id" and depth == 1:
                self.record = what
            field = shape[name]
            values[name] = self.many(field, name, depth) if field.many else self.one(field, name, depth)
            if name == "id" and depth == 1:
                self.record = f"{what} {values[name]}"
            if name == "schema" and values[name] != SCHEMA:
                raise self.fail(
                    f"schema {values[name]} is not known to this version: it reads schema {SCHEMA}"
                )
        missing = [name for name, field in shape.items() if field.required and name not in values]
        if missing:
            self.event = begin
            raise self.fail(f"{what} lacks {', '.join(missing)}")
        if "id" in values:
            mark = begin.start_mark
            self.lines.setdefault((what, values["id"]), mark.line + 1 if mark else 0)
        return {name: values.get(name, [] if field.many else None) for name, field in shape.items()}

    def many(self, field: Field, name: str, depth: int) -> list[Any]:
        if not isinstance(self.next(), yaml.SequenceStartEvent):
            raise self.fail(f"{name} must be a list")
        items: list[Any] = []
        while not isinstance(self.next(), yaml.SequenceEndEvent):
            if len(items) >= LONGEST_LIST and depth:
                raise self.fail(f"{name} has more than {LONGEST_LIST:,} items")
            if depth:
                items.append(self.item(field, name, depth + 1))
            else:
                self.top_level(field, name, items)
        return items

    def top_level(self, field: Field, name: str, items: list[Any]) -> None:
        """One record; a mistake in it is noted, and reading goes on behind it."""
        here = self.event
        rest = self.events
        opened = 0

        def counting() -> Iterator[Any]:
            nonlocal opened
            for event in rest:
                opened += isinstance(event, OPEN) - isinstance(event, CLOSE)
                yield event

        self.record = ""
        if not isinstance(here, OPEN):
            raise self.fail(f"an item of {name} must be a mapping of keys to values")
        self.events = counting()
        try:
            items.append(self.item(field, name, 1))
        except DataError as error:
            self.findings.append(error)
            if "is not YAML" in error.message or len(self.findings) >= MOST_FINDINGS:
                raise
            for _ in range(LONGEST_SKIP):
                if opened < 0:
                    break
                if opened > DEEPEST_SKIP:
                    raise
                self.next()
            else:
                raise
        finally:
            self.events, self.record = rest, ""

    def one(self, field: Field, name: str, depth: int) -> Any:
        self.next()
        return self.item(field, name, depth + 1)

    def item(self, field: Field, name: str, depth: int) -> Any:
        """The value whose first event was just read."""
        if isinstance(field.of, str):
            return self.mapping(SHAPES[field.of], field.of, depth)
        if not isinstance(self.event, yaml.ScalarEvent):
            raise self.fail(f"{name} must be a single value")
        written, bare = self.event.value, not self.event.style
        if len(written) > LONGEST_VALUE:
            raise self.fail(f"{name} is longer than {LONGEST_VALUE:,} characters")
        if bare and written in ("", "null", "~") and not field.required and not field.many:
            return None
        try:
            return field.of(written)
        except ValueError as error:
            raise self.fail(f"{name}: {written!r:.60} {error}") from None


def read(data: bytes, file: str) -> Source:
    """Read a report's YAML.

    Raises Malformed (a DataError) with every mistake it could find: file, line, record, what is
    wrong and what would be right.
    """
    reader = _Reader(data, file)
    try:
        values = reader.document()
    except DataError as error:
        if error not in reader.findings:
            reader.findings.append(error)
    if reader.findings:
        raise Malformed(reader.findings)
    del values["schema"]
    for kind in ("target", "result", "honour", "project"):
        year = values["report"]["year" if kind == "target" else "reviews"]
        for record in values[f"{kind}s"]:
            record["year"] = record["year"] or _default_year(kind, record, values["report"], year)
    return Source(**values, lines=reader.lines)


def _default_year(kind: str, record: dict[str, Any], report: dict[str, Any], year: int) -> int:
    """A project belongs to the year of the part it stands in; the other kinds to their own."""
    if kind == "project":
        return int(report["year" if record["paragraph"].startswith("2") else "reviews"])
    return year
