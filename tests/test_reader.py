"""The strict reader: every scalar typed by the model, and every other YAML refused in one line."""

from __future__ import annotations

import copy
import json
import os
import random
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import TEMPLATE, Run
from gaoan_cli.encode import reader
from gaoan_cli.encode.builder import names_of
from gaoan_cli.encode.reader import Malformed, Source
from gaoan_cli.encode.records import base_amount, records_of
from gaoan_cli.encode.shapes import IN_VALUE, SHAPES
from gaoan_cli.errors import DataError
from gaoan_cli.load import load_report
from gaoan_cli.report.model import Figure

TEXT = TEMPLATE.read_text(encoding="utf-8")
REFUSED = 3


@pytest.fixture(params=[yaml.CBaseLoader, yaml.BaseLoader], ids=["libyaml", "python"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runs under both of PyYAML's parsers."""
    monkeypatch.setattr(reader, "Loader", request.param)


def edited(*edits: tuple[str, str]) -> str:
    """The template with the first of each of these replaced."""
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(text: str) -> Source:
    """What an encoding says."""
    return reader.read(text.encode("utf-8", "surrogatepass"), "report.yaml")


def mistakes(text: str | bytes) -> list[DataError]:
    """What is wrong with an encoding that must be refused; each in one clean line."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with pytest.raises(Malformed) as caught:
        reader.read(data, "report.yaml")
    for finding in caught.value.findings:
        assert str(finding).isprintable(), ascii(str(finding))
        assert len(str(finding)) < 500
    return caught.value.findings


# --- Scalars are typed by the model -----------------------------------------------------------------


@pytest.mark.usefixtures("either")
def test_text_stays_text() -> None:
    """What YAML would take for a number, a truth, a date or nothing is text where text is asked for."""
    for word in ("1225", "no", "0x1F", "1e3", "1_000", "12:30", "2031-01-15", "null", "~", ".inf", "<<", "="):
        said = read(edited(("name: 地区生产总值增速", f"name: {word}"), ("[GDP, ", f"[{word}, ")))
        assert said.targets[0]["name"] == word
        assert said.targets[0]["aliases"] == [word, "地区生产总值"]


def test_a_number_is_read_as_printed() -> None:
    """A number keeps its kind: whole without a point, decimal with one."""
    for written, value in (("5", 5), ("0", 0), ("5.0", 5.0), ("-12.5", -12.5), ('"200.50"', 200.5)):
        found = read(edited(("value: 5\n", f"value: {written}\n"))).targets[0]["value"]
        assert (found, type(found)) == (value, type(value))


def test_what_is_no_printed_number_is_refused() -> None:
    """A value takes ASCII digits, one point and a minus, and nothing else."""
    odd = ("five", "5%", "1e3", ".5", "5.", "+5", "1_000", '"1,200"', ".nan", "12:30", "５", "五", '"5 "', '""')
    for written in (*odd, "1" * 16, "1" * 5000, "1234567890.123456", "0.1234567", '"5\\n"'):
        [mistake] = mistakes(edited(("value: 5\n", f"value: {written}\n")))
        assert (mistake.record, mistake.message[:7]) == ("target gdp-growth", "value: ")


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("year: 2031 ", "year: ２０３１ ", "a whole number"),
        ("date: 2031-01-15", "date: 2031-02-30", "a date"),
        ("headline: true", "headline: yes", "true or false"),
        ("bound: about", "bound: ≈", "one of exact, about"),
        ("topic: economy", "topic: weather", "one of economy, "),
        ("status: started", "status: awarded", "one of planned, "),
        ("counts: {terms: 1", "counts: {terms: -1", "a whole number"),
        ("id: gdp-growth", "id: gdp--growth", "lower-case ASCII words"),
        ('id: "1.1"', 'id: "1.１"', "a position"),
        ("baseline: [gdp-growth", 'baseline: ["gdp growth"', "lower-case ASCII words"),
        ("pinyin: xi", "pinyin: Xi", "syllables of pinyin"),
    ],
)
def test_a_scalar_of_the_wrong_type_is_refused(old: str, new: str, right: str) -> None:
    """A scalar that its key cannot hold is named with its line and with what would be right."""
    [mistake] = mistakes(edited((old, new)))
    assert mistake.line == TEXT[: TEXT.index(old)].count("\n") + 1
    assert f" must be {right}" in mistake.message


@pytest.mark.usefixtures("either")
def test_an_optional_key_may_say_nothing() -> None:
    """Null, a tilde and no value at all leave an optional key out; a quoted null is a word."""
    for nothing in ("null", "~", ""):
        said = read(edited(("headline: true\n", f"headline: {nothing}\n    note_en: {nothing}\n")))
        assert said.targets[0]["note_en"] is said.targets[0]["headline"] is None
    assert read(edited(("modality: 力争", 'note_en: "null"'))).targets[1]["note_en"] == "null"


def test_a_required_text_may_not_be_empty() -> None:
    """A name of nothing, or of blanks, is refused."""
    for empty in ('""', "''", '" "', "\u3000", "", "[]", "{}"):
        assert mistakes(edited(("name: 地区生产总值增速", f"name: {empty}")))


def test_a_reading_has_a_syllable_for_each_character() -> None:
    """A word read with too few syllables, or too many, is refused at its line."""
    for pinyin in ("hang", "hang ye ye"):
        new = f"{{words: 行业, pinyin: {pinyin}}}"
        [mistake] = mistakes(edited(("{words: 溪, pinyin: xi}", new)))
        assert mistake.message == "pinyin must have a syllable for each character of words"
        assert mistake.line == TEXT[: TEXT.index("{words: 溪")].count("\n") + 1


# --- Keys -----------------------------------------------------------------------------------------


def mappings(values: Any, shape: str, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """(path, shape) of every mapping in the template, the first of each shape last."""
    for key, field in SHAPES[shape].items():
        if isinstance(field.of, str) and values.get(key):
            many = reversed([*enumerate(values[key])]) if field.many else [(None, values[key])]
            for at, child in many:
                yield from mappings(child, field.of, (*path, key) if at is None else (*path, key, at))
    yield path, shape


PLAIN = yaml.load(TEXT, Loader=yaml.BaseLoader)
PLACES = {shape: path for path, shape in mappings(PLAIN, "file")}


def changed(path: tuple[str | int, ...], without: str = "", **entries: Any) -> str:
    """The template as JSON, which is YAML too, with the mapping at this path changed."""
    values = copy.deepcopy(PLAIN)
    here: Any = values
    for step in path:
        here = here[step]
    here.pop(without, None)
    here.update(entries)
    return json.dumps(values, ensure_ascii=False)


def test_the_template_has_every_shape() -> None:
    """The template shows every kind of mapping, so the tests below reach them all."""
    assert {*PLACES} == {*SHAPES}


def test_the_form_of_the_yaml_does_not_matter() -> None:
    """The template dumped by a program, as JSON, with CRLF or a byte order mark says the same."""
    said = read(TEXT)._replace(lines={})
    flow = yaml.safe_dump(PLAIN, allow_unicode=True, default_flow_style=True, default_style='"')
    for other in (changed(()), flow, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT):
        assert read(other)._replace(lines={}) == said


@pytest.mark.parametrize("shape", PLACES)
def test_every_mapping_refuses_what_has_not_its_shape(shape: str) -> None:
    """A mapping refuses an unknown key, a lacking one, and at each key a value of another shape."""
    path = PLACES[shape]
    [unknown] = mistakes(changed(path, colour="red"))
    assert unknown.message.startswith("unknown key 'colour' in ")
    for key, field in SHAPES[shape].items():
        assert key in unknown.message
        if field.required:
            [lacking] = mistakes(changed(path, without=key))
            assert lacking.message.endswith(f" lacks {key}")
        nested = isinstance(field.of, str)
        for wrong in ("word", ["word"], {"word": "word"}, [{"word": "word"}]):
            if isinstance(wrong, str) and not nested and not field.many:
                continue  # a scalar, which may be right
            if wrong == ["word"] and not nested and field.many:
                continue
            assert mistakes(changed(path, key, **{key: wrong})), (key, wrong)


def test_a_repeated_key_is_refused() -> None:
    """A key that stands twice is named, in the file, a record, a flow mapping, or in quotes."""
    for old, new in (
        ("schema: 2\n", "schema: 2\nschema: 2\n"),
        ("    topic: economy\n", '    topic: economy\n    "topic": economy\n'),
        ("{words: 溪,", "{words: 溪, words: 溪,"),
    ):
        assert " stands twice in " in mistakes(edited((old, new)))[0].message


def test_a_key_that_is_no_word_is_refused() -> None:
    """Keys that are lists, mappings, merges or nothing are unknown keys."""
    for key in ("? [a, b]\n:", "? {a: b}\n:", "? |\n  a\n:", '"":', "<<:", "1:", '"\\e[31m":', "x" * 1000 + ":"):
        assert "unknown key" in mistakes(edited(("terms:\n", f"{key} 1\nterms:\n")))[0].message


def test_every_mistake_is_told() -> None:
    """The findings of a file with three bad records are three, in order, and the message tells of the rest."""
    text = edited(("value: 5\n", "value: five\n"), ("value: 1500", "value: many"), ("value: 200.5", "value: big"))
    assert [(finding.record, finding.line) for finding in mistakes(text)] == [
        (record, text[: text.index(word)].count("\n") + 1)
        for record, word in (
            ("target gdp-growth", "value: five"),
            ("target new-school-places", "value: many"),
            ("result gross-regional-product", "value: big"),
        )
    ]
    with pytest.raises(Malformed, match=r"\(and 2 more; gaoan check lists them\)$"):
        read(text)


def test_a_thousand_mistakes_are_told_in_part() -> None:
    """The list of findings ends somewhere, and the file is refused all the same."""
    assert 100 <= len(mistakes("schema: 2\ntargets:\n" + "- {}\n" * 1000)) <= 101


# --- What YAML can do and an encoding must not -------------------------------------------------------

NAME = "name: 地区生产总值增速"


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "unknown key 'a'"),
        ("schema: 2\nterms: &a\n- {id: &b x}\n", "anchors and aliases are not allowed"),
        (edited((NAME, "name: *name")), "anchors and aliases are not allowed"),
        (edited(("[GDP, ", "&a [GDP, *a, *a, ")), "anchors and aliases are not allowed"),
        (edited(("value: 5\n", "value: five\n    more: &a {b: *a}\n")), "value: 'five' must be a number"),
        (edited((NAME, "name: !!python/object/apply:os.system [id]")), "the tag "),
        (edited(("schema: 2", "schema: !!int 2")), "the tag "),
        (edited(("schema: 2", "schema: !" + "x" * 10_000 + " 2")), "the tag "),
        (TEXT + "---\nschema: 2\n", "a second document begins here"),
        ("", "is empty"),
        ("\n\n# nothing\n", "is empty"),
        ("- junk\n" * 1000, "a report is a mapping"),
        ("<html><body>not found</body></html>\n", "a report is a mapping"),
        ("{}\n", "the file lacks schema, report, sections"),
        ("schema: 3\nfuture: true\n", "schema 3 is not known to this version: it reads schema 2"),
        (edited(("terms:\n", "terms:\n- junk\n- 1\n")), "an item of terms must be a mapping"),
        ("schema: 2\nterms: [[], [], {}]\n", "term must be a mapping"),
        ("schema: 2\n\tterms: x\n", "is not YAML"),
        ("{schema: 2", "is not YAML"),
        ("%YAML 1.1\n---\n" + TEXT, "directives (%) are not allowed"),
        ("#\r%TAG ! tag:x,2000:\r---\r!y\rschema: 2\r", "directives (%) are not allowed"),
        (edited(("topic: economy", "topic: " + "x" * 20_000)), "longer than 10,000 characters"),
        (edited(("text: 经济", "text: " + "x" * 20_000 + "经济")), "longer than 10,000 characters"),
    ],
    ids=range(23),
)
def test_yaml_that_is_no_encoding_is_refused(content: str, said: str) -> None:
    """Anchors, tags, directives, second documents, other schemas and broken YAML: one line says which."""
    assert said in mistakes(content)[0].message


def test_directives_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of directives, over which libyaml takes quadratic time, never reaches it."""
    monkeypatch.setattr(yaml, "parse", None)
    [mistake] = mistakes("# x\n" + "%TAG !a! tag:x,2000:\n" * 9 + "---\n" + TEXT)
    assert (mistake.line, mistake.message[:10]) == (2, "directives")


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    "content",
    [
        "[" * 9000,
        "- " * 9000 + "x",
        "schema: 2\ntargets:\n- {colour: " + "[" * 9000 + "]" * 9000 + "}\n",
        "schema: 2\nsections:\n- " + '{id: "1", sections: [' * 9000 + "]}" * 9000,
        "".join(f"{' ' * depth}a:\n" for depth in range(900)),
    ],
    ids=range(5),
)
def test_depth_is_refused(content: str) -> None:
    """Thousands of levels, in flow or in blocks, are one line of refusal and no deep recursion."""
    assert mistakes(content)


def test_a_few_levels_are_read_and_many_are_not() -> None:
    """Parts inside parts are read to the depth that is documented, and refused beyond it."""

    def nested(depth: int) -> str:
        inner = "[{name: x, name_en: x, wording: x, parts: " * depth + "[]" + "}]" * depth
        return edited(("wording: 临溪大桥}", f"wording: 临溪大桥, parts: {inner}}}"))

    assert read(nested(3)).terms[0]["parts"][0]["parts"][0]["parts"][0]["name"] == "x"
    [mistake] = mistakes(nested(reader.DEEPEST + 1))
    assert f"nested more than {reader.DEEPEST} levels deep" in mistake.message


def test_a_value_and_a_list_have_a_greatest_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of so many characters and a list of so many items are read; one more is refused, and how many may be."""
    longest = "x" * reader.LONGEST_VALUE
    assert read(edited((NAME, f"name: {longest}"))).targets[0]["name"] == longest
    [mistake] = mistakes(edited((NAME, f"name: {longest}x")))
    assert mistake.message == "name is longer than 10,000 characters"
    monkeypatch.setattr(reader, "LONGEST_LIST", 9)
    for items in (9, 10):
        text = edited(("[GDP, 地区生产总值]", f"[{', '.join('abcdefghij'[:items])}]"))
        if items == 9:
            assert len(read(text).targets[0]["aliases"]) == items
        else:
            assert [one.message for one in mistakes(text)] == ["aliases has more than 9 items"]


@pytest.mark.parametrize(("wide", "deep", "told"), [(2, 2, [3, 4, 6, 1]), (40, 2, [3]), (2, 9, [3])])
def test_reading_goes_on_behind_a_mistaken_record(
    wide: int, deep: int, told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records behind a mistaken one are read too, unless it is so long or so deep that they are not looked for."""
    monkeypatch.setattr(reader, "LONGEST_SKIP", 40)
    monkeypatch.setattr(reader, "DEEPEST_SKIP", 6)
    record = "{colour: " + "[" * deep + "x, " * wide + "]" * deep + "}"
    text = f"schema: 2\ntargets:\n- {record}\n- {{colour: 1}}\nresults:\n- {{colour: 2}}\n"
    assert [one.line for one in mistakes(text)] == told


@pytest.mark.parametrize(
    ("lacking", "broken"),
    [("name_en: x, ", False), ("topic: economy, ", False), ("quote: x, ", False), ("paragraph: 1.p1, ", True)],
)
def test_a_draft_may_lack_what_a_program_cannot_know(lacking: str, broken: bool) -> None:
    """A record marked as a draft needs no text and no choice, only where it stands; any other needs all."""
    key = lacking.partition(":")[0]
    fields = "id: one, name: x, name_en: x, measure: level, wording: x, topic: economy, quote: x, paragraph: 1.p1, "
    record = f"results:\n  - {{{fields.replace(lacking, '')}draft: true}}\n"
    if broken:
        assert [one.message for one in mistakes(edited(("results:\n", record)))] == ["result lacks paragraph"]
    else:
        assert read(edited(("results:\n", record))).results[0][key] == ""
    for marked in ("draft: false", "draft: ~"):
        [mistake] = mistakes(edited(("results:\n", record.replace("draft: true", marked))))
        assert mistake.message == f"result lacks {key}"


def test_what_a_file_leaves_out_follows_from_where_it_stands() -> None:
    """A section has its part's role, a record the year of its kind or part, an exemption is of a number."""
    said = read(TEXT)
    assert [one["role"] for one in said.sections] == ["front", "review", "plan", "notes"]
    assert said.sections[1]["sections"][0]["role"] == "review"
    assert read(edited(("    role: plan\n", ""))).sections[2]["role"] == "other"
    assert [one["year"] for one in said.projects] == [2030, 2031]
    assert {one["year"] for one in said.targets} == {2031}
    assert {one["year"] for one in (*said.results, *said.honours)} == {2030}
    assert read(edited(("status: planned", "year: 2029\n    status: planned"))).projects[1]["year"] == 2029
    assert [one["of"] for one in said.exemptions if "一" in one["words"]] == ["number", "resolve word"]


@pytest.mark.parametrize(
    ("value", "unit", "amount", "base"),
    [
        (586.9, "亿元", 58690000000, "元"),
        (0.1, "亿元", 10000000, "元"),
        (1.23456, "万元", 12345.6, "元"),
        (2, "万亿元", 2 * 10**12, "元"),
        (5, "万", 50000, None),
        (0.3, "个", 0.3, "个"),
        (5, None, 5, None),
        (None, "亿元", None, "元"),
    ],
)
def test_a_value_in_the_base_unit(
    value: float | None, unit: str | None, amount: float | None, base: str | None
) -> None:
    """A value is multiplied by the scale of its unit exactly, and is whole where that is."""
    found = base_amount(value, unit)
    assert found == (amount, base)
    assert type(found[0]) is type(amount)


def test_a_record_has_the_english_of_the_sentences_that_it_quotes() -> None:
    """The English beside a quote is that of its sentence, of both where it has two, and none where one has none."""
    quote = "quote: 新增学位1200个\n"

    def english(*edits: tuple[str, str]) -> str | None:
        result = records_of(read(edited(*edits)))["result"][6]
        assert isinstance(result, Figure)
        return result.quote_en

    second = "The number of accidents fell by 12.5%, and the urbanisation rate rose by 0.8 percentage points."
    first = english() or ""
    assert first.startswith("Gross regional product was") and first.endswith("school places were added.")
    assert english((quote, "quote: 新增学位1200个。\n")) == first
    assert english((quote, "quote: 事故起数下降12.5%\n")) == second
    assert english((quote, "quote: 1200个。事故起数\n")) == f"{first} {second}"
    assert english((quote, "quote: 1200个。事故起数\n"), (f"            text_en: {second}\n", "")) is None
    assert english((quote, "quote: 无此话\n")) is None


@pytest.mark.parametrize(
    ("kind", "place", "edit", "called"),
    [
        ("term", 0, None, "id three-bridges|note 1|name “三桥”|name_en “Three bridges”|alias 三座桥|alias three bridges|part 临溪大桥|part Linxi Bridge|part 北门桥|part North Gate Bridge|part 南门桥|part South Gate Bridge"),
        ("term", 0, ("note: 1 ", "# "), "id three-bridges|name “三桥”|name_en “Three bridges”|alias 三座桥|alias three bridges|part 临溪大桥|part Linxi Bridge|part 北门桥|part North Gate Bridge|part 南门桥|part South Gate Bridge"),
        ("honour", 0, None, "id provincial-sanitary-city|title 全省卫生城市|title_en Provincial Sanitary City|recipient 临溪市"),
        ("project", 1, None, "id linxi-bridge-2031|name 临溪大桥|name_en Linxi Bridge"),
        ("target", 0, None, "id gdp-growth|name 地区生产总值增速|name_en Growth of gross regional product|alias GDP|alias 地区生产总值"),
        ("section", 2, None, "id 1.1|title 城乡面貌更新|title_en Town and country renewed|heading （一）城乡面貌更新"),
        ("paragraph", 2, None, "id 1.p1|lead 经济稳中有进|lead_en The economy moved forward steadily"),
        ("paragraph", 2, ("        lead_en: The economy moved forward steadily\n", ""), "id 1.p1"),
        ("paragraph", 3, None, "id 1.1.p1"),
    ],
)  # fmt: skip
def test_what_a_record_is_called(kind: str, place: int, edit: tuple[str, str] | None, called: str) -> None:
    """A record is called by its id and names in both languages, its aliases, its parts, its lead where it has both."""
    record = records_of(read(edited(edit) if edit else TEXT))[kind][place]
    assert "|".join(map(" ".join, names_of(record))) == called


# --- Encodings and invisible characters ----------------------------------------------------------------


def test_other_encodings_are_refused() -> None:
    """A file that is not UTF-8 text is refused in one printable line, whatever its bytes are."""
    odd = (b"\0" * 5000, b"\x1f\x8b\x08\x00", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", random.Random(1).randbytes(9999))
    halves = (TEXT.encode().replace("临".encode(), half, 1) for half in (b"\0", b"\xff", b"\xed\xa0\x80", b"\xc0\x80"))
    for content in (*map(TEXT.encode, ("gbk", "utf-16", "utf-16-le", "utf-32")), *odd, *halves):
        mistakes(content)


def test_nothing_invisible_passes() -> None:
    """Every control and format character of Unicode, every surrogate and filler is refused; spaces are not."""
    kinds = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    unseen = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in kinds]
    for character in (*unseen, *"\u115f\u1160\u17b4\u180b\u2800\u3164\ufe0f\uffa0\uffff\U000e0100"):
        assert IN_VALUE.search(character), ascii(character)
    assert IN_VALUE.search(" \u3000\u00a0\u2002é한𠀀“”…—·%‰㎡\ue000") is None


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(("old", "new"), [(NAME, "name: {}"), ("[GDP,", "[{},"), ("title: 政府工作报告", "title: {}")])
def test_invisible_characters_are_refused(old: str, new: str) -> None:
    """Terminal escapes, direction marks and what cannot be seen are refused, written out or as escapes."""
    for written in ("\x1b[2J", "\x9b31m", "\u202e", "\xad", "\u200d", "\U000e0041", "\ufeff"):
        [mistake] = mistakes(edited((old, new.format(written))))
        assert "holds the invisible character U+" in mistake.message
    for escape in ("e[31m", "0", "r", "n", "x85", "u202e", "u2028", "uFEFF", "uDC80", "U00110000"):
        assert mistakes(edited((old, new.format(f'"\\{escape}"'))))


# --- Files ------------------------------------------------------------------------------------------------


@pytest.fixture
def refused(run: Run, tmp_path: Path) -> Callable[..., str]:
    """Ask a file through the command line, and return the one line that refuses it."""

    def refuse(file: str, *command: str) -> str:
        ran = run("--report", file, *(command or ("target", "gdp")))
        assert (ran.stdout, ran.exit_code) == ("", REFUSED)
        assert ran.stderr.startswith("gaoan: ")
        assert ran.stderr.removesuffix("\n").isprintable(), ascii(ran.stderr)
        return ran.stderr

    return refuse


@pytest.mark.parametrize("name", ["nowhere.yaml", ".", "x" * 300, "a\nb\x1b[31m", "\udcff\u202e", "a\0b"], ids=ascii)
def test_a_file_that_is_none_is_refused(name: str, refused: Callable[..., str], tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name each end in one line."""
    assert "cannot be read: " in refused(f"{tmp_path}/{name}")


def test_an_unreadable_file_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    """A file that the system refuses to read ends in one line."""
    file = tmp_path / "report.yaml"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):  # root reads everything but the memory at address 0
        file = Path("/proc/self/mem")
        if not file.exists():
            pytest.skip("this user can read every file")
    assert "cannot be read: " in refused(str(file))


def test_every_command_refuses_in_the_same_words(refused: Callable[..., str], tmp_path: Path) -> None:
    """Each command that reads a report refuses a bad one with file, line, record and what would be right."""
    file = tmp_path / "report.yaml"
    file.write_text(edited(("value: 1500", "value: many")), encoding="utf-8")
    line = TEXT[: TEXT.index("value: 1500")].count("\n") + 1
    said = "target new-school-places: value: 'many' must be a number as printed, like 5.6, of at most 15 digits\n"
    for command in ("target gdp", "section", "search gdp", "compare", "export text", "target gdp --json"):
        assert refused(str(file), *command.split()) == f"gaoan: {file}:{line}: {said}"


@pytest.mark.parametrize("endless", [False, True])
def test_a_file_has_a_largest_size(
    endless: bool, refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is too large, or has no end, is not read any further."""
    monkeypatch.setattr("gaoan_cli.files.MOST_BYTES", 1 << 20)
    file = Path("/dev/zero") if endless else tmp_path / "report.yaml"
    if not endless:
        file.write_text("#" * (1 << 21), encoding="utf-8")
    elif not file.exists():
        pytest.skip("no endless file")
    assert refused(str(file)).endswith("cannot be read: it is larger than 1 MiB\n")


@pytest.mark.no_cover
def test_a_big_honest_report_is_read(tmp_path: Path) -> None:
    """A report of a megabyte and more, an honest one, is read."""
    sentence = "          - text: 推进“三桥”建设[1]。\n            text_en: We will build the “three bridges” [1].\n"
    paragraph = '      - id: "2.p{}"\n        sentences:\n' + sentence * 50
    more = "".join(paragraph.format(number) for number in range(2, 250))
    file = tmp_path / "report.yaml"
    file.write_text(edited(("  - id: A\n", more + "  - id: A\n")), encoding="utf-8")
    assert load_report(file).count("paragraph") == 6 + 248
