"""A report's YAML → its compiled form: JSON Lines of records, and of the tables they are found by.

The first line is the head: the report's particulars, the characters to simplify, and for each table that follows
its first line and how many it has. Per kind there are seven:

target        the records, as `to_dict` makes them, one a line
target.ids    their ids, in the same order
target.names  [folded name, field, position] of everything a record is called
target.words  per record what its words are looked up in: names, own text, words of that text
target.sounds the same names by pinyin, by initials, and by the sound of each character
target.vectors what each record means, in rows with the words they are made of and their vectors (`report.words`):
               its names together, its own text or each sentence of it, the sentence it is taken from
target.called  the same for each name by itself
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from gaoan_cli.encode.pinyin import Speller
from gaoan_cli.encode.reader import Source
from gaoan_cli.report import fold
from gaoan_cli.report.model import (
    TYPES,
    Number,
    Paragraph,
    Part,
    Particulars,
    Record,
    Section,
    Term,
    from_dict,
    to_dict,
)
from gaoan_cli.report.words import Words, as_text

AROUND = 80  # characters of the sentence that a quote stands in, on either side
STOPS = "。！？\n"
SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
# What a record is called, the weightiest first, and its own words, which are searched after its names.
NAMES = {
    "term": ("id", "note", "name", "name_en", "aliases", "parts"),
    "honour": ("id", "title", "title_en", "aliases", "recipient"),
    "section": ("id", "title", "title_en", "heading"),
    "paragraph": ("id", "lead", "lead_en"),
}
WORDS = {"term": ("definition", "definition_en"), "honour": ("quote", "distinction"), "paragraph": ("text",)}
# The fields that can be typed by sound.
SPOKEN = ("name", "title", "alias", "part", "lead", "recipient")

Everyday = Mapping[str, Mapping[str, list[str]]]

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


Named = tuple[Record, list[tuple[str, str]]]  # a record, and (field, text) of everything it is called


def build(source: Source, lexicon: Mapping[str, Any], words: Words, everyday: Everyday) -> bytes:
    """The compiled report of a source, with the words of questions (`encode.lexicon`) and what they mean.

    `everyday` has for a kind and an id what else people call the record.
    """
    speller = Speller({reading["words"]: reading["pinyin"] for reading in source.readings})
    lines: list[str] = []
    tables: dict[str, tuple[int, int]] = {}

    def add(name: str, *rows: Any) -> None:
        tables[name] = (len(lines), len(rows))
        lines.extend(map(_json, rows))

    by_kind = _records(source)
    texts = {paragraph.id: paragraph.text for paragraph in by_kind["paragraph"] if isinstance(paragraph, Paragraph)}
    named: dict[str, list[Named]] = {}
    for kind, records in by_kind.items():
        add(kind, *map(to_dict, records))
        add(f"{kind}.ids", [record.id for record in records])
        spoken = everyday.get(kind, {})
        named[kind] = [
            (record, [*_names_of(record), *(("everyday", name) for name in spoken.get(record.id, ()))])
            for record in records
        ]
        for name, table in _search_tables(kind, named[kind], speller, lexicon["synonyms"]).items():
            add(name, table)
        for name, passages in (("vectors", partial(_passages, texts)), ("called", _called)):
            add(f"{kind}.{name}", _vectors(named[kind], passages, words, speller.simplified))
    add("sounds", _sounds(speller))
    add("exemptions", [[exemption["words"], exemption["reason"]] for exemption in source.exemptions])
    add("places", _places(lexicon["places"], named, speller))
    add("thesaurus", lexicon["thesaurus"])
    add("lexicon", {name: words for name, words in lexicon.items() if name not in ("places", "thesaurus")})
    simplified = {chr(code): simple for code, simple in speller.simplified.items()}
    head = {
        "report": to_dict(Particulars(**source.report)),
        "simplified": ["".join(simplified), "".join(simplified.values())],
        "tables": tables,
    }
    return "".join(f"{line}\n" for line in (_json(head), *lines)).encode()


# --- The records, with everything computed that the YAML leaves out --------------------------------


def _records(source: Source) -> dict[str, list[Record]]:
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
    for item in (*fields["paragraphs"], *fields["sections"], *fields["closing"]):
        if "sections" in item:
            inner = _outline(item, here, level + 1)
            pieces += [item["heading"], inner[0].text]
            below += inner
        else:
            pieces.append(item["text"])
            below.append(Paragraph(kind="paragraph", section=fields["id"], path=here, **item))
    given = {name: fields[name] for name in ("id", "heading", "title", "title_en")}
    ids = tuple(one.id for one in below if one.kind == "paragraph")
    return [Section("section", **given, level=level, text="\n".join(pieces), paragraphs=ids, path=path), *below]


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
    }
    return from_dict({name: values.get(name) for name in TYPES[kind]._fields})


def base_amount(value: Number | None, unit: str | None) -> tuple[Number | None, str | None]:
    """The value in its base unit, exactly: 586.9 亿元 → 58690000000 元."""
    if value is None or unit is None:
        return value, unit
    scale = next((prefix for prefix in SCALES if unit.startswith(prefix)), "")
    amount = Decimal(str(value)) * SCALES.get(scale, 1)
    whole = amount == amount.to_integral_value()
    return (int(amount) if whole else float(amount)), unit[len(scale) :] or None


# --- What records are found by ---------------------------------------------------------------------


def _search_tables(kind: str, named: list[Named], speller: Speller, synonyms: dict[str, str]) -> dict[str, Any]:
    """The three tables of a kind beside its records."""
    names: list[tuple[str, str, int]] = []
    words: dict[str, list[str]] = {"names": [], "text": [], "textwords": []}
    sounds: dict[str, list[tuple[str, str, int]]] = {"pinyin": [], "initials": [], "alone": []}
    simplified = speller.simplified
    for position, (record, names_of_it) in enumerate(named):
        called = list(dict.fromkeys(names_of_it))
        for field, name in called:
            names.append((fold.fold(name, simplified), field, position))
            if field in SPOKEN and fold.is_han(name):
                for way, spelled in _spelled(speller, fold.bare(name, simplified)):
                    sounds[way].append((spelled, field, position))
        own = " ".join(getattr(record, field, None) or "" for field in WORDS.get(kind, ("quote",)))
        words["names"].append(_document([name for _, name in called], simplified, synonyms))
        words["text"].append(fold.fold(own, simplified))
        words["textwords"].append(_document([own], simplified, synonyms))
    return {f"{kind}.names": names, f"{kind}.words": words, f"{kind}.sounds": sounds}


def _names_of(record: Record) -> Iterator[tuple[str, str]]:
    """(field, text) of everything a record is called."""
    fields = NAMES.get(record.kind, ("id", "name", "name_en", "aliases"))
    if isinstance(record, Paragraph) and not (record.lead and record.lead_en):
        fields = ("id",)
    for field in fields:
        value = getattr(record, field)
        if field == "aliases":
            yield from (("alias", alias) for alias in value)
        elif field == "parts":
            yield from (("part", name) for part in all_parts(value) for name in (part.name, part.name_en))
        else:
            yield field, str(value)


def all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts, and theirs."""
    for part in parts:
        yield part
        yield from all_parts(part.parts)


def _spelled(speller: Speller, name: str) -> Iterator[tuple[str, str]]:
    """The ways in which a Chinese name can be typed by sound."""
    for syllables in speller.syllables(name):
        yield "pinyin", " ".join(syllables)
        yield "initials", "".join(s if s in name else s[0] for s in syllables)
    yield "alone", " ".join(speller.alone(name))


def _document(texts: list[str], simplified: dict[int, str], synonyms: dict[str, str]) -> str:
    """Texts as one line to look words up in: Chinese folded, then English stems between spaces."""
    texts = [fold.plain(text, simplified) for text in texts]
    han = " ".join(fold.fold(text, simplified) for text in texts if fold.is_han(text))
    stems = " ".join(dict.fromkeys(stem for text in texts for stem in fold.english(text, synonyms)))
    return f"{han}\t {stems} "


def _vectors(
    named: list[Named], passages: Callable[[Named], Iterable[tuple[str, str]]], words: Words, simplified: dict[int, str]
) -> dict[str, Any]:
    """What the passages of the records of a kind mean, row by row."""
    rows: list[tuple[int, str, str]] = []
    packed: list[bytes] = []
    for position, one in enumerate(named):
        for field, text in passages(one):
            cut = list(dict.fromkeys(words.cut(fold.plain(text, simplified))))
            rows.append((position, field, "" if field == "context" else " ".join(cut)))
            packed.append(words.mean({word: words.weight(word) for word in cut}))
    return {"rows": rows, "packed": as_text(packed)}


def _called(named: Named) -> list[tuple[str, str]]:
    """(field, text) of each of its names."""
    return [("name", name) for field, name in named[1] if field not in ("id", "note", "heading")]


def _passages(texts: Mapping[str, str], named: Named) -> Iterator[tuple[str, str]]:
    """(field, text) of what a record means: its names, its own text sentence by sentence, where it is taken from."""
    record = named[0]
    yield "names", " ".join(name for _, name in _called(named))
    if isinstance(record, Section):
        yield "context", record.text
    elif isinstance(record, Paragraph):
        yield from (("text", sentence) for sentence in _sentences(record.text))
    elif isinstance(record, Term):
        yield "text", f"{record.definition} {record.definition_en}"
    else:
        yield "text", record.quote
        text, start = texts.get(record.paragraph, ""), record.start or 0
        begins = max(text.rfind(mark, 0, start) for mark in STOPS) + 1
        ends = min((at for mark in STOPS if (at := text.find(mark, start)) >= 0), default=len(text))
        around = text[max(begins, start - AROUND) : min(ends + 1, start + len(record.quote) + AROUND)]
        yield "context", around


def _sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return re.findall("[^。！？\n]+[。！？]?", text)


def _places(places: Mapping[str, str], named: Mapping[str, list[Named]], speller: Speller) -> dict[str, Any]:
    """Other places by name: Chinese, Latin without those that a name of the report sounds like, and the mentioned."""
    text = "".join(one.text for one, _ in named["paragraph"] if isinstance(one, Paragraph))
    names = {name for group in named.values() for one in group for _, name in _called(one)}
    spoken = " ".join("".join(way) for name in names for way in speller.syllables(fold.bare(name, speller.simplified)))
    latin = {name: han for name, han in places.items() if name.isascii() and (han in text or name not in spoken)}
    han = [name for name in places if not name.isascii()]
    return {"han": han, "latin": latin, "mentioned": [name for name in han if name in text]}


def _sounds(speller: Speller) -> dict[str, str]:
    """Each syllable, and the common characters (GB 2312) that read so."""
    groups: dict[str, str] = defaultdict(str)
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    for character in b"".join(codes).decode("gb2312", "ignore"):
        groups[speller.alone(character)[0]] += character
    return dict(sorted(groups.items()))
