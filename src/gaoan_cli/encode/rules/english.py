"""E31x: the English of the report's text: each sentence has it, with its numbers and terms; so have the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gaoan_cli.encode.evidence import Evidence, values_in
from gaoan_cli.encode.quantities import HAN_DIGITS, quantities, written
from gaoan_cli.encode.records import base_amount
from gaoan_cli.encode.rules.figures import DIGITS
from gaoan_cli.encode.rules.naming import stems, terms_in
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import Said, said
from gaoan_cli.report.model import Figure
from gaoan_cli.report.vocabulary import SCALES

WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
ENGLISH_NUMBER = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:[ -](billion|million|thousand))?(?!\d)")
ENGLISH_SCALES = {"billion": 10**9, "million": 10**6, "thousand": 1000, "": 1}
COUNTED = ("", "字", "个", "次", "批", "级", "类", "大", "件", "点")  # units of numerals that are a part of words
TWO_DIGITS = 10
ASIDE = re.compile(r"\([^()]*\)")  # a conversion, or what a coinage means
# Fields of our own rendering, and what they render.
RENDERED = {
    "wording_en": "wording",
    "scope_en": "scope",
    "recipient_en": "recipient",
    "by_en": "by",
    "distinction_en": "distinction",
    "what_en": "what",
}


@rule("E311", "Where the text has English, every sentence has; a field has its English, and a note its Chinese.")
def _translated(evidence: Evidence) -> Breaches:
    sentences = [(one, sentence) for one in evidence.report.paragraphs for sentence in one.sentences]
    if not any(sentence.text_en for _, sentence in sentences):
        return
    for paragraph, sentence in sentences:
        if not sentence.text_en:
            yield paragraph, said("no English: {text}", text=sentence.text)
    for record in evidence.quoted:
        goal = not isinstance(record, Figure) or record.measure == "qualitative"
        for field, of in RENDERED.items():
            wanted = bool(getattr(record, of, None)) and (field != "wording_en" or goal)
            if wanted and not getattr(record, field, None):
                yield record, said("lacks {fields}", fields=field)
        for field in ("note", "not_comparable"):
            if bool(getattr(record, f"{field}_en", None)) != bool(getattr(record, f"{field}_zh", None)):
                yield record, said("{field} and {other} go together", field=f"{field}_en", other=f"{field}_zh")


@rule("E312", "Every number of a sentence stands in its English with the right magnitude, and no other does.")
def _numbers_rendered(evidence: Evidence) -> Breaches:
    own = evidence.report.particulars
    for paragraph in evidence.report.paragraphs:
        for sentence in paragraph.sentences:
            if sentence.text_en:
                for detail in _misrendered(sentence.text, sentence.text_en, {own.year, own.reviews}):
                    yield paragraph, detail


def _misrendered(text: str, english: str, years: set[int]) -> Iterator[Said]:
    there, plain = _amounts(english), f" {re.sub('[^a-z0-9]+', ' ', english.casefold())} "
    found = quantities(re.sub(r"\[\d+\]", "", text))
    for one in found:
        if text[one.start] == "首":
            continue  # 首位产业 is the leading industry
        for value in filter(None, (one.value, one.high)):
            shown = _amount(value, one.unit) in there or any(f" {word} " in plain for word in _spelled(value, one.unit))
            if not shown and not (one.han and (len(value) == 1 or one.unit in COUNTED)):
                yield said("{words} of “{text}” is not in its English", words=text[one.start : one.end], text=text[:12])
    known = {_amount(value, one.unit) for one in found for value in (one.value, one.high) if value}
    known |= {float(value) for value in values_in(text) if re.fullmatch(r"[\d.]+", value)} | {
        float(year) for year in years
    }
    known |= {float(SCALES[scale]) for scale in re.findall("万亿|亿|万", text)}  # 亿元以上 is 1亿元以上
    known |= {
        float(11 + DIGITS.index(digit)) for digit in re.findall(f"十([{DIGITS}])五", text)
    }  # 十四五 is the 14th plan
    runs = re.findall(f"[{HAN_DIGITS[:10]}]{{2,}}", text)  # 七一四路
    known |= {float("".join(str(HAN_DIGITS.index(character)) for character in run)) for run in runs}
    for amount in sorted(_amounts(ASIDE.sub(" ", english)) - known):
        yield said("{number} is in no words of “{text}”", number=written(amount), text=text[:12])


def _amount(value: str, unit: str) -> float:
    return float(base_amount(float(value), unit)[0] or 0)


def _spelled(value: str, unit: str) -> list[str]:
    """The English words that may stand for a small number, or for a month."""
    number = int(value) if value.isdigit() else 0
    spelled = [words[number - 1] for words in (WORDS, ORDINALS) if 0 < number <= len(words)]
    return [*spelled, MONTHS[number - 1].casefold()] if unit == "月" and 0 < number <= len(MONTHS) else spelled


def _amounts(english: str) -> set[float]:
    english = re.sub(r"\[\d+\]", "", english)
    return {
        round(float(number.replace(",", "")) * ENGLISH_SCALES[scale], 6)
        for number, scale in ENGLISH_NUMBER.findall(english)
    }


@rule("E313", "The English of a sentence, and of a field, has the glossary's rendering of each of its terms.")
def _terms_rendered(evidence: Evidence) -> Breaches:
    glossary = evidence.naming.glossary
    longest = max(map(len, glossary), default=0)

    def lacking(text: str, english: str, field: str = "") -> Iterator[Said]:
        told = stems(english)
        for term in dict.fromkeys(terms_in(text, glossary, longest)):
            if f" {stems(glossary[term]).strip()} " not in told:
                yield said(
                    "{term} is {rendering}, which is not in {english}",
                    term=term,
                    rendering=glossary[term],
                    english=f"{field} “{english[:60]}”".lstrip(),
                )

    for paragraph in evidence.report.paragraphs:
        for sentence in paragraph.sentences:
            if sentence.text_en:
                yield from ((paragraph, detail) for detail in lacking(sentence.text, sentence.text_en))
    for record in evidence.quoted:
        for field, of in RENDERED.items():
            text, english = getattr(record, of, None), getattr(record, field, None)
            if text and english:
                yield from ((record, detail) for detail in lacking(text, english, field))


@rule("E314", "A note and its Chinese say the same numbers.")
def _notes_agree(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        for field in ("note", "not_comparable"):
            ours, chinese = getattr(record, f"{field}_en", None), getattr(record, f"{field}_zh", None)
            if ours and chinese:
                for number in _claimed_once(ours.replace(",", ""), chinese):
                    yield (
                        record,
                        said(
                            "{number} is in one of {field} and {other} only",
                            number=number,
                            field=field,
                            other=f"{field}_zh",
                        ),
                    )


def _claimed_once(english: str, chinese: str) -> Iterator[str]:
    """The numbers of two digits and more that one of two notes has and the other has not."""
    amounts = {_amount(one.value, one.unit) for one in quantities(chinese)}
    amounts |= {float(SCALES[scale]) for scale in re.findall("万亿|亿|万", chinese)}
    for number in re.findall(r"\d[\d.]*\d", chinese):
        if number not in english and not amounts & _amounts(english):
            yield number
    for amount in _amounts(english):
        if amount >= TWO_DIGITS and written(amount) not in chinese and amount not in amounts:
            yield written(amount)
