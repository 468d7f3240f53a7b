"""Names that are typed by sound: pinyin, initials, or characters that sound the same."""

from __future__ import annotations

import re
from functools import lru_cache

from gaoan_cli.matching.hits import Hit, hit_of
from gaoan_cli.report import fold
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report

LATIN = r"[a-z0-9+&%. ]+"


def by_sound(report: Report, form: str, kind: str) -> list[Hit]:
    """Names typed by sound: pinyin, initials, or characters that sound the same."""
    if fold.is_han(form):
        return _same_sound(report, form, kind)
    letters = form.replace(" ", "")
    if not re.fullmatch(LATIN, letters) or len(letters) < 3 or letters.isdigit():
        return []
    hits = []
    if letters in _unspaced(report, kind):
        syllables = re.compile("(?:^|(?<= ))" + " ?".join(map(re.escape, letters)) + "(?= |$)")
        for spelled, field, position in report.tables.columns(f"{kind}.pinyin"):
            whole = spelled.replace(" ", "")
            if letters in whole and (len(letters) >= 4 or letters == whole) and syllables.search(spelled):
                hits.append(hit_of(report, kind, position, len(letters) / len(whole), field, "pinyin"))
    found = letters in report.tables[f"{kind}.initials"]["texts"]
    for initials, field, position in report.tables.columns(f"{kind}.initials") if found else ():
        enough = len(letters) >= (4 if initials.startswith(letters) else 5)
        if letters == initials or (enough and letters in initials):
            hits.append(hit_of(report, kind, position, len(letters) / len(initials), field, "initials"))
    return hits


@lru_cache(len(KINDS))
def _unspaced(report: Report, kind: str) -> str:
    """The pinyin of all names of a kind, without spaces: each form of a query is looked for in it."""
    texts: str = report.tables[f"{kind}.pinyin"]["texts"]
    return texts.replace(" ", "")


def _same_sound(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that sound like the form and share at least half of its characters."""
    if len(form) < 2:
        return []
    syllables = report.tables["sounds"]
    sound = " ".join(
        next((syllable for syllable, alike in syllables.items() if character in alike), character) for character in form
    )
    names = [own for own, *_ in report.tables.rows(f"{kind}.words")]
    hits = []
    for spoken, field, position in report.tables.columns(f"{kind}.alone"):
        part = len(form) >= 4 and f" {sound} " in f" {spoken} "
        shared = sum(character in names[position] for character in form)
        if (part or spoken == sound) and 2 * shared >= len(form):
            hits.append(hit_of(report, kind, position, len(sound) / len(spoken), field, "pinyin"))
    return hits
