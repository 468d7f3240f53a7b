"""What follows from a target and a result, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

import gaoan_cli
from conftest import Run
from gaoan_cli import language
from gaoan_cli.report.compare import compare, follow
from gaoan_cli.report.model import Computed, Figure, Period
from gaoan_cli.report.report import Report
from gaoan_cli.show.said import change_said, reason_said, short_change


def target(report: Report, id: str) -> Figure:
    """The target with this id."""
    found = report.get("target", id)
    assert isinstance(found, Figure)
    return found


@pytest.mark.parametrize(
    ("id", "statements"),
    [
        (
            "gdp-growth",
            [
                "2.1 percentage points higher than in 2023 (the target is about 5.6)",
                "implies about 619.8亿元 at 2023 prices",
            ],
        ),
        ("general-public-budget-revenue", ["implies 31.94亿元"]),
        ("new-industrial-enterprises-above-designated-size", ["20 fewer than in 2023"]),
        ("rd-expenditure-share-of-gdp", ["0.06 percentage points higher than in 2023"]),
        ("new-school-places", ["3,940 fewer than in 2023 (the target is at least 5,000)"]),
        (
            "technology-contract-value",
            ["5亿元 more than in 2023 (the target is more than 30, the result is more than 25)"],
        ),
        ("abandoned-mines-restored", ["22 fewer than in 2023"]),
        ("urban-income-growth", ["1 percentage point higher than in 2023 (the target is about 5)"]),
    ],
)
def test_what_follows(report: Report, id: str, statements: list[str]) -> None:
    """The computed statements of a comparison, with the hedges that the bounds ask for."""
    comparison = gaoan_cli.compare(report, id)
    assert [one.statement for one in comparison.computed] == statements
    assert comparison.reason is None


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("new-energy-new-materials-output", "two indicators"),
        ("high-standard-farmland-built-and-renovated", "newly built farmland only"),
        ("new-township-homes-for-the-elderly", "newly built"),
        ("grain-output", "The result of 2023 is of the measure rank, the target of the measure level: two measures."),
        ("rural-toilet-revolution", "The target is set without a number."),
        ("consumer-prices", "The review of 2023 gives no figure for it."),
    ],
)
def test_what_does_not_follow(report: Report, id: str, reason: str) -> None:
    """Where the two do not measure the same, nothing is computed and the reason is given."""
    comparison = gaoan_cli.compare(report, id)
    assert comparison.computed == ()
    assert reason in (comparison.reason or "")


def figure(report: Report, **changes: Any) -> Figure:
    """A figure of 10 家 in 2024, changed."""
    base = target(report, "new-high-tech-enterprises")
    return base._replace(value=10, amount=10, **changes)


def test_equal_amounts_and_other_units(report: Report) -> None:
    """Equal amounts are the same; amounts in other scales are compared in the base unit; other units are not."""
    ten = figure(report, unit="家", base_unit="家")
    same = follow(ten, ten._replace(year=2023))
    assert isinstance(same, Computed)
    assert same.statement == "the same as in 2023"
    wide = ten._replace(unit="万亩", base_unit="亩", amount=100000, measure="level")
    narrow = ten._replace(unit="亩", base_unit="亩", amount=10, measure="level", year=2023)
    more = follow(wide, narrow)
    assert isinstance(more, Computed)
    assert (more.value, more.unit, more.statement) == (99990, "亩", "99,990亩 more than in 2023")
    less = follow(narrow._replace(year=2024), wide._replace(year=2023))
    assert isinstance(less, Computed)
    assert less.statement == "99,990亩 less than in 2023"
    assert (
        follow(wide, ten._replace(year=2023, measure="level"))
        == "The result of 2023 is in 家, the target in 万亩: two units."
    )


def test_results_without_a_number(report: Report) -> None:
    """A result that is given in words only is no base for a difference."""
    words = figure(report)._replace(value=None, measure="qualitative", year=2023)
    assert follow(figure(report), words) == "The result of 2023 is given without a number."


MONEY: dict[str, Any] = {"unit": "亿元", "base_unit": "元", "measure": "level"}
RATE: dict[str, Any] = {"unit": "%", "base_unit": "%", "measure": "growth"}
SHARE: dict[str, Any] = {"unit": "%", "base_unit": "%", "measure": "share"}
POINTS: dict[str, Any] = {"unit": "个百分点", "base_unit": "个百分点", "measure": "points"}


def pair(report: Report, aim: dict[str, Any], base: dict[str, Any]) -> list[Figure]:
    """A target of 10 家 for 2024 and a result of 10 家 of 2023, changed."""
    ten: dict[str, Any] = {"unit": "家", "base_unit": "家", "value": 10}
    return [
        target(report, "new-high-tech-enterprises")._replace(
            **ten | fields | {"year": year, "amount": fields.get("amount", fields.get("value", 10))}
        )
        for year, fields in ((2024, aim), (2023, base))
    ]


@pytest.mark.parametrize(
    ("aim", "base", "chinese", "short"),
    [
        ({}, {}, ["与2023年持平"], ["持平"]),
        ({"bound": "about"}, {}, ["与2023年持平（目标为10家左右）"], ["持平"]),
        ({"bound": "about"}, {"value": 12}, ["比2023年少2家（目标为10家左右）"], ["−2家"]),
        ({"value": 1200}, {"bound": "above"}, ["比2023年多1,190家（结果为超10家）"], ["+1,190家"]),
        (
            {"bound": "at_least"},
            {"value": 8, "bound": "nearly"},
            ["比2023年多2家（目标为10家以上，结果为近8家）"],
            ["+2家"],
        ),
        (SHARE | {"value": 60}, SHARE | {"value": 58.5}, ["比2023年高1.5个百分点"], ["+1.5 个百分点"]),
        (POINTS | {"value": 0.5}, POINTS | {"value": 0.8}, ["比2023年低0.3个百分点"], ["−0.3 个百分点"]),
        (RATE | {"value": 5}, MONEY | {"value": 200.5}, ["推算约210.5亿元"], ["→ 210.5亿元"]),
        (
            RATE | {"value": None, "low": 5, "high": 6},
            RATE | {"value": 5},
            ["按下限与2023年持平", "按上限比2023年高1个百分点"],
            ["持平", "+1 个百分点"],
        ),
        (
            RATE | {"value": None, "low": 5, "high": 10},
            MONEY | {"value": 200},
            ["按下限推算约210亿元", "按上限推算约220亿元"],
            ["→ 210亿元", "→ 220亿元"],
        ),
        ({"unit": "个", "base_unit": "个"}, {"unit": "座", "base_unit": "座", "value": 4}, ["比2023年多6个"], ["+6个"]),
    ],
    ids=str,
)
def test_what_follows_in_chinese(
    report: Report, aim: dict[str, Any], base: dict[str, Any], chinese: list[str], short: list[str]
) -> None:
    """A change is said with its way, its unit, its hedges and the end of a range, and as short as a list needs it."""
    aimed, reached = pair(report, aim, base)
    comparison = compare(aimed, [reached], 2023)
    language.choose("zh")
    assert [change_said(one, comparison) for one in comparison.computed] == chinese
    assert [short_change(one) for one in comparison.computed] == short


@pytest.mark.parametrize(
    ("aim", "base", "said", "short"),
    [
        ({"value": 1200}, {}, "1,190 more than in 2023", "+1,190"),
        (SHARE | {"value": 57.5}, SHARE | {"value": 58.5}, "1 percentage point lower than in 2023", None),
        (SHARE | {"value": 60}, SHARE | {"value": 58.5}, "1.5 percentage points higher than in 2023", "+1.5 points"),
        (POINTS | {"value": 0.5}, SHARE | {"value": 58.5}, "implies 59%", "→ 59%"),
        (RATE | {"value": 5}, MONEY | {"value": 200.5}, "implies about CNY 21.05 billion", "→ CNY 21.05 billion"),
        (RATE | {"value": 5}, MONEY | {"value": 200}, "implies about CNY 21 billion", "→ CNY 21 billion"),
        (RATE | {"value": -10}, MONEY | {"value": 200}, "implies about CNY 18 billion", "→ CNY 18 billion"),
        (
            RATE | {"value": 0, "bound": "flat"},
            MONEY | {"value": 200.5},
            "implies CNY 20.05 billion",
            "→ CNY 20.05 billion",
        ),
        (
            MONEY | {"value": 30, "bound": "above"},
            MONEY | {"value": 34.5},
            "CNY 450 million less than in 2023 (the target is more than 30)",
            "−CNY 450 million",
        ),
        (
            MONEY | {"value": 1, "amount": 10**8},
            MONEY | {"unit": "万元", "value": 5000, "amount": 5 * 10**7},
            "CNY 50 million more than in 2023",
            "+CNY 50 million",
        ),
    ],
    ids=str,
)
def test_what_follows_for_a_reader_of_english(
    report: Report, aim: dict[str, Any], base: dict[str, Any], said: str, short: str | None
) -> None:
    """A change is said with its way, its hedges, and its amount read out in English."""
    aimed, reached = pair(report, aim, base)
    comparison = compare(aimed, [reached], 2023)
    language.choose("en")
    [one] = comparison.computed
    assert change_said(one, comparison) == said
    assert short in (None, short_change(one))


@pytest.mark.parametrize(
    ("aim", "base", "english", "chinese"),
    [
        ({"value": None, "measure": "qualitative"}, {}, "The target is set without a number.", "目标没有数值。"),
        ({}, {"value": None, "low": 3, "high": 4}, "The result of 2023 is a range.", "2023年的结果是一个区间。"),
        ({}, {"value": None}, "The result of 2023 is given without a number.", "2023年的结果没有数值。"),
        (
            {"period": Period(2021, 2024, "累计")},
            {},
            "The two are about different spans of years.",
            "两者所指的年份不同。",
        ),
        (
            RATE,
            SHARE,
            "The result of 2023 is of the measure share, the target of the measure growth: two measures.",
            "2023年的结果是占比，目标是增速，度量不同。",
        ),
        (
            POINTS,
            RATE,
            "The result of 2023 is of the measure growth, the target of the measure points: two measures.",
            "2023年的结果是增速，目标是百分点，度量不同。",
        ),
        (
            MONEY,
            {"measure": "level"},
            "The result of 2023 is in 家, the target in 亿元: two units.",
            "2023年的结果单位是家，目标单位是亿元，单位不同。",
        ),
    ],
    ids=str,
)
def test_why_nothing_follows(
    report: Report, aim: dict[str, Any], base: dict[str, Any], english: str, chinese: str
) -> None:
    """Two figures that cannot be set against each other have a reason, the same in either language."""
    aimed, reached = pair(report, aim, base)
    comparison = compare(aimed, [reached], 2023)
    assert comparison.computed == ()
    for reader, reason in (("en", english), ("zh", chinese)):
        language.choose(reader)
        assert reason_said(comparison) == reason


def test_growth_of_a_loss_implies_no_level(report: Report) -> None:
    """A rate of growth says nothing of what was zero or below it."""
    for value in (-3, 0):
        aimed, reached = pair(report, RATE | {"value": 5}, MONEY | {"value": value})
        assert isinstance(follow(aimed, reached), str)


def test_a_query_finds_either_side(run: Run) -> None:
    """A comparison is found by the name of the target or of the result that it continues."""
    for query in ("高企", "普惠性托位", "新增规工企业"):
        assert run("compare", query, "--json").json
    assert run("compare", "普惠性托位", "--json").json[0]["id"] == "new-nursery-places"


def test_the_list_is_what_an_analyst_would_set_side_by_side(run: Run) -> None:
    """Without a query: the headline targets and those that continue a result; with --all every target."""
    listed = run("compare", "--json").json
    assert all(row["headline"] or row["results"] for row in listed)
    assert len(run("compare", "--all", "--json").json) == len(run("target", "--json").json)
    assert len(run("compare", "--headline", "--json").json) == 11


def test_all_are_listed_when_all_are_asked_for(run: Run, report: Report) -> None:
    """A list for people has the comparisons with a difference, and with --all every target."""
    few, every = run("compare").stdout.splitlines(), run("compare", "--all").stdout.splitlines()
    assert len(few) < len(report.targets) <= len(every)


def test_nothing_to_compare(run: Run) -> None:
    """A query that no target answers is nothing found, in every form."""
    assert run("compare", "登月").exit_code == 1
    assert run("compare", "登月", "--json").stdout == "[]\n"
    assert run("compare", "gdp", "--topic", "urban").exit_code == 1
    assert run("compare", "gdp", "--get", "reason").stdout == "\n"
