"""A query → what answers it, best first, each with the chance that it is what was asked for.

Whole names, ids, note numbers, references to sections and sounds of whole names settle a query at once. Else the
evidence for every record that shares words or meaning with the query is weighed (`evidence`), what a guard forbids
is left out (`guards`), and the likeliest answers if its chance reaches the threshold.
"""

from __future__ import annotations

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.hits import Finding, Hit, once
from gaoan_cli.matching.passages import holding, paragraphs_of, printed
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.settling import Predicate, settled
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report

BESIDE = 10.0  # the chance in percent of a hit beside the one that settles a query
LEFT = 0.1  # the share of a query that one record may leave unexplained to answer all its subjects
MEASURED = {"fuzzy": "slip", "words": "figure"}  # ways of settling a query that are not wholly certain


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
        hits = once([*settling, *held]) if broad else settling
        rest = once([*hits, *held, *(hit._replace(score=min(hit.score, BESIDE)) for hit in ranked)])[len(hits) :]
        return Finding(tuple(hits), tuple(rest))
    whole = _weighed(report, query, kinds, predicate, beside)
    if kinds == TEXT_KINDS and not whole.hits and query.folded.isascii():
        others = tuple(kind for kind in KINDS if kind not in TEXT_KINDS)
        named = find(report, query, others)
        behind = () if named.missing else paragraphs_of(report, named.hits, predicate)
        return Finding(behind) if behind else whole
    if kinds == TEXT_KINDS or (whole.hits and whole.weighed[0][0].feature("left") <= LEFT):
        return whole  # a passage is about several things at once
    from gaoan_cli.matching.subjects import answers_of, subjects_of

    parts = [(subject, find(report, subject, kinds, predicate, beside=beside)) for subject in subjects_of(query)]
    if several := answers_of(query, parts, whole):
        return several
    if not whole.hits and "paragraph" in kinds:
        return whole._replace(hits=printed(report, query, predicate))
    return whole


def _certainty(hit: Hit) -> float:
    """The chance in percent of the first hit that settles a query: of a correction and of a figure it was measured."""
    if hit.how not in MEASURED:
        return 100.0
    from gaoan_cli.matching.weighing import weights

    return 100 * float(weights()[MEASURED[hit.how]])


def _weighed(
    report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None, beside: tuple[str, ...]
) -> Finding:
    """What the evidence for records says, where no name settles the query: then alone is it read."""
    from gaoan_cli.matching.weighing import weighed

    hits, others, order = weighed(report, query, kinds, predicate, beside)
    return Finding(tuple(hits), tuple(others), (), tuple(order))
