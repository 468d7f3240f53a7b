"""The several things that one query may ask for at once."""

from __future__ import annotations

import re

from gaoan_cli.matching.query import NUMBER, Query
from gaoan_cli.matching.sentences import without_negated
from gaoan_cli.report import fold

SEPARATOR = r"[、,，;；/+?？]| & |\s(?:and|plus|vs)\s|和|与|及|跟|以及|还有|另外"
NUMBERING = r"(?:\w+ )?phase(?: \w+)?|第?\w期"  # behind a comma it belongs to what stands before
MOST_WORDS, MOST_SUBJECTS = 4, 5  # words of a subject, and subjects of a query


def is_separated(query: Query) -> bool:
    """Whether more than spaces stands between the subjects of a query."""
    return re.search(SEPARATOR, fold.plain(query.text, query.report.simplified).rstrip("?？ ")) is not None


def subjects_of(query: Query) -> tuple[Query, ...]:
    """The several things a query may ask for at once, as queries of their own; () for one."""
    text = without_negated(fold.plain(re.sub("-(?:and|&)-", " ", query.text), query.report.simplified))
    pieces = [piece.strip() for piece in re.split(SEPARATOR, text)]
    if len(pieces) == 1 and not re.search("[a-z] [a-z]", text):
        pieces = text.split()
    if any(re.fullmatch(NUMBERING, piece) for piece in pieces):
        return ()
    queries = [Query(piece, query.report, query.year) for piece in pieces if any(map(str.isalnum, piece))]
    queries = [one for one in queries if any(not re.fullmatch(NUMBER, word.text) for word in one.words)]
    brief = all(len(one.words) <= MOST_WORDS for one in queries)
    return tuple(queries) if brief and 1 < len(queries) <= MOST_SUBJECTS else ()
