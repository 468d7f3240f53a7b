"""Why a query finds what it finds: its words and their weights, what speaks for each record, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gaoan_cli.errors import printable
from gaoan_cli.language import _, shown
from gaoan_cli.matching.evidence import FEATURES, Evidence
from gaoan_cli.matching.hits import Finding
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.subjects import subjects_of
from gaoan_cli.matching.weighing import verdict_at, weights
from gaoan_cli.report.model import name_en_of, name_of


def explained(query: Query, found: Finding) -> str:
    """The lines of the explanation, each ended."""
    return "".join(f"{printable(line)}\n" for line in _lines(query, found))


def _lines(query: Query, found: Finding) -> Iterator[str]:
    verdict = _("verdict")
    asked = {
        _("query"): [query.text],
        _("words"): [f"{word.text} {word.weight:.1f}" for word in query.words] or [_("none")],
    }
    asked |= {
        _("year"): [str(query.year or "")],
        _("measure"): sorted(map(_, query.measure)),
        _("unit"): sorted(query.quantities.asked_units),
    }
    asked |= {_("place"): [*query.places.others], _("subjects"): [subject.text for subject in subjects_of(query)]}
    width = max(map(len, asked))
    for name, values in asked.items():
        if any(values):
            yield f"{name:<{width}} {', '.join(values)}"
    if not found.weighed:
        way = _("{how} {field} of {kind} {id}")
        ways = "; ".join(
            way.format(how=_(hit.how), field=_(hit.field), kind=_(hit.record.kind), id=hit.record.id)
            for hit in found.hits[:5]
        )
        told = _("settled by {ways}").format(ways=ways) if ways else _("nothing to weigh")
        yield f"{verdict:<{width}} {told}"
        return
    threshold = weights()["threshold"]
    for place, (evidence, chance) in enumerate(found.weighed, 1):
        record = evidence.record
        name = "" if query.han or "en" not in shown() else name_en_of(record)
        name = (name or name_of(record))[:60]
        yield f"{place}. {100 * chance:.1f} %  {_(record.kind)} {record.id}  {name}"
        yield "   " + "; ".join(_clues(evidence))
        yield "   " + "; ".join(_features(evidence, verdict_at(place - 1)))
    best = found.weighed[0][1]
    told = _("an answer: {chance} % is needed") if best >= threshold else _("no answer: {chance} % is needed")
    yield f"{verdict:<{width}} {told.format(chance=f'{100 * threshold:.0f}')}"


def _clues(evidence: Evidence) -> Iterator[str]:
    """What became of each word of the query."""
    for word, where, strength in evidence.clues:
        told = f"{_(where)} {strength:.2f}" if where else _("not there")
        yield f"{word.text} {told}"


def _features(evidence: Evidence, verdict: Mapping[str, float]) -> Iterator[str]:
    """The features that are not nought, with their weights for the order and for the verdict."""
    order = weights()["order"]
    for name, value in zip(FEATURES, evidence.features, strict=True):
        if value:
            yield f"{_(name)} {value:.2f} × {order[name]:+.1f} / {verdict[name]:+.1f}"
