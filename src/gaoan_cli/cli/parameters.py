"""What may stand on a command line: each argument and option once, and which of them a lookup takes.

Annotations are not postponed here: Typer would have to evaluate every one of them.
"""

from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gaoan_cli.cli.completion import choices, fields, names, sections
from gaoan_cli.errors import UsageError
from gaoan_cli.language import _
from gaoan_cli.load import load_report
from gaoan_cli.options import ENDINGS, FILTERS, FORMATS, VALUES, Options, format_of
from gaoan_cli.report.report import Report


def option(*names: str, help: str, **more: Any) -> Any:
    """An option of a command."""
    return typer.Option(*names, help=help, show_default=False, **more)


def argument(metavar: str, help: str, **more: Any) -> Any:
    """An argument of a command."""
    return typer.Argument(metavar=metavar, help=help, show_default=False, **more)


def _filter(name: str, metavar: str, help: str) -> Any:
    """An option that lets through only records with this value, one of a closed list."""
    return option(f"--{name}", metavar=metavar, help=help, autocompletion=choices(*VALUES[name]))


Query = Annotated[
    list[str] | None,
    argument("[QUERY]...", "Hanzi, English, pinyin, initials, an id, or a question.", autocompletion=names),
]
Json = Annotated[bool, option("--json", help="Print a JSON array of records.")]
Format = Annotated[
    str | None,
    option("--format", "-f", metavar="|".join(FORMATS), help="Print in this format.", autocompletion=choices(*FORMATS)),
]
Section = Annotated[
    str | None,
    option("--section", metavar="ID", help="Only from this section, e.g. 2.1 or 二（一）.", autocompletion=sections),
]
Color = Annotated[
    Literal["auto", "always", "never"] | None, option("--color", help="Draw in colours (auto: in a terminal).")
]
Lang = Annotated[
    Literal["zh", "en", "zh,en", "en,zh"] | None,
    option("--lang", metavar="LANG", help="zh, en or zh,en: the language of what people read."),
]
ReportFile = Annotated[str | None, option("--report", metavar="FILE", help="Another report's YAML.")]

# What every lookup takes, and before these what narrows it down.
QUERY: dict[str, Any] = {"query": Query}
NARROWED: dict[str, Any] = {
    "section": Section,
    "topic": Annotated[str | None, _filter("topic", "TOPIC", "Only this policy area: industry, 工业 …")],
    "headline": Annotated[bool, option("--headline", help="Only the headline figures.")],
    "year": Annotated[int | None, option("--year", metavar="YEAR", help="Only what is about this year.")],
    "measure": Annotated[str | None, _filter("measure", "MEASURE", "Only this measure: growth, level, rank …")],
    "level": Annotated[str | None, _filter("level", "LEVEL", "Only of this level: national, provincial …")],
    "status": Annotated[str | None, _filter("status", "STATUS", "Only of this status: planned, awarded …")],
    "numbers": Annotated[bool, option("--numbers", help="Only what has a number.")],
}
ASKED: dict[str, Any] = {
    "sort": Annotated[
        str | None, option("--sort", metavar="FIELD", help="In the order of a field; -FIELD turns it around.")
    ],
    "limit": Annotated[
        int | None, option("--limit", "-n", metavar="N", min=1, help="At most so many hits (default 10).")
    ],
    "all": Annotated[bool, option("--all", help="All hits of all tiers, even beside an exact one.")],
    "best": Annotated[bool, option("--best", help="The best hit only; with --json one object.")],
    "get": Annotated[
        str | None,
        option(
            "--get", metavar="FIELD", help="The best hit's field, raw; of a list each one's.", autocompletion=fields
        ),
    ],
    "fields": Annotated[
        str | None, option("--fields", metavar="FIELD,…", help="These fields only, as a table.", autocompletion=fields)
    ],
    "count": Annotated[bool, option("--count", help="How many there are.")],
    "json": Json,
    "compact": Annotated[
        bool, option("--compact", help="JSON on one line, without nulls, empty lists, offsets, aliases.")
    ],
    "format": Format,
    "excel": Annotated[bool, option("--excel", help="With --format csv: so that Excel reads Chinese.")],
    "output": Annotated[
        str | None, option("--output", "-o", metavar="FILE", help="Write this file, whole or not at all.")
    ],
    "force": Annotated[bool, option("--force", help="Replace the file if it is there.")],
    "explain": Annotated[
        bool, option("--explain", help="Why: words, weights, what speaks for the first five, verdict.")
    ],
    "no_pager": Annotated[bool, option("--no-pager", help="Never page long text.")],
    "color": Color,
    "report": ReportFile,
    "lang": Lang,
}


def signature_of(command: str) -> Signature:
    """What a lookup takes on the command line: of the filters those that its records have a field for."""
    taken = QUERY | {name: NARROWED[name] for name in ("section", *FILTERS[command])} | ASKED
    context = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    given = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=False if kind.__origin__ is bool else None)
        for name, kind in taken.items()
    ]
    return Signature([context, *given])


def options_of(given: dict[str, Any]) -> Options:
    """How a lookup is asked for, by what was given on the command line.

    Raises UsageError for a format or a list of fields that is none, and for options that contradict each other.
    """
    if given["output"] not in (None, "-"):
        _bare_in_a_file(given)
    chosen = {name: value for name, value in given.items() if name in Options._fields}
    format = format_of(given["json"], given["format"], given["excel"], given["compact"], given["output"])
    others = {"everything": given["all"], "counted": given["count"], "fields": _listed(given["fields"])}
    return Options(**chosen | others | {"format": format})


def _bare_in_a_file(given: dict[str, Any]) -> None:
    """Raise UsageError for bare text in a file of another form, and for an explanation, which is printed."""
    bare = next((f"--{name}" for name in ("get", "count") if given[name]), "")
    if bare and ENDINGS.get(Path(given["output"]).suffix.lower(), "table") != "table":
        raise UsageError(_("{option} gives bare text: end the file's name in .txt").format(option=bare))
    if given["explain"]:
        raise UsageError(_("--explain prints, and writes no file"))


def _listed(names: str | None) -> tuple[str, ...]:
    """Names separated by commas. Raises UsageError if there are none between them."""
    found = tuple(name.strip() for name in (names or "").replace("，", ",").split(",") if name.strip())
    if names is not None and not found:
        raise UsageError(_("--fields names no field: --fields id,name,value"))
    return found


def opened(ctx: typer.Context, file: str | None) -> Report:
    """The report that the command asks for, here or before its name. Raises UsageError for an empty name."""
    if file == "":
        raise UsageError(_("--report is empty: leave it out to ask the shipped report"))
    return load_report(file or ctx.obj["report"] or None)
