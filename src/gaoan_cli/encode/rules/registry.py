"""The register of rules: each code and message, and the function that finds the breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.said import Said
from gaoan_cli.report.model import Record

# What a rule finds: the record, or a kind and an id, and the detail.
Breaches = Iterator[tuple[Record | tuple[str, str], Said]]

RULES: dict[str, tuple[str, Callable[[Evidence], Breaches]]] = {}


def rule(code: str, text: str) -> Callable[[Callable[[Evidence], Breaches]], None]:
    """Make a rule of the function that finds its breaches; `text`, not a docstring: python -OO strips those."""
    return lambda breaches: RULES.update({code: (text, breaches)})
