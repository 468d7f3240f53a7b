"""What is found in a draft: one finding for each passage and figure, as programs and people read it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Verdict = Literal["verbatim", "punctuation", "altered", "absent", "agrees", "differs"]
WRONG = ("altered", "absent", "differs")


class Finding(NamedTuple):
    """A quote or a figure of a draft: where it stands, how it stands to the report, and what the report says."""

    line: int
    column: int
    passage: str
    kind: Literal["quote", "figure"]
    verdict: Verdict
    record: str | None = None
    paragraph: str | None = None
    says: str | None = None

    @property
    def wrong(self) -> bool:
        """Whether the report does not say so."""
        return self.verdict in WRONG
