"""E6xx: what an encoding must not leave out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.quantities import LISTED, quantities
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import Said, said
from gaoan_cli.encode.shapes import RECORDS
from gaoan_cli.report.model import Paragraph

HONOURING = re.compile("获评|入选|列为|荣获|创成|评为|创评|表彰|表扬|首批|唯一|试点")
PURSUING = re.compile("力争|确保|争创|全力创建|奋力夺取")
HAN = re.compile("[一-龥]")
ALL = re.compile("(?<![年平人户])均")
# Units of dates, ordinals, grades and the points of a speech.
UNCOUNTED = ("", "年", "月", "日", "届", "次", "级", "强", "类", "周年", "方面", "个方面")
SIZE = re.compile("以上|以下|超|逾|时速")  # 10亿元以上项目 names a class of projects
TELLING = (
    (("review",), HONOURING, "honour word", "honour", "result", "project"),
    (("plan", "outlook"), PURSUING, "resolve word", "target", "project"),
)


@rule("E601", "Every number of the text is the value of a record that quotes it, in the name of one, or exempt.")
def _numbers(evidence: Evidence) -> Breaches:
    for paragraph, number, account in evidence.numbers:
        if account is None:
            yield _left_over(paragraph, number)


def _left_over(paragraph: Paragraph, words: re.Match[str]) -> tuple[Paragraph, Said]:
    around = paragraph.text[max(0, words.start() - 8) : words.end() + 8]
    return paragraph, said("{words} in “{around}” is in no record", words=words[0], around=around)


@rule("E602", "An exemption stands in the text, covers what nothing else accounts for, and is no amount with a unit.")
def _exemptions(evidence: Evidence) -> Breaches:
    needed = {("number", account) for _, _, account in evidence.numbers}
    classes = {words for one, number, words in evidence.numbers if words and _before_noun(one, number, words)}
    for roles, telling, of, *kinds in TELLING:
        needed |= {(of, account) for _, _, account in _told(evidence, roles, telling, of, *kinds)}
    for exemption in evidence.report.exemptions:
        where = ("exemption", exemption.words)
        if (exemption.of, exemption.words) not in needed:
            yield where, said("not needed")
        elif exemption.of == "number" and exemption.words not in classes and _counts_something(exemption.words):
            yield where, said("is a figure, which a record must give")


def _before_noun(paragraph: Paragraph, number: re.Match[str], words: str) -> bool:
    """Whether exempted words around a number, 10亿元以上, say the size of what follows them."""
    at = paragraph.text.find(words, max(0, number.start() - len(words)), number.end() + len(words))
    return SIZE.search(words) is not None and HAN.match(paragraph.text, at + len(words)) is not None


def _counts_something(words: str) -> bool:
    """Whether words hold an amount in digits: no year, date, ordinal, grade or number in a name."""
    found = (one for one in quantities(words) if not one.han and not one.rank)
    return any(one.unit not in UNCOUNTED for one in found)


@rule("E603", "Every word of recognition in the review (获评, 入选, 首批 …) stands in a record's quote, or is exempt.")
def _honouring(evidence: Evidence) -> Breaches:
    yield from _unquoted(evidence, *TELLING[0])


@rule("E604", "Every word of resolve in the plan (力争, 确保 …) stands in a target's or project's quote, or is exempt.")
def _pursuing(evidence: Evidence) -> Breaches:
    yield from _unquoted(evidence, *TELLING[1])


def _unquoted(evidence: Evidence, roles: tuple[str, ...], telling: re.Pattern[str], of: str, *kinds: str) -> Breaches:
    """The telling words of parts with these roles that no quote of these kinds holds."""
    for paragraph, words, account in _told(evidence, roles, telling, of, *kinds):
        if account is None:
            yield _left_over(paragraph, words)


def _told(
    evidence: Evidence, roles: tuple[str, ...], telling: re.Pattern[str], of: str, *kinds: str
) -> Iterator[tuple[Paragraph, re.Match[str], str | None]]:
    """The telling words of parts with these roles, and what accounts for each."""
    for paragraph in evidence.report.paragraphs:
        if evidence.role(paragraph.id) in roles:
            for words in telling.finditer(paragraph.text):
                yield paragraph, words, evidence.account(paragraph, words, of, *kinds)


@rule("E605", "There are as many records of each kind as the file says under counts.")
def _counts(evidence: Evidence) -> Breaches:
    counts = evidence.source.counts or {}
    for kind in RECORDS:
        given, there = counts.get(f"{kind}s"), evidence.report.count(kind)
        if given != there:
            yield ("counts", f"{kind}s"), said("{given} are said, {there} are there", given=given, there=there)


@rule("E606", "Of several that share a number (均居第一), each has a record that gives it.")
def _shared(evidence: Evidence) -> Breaches:
    places: dict[tuple[str, int], int] = Counter()
    for figure in evidence.figures:
        place = evidence.place(figure)
        if place is not None:
            places[figure.paragraph, place] += 1
    for paragraph in evidence.report.paragraphs:
        found, subjects = evidence.quantities(paragraph.id)
        for place, one in enumerate(found):
            shared = ALL.split(subjects[place])
            many = len(LISTED.split(shared[0])) if len(shared) > 1 else 1
            count = places[paragraph.id, place]
            if 1 <= count < many:
                there = paragraph.text[max(0, one.start - 12) : one.end]
                yield (
                    paragraph,
                    said("{count} of {many} that share the number in “{there}”", count=count, many=many, there=there),
                )


@rule("E607", "A record marked draft was read by nobody yet.")
def _drafts(evidence: Evidence) -> Breaches:
    source = evidence.source
    if source.report["draft"]:
        yield ("report", source.report["id"]), said("is a draft")
    yield from ((("section", id), said("is a draft")) for id in evidence.drafted)
    for kind in RECORDS:
        yield from (((kind, one["id"]), said("is a draft")) for one in getattr(source, f"{kind}s") if one["draft"])
