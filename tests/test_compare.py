"""What follows from a target and a result, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

import gaoan_cli
from conftest import Run
from gaoan_cli.report.compare import follow
from gaoan_cli.report.model import Computed, Figure
from gaoan_cli.report.report import Report


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


def test_nothing_to_compare(run: Run) -> None:
    """A query that no target answers is nothing found, in every form."""
    assert run("compare", "登月").exit_code == 1
    assert run("compare", "登月", "--json").stdout == "[]\n"
    assert run("compare", "gdp", "--topic", "urban").exit_code == 1
    assert run("compare", "gdp", "--get", "reason").stdout == "\n"
