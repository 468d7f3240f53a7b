"""The several things that one query may ask for at once."""

from __future__ import annotations

import re

from gaoan_cli.matching.hits import Finding, once
from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.quantities import numbers_of, without_guess
from gaoan_cli.matching.query import NUMBER, Query
from gaoan_cli.matching.sentences import THOUSANDS, without_introduction, without_negated
from gaoan_cli.report import fold
from gaoan_cli.report.fold import ORDINALS

SEPARATOR = Pattern(
    r"[、,，;；/+?？]| & |\s(?:and|plus|vs)\s|和|与|及|跟|以及|还有|另外",
    (*"、,，;；/+?？和与及跟", "还有", "另外", "&", "and", "plus", "vs"),
)
NUMBERING = r"(?:\w+ )?phase(?: \w+)?|第?\w期"  # behind a comma it belongs to what stands before
MOST_WORDS, MOST_SUBJECTS = 4, 5  # words of a subject, and subjects of a query
SURE = 75.0  # the chance from which one of several subjects is answered
SURE_ALONE = 90.0  # the same, where neither another subject nor the whole is
MOST = 0.4  # the share of a query that subjects answered without the others must make up


def is_separated(query: Query) -> bool:
    """Whether more than spaces stands between the subjects of a query."""
    return SEPARATOR.search(fold.plain(query.text, query.report.simplified).rstrip("?？ ")) is not None


def _only_narrows(query: Query) -> bool:
    """Whether a piece has no subject of its own, and says which measure or time of another: fourth quarter only."""
    lexicon = query.report.tables["lexicon"]
    narrowing = {*lexicon["measures"], *ORDINALS, *" ".join(lexicon["qualifiers"]).split(), *lexicon["quantities"]}
    words = [word.text for word in query.words]
    return {*words} <= narrowing or "".join(words) in lexicon["qualifiers"]


def subjects_of(query: Query) -> tuple[Query, ...]:
    """The several things a query may ask for at once, as queries of their own; () for one."""
    text = re.sub(THOUSANDS, "", fold.plain(re.sub("-(?:and|&)-", " ", query.text), query.report.simplified))
    text = without_guess(without_introduction(without_negated(text), query.report.tables["lexicon"]))
    pieces = [piece.strip() for piece in SEPARATOR.split(text)]
    if len(pieces) == 1 and not re.search("[a-z] [a-z]", text):
        pieces = text.split()
    if any(re.fullmatch(NUMBERING, piece) for piece in pieces):
        return ()
    queries = [Query(piece, query.report, query.year) for piece in pieces if any(map(str.isalnum, piece))]
    queries = [one for one in queries if any(not re.fullmatch(NUMBER, word.text) for word in one.words)]
    if any(_only_narrows(one) for one in queries):
        return ()
    if query.places.others and not all(one.places.others or one.places.own for one in queries):
        return ()  # 南昌的GDP和财政收入: what names no place of its own is asked about the other one
    brief = all(len(one.words) <= MOST_WORDS for one in queries)
    return tuple(queries) if brief and 1 < len(queries) <= MOST_SUBJECTS else ()


def answers_of(query: Query, parts: list[tuple[Query, Finding]], whole: Finding) -> Finding | None:
    """The first answer of each of several subjects, then the rest; None if the query as a whole asks for one thing.

    It asks for several if more than one is answered, or one that the whole is answered with too, or if what is answered
    makes up most of it.
    """
    unfit = [evidence.record for evidence, _ in whole.weighed if evidence.unfit]  # 某公园，占地面积: no park answers
    if numbers_of(query.places.rest):  # 新增就业8925人，其中大学生多少: nor do the 8925
        parts = [
            (one, found if found.hits and found.hits[0].record not in unfit else Finding(())) for one, found in parts
        ]
    firsts = [(subject, finding.hits[0]) for subject, finding in parts if finding.hits]
    answered = [finding.hits for _, finding in parts if finding.hits and finding.hits[0].score >= SURE]
    same = bool(answered and whole.hits and whole.hits[0].record is answered[0][0].record and is_separated(query))
    sure = sum(_weight(subject) for subject, hit in firsts if hit.score >= SURE_ALONE)
    alone = not whole.hits and sure >= MOST * _weight(query) and all(hit.record not in unfit for _, hit in firsts)
    if not (len(answered) > 1 or same or (alone and sure)) or _tells_before_it_asks(parts):
        return None
    hits = once([*(hits[0] for hits in answered), *(hit for hits in answered for hit in hits[1:])])
    missing = tuple(subject.text for subject, finding in parts if not finding.hits)
    return Finding(tuple(hits), whole.others, missing, whole.weighed)


def _tells_before_it_asks(parts: list[tuple[Query, Finding]]) -> bool:
    """Whether only what a number is told of has an answer, and what is asked for has none: 254户改造，每户预算几多."""
    told = any(finding.hits and numbers_of(one.text) and not one.quantities.asked for one, finding in parts)
    asked = [bool(finding.hits) for subject, finding in parts if subject.quantities.asked]
    return told and bool(asked) and not any(asked)


def _weight(query: Query) -> float:
    return sum(word.weight for word in query.words)
