"""The structure of the three industries, 7.4∶39.6∶53: a ratio for each of them."""

from __future__ import annotations

import re
from typing import Any

from gaoan_cli.encode.counted import WRITABLE, begins

RATIO = r"(\d[\d.]*)[∶:：](\d[\d.]*)[∶:：](\d[\d.]*\d|\d)"
GIVEN = re.compile(
    rf"三次产业(?:结构|比例|比重|增加值)?[^，。；\d]{{0,8}}{RATIO}(?:[^，。；\d]{{0,5}}[为至到]{RATIO})?"
)
NOTE = "“{}” is not printed; a structure is given in the order of the three industries."
INDUSTRIES = ("第一产业", "第二产业", "第三产业")


def structures(text: str, paragraph: str) -> list[dict[str, Any]]:
    """The ratios of a paragraph: those before a change, which the name tells apart, and those now."""
    found = []
    for match in GIVEN.finditer(text):
        begin = begins(text, match.start())
        for first in (1, 4) if match[4] else (1,):
            for industry, value in zip(INDUSTRIES, match.groups()[first - 1 : first + 2], strict=True):
                if not WRITABLE.fullmatch(value):
                    continue
                before = f"（{value}）" if match[4] and first == 1 else ""
                found.append(
                    {
                        "name": f"三次产业结构中{industry}{before}",
                        "measure": "ratio",
                        "value": float(value) if "." in value else int(value),
                        "wording": text[match.start(first) : match.end(first + 2)],
                        "bound": "exact",
                        "paragraph": paragraph,
                        "quote": text[begin : match.end()],
                        "note_en": NOTE.format(industry),
                    }
                )
    return found
