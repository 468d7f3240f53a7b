"""References to places of a report: 二（三）, part 2 section 3, 注释12."""

from __future__ import annotations

import re

from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.report.fold import CARDINALS, ORDINALS, ROMAN, has_digit, numerals, plain

_UNIT = "(?:点|小?节|条|项|件|个?方面|部分|段|大?块)?"
_POINT_EN = "(?:section|point|task|item|number|no|sec|chapter|§)"
_TAIL = "(?:[的]?(?:标题|内容|写|讲|说|是|谈|有)?(?:的|了)?(?:是)?(?:什么|啥|乜嘢?|咩|哪些|内容)?)?"
SECTION = (
    rf"第?(\d)(?:大?部分|大?块|章|篇|、)[的之]?第?\(?(\d\d?)\)?{_UNIT}{_TAIL}",
    rf"第?(\d)[的之]?[第(](\d\d?)\)?{_UNIT}{_TAIL}",
    rf"(?:part|chapter)(\d)第(\d\d?){_UNIT}{_TAIL}",
    rf"(?:part|chapter)?(\d){_POINT_EN}\(?(\d\d?)\)?",
    r"(?:part|chapter)(\d)(?:part)?\(?(\d\d?)\)?",
    rf"{_POINT_EN}?(\d)[.\-](\d)on.*",
    rf"{_POINT_EN}?(\d)[.\-](\d)",
)
SECTION_OF = rf"{_POINT_EN}\(?(\d\d?)\)?(?:of|in)(?:part|chapter)(\d)"
_YEAR_EN = r"(?:(?:for|of)(?:20\d\d|(?:last|past|this|coming)year))?"
SECTION_OF_YEAR = rf"{_POINT_EN}\(?(\d\d?)\)?(?:of|in)(?:20\d\d)?(review|plan|workplan){_YEAR_EN}"
_YEAR = r"(?:20\d\d年?度?|[今去上]年)?"
OF_YEAR = rf"{_YEAR}的?(?:重点)?(?:工作)?(回顾|总结|安排|任务|部署|重点工作)[的中里]*第?\(?(\d\d?)\)?{_UNIT}{_TAIL}"
ROLES = {"review": "review", "plan": "plan", "workplan": "plan", "annex": "notes"}
ROLES |= {"回顾": "review", "总结": "review", "安排": "plan", "任务": "plan", "部署": "plan", "重点工作": "plan"}
PART = rf"第(\d)个?(?:大?部分|大?块|章|篇){_TAIL}|(?:part|chapter)(\d)(?:heading|title)?|(\d)、"
# One that a query begins or ends with, beside what that part is; 第一部分的第二点 points at something in it.
FIRST = (
    r"(?:第(\d)个?(?:大?部分|大?块|章|篇)(?![的之第])|(?:part|chapter) (\d)\b(?! ?(?:of|in)\b))[^\d]*"
    r"|[^\d]*\b(?:part|chapter) (\d)"
)
# One of several by its place among them: 今年六件大事的第五件, plan, item 3.
NTH = (
    r"第(\d\d?)大?(?:件|项|点|条|块|个?方面)|排第(\d)|\((\d)\)"
    rf"|\b(?:{_POINT_EN}|part) ?(\d\d?)\b|\b(\d\d?)(?:st|nd|rd|th) "
    r"(?:of the (?:\w+ ){0,2}(?:tasks|priorities|parts|points|sections|areas)"
    r"|task|part|priority|section|point|sub[- ]?heading)\b"
)
ENDS = (("头1(?=[项件条点块])", "第1"), ("首(?=[项件条点])", "第1"), ("最后面?的?那?1(?=[项件条点块])", "第0"))
TASKS = r"任务|重点工作|方面工作|大事|\b(?:tasks?|priorit(?:y|ies))\b"  # what a plan has, where no part is named
WORKS = "实事"  # which are numbered by themselves
PARAGRAPH = r"[0-9A-Z](?:\.\d+)*\.p\d+"
POINT = rf"第(\d\d?){_UNIT}{_TAIL}|\((\d\d?)\){_UNIT}{_TAIL}|{_POINT_EN}(\d\d?)"
ANNEX = "附[件录]|appendix|annex"
SPOKEN = ("yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu", "shi")
WRITTEN_OUT = (("bufen", "部分"), ("dian", "点"), ("zhang", "章"), ("jie", "节"), ("sec.", "section"), ("no.", "no"))
IDLE = ("the", "report", "report's", "please", "pls")
BREAK = Pattern(r"[,，]+|(?<=[a-z])(?=[(.])|(?<=[(.])(?=[a-z])|(?<=[a-z])(?=\))", (*"(.),，",))
IN_WORDS = Pattern(rf"(?<=part |pter )(?:{'|'.join(CARDINALS)})\b", ("part ", "pter "))
UNITS = ("part", "chapter", "section", "point", "task", "item")
_NOTE = "脚?注释?|名词(?:解?释)?"
NOTE = rf"(?:第|note|footnote|fn|no\.?|{_NOTE}|\[)+(\d+)\]?[条个号]?(?:{_NOTE})?|(\d+)号(?:{_NOTE})"


def note_of(text: str, simplified: dict[int, str]) -> str | None:
    """The number of the note that a query such as 注释12, [12] or footnote 12 points at."""
    said = numerals("".join(map(_digits, plain(text, simplified).split())))
    match = re.fullmatch(NOTE, said) if has_digit(said) else None
    return match and (match[1] or match[2])


def sections_of(text: str, simplified: dict[int, str]) -> tuple[str, ...]:
    """What a reference points at, in order: "2.3", a part "2", ".3" for （三） of every part, "plan.3" by role.

    A bare numeral is a part's first, and then the sections' of that number.
    """
    typed = numerals("".join(text.split()))
    text = _normal(re.sub(r"\bthe one\b", "", plain(text.replace("-", "."), simplified)))
    text = re.sub("^(?:报告的?)?头1个?", "第1", text)
    if not has_digit(text):
        return (ROLES["annex"],) if re.fullmatch(ANNEX, text) else ()
    if match := re.fullmatch(PART, text):
        return (next(filter(None, match.groups())),)
    if match := re.fullmatch(SECTION_OF, text):
        return (f"{match[2]}.{match[1]}",)
    if match := re.fullmatch(SECTION_OF_YEAR, text):
        return (f"{ROLES[match[2]]}.{match[1]}",)
    if match := re.fullmatch(OF_YEAR, text):
        return (f"{ROLES[match[1]]}.{match[2]}",)
    for pattern in SECTION:
        if match := re.fullmatch(pattern, text):
            return (f"{match[1]}.{match[2]}",)
    if match := re.fullmatch(POINT, text):
        return ("." + next(filter(None, match.groups())),)
    if re.fullmatch(r"\d", typed):
        return text, f".{text}"
    return ()


def beginning_of(text: str, simplified: dict[int, str]) -> tuple[str, ...]:
    """What the longest beginning of a text points at, where what follows has no number: 第二部分第一点 工业和园区."""
    pieces = re.split(r"[ ,，:：]+", text)
    for count in range(len(pieces) - 1, 0, -1):
        numbered = re.search(r"\d", numerals(plain("".join(pieces[count:]), simplified)))
        if not numbered and (found := sections_of(" ".join(pieces[:count]), simplified)):
            return found
    return ()


def part_of(text: str, simplified: dict[int, str]) -> str | None:
    """The id of the part that a query begins or ends with, beside what that part is: 第一部分 工作回顾; years aside."""
    said = re.sub(r"\b20\d\d\b", "", plain(text, simplified))
    words = IN_WORDS.sub(lambda word: _digits(word[0]), said)
    numbered = numerals(words)
    match = re.fullmatch(FIRST, numbered) if has_digit(numbered) else None
    return match and next(filter(None, match.groups()))


def _digits(word: str) -> str:
    """A word, in digits if it is a cardinal."""
    return str(CARDINALS.index(word) + 1) if word in CARDINALS else word


def nth_of(text: str, part: str, simplified: dict[int, str]) -> tuple[str, int] | None:
    """The role of the part, and which of its sections a query asks for by its place, the last being 0.

    `part` is the role of the part that the query is about, or "".
    """
    said = numerals(plain(text.replace("_", " "), simplified))
    if "第0" in said or WORKS in said:  # 第0 stands for the last below
        return None
    for end, number in ENDS:
        said = re.sub(end, number, said)
    said = re.sub(rf"\b(?:{'|'.join(ORDINALS)})\b", lambda word: f"{ORDINALS.index(word[0]) + 1}th", said)
    said = re.sub(f"(?<= )(?:{'|'.join(CARDINALS)})\\b", lambda word: _digits(word[0]), said)
    said = re.sub(r"\blast(?= of the | task| priority)", "0th", said)
    part = part or ("plan" if re.search(TASKS, said) else "")
    numbers = [next(filter(None, match.groups())) for match in re.finditer(NTH, said)]
    return (part, int(numbers[0])) if part and len(numbers) == 1 else None


def _normal(text: str) -> str:
    """A reference with its numbers in Arabic digits and each unit before its number, without spaces."""
    words = [word for piece in BREAK.split(text) for word in piece.split()]
    words = ["part" if word == "pt" else word for word in words if word not in IDLE]
    for at, word in enumerate(words):
        for names in (CARDINALS, ORDINALS, ROMAN):
            if word in names:
                words[at] = str(names.index(word) + 1)
        if word in SPOKEN and words[at - 1] == "di" and at:
            words[at - 1 : at + 1] = ["第", str(SPOKEN.index(word) + 1)]
    for at in range(len(words) - 1):  # the second part, 1st section
        number = re.fullmatch(r"(\d)(?:st|nd|rd|th)?", words[at]) if has_digit(words[at]) else None
        unit = words[at + 1]
        if number and unit in UNITS and (at == 0 or words[at - 1] not in UNITS):
            words[at], words[at + 1] = unit, number[1]
    joined = "".join(words)
    for short, long in WRITTEN_OUT:
        joined = joined.replace(short, long)
    return numerals(joined)
