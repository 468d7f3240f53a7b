"""The shape of an encoding: each key, drawn from the model, and the parser of its value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from gaoan_cli.report import model
from gaoan_cli.report.fields import fields_of

SCHEMA = 1
# Control characters, and all that is not seen: Unicode's category Cf, fillers, variation selectors, halves of
# surrogate pairs and code points that are no characters.
UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
IN_VALUE = re.compile(f"[\t\n\r{UNSEEN}]")

# --- Scalars: each takes the text as written and gives the value, or says what would be right ----


def text(written: str) -> str:
    """Any text that is not empty and holds nothing invisible."""
    if not written.strip():
        raise ValueError("must not be empty")
    if bad := IN_VALUE.search(written):
        raise ValueError(f"holds the invisible character U+{ord(bad[0]):04X}")
    return written


def identifier(written: str) -> str:
    """A kebab-case ASCII id."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written):
        raise ValueError("must be lower-case ASCII words joined by hyphens, like gdp-growth")
    return written


def place(written: str) -> str:
    """The id of a section or paragraph: its position, like 2.3 or 2.3.p1."""
    if not re.fullmatch(r"[0-9A-Z]+(\.[0-9]+)*(\.p[0-9]+)?", written):
        raise ValueError("must be a position such as 2.3 or 2.3.p1")
    return written


def number(written: str) -> int | float:
    """A decimal number as printed."""
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", written):
        raise ValueError("must be a number as printed, like 5.6")
    return float(written) if "." in written else int(written)


def whole(written: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"[0-9]{1,9}", written):
        raise ValueError("must be a whole number")
    return int(written)


def flag(written: str) -> bool:
    """True or false."""
    if written not in ("true", "false"):
        raise ValueError("must be true or false")
    return written == "true"


def syllables(written: str) -> str:
    """Syllables of pinyin without tone, as they are typed: lv for lü."""
    if not re.fullmatch("[a-z]{1,6}( [a-z]{1,6})*", written):
        raise ValueError("must be syllables of pinyin without tone, like hang ye")
    return written


def date(written: str) -> str:
    """A calendar date, YYYY-MM-DD."""
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            raise ValueError
        datetime.date.fromisoformat(written)
    except ValueError:
        raise ValueError("must be a date like 2024-02-01") from None
    return written


def one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """A parser of one word of a closed list."""

    def choose(written: str) -> str:
        if written not in choices:
            raise ValueError("must be one of " + ", ".join(choices))
        return written

    return choose


# --- Mappings: the keys of each, drawn from the model ---------------------------------------------

Parser = Callable[[str], Any]
FORMS: dict[str, Parser] = {"identifier": identifier, "place": place, "date": date, "pinyin": syllables}
SCALARS: dict[type, Parser] = {str: text, int: whole, float: number, bool: flag}


class Field(NamedTuple):
    """How one key is read: a scalar parser, or the name of a nested mapping; once or as a list of them."""

    of: Parser | str
    meaning: str = ""
    required: bool = True
    many: bool = False
    choices: tuple[str, ...] = ()


def _fields(record: type, *others: str) -> dict[str, Field]:
    """The keys of a record: its fields but those that are computed, and `others`, which its kind has not."""
    found = {}
    for name, (kind, choices, many, nullable, about) in fields_of(record).items():
        if not about.computed and name not in others:
            scalar = one_of(choices) if choices else FORMS.get(about.form) or SCALARS.get(kind)
            required = not (nullable or many or about.default)
            found[name] = Field(scalar or "part", about.meaning, required, many, choices)
    return found


def _list(of: str, meaning: str = "", required: bool = False) -> Field:
    return Field(of, meaning, required, many=True)


RECORDS = ("term", "target", "result", "honour", "project")
LISTED = ("section", *RECORDS, "exemption", "reading")  # what a file has lists of
SHAPES: dict[str, dict[str, Field]] = {
    "file": {
        "schema": Field(whole, f"The form of the file: {SCHEMA}."),
        "report": Field("report", "Which report it is."),
        "counts": Field("counts", "How many records of each kind there are: none can vanish.", required=False),
        **{f"{kind}s": _list(kind, required=kind == "section") for kind in LISTED},
    },
    "report": _fields(model.Particulars),
    "counts": {f"{kind}s": Field(whole, "How many there are.") for kind in RECORDS},
    "section": _fields(model.Section)
    | {
        "paragraphs": _list("paragraph", "Its paragraphs, before any subsection."),
        "sections": _list("section", "Its subsections."),
        "closing": _list("paragraph", "The paragraphs behind its subsections."),
    },
    "paragraph": _fields(model.Paragraph),
    "term": _fields(model.Term),
    "part": _fields(model.Part),
    "target": _fields(model.Figure),
    "result": _fields(model.Figure, "modality", "baseline", "not_comparable"),
    "honour": _fields(model.Honour),
    "project": _fields(model.Project),
    "exemption": _fields(model.Exemption),
    "reading": _fields(model.Reading),
}
