"""How many false passages `gaoan verify` names, how many true ones it calls false, and how long it takes for 1 MB.

    python bench/verify.py [--each 400] [--seed 1] [--missed]

Both sides are made by a program from the shipped report: quotations, sentences with figures, and paraphrases of its
records. A false one has one thing changed that makes it say what the report does not say.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from gaoan_cli.load import load_report
from gaoan_cli.report.model import Figure, Honour, Project
from gaoan_cli.report.report import Report
from gaoan_cli.verify.verify import verify

ROOT = Path(__file__).parents[1]
PROSE = (ROOT / "README.zh-CN.md", ROOT / "tests" / "data" / "prose-1.md", ROOT / "tests" / "data" / "prose-2.txt")
NUMBER = re.compile(r"(?<![\dA-Za-z.+])\d+(?:\.\d+)?(?=[%万亿个家亩户人公项名])")
BOUNDS = {
    "exact": ("", ""),
    "about": ("约", ""),
    "at_least": ("", "以上"),
    "above": ("超", ""),
    "nearly": ("近", ""),
    "at_most": ("", "以内"),
}
UNITS = {
    "亿元": "万元",
    "万亩": "亩",
    "家": "户",
    "个": "人",
    "%": "个百分点",
    "公里": "米",
    "亩": "公顷",
    "万户": "户",
}
OTHERS = ("丰城市", "樟树市", "靖安县", "上高县", "万载县")
MOVED = {"growth": "增长"}
Maker = Callable[[Report, random.Random], str]


def numbered(report: Report) -> list[Figure]:
    """The figures that a sentence of name, value and unit can be made of."""
    figures = (*report.targets, *report.results)
    return [
        one
        for one in figures
        if one.value
        and one.measure in ("level", "increment", "growth", "share")
        and one.period is None
        and one.unit not in (None, "年", "大")
        and not one.name.endswith("位次前进")
        and "排名" not in one.name
    ]


def sentence(one: Figure, value: str = "", unit: str = "", bound: str = "", year: int = 0) -> str:
    """A sentence that says a figure in our words, name first."""
    before, behind = BOUNDS[bound or one.bound or "exact"]
    name = re.sub("(?:增速|涨幅)$", "", one.name)
    moved = ("下降" if (one.value or 0) < 0 else "增长") if one.measure == "growth" else "为"
    said = value or f"{Decimal(str(abs(one.value or 0))).normalize():f}"
    return f"{year or one.year}年高安市{name}{moved}{before}{said}{unit or one.unit}{behind}。"


def digit(number: str, chance: random.Random) -> str:
    """A number with one digit changed."""
    at = chance.choice([at for at, one in enumerate(number) if one.isdigit()])
    choice = [one for one in "123456789" if one != number[at]]
    return number[:at] + chance.choice(choice) + number[at + 1 :]


def quoted(report: Report, chance: random.Random) -> str:
    """Words of the report that a writer would quote: a record's, of eight letters and more."""
    records: tuple[Figure | Honour | Project, ...] = (
        *report.targets,
        *report.results,
        *report.honours,
        *report.projects,
    )
    return chance.choice([one.quote for one in records if len(re.sub(r"\W", "", one.quote)) >= 10])


def wrong_digit_quoted(report: Report, chance: random.Random) -> str:
    words = quoted(report, chance)
    match = NUMBER.search(words)
    return f"报告说“{words[: match.start()]}{digit(match[0], chance)}{words[match.end() :]}”。" if match else ""


def word_dropped(report: Report, chance: random.Random) -> str:
    words = quoted(report, chance)
    at = chance.randrange(2, len(words) - 4)
    dropped = words[at : at + 2]
    return f"报告说“{words[:at]}{words[at + 2 :]}”。" if re.fullmatch("[一-龥]{2}", dropped) else ""


def exchanged(report: Report, chance: random.Random) -> str:
    words = quoted(report, chance)
    found = list(NUMBER.finditer(words))
    if len(found) < 2 or found[0][0] == found[1][0]:
        return ""
    one, two = found[:2]
    return f"报告说“{words[: one.start()]}{two[0]}{words[one.end() : two.start()]}{one[0]}{words[two.end() :]}”。"


def elsewhere(report: Report, chance: random.Random) -> str:
    return f"报告说“{chance.choice(OTHERS)}{quoted(report, chance)}”。"


def wrong_digit(report: Report, chance: random.Random) -> str:
    one = chance.choice(numbered(report))
    value = f"{Decimal(str(abs(one.value or 0))).normalize():f}"
    changed = digit(value, chance)
    same = [other for other in numbered(report) if other.name == one.name and other.year == one.year]
    return "" if any(abs(other.value or 0) == float(changed) for other in same) else sentence(one, value=changed)


def wrong_unit(report: Report, chance: random.Random) -> str:
    one = chance.choice(numbered(report))
    return sentence(one, unit=UNITS[one.unit]) if one.unit in UNITS else ""


def wrong_year(report: Report, chance: random.Random) -> str:
    one = chance.choice(numbered(report))
    years = (report.particulars.reviews, report.particulars.year)
    return sentence(one, year=sum(years) - (one.year or 0))


def wrong_bound(report: Report, chance: random.Random) -> str:
    one = chance.choice(numbered(report))
    changes = {
        "exact": ("above", "nearly", "at_most", "at_least"),
        "about": ("above", "exact"),
        "nearly": ("above", "exact"),
    }
    changes |= {"above": ("exact", "nearly", "at_most"), "at_least": ("exact", "at_most", "nearly")}
    return sentence(one, bound=chance.choice(changes[one.bound or "exact"]))


def two_exchanged(report: Report, chance: random.Random) -> str:
    one, two = chance.sample(numbered(report), 2)
    if one.unit != two.unit or one.value == two.value or one.bound != two.bound or one.year != two.year:
        return ""
    values = [f"{Decimal(str(abs(each.value or 0))).normalize():f}" for each in (two, one)]
    return sentence(one, value=values[0]) + sentence(two, value=values[1])


def true_quote(report: Report, chance: random.Random) -> str:
    return f"报告说“{quoted(report, chance)}”。"


def true_sentence(report: Report, chance: random.Random) -> str:
    """A sentence of the report as it stands, without quotation marks around it."""
    paragraphs = [one for one in report.paragraphs if NUMBER.search(one.text) and not one.id.startswith("A")]
    return chance.choice([each.text for each in chance.choice(paragraphs).sentences])


def paraphrase(report: Report, chance: random.Random) -> str:
    return sentence(chance.choice(numbered(report)))


def paraphrase_other_order(report: Report, chance: random.Random) -> str:
    one = chance.choice([each for each in numbered(report) if each.measure != "growth"])
    before, behind = BOUNDS[one.bound or "exact"]
    said = f"{Decimal(str(one.value)).normalize():f}"
    return f"{before}{said}{one.unit}{behind}，这是{one.year}年{one.name}的数字。" + (
        f"全市{one.name}{before}{said}{one.unit}{behind}。"
    )


FALSE: tuple[Maker, ...] = (
    wrong_digit_quoted,
    word_dropped,
    exchanged,
    elsewhere,
    wrong_digit,
    wrong_unit,
    wrong_year,
    wrong_bound,
    two_exchanged,
)
TRUE: tuple[Maker, ...] = (true_quote, true_sentence, paraphrase, paraphrase_other_order)


def made(report: Report, makers: tuple[Maker, ...], count: int, chance: random.Random) -> list[tuple[str, str]]:
    """So many passages, the makers taking turns; a sentence that all of them could make is made again."""
    passages: list[tuple[str, str]] = []
    while len(passages) < count:
        maker = makers[len(passages) % len(makers)]
        if text := maker(report, chance):
            passages.append((maker.__name__, text))
    return passages


def measured(report: Report, passages: list[tuple[str, str]], *, wrong: bool, show: bool) -> str:
    """How many of the passages are judged wrong, by maker."""
    named: Counter[str] = Counter()
    for name, text in passages:
        found = [one for one in verify(report, text) if one.wrong]
        named[name] += bool(found)
        if show and bool(found) != wrong:
            print(f"  {name}: {text}", *(f"\n      {one.verdict} {one.passage} | {one.says}" for one in found))
    total = Counter(name for name, _ in passages)
    lines = [f"  {name:26}{named[name]:4} of {count}" for name, count in total.items()]
    return "\n".join(
        [*lines, f"  {'all':26}{named.total():4} of {len(passages)} ({named.total() / len(passages):.1%})"]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print what is judged otherwise than it is")
    options = parser.parse_args()
    report, chance = load_report(), random.Random(options.seed)
    false, true = (made(report, makers, options.each, chance) for makers in (FALSE, TRUE))
    print("doctored passages that are named")
    print(measured(report, false, wrong=True, show=options.missed))
    print("right passages that are called wrong")
    print(measured(report, true, wrong=False, show=options.missed))
    for page in PROSE:
        found = [one for one in verify(report, page.read_text(encoding="utf-8")) if one.wrong]
        print(
            f"{page.name}: {len(found)} false alarms",
            *(f"\n  {one.verdict} {one.passage} | {one.says}" for one in found),
        )
    text = ""
    while len(text.encode()) < 1 << 20:
        text += "\n\n".join(passage for _, passage in made(report, (*FALSE, *TRUE), 400, chance))
    begin = time.perf_counter()
    count = len(verify(report, text))
    print(f"1 MB of such passages: {time.perf_counter() - begin:.2f} s, {count} findings")


if __name__ == "__main__":
    main()
