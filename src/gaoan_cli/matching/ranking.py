"""A query → what answers it, best first, each with the chance that it is what was asked for.

Whole names, ids, note numbers, references to sections and sounds of whole names settle a query at once. Else the
evidence for every record that shares words or meaning with the query is weighed (`evidence`), what a guard forbids
is left out (`guards`), and the likeliest answers if its chance reaches the threshold.

The ways in which a hit was found:

exact      the whole of an id, number, name, alias or part of a term
prefix     the beginning of one
substring  a piece of one, at word borders where it is Latin
pinyin     its sound: spelled out, or other characters that sound the same
initials   the first letters of its syllables
words      the query's words stand in its names or in the report's words
meaning    words near to the query's in meaning do
fuzzy      nearly the same characters: a correction
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.matching import candidates
from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.hits import Hit, best_of
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.settling import Predicate, filtered, settled, with_ids
from gaoan_cli.matching.years import is_about
from gaoan_cli.report.model import KINDS, Term
from gaoan_cli.report.report import Report

if TYPE_CHECKING:
    from gaoan_cli.matching.evidence import Evidence

BESIDE = 10.0  # the chance in percent of a hit beside the one that settles a query
PRINTED = 60.0  # the score of a passage that holds a query word for word and has nothing else to answer with
LONGEST_PRINTED = 12  # characters of such a query
SURE = 75.0  # the chance from which one of several subjects is answered
MOST = 0.4  # the share of a query that subjects answered without the others must make up
SURE_ALONE = 90.0  # the same, where neither another subject nor the whole is
EXPLAINED = 0.9  # the share of a query that one record must explain to answer all its subjects
MEASURED = {"fuzzy": "slip", "words": "figure"}  # ways of settling a query that are not wholly certain
NAMED = ("exact", "prefix", "substring", "pinyin", "initials")  # the ways that take a query for a name


class Finding(NamedTuple):
    """What a query finds.

    `hits` answer it, best first; `others` are the rest of the ranking; `missing` are those of its several subjects
    that have no answer; `weighed` are the first of the ranking with all that speaks for them.
    """

    hits: tuple[Hit, ...]
    others: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    weighed: tuple[tuple[Evidence, float], ...] = ()

    @property
    def ranked(self) -> tuple[Hit, ...]:
        """All hits, those that answer and the rest."""
        return self.hits + self.others


def find(
    report: Report,
    query: Query,
    kinds: tuple[str, ...],
    predicate: Predicate | None = None,
    *,
    beside: tuple[str, ...] = (),
    broad: bool = False,
    everything: bool = False,
) -> Finding:
    """What answers a query among the records of these kinds that the predicate accepts.

    The kinds `beside` may answer what no name settles. To what settles it, `broad` adds the names and the passages that
    hold its words; with `everything` all that shares words or meaning with it follows.
    """
    if not query.folded:
        return Finding(())
    found = settled(report, query, kinds, predicate)
    if found is not None:
        holding = _holding(report, query, kinds, predicate) if found else []
        settling = [hit._replace(score=BESIDE if place else _certainty(hit)) for place, hit in enumerate(found)]
        ranked = _weighed(report, query, kinds, predicate, ()).ranked if everything and found else ()
        hits = _once([*settling, *holding]) if broad else settling
        rest = _once([*hits, *holding, *(hit._replace(score=min(hit.score, BESIDE)) for hit in ranked)])[len(hits) :]
        return Finding(tuple(hits), tuple(rest))
    whole = _weighed(report, query, kinds, predicate, beside)
    if kinds == TEXT_KINDS and not whole.hits and query.folded.isascii():
        return _paragraphs_of(report, query, predicate) or whole
    if kinds == TEXT_KINDS or (whole.hits and whole.weighed[0][0].feature("covered") >= EXPLAINED):
        return whole  # a passage is about several things at once
    parts = [(subject, find(report, subject, kinds, predicate, beside=beside)) for subject in query.subjects]
    answered = [finding for _, finding in parts if finding.hits and finding.hits[0].score >= SURE]
    same = bool(answered and whole.hits and whole.hits[0].record is answered[0].hits[0].record and query.separated)
    unfit = [evidence.record for evidence, _ in whole.weighed if evidence.unfit]  # 某公园，占地面积: no park answers
    sure = [subject for subject, finding in parts if finding.hits and finding.hits[0].score >= SURE_ALONE]
    alone = [] if any(finding.hits[0].record in unfit for _, finding in parts if finding.hits) else sure
    alone = alone if not whole.hits and sum(map(_weight, alone)) >= MOST * _weight(query) else []
    if len(answered) > 1 or (answered and same) or alone:
        firsts = [finding.hits[0] for finding in answered]
        behind = [hit for finding in answered for hit in finding.hits[1:]]
        return Finding(
            tuple(_once([*firsts, *behind])),
            whole.others,
            tuple(subject.text for subject, finding in parts if not finding.hits),
            whole.weighed,
        )
    printed = () if whole.hits or "paragraph" not in kinds else _printed(report, query, predicate)
    return Finding(printed, whole.others, (), whole.weighed) if printed else whole


def _weight(query: Query) -> float:
    return sum(word.weight for word in query.words)


def _certainty(hit: Hit) -> float:
    """The chance in percent of the first hit that settles a query: of a correction and of a figure it was measured."""
    if hit.how not in MEASURED:
        return 100.0
    from gaoan_cli.matching.weighing import weights

    return 100 * float(weights()[MEASURED[hit.how]])


def _printed(report: Report, query: Query, predicate: Predicate | None) -> tuple[Hit, ...]:
    """The passages that hold a short query word for word, whatever it weighs; none of one that names another place."""
    if query.places.others or not query.han or len(query.folded) > LONGEST_PRINTED:
        return ()
    hits = best_of(filtered(candidates.by_text(report, query.folded, "paragraph"), predicate))
    return tuple(hit._replace(score=PRINTED) for hit in hits if is_about(report, hit.record, query.year))


def _paragraphs_of(report: Report, query: Query, predicate: Predicate | None) -> Finding | None:
    """The paragraphs of the records that are named in English or pinyin, which the text does not have."""
    others = tuple(kind for kind in KINDS if kind not in TEXT_KINDS)
    named = [hit for hit in find(report, query, others).hits if hit.how in NAMED]
    ids: dict[str, Hit] = {}
    for hit in named:
        places = hit.record.mentions if isinstance(hit.record, Term) else (getattr(hit.record, "paragraph", ""),)
        for place in places:
            ids.setdefault(place, hit)
    hits = filtered(with_ids(report, "paragraph", list(ids)), predicate)
    found = [hit._replace(score=by.score, field=by.field, how=by.how) for hit in hits for by in [ids[hit.record.id]]]
    return Finding(tuple(found)) if found else None


def _holding(report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None) -> list[Hit]:
    """The names that hold the query, and the passages."""
    hits = [hit for kind in kinds for hit in candidates.by_piece(report, query.folded, kind)]
    if "paragraph" in kinds:
        hits += [hit for form in query.forms for hit in candidates.by_text(report, form, "paragraph")]
    return [hit._replace(score=BESIDE) for hit in best_of(filtered(hits, predicate))]


def _once(hits: list[Hit]) -> list[Hit]:
    """Each record by its first hit, in the order of these."""
    first: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        first.setdefault((hit.record.kind, hit.position), hit)
    return [*first.values()]


def _weighed(
    report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None, beside: tuple[str, ...]
) -> Finding:
    """What the evidence for records says, where no name settles the query: then alone is it read."""
    from gaoan_cli.matching.weighing import weighed

    hits, others, order = weighed(report, query, kinds, predicate, beside)
    return Finding(tuple(hits), tuple(others), (), tuple(order))
