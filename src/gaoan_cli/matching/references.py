"""References to places of a report: 二（三）, part 2 section 3, 注释12."""

from __future__ import annotations

import re

from gaoan_cli.report.fold import numerals, plain

_UNIT = "(?:点|节|条|项|个?方面|部分|段|小节)?"
SECTION = (
    rf"第?(\d)(?:大?部分|章|篇|、)[的之]?第?\(?(\d)\)?{_UNIT}",
    rf"第?(\d)[的之]?[第(](\d)\)?{_UNIT}",
    r"(?:part|chapter)(\d)(?:section|point|no\.?)(\d)",
    r"(?:section|sec\.?|§)?(\d)[.\-](\d)",
)
PART = r"第(\d)(?:大?部分|章|篇)|(?:part|chapter)(\d)|(\d)、"
PARAGRAPH = r"[0-9A-Z](?:\.\d+)*\.p\d+"
POINT = rf"第(\d){_UNIT}|\((\d)\){_UNIT}|(?:section|point)(\d)"
ANNEX = "附[件录]|appendix|annex"
ENGLISH_NUMERALS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
NOTE = r"(?:第|note|no\.?|注释?|名词解?释?)+(\d+)(?:条|个)?(?:注释?|名词)?"


def note_of(text: str, simplified: dict[int, str]) -> str | None:
    """The number of the note that a query such as 注释12 or note 12 points at."""
    match = re.fullmatch(NOTE, numerals("".join(plain(text, simplified).split())))
    return match[1] if match else None


def sections_of(text: str, simplified: dict[int, str]) -> tuple[str, ...]:
    """What a reference points at, in order: "2.3", a part "2", ".3" for （三） of every part.

    A bare numeral is a part's first, and then the sections' of that number.
    """
    words = re.split("[ ,]+", plain(text.replace("-", "."), simplified))
    text = numerals("".join(ENGLISH_NUMERALS.get(word, word) for word in words))
    if match := re.fullmatch(PART, text):
        return (next(filter(None, match.groups())),)
    for pattern in SECTION:
        if match := re.fullmatch(pattern, text):
            return (f"{match[1]}.{match[2]}",)
    if match := re.fullmatch(POINT, text):
        return ("." + next(filter(None, match.groups())),)
    if re.fullmatch(r"\d", text):
        return text, f".{text}"
    return ("A",) if re.fullmatch(ANNEX, text) else ()
