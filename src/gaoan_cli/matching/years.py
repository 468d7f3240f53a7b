"""The year that a query asks about, and what can answer for it."""

from __future__ import annotations

from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.report.model import TEXT, Record, Term
from gaoan_cli.report.report import Report

YEAR = Pattern(
    r"(?:在|到|于|in )?(?<!\d)(20\d\d|19\d\d(?=年|$| [a-z]))(?!\d)\s*年?(?:度)?"
    "|大?前年|[去旧]年|上一年|上年|今年|本年度?|明年|(?:the )?year before last"
    "|回顾|新的?一年|(?:the )?past year|year in review|looking back|(?:the )?(?:coming|new) year|(?:the )?year ahead"
    "|(?:coming|next) (?:twelve|12) months|going forward|to come"
    r"|last year|this year|next year|\b(?:qu|jin|ming) ?nian\b",
    ("年", "months", "19", "20", "year", "nian", "回顾", "looking back", "going forward", "to come"),
)
RELATIVE = dict.fromkeys(("去年", "上一年", "上年", "qunian", "qu nian", "last year", "past year", "the past year"), -1)
REVIEWING = ("回顾", "year in review", "looking back")
RELATIVE |= dict.fromkeys(REVIEWING, -1) | {"前年": -2, "大前年": -3, "旧年": -1}
RELATIVE |= {"year before last": -2, "the year before last": -2}
RELATIVE |= dict.fromkeys(("今年", "本年", "本年度", "新一年", "新的一年", "jinnian", "jin nian"), 0)
RELATIVE |= dict.fromkeys(("this year", "coming year", "the coming year"), 0)
RELATIVE |= {f"{coming} {twelve} months": 0 for coming in ("coming", "next") for twelve in ("twelve", "12")}
RELATIVE |= dict.fromkeys(("new year", "the new year", "year ahead", "the year ahead", "going forward", "to come"), 0)
RELATIVE |= dict.fromkeys(("明年", "mingnian", "ming nian", "next year"), 1)
# The year that a figure is compared with is not the year that is asked about.
COMPARED = Pattern(
    r"[比较同与跟](?:[去前]年|上一?年|20\d\d年)(?:同期)?(?:相比|对比|比)?|对比|相比|(?:同|环)比"
    r"|(?:[比较超]|[高低好快慢多少]于|领先|跑赢|超过)(?:了)?(?:全?[国省市]|省市)里?的?平均(?:水平|数|值)?"
    r"|\b(?:vs\.?|versus|compared (?:with|to)|relative to) "
    r"(?:20\d\d|last year|the (?:previous|prior) year|the year before)\b"
    r"|\b(?:above|below|than|exceeds?|beats?) (?:the )?(?:national|provincial) (?:average|mean)",
    ("比", "年", "平均", "average", "mean", "vs", "versus", "compared", "relative to"),
)


def without_years(plain: str) -> str:
    """A plain text with a space for each year."""
    return YEAR.sub(" ", plain)


def year_of(plain: str, report: Report) -> int | None:
    """The one year that a query without width and case names, or means by 去年 / this year."""
    found = YEAR.all(plain)
    if any(match[1] for match in found):  # 2022年回顾 reviews another year
        found = [match for match in found if match[0] not in REVIEWING]
    years = {int(match[1]) if match[1] else report.particulars.year + RELATIVE[match[0]] for match in found}
    return years.pop() if len(years) == 1 else None


def is_about(report: Report, record: Record, year: int | None) -> bool:
    """Whether a record can answer for the year that the query names."""
    if year is None:
        return True
    if isinstance(record, (*TEXT, Term)):
        return year in (report.particulars.year, report.particulars.reviews)
    return record.year == year


def kinds_about(report: Report, year: int | None, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds to ask first about a year: of targets and results, the one that is about it."""
    other = {report.particulars.year: "result", report.particulars.reviews: "target"}.get(year or 0)
    return tuple(kind for kind in kinds if kind != other) or kinds
