"""What a query says beside the words it names: the asking, the year, a reference to a section."""

from __future__ import annotations

import re
from typing import NamedTuple

from gaoan_cli.report.fold import english, fold, is_han, latin, numerals, plain, stem
from gaoan_cli.report.model import Particulars

# Words that ask rather than name, and the small words around them.
ASKING = "|".join(
    (
        "的问题|[签建办修做招]了(?=多少|[几哪])|最[后终]|请问|我?想知道|想问一下|告诉我|帮我|查一下|查询|麻烦|根据|按照",
        "(?:一共|总共|共|大概|大约|到底|究竟|分别)?[是有为达要]?到?(?:多少|百分之[几多]少?|几)"
        "[万亿千百]*(?:个百分点|人次|公里|平方米|[个家户座所条名件项亩元人斤吨辆位处年])?",
        "多[大高长久]|哪一?[段节章条点部]分?[里中]?|在?哪[里儿]|(?:讲|谈|提|说|写)[到了]+|讲的?是?",
        "(?:指的是|是指|包括|都有|[是指叫有]|[获拿评]得?[过到了为]?|得[过到了])?(?:什么|啥|哪些|哪几?[个种项类]|哪|何)"
        "(?:意思|含义|内容|情况|措施|称号|荣誉|奖项?)?",
        "是怎么回事|[做干]得|怎么样|怎么说|怎么|怎样|如何|是否|有没有|能否|有无|能不能|进展",
        "(?:控制|保持|稳定)[在到]|[以之]内|目标值|目标|指标|计划|打算|预期|(?:政府)?(?:工作)?报告[中里]?|全市|达到|定[为在]|设[定为]|希望",
        "(?<![主重需])要(?![素点求])|[的了吗呢吧啊呀么]",
    )
)
EDGE = "要将会是有为在能和与中里上到达共"
EDGES = f"^[{EDGE}把被对于]+|[{EDGE}多]+$"
ASKING_ENGLISH = frozenset(
    word
    for line in (
        "a an and any are as at be been by can could did do doe for from get give had has have how in is it",
        "about",
        "its many me much of on or please shall should show so tell than that the their there these this",
        "those to was we were what when where which who why will with would about what's there's",
        "achieve achieved add added average built completed created decline declined decrease decreased done",
        "drop dropped fall fell finished level made opened reach reached set",
        "upgraded kilometre kilometer km mu percent percentage yuan",
        "define definition explain fast meant quickly stand",
        "aim city expect expected figure goal hope hoping last mean meaning need next",
        "number plan versus vs want",
        "planned planning report say target targeted year",
    )
    for word in line.split()
)
YEAR = (
    r"(?:在|到|于|in )?(?<!\d)(20\d\d)(?!\d)\s*年?(?:度)?|大?前年|去年|上一年|上年|今年|本年度?|明年"
    "|last year|this year|next year"
)
RELATIVE = {"去年": -1, "上一年": -1, "上年": -1, "last year": -1, "前年": -2, "大前年": -3}
RELATIVE |= {"今年": 0, "本年": 0, "本年度": 0, "this year": 0, "明年": 1, "next year": 1}
# The year that a figure is compared with is not the year that is asked about.
COMPARED = r"[比较同与跟](?:去年|上一?年|20\d\d年)(?:同期)?(?:相比|对比|比)?|对比|相比|(?:同|环)比"
TITLE = "(?:government )?work report|report on the work of the government"


class Question(NamedTuple):
    """A query taken apart: what it names, and the year it asks about."""

    chunks: tuple[str, ...]
    named: str
    words: tuple[str, ...]
    said: str
    apart: bool
    year: int | None


def ask(query: str, simplified: dict[int, str], report: Particulars) -> Question:
    """Take a query apart, as a question about this report.

    `chunks` are its Chinese pieces, folded, without the words that only ask, the small words at their
    edges and the name of the place; `named` is all of them with these: 高安辣椒 is more than 辣椒. `words`
    are the English stems without those that only ask, `said` the words themselves, and `apart` whether one
    of them stands in no chunk. `year` is the one year that is named, or meant by 去年 / this year.
    """
    text = re.sub(TITLE, " ", re.sub(COMPARED, "", plain(query, simplified)))
    years = {
        int(match[1]) if match[1] else report.year + RELATIVE[match[0]] for match in re.finditer(YEAR, text)
    }
    text = re.sub(YEAR, " ", text)
    place_en = plain(report.place_en, simplified)
    asking = {*ASKING_ENGLISH, *english(place_en), *english(place_en.replace("'", ""))}
    said = [word for word in latin(text) if stem(word) not in asking]
    text = re.sub(ASKING, " ", text)
    place = re.escape(report.place.rstrip("市县区"))
    chunks = _pieces(re.sub(f"{place}[市县区]?", " ", text), EDGES)
    return Question(
        chunks,
        "".join(_pieces(text, "")),
        tuple(map(stem, said)),
        " ".join(said),
        any(not any(word in chunk for chunk in chunks) for word in said),
        years.pop() if len(years) == 1 else None,
    )


def _pieces(text: str, edges: str) -> tuple[str, ...]:
    """The Chinese pieces of a text of two characters and more, folded, without what is at their edges."""
    pieces = re.split(r"[\s,。，、;；:：?？!！“”\"'()（）《》]+", text)
    folded = (fold(re.sub(edges, "", piece) if edges else piece, {}) for piece in pieces)
    return tuple(piece for piece in folded if len(piece) > 1 and is_han(piece))


# --- References to sections ------------------------------------------------------------------

_UNIT = "(?:点|节|条|项|个?方面|部分|段|小节)?"
REFERENCES = (
    rf"第?(\d)(?:大?部分|章|篇|、)[的之]?第?\(?(\d)\)?{_UNIT}",
    rf"第?(\d)[的之]?[第(](\d)\)?{_UNIT}",
    r"(?:part|chapter)(\d)(?:section|point|no\.?)(\d)",
    r"(?:section|sec\.?|§)?(\d)[.\-](\d)",
)
PART = r"第(\d)(?:大?部分|章|篇)|(?:part|chapter)(\d)|(\d)、"
PARAGRAPH = r"[0-9A-Z](?:\.\d+)*\.p\d+"
POINT = rf"第(\d){_UNIT}|\((\d)\){_UNIT}|(?:section|point)(\d)"
BARE = r"(\d)"
ANNEX = "附[件录]|appendix|annex"
ENGLISH_NUMERALS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
NOTE = r"(?:第|note|no\.?|注释?|名词解?释?)+(\d+)(?:条|个)?(?:注释?|名词)?"


def section_reference(query: str, simplified: dict[int, str]) -> tuple[str, ...]:
    """What a reference to a section points at, in order: "2.3", a part "2", ".3" for （三） of every part.

    A bare numeral is a part's first, and then the sections' of that number.
    """
    words = plain(query.replace("-", "."), simplified).replace(",", " ").split()
    text = numerals("".join(ENGLISH_NUMERALS.get(word, word) for word in words))
    if match := re.fullmatch(PART, text):
        return (next(filter(None, match.groups())),)
    for pattern in REFERENCES:
        if match := re.fullmatch(pattern, text):
            return (f"{match[1]}.{match[2]}",)
    if match := re.fullmatch(POINT, text):
        return ("." + next(filter(None, match.groups())),)
    if match := re.fullmatch(BARE, text):
        return match[1], f".{match[1]}"
    return ("A",) if re.fullmatch(ANNEX, text) else ()


def note_reference(query: str, simplified: dict[int, str]) -> str | None:
    """The number of the note that a query such as 注释12 or note 12 points at."""
    match = re.fullmatch(NOTE, numerals("".join(plain(query, simplified).split())))
    return match[1] if match else None
