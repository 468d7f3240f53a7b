"""E1xx: ids and references."""

from __future__ import annotations

from collections import Counter, defaultdict

from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import said
from gaoan_cli.report.model import Record, Term, name_en_of, name_of


@rule("E101", "Ids are unique in their kind.")
def _ids(evidence: Evidence) -> Breaches:
    records: tuple[Record, ...] = (*evidence.records, *evidence.report.sections, *evidence.report.paragraphs)
    for where, count in Counter((record.kind, record.id) for record in records).items():
        if count > 1:
            yield where, said("stands {count} times", count=count)


@rule("E102", "No two records of a kind and year have the same name, in Chinese or in English.")
def _names(evidence: Evidence) -> Breaches:
    for called in (name_of, name_en_of):
        names = Counter((r.kind, getattr(r, "year", 0), called(r)) for r in evidence.records)
        for record in evidence.records:
            if called(record) and names[record.kind, getattr(record, "year", 0), called(record)] > 1:
                yield record, said("{name} is not the only one", name=called(record))


@rule("E103", "The paragraph a record stands in exists, and so do those that use a term, each named once.")
def _paragraphs(evidence: Evidence) -> Breaches:
    for record in evidence.records:
        mentions = Counter(record.mentions if isinstance(record, Term) else ())
        for id in dict.fromkeys((record.paragraph, *mentions)):
            if id not in evidence.texts:
                yield record, said("there is no paragraph {id}", id=id)
            if mentions[id] > 1:
                yield record, said("mentions {id} {count} times", id=id, count=mentions[id])


@rule("E104", "A baseline names results that exist, each once; another mention is of a project that names this one.")
def _references(evidence: Evidence) -> Breaches:
    results = {result.id for result in evidence.report.results}
    for target in evidence.report.targets:
        for id, count in Counter(target.baseline).items():
            if id not in results:
                yield target, said("there is no result {id}", id=id)
            if count > 1:
                yield target, said("names {id} {count} times", id=id, count=count)
        if target.not_comparable_en and not target.baseline:
            yield target, said("not_comparable_en needs a baseline that it speaks of")
    projects = {project.id: project for project in evidence.report.projects}
    for project in projects.values():
        other = project.other_mention
        if other == project.id:
            yield project, said("names itself")
        elif other and (other not in projects or projects[other].other_mention != project.id):
            yield project, said("{id} does not name it back", id=other)


@rule("E105", "An alias differs from the record's names and from its other aliases.")
def _aliases(evidence: Evidence) -> Breaches:
    for record in evidence.records:
        names = Counter(name.casefold() for name in (*record.aliases, name_of(record), name_en_of(record)) if name)
        for name, count in names.items():
            if count > 1:
                yield record, said("{name} stands {count} times", name=name, count=count)


@rule("E106", "An alias is no other record's name, of its kind and year.")
def _others(evidence: Evidence) -> Breaches:
    names: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for record in evidence.records:
        for name in (name_of(record), name_en_of(record)):
            names[record.kind, getattr(record, "year", 0), name.casefold()].add(record.id)
    for record in evidence.records:
        for alias in record.aliases:
            if others := names.get((record.kind, getattr(record, "year", 0), alias.casefold()), set()) - {record.id}:
                yield record, said("{alias} is the name of {ids}", alias=alias, ids=", ".join(sorted(others)))
