"""A report's YAML → the compiled report: records and index as text, quick to read and safe to trust.

The compiled report is one file. Its first line names the format, the digest of the YAML it was made
from and the digest of all that follows; the second is a JSON header with the report's particulars
and the place of each block. A block is lines of text: the records of a kind as JSON, or the keys by
which they are found. Finding is then a matter of `str.find` on a block, and nothing has to be parsed
but the records that are shown.

It is made when a wheel is built, and once for a file given with --report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from gaoan_cli.digest import checksum
from gaoan_cli.encode.pinyin import Speller
from gaoan_cli.encode.reader import Source
from gaoan_cli.load import MAGIC
from gaoan_cli.report import fold as text
from gaoan_cli.report.model import (
    Figure,
    Honour,
    Number,
    Paragraph,
    Part,
    Particulars,
    Project,
    Record,
    Section,
    Term,
    to_dict,
)

SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
# The fields a record is found by, in the order of their weight.
NAMING = ("name", "title", "alias", "part", "lead", "recipient")


def base_amount(value: Number | None, unit: str | None) -> tuple[Number | None, str | None]:
    """The value in its base unit, exactly: 586.9 亿元 → 58690000000 元."""
    if value is None or unit is None:
        return value, unit
    scale = next((prefix for prefix in SCALES if unit.startswith(prefix)), "")
    amount = Decimal(str(value)) * SCALES.get(scale, 1)
    whole = amount == amount.to_integral_value()
    return (int(amount) if whole else float(amount)), unit[len(scale) :] or None


def _parts(parts: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**part)._replace(parts=_parts(part["parts"])) for part in parts)


class _Builder:
    """The records of a source, with everything computed that the YAML leaves out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.paths: dict[str, tuple[str, ...]] = {}
        self.texts: dict[str, str] = {}
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        for section in source.sections:
            self.section(section, (), 1)
        whole = [section.paragraphs for section in self.sections if section.level == 1]
        place = {id: at for at, id in enumerate(id for ids in whole for id in ids)}
        self.paragraphs.sort(key=lambda paragraph: place[paragraph.id])

    def section(self, fields: dict[str, Any], path: tuple[str, ...], level: int) -> tuple[str, ...]:
        """Add a section and all below it; its paragraphs' ids in the order of the text."""
        at = len(self.sections)
        here = (*path, fields["title"])
        below: list[str] = []
        pieces: list[str] = []

        def paragraphs(items: list[dict[str, Any]]) -> None:
            for item in items:
                self.paragraphs.append(
                    Paragraph("paragraph", **{**item, "section": fields["id"], "path": here})
                )
                self.texts[item["id"]] = item["text"]
                self.paths[item["id"]] = (*here, item["lead"]) if item["lead"] else here
                below.append(item["id"])
                pieces.append(item["text"])

        paragraphs(fields["paragraphs"])
        for child in fields["sections"]:
            position = len(self.sections)
            below.extend(self.section(child, here, level + 1))
            pieces.append(self.sections[position].heading)
            pieces.append(self.sections[position].text)
        paragraphs(fields["closing"])
        given = {name: fields[name] for name in ("id", "heading", "title", "title_en")}
        self.sections.insert(
            at,
            Section(
                "section", **given, level=level, text="\n".join(pieces), paragraphs=tuple(below), path=path
            ),
        )
        return tuple(below)

    def placed(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Where a quote stands: its breadcrumbs and its offsets in the paragraph, in code points."""
        paragraph, quote = fields["paragraph"], fields.get("quote", "")
        at = self.texts.get(paragraph, "").find(quote) if quote else -1
        return {
            "path": self.paths.get(paragraph, ()),
            "start": at if at >= 0 else None,
            "end": at + len(quote) if at >= 0 else None,
        }

    def figure(self, kind: str, fields: dict[str, Any]) -> Figure:
        amount, unit = base_amount(fields["value"], fields["unit"])
        target_only = {name: fields.get(name) for name in ("modality", "not_comparable")}
        return Figure(
            **{
                **fields,
                **target_only,
                **self.placed(fields),
                "kind": kind,
                "aliases": tuple(fields["aliases"]),
                "headline": fields["headline"] or False,
                "baseline": tuple(fields.get("baseline") or ()),
                "amount": amount,
                "base_unit": unit,
            }
        )

    def term(self, fields: dict[str, Any]) -> Term:
        return Term(
            **{
                **fields,
                "kind": "term",
                "parts": _parts(fields["parts"]),
                "aliases": tuple(fields["aliases"]),
                "mentions": tuple(fields["mentions"]),
                "path": self.paths.get(fields["paragraph"], ()),
            }
        )

    def honour(self, fields: dict[str, Any]) -> Honour:
        aliases = tuple(fields["aliases"])
        return Honour(**{**fields, **self.placed(fields), "kind": "honour", "aliases": aliases})

    def project(self, fields: dict[str, Any]) -> Project:
        amount, unit = base_amount(fields["investment"], fields["investment_unit"])
        return Project(
            **{
                **fields,
                **self.placed(fields),
                "kind": "project",
                "aliases": tuple(fields["aliases"]),
                "amount": amount,
                "base_unit": unit,
            }
        )

    def records(self) -> Iterator[tuple[str, Iterable[Record]]]:
        """Kind by kind, each record made when it is asked for: a large report need not be in memory twice."""
        source = self.source
        yield "target", (self.figure("target", fields) for fields in source.targets)
        yield "result", (self.figure("result", fields) for fields in source.results)
        yield "term", map(self.term, source.terms)
        yield "honour", map(self.honour, source.honours)
        yield "project", map(self.project, source.projects)
        yield "section", self.sections
        yield "paragraph", self.paragraphs


def keys(record: Record) -> Iterator[tuple[str, str]]:
    """(field, text) of everything a record is found by when it is named, the weightiest first."""
    yield "id", record.id
    if isinstance(record, Paragraph):
        if record.lead and record.lead_en:
            yield "lead", record.lead
            yield "lead_en", record.lead_en
        return
    if isinstance(record, Section):
        yield "title", record.title
        yield "title_en", record.title_en
        yield "heading", record.heading
        return
    if isinstance(record, Honour):
        yield "title", record.title
        yield "title_en", record.title_en
        yield from (("alias", alias) for alias in record.aliases)
        yield "recipient", record.recipient
        return
    if isinstance(record, Term):
        yield "note", str(record.note)
    yield "name", record.name
    yield "name_en", record.name_en
    yield from (("alias", alias) for alias in record.aliases)
    if isinstance(record, Term):
        yield from _part_keys(record.parts)


def _part_keys(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield "part", part.name
        yield "part", part.name_en
        yield from _part_keys(part.parts)


def words_of(record: Record) -> str:
    """The report's own words of a record, searched after its names."""
    if isinstance(record, Section):
        return ""
    if isinstance(record, Paragraph):
        return record.text
    if isinstance(record, Term):
        return f"{record.definition} {record.definition_en}"
    if isinstance(record, Honour):
        return f"{record.quote} {record.distinction or ''}"
    return record.quote


def compile_report(source: Source, source_digest: str) -> bytes:
    """The compiled report of a source, as the bytes of its file."""
    speller = Speller({reading["words"]: reading["pinyin"] for reading in source.readings})
    blocks: dict[str, Block] = {}
    used: set[str] = set()
    for kind, records in _Builder(source).records():
        lines: dict[str, list[str]] = {name: [] for name in BLOCKS}
        for position, record in enumerate(records):
            _index(record, position, speller, lines)
        for name, rows in lines.items():
            used |= set().union(*rows)
            blocks[f"{kind}.{name}"] = Block.of(rows)
    blocks["syllables"] = Block.of(_syllables(speller))
    blocks["exemptions"] = Block.of(map(_json, source.exemptions))
    table = {chr(code): simple for code, simple in speller.simplified.items() if simple in used}
    header = {
        "report": to_dict(Particulars(**source.report)),
        "traditional": "".join(table),
        "simplified": "".join(table.values()),
        "blocks": _places(blocks),
    }
    rest = [f"{_json(header)}\n".encode(), *(block.data for block in blocks.values())]
    return b"".join([f"{MAGIC} {source_digest} {checksum(*rest)}\n".encode(), *rest])


BLOCKS = ("records", "keys", "pinyin", "initials", "sounds", "words", "text", "textwords")


class Block(NamedTuple):
    """Lines of text, written out."""

    data: bytes
    length: int  # in lines

    @classmethod
    def of(cls, lines: Iterable[str]) -> Block:
        """The block of these lines."""
        lines = list(lines)
        return cls("".join(f"{line}\n" for line in lines).encode(), len(lines))


def _places(blocks: dict[str, Block]) -> dict[str, tuple[int, int, int]]:
    """Where each block begins, how long it is, and how many lines it has."""
    places = {}
    start = 0
    for name, (data, length) in blocks.items():
        places[name] = (start, len(data), length)
        start += len(data)
    return places


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _index(record: Record, position: int, speller: Speller, lines: dict[str, list[str]]) -> None:
    """Add a record, and everything it is found by."""
    fold_map = speller.simplified
    lines["records"].append(_json(to_dict(record)))
    named: list[str] = []
    for field, key in dict.fromkeys(keys(record)):
        tail = f"{field}\t{position}"
        lines["keys"].append(f"{text.fold(key, fold_map)}\t{tail}")
        named.append(text.plain(key, fold_map))
        if field in NAMING and text.is_han(key):
            _spell(speller, key, tail, lines)
    own = words_of(record)
    lines["words"].append(_document(named, fold_map))
    lines["text"].append(text.fold(own, fold_map))
    lines["textwords"].append(_document([text.plain(own, fold_map)], fold_map))


def _spell(speller: Speller, key: str, tail: str, lines: dict[str, list[str]]) -> None:
    """Add the ways in which a Chinese name can be typed by sound."""
    plain = text.bare(key, speller.simplified)
    for syllables in speller.syllables(plain):
        lines["pinyin"].append(f"{' '.join(syllables)}\t{tail}")
        initials = "".join(s if s in plain else s[0] for s in syllables)
        lines["initials"].append(f"{initials}\t{tail}")
    lines["sounds"].append(f"{' '.join(speller.alone(plain))}\t{tail}")


def _document(texts: list[str], fold_map: dict[int, str]) -> str:
    """A record's names as one line to look words up in: Chinese folded, then English stems."""
    han = " ".join(text.fold(part, fold_map) for part in texts if text.is_han(part))
    stems = " ".join(dict.fromkeys(stem for part in texts for stem in text.english(part)))
    return f"{han}\t {stems} "


def _syllables(speller: Speller) -> list[str]:
    """Lines of syllable and the common characters (GB 2312) that read so."""
    groups: dict[str, list[str]] = {}
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                character = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            groups.setdefault(speller.alone(character)[0], []).append(character)
    return [f"{syllable}\t{''.join(characters)}" for syllable, characters in sorted(groups.items())]
