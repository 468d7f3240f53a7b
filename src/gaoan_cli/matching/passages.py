"""The report's own text as an answer: passages that hold a query, or that stand behind the records that it names."""

from __future__ import annotations

from collections.abc import Iterable

from gaoan_cli.matching.candidates import by_piece, by_text
from gaoan_cli.matching.hits import Hit, best_of
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.settling import Predicate, filtered, with_ids
from gaoan_cli.matching.years import is_about
from gaoan_cli.report.model import Term
from gaoan_cli.report.report import Report

PRINTED = 60.0  # the score of a passage that holds a query word for word and has nothing else to answer with
LONGEST_PRINTED = 12  # characters of such a query
NAMED = ("exact", "prefix", "substring", "pinyin", "initials")  # the ways that take a query for a name


def printed(report: Report, query: Query, predicate: Predicate | None) -> tuple[Hit, ...]:
    """The passages that hold a short query word for word, whatever it weighs; none of one that names another place."""
    if query.places.others or not query.han or len(query.folded) > LONGEST_PRINTED:
        return ()
    hits = best_of(filtered(by_text(report, query.folded, "paragraph"), predicate))
    return tuple(hit._replace(score=PRINTED) for hit in hits if is_about(report, hit.record, query.year))


def paragraphs_of(report: Report, found: Iterable[Hit], predicate: Predicate | None) -> tuple[Hit, ...]:
    """The paragraphs of the records that a query names in English or pinyin, which the text does not have."""
    ids: dict[str, Hit] = {}
    for hit in (hit for hit in found if hit.how in NAMED):
        places = hit.record.mentions if isinstance(hit.record, Term) else (getattr(hit.record, "paragraph", ""),)
        for place in places:
            ids.setdefault(place, hit)
    hits = filtered(with_ids(report, "paragraph", list(ids)), predicate)
    return tuple(
        hit._replace(score=by.score, field=by.field, how=by.how) for hit in hits for by in [ids[hit.record.id]]
    )


def holding(report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None) -> list[Hit]:
    """The names that hold the query, and the passages."""
    hits = [hit for kind in kinds for hit in by_piece(report, query.folded, kind)]
    if "paragraph" in kinds:
        hits += [hit for form in query.forms for hit in by_text(report, form, "paragraph")]
    return best_of(filtered(hits, predicate))
