"""The shape of an encoding: each key, drawn from the model, and the parser of its value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from gaoan_cli.encode.pinyin import Reading
from gaoan_cli.report import model
from gaoan_cli.report.fields import fields_of

SCHEMA = 2
# Control characters, and all that is not seen: Unicode's category Cf, fillers, variation selectors, halves of
# surrogate pairs and code points that are no characters.
UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
IN_VALUE = re.compile(f"[\t\n\r{UNSEEN}]")

Parser = Callable[[str], Any]

# --- Scalars: each takes the text as written and gives the value, or says what would be right ----


def text(written: str) -> str:
    """Any text that is not empty and holds nothing invisible."""
    if not written.strip():
        raise ValueError("must not be empty")
    if bad := IN_VALUE.search(written):
        raise ValueError(f"holds the invisible character U+{ord(bad[0]):04X}")
    return written


def scalar(form: str, right: str, value: Parser = str) -> Parser:
    """A parser of texts that match the pattern `form`; `value` makes of them what they mean."""

    def parse(written: str) -> Any:
        with suppress(ValueError):
            if re.fullmatch(form, written):
                return value(written)
        raise ValueError(f"must be {right}")

    return parse


identifier = scalar("[a-z0-9]+(-[a-z0-9]+)*", "lower-case ASCII words joined by hyphens, like gdp-growth")
place = scalar(r"[0-9A-Z]+(\.[0-9]+)*(\.p[0-9]+)?", "a position such as 2.3 or 2.3.p1")
number = scalar(
    r"-?(?![0-9]{16})(?=[0-9.]{1,16}$)[0-9]+(\.[0-9]{1,6})?",
    "a number as printed, like 5.6, of at most 15 digits",
    lambda n: float(n) if "." in n else int(n),
)
whole = scalar("[0-9]{1,9}", "a whole number", int)
flag = scalar("true|false", "true or false", lambda written: written == "true")
date = scalar("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date like 2024-02-01", lambda day: str(datetime.date.fromisoformat(day)))
# As they are typed: lv for lü.
syllables = scalar("[a-z]{1,6}( [a-z]{1,6})*", "syllables of pinyin without tone, like hang ye")

# --- Mappings: the keys of each, drawn from the model ---------------------------------------------

FORMS: dict[str, Parser] = {"identifier": identifier, "place": place, "date": date, "pinyin": syllables}
NESTED: dict[type, str] = {model.Part: "part", model.Period: "period", model.Sentence: "sentence"}
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
            of = FORMS.get(about.form) or SCALARS.get(kind) or NESTED[kind]
            if choices:
                of = scalar("|".join(choices), f"one of {', '.join(choices)}")
            found[name] = Field(of, about.meaning, not (nullable or many or about.default), many, choices)
    return found


RECORDS = ("term", "target", "result", "honour", "project")
DRAFT = {"draft": Field(flag, "Whether it was drafted by the program and no person has read it yet.", required=False)}
SHAPES: dict[str, dict[str, Field]] = {
    "file": {
        "schema": Field(whole, f"The form of the file: {SCHEMA}."),
        "report": Field("report", "Which report it is."),
        "counts": Field("counts", "How many records of each kind there are: none can vanish.", required=False),
        "sections": Field("section", many=True),
        **{f"{kind}s": Field(kind, required=False, many=True) for kind in (*RECORDS, "exemption", "reading")},
    },
    "report": _fields(model.Particulars) | DRAFT,
    "counts": {f"{kind}s": Field(whole, "How many there are.") for kind in RECORDS},
    "section": _fields(model.Section)
    | DRAFT
    | {
        "paragraphs": Field("paragraph", "Its paragraphs, before any subsection.", required=False, many=True),
        "sections": Field("section", "Its subsections.", required=False, many=True),
        "closing": Field("paragraph", "The paragraphs behind its subsections.", required=False, many=True),
    },
    "paragraph": _fields(model.Paragraph),
    "sentence": _fields(model.Sentence),
    "term": _fields(model.Term) | DRAFT,
    "part": _fields(model.Part),
    "period": _fields(model.Period),
    "target": _fields(model.Figure) | DRAFT,
    "result": _fields(model.Figure, "modality", "baseline", "not_comparable_en", "not_comparable_zh") | DRAFT,
    "honour": _fields(model.Honour) | DRAFT,
    "project": _fields(model.Project) | DRAFT,
    "exemption": _fields(model.Exemption),
    "reading": _fields(Reading),
}
