"""E2xx: the numbers of figures: value, unit, bound, measure, and what each is said of."""

from __future__ import annotations

import re
from bisect import bisect_left

from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.fit import Fit
from gaoan_cli.encode.quantities import CLAUSE, HAN_DIGITS, Quantity, begins, quantities, value_of, written
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import said
from gaoan_cli.report.model import Figure

FALLS = re.compile("下降|降低|减少|回落|收窄|缩短|压减")
GROWTH = re.compile("增长|下降|降低|减少|增速|增幅|涨幅|降幅|(?:提高|上升)(?![到至为])|上涨|回落|收窄|压减|缩短")
RATIO = re.compile(r"\d ?[∶:：] ?\d")
# A name that says so is of what is newly added; DATA.md has what is counted as such.
NEWLY = re.compile("新[增建改签认培设登引]|建成|净增|增加(?![值到至])|增设|前进|引进|提升(?=位次)")
DIGITS = "一二三四五六七八九"
PLAN = 5  # years
LONGEST_CONTEXT = 600  # characters before a figure that may tell its years
BASE = re.compile("[较比]“?[^，；。]{0,12}同期")
SPAN = re.compile(f"(?:近|过去|今后|未来)([{HAN_DIGITS}\\d]+)年|([{HAN_DIGITS}\\d]+)年来")
FIRST_YEAR = 1951  # less than the years of the nth five-year plan begin in, five years a plan: 十四五 in 2021


def _numeric(evidence: Evidence) -> list[Figure]:
    return [one for one in evidence.figures if one.bound != "flat" and (one.value, one.low) != (None, None)]


def _own(evidence: Evidence, figure: Figure) -> Quantity | None:
    place = evidence.place(figure)
    return None if place is None else evidence.quantities(figure.paragraph)[0][place]


@rule("E204", "The value stands in the wording as a number of its own; an investment, with its unit, in the quote.")
def _digits(evidence: Evidence) -> Breaches:
    for figure in _numeric(evidence):
        if figure.start is not None and _own(evidence, figure) is None:
            given = [figure.value] if figure.low is None else [figure.low, figure.high]
            value = "—".join(written(one) for one in given if one is not None)
            yield figure, said("{value} is not in {wording}", value=value, wording=figure.wording)
    for project in evidence.report.projects:
        if project.investment is not None:
            there = {(one.value, one.unit) for one in quantities(project.quote)}
            if (written(project.investment), project.investment_unit) not in there:
                worth = f"{project.investment}{project.investment_unit}"
                yield project, said("{words} is not in the quote", words=worth)


@rule("E205", "The unit is the one that is printed beside the number, scale and all; a rank has 位.")
def _units(evidence: Evidence) -> Breaches:
    for figure in _numeric(evidence):
        own = _own(evidence, figure)
        if own and (own.unit or None) != figure.unit:
            told = own.unit or said("none")
            yield figure, said("{value}, but the words say {told}", value=figure.unit, told=told)


@rule("E206", "The bound is the one that the words beside the number make: 左右, 以上, 不超过 …, or 持平.")
def _bounds(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        if (figure.bound == "flat") != ("持平" in figure.wording):
            flat = figure.bound == "flat"
            yield (
                figure,
                (
                    said("flat, but the words do not say 持平")
                    if flat
                    else said("{value}, but the words say {told}", value=figure.bound, told="持平")
                ),
            )
            continue
        own = _own(evidence, figure) if figure.measure != "rank" else None
        if own and own.bound != figure.bound:
            yield figure, said("{value}, but the words say {told}", value=figure.bound, told=own.bound)


@rule("E207", "A fall is growth with a negative value, and nothing else is negative.")
def _falls(evidence: Evidence) -> Breaches:
    for figure in _numeric(evidence):
        own, text = _own(evidence, figure), evidence.texts.get(figure.paragraph, "")
        if own and figure.value is not None:
            clause = text[begins(text, own.start, CLAUSE) : own.start]
            falls = figure.measure in ("growth", "points") and FALLS.search(clause) is not None
            if falls != (figure.value < 0):
                yield (
                    figure,
                    (
                        said("{value}, but the quote tells of a fall", value=figure.value)
                        if falls
                        else said("{value}, but the quote tells of no fall", value=figure.value)
                    ),
                )


@rule("E208", "A figure has value or range, unit and bound, a qualitative one none of them; a rank says among whom.")
def _complete_figures(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        ranged = (figure.low, figure.high) != (None, None)
        parts = {"value": figure.low if ranged else figure.value, "unit": figure.unit, "bound": figure.bound}
        if figure.measure == "ratio":
            del parts["unit"]
        lacking = [name for name, part in parts.items() if part is None]
        if figure.measure == "qualitative":
            if len(lacking) < len(parts):
                yield figure, said("is qualitative, so it has no value, unit or bound")
        elif lacking:
            yield figure, said("lacks {names}", names=", ".join(lacking))
        elif ranged and (
            figure.value is not None or figure.low is None or not figure.high or figure.low >= figure.high
        ):
            yield figure, said("is a range, so it has low and high, the lower first, and no value")
        elif figure.bound == "flat" and figure.value != 0:
            yield figure, said("is flat, so its value is 0")
        elif figure.measure == "rank" and not figure.scope:
            yield figure, said("is a rank, so it needs a scope: among whom")
    for project in evidence.report.projects:
        if (project.investment is None) != (project.investment_unit is None):
            yield project, said("investment and investment_unit go together")


@rule("E213", "No quote cuts a number from its unit, or from the 约, 超, 左右 or 以上 that bounds it.")
def _uncut(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        if record.start is None or record.end is None:
            continue
        found = evidence.quantities(record.paragraph)[0]
        for edge in (record.start, record.end):
            behind = bisect_left(found, (edge,))
            for one in found[max(0, behind - 1) : behind + 1]:
                if one.first < edge < one.last and not one.han:
                    yield record, said("cuts {words}", words=evidence.texts[record.paragraph][one.first : one.last])


@rule("E214", "The measure is what the words say: 增长, 百分点, 第 and %; new is what the name says is new, or a note.")
def _measures(evidence: Evidence) -> Breaches:
    for figure in _numeric(evidence):
        own = _own(evidence, figure)
        if own is None or figure.measure == "qualitative":
            continue
        told = _measure_of(figure, own, evidence.texts[figure.paragraph])
        if told != figure.measure and figure.measure not in (figure.note_en or ""):
            yield figure, said("{value}, but the words say {told}", value=figure.measure, told=told)


def _measure_of(figure: Figure, own: Quantity, text: str) -> str:
    clause = text[begins(text, own.start, CLAUSE) : own.start]
    if own.rank:
        return "rank"
    if RATIO.search(figure.wording):
        return "ratio"
    if "百分点" in own.unit:
        return "points"
    if own.unit in ("%", "％", "‰", "倍", "成"):
        return "growth" if GROWTH.search(clause) else "share"
    return "increment" if NEWLY.search(figure.name) and "总" not in figure.name else "level"


@rule("E215", "Of the numbers of a sentence a name fits its own best, in 分别 the nth; or a note names the number.")
def _said_of(evidence: Evidence) -> Breaches:
    for figure in _numeric(evidence):
        place = evidence.place(figure)
        if (
            place is None
            or figure.measure == "ratio"
            or written(abs(figure.value or 0)) in re.findall(r"\d+(?:\.\d+)?", figure.note_en or "")
        ):
            continue
        found, subjects = evidence.quantities(figure.paragraph)
        fit = Fit(evidence.texts[figure.paragraph], found, subjects)
        own = fit.score(figure, place)
        for rival in fit.rivals(place):
            if fit.score(figure, rival) > own:
                other = f"{found[rival].value}{found[rival].unit}"
                yield figure, said("{name} fits {other} better", name=figure.name, other=other)
                break


@rule("E216", "The years of a period are printed, or follow from “十四五”, 近三年, 五年来, in its words or above.")
def _periods(evidence: Evidence) -> Breaches:
    own = evidence.report.particulars
    for figure in evidence.figures:
        period = figure.period
        if period is None:
            continue
        before = evidence.texts.get(figure.paragraph, "")[: figure.end or 0][-LONGEST_CONTEXT:]
        words = BASE.sub("", f"{' '.join(figure.path)} {before}")  # 较“十三五”同期 is what it is compared with
        printed = all(str(year) in words for year in (period.from_, period.to))
        plans = [FIRST_YEAR + 5 * (11 + DIGITS.index(digit)) for digit in re.findall(f"十([{DIGITS}])五", words)]
        length = period.to - period.from_ + 1
        spans = {value_of(one or other) for one, other in SPAN.findall(words)}
        runs = str(length) in spans and {period.to, period.from_} & {own.reviews, own.year, own.year + 1}
        if not (printed or runs or (length == PLAN and period.from_ in plans)) or length < 1:
            yield figure, said("{first} to {last} is not in the words", first=period.from_, last=period.to)
