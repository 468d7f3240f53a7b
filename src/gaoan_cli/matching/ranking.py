"""Queries → ranked hits, in named tiers; every hit says which tier and which field it came from.

The tiers, first to last (`index` has a method for each):

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

import re
from collections.abc import Callable, Iterable, Iterator

from gaoan_cli.load import Report
from gaoan_cli.matching.candidates import KINDS, Hit, Index
from gaoan_cli.matching.query import PARAGRAPH, Question, ask, note_reference, section_reference
from gaoan_cli.report import fold as text
from gaoan_cli.report.model import Paragraph, Record, Section, Term

LONGEST_QUERY = 300  # characters; no name and no sensible question is longer
MOST_OF_IT = (4, 0.6)  # characters, and share of the query, of a piece that stands for it
NEARLY_ALL = 58.0  # the score of a record whose names hold next to all of the meaning
TEXT = ("section", "paragraph")
NAMED = ("exact", "prefix", "substring", "pinyin")  # the tiers that take a query for a name
Keep = Callable[[Record], bool]


class Searcher:
    """One report, searched."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.index = Index(report)
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
        exact = [hit for kind in kinds for hit in self.index.exact(folded, kind)]
        surest = self.kept(exact)
        if surest and reach in ("first", "sure"):
            return best_of(surest)
        if exact and not surest:  # what is meant is left out: only what is called so too is near enough
            pieces = self.kept(hit for kind in kinds for hit in self.index.pieces(folded, kind))
            return best_of(pieces)
        question = ask(query, self.report.simplified, self.report.particulars)
        for choice in dict.fromkeys((self.preferred(question.year, kinds), kinds)):
            if hits := self.ranked(folded, question, choice, reach):
                return hits
        return self.told(query, keep) if kinds == TEXT else []

    def told(self, query: str, keep: Keep | None) -> list[Hit]:
        """The paragraphs of what the query names in words that the text does not have: English, or pinyin."""
        found = [hit for hit in self.search(query, others(TEXT), reach="sure") if hit.how in NAMED]
        self.keep = keep
        ids: dict[str, Hit] = {}
        for record, hit in zip(self.records(found), found, strict=True):
            if hit.how == found[0].how and not isinstance(record, (Section, Paragraph)):
                for id in record.mentions if isinstance(record, Term) else (record.paragraph,):
                    ids.setdefault(id, hit)
        places = {paragraph.id: place for place, paragraph in enumerate(self.report.paragraphs)}
        return self.kept(
            Hit("paragraph", places[id], hit.score, hit.field, hit.how)
            for id, hit in ids.items()
            if id in places
        )

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
        index = self.index
        for form in forms:
            yield "exact", [hit for kind in kinds for hit in index.exact(form, kind)]
        for form in forms:
            yield "pieces", [hit for k in kinds for hit in (*index.pieces(form, k), *index.quoted(form, k))]
        yield "sounds", [hit for form in forms for kind in kinds for hit in index.sounded(form, kind)]
        meant = [hit for kind in kinds for hit in index.meaning(question, kind)]
        if not set(TEXT) & set(kinds) and any(index.exact(f, k) for f in forms for k in others(kinds)):
            # What another kind is called is not guessed at here: nearly all of it must be in a name.
            yield "words", [hit for hit in meant if hit.field == "names" and hit.score >= NEARLY_ALL]
            return
        yield "words", meant
        yield "fuzzy", [hit for form in forms for kind in kinds for hit in index.alike(form, kind)]

    def by_reference(self, query: str, kinds: tuple[str, ...]) -> list[Hit]:
        """What the query names outright: an id, or a reference such as 二（三）."""
        hits = []
        bare = query.strip()
        for kind in kinds:
            block = self.index.block(kind, "records")
            needle = f'{{"kind":"{kind}","id":"{bare}",'
            if '"' not in bare and (at := block.find(needle)) >= 0:
                hits.append(self.index.hit(kind, block.count("\n", 0, at), 1.0, "id", "exact"))
        if not hits and "term" in kinds and (note := note_reference(query, self.report.simplified)):
            hits = [hit for hit in self.index.exact(note, "term") if hit.field == "note"]
        if hits or "section" not in kinds:
            return hits
        wanted = section_reference(query, self.report.simplified)
        ids = [line.split('"', 8)[7] for line in self.index.block("section", "records").splitlines()]
        if wanted and wanted[0] in ids and len(wanted) > 1 and query.strip() == wanted[0]:
            wanted = wanted[:1]
        return [
            self.index.hit("section", position, 1.0, "id", "exact")
            for reference in wanted
            for position, id in enumerate(ids)
            if id == reference or (reference.startswith(".") and id.endswith(reference))
        ]

    # --- what is looked at -------------------------------------------------------------------

    def kept(self, hits: Iterable[Hit]) -> list[Hit]:
        """The hits on records that the search is to look at."""
        keep = self.keep
        if keep is None:
            return list(hits)
        return [hit for hit in hits if keep(self.report.record(hit.kind, hit.position))]

    def is_about(self, hit: Hit, question: Question) -> bool:
        """Whether a hit can answer for the year that the question names."""
        if question.year is None:
            return True
        record = self.report.record(hit.kind, hit.position)
        if isinstance(record, (Section, Paragraph, Term)):
            return question.year in (self.report.particulars.year, self.report.particulars.reviews)
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
        question = ask(query, self.report.simplified, self.report.particulars)
        seen = {(hit.kind, hit.position) for hit in hits}
        for form in forms_of(folded, question):
            passages = self.kept(
                hit for hit in self.index.quoted(form, "paragraph") if ("paragraph", hit.position) not in seen
            )
            if passages:
                return hits + sorted(passages, key=lambda hit: hit.rank)
        return hits

    def records(self, hits: Iterable[Hit]) -> list[Record]:
        """The records of the hits."""
        return [self.report.record(hit.kind, hit.position) for hit in hits]


def others(kinds: tuple[str, ...]) -> list[str]:
    """The kinds of named records that are not among these."""
    return [kind for kind in KINDS if kind not in (*kinds, *TEXT)]


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
    if question.named and not question.apart:
        whole = "".join(question.chunks)
        longest = max(question.chunks, key=len, default="")
        forms += [question.named, whole]
        if len(longest) >= MOST_OF_IT[0] and len(longest) >= MOST_OF_IT[1] * len(whole):
            forms.append(longest)
    elif not question.named:
        forms += [question.said, " ".join(question.words)]
    return tuple(dict.fromkeys(filter(None, forms)))
