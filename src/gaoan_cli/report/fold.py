"""One folding for both sides of a comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERALS = frozenset((*DIGITS, *PLACES))
ACCENTED = frozenset(map(chr, range(0xC0, 0x250)))  # Latin letters with an accent
# Patterns are strings, compiled when first used: compiling them all costs as much as a lookup.
NUMERAL = "[零〇一二两三四五六七八九十百千]+"
# What carries no meaning for a comparison: everything but letters, digits and + & % and a decimal point.
NOISE = r"[^\w+&%. ]|_|(?<!\d)\.|\.(?!\d)"
GLUE = r" +(?![a-z0-9])|(?<![a-z0-9]) +"  # a space counts only between two Latin words


def arabic(numeral: str) -> int | str:
    """A run of Chinese numerals in Arabic digits: 十一 → 11, 一二三 → "123"; 十四五 is none and stays."""
    if PLACES.keys().isdisjoint(numeral):
        return "".join(str(DIGITS[digit]) for digit in numeral)
    total = digit = 0
    for character in numeral:
        if character in PLACES:
            total += (digit or 1) * PLACES[character]
            digit = 0
        elif digit:
            return numeral
        else:
            digit = DIGITS[character]
    return total + digit


def numerals(text: str) -> str:
    """The text with its Chinese numerals in Arabic digits."""
    if NUMERALS.isdisjoint(text):
        return text
    return re.sub(NUMERAL, lambda run: str(arabic(run[0])), text)


def plain(text: str, simplified: dict[int, str]) -> str:
    """Width, case, accents and traditional characters folded; spaces and punctuation kept."""
    text = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())
    if not ACCENTED.isdisjoint(text):
        text = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
        text = "".join(character for character in text if not unicodedata.combining(character))
        text = unicodedata.normalize("NFC", text)
    return text.translate(simplified)


def fold(text: str, simplified: dict[int, str]) -> str:
    """The form in which texts are compared.

    Width, case, accents, quotation marks and punctuation vanish, and so do spaces except between
    Latin words; Chinese numerals become digits, traditional characters simplified ones (`simplified`
    maps them by code point).
    """
    text = numerals(plain(text, simplified))
    if text.isalnum():
        return text
    return re.sub(GLUE, "", " ".join(re.sub(NOISE, "", text).split()))


def bare(text: str, simplified: dict[int, str]) -> str:
    """Letters, digits and numerals as written, with nothing between them: what can be spoken."""
    return re.sub(NOISE, "", plain(text, simplified)).replace(" ", "")


def has_digit(text: str) -> bool:
    """Whether any digit is in the text: no pattern with one needs to be compiled for another, which takes its time."""
    return any(map(str.isdigit, text))


def is_han(text: str) -> bool:
    """Whether any Chinese character is in the text."""
    return not text.isascii() and any("\u3400" <= character <= "\u9fff" for character in text)


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces of which all or none is Chinese characters, and whether it is."""
    grouped = groupby(text, lambda character: "\u3400" <= character <= "\u9fff")
    return ((han, "".join(run)) for han, run in grouped)


# --- English words ---------------------------------------------------------------------------

# Numbers in words, from one and first on.
CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
WORD = r"[a-z0-9][a-z0-9&+.%]*"
SPELLINGS = (("isation", "ization"), ("bour", "bor"), ("centre", "center"), ("programme", "program"))


def stem(word: str, synonyms: Mapping[str, str]) -> str:
    """The word without its plural, in one spelling for British and American, and one word for synonyms."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for british, american in SPELLINGS:
        word = word.replace(british, american)
    return synonyms.get(word, word)


def latin(text: str) -> list[str]:
    """The Latin words and numbers of a text that `plain` made, in order."""
    words = re.findall(WORD, text.replace("'s", "").replace("’s", "").replace("-", " "))
    return [word.rstrip(".") for word in words]


def latin_words(text: str) -> list[str]:
    """The words of a text in Latin letters and digits as a text is cut into words: with the marks inside them."""
    return [word.rstrip(".") for word in re.findall(WORD, text)]


def english(text: str, synonyms: Mapping[str, str]) -> list[str]:
    """The stems of the Latin words and numbers of a text that `plain` made, in order."""
    return [stem(word, synonyms) for word in latin(text)]


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


# --- What stays together ---------------------------------------------------------------------

OPENING = "“‘（《〈「『【(\\["
CLOSING = "”’）》〉」』】，。、；：！？…,.;:!?%)\\]"
LATIN_RUN = r"[A-Za-z0-9\u00c0-\u024f]+"
HAN = r"[\u4e00-\u9fff]"
# What stays together: a number with its unit, a Latin word, or one character, and the marks that cling to it;
# or spaces.
LATIN_WORD = rf"{LATIN_RUN}(?:[.,/&+'’–-]{LATIN_RUN})*"
ATOM = rf" +|[{OPENING}]*(?:{LATIN_WORD}(?:(?<=[0-9])[万亿]*{HAN}?)?|[^ ])?[{CLOSING}]*"


def atoms(line: str) -> Iterator[str]:
    """The pieces of a line that stay together, and the spaces between them."""
    return (match[0] for match in re.finditer(ATOM, line) if match[0])


def core_names(name: str) -> tuple[str, ...]:
    """The ways a term's name stands in the text: whole, or the part in quotation marks."""
    return (name, *re.findall("“[^“”]+”", name))
