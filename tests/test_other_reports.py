"""Reports of other places, levels and shapes: said, proved, compared and asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import TEMPLATE, Run
from gaoan_cli.answer import look_up
from gaoan_cli.encode.lexicon import for_level
from gaoan_cli.encode.rules.text import NUMBERING
from gaoan_cli.load import lexicon, load_report
from gaoan_cli.matching.places import short_of
from gaoan_cli.matching.references import sections_of
from gaoan_cli.options import Options
from gaoan_cli.report.compare import compare, follow
from gaoan_cli.report.model import Computed, Figure

NATION = Path(__file__).parent / "data" / "nation.yaml"


def test_the_nations_headline_targets_are_proved(run: Run) -> None:
    """万亿, 超过, 左右 and 以上 of the State Council's report are said rightly, and the check agrees."""
    ran = run("check", str(NATION))
    assert ran.exit_code == 0, ran.stdout


def test_the_nations_headline_targets_are_compared() -> None:
    """A bound is told beside what follows; trillions are counted as such."""
    found = {one.id: [follows.statement for follows in one.computed] for one in load_report(NATION).comparisons}
    assert found["gdp-growth"] == [
        "0.2 percentage points lower than in 2023 (the target is about 5)",
        "implies about 132万亿元 at 2023 prices",
    ]
    assert found["grain-output"] == ["0.09万亿斤 less than in 2023 (the target is at least 1.3)"]


@pytest.mark.parametrize(
    ("query", "wording"),
    [("全国GDP增长目标", "增长5%左右"), ("我国粮食产量目标", "1.3万亿斤以上"), ("失业率控制在多少", "5.5%左右")],
)
def test_a_nations_report_is_asked_in_its_own_words(run: Run, query: str, wording: str) -> None:
    """全国 and 我国 only ask where the report is the nation's."""
    assert run("target", query, "--report", str(NATION), "--get", "wording").stdout == f"{wording}\n"


def test_the_plan_stands_where_its_role_is(run: Run) -> None:
    """Part three is the plan here, and 今年 asks it."""
    ran = run("section", "今年粮食产量", "--report", str(NATION), "--json")
    assert ran.json[0]["id"] == "3.p1"
    assert run("section", "section 1 of the plan", "--report", str(NATION)).exit_code == 1


def test_a_range_is_compared_from_both_ends() -> None:
    """A target from 1.2 to 1.5 is compared with its lower and its upper end."""
    report = load_report(TEMPLATE)
    target = next(one for one in report.targets if one.low is not None)
    assert (target.value, target.amount, target.low, target.high) == (None, None, 1.2, 1.5)
    result = report.results[0]._replace(measure="increment", value=1.3, amount=13000, unit="万人", base_unit="人")
    told = [one.statement for one in compare(target, [result], 2030).computed]
    assert told == ["at its lower end 0.1万人 less than in 2030", "at its upper end 0.2万人 more than in 2030"]
    assert follow(target._replace(value=1.2, low=None), result._replace(low=1.0)) == "The result of 2030 is a range."


def test_points_add_to_a_share() -> None:
    """A target in percentage points implies a level of the share it continues; spans of years are kept apart."""
    report = load_report(TEMPLATE)
    points = next(one for one in report.results if one.measure == "points")._replace(kind="target")
    share = points._replace(measure="share", value=60, unit="%", kind="result")
    found = follow(points, share)
    assert isinstance(found, Computed)
    assert (found.value, found.unit) == (60.8, "%")
    period = next(one.period for one in report.targets if one.period)
    assert follow(points._replace(period=period), share) == "The two are about different spans of years."
    assert isinstance(points, Figure)


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("一、工作回顾", "工作回顾"),
        ("（十一）民生", "民生"),
        ("(三)改革", "改革"),
        ("第一部分工作回顾", "工作回顾"),
        ("1.产业", "产业"),
        ("2．农业", "农业"),
        ("一是稳增长", "稳增长"),
        ("附件1名词解释", "名词解释"),
        ("附录：名词解释", "名词解释"),
        ("2.5%的增长", "2.5%的增长"),
    ],
)
def test_the_number_of_a_heading_is_known_in_every_shape(heading: str, title: str) -> None:
    """A title is its heading without the number, however reports write it."""
    assert NUMBERING.sub("", heading) == title


def test_references_reach_beyond_nine() -> None:
    """三（十） and section 12 of part 2 point at sections with two digits."""
    assert sections_of("三（十）", {}) == ("3.10",)
    assert sections_of("section 12 of part 2", {}) == ("2.12",)


@pytest.mark.parametrize(
    ("place", "short"),
    [
        ("高安市", "高安"),
        ("和县", "和县"),
        ("江西省", "江西"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("阿拉善盟", "阿拉善"),
        ("恩施土家族苗族自治州", "恩施"),
        ("全国", "全国"),
    ],
)
def test_a_place_is_called_without_its_kind(place: str, short: str) -> None:
    """A place's name without 市, 省, 自治区, unless a single character would be left."""
    assert short_of(place) == short


def test_what_a_place_is_called_asks_for_itself_only_at_its_level() -> None:
    """全省 only asks of a province; of a county's report it asks for the province's."""
    words = lexicon()
    province, county = for_level(words, "province"), for_level(words, "county")
    assert "全省" in province["asking"]
    assert "全省" not in county["asking"]
    assert len(province["levels"]) == len(county["levels"]) - 1
    assert for_level(words, "nation")["levels"] == [one for one in words["levels"] if "全省" in one[1]]


def test_a_session_is_known_by_a_part_of_its_name(tmp_path: Path) -> None:
    """Where the line of the session leaves out whose it is, who asks for the session is told that line all the same."""
    file = tmp_path / "report.yaml"
    text = TEMPLATE.read_text(encoding="utf-8")
    line = "text: ——2031年1月15日在临溪市第三届人民代表大会第二次会议上\n"
    assert text.count(line) == 1
    file.write_text(text.replace(line, "text: 第三届人民代表大会第二次会议上\n"), encoding="utf-8")
    report = load_report(file)
    for query, id in (("哪次会议", "0.p1"), ("which session", "0.p1"), ("市长是谁", "0.p2")):
        [first, *_] = look_up(report, "search", query, Options(format="json")).hits
        assert (first.record.id, first.how) == (id, "exact")


@pytest.mark.parametrize(
    ("query", "id"),
    [("linxishi", None), ("lxs", None), ("linxi", None), ("weisheng chengshi", "provincial-sanitary-city")],
)
def test_the_sound_of_the_own_place_names_no_record(run: Run, query: str, id: str | None) -> None:
    """An honour that went to the report's own place is found by the sound of its title, and not by that of the place."""
    ran = run("honour", query, "--report", str(TEMPLATE), "--get", "id")
    assert (ran.stdout, ran.exit_code) == ((f"{id}\n", 0) if id else ("", 1))


def test_a_report_that_is_not_proved_says_so(run: Run, tmp_path: Path) -> None:
    """It is asked all the same, and one line on standard error tells how many mistakes a check lists."""
    file = tmp_path / "report.yaml"
    text = TEMPLATE.read_text(encoding="utf-8").replace("value: 1200", "value: 1201", 1)
    file.write_text(text, encoding="utf-8")
    ran = run("result", "新增学位", "--report", str(file), "--get", "value")
    assert ran.stdout == "1201\n"
    assert ran.stderr.startswith(f"gaoan: {file} is not proved: gaoan check lists ")
    assert ran.stderr.count("\n") == 1
