"""A report's YAML → its compiled form: JSON Lines of records, and of the tables they are found by.

The first line is the head: the report's particulars, the characters to simplify, and for each table that follows
its first line and how many it has, and where each line ends. Per kind there are eight:

target          the records, as `to_dict` makes them, one a line
target.ids      their ids, in the same order
target.names    [folded name, field, position] of everything a record is called
target.everyday the same of what people call it who never saw the report
target.words    the words of each record, one a line: of its names, its everyday names, its own text and its words
target.pinyin   the first of these names by pinyin, in columns
target.initials the same by initials
target.alone    the same by the sound of each character

The names are sorted. These tables are made when they are asked for, but for the wheel:

target.pieces  [piece, positions, positions]: each word and each one or two characters of target.words, sorted, with the
               records whose names have it, and those whose own text has it
target.vectors what each record means, in rows with the words they are made of and their vectors (`report.words`):
               its names together, its own text or each sentence of it, the sentence it is taken from
unsaid         the same for what people ask for and the report does not say, in groups, a line each, behind a first line
               with the middle of each
target.called  a line for each record: its names that mean something, folded, and the words of each, both in lines
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter, mul
from typing import Any, NamedTuple

from gaoan_cli.encode.lexicon import for_level
from gaoan_cli.encode.pinyin import Speller
from gaoan_cli.encode.reader import Source
from gaoan_cli.encode.records import Tables, all_parts, records_of
from gaoan_cli.report import fold
from gaoan_cli.report.model import Paragraph, Record, Section, Term
from gaoan_cli.report.words import ZIPF_STEPS, Words, as_text, packed, signs, unpacked

GROUP, ROUNDS = 190, 2  # texts of a group on average, and how often they are gathered around the middles of groups
LIKELY = 6  # middles of the likest signs, of which the nearest is taken
AROUND = 80  # characters of the sentence that a quote stands in, on either side
WELL_KNOWN = 4.0  # the Zipf frequency of the name of a place that all the world knows
STOPS = "。！？\n"
# What a record is called, the weightiest first, and its own words, which are searched after its names.
NAMES = {
    "term": ("id", "note", "name", "name_en", "aliases", "parts"),
    "honour": ("id", "title", "title_en", "aliases", "recipient"),
    "section": ("id", "title", "title_en", "heading"),
    "paragraph": ("id", "lead", "lead_en"),
}
WORDS = {"term": ("definition", "definition_en"), "honour": ("quote", "distinction"), "paragraph": ("text", "text_en")}
NUMBERS = ("id", "note", "heading")  # what it is called, and means nothing
# The fields that can be typed by sound.
SPOKEN = ("name", "title", "alias", "part", "lead", "recipient")

Later = Callable[[], Any]  # makes a table
Everyday = Mapping[str, Mapping[str, list[str]]]


Named = tuple[Record, list[tuple[str, str]]]  # a record, and (field, text) of everything it is called


def build(
    source: Source,
    lexicon: Mapping[str, Any],
    words: Words,
    everyday: Everyday,
    unsaid: Sequence[str] = (),
    *,
    whole: bool = False,
) -> tuple[bytes, dict[str, Later]]:
    """The compiled report of a source, and what makes each table that it has only if it is `whole`.

    `lexicon` has the words of questions (`encode.lexicon`) and `words` what they mean; `everyday` has for a kind and an
    id what else people call the record, `unsaid` what they ask for in vain.
    """
    tables, later, simplified = _tables(source, lexicon, words, everyday, unsaid)
    for name, made in later.items() if whole else ():
        rows = made()
        tables.add(name, *(rows if isinstance(rows, list) else [rows]))
    return tables.compiled(simplified), later


def _tables(
    source: Source, lexicon: Mapping[str, Any], words: Words, everyday: Everyday, unsaid: Sequence[str]
) -> tuple[Tables, dict[str, Later], dict[int, str]]:
    """The tables but those that are made later, what makes these, and the characters to simplify."""
    later: dict[str, Later] = {}
    speller = Speller({reading["words"]: reading["pinyin"] for reading in source.readings})
    tables = Tables(source)
    by_kind = records_of(source)
    texts = {paragraph.id: paragraph.text for paragraph in by_kind["paragraph"] if isinstance(paragraph, Paragraph)}
    named: dict[str, list[Named]] = {}
    for kind, records in by_kind.items():
        tables.add_records(kind, records)
        spoken = dict(everyday.get(kind, {}))
        for id, names in (_parts(records, lexicon["parts"]) if kind == "section" else {}).items():
            spoken[id] = [*spoken.get(id, ()), *names]
        named[kind] = [
            (record, [*names_of(record), *(("everyday", name) for name in spoken.get(record.id, ()))])
            for record in records
        ]
        documents = _add_search_tables(tables, kind, named[kind], speller, lexicon["synonyms"])
        later[f"{kind}.pieces"] = partial(_pieces, documents)
        later[f"{kind}.vectors"] = partial(_vectors, named[kind], texts, words, speller.simplified)
        later[f"{kind}.called"] = partial(_names_and_words, named[kind], words, speller.simplified)
    later["unsaid"] = partial(_groups, unsaid, words, speller.simplified)
    tables.add("sounds", _sounds(speller))
    for name, table in _places(lexicon["places"], named, speller, words).items():
        tables.add(name, table)
    meant = lexicon["thesaurus"]
    tables.add("thesaurus", {"words": "\n".join(meant), "others": "\n".join(map(" ".join, meant.values()))})
    tables.add("lexicon", for_level(lexicon, source.report["level"]))
    return tables, later, speller.simplified


def _parts(sections: Iterable[Record], called: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What the first part for each purpose is called besides its heading, by its id."""
    first: dict[str, str] = {}
    for section in sections:
        if isinstance(section, Section) and section.level == 1:
            first.setdefault(section.role, section.id)
    return {id: called[role] for role, id in first.items() if role in called}


# --- What records are found by ---------------------------------------------------------------------


def _add_search_tables(
    tables: Tables, kind: str, named: list[Named], speller: Speller, synonyms: dict[str, str]
) -> list[list[str]]:
    """The tables of a kind beside its records and what these mean, of which that of their words is given back.

    The place of the report is no sound of a record.
    """
    names: list[tuple[str, str, int]] = []
    everyday: list[tuple[str, str, int]] = []
    words: list[list[str]] = []
    sounds: dict[str, list[tuple[str, str, int]]] = {"pinyin": [], "initials": [], "alone": []}
    simplified = speller.simplified
    for position, (record, names_of_it) in enumerate(named):
        called = list(dict.fromkeys(names_of_it))
        for field, name in called:
            (everyday if field == "everyday" else names).append((fold.fold(name, simplified), field, position))
            if field in SPOKEN and fold.is_han(name) and name != tables.source.report["place"]:
                for way, spelled in _spelled(speller, fold.bare(name, simplified)):
                    sounds[way].append((spelled, field, position))
        own = " ".join(getattr(record, field, None) or "" for field in WORDS.get(kind, ("quote",)))
        documents: tuple[list[str], list[str]] = ([], [])
        for field, name in called:
            documents[field == "everyday"].append(name)
        looked_up = [_document(own_names, simplified, synonyms) for own_names in documents]
        words.append([*looked_up, fold.fold(own, simplified), _document([own], simplified, synonyms)])
    tables.add(f"{kind}.names", sorted(names, key=itemgetter(0)))
    tables.add(f"{kind}.everyday", sorted(everyday, key=itemgetter(0)))
    tables.add(f"{kind}.words", *words)
    for way, rows in sounds.items():
        tables.add_columns(f"{kind}.{way}", rows)
    return words


def names_of(record: Record) -> Iterator[tuple[str, str]]:
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
        elif value is not None and value != "":
            yield field, str(value)


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
    stems = " / ".join(" ".join(stems) for text in texts if (stems := fold.english(text, synonyms)))
    return f"{han}\t {stems} "


def _pieces(documents: Sequence[Sequence[str]]) -> tuple[tuple[str, str, str], ...]:
    """Each Latin word, and each one or two Chinese characters, with the records that are called so, and that say so."""
    called: dict[str, list[int]] = defaultdict(list)
    told: dict[str, list[int]] = defaultdict(list)
    for position, (names, everyday, text, words) in enumerate(documents):
        (han, latin), (other, stems) = (document.split("\t") for document in (names, everyday))
        for positions, run, spaced in (
            (called, f"{han} {other}", latin + stems),
            (told, text, words.partition("\t")[2]),
        ):
            pairs = {one + other for one, other in pairwise(run) if " " not in (one, other)}
            for piece in {*spaced.split(), *(piece for piece in {*run} | pairs if not piece.isascii())}:
                positions[piece].append(position)
    return tuple(
        (piece, " ".join(map(str, called.get(piece, ()))), " ".join(map(str, told.get(piece, ()))))
        for piece in sorted({**called, **told})
    )


class Meaning(NamedTuple):
    """A text, with the position of its record and what it is of it: its words, each once, and their packed vector."""

    position: int
    field: str
    words: list[str]
    packed: bytes


def _meaning(position: int, field: str, text: str, words: Words, simplified: dict[int, str]) -> Meaning:
    cut = _cut(text, words, simplified)
    return Meaning(position, field, cut, words.mean({word: words.weight(word) for word in cut}))


def _vectors(named: list[Named], texts: Mapping[str, str], words: Words, simplified: dict[int, str]) -> dict[str, Any]:
    """What the passages of the records of a kind mean, row by row."""
    return _columns(
        [
            _meaning(position, field, text, words, simplified)
            for position, one in enumerate(named)
            for field, text in _passages(texts, one)
        ]
    )


def _columns(rows: Sequence[Meaning]) -> dict[str, Any]:
    """Meanings in columns, two of them as one text each: lists of lists take longer to read."""
    return {
        "positions": [row.position for row in rows],
        "fields": " ".join(row.field for row in rows),
        "texts": "\n".join("" if row.field == "context" else " ".join(row.words) for row in rows),
        "packed": as_text(row.packed for row in rows),
        "signs": as_text(signs(row.packed).to_bytes(len(row.packed) // 4, "big") for row in rows),
    }


def _groups(texts: Sequence[str], words: Words, simplified: dict[int, str]) -> list[dict[str, Any]]:
    """What texts mean, in groups: behind the middles of all of them, the texts that are nearest to each of these."""
    rows = [_meaning(0, "", text, words, simplified) for text in texts]
    groups = [[row] for row in rows[::GROUP]]
    for _ in range(ROUNDS):
        middles = [_middle(group) for group in groups if group]
        around, vectors = [*map(signs, middles)], [*map(unpacked, middles)]
        groups = [[] for _ in middles]
        for row in rows:
            own, vector = signs(row.packed), unpacked(row.packed)
            apart = [(own ^ other).bit_count() for other in around]
            likely = sorted(range(len(apart)), key=apart.__getitem__)[:LIKELY]
            groups[max(likely, key=lambda at: sum(map(mul, vector, vectors[at])))].append(row)
    return [*map(_columns, ([Meaning(0, "", [], middle) for middle in middles], *groups))]


def _middle(group: Sequence[Meaning]) -> bytes:
    """The mean of the meanings of a group, packed."""
    return packed(map(sum, zip(*(unpacked(row.packed) for row in group), strict=True)))


def _cut(text: str, words: Words, simplified: dict[int, str]) -> list[str]:
    """The words of a text, each once."""
    return list(dict.fromkeys(words.cut(fold.plain(text, simplified))))


def _called(named: Named) -> list[str]:
    """The names of a record that mean something."""
    return [name for field, name in named[1] if field not in NUMBERS]


def _names_and_words(named: list[Named], words: Words, simplified: dict[int, str]) -> list[tuple[str, str]]:
    """Of each record its names, folded, and the words of each of them, in lines."""
    rows: list[tuple[str, str]] = []
    for names in map(_called, named):
        folded = "\n".join(fold.fold(name, simplified) for name in names)
        rows.append((folded, "\n".join(" ".join(_cut(name, words, simplified)) for name in names)))
    return rows


def _passages(texts: Mapping[str, str], named: Named) -> Iterator[tuple[str, str]]:
    """(field, text) of what a record means: its names, its own text sentence by sentence, where it is taken from."""
    record = named[0]
    yield "names", " ".join(_called(named))
    if isinstance(record, Section):
        yield "context", record.text
    elif isinstance(record, Paragraph):
        for sentence in record.sentences:
            yield from (("text", text) for text in (sentence.text, sentence.text_en) if text)
    elif isinstance(record, Term):
        yield "text", f"{record.definition} {record.definition_en}"
    else:
        yield "text", record.quote
        text, start = texts.get(record.paragraph, ""), record.start or 0
        begins = max(text.rfind(mark, 0, start) for mark in STOPS) + 1
        ends = min((at for mark in STOPS if (at := text.find(mark, start)) >= 0), default=len(text))
        around = text[max(begins, start - AROUND) : min(ends + 1, start + len(record.quote) + AROUND)]
        yield "context", around


def _places(
    places: Mapping[str, str], named: Mapping[str, list[Named]], speller: Speller, words: Words
) -> dict[str, Any]:
    """Three tables of other places by name: Chinese and Latin ones, and those that the text mentions.

    A Latin one that the report's names have, or a word of theirs sounds like, is no other place, unless all the world
    knows it.
    """
    text = "".join(one.text for one, _ in named["paragraph"] if isinstance(one, Paragraph))
    called = [
        one for group in named.values() for _, names in group for one in names if one[0] not in ("id", "everyday")
    ]
    names = {fold.plain(name, speller.simplified) for _, name in called}
    pieces = {word for name in names for word in (name, *words.cut(name)) if fold.is_han(word)}
    spoken = {"".join(way) for piece in pieces for way in speller.syllables(fold.bare(piece, speller.simplified))}
    spoken |= {word for name in names for word in fold.latin(name)}

    def known(name: str) -> bool:
        row = words.row(name)
        return row is not None and row[0] >= WELL_KNOWN * ZIPF_STEPS

    latin = {
        " ".join(fold.latin(name)): han
        for name, han in places.items()
        if name.isascii() and (name not in spoken or han in text or known(name) or known(han))
    }
    han = [name for name in places if not name.isascii()]
    mentioned = [name for name in han if name in text]
    return {"places": "\n".join(han), "places.latin": latin, "places.mentioned": mentioned}


def _sounds(speller: Speller) -> dict[str, str]:
    """Each syllable, and the common characters (GB 2312) that read so."""
    groups: dict[str, str] = defaultdict(str)
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    for character in b"".join(codes).decode("gb2312", "ignore"):
        groups[speller.alone(character)[0]] += character
    return dict(sorted(groups.items()))
