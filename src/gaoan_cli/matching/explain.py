"""Why a query finds what it finds: its words and their weights, what speaks for each record, and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from gaoan_cli.errors import printable
from gaoan_cli.matching.evidence import FEATURES, Evidence
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import Finding, weights
from gaoan_cli.report.model import name_en_of, name_of


def explained(query: Query, found: Finding) -> str:
    """The lines of the explanation, each ended."""
    return "".join(f"{printable(line)}\n" for line in _lines(query, found))


def _lines(query: Query, found: Finding) -> Iterator[str]:
    yield f"query    {query.text}"
    yield f"words    {', '.join(f'{word.text} {word.weight:.1f}' for word in query.words) or 'none'}"
    asked = {"year": [str(query.year or "")], "measure": sorted(query.measure), "unit": sorted(query.units)}
    asked |= {"place": [*query.places.others], "subjects": [subject.text for subject in query.subjects]}
    for name, values in asked.items():
        if any(values):
            yield f"{name:<8} {', '.join(values)}"
    if not found.weighed:
        ways = [f"{hit.how} {hit.field} of {hit.record.kind} {hit.record.id}" for hit in found.hits[:5]]
        yield f"verdict  {'settled by ' + '; '.join(ways) if ways else 'nothing to weigh'}"
        return
    threshold = weights()["threshold"]
    for place, (evidence, chance) in enumerate(found.weighed, 1):
        name = name_of(evidence.record) if query.han else name_en_of(evidence.record) or name_of(evidence.record)
        yield f"{place}. {100 * chance:.1f} %  {evidence.record.kind} {evidence.record.id}  {name[:60]}"
        yield "   " + "; ".join(_clues(evidence))
        yield "   " + "; ".join(_features(evidence))
    best = found.weighed[0][1]
    yield f"verdict  {'an answer' if best >= threshold else 'no answer'}: {100 * threshold:.0f} % is needed"


def _clues(evidence: Evidence) -> Iterator[str]:
    """What became of each word of the query."""
    for word, where, strength in evidence.clues:
        yield f"{word.text} {where} {strength:.2f}" if where else f"{word.text} not there"


def _features(evidence: Evidence) -> Iterator[str]:
    """The features that are not nought, with their weights for the order and for the verdict."""
    order, verdict = weights()["order"], weights()["verdict"]
    for name, value in zip(FEATURES, evidence.features, strict=True):
        if value:
            yield f"{name} {value:.2f} × {order[name]:+.1f} / {verdict[name]:+.1f}"
