"""The terms of an annex: the names its notes explain, and the explanations."""

from __future__ import annotations

import re
from typing import Any

from gaoan_cli.encode.evidence import LONGEST_QUOTE

NOTE = re.compile(
    r"^(?:(?P<number>\d{1,3})[.．、]|[(（](?P<bracketed>\d{1,3})[)）])?\s*"
    r"(?P<name>(?:“[^”]*”|[^：:。；“”])+?)\s*(?:：|:|，?(?=是?指))(?P<definition>.+)$"
)


def term_of(text: str, paragraph: str) -> dict[str, Any] | None:
    """The term that a note explains: its number if it has one, name, explanation; None if it explains none."""
    found = NOTE.match(text)
    if found is None:
        return None
    name, definition = found["name"].strip(), found["definition"].strip()
    if not definition or len(name) > LONGEST_QUOTE or (len(name) > 40 and "“" not in name):
        return None
    number = found["number"] or found["bracketed"]
    return {"note": int(number) if number else None, "name": name, "definition": definition, "paragraph": paragraph}
