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
    ],
)
def test_a_quantity_is_read_with_unit_and_bound(text: str, read: list[tuple[str, ...]]) -> None:
    """A number has the unit beside it, scale and all, and the bound that the words around it make."""
    found = [(one.value, one.high, one.unit, one.bound) for one in quantities(text)]
    assert [one for one in found if one[2]] == read


def test_the_nth_subject_has_the_nth_number() -> None:
    """What is said of several apart is dealt out in order, town and country too."""
    text = "工业增加值、城乡居民收入分别增长3.9%、4%、6.5%"
    assert subjects(text, quantities(text)) == ["工业增加值", "城镇居民收入", "农村居民收入"]


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
