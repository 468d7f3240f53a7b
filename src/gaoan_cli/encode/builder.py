"""A report's YAML → its compiled form: JSON Lines of records, and of the tables they are found by.

The first line is the head: the report's particulars, the characters to simplify, and for each table that follows
its first line and how many it has. Per kind there are five:

target        the records, as `to_dict` makes them, one a line
target.ids    their ids, in the same order
target.names  [folded name, field, position] of everything a record is called
target.words  per record what its words are looked up in: names, own text, words of that text
target.sounds the same names by pinyin, by initials, and by the sound of each character
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from gaoan_cli.encode.pinyin import Speller
from gaoan_cli.encode.reader import Source
from gaoan_cli.report import fold
from gaoan_cli.report.model import (
    KINDS,
    TYPES,
    Honour,
    Number,
    Paragraph,
    Part,
    Particulars,
    Record,
    Section,
    Term,
    parts_of,
    to_dict,
)

SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
# The fields that can be typed by sound.
SPOKEN = ("name", "title", "alias", "part", "lead", "recipient")


def build(source: Source, lexicon: Mapping[str, Any]) -> bytes:
    """The compiled report of a source, with the words of questions (`encode.lexicon`)."""
    speller = Speller({reading["words"]: reading["pinyin"] for reading in source.readings})
    lines: list[str] = []
    tables: dict[str, tuple[int, int]] = {}

    def add(name: str, *rows: Any) -> None:
        tables[name] = (len(lines), len(rows))
        lines.extend(map(_json, rows))

    for kind, records in _records(source).items():
        add(kind, *map(to_dict, records))
        add(f"{kind}.ids", [record.id for record in records])
        for name, table in _search_tables(kind, records, speller, lexicon["synonyms"]).items():
            add(name, table)
    add("sounds", _sounds(speller))
    add("exemptions", [[exemption["words"], exemption["reason"]] for exemption in source.exemptions])
    add("lexicon", lexicon)
    used = set("".join(lines))
    simplified = {chr(code): simple for code, simple in speller.simplified.items() if simple in used}
    head = {
        "report": to_dict(Particulars(**source.report)),
        "simplified": ["".join(simplified), "".join(simplified.values())],
        "tables": tables,
    }
    return "".join(f"{line}\n" for line in (_json(head), *lines)).encode()


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# --- The records, with everything computed that the YAML leaves out --------------------------------


def _records(source: Source) -> dict[str, list[Record]]:
    """The records of each kind, in the order of KINDS."""
    outline = _Outline(source.sections)
    by_kind: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for kind in ("target", "result", "term", "honour", "project"):
        by_kind[kind] = [outline.record(kind, fields) for fields in getattr(source, f"{kind}s")]
    by_kind["section"], by_kind["paragraph"] = list(outline.sections), list(outline.paragraphs)
    return by_kind


class _Outline:
    """The text of a source: its sections and paragraphs in order, and where each paragraph stands."""

    def __init__(self, sections: list[dict[str, Any]]) -> None:
        self.sections: list[Section] = []
        self.paragraphs: list[Paragraph] = []
        self.paths: dict[str, tuple[str, ...]] = {}
        self.texts: dict[str, str] = {}
        for section in sections:
            self._add(section, (), 1)

    def _add(self, fields: dict[str, Any], path: tuple[str, ...], level: int) -> None:
        """Add a section and all below it."""
        place, first = len(self.sections), len(self.paragraphs)
        here = (*path, fields["title"])
        pieces = self._add_paragraphs(fields["paragraphs"], fields["id"], here)
        for child in fields["sections"]:
            at = len(self.sections)
            self._add(child, here, level + 1)
            pieces += [self.sections[at].heading, self.sections[at].text]
        pieces += self._add_paragraphs(fields["closing"], fields["id"], here)
        below = tuple(paragraph.id for paragraph in self.paragraphs[first:])
        given: dict[str, Any] = {name: fields[name] for name in ("id", "heading", "title", "title_en")}
        given |= {"level": level, "text": "\n".join(pieces), "paragraphs": below, "path": path}
        self.sections.insert(place, Section("section", **given))

    def _add_paragraphs(self, items: list[dict[str, Any]], section: str, here: tuple[str, ...]) -> list[str]:
        """Add paragraphs of a section; their texts."""
        for item in items:
            values = item | {"kind": "paragraph", "section": section, "path": here}
            self.paragraphs.append(Paragraph(**values))
            self.texts[item["id"]] = item["text"]
            self.paths[item["id"]] = (*here, item["lead"]) if item["lead"] else here
        return [item["text"] for item in items]

    def record(self, kind: str, fields: dict[str, Any]) -> Record:
        """A record, with where its quote stands (in code points) and its value in the base unit."""
        paragraph, quote = fields["paragraph"], fields.get("quote", "")
        at = self.texts.get(paragraph, "").find(quote) if quote else -1
        is_project = kind == "project"
        amount, base_unit = base_amount(
            fields.get("investment" if is_project else "value"), fields.get("investment_unit" if is_project else "unit")
        )
        values = fields | {
            "kind": kind,
            "amount": amount,
            "base_unit": base_unit,
            "headline": bool(fields.get("headline")),
            "baseline": fields.get("baseline") or [],
            "parts": parts_of(fields.get("parts", [])),
            "path": self.paths.get(paragraph, ()),
            "start": at if at >= 0 else None,
            "end": at + len(quote) if at >= 0 else None,
        }
        values = {name: tuple(value) if type(value) is list else value for name, value in values.items()}
        record: Any = TYPES[kind]
        made: Record = record(**{name: values.get(name) for name in record._fields})
        return made


def base_amount(value: Number | None, unit: str | None) -> tuple[Number | None, str | None]:
    """The value in its base unit, exactly: 586.9 亿元 → 58690000000 元."""
    if value is None or unit is None:
        return value, unit
    scale = next((prefix for prefix in SCALES if unit.startswith(prefix)), "")
    amount = Decimal(str(value)) * SCALES.get(scale, 1)
    whole = amount == amount.to_integral_value()
    return (int(amount) if whole else float(amount)), unit[len(scale) :] or None


# --- What records are found by ---------------------------------------------------------------------


def _search_tables(
    kind: str, records: Iterable[Record], speller: Speller, synonyms: Mapping[str, str]
) -> dict[str, Any]:
    """The three tables of a kind beside its records."""
    names: list[tuple[str, str, int]] = []
    words: dict[str, list[str]] = {"names": [], "text": [], "textwords": []}
    sounds: dict[str, list[tuple[str, str, int]]] = {"pinyin": [], "initials": [], "alone": []}
    simplified = speller.simplified
    for position, record in enumerate(records):
        called = list(dict.fromkeys(names_of(record)))
        names += [(fold.fold(name, simplified), field, position) for field, name in called]
        for field, name in called:
            if field in SPOKEN and fold.is_han(name):
                for way, spelled in _spelled(speller, fold.bare(name, simplified)):
                    sounds[way].append((spelled, field, position))
        own = words_of(record)
        plain_names = [fold.plain(name, simplified) for _, name in called]
        words["names"].append(_document(plain_names, simplified, synonyms))
        words["text"].append(fold.fold(own, simplified))
        words["textwords"].append(_document([fold.plain(own, simplified)], simplified, synonyms))
    return {f"{kind}.names": names, f"{kind}.words": words, f"{kind}.sounds": sounds}


def names_of(record: Record) -> Iterator[tuple[str, str]]:
    """(field, text) of everything a record is called, the weightiest first."""
    yield "id", record.id
    if isinstance(record, Paragraph):
        if record.lead and record.lead_en:
            yield "lead", record.lead
            yield "lead_en", record.lead_en
        return
    if isinstance(record, Term):
        yield "note", str(record.note)
    if isinstance(record, (Section, Honour)):
        yield "title", record.title
        yield "title_en", record.title_en
    else:
        yield "name", record.name
        yield "name_en", record.name_en
    if isinstance(record, Section):
        yield "heading", record.heading
        return
    yield from (("alias", alias) for alias in record.aliases)
    if isinstance(record, Honour):
        yield "recipient", record.recipient
    if isinstance(record, Term):
        yield from _part_names(record.parts)


def _part_names(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    for part in parts:
        yield "part", part.name
        yield "part", part.name_en
        yield from _part_names(part.parts)


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


def _spelled(speller: Speller, name: str) -> Iterator[tuple[str, str]]:
    """The ways in which a Chinese name can be typed by sound."""
    for syllables in speller.syllables(name):
        yield "pinyin", " ".join(syllables)
        yield "initials", "".join(s if s in name else s[0] for s in syllables)
    yield "alone", " ".join(speller.alone(name))


def _document(texts: list[str], simplified: dict[int, str], synonyms: Mapping[str, str]) -> str:
    """Texts as one line to look words up in: Chinese folded, then English stems between spaces."""
    han = " ".join(fold.fold(text, simplified) for text in texts if fold.is_han(text))
    stems = " ".join(dict.fromkeys(stem for text in texts for stem in fold.english(text, synonyms)))
    return f"{han}\t {stems} "


def _sounds(speller: Speller) -> dict[str, str]:
    """Each syllable, and the common characters (GB 2312) that read so."""
    groups: dict[str, str] = {}
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", "ignore")
            if character:
                syllable = speller.alone(character)[0]
                groups[syllable] = groups.get(syllable, "") + character
    return dict(sorted(groups.items()))
