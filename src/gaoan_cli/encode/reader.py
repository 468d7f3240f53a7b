"""A report's YAML → plain values, strict: the only module that reads it.

Every scalar is typed by the model and never by YAML's guesses (1225 and `no` stay words). Anchors, tags, directives, a
second document, unknown, missing and repeated keys are refused with their line. The file is read as a stream of events
and checked as it comes, so neither depth nor size nor a list of junk costs more than the part before the first mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from gaoan_cli.encode.shapes import SCHEMA, SHAPES, UNSEEN, Field, date, text
from gaoan_cli.errors import DataError

DEEPEST = 8  # levels of nested sections or parts; the report has two
MOST_FINDINGS = 100
LONGEST_VALUE = 10_000  # characters; the whole report has 12,000
LONGEST_SKIP = 10_000  # events of a mistaken record that are passed over to find the next one
DEEPEST_SKIP = 50
LONGEST_LIST = 10_000  # items inside one record

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
BEGIN = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
END = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
IN_FILE = re.compile(f"[{UNSEEN}]")
# libyaml takes quadratic time over a list of them, before it gives the first event.
DIRECTIVE = re.compile("(?:^|[\n\r])%")


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


def decode(data: bytes, file: str) -> str:
    """The text of a file in UTF-8. Raises DataError with the line of what is no text or cannot be seen."""
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("is not UTF-8 text: save it as UTF-8", file, line) from None
    if bad := IN_FILE.search(decoded):
        line = decoded.count("\n", 0, bad.start()) + 1
        raise DataError(f"holds the invisible character U+{ord(bad[0]):04X}", file, line)
    return decoded


class _Reader:
    """A cursor over the events of one YAML file."""

    def __init__(self, file: str) -> None:
        self.file, self.record = file, ""
        self.findings: list[DataError] = []
        self.lines: dict[tuple[str, str], int] = {}
        self.events: Iterator[Any] = iter(())
        self.event: Any = None
        self.depth = 0  # of mappings and lists around the event

    def fail(self, message: str) -> DataError:
        return DataError(message, self.file, self.event.start_mark.line + 1, self.record)

    def expect(self, kinds: Any, message: str) -> None:
        if not isinstance(self.event, kinds):
            raise self.fail(message)

    def next(self) -> Any:
        try:
            event = self.event = next(self.events)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
            reason = problem or getattr(error, "context", None) or str(error).splitlines()[0]
            raise DataError(f"is not YAML: {reason}", self.file, mark.line + 1 if mark else 0) from None
        self.depth += isinstance(event, BEGIN) - isinstance(event, END)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.fail("anchors and aliases are not allowed: write the value out")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.fail(f"the tag {event.tag!r:.60} is not allowed: write plain text")
        return event

    def document(self, data: bytes) -> dict[str, Any]:
        decoded = decode(data, self.file)
        if found := DIRECTIVE.search(decoded):
            line = decoded.count("\n", 0, found.end()) + 1
            raise DataError(f"directives (%) are not allowed: begin with schema: {SCHEMA}", self.file, line)
        self.events = yaml.parse(decoded, Loader=Loader)
        self.next()  # stream start
        if isinstance(self.next(), yaml.StreamEndEvent):
            raise DataError(f"is empty: a report begins with schema: {SCHEMA}", self.file)
        self.next()
        self.expect(yaml.MappingStartEvent, f"a report is a mapping that begins with schema: {SCHEMA}")
        values = self.mapping("file", 0)
        self.next()  # document end
        self.next()
        self.expect(yaml.StreamEndEvent, "a second document begins here: one file holds one report")
        return values

    def mapping(self, kind: str, depth: int) -> dict[str, Any]:
        """The mapping whose start was just read, checked against its shape."""
        shape, what = SHAPES[kind], "the file" if kind == "file" else kind
        self.expect(yaml.MappingStartEvent, f"{what} must be a mapping of keys to values")
        if depth > DEEPEST:
            raise self.fail(f"{what} is nested more than {DEEPEST} levels deep")
        begin = self.event
        values: dict[str, Any] = {}
        while not isinstance(key := self.next(), yaml.MappingEndEvent):
            name = key.value if isinstance(key, yaml.ScalarEvent) else ""
            if name not in shape:
                raise self.fail(f"unknown key {name!r:.60} in {what}: known are {', '.join(shape)}")
            if name in values:
                raise self.fail(f"the key {name} stands twice in {what}")
            if name == "id" and depth == 1:
                self.record = what
            self.next()
            read = self.many if shape[name].many else self.one
            values[name] = read(shape[name], name, depth + 1)
            if name == "id" and depth == 1:
                self.record = f"{what} {values[name]}"
            if name == "schema" and values[name] != SCHEMA:
                raise self.fail(f"schema {values[name]} is not known to this version: it reads schema {SCHEMA}")
        self.event = begin
        missing = [name for name, field in shape.items() if field.required and name not in values]
        unread = values.get("draft") and all(shape[name].of in (text, date) or shape[name].choices for name in missing)
        if missing and not unread:
            raise self.fail(f"{what} lacks {', '.join(missing)}")
        if kind == "reading" and len(values["words"]) != len(values["pinyin"].split()):
            raise self.fail("pinyin must have a syllable for each character of words")
        self.lines.setdefault((kind, values.get("id") or values.get("words") or ""), begin.start_mark.line + 1)
        values |= dict.fromkeys(missing, "")  # of a draft: what it could not know
        return {name: values.get(name, [] if field.many else None) for name, field in shape.items()}

    def many(self, field: Field, name: str, depth: int) -> list[Any]:
        """The list whose start was just read."""
        self.expect(yaml.SequenceStartEvent, f"{name} must be a list")
        items: list[Any] = []
        while not isinstance(self.next(), yaml.SequenceEndEvent):
            if depth == 1:
                items += self.top_level(field, name)
            elif len(items) >= LONGEST_LIST:
                raise self.fail(f"{name} has more than {LONGEST_LIST:,} items")
            else:
                items.append(self.one(field, name, depth))
        return items

    def top_level(self, field: Field, name: str) -> list[Any]:
        """One record; a mistake in it is noted, and reading goes on behind it."""
        self.record, level = "", self.depth
        self.expect(BEGIN, f"an item of {name} must be a mapping of keys to values")
        try:
            return [self.one(field, name, 1)]
        except DataError as error:
            self.findings.append(error)
            if "is not YAML" in error.message or len(self.findings) >= MOST_FINDINGS:
                raise
            for _ in range(LONGEST_SKIP):
                if self.depth < level:
                    return []
                if self.depth > level + DEEPEST_SKIP:
                    break
                self.next()
            raise
        finally:
            self.record = ""

    def one(self, field: Field, name: str, depth: int) -> Any:
        """The value whose first event was just read."""
        if isinstance(field.of, str):
            return self.mapping(field.of, depth)
        self.expect(yaml.ScalarEvent, f"{name} must be a single value")
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
    """Read a report's YAML. Raises Malformed (a DataError) with every mistake it could find."""
    reader = _Reader(file)
    try:
        values = reader.document(data)
    except DataError as error:
        if error not in reader.findings:
            reader.findings.append(error)
    if reader.findings:
        raise Malformed(reader.findings)
    del values["schema"]
    source = Source(**values, lines=reader.lines)
    _complete(source)
    return source


def _complete(source: Source) -> None:
    """Fill in what a file may leave out: a section's role, the year of a record, what is exempt."""
    roles: dict[str, str] = {}

    def inherit(sections: list[dict[str, Any]], role: str) -> None:
        for section in sections:
            roles[section["id"]] = section["role"] = section["role"] or role
            inherit(section["sections"], section["role"])

    inherit(source.sections, "other")
    for exemption in source.exemptions:
        exemption["of"] = exemption["of"] or "number"
    for kind in ("target", "result", "honour", "project"):
        for record in getattr(source, f"{kind}s"):
            # A project belongs to the year of the part it stands in; the other kinds to their own.
            role = roles.get(record["paragraph"].rpartition(".")[0])
            plans = kind == "target" or (kind == "project" and role in ("plan", "outlook"))
            record["year"] = record["year"] or source.report["year" if plans else "reviews"]
