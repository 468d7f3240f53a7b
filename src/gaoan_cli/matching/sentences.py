"""What a query says, before it is cut into words: its plain text, its sentences, and which of these ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.quantities import asks_for_one
from gaoan_cli.matching.years import COMPARED, without_years
from gaoan_cli.report import fold

HEAD = 2  # words of a sentence that may be a question's first, as in: by which
# What is said not to be asked for; 是不是 asks.
NEGATED = Pattern(
    r"(?:而?(?<![是要问含])(?:不是|不要|不问|不含)|不包括|而非|别[给要混把拿算再带])[^,。，:：;；?？)）]*"
    r"|除(?:了|去|开)?[^,。，:：;；?？]{1,24}?(?:之外|以外|(?<![内国省境海室对])外)(?=[,， 还另的]|$)"
    r"|\b(?:rather than|instead of|not just|not|apart from|aside from|besides|other than) [^,:;.?)]*",
    ("不", "别", "而非", "除", "not ", "rather ", "other than", "instead of", "apart from", "aside from", "besides"),
)  # fmt: skip
PER_CENT = r"(?<=\d) ?per ?cent\b"
SCALED = "(?<=[0-9]) (?=[十百千万亿])"
SPOKEN_SCALE = r"(?<=\d) ?(wan|yi)\b"  # 2.3 yi, as who types pinyin has it
SPOKEN_SCALES = {"wan": "万", "yi": "亿"}
ORDINAL = r"(?<=\d)(?:st|nd|rd|th)\b"
FISCAL = r"\bfy ?(?:20)?(\d\d)\b|(?:\bin |['’])(2\d)(?=$|[,.;:?!)])"  # FY23, and in 23 at an end
YEARS_SHORT = r"\b(?:yr|yrs)\b"
WRITTEN_YEAR = "[一二][九零〇][零〇一二三四五六七八九]{2}(?=年)"
SHORT_YEAR = r"(?<![近续去来共满第\d.])(1[5-9]|2\d)年(?![来间内以多期])"  # 22年, and no 近20年
THOUSANDS = r"(?<=\d),(?=\d{3}(?!\d))"
REPORT_TITLE = r"(?:government )?work report|report on the work of the government"
CLAUSE = Pattern(r"[,。，;；:：?？!！]+|\. ", (*",。，;；:：?？!！", ". "))
# A clause that tells who asks, or for what: 我是公司负责人, “as an architect,”, “I'm with a port,”, 为编写材料.
INTRODUCTION = Pattern(
    r"(?:^|(?<=[,，。;；:：!！\s]))(?:(?:我|我们|咱|咱们|俺|本人)(?:是|在|来自)|作为|身为)[^,，。;；:：?？]*[,，]"
    r"|(?:^|(?<=[,.;:!] ))(?:as (?:an?|the)|(?:i(?: am|'m|’m)|we(?: are|'re|’re)) (?:an?|the|from|with|at|in))"
    r" [^,.;:?]*,|^为了?[^,，。;；:：?？]{4,}[,，](?=请|帮|麻烦|查|检索|核[实对]|需要)",
    ("我", "咱", "俺", "本人", "为", "作", "as ", "i am", "i'm", "i’m", "we ", "we'", "we’"),
)
# A clause begins with one of these that says what the answer is for: 我要拿去跟丰城比体量.
PURPOSE = (
    "用于|用来|供[我你他她其领大参]|以便|便于|方便|作为|结果"
    "|我?[想要]?(?:拿去|拿来|准备)?[与跟和同].+(?:比|对照|参照)|(?:for|to) (?:a )?compar"
)
LONG_HAN, LONG_LATIN = 40, 120  # characters of a request that may tell who asks and why
SENTENCE = Pattern(
    r"[。;；?？!！\n]+|[.:] |\b(?=(?:asks|wants|needs) )|(?=想知道|想问|追问)",
    (*"。;；?？!！\n", ". ", ": ", "asks", "wants", "needs", "想知道", "想问", "追问"),
)


def plain_of(text: str, simplified: dict[int, str]) -> str:
    """A text without width, case and commas in numbers, and without the years that it only compares with."""
    plain = fold.plain(text, simplified).replace("'s ", " ").replace("’s ", " ")
    if fold.has_digit(plain):  # here and below no pattern is compiled for a query that it cannot match: each takes time
        plain = re.sub(SPOKEN_SCALE, lambda scale: SPOKEN_SCALES[scale[1]], plain)
        plain = re.sub(PER_CENT, "%", re.sub(THOUSANDS, "", re.sub(ORDINAL, "", plain)))
        plain = re.sub(FISCAL, lambda year: f" 20{year[1] or year[2]}", re.sub(SCALED, "", plain))
    plain = re.sub(YEARS_SHORT, "year", plain) if "yr" in plain else plain
    if "年" in plain:
        plain = re.sub(WRITTEN_YEAR, lambda year: "".join(str(fold.DIGITS[digit]) for digit in year[0]), plain)
        plain = re.sub(SHORT_YEAR, r"20\1年", plain)
    plain = COMPARED.sub("", without_negated(plain))
    return re.sub(REPORT_TITLE, " ", plain) if "report" in plain else plain


def negated(plain: str) -> str:
    """What a plain text says is not asked for, in lines."""
    return "\n".join(match[0] for match in NEGATED.all(plain)).replace("per cent", "percent")


def without_negated(plain: str) -> str:
    """A plain text without what it says is not asked for; the whole, if it says nothing else."""
    asked = NEGATED.sub("", plain)
    return asked if any(map(str.isalnum, asked)) else plain


def asked_of(plain: str, lexicon: dict[str, Any]) -> str:
    """What asks, of a text that may tell who asks and why: of several sentences those, if they are a third at least."""
    rest = without_introduction(plain, lexicon)
    sentences = [sentence for sentence in SENTENCE.split(rest) if any(map(str.isalpha, sentence))]
    asking = [sentence for sentence in sentences if _asks(sentence, lexicon)]
    long = 3 * len(" ".join(asking)) >= len(plain)
    return "\n".join(asking) if len(sentences) > 1 and long else rest


def request_of(asked: str, lexicon: dict[str, Any]) -> str:
    """What asks, of a long text, without the clauses before the first that asks and those that say what it is for."""
    if len(asked) < (LONG_HAN if fold.is_han(asked) else LONG_LATIN):
        return asked
    clauses = [clause for clause in CLAUSE.split(asked) if any(map(str.isalnum, clause))]
    asking = [at for at, clause in enumerate(clauses) if _asks(clause, lexicon)]
    first = asking[0] if asking else 0
    kept = [one for at, one in enumerate(clauses) if at >= first and (at in asking or not re.match(PURPOSE, one))]
    return "\n".join(kept) if 3 * len(" ".join(kept)) >= len(asked) else asked


def without_introduction(plain: str, lexicon: dict[str, Any]) -> str:
    """A plain text without the clause that only tells who asks, if another follows it."""
    rest = INTRODUCTION.sub(lambda clause: clause[0] if _asks(clause[0], lexicon) else "", plain, 1)
    return rest if any(map(str.isalpha, rest)) else plain


def _asks(sentence: str, lexicon: dict[str, Any]) -> bool:
    """Whether a sentence of several asks."""
    han, latin = lexicon["requests"]
    words = fold.latin(sentence)
    relatives = {*lexicon["relatives"]} - {*words[:HEAD]}
    return any(map(sentence.__contains__, han)) or not ({*words} - relatives).isdisjoint(latin)


def stated_of(plain: str, lexicon: Callable[[], dict[str, Any]]) -> tuple[str, str]:
    """The clauses that state a figure of a year, and the others: in 去年才85个, 今年呢 the first is not asked.

    Where each states one, all are among the others too. The lexicon is asked for where a clause has a figure.
    """
    clauses = [clause for clause in CLAUSE.split(plain) if any(map(str.isalnum, clause))]
    stated = [clause for clause in clauses if _states(clause) and not _asks(clause, lexicon())]
    others = [clause for clause in clauses if clause not in stated]
    return "\n".join(stated if others else ()), "\n".join(others or clauses)


def _states(clause: str) -> bool:
    """Whether a clause says a figure of a year, and asks for none."""
    said = without_years(clause) if fold.has_digit(clause) else clause
    return said != clause and fold.has_digit(said) and not asks_for_one(clause)


def latin_of(plain: str) -> str:
    """The Latin words of a plain text, each between spaces."""
    return f" {' '.join(fold.latin(plain))} "


def says(words: Sequence[str], han: str, latin: str) -> bool:
    """Whether a text has one of some words: Chinese ones anywhere, and whole Latin ones (`latin_of`)."""
    return any(f" {word} " in latin if word.isascii() else word in han for word in words)
