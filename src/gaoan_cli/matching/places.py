"""Places in a query: another's figures are not the report's, whatever they are called."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.sentences import latin_of, says
from gaoan_cli.report import fold
from gaoan_cli.report.report import Report

LONGEST = 16  # characters of a Chinese place's name
SUFFIXES = "省|市|县|区|镇|乡|旗|盟|州|自治[州区县旗]"
ENDS = "省市县区镇乡旗盟州"  # characters that a full name ends in
ENDS_EN = ("city", "county", "district", "banner", "prefecture", "province", "region")
KINDS = "壮族|回族|维吾尔|藏族|蒙古族|土家族|苗族|侗族|彝族|满族|瑶族|白族|傣族|黎族|布依族|哈尼族|朝鲜族|羌族"
NAMED_KINDS = ("target", "result", "term", "honour", "project")
UNITS = ("county", "city", "district", "province", "prefecture", "township", "town")
UNIT = Pattern(rf"\b([a-z']+(?: [a-z']+)?) (?:{'|'.join(UNITS)})\b(?![- ]level)", UNITS)


class Places(NamedTuple):
    """The other places a query names, as records might have them, its text without places, whether it names its own."""

    others: tuple[str, ...]
    rest: str
    own: bool = False


def short_of(place: str) -> str:
    """A place's name without 市, 自治县 and the like, where two characters are left: 和县 stays."""
    if "自治" not in place and not place.endswith(("特别行政区", "地区")):  # no pattern is compiled for these
        return place[:-1] if len(place) > 2 and place[-1] in ENDS else place
    return re.sub(f"(?<=..)(?:(?:{KINDS})*自治[区州县旗]|特别行政区|地区|[省市县区州盟旗镇乡])$", "", place)


def places_of(text: str, report: Report) -> Places:
    """The places in a text that `fold.plain` made; those the report's own place lies in are part of its address."""
    own = report.particulars
    short = short_of(own.place)
    latin = [fold.plain(own.place_en, {}), fold.plain(own.place_en, {}).replace("'", "")]
    latin += [name.rpartition(" ")[0] for name in latin if name.rpartition(" ")[2] in ENDS_EN]
    above = [name for name in (own.prefecture, own.province, "中国") if name]
    addresses = "|".join(f"{re.escape(name.rstrip('市省'))}[市省]?" for name in above)
    named = short in text or any(name in text for name in latin)
    if named:
        text = re.sub(
            f"(?:(?:{addresses})[的 ]?)*{re.escape(short)}(?:(?:{SUFFIXES})(?!长))?(?:\\((?:{addresses})+\\))?",
            " ",
            text,
        )
        text = re.sub(rf"\b(?:{'|'.join(map(re.escape, latin))})(?:'s)?(?: city)?\b", " ", text)
    others, rest = _others(text, report)
    lexicon = report.tables["lexicon"]
    if lexicon["capital"] in others and says(lexicon["central"], text, latin_of(text)):
        others = tuple(place for place in others if place != lexicon["capital"])
    home = {name.rstrip("市省") for name in above}
    if named:  # what it lies in is part of its address, or what it is compared with
        others = tuple(place for place in others if place.rstrip("省市") not in home)
    return Places(others, rest, named)


def _others(text: str, report: Report) -> tuple[tuple[str, ...], str]:
    """The other places in a text, and the text without them."""
    known, mentioned = _han(report), report.tables["places.mentioned"]
    found: list[str] = []
    for run in (run for han, run in fold.runs(text) if han):
        for name in _in_run(run, known, report):
            if any(name in phrase and phrase in run for phrase in report.thesaurus):
                continue  # the 青山 of 绿水青山
            found.append(name)
            text = text if name in mentioned else text.replace(name, " ")
    if not re.search("[a-z]{4}", text):
        return tuple(found), text
    spaced = f" {' '.join(fold.latin(text))} "
    for name, han in report.tables["places.latin"].items():
        if f" {name} " in spaced and not re.search(rf"[a-z]['’]{re.escape(name)}\b", text):  # no Eryuan in you'eryuan
            found.append(han)
            text = text if han in mentioned else re.sub(rf"\b{re.escape(name)}\b", " ", text)
    for match in UNIT.all(text):
        name = match[1].split()[-1]
        if len(name) > 2 and report.words.row(name) is None and not _is_named(name, report):
            found.append(match[0])
    return tuple(dict.fromkeys(found)), text


def _is_named(name: str, report: Report) -> bool:
    """Whether a word that nobody knows is in one of the report's names, or with a slip: a sanitray city."""
    from gaoan_cli.matching.slips import corrected

    names = tuple(names for kind in NAMED_KINDS for names, *_ in report.tables.rows(f"{kind}.words"))
    return any(f" {fold.stem(name, {})} " in one for one in names) or bool(corrected(name, names))


@lru_cache(1)
def _han(report: Report) -> frozenset[str]:
    """The Chinese names of places, to be looked up in: a draft asks for them a thousand times."""
    return frozenset(report.tables["places"].split("\n"))


def _pieces(words: list[str]) -> tuple[int, int]:
    """How many words there are, and how many of one character."""
    return len(words), sum(len(word) == 1 for word in words)


def _in_run(run: str, known: frozenset[str], report: Report) -> list[str]:
    """The places in a run of Chinese: full names, and short ones where no word of the table crosses their ends.

    Nor does one where the run has fewer words with the place than without, or of as many fewer of one character:
    晋安 全国, not 晋 安全 国.
    """
    found: list[str] = []
    words, cut = report.words.cut(run), report.words.cut
    borders = {0, *accumulate(map(len, words))}
    start = 0
    while start < len(run):
        for end in range(min(len(run), start + LONGEST), start + 1, -1):
            name = run[start:end]
            if name in known and (
                (len(name) > 2 and name[-1] in ENDS)
                or {start, end} <= borders
                or _pieces([*cut(run[:start]), name, *cut(run[end:])]) < _pieces(words)
            ):
                found.append(name)
                start = end - 1
                break
        start += 1
    return found
