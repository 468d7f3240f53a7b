"""The checks: each catches the mistake it is for, and names the record."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli import language
from gaoan_cli.encode import check, rules
from gaoan_cli.encode.check import check_file
from gaoan_cli.encode.evidence import claims_in
from gaoan_cli.encode.quantities import quantities, subjects, value_of
from gaoan_cli.encode.reader import read
from gaoan_cli.encode.records import bare
from gaoan_cli.encode.rules import RULES
from gaoan_cli.errors import DataError
from gaoan_cli.load import shipped
from gaoan_cli.report.report import Report
from gaoan_cli.tasks.check import outcomes

BROKEN: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "broken.yaml").read_text(encoding="utf-8")
)


@pytest.mark.no_cover
def test_what_is_served_is_what_is_encoded(tmp_path: Path) -> None:
    """A digit that differs between the compiled report and the encoding beside it is found, and none where none does."""
    for file in Path(shipped()).parent.glob("*.*"):
        if file.suffix in (".yaml", ".txt", ".bin"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
    encoding = tmp_path / "report.yaml"
    served = bare(read(encoding.read_bytes(), "report.yaml"))
    (tmp_path / "report.jsonl").write_bytes(served)
    assert check_file(str(encoding), str(encoding)).findings == ()
    (tmp_path / "report.jsonl").write_bytes(served.replace(b"586.9", b"596.9", 1))
    (found,) = check_file(str(encoding), str(encoding)).findings
    assert (found.code, found.detail) == ("E002", "report.jsonl is not: install gaoan again")


def write(folder: Path, *edits: tuple[str, str]) -> Path:
    """The template with its text beside it, edited."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    file = folder / "report.yaml"
    file.write_text(text, encoding="utf-8")
    original = TEMPLATE.with_suffix(".txt").read_text(encoding="utf-8")
    file.with_suffix(".txt").write_text(original, encoding="utf-8")
    return file


def test_every_check_has_a_broken_fixture() -> None:
    """Each code is of one rule, and has a mistake that it must catch."""
    rooms = Path(rules.__file__).parent.glob("*.py")
    assert sum(room.read_text(encoding="utf-8").count("@rule(") for room in rooms) == len(RULES)
    assert set(BROKEN) == set(RULES)


def test_a_number_is_not_looked_for_within_another(tmp_path: Path) -> None:
    """The 4% of a record is not the end of 14% before it."""
    clause, other = "地区生产总值200.5亿元", "地区生产总值占14%、200.5亿元"
    count = TEMPLATE.read_text(encoding="utf-8").count(clause)
    file = write(tmp_path, *[(clause, other)] * count, ("wording: 增长4%", 'wording: "4%"'))
    text = file.with_suffix(".txt")
    text.write_text(text.read_text(encoding="utf-8").replace(clause, other), encoding="utf-8")
    codes = [finding.code for finding in check_file(str(file), shipped()).findings]
    assert "E601" in codes  # of the 14%
    assert "E204" not in codes


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_file_trips_its_check(code: str, tmp_path: Path) -> None:
    """The mistake made for a check is found under its code."""
    old, new = BROKEN[code]
    findings = check_file(str(write(tmp_path, (old, new))), shipped()).findings
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("E204", "value: 5\n", "value: 3\n"),
        ("E103", 'mentions: ["2.p1"]', 'mentions: ["2.p1", "2.p1"]'),
        ("E104", "baseline: [gdp-growth, gross-regional-product]", "baseline: [gdp-growth, gdp-growth]"),
        ("E104", "other_mention: linxi-bridge-2031", "other_mention: linxi-bridge"),
        ("E209", "reviews: 2030", "reviews: 2025"),
    ],
)
def test_other_ways_to_break_a_rule(code: str, old: str, new: str, tmp_path: Path) -> None:
    """What is named twice, and a review of years ago, are found too."""
    assert code in {finding.code for finding in check_file(str(write(tmp_path, (old, new))), shipped()).findings}


PLACES = "name: 新增学位\n    name_en: New school places"  # of the target
PLACES_NOW = "wording: 新增学位1200个\n    bound: exact\n"  # of the result
NOTE = 'bound: exact\n    paragraph: "1.p1"\n    quote: 新增学位1200个\n'  # where a note of the result may stand
HONOUR = "title: 全省卫生城市\n    title_en: Provincial Sanitary City"


def noted(english: str, chinese: str = "") -> tuple[str, str]:
    """A note of a result in English, and in Chinese."""
    return NOTE, f"{NOTE}    note_en: {english}\n" + (f"    note_zh: {chinese}\n" if chinese else "")


def named(name: str, english: str) -> tuple[str, str]:
    """Another name of a target."""
    return PLACES, f"name: {name}\n    name_en: {english}"


@pytest.mark.parametrize(
    ("code", "broken", "edit"),
    [
        # The numbers of a name are those of its English.
        ("E302", False, named("新增5000个学位", "5000 new school places")),
        ("E302", False, named("新增5000个学位", "5,000 new school places")),
        ("E302", False, named("新增5000个学位", "5 thousand new school places")),
        ("E302", True, named("新增5000个学位", "6 thousand new school places")),
        ("E302", True, named("新增5000个学位", "New school places")),
        ("E302", False, named("新增0个学位", "0 new school places")),
        ("E302", False, named("新增5万个学位", "50 thousand new school places")),
        ("E302", True, named("新增5万个学位", "5 thousand new school places")),
        ("E302", False, named("3亿元学位", "School places for CNY 300 million")),
        ("E302", False, named("3亿元学位", "School places for CNY 0.3 billion")),
        ("E302", True, named("3亿元学位", "School places for CNY 30 million")),
        ("E302", True, named("新增学位", "New school places in 3 towns")),
        ("E302", False, named("“十六五”新增学位", "New school places of the 16th plan")),
        ("E302", True, named("“十六五”新增学位", "New school places of the 15th plan")),
        ("E302", False, named("亿元以上学位", "School places for 100 million and more")),
        ("E302", True, named("亿元以上学位", "School places for 10 million and more")),
        ("E302", False, named("一二三学位", "123 school places")),
        ("E302", True, named("十三学位", "103 school places")),
        # The numbers of a sentence are those of its English.
        ("E312", False, ("CNY 300 million", "CNY 0.3 billion")),
        ("E312", True, ("CNY 300 million", "CNY 300 thousand")),
        ("E312", False, ("1,200 school places", "1.2 thousand school places")),
        ("E312", True, ("1,200 school places", "12,00 thousand school places")),
        ("E312", True, ("12,000 to 15,000", "12,000 to 16,000")),
        ("E312", True, ("12,000 to 15,000", "12,000")),
        ("E312", True, ("kept within 5.5%", "kept low")),
        ("E312", False, ("On 15 January 2031", "On 15th January 2031")),
        ("E312", True, ("On 15 January 2031", "On 15 February 2031")),
        ("E312", True, ("complete Linxi Bridge and", "complete Linxi Bridge, 7 km, and")),
        ("E312", False, ("complete Linxi Bridge and", "complete Linxi Bridge (7 km) and")),
        ("E312", False, ("complete Linxi Bridge and", "in 2031 complete Linxi Bridge and")),
        ("E312", True, ("complete Linxi Bridge and", "in 2029 complete Linxi Bridge and")),
        # A note and its Chinese.
        ("E314", False, noted("It was 777 the year before.", "前一年为777。")),
        ("E314", True, noted("It was 777 the year before.", "前一年为778。")),
        ("E314", True, noted("It was 10 the year before.", "前一年较少。")),
        ("E314", True, noted("It was less the year before.", "前一年为10。")),
        ("E314", False, noted("It was 9 the year before.", "前一年为8。")),
        ("E314", False, noted("It was 12,000 the year before.", "前一年为1.2万人。")),
        ("E314", True, noted("It was 12,000 the year before.", "前一年为1.3万人。")),
        ("E314", False, noted("It is of 100 million and more.", "指亿元以上的。")),
        # A number of prose is the report's.
        ("E210", False, noted("It was not 1,200 the year before.")),
        ("E210", True, noted("It was 1,201 the year before.")),
        ("E210", False, noted("It was 7 the year before.")),
        ("E210", True, noted("It was 17 the year before.")),
        ("E210", False, noted("They are 1200 + 53 = 1253.")),
        ("E210", True, noted("They are 1200 + 53 = 1254.")),
        # A note says something.
        ("E308", True, noted("It was so.")),
        ("E308", False, noted("It was just so.")),
        ("E308", True, noted("It was just so, TBD.")),
        ("E308", True, ("reason: the date of delivery", "reason: day")),
        ("E308", False, ("reason: the date of delivery", "reason: date")),
        # A value, an investment, a range.
        ("E204", True, ("investment: 3\n", "investment: 4\n")),
        ("E204", True, ("investment_unit: 亿元", "investment_unit: 万元")),
        ("E204", True, ("low: 1.2 ", "low: 1.3 ")),
        ("E204", True, ("high: 1.5\n", "high: 1.6\n")),
        ("E208", True, ("low: 1.2 ", "low: 1.5 ")),
        ("E208", True, ("    high: 1.5\n", "")),
        ("E208", True, ("    low: 1.2                  # a range has low and high, and no value\n", "")),
        ("E208", True, ("high: 1.5\n", "high: 1.5\n    value: 1.3\n")),
        ("E208", True, ("    investment_unit: 亿元\n", "")),
        ("E208", True, ("    unit: 个\n    wording: 新增学位1200个", "    wording: 新增学位1200个")),
        ("E208", True, ("measure: increment\n    value: 1200\n    unit: 个", "measure: qualitative\n    unit: 个")),
        ("E208", True, ("measure: increment\n    value: 1200", "measure: rank\n    value: 1200")),
        ("E208", True, (PLACES_NOW, PLACES_NOW.replace("exact", "flat"))),
        ("E206", True, (PLACES_NOW, PLACES_NOW.replace("exact", "flat"))),
        ("E213", True, ("quote: 力争新增学位1500个以上", "quote: 力争新增学位1500个")),
        ("E213", True, ("quote: 力争新增学位1500个以上", "quote: 力争新增学位1500")),
        ("E213", False, ("quote: 力争新增学位1500个以上", "quote: 学位1500个以上")),
        ("E213", True, ("quote: 地区生产总值200.5亿元，增长4%", "quote: 0.5亿元，增长4%")),
        # The years of a period.
        ("E216", True, ("{from: 2031, to: 2035", "{from: 2032, to: 2036")),
        ("E216", True, ("{from: 2031, to: 2035", "{from: 2031, to: 2034")),
        ("E216", True, ("{from: 2031, to: 2035", "{from: 2035, to: 2031")),
        ("E209", False, ("status: awarded", "status: awarded\n    year: 2030")),
        ("E209", True, ("year: 2031 ", "year: 2032 ")),
        # Who, how, of which level, how far.
        ("E211", False, (f"{HONOUR}\n    level: provincial\n    status: awarded\n    recipient: 临溪市", f"{HONOUR}\n    level: provincial\n    status: awarded\n    recipient: 临溪市\n    note_en: The recipient is the city.")),
        ("E304", True, ("level: provincial", "level: prefecture")),
        ("E305", True, ("status: awarded", "status: pilot")),
        ("E306", True, ("status: planned", "status: under way")),
        ("E306", True, ("status: started", "status: in operation")),
        ("E212", False, ("modality: 力争", "note_en: The 力争 is of the sentence as a whole.")),
        ("E303", True, ("modality: 力争", "modality: 力争\n    scope: 全市")),
        # A baseline is of the same thing, English means what the Chinese does.
        ("E307", True, ("baseline: [new-school-places]", "baseline: [gross-regional-product]")),
        ("E307", False, ("baseline: [new-school-places]", "baseline: [gross-regional-product]\n    note_en: It is told beside 地区生产总值 in the report.")),
        ("E307", False, ("baseline: [new-school-places]", "baseline: [gross-regional-product]\n    not_comparable_en: It is told beside 地区生产总值 in the report.")),
        ("E309", True, ("name_en: Number of accidents", "name_en: Consumption of chilli sauce")),
        ("E309", False, ("name_en: Number of accidents", "name_en: Consumption of chilli sauce\n    note_en: So 事故起数 is called there.")),
        ("E309", False, ("name: 临溪大桥\n    name_en: Linxi Bridge", "name: 临溪大桥\n    name_en: Linxi")),
        ("E302", False, named("新增学位", "A NEW-SCHOOL PLACE")),
        ("E302", True, named("新增学位", "New places of schools")),
        ("E313", False, ("1,200 school places were added", "1,200 School-Places were added")),
        ("E313", True, ("1,200 school places were added", "1,200 seats were added")),
        ("E311", True, ("                text_en: The title of Provincial Sanitary City was won.\n", "")),
        ("E311", True, ("    what_en: work started\n", "")),
        ("E311", True, ("    note_zh: 原文未写出“第一产业”；结构按三次产业的顺序给出。\n", "")),
        ("E301", False, ("name: 事故起数", "name: 事故起数增速")),
        ("E301", True, ("name: 事故起数", "name: 全市事故起数")),
        ("E301", False, ("name: 事故起数", "name: “事故”（起数）")),
        ("E301", False, ("name: 事故起数", "name: 经济事故起数")),
        ("E301", True, ("name: 临溪大桥\n    name_en: Linxi Bridge\n    status: started", "name: 临溪大桥学位\n    name_en: Linxi Bridge\n    status: started")),
        # Terms and text.
        ("E402", True, ("name: 北门桥, name_en: North Gate Bridge, wording: 北门桥", "name: 北门桥, name_en: North Gate Bridge, wording: 西门桥")),
        ("E402", True, ("note: 1 ", "note: 2 ")),
        ("E402", True, ("wording: 南门桥}", "wording: 南门桥, value: 3}")),
        ("E502", False, ("heading: （一）城乡面貌更新", "heading: （一） 城乡面貌更新。")),
        ("E502", False, ("heading: （一）城乡面貌更新", "heading: 第一节：城乡面貌更新")),
        ("E502", True, ("heading: （一）城乡面貌更新", "heading: 城乡面貌更新（一）")),
        ("E503", True, ("        lead_en: The economy moved forward steadily\n", "")),
        ("E503", False, ("text: 经济稳中有进。", "text: ——经济稳中有进。")),
        ("E503", True, ("text: 经济稳中有进。", "text: 今年经济稳中有进。")),
        ("E504", True, ('id: "1.1"', 'id: "2.1"')),
        ("E505", True, ("    role: plan\n", "")),
        ("E505", True, ("date: 2031-01-15", "date: 2031-01-16")),
        ("E505", True, ("place: 临溪市", "place: 北溪市")),
        ("E505", False, ("place: 临溪市", "place: 临溪县")),
        # What is left out.
        ("E601", True, ("  - {words: 第三届, reason: the ordinal of the people's congress}\n", "")),
        ("E602", True, ("{words: 一以贯之,", "{words: 建成通车, reason: no number}\n  - {words: 一以贯之,")),
        ("E603", True, ("text: 事故起数", "text: 荣获先进，事故起数")),
        ("E603", False, ("text: 推进“三桥”", "text: 荣获先进，推进“三桥”")),
        ("E603", True, ("of: honour word, paragraph: ", "paragraph: ")),
        ("E603", True, ('paragraph: "1.1.p1"}', 'paragraph: "1.p1"}')),
        ("E603", False, (', paragraph: "1.1.p1"}', "}")),
        ("E604", True, ("text: 推进“三桥”", "text: 确保安全，推进“三桥”")),
        ("E604", False, ("text: 事故起数", "text: 确保安全，事故起数")),
        ("E604", True, ("of: resolve word", "of: honour word")),
        ("E602", True, ("of: resolve word", "of: honour word")),
        ("E602", False, ("text: 事故起数", "text: 确保安全，事故起数")),
        ("E605", True, ("honours: 1,", "honours: 0,")),
        ("E605", True, ("counts: {terms: 1, targets: 5, results: 8, honours: 1, projects: 2}", "")),
        ("E607", True, ("    role: plan\n", "    role: plan\n    draft: true\n")),
        ("E607", True, ("year: 2031 ", "draft: true\n  year: 2031 ")),
    ],
)  # fmt: skip
def test_a_rule_has_two_sides(code: str, broken: bool, edit: tuple[str, str], tmp_path: Path) -> None:
    """What breaks a rule is found under its code, and what comes close to it and is right is not."""
    codes = {finding.code for finding in check_file(str(write(tmp_path, edit)), shipped()).findings}
    assert (code in codes) is broken, codes


RANK = {"name": "出口额全省排名", "measure": "rank", "value": 3, "unit": "位", "wording": "居全省第三", "scope": "全省"}
TAX = {"name": "税收", "measure": "level", "value": 3, "unit": "亿元", "wording": "3亿元"}
GROWTH = {"name": "税收增速", "measure": "growth", "value": 3, "unit": "'%'", "wording": "增长3%"}
SAID = "税收3亿元，投资5亿元。"


@pytest.mark.parametrize(
    ("sentence", "fields", "codes"),
    [
        # Ranks.
        ("出口额居全省第三。", RANK, ""),
        ("出口额居全省第三位。", RANK | {"wording": "居全省第三位"}, ""),
        ("出口额居全省首位。", RANK | {"value": 1, "wording": "居全省首位"}, ""),
        ("出口额居全省第三。", RANK | {"value": 4}, "E204"),
        ("出口额居全省第三。", RANK | {"unit": "名"}, "E205"),
        ("出口额居全省第三。", RANK | {"scope": None}, "E208"),
        ("出口额居全省第三。", RANK | {"scope": "全国"}, "E303"),
        ("出口额居全省第三。", RANK | {"scope": "全"}, "E303"),
        ("出口额居全省县（市）第三。", RANK | {"wording": "居全省县（市）第三"}, "E303"),
        ("出口额居全省县（市）第三。", RANK | {"wording": "第三", "scope": "全省县（市）"}, ""),
        ("出口额居全省第三。", RANK | {"measure": "level"}, "E204"),
        ("进出口额、投资均居全省第三。", RANK | {"wording": "第三"}, "E606"),
        # What a number is of.
        (SAID, TAX, ""),
        (SAID, TAX | {"value": 5, "wording": "5亿元"}, "E215"),
        (SAID, TAX | {"value": 5, "wording": "5亿元", "note_en": "The 5 is the tax of the year."}, ""),
        (SAID, TAX | {"name": "投资", "value": 5, "wording": "5亿元"}, ""),
        (SAID, TAX | {"name": "捐款"}, "E301"),
        (SAID, TAX | {"name": "捐款", "note_en": "The 捐款 is the tax of the year."}, ""),
        ("税收、投资分别增长3%、5%。", GROWTH, ""),
        ("税收、投资分别增长3%、5%。", GROWTH | {"value": 5, "wording": "5%"}, "E215"),
        ("税收、投资分别增长3%、5%。", GROWTH | {"name": "投资增速", "value": 5, "wording": "5%"}, ""),
        ("新增税收3亿元，税收总数达5亿元。", TAX | {"name": "新增税收", "measure": "increment"}, ""),
        ("新增税收3亿元，税收总数达5亿元。", TAX | {"name": "新增税收", "measure": "increment", "value": 5, "wording": "5亿元"}, "E215"),
        ("税收3亿元。投资5亿元。", TAX | {"value": 5, "wording": "5亿元", "quote": "投资5亿元"}, "E301"),
        # Value, unit, bound.
        (SAID, TAX | {"unit": "元"}, "E205"),
        (SAID, TAX | {"value": 30000, "unit": "万元"}, "E204"),
        ("税收13亿元。", TAX, "E204"),
        ("税收3.5亿元。", TAX | {"wording": "3.5亿元"}, "E204"),
        ("税收约3亿元。", TAX, "E206"),
        ("税收约3亿元。", TAX | {"bound": "about"}, ""),
        ("税收3亿元以上。", TAX | {"bound": "at_least"}, ""),
        ("税收3亿元以上。", TAX | {"bound": "above"}, "E206"),
        ("税收超3亿元。", TAX | {"bound": "above"}, ""),
        ("税收3—4亿元。", TAX | {"value": None, "low": 3, "high": 4, "wording": "3—4亿元"}, ""),
        ("税收3—4亿元。", TAX | {"wording": "3—4亿元"}, "E204"),
        ("税收与上年持平。", GROWTH | {"value": 0, "wording": "与上年持平", "bound": "flat"}, ""),
        ("税收与上年持平。", GROWTH | {"value": 0, "wording": "与上年持平"}, "E204 E206"),
        ("税收与上年持平。", GROWTH | {"value": 1, "wording": "与上年持平", "bound": "flat"}, "E208"),
        # How it is measured.
        ("税收增长3%。", GROWTH, ""),
        ("税收增长3%。", GROWTH | {"value": -3}, "E207"),
        ("税收增长0%。", GROWTH | {"value": 0, "wording": "增长0%"}, ""),
        ("税收下降3%。", GROWTH | {"value": -3, "wording": "下降3%"}, ""),
        ("税收下降3%。", GROWTH | {"wording": "下降3%"}, "E207"),
        ("投资下降，税收增长3%。", GROWTH, ""),
        ("税收增长3%。", GROWTH | {"measure": "share"}, "E214"),
        ("税收占3%。", GROWTH | {"name": "税收", "wording": "占3%"}, "E214"),
        ("税收占3%。", GROWTH | {"name": "税收", "wording": "占3%", "measure": "share"}, ""),
        ("税收提高到3%。", GROWTH | {"name": "税收", "wording": "3%", "measure": "share"}, ""),
        ("税收增长3个百分点。", GROWTH | {"measure": "points", "unit": "个百分点", "wording": "3个百分点"}, ""),
        ("税收增长3个百分点。", GROWTH | {"unit": "个百分点", "wording": "3个百分点"}, "E214"),
        ("税收增长2倍。", GROWTH | {"value": 2, "unit": "倍", "wording": "2倍"}, ""),
        ("新增税收3亿元。", TAX | {"name": "新增税收"}, "E214"),
        ("新增税收3亿元。", TAX | {"name": "新增税收", "note_en": "It is the level of the new tax."}, ""),
        ("新增税收总额3亿元。", TAX | {"name": "新增税收总额"}, ""),
        # Years.
        ("近三年累计税收3亿元。", TAX | {"period": "{from: 2028, to: 2030, basis: 累计}"}, ""),
        ("近三年累计税收3亿元。", TAX | {"period": "{from: 2027, to: 2030, basis: 累计}"}, "E216"),
        ("近三年累计税收3亿元。", TAX | {"period": "{from: 2026, to: 2028, basis: 累计}"}, "E216"),
        ("五年来累计税收3亿元。", TAX | {"period": "{from: 2026, to: 2030, basis: 累计}"}, ""),
        ("2028年至2030年累计税收3亿元。", TAX | {"period": "{from: 2028, to: 2030, basis: 累计}"}, ""),
        ("2028年以来累计税收3亿元。", TAX | {"period": "{from: 2028, to: 2033, basis: 累计}"}, "E216"),
        ("“十五五”累计税收3亿元。", TAX | {"period": "{from: 2026, to: 2030, basis: 累计}"}, ""),
        ("较“十五五”同期累计税收3亿元。", TAX | {"period": "{from: 2026, to: 2030, basis: 累计}"}, "E216"),
        ("2029年税收3亿元。", TAX | {"year": 2029}, ""),
        ("税收3亿元。", TAX | {"year": 2029}, "E209"),
        ("近三年累计税收3亿元。", TAX | {"year": 2029, "period": "{from: 2028, to: 2030, basis: 累计}"}, ""),
        ("近三年累计税收3亿元。", TAX | {"year": 2027, "period": "{from: 2028, to: 2030, basis: 累计}"}, "E209"),
    ],
)  # fmt: skip
def test_a_figure_is_proved_by_its_sentence(sentence: str, fields: dict[str, Any], codes: str, tmp_path: Path) -> None:
    """What a figure says and its sentence does not is found under the code of each rule that it breaks, and no other."""
    assert broken_by(tmp_path, "result", "1.p1", sentence, fields) == {*codes.split()}


def with_record(folder: Path, kind: str, paragraph: str, sentence: str, fields: dict[str, Any]) -> Path:
    """The template with another sentence, and a record of it."""
    given = {"id": "one", "title_en" if kind == "honour" else "name_en": "x", "paragraph": paragraph}
    given |= {"quote": sentence.strip("。"), "topic": "economy"} | ({"bound": "exact"} if kind == "result" else {})
    flow = ", ".join(f"{name}: {value}" for name, value in (given | fields).items() if value is not None)
    anchor = "text: 推进“三桥”建设" if paragraph == "2.p1" else "text: 事故起数下降12.5%，"
    behind = {"result": "\nhonours:", "honour": "\nprojects:", "project": "\n# What no record need give"}[kind]
    return write(folder, (anchor, f"text: {sentence}{anchor[6:]}"), (behind, f"\n  - {{{flow}}}\n{behind}"))


def broken_by(folder: Path, kind: str, paragraph: str, sentence: str, fields: dict[str, Any]) -> set[str]:
    """The rules that a record of another sentence breaks, but for those of its English."""
    findings = check_file(str(with_record(folder, kind, paragraph, sentence, fields)), shipped()).findings
    found = {one.code for one in findings if one.record == f"{kind} one" or one.code == "E606"}
    return found - {"E302", "E309", "E311"}


TOWN = {"title": "全国文明城市", "level": "national", "status": "awarded", "recipient": "临溪市"}


@pytest.mark.parametrize(
    ("sentence", "fields", "codes"),
    [
        ("获评全国文明城市。", TOWN, ""),
        ("获评全国文明城市。", TOWN | {"title": "全国文明村镇"}, "E301"),
        ("获评全国文明城市。", TOWN | {"level": "provincial"}, "E304"),
        ("获评全国文明城市。", TOWN | {"level": "provincial", "note_en": "It is provincial by the list."}, ""),
        ("获评省级文明城市。", TOWN | {"title": "省级文明城市", "level": "provincial"}, ""),
        ("获评南州市文明城市。", TOWN | {"title": "南州市文明城市", "level": "prefecture"}, ""),
        ("获评文明城市。", TOWN | {"title": "文明城市"}, "E304"),
        ("获评文明城市、全国唯一。", TOWN | {"title": "文明城市", "distinction": "全国唯一"}, ""),
        ("获评全省文明城市，全国唯一。", TOWN | {"title": "全省文明城市", "level": "provincial", "distinction": "全国唯一"}, ""),
        ("获评全国文明城市，全省唯一。", TOWN, "E203"),
        ("获评全国文明城市，全省唯一。", TOWN | {"distinction": "全省唯一"}, ""),
        ("获评全国文明城市，全省唯一。", TOWN | {"distinction": "全市唯一"}, "E203"),
        ("获评首批全国文明城市，全省唯一。", TOWN | {"distinction": "首批，全省唯一"}, ""),
        ("获评首批全国文明城市，全省唯一。", TOWN | {"distinction": "全省唯一"}, "E203"),
        ("获评全国文明城市。", TOWN | {"by": "国家部委"}, "E203"),
        ("获评全国文明城市。", TOWN | {"status": "selected"}, "E305"),
        ("获评全国文明城市。", TOWN | {"status": "selected", "note_en": "It is selected from a list."}, ""),
        ("入选全国百强城市。", TOWN | {"title": "全国百强城市", "status": "ranked"}, ""),
        ("入选全国百强城市。", TOWN | {"title": "全国百强城市", "status": "selected"}, "E305"),
        ("列为全国改革试点。", TOWN | {"title": "全国改革试点", "status": "pilot"}, ""),
        ("北门镇获评全国文明镇。", TOWN | {"title": "全国文明镇", "recipient": "北门镇"}, ""),
        ("北门镇获评全国文明镇。", TOWN | {"title": "全国文明镇"}, "E211"),
        ("北门镇获评全国文明镇。", TOWN | {"title": "全国文明镇", "recipient": "南门镇"}, "E211"),
        ("2030年连续三年获评全国文明城市。", TOWN, ""),
        ("入选名单表彰镇获评全国文明镇。", TOWN | {"title": "全国文明镇", "recipient": "入选名单表彰镇"}, ""),
        ("全国文明城市名单公布。", TOWN | {"status": "selected"}, "E211"),
        ("全国文明城市试点。", TOWN | {"status": "pilot"}, ""),
        ("2029年获评全国文明城市。", TOWN | {"year": 2029}, ""),
        ("获评全国文明城市。", TOWN | {"year": 2029}, "E209"),
        ("获评全国文明城市。", TOWN | {"quote": "获评全国卫生城市"}, "E201"),
    ],
)  # fmt: skip
def test_an_honour_is_proved_by_its_sentence(sentence: str, fields: dict[str, Any], codes: str, tmp_path: Path) -> None:
    """What an honour says and its sentence does not is found under the code of each rule that it breaks, and no other."""
    assert broken_by(tmp_path, "honour", "1.p1", sentence, fields) == {*codes.split()}


PARK = {"name": "临溪公园", "status": "completed", "what": "完工"}


@pytest.mark.parametrize(
    ("paragraph", "sentence", "fields", "codes"),
    [
        ("1.p1", "临溪公园完工。", PARK, ""),
        ("1.p1", "临溪公园完工。", PARK | {"status": "started"}, "E306"),
        ("1.p1", "临溪公园完工。", PARK | {"status": "started", "note_en": "It is only started in fact."}, ""),
        ("1.p1", "临溪公园完工。", PARK | {"what": "开工"}, "E203 E306"),
        ("1.p1", "临溪公园完工。", PARK | {"name": "北门公园"}, "E301"),
        ("1.p1", "临溪公园完工。", PARK | {"year": 2031}, "E209"),
        ("1.p1", "临溪公园完工并投用。", PARK | {"what": "完工并投用", "status": "in operation"}, ""),
        ("1.p1", "临溪公园建设加快推进。", PARK | {"what": "建设加快推进", "status": "under way"}, ""),
        ("1.p1", "临溪公园完工，总投资3亿元。", PARK | {"investment": 3, "investment_unit": "亿元"}, ""),
        ("1.p1", "临溪公园完工，总投资3亿元。", PARK | {"investment": 5, "investment_unit": "亿元"}, "E204"),
        ("1.p1", "临溪公园完工，总投资3亿元。", PARK | {"investment": 3, "investment_unit": "万元"}, "E204"),
        ("1.p1", "临溪公园完工，总投资3亿元。", PARK | {"investment_unit": "亿元"}, "E208"),
        ("2.p1", "临溪公园完工。", PARK | {"status": "planned"}, "E306"),
        ("2.p1", "临溪公园开工。", PARK | {"status": "planned", "what": "开工"}, ""),
        ("2.p1", "加快临溪公园建设。", PARK | {"status": "under way", "what": "加快临溪公园建设"}, ""),
        ("2.p1", "用好临溪公园。", PARK | {"status": "in operation", "what": "用好临溪公园"}, ""),
        ("2.p1", "临溪公园开工。", PARK | {"status": "planned", "what": "开工", "year": 2030}, "E209"),
        ("1.p1", "临溪公园完工。", PARK | {"other_mention": "one"}, "E104"),
        ("1.p1", "临溪公园完工。", PARK | {"other_mention": "linxi-bridge"}, "E104"),
        ("1.p1", "北门学校完工。", PARK | {"name": "北门学校", "other_mention": "linxi-bridge"}, "E104 E307"),
        ("1.p1", "北门学校完工。", PARK | {"name": "北门学校", "other_mention": "linxi-bridge", "note_en": "It is told beside 临溪大桥 there."}, "E104"),
        ("1.p1", "临溪公园完工。", PARK | {"aliases": "[临溪公园]"}, "E105"),
        ("1.p1", "临溪公园完工。", PARK | {"aliases": "[公园, 公园]"}, "E105"),
        ("1.p1", "临溪公园完工。", PARK | {"aliases": "[临溪大桥]"}, "E106"),
        ("2.p1", "临溪公园建成。", PARK | {"status": "planned", "what": "建成", "aliases": "[公园]"}, ""),
        ("1.p1", "临溪大桥贯通。", PARK | {"name": "临溪大桥", "what": "贯通"}, "E102"),
        ("2.p1", "临溪公园建成。", PARK | {"status": "planned", "what": "建成", "paragraph": "2.p9"}, "E103 E201"),
    ],
)  # fmt: skip
def test_a_project_is_proved_by_its_sentence(
    paragraph: str, sentence: str, fields: dict[str, Any], codes: str, tmp_path: Path
) -> None:
    """What a project says and its sentence does not is found under the code of each rule that it breaks."""
    assert broken_by(tmp_path, "project", paragraph, sentence, fields) == {*codes.split()}


BRIDGE = {"name": "12号桥", "status": "completed", "what": "完工", "quote": "12号桥完工"}


@pytest.mark.parametrize(
    ("kind", "sentence", "fields", "left"),
    [
        ("result", "税收3亿元。", TAX, []),
        ("result", "税收3亿元，投资3亿元。", TAX | {"quote": "税收3亿元"}, ["3"]),
        ("result", "税收3亿元，投资5亿元。", TAX, ["5"]),
        ("result", "税收３亿元。", TAX | {"wording": "３亿元"}, []),
        ("result", "税收3—4亿元。", TAX | {"value": None, "low": 3, "high": 4, "wording": "3—4亿元"}, []),
        ("result", "税收下降3%。", GROWTH | {"value": -3, "wording": "下降3%"}, []),
        ("result", "2029年税收3亿元。", TAX | {"year": 2029}, []),
        ("result", "2028年税收3亿元。", TAX | {"year": 2029}, ["2028"]),
        ("result", "12个镇税收3亿元。", TAX | {"name": "12个镇税收"}, []),
        ("result", "12个镇税收3亿元。", TAX, ["12"]),
        ("result", "居民收入提高0.5个百分点。", GROWTH | {"measure": "points", "value": 0.5, "unit": "个百分点", "wording": "0.5个百分点"}, []),
        ("honour", "获评全国100强城市。", TOWN | {"title": "全国100强城市"}, []),
        ("honour", "2029年获评全国100强城市。", TOWN | {"title": "全国100强城市"}, ["2029"]),
        ("honour", "三年获评全国文明城市。", TOWN, ["三"]),
        ("project", "12号桥完工。", BRIDGE, []),
        ("project", "12号桥完工，十二号桥好，桥12好。", BRIDGE, ["十二", "12"]),
        ("project", "12号桥完工，十二号桥好，桥12好。", BRIDGE | {"aliases": "[十二号桥, 桥12]"}, []),
        ("project", "12号桥完工，投资3亿元。", BRIDGE | {"quote": "12号桥完工，投资3亿元", "investment": 3, "investment_unit": "亿元"}, []),
        ("project", "12号桥完工，投资3亿元。", BRIDGE | {"quote": "12号桥完工，投资3亿元"}, ["3"]),
    ],
)  # fmt: skip
def test_a_number_is_accounted_for_by_what_gives_it(
    kind: str, sentence: str, fields: dict[str, Any], left: list[str], tmp_path: Path
) -> None:
    """A number is a record's value or year in its quote, or stands in a name; whatever is beside these is left over."""
    findings = check_file(str(with_record(tmp_path, kind, "1.p1", sentence, fields)), shipped()).findings
    assert [one.detail.partition(" in ")[0] for one in findings if one.code == "E601"] == left


def test_a_number_that_is_left_over_is_shown_between_its_neighbours(tmp_path: Path) -> None:
    """Where a number is in no record, the eight characters before it and behind it say which is meant."""
    file = with_record(tmp_path, "result", "1.p1", "税收3亿元，东门市场完成投资5亿元。", TAX)
    (left,) = (one.detail for one in check_file(str(file), shipped()).findings if one.code == "E601")
    assert left == "5 in “东门市场完成投资5亿元。事故起数下” is in no record"


def test_an_amount_is_its_value_in_the_base_unit(report: Report) -> None:
    """The computed amounts of the shipped report are its values times 万, 亿 or 1, exactly."""
    scales = {"万": 10**4, "亿": 10**8}
    for figure in (*report.targets, *report.results):
        if figure.value is not None and figure.unit:
            exact = Decimal(str(figure.value)) * scales.get(figure.unit[0], 1)
            assert Decimal(str(figure.amount)) == exact, figure.id
            assert (figure.base_unit or "") == figure.unit.lstrip("万亿")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("分别增长5%、7%左右", [("5", "", "%", "about"), ("7", "", "%", "about")]),
        ("增长5%左右，占比5%", [("5", "", "%", "about"), ("5", "", "%", "exact")]),
        ("突破5亿元", [("5", "", "亿元", "above")]),
        ("超过126万亿元", [("126", "", "万亿元", "above")]),
        ("达30余亿元", [("30", "", "亿元", "above")]),
        ("不低于2000亿元", [("2000", "", "亿元", "at_least")]),
        ("不超过5.5%", [("5.5", "", "%", "at_most")]),
        ("控制在28微克/立方米以内", [("28", "", "微克/立方米", "at_most")]),
        ("每立方米28微克以下", [("28", "", "微克/立方米", "below")]),
        ("约5天", [("5", "", "天", "about")]),
        ("5%—5.5%", [("5", "5.5", "%", "exact")]),
        ("提高0.8个百分点", [("0.8", "", "个百分点", "exact")]),
        ("居全省第三、列第67位", [("3", "", "位", "exact"), ("67", "", "位", "exact")]),
        ("PM2.5、5G、“1+6”", []),
        ("十一年连丰", [("11", "", "年", "exact")]),
        ("5" + "个、" * 3000, [("5", "", "个", "exact")]),
        ("30多亿元、20亿多元", [("30", "", "亿元", "above"), ("20", "", "亿元", "above")]),
        ("3多式联运、5多项", [("5", "", "项", "above")]),
        ("十余家、近百人", [("10", "", "家", "above"), ("100", "", "人", "nearly")]),
        (
            "不足500元，至少5个，5个及以上",
            [("500", "", "元", "below"), ("5", "", "个", "at_least"), ("5", "", "个", "at_least")],
        ),
        ("约5个以上", [("5", "", "个", "at_least")]),
        ("1,200个、1,200.5元", [("1200", "", "个", "exact"), ("1200.5", "", "元", "exact")]),
        ("5-6%、5至6个、5亿—6亿元", [("5", "6", "%", "exact"), ("5", "6", "个", "exact"), ("5", "6", "亿元", "exact")]),
        (
            "每百公里5升，每人30元",
            [("100", "", "公里", "exact"), ("5", "", "升/百公里", "exact"), ("30", "", "元/人", "exact")],
        ),
        ("第十二位、首位、第12名", [("12", "", "位", "exact"), ("1", "", "位", "exact"), ("12", "", "位", "exact")]),
        ("两个百分点", [("2", "", "个百分点", "exact")]),
        ("5%、约7%", [("5", "", "%", "exact"), ("7", "", "%", "about")]),
    ],
)
def test_a_quantity_is_read_with_unit_and_bound(text: str, read: list[tuple[str, ...]]) -> None:
    """A number has the unit beside it, scale and all, and the bound that the words around it make."""
    found = [(one.value, one.high, one.unit, one.bound) for one in quantities(text)]
    assert [one for one in found if one[2]] == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("工业增加值、城乡居民收入分别增长3.9%、4%、6.5%", ["工业增加值", "城镇居民收入", "农村居民收入"]),
        ("城镇、农村居民收入分别增长5%和7%", ["城镇居民收入", "农村居民收入"]),
        ("城镇居民收入、农村居民收入分别增长5%、7%", ["城镇居民收入", "农村居民收入"]),
        ("粮食、油料产量分别为3万吨、2万吨", ["粮食产量", "油料产量"]),
        ("粮食面积、油料产量分别为3万亩、2万吨", ["粮食面积", "油料产量"]),
        ("电诈、刑事、治安警情分别下降1%、2%、3%", ["电诈警情", "刑事警情", "治安警情"]),
        ("税收5亿元，投资、消费分别增长5%、7%", ["税收", "投资", "消费"]),
        ("税收、投资分别增长5%、7%、9%", ["税收、投资分别增长", "、", "、"]),
        ("税收、投资分别增长5%，进口增长7%", ["税收、投资分别增长", "进口增长"]),
        ("税收、消费分别增长5%、7%，进口、出口分别增长8%、9%", ["税收", "消费", "进口", "出口"]),
    ],
)
def test_the_nth_subject_has_the_nth_number(text: str, said: list[str]) -> None:
    """What is said of several apart is dealt out in order, town and country too, where each has a number."""
    assert subjects(text, quantities(text)) == said


def test_prose_may_add_up() -> None:
    """A sum that is right is no claim of the report, a wrong one is; thousands of numbers are no matter."""
    assert [*claims_in("70 + 31 + 47 = 148")] == [("70", "70"), ("31", "31"), ("47", "47")]
    assert ("149", "149") in claims_in("70 + 31 + 47 = 149")
    assert len([*claims_in("11 + " * 8000)]) == 8000


def test_a_number_of_any_length_is_a_number() -> None:
    """A run of more digits than Python turns into an integer is read as it is written."""
    assert value_of("1" * 5000).startswith("1111")
    assert [value_of(run) for run in ("007", "２.50", "十一")] == ["7", "2.5", "11"]


# --- The text beside the file ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("\n一\x1b]0;owned\x07".encode(), ":2: holds the invisible character U+001B"),
        ("一\u202e".encode(), ":1: holds the invisible character U+202E"),
        ("政府\n".encode("gbk"), ":1: is not UTF-8 text"),
        (b"x" * (1 << 20) + b"x", ": cannot be read: it is larger than"),
    ],
)
def test_the_text_is_read_as_strictly_as_the_file(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invisible characters, other encodings and too much text are refused with file and line."""
    monkeypatch.setattr("gaoan_cli.files.MOST_BYTES", 1 << 20)
    file = write(tmp_path)
    file.with_suffix(".txt").write_bytes(content)
    with pytest.raises(DataError) as caught:
        check_file(str(file), shipped())
    assert f"report.txt{said}" in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_name_that_cannot_have_a_text_beside_it(tmp_path: Path) -> None:
    """A file whose name leaves no room for .txt is checked without the text."""
    file = write(tmp_path).rename(tmp_path / ("x" * 253))
    assert check_file(str(file), shipped())[1:4:2] == ((), False)


# --- Time -----------------------------------------------------------------------------------------


def steps(file: str) -> int:
    """How many lines of the encode room a check runs, loops counted each time round."""
    count = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def called(frame: FrameType, event: str, _: Any) -> Any:
        return line if "/encode/" in Path(frame.f_code.co_filename).as_posix() else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        check_file(file, shipped())
    finally:
        sys.settrace(before)
    return count


def exemptions(n: int) -> tuple[tuple[str, str], ...]:
    """As many paragraphs with a number, and an exemption for each."""
    paragraphs = "".join(f'      - id: "2.p{i}"\n        text: 第{i}号甲{i}乙\n' for i in range(2, n))
    words = "".join(f"  - {{words: 甲{i}乙, reason: x}}\n" for i in range(2, n))
    return ("  - id: A\n", f"{paragraphs}  - id: A\n"), ("\nterms:", f"\nexemptions:\n{words}\nterms:")


def results(n: int) -> tuple[tuple[str, str], ...]:
    """A paragraph of as many numbers, each quoted by a result and summed up in a note."""
    numbers = range(1000, 1000 + n)
    text = f'      - id: "1.p2"\n        text: {"".join(f"{i}个，" for i in numbers)}\n    sections:\n'
    records = "".join(
        f"  - {{id: r-{i}, name: 名{i}, name_en: x, measure: level, value: {i}, unit: 个, bound: exact, "
        f"wording: {i}个, quote: {i}个, paragraph: 1.p2, topic: economy, note_en: 10 + {i} = {i + 10}}}\n"
        for i in numbers
    )
    return ("    sections:\n", text), ("\nresults:\n", f"\nresults:\n{records}")


def mentions(n: int) -> tuple[tuple[str, str], ...]:
    """As many paragraphs that use a term, and as many terms."""
    paragraphs = "".join(f'      - id: "2.p{i}"\n        text: “三桥”[1]\n' for i in range(2, n))
    terms = "".join(
        f"  - {{id: t{i}, note: 1, name: 桥{i}, name_en: x, definition: x, definition_en: x, paragraph: A.p1}}\n"
        for i in range(n)
    )
    named = ", ".join(f"2.p{i}" for i in range(1, n))
    return (
        ("  - id: A\n", f"{paragraphs}  - id: A\n"),
        ('mentions: ["2.p1"]', f"mentions: [{named}]"),
        ("\ntargets:", f"{terms}\ntargets:"),
    )


@pytest.mark.parametrize("grown", [exemptions, results, mentions])
def test_a_check_grows_with_what_it_checks(grown: Callable[[int], tuple[tuple[str, str], ...]], tmp_path: Path) -> None:
    """Twice as much of anything takes about twice as many steps."""
    few, twice, four = (steps(str(write(tmp_path, *grown(n)))) for n in (60, 120, 240))
    assert four - twice < 2.2 * (twice - few)


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (("text: 临溪大桥开工，", "text: 临溪大桥已开工，"), "“面貌更新临溪大桥已开工，总投资3” should be “面貌更新临溪大桥开工，总投资3亿”"),
        (("text: 临溪大桥开工，", "text: 临溪  大桥 开工，"), ""),
        (("南门桥。\n            text_en", "南门桥。另\n            text_en"), "“北门桥、南门桥。另” should be “北门桥、南门桥。”"),
        (("heading: 政府工作报告", "heading: 府工作报告"), "“府工作报告——2” should be “政府工作报告——”"),
    ],
)  # fmt: skip
def test_where_a_text_differs_is_shown(edit: tuple[str, str], told: str, tmp_path: Path) -> None:
    """Beside the words in which an encoding first leaves its text stand the text's own; white space is no matter."""
    findings = check_file(str(write(tmp_path, edit)), shipped()).findings
    assert [one.detail for one in findings if one.code == "E501"] == [told] * bool(told)


def test_full_width_digits_are_numbers(tmp_path: Path) -> None:
    """A number in full-width digits is a number that some record must give."""
    file = write(tmp_path, ("text: 临溪大桥开工，", "text: ９号临溪大桥开工，"))
    details = [finding.detail for finding in check_file(str(file), shipped()).findings if finding.code == "E601"]
    assert any(detail.startswith("９ in") for detail in details)


def test_a_proof_without_the_original_says_so(run: Run, tmp_path: Path) -> None:
    """Without the text beside it, an encoding is not said to be proved outright."""
    file = write(tmp_path)
    assert "proved, but for its text" not in run("check", str(file)).stdout
    file.with_suffix(".txt").unlink()
    assert "proved, but for its text" in run("check", str(file)).stdout


def test_the_template_is_proved(run: Run) -> None:
    """The template in the docs passes every check."""
    ran = run("check", str(TEMPLATE))
    assert ran.exit_code == 0, ran.stdout
    assert "is proved" in ran.stdout


def test_the_shipped_report_is_proved(run: Run) -> None:
    """gaoan check passes and prints what it covered."""
    ran = run("check")
    assert ran.exit_code == 0
    assert re.search(r"runs of digits +(\d+) of \1 accounted for", ran.stdout)
    assert re.search(r"Chinese numerals +(\d+) of \1 accounted for", ran.stdout)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("value: 254", "value: 245", "homes-made-age-friendly"),
        ("quote: 新增城镇就业8925人", "quote: 新增城镇就业8952人", "new-urban-jobs"),
        ("第一，新增城镇就业8925人。", "第一，新增城镇就业8952人。", "new-urban-jobs"),
    ],
)
def test_one_wrong_digit_is_named(run: Run, tmp_path: Path, old: str, new: str, named: str) -> None:
    """A digit changed in a copy, in a value, a quote or the text, is found and the record named."""
    text = Path(shipped()).read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / "copy.yaml"
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = run("check", str(copy))
    assert ran.exit_code == 3
    assert named in ran.stdout


def records_of(text: str) -> dict[str, str]:
    """The YAML of each record by id, as it stands in the shipped file."""
    body = text[text.index("\ntargets:") : text.index("\nexemptions:")]
    parts = re.split(r"(?m)^(?=  - id: )", body)
    return {part.split("\n", 1)[0][8:]: part for part in parts if part.startswith("  - id: ")}


SHIPPED = Path(shipped()).read_text(encoding="utf-8")


@pytest.mark.no_cover
@pytest.mark.parametrize("id", [*records_of(SHIPPED)][::150])
def test_a_dropped_record_is_noticed(run: Run, tmp_path: Path, id: str) -> None:
    """A record left out of a copy is noticed."""
    record = records_of(SHIPPED)[id]
    copy = tmp_path / "copy.yaml"
    lines = [line for line in record.splitlines(keepends=True) if line.startswith(("  - ", "    "))]
    copy.write_text(SHIPPED.replace("".join(lines), "", 1), encoding="utf-8")
    ran = run("check", str(copy))
    assert ran.exit_code == 3


def test_findings_as_json(run: Run, tmp_path: Path) -> None:
    """--json gives every finding with code, rule, line, record and detail."""
    file = write(tmp_path, ("value: -12.5", "value: 12.5"), ("quote: 获评全省卫生城市", "quote: 评为卫生城市"))
    ran = run("check", str(file), "--json")
    assert ran.exit_code == 3
    assert {tuple(finding) for finding in ran.json} == {("code", "rule", "line", "record", "detail")}
    assert {"E201", "E207"} <= {finding["code"] for finding in ran.json}
    line = next(finding["line"] for finding in ran.json if finding["code"] == "E207")
    assert "accidents-growth" in file.read_text(encoding="utf-8").splitlines()[line - 1]


def test_many_files_have_a_line_each(run: Run, tmp_path: Path) -> None:
    """Of several files each is proved, has its mistakes, or cannot be read, in their order; none stops another."""
    for name in ("first", "third"):
        (tmp_path / name).mkdir()
    first = write(tmp_path / "first")
    second = tmp_path / "none.yaml"
    third = write(tmp_path / "third", ("value: -12.5", "value: 12.5"))
    ran = run("check", str(third), str(second), str(first))
    assert ran.exit_code == 3
    lines = [line for line in ran.stdout.splitlines() if not line.startswith(" ")]
    assert lines[0] == f"{third}: 1 mistake"
    assert lines[1].startswith(f"{third}:") and ": E207: result accidents-growth: " in lines[1]
    assert lines[2:] == [f"{first}: proved", "1 of 3 files have no mistake"]
    assert ran.stderr.startswith(f"gaoan: {second}: cannot be read: ")
    ran = run("check", str(first), str(third), "--json")
    assert ran.exit_code == 3
    assert [[*finding] for finding in ran.json] == [["file", "code", "rule", "line", "record", "detail"]]
    assert ran.json[0]["file"] == str(third)
    ran = run("check", str(first), str(first), "--section", "2")
    assert (ran.exit_code, ran.stdout.splitlines()[0]) == (0, f"nothing is found in 2 of {first}")
    ran = run("check", str(first), str(first), "--section", "9")
    assert (ran.exit_code, ran.stderr.count(f"{first}: there is no section '9'")) == (3, 2)


def test_many_files_are_told_of_in_the_language_shown(tmp_path: Path) -> None:
    """The processes that check several files speak the language of the one that starts them."""
    language.choose("zh")
    told = [str(one) for one in outcomes([str(tmp_path / "none.yaml")] * 2, shipped(), None)]
    assert [one.partition("none.yaml: ")[2][:4] for one in told] == ["无法读取", "无法读取"]


def test_a_file_without_shape_lists_all_mistakes(run: Run, tmp_path: Path) -> None:
    """Mistakes of shape in several records are all listed, each with its line."""
    edits = ("bound: about  ", "bound: roughly  "), ("status: awarded", "state: awarded")
    ran = run("check", str(write(tmp_path, *edits)), "--json")
    assert [finding["code"] for finding in ran.json] == ["E001", "E001"]
    assert all(finding["line"] for finding in ran.json)


def test_the_template_is_not_this_report() -> None:
    """Nothing in the invented report stands in the real one, so that a pass proves the checks general."""
    assert "临溪" not in (ROOT / "data" / "report.txt").read_text(encoding="utf-8")


def test_a_rule_tells_so_many_findings_and_then_that_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a rule that is broken everywhere so many breaches are told, and one line says that there are more."""
    file = str(write(tmp_path, ("text: 经济稳中有进。", "text: 经济稳中有进。11、12、13、14。")))
    for most, told in ((2, 3), (3, 4), (4, 4)):
        monkeypatch.setattr(check, "MOST_FINDINGS", most)
        details = [one.detail for one in check_file(file, shipped()).findings if one.code == "E601"]
        assert len(details) == told
        assert details[-1].startswith("and more") is (most < 4)


@pytest.mark.parametrize(
    ("section", "anywhere", "only"),
    [
        ("0", 0, 0),
        ("1", 1, 1),
        ("1.p1", 0, 0),
        ("1.1", 1, 1),
        ("1.1.p1", 1, 1),
        ("2", 1, 0),
        ("2.p1", 1, 0),
        ("A", 1, 0),
    ],
)
def test_an_exemption_is_told_where_its_words_stand(section: str, anywhere: int, only: int, tmp_path: Path) -> None:
    """A needless exemption is found in each section that has its words; one for a paragraph in those around that."""
    for more, told in (("", anywhere), (', paragraph: "1.1.p1"', only)):
        needless = (
            "a set phrase (consistently)}\n",
            f"a set phrase}}\n  - {{words: 临溪大桥, reason: a bridge{more}}}\n",
        )
        findings = check_file(str(write(tmp_path, needless)), shipped(), section).findings
        assert [one.code for one in findings] == ["E602"] * told


@pytest.mark.parametrize("length", [299, 300, 301, 2000])
def test_what_is_told_of_a_record_is_cut(length: int, tmp_path: Path) -> None:
    """A detail of more than three hundred characters ends there, with a mark."""
    words = "字" * (length - len("not in the quote: "))
    findings = check_file(str(write(tmp_path, ("wording: 新增学位1200个", f"wording: {words}"))), shipped()).findings
    [detail] = [one.detail for one in findings if one.code == "E203"]
    assert detail == f"not in the quote: {words}"[:300] + ("…" if length > 300 else "")


def test_people_read_how_many_findings_there_are(run: Run, tmp_path: Path) -> None:
    """The findings are counted, by code too, and so are the drafts; one is said to be one."""
    value, drafted = ("value: -12.5", "value: 12.5"), ("    role: plan\n", "    role: plan\n    draft: true\n")
    another = ("status: awarded", "status: awarded\n    draft: true")
    for edits, lines in (
        ((value,), ["1 finding", "  E207: 1"]),
        ((drafted,), ["1 finding", "  E607: 1", "1 draft is unread"]),
        ((value, drafted, another), ["3 findings", "  E207: 1", "  E607: 2", "2 drafts are unread"]),
    ):
        ran = run("check", str(write(tmp_path, *edits)))
        assert (ran.exit_code, ran.stdout.splitlines()[-len(lines) :]) == (3, lines)
    ran = run("check", str(write(tmp_path, value)), "--section", "1")
    assert ran.stdout.splitlines()[-2:] == ["1 finding in 1", "  E207: 1"]


def test_a_proof_says_how_much_it_covers(run: Run, tmp_path: Path) -> None:
    """What is covered is counted by kind and measure, in columns."""
    told = run("check", str(write(tmp_path))).stdout.splitlines()[1:]
    rows = dict(re.split("  +", line.strip(), maxsplit=1) for line in told)
    assert (rows["targets"], rows["results"], rows["terms"], rows["paragraphs"]) == ("5", "8", "1", "6")
    assert (rows["results, ratio"], rows["targets, growth"], rows["exemptions"]) == ("3", "2", "9")
    assert rows["text"] == "equals the original"
    assert len({len(line) - len(re.split("  +", line)[-1]) for line in told}) == 1


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no file names of open pipes")
def test_a_pipe_is_one_of_many(tmp_path: Path, run: Run) -> None:
    """A pipe, which no other process can open, is proved beside files; a section is named in the count."""
    reading, writing = os.pipe()
    os.write(writing, TEMPLATE.read_bytes())
    os.close(writing)
    file = write(tmp_path)
    ran = run("check", f"/dev/fd/{reading}", str(file))
    os.close(reading)
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (0, "2 of 2 files have no mistake")
    ran = run("check", "--section", "2", str(file), str(file))
    assert ran.stdout.splitlines()[-1] == "2 of 2 files have no mistake in 2"
