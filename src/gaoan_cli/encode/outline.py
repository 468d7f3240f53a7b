"""A report's text → the tree of its parts and sections, with what each part is for.

Headings have every shape that real reports print: 第一部分, 一、, （一）, 1., （1）, 一是, 附件, 名词解释; alone on a
line or before the first stop of one. Which shape stands below which is taken from the text: the first that is met
stands above those that are met inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

HAN = "[一二三四五六七八九十百]+"
SHAPES = {
    "part": rf"第{HAN}(?:部分|章|节)[、：:]?",
    "numeral": rf"{HAN}、",
    "bracket": rf"[(（]{HAN}[)）][、.]?",
    "item": rf"{HAN}是",
    "digit": r"\d{1,2}[.．、](?!\d)",
    "bracketed digit": r"[(（]\d{1,2}[)）]",
}
ANNEX = re.compile(
    r"^(?:附件|附录|附)(?:[一二三四五六七八九十\d]*)[：:]?(?!.*。)|^.{0,20}(?:名词|术语|用语|词语)(?:解释|注释|说明)[）)]?$|^注释$"
)
BARE_ANNEX = re.compile(r"^(?:附件|附录|附)[一二三四五六七八九十\d]*[：:]?$")
ANNEX_NUMBER = re.compile(r"^(?:附件|附录)[一二三四五六七八九十\d]*[：:]?")
LONGEST_HEADING = 60  # characters
LONGEST_ITEM = 30  # of a heading that a list could have
LONGEST_LEAD = 30
INSIDE = "[。；！？]"
# A paragraph that opens so speaks of the whole part, not of its last section.
CLOSING = re.compile(
    "^(?:各位代表|在肯定成绩|在总结成绩|同时，我们也|与此同时，我们也|成绩来之不易|成绩的取得|回顾|面对新的|需要.{0,6}说明"
    "|我们也清醒|面向未来|让我们)"
)
OF_A_SECTION = re.compile("民生实事")  # the deputies' vote on them is told where they are told of
REVIEW = re.compile("回顾|总结|成就|成效|过去")
PLAN = re.compile("安排|目标|任务|部署|建议|重点工作|主要工作|工作要点")
OUTLOOK = re.compile("总体要求|规划|“?十[一二三四五六七八九]五”?|今后五年|未来五年|政策取向|总体思路|指导思想")
NOTES_ROLE = re.compile("名词|术语|用语|词语|注释|解释")
NOTE_LIKE = re.compile(r"^(?:\d{1,3}[.．、]|[(（]\d{1,3}[)）])?[^。；]{2,40}(?:：|是指)")


class Line(NamedTuple):
    """A paragraph of the text: its number in the file and what it says."""

    number: int
    text: str


class Section:
    """A heading, the paragraphs and sections below it, and the paragraphs behind those."""

    def __init__(self, heading: str, title: str, shape: str, number: int) -> None:
        self.heading, self.title, self.shape, self.number = heading, title, shape, number
        self.id, self.role = "", ""
        self.alone = True  # whether the heading has a line to itself
        self.paragraphs: list[Line] = []
        self.sections: list[Section] = []
        self.closing: list[Line] = []

    def everything(self) -> Iterator[Section]:
        """The section and all below it, in the order of the text."""
        yield self
        for section in self.sections:
            yield from section.everything()

    def numbered(self) -> Iterator[tuple[str, Line]]:
        """Its own paragraphs with their ids, those behind its sections last."""
        for place, line in enumerate((*self.paragraphs, *self.closing), 1):
            yield f"{self.id}.p{place}", line


def lines_of(text: str) -> list[Line]:
    """The lines of a text that say something, as printed but for the white space around them."""
    lines = enumerate(text.replace("\t", " ").splitlines(), 1)
    return [Line(number, line.strip()) for number, line in lines if line.strip()]


def outline(lines: list[Line]) -> list[Section]:
    """The parts of a report. Every line stands in one, in the order of the text."""
    grower = _Grower()
    at = 0
    while at < len(lines):
        line, after = lines[at], lines[at + 1].text if at + 1 < len(lines) else ""
        if at == 0 and not heading_of(line.text):
            at += grower.front(line)
        elif ANNEX.match(line.text) and len(line.text) <= LONGEST_HEADING:
            at += grower.annex(line, after)
        else:
            at += grower.line(line)
    for part in grower.parts:
        part.role = part.role or _role_of_annex(part)
    for number, part in enumerate([part for part in grower.parts if part.role not in ("front", "notes", "annex")], 1):
        _number(part, str(number))
    annexes = [part for part in grower.parts if part.role in ("notes", "annex")]
    for place, part in enumerate(annexes):
        _number(part, chr(ord("A") + place) if place < 26 else f"Z{place}")
    for part in annexes:
        part.role = part.role.replace("annex", "other")
    return grower.parts


def heading_of(text: str) -> tuple[str, str, str] | None:
    """The shape of a line's heading, the heading, and the text behind it; None if the line begins with none."""
    for shape, form in SHAPES.items():
        number = re.match(form, text)
        if number is None:
            continue
        stop = text.find("。", number.end())
        heading, rest = (text, "") if stop in (-1, len(text) - 1) else (text[: stop + 1], text[stop + 1 :])
        title = heading[number.end() :].strip().rstrip("。")
        listed = shape in ("item", "digit", "bracketed digit")
        plain = not re.search(INSIDE, title) and (not listed or not re.search(r"\d|[：:]", title))
        if title and plain and len(title) <= (LONGEST_ITEM if listed else LONGEST_HEADING):
            return shape, heading, rest
    return None


def title_of(heading: str) -> str:
    """A heading without its number, closing stop and spaces."""
    bare = "".join(heading.split())
    for form in SHAPES.values():
        if number := re.match(form, bare):
            return bare[number.end() :].rstrip("。") or bare
    return (ANNEX_NUMBER.sub("", bare) or bare).rstrip("。")


class _Grower:
    """The tree as it grows line by line."""

    def __init__(self) -> None:
        self.parts: list[Section] = []
        self.open: list[Section] = []  # from the part down to the section that lines go into

    def front(self, line: Line) -> int:
        title = not re.search(INSIDE, line.text) and len(line.text) <= LONGEST_HEADING
        self._part(Section(line.text if title else "", "".join(line.text.split()) if title else "", "", line.number))
        self.parts[0].id, self.parts[0].role = "0", "front"
        if not title:
            self.parts[0].paragraphs.append(line)
        return 1

    def annex(self, line: Line, after: str) -> int:
        """An annex, whose title may stand on the next line."""
        joined = bool(BARE_ANNEX.match(line.text)) and 0 < len(after) <= LONGEST_HEADING and not NOTE_LIKE.match(after)
        heading = f"{line.text} {after}" if joined else line.text
        part = Section(heading, title_of(heading), "annex", line.number)
        part.role = "notes" if NOTES_ROLE.search(heading) else ""
        self._part(part)
        return 2 if joined else 1

    def line(self, line: Line) -> int:
        in_annex = bool(self.open) and self.open[0].shape == "annex"
        found = None if in_annex else heading_of(line.text)
        if found is None:
            self._paragraph(line)
        else:
            self._heading(line, *found)
        return 1

    def _part(self, part: Section) -> None:
        self.parts.append(part)
        self.open = [part]

    def _heading(self, line: Line, shape: str, heading: str, rest: str) -> None:
        section = Section(heading, title_of(heading), shape, line.number)
        section.alone = not rest
        shapes = [one.shape for one in self.open]
        if shape in shapes:
            del self.open[shapes.index(shape) :]
        elif self.open and self.open[0].id == "0":
            self.open = []
        elif self.open and self.open[-1].shape == "item":
            del self.open[-1]
        if self.open:
            above = self.open[-1]
            if above.closing:  # what stood behind its sections stands in the last of them after all
                last = above.sections[-1]
                (last.closing if last.sections else last.paragraphs).extend(above.closing)
                above.closing = []
            above.sections.append(section)
            self.open.append(section)
        else:
            section.role = "part"
            self._part(section)
        if rest.strip():
            section.paragraphs.append(Line(line.number, rest.strip()))

    def _paragraph(self, line: Line) -> None:
        inner = self.open[-1]
        if CLOSING.match(line.text) and not OF_A_SECTION.search(line.text):
            del self.open[1:]
        elif inner.shape == "item" and not inner.alone and len(self.open) > 1:
            self.open.pop()
        section = self.open[-1]
        (section.closing if section.sections else section.paragraphs).append(line)


def _role_of_annex(part: Section) -> str:
    notes = [line for line in part.paragraphs if NOTE_LIKE.match(line.text)]
    return "notes" if len(notes) * 2 > len(part.paragraphs) else "annex"


def _number(section: Section, id: str) -> None:
    section.id = id
    for place, below in enumerate(section.sections, 1):
        _number(below, f"{id}.{place}")


def give_roles(parts: list[Section], year: int | None) -> None:
    """Say of each part between the opening lines and the annex what it is for, by the words of its heading."""
    role = ""
    for part in parts:
        if part.role != "part":
            continue
        this, before = (str(year), str(year - 1)) if year else ("今年", "去年")
        plans = PLAN.search(part.title)
        if REVIEW.search(part.title):
            role = "review"
        elif OUTLOOK.search(part.title) and not (plans and (this in part.title or "今年" in part.title)):
            role = "outlook"
        elif plans or this in part.title:
            role = "plan"
        elif before in part.title:
            role = "review"
        else:  # what follows a plan belongs to it: 加强政府自身建设
            role = {"": "other", "review": "other", "outlook": "plan"}.get(role, role)
        part.role = role


def leads_of(section: Section) -> dict[int, str]:
    """The short statements that paragraphs of a section open with, by the line's number, if half of them do."""
    found = {}
    lines = [*section.paragraphs, *section.closing]
    for line in lines:
        text = line.text.lstrip("—")
        lead, stop, rest = text.partition("。")
        plain = not re.search(r"[\d！？；：]", lead) and not lead.startswith("各位代表")
        if stop and rest.strip() and 2 <= len(lead) <= LONGEST_LEAD and plain:
            found[line.number] = lead
    return found if len(found) * 2 >= len(section.paragraphs) else {}
