"""What may answer a query: one function a way of matching, each over the records of one kind.

A report's tables (`encode.builder`) hold what is compared; a function gives the hits of its way, unsorted.
The ways that take a query by its sound, or for a slip, have modules of their own.
"""

from __future__ import annotations

import re

from gaoan_cli.matching.hits import Hit, hit_of
from gaoan_cli.report import fold
from gaoan_cli.report.model import Figure
from gaoan_cli.report.report import Report

TEXT_KINDS = ("section", "paragraph")
OWN_WORDS = {"term": "definition", "section": "text", "paragraph": "text"}
LATIN = r"[a-z0-9+&%. ]+"


def by_name(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that are the form, everyday ones too."""
    return [
        hit_of(report, kind, position, 1.0, field, "exact", form)
        for table in ("names", "everyday")
        for _name, field, position in report.tables.rows_that_begin(f"{kind}.{table}", form)
    ]


def by_piece(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that begin with the form, or hold it."""
    if form.isdigit() and len(form) < 2:
        return []
    whole = re.compile(bordered(form))
    hits = []
    for name, field, position in report.tables.rows_that_hold(f"{kind}.names", form):
        if whole.search(name):
            how = "prefix" if name.startswith(form) else "substring"
            hits.append(hit_of(report, kind, position, len(form) / len(name), field, how, form))
    return hits


def by_text(report: Report, form: str, kind: str) -> list[Hit]:
    """Records whose words in the report hold the form."""
    one_character = kind == "paragraph" and fold.is_han(form)
    short_latin = re.fullmatch(LATIN, form) and len(form) < 3 and not form.isdigit()
    if (len(form) < 2 and not one_character) or short_latin:
        return []
    whole = re.compile(bordered(form))
    field = OWN_WORDS.get(kind, "quote")
    hits = []
    for position, (*_, text, _words) in enumerate(report.tables.rows(f"{kind}.words")):
        if form in text and (found := len(whole.findall(text))):
            hits.append(hit_of(report, kind, position, found * len(form) / len(text), field, "words", form))
    return hits


def by_figure(report: Report, figure: str, kind: str) -> list[Hit]:
    """Records that give the figure, folded, themselves: figures by their own wording, works by their words."""
    whole = re.compile(bordered(figure))
    return [
        hit
        for hit in by_text(report, figure, kind)
        if not isinstance(hit.record, Figure) or whole.search(fold.fold(hit.record.wording, {}))
    ]


def bordered(form: str) -> str:
    """A pattern for the form that does not begin or end inside a number or a Latin word."""
    left = right = ""
    if form[0].isdigit():
        left = r"(?<![\d.])"
    elif form[0].isascii():
        left = "(?<![a-z])"
    if form[-1].isdigit():
        right = r"(?![\d]|\.\d)"
    elif form[-1].isascii() and len(form) < 4:
        right = "(?![a-z])"
    return left + re.escape(form) + right
