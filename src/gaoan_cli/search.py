"""Queries → ranked hits, in named tiers; every hit says which tier and which field it came from.

A report's keys stand in blocks of text, one key a line, so a tier is a search in a string and the
time grows with the report no faster than the report. The tiers, first to last:

exact      the whole of an id, number, name, alias or part of a term
prefix     the beginning of one
substring  a piece of one, at word borders where it is Latin
pinyin     its sound: spelled out, or other characters that sound the same
initials   the first letters of its syllables
words      the report's own words; then enough of the words that carry the query's meaning
fuzzy      nearly the same characters

A later tier is only asked when the earlier ones find nothing. Inside a tier, the more of a key the
query covers the better; ties go to the weightier field, the headline, and the report's order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gaoan_cli import text
from gaoan_cli.load import Report
from gaoan_cli.model import Paragraph, Record, Section, Term
from gaoan_cli.question import PARAGRAPH, Question, ask, note_reference, section_reference

KINDS = ("target", "result", "term", "honour", "project", "section", "paragraph")
FIELDS = (
    *("id", "note", "name", "title", "alias", "part", "lead", "name_en", "title_en", "lead_en"),
    *("heading", "recipient", "names", "quote", "definition", "text"),
)
# Each tier's scores: the lowest, and the highest, which a query that covers a whole key gets.
TIERS = {
    "exact": (100.0, 100.0),
    "prefix": (90.0, 99.0),
    "substring": (80.0, 89.0),
    "pinyin": (70.0, 79.0),
    "initials": (60.0, 69.0),
    "words": (40.0, 59.0),
    "fuzzy": (20.0, 39.0),
}
ORDER = {how: rank for rank, how in enumerate(TIERS)}
OWN_WORDS = {"term": "definition", "section": "text", "paragraph": "text"}
LONGEST_QUERY = 300  # characters; no name and no sensible question is longer
ENOUGH_WORDS = 0.66  # the share of a query's meaning that a record must hold
IN_TEXT = 0.7  # what a word counts that stands in the quote and not in a name
SAME_LETTERS = 80.0  # RapidFuzz ratio for Latin of 6 letters and more: one slip
SAME_CHARACTERS = 75.0  # the same for Chinese of 4 characters and more
SHORT_NAME = 5  # characters of a Chinese name whose first one is seldom wrong
LONG_ENOUGH = 5  # characters of a query that may be a misspelt piece of a name, twice that for Latin
PIECE = 80.0  # how like the piece must be
ONE_LETTER_MORE = 88.0  # for 4 or 5 letters: one left out or doubled
# Words that make another indicator of the one they stand with: GDP per capita is not GDP.
QUALIFIERS = ("人均", " capita ")
MOST_OF_IT = (4, 0.6)  # characters, and share of the query, of a piece that stands for it
LATIN = r"[a-z0-9+&%. ]+"


Keep = Callable[[Record], bool]


class Hit(NamedTuple):
    """A record found: where it is, how good the match is (0–100), and why it matched."""

    kind: str
    position: int
    score: float
    field: str
    how: str
    headline: bool = False

    @property
    def rank(self) -> tuple[int, float, int, bool, int, int]:
        """What hits are sorted by, best first."""
        field = FIELDS.index(self.field)
        return ORDER[self.how], -self.score, field, not self.headline, KINDS.index(self.kind), self.position


class Searcher:
    """One report, searched; blocks are read when a tier first needs them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.blocks: dict[str, str] = {}
        self.keep: Keep | None = None

    def search(
        self, query: str, kinds: Iterable[str], *, reach: str = "first", keep: Keep | None = None
    ) -> list[Hit]:
        """Ranked hits in these kinds; [] when the report has no answer.

        `reach` says how far to go: "first" stops at the first tier that has hits, so that an exact one
        stands alone; "broad" adds to exact hits the names that hold the query; "everything" asks all tiers;
        "sure" asks none that takes a question apart or allows for a slip. Only records that `keep`
        accepts are looked at.
        """
        self.keep = keep
        kinds = tuple(kinds)
        query = " ".join(query.split())
        if len(query) > LONGEST_QUERY:
            return []
        folded = text.fold(query, self.report.simplified)
        if not folded:
            return []
        if found := self.kept(self.by_reference(query, kinds)):
            return found
        if re.fullmatch(PARAGRAPH, query):
            return []
        surest = self.kept(hit for kind in kinds for hit in self.exact(folded, kind))
        if surest and reach in ("first", "sure"):
            return best_of(surest)
        question = ask(query, self.report.simplified, self.report.particulars.year)
        for choice in dict.fromkeys((self.preferred(question.year, kinds), kinds)):
            if hits := self.ranked(folded, question, choice, reach):
                return hits
        return []

    def ranked(self, folded: str, question: Question, kinds: tuple[str, ...], reach: str) -> list[Hit]:
        """The hits of the tiers that `reach` allows, best first."""
        found: list[Hit] = []
        for step, hits in self.tiers(forms_of(folded, question), question, kinds):
            if reach == "sure" and step in ("words", "fuzzy"):
                break
            found += [hit for hit in self.kept(hits) if self.is_about(hit, question)]
            if found and not (reach == "everything" or (reach == "broad" and step == "exact")):
                break
        return self.of_part(best_of(found), question.year)

    def tiers(
        self, forms: tuple[str, ...], question: Question, kinds: tuple[str, ...]
    ) -> Iterator[tuple[str, list[Hit]]]:
        """The hits of each step, the surest first."""
        for form in forms:
            yield "exact", [hit for kind in kinds for hit in self.exact(form, kind)]
        for form in forms:
            yield "pieces", [hit for k in kinds for hit in (*self.pieces(form, k), *self.quoted(form, k))]
        yield "sounds", [hit for form in forms for kind in kinds for hit in self.sounded(form, kind)]
        if "section" not in kinds and any(self.exact(form, kind) for form in forms for kind in others(kinds)):
            return  # what another kind is called is not guessed at here
        yield "words", [hit for kind in kinds for hit in self.meaning(question, kind)]
        yield "fuzzy", [hit for form in forms for kind in kinds for hit in self.alike(form, kind)]

    # --- the tiers -------------------------------------------------------------------------

    def by_reference(self, query: str, kinds: tuple[str, ...]) -> list[Hit]:
        """What the query names outright: an id, or a reference such as 二（三）."""
        hits = []
        bare = query.strip()
        for kind in kinds:
            block = self.block(kind, "records")
            needle = f'{{"kind":"{kind}","id":"{bare}",'
            if '"' not in bare and (at := block.find(needle)) >= 0:
                hits.append(self.hit(kind, block.count("\n", 0, at), 1.0, "id", "exact"))
        if not hits and "term" in kinds and (note := note_reference(query, self.report.simplified)):
            hits = [hit for hit in self.exact(note, "term") if hit.field == "note"]
        if hits or "section" not in kinds:
            return hits
        wanted = section_reference(query, self.report.simplified)
        ids = [line.split('"', 8)[7] for line in self.block("section", "records").splitlines()]
        if wanted and wanted[0] in ids and len(wanted) > 1 and query.strip() == wanted[0]:
            wanted = wanted[:1]
        return [
            self.hit("section", position, 1.0, "id", "exact")
            for reference in wanted
            for position, id in enumerate(ids)
            if id == reference or (reference.startswith(".") and id.endswith(reference))
        ]

    def exact(self, form: str, kind: str) -> list[Hit]:
        """Names that are the form."""
        block = self.padded(kind)
        needle = f"\n{form}\t"
        hits = []
        at = block.find(needle)
        while at >= 0:
            field, position = block[at + len(needle) : block.index("\n", at + 1)].split("\t")
            hits.append(self.hit(kind, int(position), 1.0, field, "exact"))
            at = block.find(needle, at + 1)
        return hits

    def pieces(self, form: str, kind: str) -> list[Hit]:
        """Names that begin with the form, or hold it."""
        if form.isdigit() and len(form) < 2:
            return []
        hits = []
        for key, field, position in self.lines(kind, "keys", bordered(form)):
            how = "prefix" if key.startswith(form) else "substring"
            hits.append(self.hit(kind, position, len(form) / len(key), field, how))
        return hits

    def quoted(self, form: str, kind: str) -> list[Hit]:
        """Records whose words in the report hold the form."""
        one_character = kind == "paragraph" and text.is_han(form)
        if (len(form) < 2 and not one_character) or (
            re.fullmatch(LATIN, form) and len(form) < 3 and not form.isdigit()
        ):
            return []
        block = self.block(kind, "text")
        counts: dict[int, int] = {}
        for match in re.finditer(bordered(form), block):
            line = block.count("\n", 0, match.start())
            counts[line] = counts.get(line, 0) + 1
        if not counts:
            return []
        lengths = [len(line) for line in block.splitlines()]
        field = OWN_WORDS.get(kind, "quote")
        return [
            self.hit(kind, position, count * len(form) / lengths[position], field, "words")
            for position, count in counts.items()
        ]

    def sounded(self, form: str, kind: str) -> list[Hit]:
        """Names typed by sound: pinyin, initials, or characters that sound the same."""
        if text.is_han(form):
            return self.same_sound(form, kind)
        letters = form.replace(" ", "")
        if not re.fullmatch(LATIN, letters) or len(letters) < 3 or letters.isdigit():
            return []
        hits = []
        spelled = "(?:^|(?<= ))" + " ?".join(map(re.escape, letters)) + "(?=[ \t])"
        for key, field, position in self.lines(kind, "pinyin", spelled):
            whole = len(key.replace(" ", ""))
            if len(letters) >= 4 or len(letters) == whole:
                hits.append(self.hit(kind, position, len(letters) / whole, field, "pinyin"))
        for key, field, position in self.lines(kind, "initials", re.escape(letters)):
            if key == letters or len(letters) >= (4 if key.startswith(letters) else 5):
                hits.append(self.hit(kind, position, len(letters) / len(key), field, "initials"))
        return hits

    def same_sound(self, form: str, kind: str) -> list[Hit]:
        """Names that sound like the form and share at least half of its characters."""
        if len(form) < 2:
            return []
        sound = " ".join(map(self.syllable, form))
        hits = []
        for key, field, position in self.lines(kind, "sounds", f"(?:^|(?<= )){re.escape(sound)}(?=[ \t])"):
            if key != sound and len(form) < 4:
                continue
            if 2 * self.shared(form, kind, position) >= len(form):
                hits.append(self.hit(kind, position, len(sound) / len(key), field, "pinyin"))
        return hits

    def shared(self, form: str, kind: str, position: int) -> int:
        """How many characters of the form stand in the names of a record."""
        names = self.block(kind, "words").split("\n")[position]
        return sum(character in names for character in form)

    def meaning(self, question: Question, kind: str) -> list[Hit]:
        """Records that hold enough of the words that carry the question's meaning.

        A word counts by how rare it is among the records; one that no record holds counts most, so a
        question about something else is not answered with the little it shares.
        """
        names = self.block(kind, "words").splitlines()
        quotes = self.block(kind, "textwords").splitlines()
        units = [*dict.fromkeys(pair for chunk in question.chunks for pair in pairs(chunk))]
        words = [word for word in dict.fromkeys(question.words) if len(word) > 1]
        units += [f" {self.known(word, kind)} " for word in words]
        if not units or not names:
            return []
        found = {unit: (holding(unit, names), holding(unit, quotes)) for unit in units}
        whole = 0.0
        held = [0.0] * len(names)
        lacking: set[int] = set()
        for at, (unit, (in_names, in_quotes)) in enumerate(found.items()):
            holders = in_names | in_quotes
            if not holders and 0 < at < len(units) - 1 and unit.strip() == unit:
                before, after = units[at - 1], units[at + 1]
                if (
                    before[-1] == unit[0]
                    and after[0] == unit[-1]
                    and any(found[before])
                    and any(found[after])
                ):
                    continue  # where two words meet
            if unit in QUALIFIERS:
                lacking |= set(range(len(names))) - holders
                continue
            weight = max(math.log((len(names) + 1) / (len(holders) + 0.5)), 0.1)
            whole += weight
            for position in holders:
                held[position] += weight * (1.0 if position in in_names else IN_TEXT)
        if not whole:
            return []
        named = set().union(*(in_names for in_names, _ in found.values()))
        for position in self.numbered(question, kind):
            held[position] = max(held[position], ENOUGH_WORDS * whole)
        return [
            self.hit(
                kind, position, share, "names" if position in named else OWN_WORDS.get(kind, "quote"), "words"
            )
            for position, share in ((position, weight / whole) for position, weight in enumerate(held))
            if share >= ENOUGH_WORDS and position not in lacking
        ]

    def numbered(self, question: Question, kind: str) -> set[int]:
        """Records with a name such as 1225, 1+6 or PM2.5 that stands whole among the question's words."""
        words = {word for word in question.words if re.search(r"\d[+\d]", word)}
        return {hit.position for word in words for hit in self.exact(word, kind)}

    def alike(self, form: str, kind: str) -> list[Hit]:
        """Names with nearly the same characters, and pinyin with nearly the same letters."""
        from rapidfuzz import fuzz, process

        han = text.is_han(form)
        size = len(form)
        if size < 4:
            return self.swapped(form, kind) if han else []
        cutoff = SAME_CHARACTERS if han else SAME_LETTERS if size >= 6 else ONE_LETTER_MORE
        hits = []
        for name in ["keys"] if han else ["keys", "pinyin"]:
            lines = [line.rsplit("\t", 2) for line in self.block(kind, name).splitlines()]
            needle, keys = form, [line[0] for line in lines]
            if name == "pinyin":
                needle, keys = form.replace(" ", ""), [key.replace(" ", "") for key in keys]
            candidates = [key if could_be(needle, key, han) else None for key in keys]
            near = list(process.extract_iter(needle, candidates, scorer=fuzz.ratio, score_cutoff=cutoff))
            if not near and size >= (LONG_ENOUGH if han else 2 * LONG_ENOUGH) and (han or name == "pinyin"):
                longer = [key if len(key) > size else None for key in keys]
                near = list(
                    process.extract_iter(needle, longer, scorer=fuzz.partial_ratio, score_cutoff=PIECE)
                )
            hits += [
                self.hit(kind, int(lines[at][2]), ratio / 100, lines[at][1], "fuzzy") for _, ratio, at in near
            ]
        return hits

    def swapped(self, form: str, kind: str) -> list[Hit]:
        """Three characters in the wrong order; nothing else is near enough to so short a name."""
        if len(form) < 3:
            return []
        return [
            self.hit(kind, position, 0.7, field, "fuzzy")
            for key, field, position in self.lines(kind, "keys", f"[{re.escape(form)}]{{3}}(?=\t)")
            if sorted(key) == sorted(form)
        ]

    # --- the blocks ------------------------------------------------------------------------

    def block(self, kind: str, name: str) -> str:
        """A block of a kind, read once."""
        full = f"{kind}.{name}"
        if full not in self.blocks:
            self.blocks[full] = self.report.block(full)
        return self.blocks[full]

    def padded(self, kind: str) -> str:
        """The keys of a kind with a line break before the first, too."""
        name = f"{kind}.padded"
        if name not in self.blocks:
            self.blocks[name] = "\n" + self.block(kind, "keys")
        return self.blocks[name]

    def lines(self, kind: str, name: str, pattern: str) -> Iterator[tuple[str, str, int]]:
        """The lines whose key the pattern is found in: key, field, position."""
        block = self.block(kind, name)
        end = -1
        for match in re.compile(pattern, re.MULTILINE).finditer(block):
            if match.start() < end:
                continue
            start = block.rfind("\n", 0, match.start()) + 1
            end = block.find("\n", match.end())
            key, field, position = block[start:end].split("\t")
            if match.end() <= start + len(key):
                yield key, field, int(position)

    def hit(self, kind: str, position: int, share: float, field: str, how: str) -> Hit:
        """A hit whose score says how much of the key, or of the meaning, was matched."""
        low, high = TIERS[how]
        headline = kind in ("target", "result") and position in self.headlines(kind)
        return Hit(kind, position, round(low + (high - low) * min(1.0, share), 1), field, how, headline)

    def headlines(self, kind: str) -> set[int]:
        """The positions of the headline figures."""
        name = f"{kind}.headlines"
        if name not in self.__dict__:
            lines = self.block(kind, "records").split("\n")
            self.__dict__[name] = {i for i, line in enumerate(lines) if '"headline":true' in line}
        found: set[int] = self.__dict__[name]
        return found

    def syllable(self, character: str) -> str:
        """The sound of a character, or the character if it is none that is read."""
        if "readings" not in self.__dict__:
            table: dict[str, str] = {}
            for line in self.report.block("syllables").splitlines():
                syllable, characters = line.split("\t")
                table |= dict.fromkeys(characters, syllable)
            self.readings = table
        return self.readings.get(character, character)

    def known(self, word: str, kind: str) -> str:
        """The word, or the one word of the report that it misspells."""
        documents = self.block(kind, "words") + self.block(kind, "textwords")
        if len(word) < 5 or f" {word} " in documents:
            return word
        cutoff = SAME_LETTERS if len(word) >= 6 else ONE_LETTER_MORE
        from rapidfuzz import fuzz, process

        # A slip seldom falls on the first letter, and unemployment is no slip for employment.
        vocabulary = {w for w in documents.split() if w[0] == word[0] and w.isascii() and len(w) > 3}
        vocabulary = {w for w in vocabulary if abs(len(w) - len(word)) <= 1}
        near = process.extractOne(word, sorted(vocabulary), scorer=fuzz.ratio, score_cutoff=cutoff)
        return near[0] if near else word

    # --- years -----------------------------------------------------------------------------

    def kept(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits on records that the search is to look at."""
        keep = self.keep
        if keep is None:
            return list(hits)
        return [hit for hit in hits if keep(self.report.record(hit.kind, hit.position))]

    def is_about(self, hit: Hit, question: Question) -> bool:
        """Whether a hit can answer for the year that the question names outright."""
        if not question.explicit_year:
            return True
        particulars = self.report.particulars
        record = self.report.record(hit.kind, hit.position)
        if isinstance(record, (Section, Paragraph)) and str(question.year) in record.text:
            return True
        if isinstance(record, (Section, Paragraph, Term)):
            return question.year in (particulars.year, particulars.reviews)
        return record.year == question.year

    def preferred(self, year: int | None, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """The kinds to ask first about a year: of targets and results, the one that is about it."""
        particulars = self.report.particulars
        other = {particulars.year: "result", particulars.reviews: "target"}.get(year or 0)
        return tuple(kind for kind in kinds if kind != other) or kinds

    def of_part(self, hits: list[Hit], year: int | None) -> list[Hit]:
        """Without the text of the other year's part, if the text of that year's has an answer."""
        particulars = self.report.particulars
        part = {particulars.year: "2", particulars.reviews: "1"}.get(year or 0)
        if part and any(self.part(hit) == part for hit in hits):
            return [hit for hit in hits if self.part(hit) in ("", part)]
        return hits

    def part(self, hit: Hit) -> str:
        """The part of the report that a piece of its text belongs to; "" for other records."""
        if hit.kind not in ("section", "paragraph"):
            return ""
        return self.report.record(hit.kind, hit.position).id[:1]

    # --- beside the hits -----------------------------------------------------------------

    def with_passages(self, query: str, hits: list[Hit]) -> list[Hit]:
        """The hits, then the paragraphs that hold the query's words, if they are not there yet."""
        if not hits:
            return hits
        folded = text.fold(query, self.report.simplified)
        question = ask(query, self.report.simplified, self.report.particulars.year)
        seen = {(hit.kind, hit.position) for hit in hits}
        for form in forms_of(folded, question):
            passages = self.kept(
                hit for hit in self.quoted(form, "paragraph") if ("paragraph", hit.position) not in seen
            )
            if passages:
                return hits + sorted(passages, key=lambda hit: hit.rank)
        return hits

    def records(self, hits: Iterable[Hit]) -> list[Record]:
        """The records of the hits."""
        return [self.report.record(hit.kind, hit.position) for hit in hits]


def could_be(form: str, key: str, han: bool) -> bool:
    """Whether the key may be what the form misspells.

    A slip changes a Chinese name's length by a character or two, seldom the first character of a short one
    or the first letter, and never whether something is per capita.
    """
    first = form[0] == key[:1]
    if not han:
        return first
    size = len(form)
    return (
        abs(len(key) - size) <= 1 + size // 10
        and (first or size > SHORT_NAME or sorted(form) == sorted(key))
        and all(qualifier in key for qualifier in QUALIFIERS if qualifier in form)
    )


def holding(unit: str, lines: list[str]) -> set[int]:
    """The positions of the lines that hold the unit."""
    return {position for position, line in enumerate(lines) if unit in line}


def others(kinds: tuple[str, ...]) -> list[str]:
    """The kinds of named records that are not among these."""
    return [kind for kind in KINDS if kind not in (*kinds, "section", "paragraph")]


def best_of(hits: Iterable[Hit]) -> list[Hit]:
    """Each record once, by its best hit; best first."""
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        place = (hit.kind, hit.position)
        if place not in best or hit.rank < best[place].rank:
            best[place] = hit
    return sorted(best.values(), key=lambda hit: hit.rank)


def forms_of(folded: str, question: Question) -> tuple[str, ...]:
    """The query as it was typed, without its spaces, and without the words that only ask.

    Of several pieces, one that makes up most of the query also stands for it.
    """
    forms = [folded]
    if " " in folded:
        forms.append(folded.replace(" ", ""))
    if question.chunks:
        whole = "".join(question.chunks)
        longest = max(question.chunks, key=len)
        forms.append(whole)
        if len(longest) >= MOST_OF_IT[0] and len(longest) >= MOST_OF_IT[1] * len(whole):
            forms.append(longest)
    elif question.words:
        forms.append(" ".join(question.words))
    return tuple(dict.fromkeys(forms))


def bordered(form: str) -> str:
    """A pattern for the form that does not begin or end inside a number or a Latin word."""
    left = right = ""
    if form[0].isdigit():
        left = r"(?<![\d.])"
    elif form[0].isascii():
        left = "(?<![a-z])"
    if form[-1].isdigit():
        right = r"(?![\d]|\.\d)"
    elif form[-1].isascii() and len(form) < 4:
        right = "(?![a-z])"
    return left + re.escape(form) + right


def pairs(chunk: str) -> Iterator[str]:
    """The pairs of neighbouring characters of each Chinese run, as a text without spaces has words."""
    for run in re.findall("[^a-z&+%. ]+", chunk):
        if len(run) == 1:
            continue
        yield from (run[i : i + 2] for i in range(len(run) - 1))
