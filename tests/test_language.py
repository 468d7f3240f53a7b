"""The languages of what people are shown, and the program's words in them."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main
import yaml
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from conftest import CATALOGUE, LOCALE, ROOT, TEMPLATE, Run
from gaoan_cli import answer, errors, language
from gaoan_cli.cli import about, usage
from gaoan_cli.cli import app as cli
from gaoan_cli.encode import check, mistakes, reader, shapes
from gaoan_cli.encode.draft import draft, summary
from gaoan_cli.encode.rules import RULES
from gaoan_cli.encode.said import said
from gaoan_cli.language import _
from gaoan_cli.load import PACKAGE, load_report, shipped
from gaoan_cli.matching import remarks
from gaoan_cli.matching.evidence import FEATURES, WHERE
from gaoan_cli.output import columns
from gaoan_cli.report import vocabulary
from gaoan_cli.report.compare import REASONS
from gaoan_cli.report.model import KINDS
from gaoan_cli.show import cards, lists, sheets

SHOW = Path(PACKAGE) / "show"  # has words of its own
BROKEN: dict[str, list[str]] = yaml.safe_load((ROOT / "tests" / "data" / "broken.yaml").read_text(encoding="utf-8"))
# Two words of English side by side, and what may look so: ids, options, what is to be typed.
ENGLISH = re.compile(r"[A-Za-z]+(?: +[A-Za-z]+)+")


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that speaks Chinese."""
    monkeypatch.setenv("GAOAN_LANG", "zh")
    language.reset()


# --- Which language ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "zh_HK.Big5-HKSCS"}, "zh"),
        ({"LANG": "zh_SG"}, "zh"),
        ({"LANG": "Chinese_China.936"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "zh_CN", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ({"LANG": "en_US", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN", "LANGUAGE": "en:zh_CN"}, "en"),
        ({"LANGUAGE": "zh_CN"}, "en"),
        ({"LC_ALL": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "zh_CN", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "zh_CN", "GAOAN_LANG": "en"}, "en"),
        ({"LC_ALL": "C", "GAOAN_LANG": "zh"}, "zh"),
        ({"GAOAN_LANG": "zh,en"}, "zh,en"),
        ({"GAOAN_LANG": "en,zh", "LANG": "zh_CN"}, "en,zh"),
        ({"GAOAN_LANG": "fr", "LANG": "zh_CN"}, "zh"),
    ],
    ids=str,
)
def test_the_environment_chooses(environment: dict[str, str], chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """GAOAN_LANG comes before the locale, whose LANGUAGE comes before LC_ALL, LC_MESSAGES and LANG unless it is C."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.shown() == tuple(chosen.split(","))


def test_windows_is_asked_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows names its locale itself."""
    monkeypatch.delenv("LANG")
    monkeypatch.setattr("gaoan_cli.language.os.name", "nt")
    monkeypatch.setattr("locale.setlocale", lambda category: "Chinese (Simplified)_China.936")
    assert language.shown() == ("zh",)


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (["--lang", "zh", "target"], "zh"),
        (["target", "--lang", "zh"], "zh"),
        (["target", "--lang=zh,en"], "zh,en"),
        (["--lang", "zh", "target", "--lang", "en,zh"], "en,zh"),
        (["target", "--", "--lang", "zh"], "en"),
        (["target", "zh"], "en"),
        (["target", "--lang"], "en"),
        ([], "en"),
    ],
    ids=str,
)
def test_the_command_line_chooses(arguments: list[str], chosen: str) -> None:
    """--lang stands before or after the command; behind -- it is the query."""
    language.choose_from(arguments)
    assert language.shown() == tuple(chosen.split(","))


def test_the_command_line_comes_before_the_environment(run: Run, chinese: None) -> None:
    """What is typed overrules what is set, and what is set the locale."""
    assert run("target", "--help").stdout.startswith("用法：gaoan target [选项]")
    assert run("--lang", "en", "target", "--help").stdout.startswith("Usage: gaoan target [OPTIONS]")
    assert run("target", "--help", "--lang=zh,en").stdout.startswith("用法：")


def test_a_program_chooses_and_forgets() -> None:
    """A Python program chooses with choose, and what is no language is refused."""
    language.choose("zh,en")
    assert language.shown() == ("zh", "en")
    assert _("Options") == "选项"
    language.choose("en,zh")
    assert _("Options") == "Options"
    with pytest.raises(ValueError, match="unknown language"):
        language.choose("fr")
    language.reset()
    assert language.shown() == ("en",)


def test_what_is_in_no_catalogue_is_english(chinese: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word without a translation is itself, and so is every word where there is no catalogue."""
    assert (_("no such words"), _("")) == ("no such words", "")
    language.reset()
    monkeypatch.setattr(language, "FOLDER", "/nowhere")
    assert _("Options") == "Options"


# --- The catalogue ----------------------------------------------------------------------------------


def sentences() -> set[str]:
    """Every text of the program that is translated when it is shown."""
    found: set[str] = set()
    for module in Path(PACKAGE).rglob("*.py"):
        found |= {str(text) for _, text, *_more in extract_from_file("python", str(module), {"_": None, "said": None})}
    for constant in (remarks.AMONG, vocabulary.ONE, vocabulary.MANY):
        found |= set(constant.values())
    for texts in (usage.WORDS, usage.METAVARS, usage.ABOUT, errors.REASONS, mistakes.TEMPLATES, mistakes.RIGHT):
        found |= set(texts)
    found |= {head for heads in lists.LISTS.values() for head in heads} | {lists.CAVEAT, lists.WITHOUT}
    found |= {*cards.FIELDS.values(), *REASONS, *(one.strip() for one in vocabulary.BOUND_WORDS.values())}
    found |= {head for columns in sheets.COLUMNS.values() for head, field in columns}
    classes = (
        vocabulary.Measure,
        vocabulary.HonourLevel,
        vocabulary.HonourStatus,
        vocabulary.ProjectStatus,
        vocabulary.Topic,
        vocabulary.How,
        vocabulary.MatchField,
    )
    found |= {name for names in classes for name in get_args(names)}
    found |= {mistakes.FILE, check.SHAPE[1], check.SERVED[1], *FEATURES, *WHERE, *KINDS}
    found |= {rule for rule, breaches in RULES.values()} | {about for about, *examples in about.HELP.values()}
    group: Any = typer.main.get_command(cli.app)
    commands = [group, *(group.get_command(None, name) for name in cli.COMMANDS)]
    return found | {parameter.help for command in commands for parameter in command.params if parameter.help}


def fields(template: str) -> set[str]:
    """The fields of a template."""
    return {name for _, name, *_more in string.Formatter().parse(template) if name}


@cache
def translated() -> dict[str, str]:
    """The catalogue, read once."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def test_every_sentence_is_in_the_catalogue() -> None:
    """What the program says in English it says in Chinese, and the catalogue has nothing else."""
    said, known = sentences(), translated()
    assert sorted(said - {*known}) == []
    assert sorted({*known} - said) == []


def test_a_translation_keeps_what_is_filled_in() -> None:
    """Each translation is there, has the fields of its English, and full-width punctuation behind Chinese."""
    for text, chinese in translated().items():
        assert chinese, text
        assert fields(chinese) == fields(text)
        assert not re.search("[一-龥][,;:!?]", chinese), chinese


# --- What is read in Chinese ------------------------------------------------------------------------


def english(text: str, *typed: str) -> list[str]:
    """The runs of English words in a text, without what may be typed, ids and names of files."""
    text = re.sub(r"^ +gaoan .*$", "", text, flags=re.MULTILINE)  # examples and suggestions
    text = re.sub(r"gaoan [a-z]+(?: --?[a-z]+(?: [a-z]+)?)*|--[a-z-]+", "·", text)
    for one in (*typed, "JSON Schema", "MiB"):
        text = text.replace(one, "·")
    return ENGLISH.findall(text)


@pytest.mark.parametrize("command", ["", *cli.COMMANDS])
def test_help_is_chinese(run: Run, chinese: None, command: str) -> None:
    """The help of the program and of each command has no English but commands, options and examples."""
    ran = run(*command.split(), "--help")
    assert ran.exit_code == 0
    about = "\n".join(line for line in ran.stdout.splitlines() if not re.match(r"  [a-z]+ {3}", line))
    assert english(about) == []
    assert ran.stdout.startswith("用法：gaoan")
    assert all(columns(line) <= 80 for line in ran.stdout.splitlines() if line.lstrip().startswith("-"))


WRONG = [
    ("target --nope", "没有选项 --nope"),
    ("target --jsn", "没有选项 --jsn（可能是 --json）"),
    ("tagret", "没有命令“tagret”（可能是 target）"),
    ("zzzz gdp", "没有命令“zzzz”；如要查询：gaoan search zzzz gdp"),
    ("export", "缺少参数 text|json|yaml|html|sqlite|parquet"),
    ("export parquet", "Parquet 须写入文件夹"),
    ("export json x.yaml", "json 只含一份报告"),
    ("target --limit", "--limit 须给出取值"),
    ("target --limit x", "--limit：“x”不是整数"),
    ("target --limit 0", "--limit：0 超出范围 x>=1"),
    ("target --color x", "--color：“x”不可用，可用 auto, always, never"),
    ("target --lang fr", "--lang：“fr”不可用，可用 zh, en, zh,en, en,zh"),
    ("target --json=3", "--json 不接取值"),
    ("schema a b", "多余的参数：b"),
    ("target --format pdf", "未知格式“pdf”"),
    ("target --topic x", "--topic：“x”不可用，可用 经济，工业，"),
    ("target --section 9", "没有章节“9”"),
    ("target gdp --get x", "没有字段“x”"),
    ("term --headline", "没有选项 --headline"),
    ("search", "search 须附查询"),
    ("target --explain", "--explain 须附查询"),
    ("target ...", "查询中没有文字或数字"),
    ("export pdf", "未知格式“pdf”"),
    ("export sqlite", "数据库须写入文件"),
    ("check a --report b", "参数和 --report 指定了两个文件"),
    ("draft", "请指定报告原文"),
    ("check /nowhere/x.yaml", "/nowhere/x.yaml: 无法读取：没有这个文件或文件夹"),
    ("target --report /", "/: 无法读取：是文件夹"),
]


@pytest.mark.parametrize(("typed", "told"), WRONG)
def test_mistakes_are_told_in_chinese(run: Run, chinese: None, typed: str, told: str) -> None:
    """Each mistake of the command line is one line in Chinese, with the code that it has in English."""
    ran = run(*typed.split())
    assert ran.stderr.startswith(f"gaoan: {told}"), ran.stderr
    assert ran.stderr.count("\n") == 1
    assert english(ran.stderr, "zzzz gdp") == []
    assert run("--lang", "en", *typed.split()).exit_code == ran.exit_code


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "target --nope",
            "no such option: --nope (perhaps --force, --no-pager, --topic); gaoan target --help lists them",
        ),
        ("--zzzzz", "no such option: --zzzzz; gaoan --help lists them"),
        ("target -x", "no such option: -x; gaoan target --help lists them"),
        ("tagret", "“tagret” is no command (perhaps target); gaoan --help lists them"),
        ("export", "text|json|yaml|html|sqlite|parquet is missing; gaoan export --help explains it"),
        ("target --limit", "--limit needs a value; gaoan target --help explains it"),
        ("target --limit x", "--limit: “x” is no whole number; gaoan target --help explains it"),
        ("target --limit 0", "--limit: 0 is not in the range x>=1; gaoan target --help explains it"),
        ("--color x", "--color: “x” is none of auto, always, never; gaoan --help explains it"),
        ("target --json=3", "--json takes no value; gaoan target --help explains it"),
        ("schema a b", "one word too many: b; gaoan schema --help says what it takes"),
    ],
)
def test_mistakes_are_told_in_one_line(run: Run, typed: str, told: str) -> None:
    """A mistake in the command line is one line that says what is wrong and where to read what is right."""
    assert run(*typed.split()) == ("", f"gaoan: {told}\n", 2)


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        (usage.Mistake("Something odd."), "Something odd; gaoan --help explains it"),
        (typer.BadParameter("Something odd."), "Invalid value: Something odd; gaoan --help explains it"),
        (usage.Mistake("Something\nodd\u202e"), "Something\ufffdodd\ufffd; gaoan --help explains it"),
    ],
    ids=str,
)
def test_a_mistake_that_nobody_foresaw_is_told_in_one_line_too(mistake: Exception, line: str) -> None:
    """What the library says of no option of ours is said on, and where to read more."""
    assert usage.told(mistake) == line


def test_who_embeds_the_command_line_is_given_its_errors(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the standalone mode a mistake is raised, and an exit code returned; with it both end the program."""
    group: Any = typer.main.get_command(cli.app)
    with pytest.raises(usage.Mistake):
        group.main(["target", "--nope"], prog_name="gaoan", standalone_mode=False)
    assert group.main(["target", "zzzz"], prog_name="gaoan", standalone_mode=False) == 1

    def aborted(*_: Any, **more: Any) -> None:
        raise typer.Abort

    monkeypatch.setattr("gaoan_cli.cli.usage.TyperGroup.main", aborted)
    assert run("target").exit_code == 1
    with pytest.raises(typer.Abort):
        group.main(["target"], standalone_mode=False)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("result CPI", "gaoan: 结果中未找到“CPI”\n报告将其列为2024年的目标：gaoan target consumer-prices\n"),
        ("target 停车位 --headline", "gaoan: 目标中有“停车位”，但不符合 --headline\n"),
        ("target 登月", "gaoan: 目标中未找到“登月”\n"),
        ("target 高新技木企业", "gaoan: 没有名为“高新技木企业”的条目；写法最相近的是：新认定高新技术企业\n"),
        ("target gdp总量", "gaoan: 报告在此只给出增速，没有给出总量\n"),
        ("target 企业", "gaoan: 列出最佳 10 条；--all 显示更多\n"),
        ("honour --section 2.1", "gaoan: 筛选后没有荣誉\n"),
        ("target zhushuoqiao", ""),
    ],
)
def test_remarks_are_chinese(run: Run, chinese: None, typed: str, told: str) -> None:
    """What is said beside an answer, or instead of one, is Chinese."""
    ran = run(*typed.split(), "--no-pager")
    assert told in ran.stderr
    assert english(ran.stderr) == []


def test_an_explanation_is_chinese(run: Run, chinese: None) -> None:
    """--explain names features, kinds and verdict in Chinese."""
    for query in ("gdp", "今年粮食产量要达到多少？", "how much grain"):
        ran = run("target", query, "--explain")
        assert ran.stdout.startswith(f"查询 {query}\n词语 ")
        assert english(ran.stdout, query) == []
        assert "\n结论 " in ran.stdout


def broken(folder: Path, *edits: list[str]) -> Path:
    """The template with its text beside it, edited."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for old, new in edits:
        text = text.replace(old, new, 1)
    file = folder / "report.yaml"
    file.write_text(text, encoding="utf-8")
    original = TEMPLATE.with_suffix(".txt").read_text(encoding="utf-8")
    file.with_suffix(".txt").write_text(original, encoding="utf-8")
    return file


@pytest.mark.no_cover
@pytest.mark.parametrize("code", BROKEN)
def test_a_check_is_told_in_chinese_and_written_in_english(run: Run, tmp_path: Path, chinese: None, code: str) -> None:
    """The rule and each detail are Chinese for people; --json has the English whatever the language is."""
    file = str(broken(tmp_path, BROKEN[code]))
    ran = run("check", file)
    assert ran.exit_code == 3
    assert f": {code}: " in ran.stdout or f" {code}: " in ran.stdout
    record = r": E\d+: (?:[a-z]+ [^:]*: )?"  # a code, and the kind and id of a record
    told = re.sub("“[^”]*”", "“”", re.sub(record, ": ", ran.stdout))  # and without what is quoted
    assert english(told, file, *vocabulary.PROJECT_STATUSES) == []
    written = run("check", file, "--json")
    assert all(finding["rule"].isascii() or finding["rule"][0].isascii() for finding in written.json)


def test_a_proof_is_chinese(run: Run, tmp_path: Path, chinese: None) -> None:
    """What a check covered is told in Chinese, with columns that stand in line."""
    ran = run("check", str(TEMPLATE))
    assert ran.stdout.startswith(f"{TEMPLATE} 已通过校验\n")
    assert english(ran.stdout, str(TEMPLATE)) == []
    begins = {columns(line[: re.match(r" +\S+ +", line).end()]) for line in ran.stdout.splitlines()[1:]}  # type: ignore[union-attr]
    assert len(begins) == 1
    file = broken(tmp_path)
    assert run("check", str(file), "--section", "2").stdout == f"{file} 的 2 未发现问题\n"
    file.with_suffix(".txt").unlink()
    assert "已通过校验，但未核对原文" in run("check", str(file)).stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("bound: about  ", "bound: roughly  ", "bound：'roughly' 须为 exact, about"),
        ("status: awarded", "state: awarded", "honour 中有未知键 'state'"),
        ("value: 5\n", "value: five\n", "value：'five' 应为原文所印数字"),
        ("id: gdp-growth\n", "id: GDP\n", "id：'GDP' 应为以连字符相连的小写英文单词"),
        ("schema: 2", "schema: 9", "本版本不支持 schema 9，只支持 schema 2"),
        ("schema: 2", "- x", "报告须为映射，以 schema: 2 开头"),
        ("value: 5\n", "value: [5]\n", "value 须为单个值"),
    ],
)
def test_a_file_without_shape_is_told_of_in_chinese(
    run: Run, tmp_path: Path, chinese: None, old: str, new: str, told: str
) -> None:
    """What the reader says is Chinese in a check and where a lookup cannot open the file, and English in JSON."""
    file = str(broken(tmp_path, [old, new]))
    assert told in run("check", file).stdout
    assert told in run("target", "--report", file).stderr
    assert {finding["rule"] for finding in run("check", file, "--json").json} == {
        "The file has the shape of an encoding."
    }
    assert told not in run("check", file, "--json").stdout


def test_several_mistakes_of_shape_are_counted_in_chinese(run: Run, tmp_path: Path, chinese: None) -> None:
    """A lookup tells of the first, and how many more there are."""
    file = broken(tmp_path, ["bound: about  ", "bound: roughly  "], ["status: awarded", "state: awarded"])
    assert "（另有 1 处，用 gaoan check 查看）" in run("target", "--report", str(file)).stderr


def test_every_sentence_of_the_reader_is_recognised(chinese: None) -> None:
    """Each message in the source of the reader and the shapes has a template, so that it can be said in Chinese."""
    templates = {re.sub(r"\{.*?\}", "{}", template) for template in mistakes.TEMPLATES}
    source = Path(reader.__file__).read_text(encoding="utf-8")
    messages = re.findall(r"""(?:fail\(|DataError\(|expect\([^"\n]*, )(f?"[^"]*")""", source)
    assert len(messages) >= 20
    for message in messages:
        template = re.sub(r"\{.*?\}", "{}", message.lstrip("f").strip('"'))
        assert template in templates or template in ("{}: {} {}", "{} must be a mapping of keys to values"), template
    parsers = re.findall(r'scalar\([^"]*r?"[^"]*",\s+"([^"]+)"', Path(shapes.__file__).read_text(encoding="utf-8"))
    assert {*parsers} == {*mistakes.RIGHT}


def test_a_draft_is_summed_up_in_chinese(chinese: None) -> None:
    """What was drafted, and what is left to a person, is told in Chinese."""
    text = TEMPLATE.with_suffix(".txt").read_text(encoding="utf-8")
    told = list(summary(draft(text, "new.txt", {}), "new.yaml"))
    assert told[0].startswith("new.yaml 草稿已生成，须由人核对：名词 ")
    assert english("\n".join(told), "new.yaml", "speaker_title") == []


def test_a_detail_is_itself_in_english_and_in_chinese(chinese: None) -> None:
    """What is said is a text in English that knows its Chinese, also when it is cut."""
    detail = said("{value}, but the words say {told}", value="元", told=said("none"))
    assert (detail, detail.shown()) == ("元, but the words say none", "记为 元，但原文为 无")
    assert (detail.cut(4), detail.cut(4).shown()) == ("元, b…", "记为 元…")


def test_an_unproved_report_is_said_to_be_so(run: Run, tmp_path: Path, chinese: None) -> None:
    """Who asks a report that is not proved is told so in Chinese."""
    file = broken(tmp_path, ["value: -12.5", "value: 12.5"])
    assert f"{file} 未通过校验：gaoan check 列出 " in run("target", "--report", str(file)).stderr
    assert load_report(file).caveat.startswith(f"{file} 未通过校验")


def test_the_version_is_chinese(run: Run, chinese: None) -> None:
    """--version names the report in Chinese, and the rest as it is."""
    program, report, sum = run("--version").stdout.splitlines()
    assert (program[:6], report) == ("gaoan ", f"报告 gaoan-2024 {shipped()}")
    assert sum.startswith("sha256 ")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五六", 6, ["一二三", "四五六"]),
        ("一二三，四五", 6, ["一二", "三，四", "五"]),
        ("见 --format csv。", 10, ["见", "--format", "csv。"]),
        ("", 10, [""]),
        ("（甲）乙", 5, ["（甲", "）乙"]),
    ],
)
def test_chinese_is_broken_by_columns(text: str, width: int, lines: list[str]) -> None:
    """A line holds so many columns and begins with no stop; words of English are not broken."""
    if "（" in text:
        lines = ["（甲）", "乙"]  # what stands in brackets is not torn from them
    assert usage.wrapped(text, width) == lines


# --- What programs read -------------------------------------------------------------------------------

PROGRAMS = [
    ["target", "gdp", "--json"],
    ["target", "--format", "csv"],
    ["target", "--format", "md"],
    ["target", "--format", "yaml"],
    ["target", "zzzz", "--json"],
    ["target", "gdp", "--get", "quote"],
    ["result", "城镇居民", "--format", "jsonl"],
    ["term", "--json"],
    ["section", "2.3", "--json"],
    ["honour", "--format", "tsv"],
    ["project", "--format", "csv", "--excel"],
    ["search", "停车场", "--json"],
    ["compare", "--json"],
    ["cite", "gdp", "--style", "bibtex"],
    ["cite", "gdp", "--style", "csl"],
    ["cite", "gdp", "--style", "ris"],
    ["check", "--json"],
    ["check", "BROKEN", "--json"],
    ["draft", "--template"],
    ["export", "text"],
    ["export", "json"],
    ["export", "yaml"],
    ["schema"],
]


def written(arguments: list[str], environment: dict[str, str]) -> tuple[bytes, int]:
    """What a command writes for programs, and its exit code."""
    ran = subprocess.run(
        [sys.executable, "-m", "gaoan_cli", *arguments], env=environment, capture_output=True, check=False
    )
    return ran.stdout, ran.returncode


@pytest.mark.parametrize("arguments", PROGRAMS, ids=" ".join)
def test_programs_read_the_same_in_every_language(
    installed: dict[str, str], arguments: list[str], tmp_path: Path
) -> None:
    """JSON, CSV and every other format are byte for byte the same, whatever the locale and GAOAN_LANG say."""
    file = broken(tmp_path, ["value: -12.5", "value: 12.5"], ["quote: 获评全省卫生城市", "quote: 评为卫生城市"])
    arguments = [str(file) if argument == "BROKEN" else argument for argument in arguments]
    bare = {name: value for name, value in installed.items() if name not in LOCALE}
    english = written(arguments, bare | {"LC_ALL": "en_US.UTF-8"})
    assert english[1] in (0, 1, 3)
    assert written(arguments, bare | {"LC_ALL": "zh_CN.UTF-8", "GAOAN_LANG": "zh,en"}) == english


def test_the_locale_is_read_by_the_program(installed: dict[str, str]) -> None:
    """A Chinese locale makes the program speak Chinese, from its first word on."""
    bare = {name: value for name, value in installed.items() if name not in LOCALE}
    out, code = written(["target", "--help"], bare | {"LANG": "zh_CN.UTF-8"})
    assert (out.decode().splitlines()[0], code) == ("用法：gaoan target [选项] [查询]...", 0)


def test_a_lookup_for_programs_loads_no_catalogue(installed: dict[str, str]) -> None:
    """With --json, gettext is not even imported under a Chinese locale."""
    code = "import sys; sys.argv = ['gaoan', 'target', 'gdp', '--json']\nfrom gaoan_cli.__main__ import run\n"
    code += "try:\n    run()\nexcept SystemExit:\n    pass\nassert 'gettext' not in sys.modules"
    environment = installed | {"GAOAN_LANG": "zh"}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False).returncode == 0
    )


def test_the_help_says_how_many_hits_are_shown() -> None:
    """The number in the help of --limit is the one that holds."""
    assert f"At most so many hits (default {answer.DEFAULT_LIMIT})." in sentences()
