"""A query → what answers it, best first, each with the chance that it is what was asked for.

Whole names, ids, note numbers, references to sections and sounds of whole names settle a query at once. Else the
evidence for every record that shares words or meaning with the query is weighed (`evidence`), what a guard forbids
is left out (`guards`), and the likeliest answers if its chance reaches the threshold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.passages import holding, paragraphs_of, printed
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.settling import Predicate, settled
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report

if TYPE_CHECKING:
    from gaoan_cli.matching.evidence import Evidence

BESIDE = 10.0  # the chance in percent of a hit beside the one that settles a query
SURE = 75.0  # the chance from which one of several subjects is answered
MOST = 0.4  # the share of a query that subjects answered without the others must make up
SURE_ALONE = 90.0  # the same, where neither another subject nor the whole is
EXPLAINED = 0.9  # the share of a query that one record must explain to answer all its subjects
MEASURED = {"fuzzy": "slip", "words": "figure"}  # ways of settling a query that are not wholly certain


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
        held = [hit._replace(score=BESIDE) for hit in holding(report, query, kinds, predicate)] if found else []
        settling = [hit._replace(score=BESIDE if place else _certainty(hit)) for place, hit in enumerate(found)]
        ranked = _weighed(report, query, kinds, predicate, ()).ranked if everything and found else ()
        hits = _once([*settling, *held]) if broad else settling
        rest = _once([*hits, *held, *(hit._replace(score=min(hit.score, BESIDE)) for hit in ranked)])[len(hits) :]
        return Finding(tuple(hits), tuple(rest))
    whole = _weighed(report, query, kinds, predicate, beside)
    if kinds == TEXT_KINDS and not whole.hits and query.folded.isascii():
        others = tuple(kind for kind in KINDS if kind not in TEXT_KINDS)
        named = find(report, query, others)
        behind = () if named.missing else paragraphs_of(report, named.hits, predicate)
        return Finding(behind) if behind else whole
    if kinds == TEXT_KINDS or (whole.hits and whole.weighed[0][0].feature("covered") >= EXPLAINED):
        return whole  # a passage is about several things at once
    from gaoan_cli.matching.subjects import is_separated, subjects_of

    parts = [(subject, find(report, subject, kinds, predicate, beside=beside)) for subject in subjects_of(query)]
    if several := _several(query, parts, whole, separated=is_separated(query)):
        return several
    if not whole.hits and "paragraph" in kinds:
        return whole._replace(hits=printed(report, query, predicate))
    return whole


def _several(query: Query, parts: list[tuple[Query, Finding]], whole: Finding, *, separated: bool) -> Finding | None:
    """The first answer of each of several subjects, then the rest; None if the query as a whole asks for one thing.

    It asks for several if more than one is answered, or one that the whole is answered with too, or if what is answered
    makes up most of it.
    """
    firsts = [(subject, finding.hits[0]) for subject, finding in parts if finding.hits]
    answered = [finding.hits for _, finding in parts if finding.hits and finding.hits[0].score >= SURE]
    same = bool(answered and whole.hits and whole.hits[0].record is answered[0][0].record and separated)
    unfit = [evidence.record for evidence, _ in whole.weighed if evidence.unfit]  # 某公园，占地面积: no park answers
    sure = sum(_weight(subject) for subject, hit in firsts if hit.score >= SURE_ALONE)
    alone = not whole.hits and sure >= MOST * _weight(query) and all(hit.record not in unfit for _, hit in firsts)
    if not (len(answered) > 1 or same or (alone and sure)):
        return None
    hits = _once([*(hits[0] for hits in answered), *(hit for hits in answered for hit in hits[1:])])
    missing = tuple(subject.text for subject, finding in parts if not finding.hits)
    return Finding(tuple(hits), whole.others, missing, whole.weighed)


def _weight(query: Query) -> float:
    return sum(word.weight for word in query.words)


def _certainty(hit: Hit) -> float:
    """The chance in percent of the first hit that settles a query: of a correction and of a figure it was measured."""
    if hit.how not in MEASURED:
        return 100.0
    from gaoan_cli.matching.weighing import weights

    return 100 * float(weights()[MEASURED[hit.how]])


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
