"""A rule of an encoding, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.report.model import Record

LONGEST_DETAIL = 300  # characters


class Finding(NamedTuple):
    """Something wrong in an encoding: where, which rule it breaks, and the detail."""

    code: str
    rule: str
    line: int
    record: str
    detail: str


# What a rule finds: the record, or a kind and an id, and the detail.
Breaches = Iterator[tuple[Record | tuple[str, str], str]]


class Rule(NamedTuple):
    """A rule: its code, the sentence that says it, and what finds its breaches."""

    code: str
    text: str
    breaches: Callable[[Evidence], Breaches]

    def findings(self, evidence: Evidence) -> Iterator[Finding]:
        """Every breach of the rule, with its place in the file."""
        for where, detail in self.breaches(evidence):
            kind, id = where[0], where[1]
            line = evidence.source.lines.get((kind, id), 0)
            yield Finding(self.code, self.text, line, _short(f"{kind} {id}".strip()), _short(detail))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_DETAIL else f"{words[:LONGEST_DETAIL]}…"


RULES: dict[str, Rule] = {}


def rule(code: str, text: str) -> Callable[[Callable[[Evidence], Breaches]], Callable[[Evidence], Breaches]]:
    """Make a rule of the function that finds its breaches."""

    def register(breaches: Callable[[Evidence], Breaches]) -> Callable[[Evidence], Breaches]:
        RULES[code] = Rule(code, text, breaches)
        return breaches

    return register
