"""A report's YAML → its records, with everything computed that the file leaves out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

from gaoan_cli.encode.reader import Source
from gaoan_cli.report.convert import from_dict, to_dict
from gaoan_cli.report.declared import Number
from gaoan_cli.report.model import TYPES, Exemption, Paragraph, Part, Particulars, Record, Section, Sentence
from gaoan_cli.report.vocabulary import SCALES

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Tables:
    """The lines of a compiled report as they are written, and where each table begins."""

    def __init__(self, source: Source) -> None:
        self.source, self.lines = source, list[bytes]()
        self.places: dict[str, tuple[int, int]] = {}

    def add(self, name: str, *rows: Any) -> None:
        """A table, a row a line."""
        self.places[name] = (len(self.lines), len(rows))
        self.lines.extend(f"{_json(row)}\n".encode() for row in rows)

    def add_columns(self, name: str, rows: Sequence[tuple[str, str, int]]) -> None:
        """A table of texts with a field and a position, in columns: lists of lists take longer to read."""
        texts, fields, positions = zip(*rows, strict=True) if rows else ((), (), ())
        self.add(name, {"texts": "\n".join(texts), "fields": " ".join(fields), "positions": positions})

    def add_records(self, kind: str, records: list[Record]) -> None:
        """The records of a kind, and their ids."""
        self.add(kind, *map(to_dict, records))
        self.add(f"{kind}.ids", [record.id for record in records])

    def compiled(self, simplified: dict[int, str]) -> bytes:
        """All of it, behind a head that tells where what is; `simplified` has the characters to simplify."""
        self.add(
            "exemptions", [[exemption[name] for name in Exemption._fields] for exemption in self.source.exemptions]
        )
        head = {
            "report": to_dict(Particulars(**{name: self.source.report[name] for name in Particulars._fields})),
            "simplified": ["".join(map(chr, simplified)), "".join(simplified.values())],
            "tables": self.places,
            "ends": [*accumulate(map(len, self.lines))],
        }
        return b"".join((f"{_json(head)}\n".encode(), *self.lines))


def bare(source: Source) -> bytes:
    """A compiled report of the records alone: they can be read, not searched."""
    tables = Tables(source)
    for kind, records in records_of(source).items():
        tables.add_records(kind, records)
    return tables.compiled({})


def records_of(source: Source) -> dict[str, list[Record]]:
    """The records of each kind, the text last."""
    text = [one for section in source.sections for one in _outline(section, (), 1)]
    paragraphs = {one.id: one for one in text if isinstance(one, Paragraph)}
    records: dict[str, list[Record]] = {}
    for kind in ("target", "result", "term", "honour", "project"):
        records[kind] = [_record(kind, fields, paragraphs) for fields in getattr(source, f"{kind}s")]
    return records | {kind: [one for one in text if one.kind == kind] for kind in ("section", "paragraph")}


def _outline(fields: dict[str, Any], path: tuple[str, ...], level: int) -> list[Section | Paragraph]:
    """A section, and behind it all that stands below it."""
    here = (*path, fields["title"])
    below: list[Section | Paragraph] = []
    pieces: list[str] = []
    english: list[str | None] = []
    for item in (*fields["paragraphs"], *fields["sections"], *fields["closing"]):
        if "sections" in item:
            inner = _outline(item, here, level + 1)
            pieces += [item["heading"], inner[0].text]
            english += [item["title_en"], getattr(inner[0], "text_en", None)]
            below += inner
        else:
            paragraph = _paragraph(item, fields["id"], here)
            pieces.append(paragraph.text)
            english.append(paragraph.text_en)
            below.append(paragraph)
    given = {name: fields[name] for name in ("id", "heading", "title", "title_en", "role")}
    given["years"] = tuple(fields["years"])
    ids = tuple(one.id for one in below if one.kind == "paragraph")
    text, text_en = "\n".join(pieces), _joined(english, "\n")
    section = Section("section", **given, level=level, text=text, text_en=text_en, paragraphs=ids, path=path)
    return [section, *below]


def _paragraph(fields: dict[str, Any], section: str, path: tuple[str, ...]) -> Paragraph:
    sentences = tuple(Sentence(**sentence) for sentence in fields["sentences"])
    return Paragraph(
        kind="paragraph",
        id=fields["id"],
        section=section,
        lead=fields["lead"],
        lead_en=fields["lead_en"],
        sentences=sentences,
        text="".join(sentence.text for sentence in sentences),
        text_en=_joined([sentence.text_en for sentence in sentences], " "),
        path=path,
    )


def _joined(pieces: list[str | None], by: str) -> str | None:
    """The pieces as one text, or None where one is lacking."""
    there = [piece for piece in pieces if piece]
    return by.join(there) if there and len(there) == len(pieces) else None


def _record(kind: str, fields: dict[str, Any], paragraphs: Mapping[str, Paragraph]) -> Record:
    """A record, with where its quote stands (in code points) and its value in the base unit."""
    paragraph, quote = paragraphs.get(fields["paragraph"]), fields.get("quote", "")
    at = paragraph.text.find(quote) if paragraph and quote else -1
    path = (*paragraph.path, *filter(None, [paragraph.lead])) if paragraph else ()
    worth = ("investment", "investment_unit") if kind == "project" else ("value", "unit")
    amount, base_unit = base_amount(*map(fields.get, worth))
    values = fields | {
        "kind": kind,
        "amount": amount,
        "base_unit": base_unit,
        "headline": bool(fields.get("headline")),
        "baseline": fields.get("baseline", []),
        "path": path,
        "start": at if at >= 0 else None,
        "end": at + len(quote) if at >= 0 else None,
        "quote_en": _sentence_of(paragraph, at, at + len(quote)) if paragraph and at >= 0 else None,
    }
    return from_dict({name: values.get(name) for name in TYPES[kind]._fields})


def sentences_in(text: str) -> list[dict[str, str]]:
    """The sentences of a paragraph as a file has them: each to its stop and the marks that close behind it."""
    return [{"text": match[0]} for match in re.finditer(".+?(?:[。！？]+[”’）]*|$)", text)]


def _sentence_of(paragraph: Paragraph, start: int, end: int) -> str | None:
    """The English of the sentences that a stretch of a paragraph stands in."""
    found: list[str | None] = []
    at = 0
    for sentence in paragraph.sentences:
        if at < end and at + len(sentence.text) > start:
            found.append(sentence.text_en)
        at += len(sentence.text)
    return _joined(found, " ")


def base_amount(value: Number | None, unit: str | None) -> tuple[Number | None, str | None]:
    """The value in its base unit, exactly: 586.9 亿元 → 58690000000 元."""
    if unit is None:
        return value, None
    scale = next((prefix for prefix in SCALES if unit.startswith(prefix)), "")
    if value is None:
        return None, unit[len(scale) :] or None
    amount = Decimal(str(value)) * SCALES.get(scale, 1)
    whole = amount == amount.to_integral_value()
    return (int(amount) if whole else float(amount)), unit[len(scale) :] or None


def all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts, and theirs."""
    for part in parts:
        yield part
        yield from all_parts(part.parts)
