"""One folding for both sides of a comparison, and what a question says beside its words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = re.compile("[零〇一二两三四五六七八九十百千]+")
# What carries no meaning for a comparison: everything but letters, digits and + & % and a decimal point.
NOISE = re.compile(r"[^\w+&%. ]|_|(?<!\d)\.|\.(?!\d)")
GLUE = re.compile(r" +(?![a-z0-9])|(?<![a-z0-9]) +")  # a space counts only between two Latin words
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN_MARK = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")


def arabic(numeral: str) -> int | str:
    """A run of Chinese numerals in Arabic digits: 十一 → 11, 一二三 → "123"."""
    if not any(place in numeral for place in PLACES):
        return "".join(str(DIGITS[digit]) for digit in numeral)
    total = digit = 0
    for character in numeral:
        if character in PLACES:
            total += (digit or 1) * PLACES[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def plain(text: str, simplified: dict[int, str]) -> str:
    """Width, case, accents and traditional characters folded; spaces and punctuation kept."""
    text = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())
    if LATIN_MARK.search(text):
        text = text.replace("ü", "v")
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text.translate(simplified)


def fold(text: str, simplified: dict[int, str]) -> str:
    """The form in which texts are compared.

    Width, case, accents, quotation marks and punctuation vanish, and so do spaces except between
    Latin words; Chinese numerals become digits, traditional characters simplified ones (`simplified`
    maps them by code point).
    """
    text = NUMERAL.sub(lambda run: str(arabic(run[0])), plain(text, simplified))
    return " ".join(GLUE.sub("", NOISE.sub("", text)).split())


def is_han(text: str) -> bool:
    """Whether any Chinese character is in the text."""
    return HAN.search(text) is not None


# --- English words ---------------------------------------------------------------------------

WORD = re.compile(r"[a-z0-9][a-z0-9&+.%]*")
SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("our", "or"), ("centre", "center"))
# Words of everyday English for words of the glossary.
SYNONYMS = {"company": "enterprise", "firm": "enterprise", "corporation": "enterprise", "business": "enterprise"}
SYNONYMS |= {"childcare": "nursery", "wastewater": "sewage", "elderly": "elder", "aged": "elder", "senior": "elder"}
SYNONYMS |= {"lot": "park", "housing": "residential", "estate": "community", "clinic": "health", "chili": "chilli"}


def stem(word: str) -> str:
    """The word without its plural, in one spelling for British and American, and one word for synonyms."""
    for british, american in SPELLINGS:
        if word.endswith(british) and len(word) > len(british) + 2:
            word = word[: -len(british)] + american
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return SYNONYMS.get(word, word)


def english(text: str) -> list[str]:
    """The stems of the Latin words and numbers of a text that `plain` made, in order."""
    words = WORD.findall(text.replace("'s", "").replace("’s", "").replace("-", " "))
    return [stem(word.rstrip(".")) for word in words]


# --- Questions -------------------------------------------------------------------------------

# Words that ask rather than name, and the small words around them.
ASKING = re.compile(
    "请问|我?想知道|想问一下|告诉我|帮我|查一下|查询|麻烦|根据|按照"
    "|(?:一共|总共|共|大概|大约|到底|究竟|分别)?[是有为达要]?到?(?:多少|百分之[几多]少?|几)"
    "(?:[个家户座所条名件项亩元人]|公里|万亩|亿元|亿斤|个百分点)?"
    "|多[大高长久]|哪一?[段节章条点部]分?[里中]?|在?哪[里儿]|(?:讲|谈|提|说|写)[到了]+|讲的?是?"
    "|(?:指的是|是指|包括|都有|[是指叫有])?(?:什么|哪些|哪几?[个种项类]|哪|何)(?:意思|含义|内容|情况|措施)?"
    "|是怎么回事|[做干]得|怎么样|怎么说|怎么|怎样|如何|是否|有没有|能否|有无|能不能|进展"
    "|目标值|目标|指标|计划|打算|预期|报告[中里]?|高安市?|全市|达到|定[为在]|设[定为]|希望"
    "|[的了吗呢吧啊呀么]"
)
EDGE = "要将会是有为在能和与中里上到达共"
EDGES = re.compile(f"^[{EDGE}把被对于]+|[{EDGE}多]+$")
ASKING_ENGLISH = frozenset(
    word
    for line in (
        "a an and any are as at be been by can could did do does for from get give had has have how in is it its",
        "many me much of on or please shall should show so tell than that the their there these this those to was",
        "we were what when where which who why will with would about what's there's",
        "achieve achieved add added built created made opened reach reached set",
        "aim city expect expected figure gaoan gao'an gaoan's goal last mean meaning need next number plan planned",
        "planning report say target targeted year",
    )
    for word in line.split()
)
YEAR = re.compile(
    r"(?:在|到|于)?(20\d\d)\s*年?(?:度)?|去年|上一年|上年|今年|本年度?|last year|this year|next year"
)
RELATIVE = {"去年": -1, "上一年": -1, "上年": -1, "last year": -1}


class Question(NamedTuple):
    """A query taken apart: what it names, and the year it asks about."""

    chunks: tuple[str, ...]
    words: tuple[str, ...]
    year: int | None
    explicit_year: bool


def ask(query: str, simplified: dict[int, str], this_year: int) -> Question:
    """Take a query apart.

    `chunks` are its Chinese pieces, folded, without the words that only ask; `words` its English
    stems, likewise; `year` is the year named or meant by 去年 / this year (counted from
    `this_year`), and `explicit_year` says whether it was written in digits.
    """
    text = plain(query, simplified)
    year, explicit = None, False
    for match in YEAR.finditer(text):
        explicit = match[1] is not None
        year = int(match[1]) if explicit else this_year + RELATIVE.get(match[0], 0)
        if explicit:
            break
    text = YEAR.sub(" ", text)
    words = [word for word in english(text) if word not in ASKING_ENGLISH]
    pieces = []
    for piece in re.split(r"[\s,。，、;；:：?？!！“”\"'()（）《》]+", ASKING.sub(" ", text)):
        piece = fold(EDGES.sub("", piece), {})
        if piece and is_han(piece):
            pieces.append(piece)
    return Question(tuple(pieces), tuple(words), year, explicit)


# --- References to sections --------------------------------------------------------------------

_UNIT = "(?:点|节|条|项|个?方面|部分|段|小节)?"
REFERENCES = (
    re.compile(rf"第?(\d)(?:大?部分|章|篇|、)?[的之]?第?\(?(\d)\)?{_UNIT}"),
    re.compile(r"(?:part|chapter)(\d)(?:section|point|no\.?)(\d)"),
    re.compile(r"(?:section|sec\.?|§)?(\d)[.\-](\d)"),
)
PART = re.compile(r"第(\d)(?:大?部分|章|篇)|(?:part|chapter)(\d)|(\d)、")
POINT = re.compile(rf"第(\d){_UNIT}|\((\d)\){_UNIT}|(?:section|point)(\d)")
BARE = re.compile(r"(\d)")


def section_reference(query: str, simplified: dict[int, str]) -> tuple[str, ...]:
    """What a reference to a section points at, in order: "2.3", a part "2", ".3" for （三） of every part.

    A bare numeral is a part's first, and then the sections' of that number.
    """
    text = "".join(plain(query, simplified).split())
    text = NUMERAL.sub(lambda run: str(arabic(run[0])), text)
    if match := PART.fullmatch(text):
        return (next(filter(None, match.groups())),)
    for pattern in REFERENCES:
        if match := pattern.fullmatch(text):
            return (f"{match[1]}.{match[2]}",)
    if match := POINT.fullmatch(text):
        return ("." + next(filter(None, match.groups())),)
    if match := BARE.fullmatch(text):
        return match[1], f".{match[1]}"
    return ()


def locate(text: str, form: str, simplified: dict[int, str]) -> tuple[int, int] | None:
    """Where in a text the folded form stands: the offsets of its first and behind its last character."""
    folded, origins = "", []
    for origin, character in enumerate(text):
        piece = fold(character, simplified)
        folded += piece
        origins += [origin] * len(piece)
    form = form.replace(" ", "")
    at = folded.find(form) if form else -1
    return (origins[at], origins[at + len(form) - 1] + 1) if at >= 0 else None
