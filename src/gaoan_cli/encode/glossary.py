"""The terms of an annex: the names its notes explain, and the explanations."""

from __future__ import annotations

import re
from typing import Any

from gaoan_cli.encode.evidence import LONGEST_QUOTE

NOTE = re.compile(
    r"^(?:(?P<number>\d{1,3})[.．、]|[(（](?P<bracketed>\d{1,3})[)）])?\s*"
    r"(?P<name>(?:“[^”]*”|[^：:。；“”])+?)\s*(?:[：:]|，?(?=是?指))(?P<definition>.+)$"
)
SEVERAL = re.compile("“[^“”]+”(?:[、和及]?“[^“”]+”)+")
LONGEST_UNMARKED = 40  # characters of a name that no quotation marks hold


def terms_of(text: str, paragraph: str) -> list[dict[str, Any]]:
    """The terms that a note explains: number if it has one, name, explanation; none if it has no known form."""
    found = NOTE.match(text)
    if found is None:
        return []
    name, definition = found["name"].strip(), found["definition"].strip()
    if not definition or len(name) > (LONGEST_QUOTE if "“" in name else LONGEST_UNMARKED):
        return []
    number = found["number"] or found["bracketed"]
    names = re.findall("“[^“”]+”", name) if SEVERAL.fullmatch(name) else [name]
    return [
        {"note": int(number) if number else None, "name": one, "definition": _own(definition, one, len(names))}
        | {"paragraph": paragraph}
        for one in names
    ]


def _own(definition: str, name: str, several: int) -> str:
    """Of an explanation of several names, “A”指…。“B”指…。, the sentence that explains this one, if there is such."""
    told = [sentence for sentence in re.findall("[^。]+。?", definition) if name in sentence.partition("指")[0]]
    return told[0].strip() if several > 1 and told else definition
