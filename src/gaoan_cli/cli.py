"""The command line. The only module that imports typer, prints or exits.

Annotations are not postponed here: Typer would have to evaluate every one of them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from gaoan_cli import quick, usage
from gaoan_cli.about import HELP
from gaoan_cli.answer import explanation, look_up, views_of, written
from gaoan_cli.completion import choices, fields, names, sections
from gaoan_cli.errors import GaoanError, UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.load import in_words, load_report, read_report, shipped, versions
from gaoan_cli.options import FORMATS, Options, query_of
from gaoan_cli.output import say, write
from gaoan_cli.report.model import TYPES
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import TOPICS

if TYPE_CHECKING:
    from gaoan_cli.show.pages import View

NOT_PROVED = 3
FORMS = ("text", "json", "yaml", "sqlite", "parquet")  # of the whole report


# --- Options -----------------------------------------------------------------------------------


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, show_default=False, **more)


def _argument(metavar: str, help: str, **more: Any) -> Any:
    return typer.Argument(metavar=metavar, help=help, show_default=False, **more)


Query = Annotated[
    list[str] | None,
    _argument("[QUERY]...", "Hanzi, English, pinyin, initials, an id, or a question.", autocompletion=names),
]
Json = Annotated[bool, _option("--json", help="Print a JSON array of records.")]
Format = Annotated[
    str | None,
    _option(
        "--format", "-f", metavar="|".join(FORMATS), help="Print in this format.", autocompletion=choices(*FORMATS)
    ),
]
Limit = Annotated[int | None, _option("--limit", "-n", metavar="N", min=1, help="At most so many hits (default 10).")]
All = Annotated[bool, _option("--all", help="All hits of all tiers, even beside an exact one.")]
Best = Annotated[bool, _option("--best", help="The best hit only; with --json one object.")]
Get = Annotated[str | None, _option("--get", metavar="FIELD", help="The best hit's field, raw.", autocompletion=fields)]
Section = Annotated[
    str | None, _option("--section", metavar="ID", help="Only from this section, e.g. 2.1.", autocompletion=sections)
]
Topic = Annotated[
    str | None,
    _option("--topic", metavar="TOPIC", help="Only this policy area: industry …", autocompletion=choices(*TOPICS)),
]
Headline = Annotated[bool, _option("--headline", help="Only the headline figures.")]
Explain = Annotated[bool, _option("--explain", help="Why: words, weights, what speaks for the first five, verdict.")]
Excel = Annotated[bool, _option("--excel", help="With --format csv: so that Excel reads Chinese.")]
Color = Annotated[
    Literal["auto", "always", "never"] | None, _option("--color", help="Draw in colours (auto: in a terminal).")
]
NoPager = Annotated[bool, _option("--no-pager", help="Never page long text.")]
Lang = Annotated[
    Literal["zh", "en", "zh,en", "en,zh"] | None,
    _option("--lang", metavar="LANG", help="zh, en or zh,en: the language of what people read."),
]
Style = Annotated[Literal["gb", "markdown", "bibtex", "csl", "ris"], _option("--style", help="How it is cited.")]
DraftFile = Annotated[str, _argument("FILE", "A text or Markdown file; - reads standard input.")]
ReportFile = Annotated[str | None, _option("--report", metavar="FILE", help="Another report's YAML.")]

# --- Commands ----------------------------------------------------------------------------------


def lookup(name: str) -> Callable[..., None]:
    """The command that looks up records of a kind."""

    def command(
        ctx: typer.Context,
        query: Query = None,
        json: Json = False,
        format: Format = None,
        limit: Limit = None,
        all: All = False,
        best: Best = False,
        get: Get = None,
        section: Section = None,
        topic: Topic = None,
        headline: Headline = False,
        excel: Excel = False,
        explain: Explain = False,
        no_pager: NoPager = False,
        color: Color = None,
        report: ReportFile = None,
        lang: Lang = None,
    ) -> None:
        ctx.obj["color"] = color or ctx.obj["color"]
        chosen = chosen_format(json or ctx.obj["json"], format, excel)
        options = Options(chosen, limit, all, best, get, section, topic, headline, excel)
        opened_report = opened(ctx, report)
        answer = look_up(opened_report, name, query_of(query or ()), options)
        if explain:
            write(explanation(opened_report, name, query_of(query or ()), options))
        elif options.for_programs:
            write(written(answer, options))
        elif answer.records:
            emit(views_of(opened_report, name, answer), ctx.obj["color"], page=not no_pager)
        say(*answer.remarks)
        raise typer.Exit(answer.exit_code)

    return command


def cite(ctx: typer.Context, query: Query, style: Style = "gb", report: ReportFile = None, lang: Lang = None) -> None:
    """Quote the best hit's words, with a reference."""
    from gaoan_cli.show.cite import cited

    answer = look_up(source := opened(ctx, report), "search", query_of(query or ()), Options(best=True))
    write(cited(source, answer.records, style))
    say(*answer.remarks)
    raise typer.Exit(answer.exit_code)


def check(
    ctx: typer.Context,
    files: Annotated[list[str] | None, _argument("[FILE]...", "Encodings; without any the shipped one.")] = None,
    json: Json = False,
    section: Section = None,
    report: ReportFile = None,
    lang: Lang = None,
) -> None:
    """Prove encodings, or list every mistake in them."""
    from gaoan_cli.encode import check as checks

    if files and report is not None:
        raise UsageError(_("FILE and --report name two files to check: give one"))
    if "" in (*(files or ()), report):
        raise UsageError(_("the file has no name: leave it out to check the shipped report"))
    if files and len(files) > 1:
        from gaoan_cli import many

        raise typer.Exit(many.check(files, section, json=json or ctx.obj["json"]))
    file = files[0] if files else report or ctx.obj["report"] or shipped()
    outcome = checks.check_file(file, shipped(), section)
    if json or ctx.obj["json"]:
        from gaoan_cli.show.formats import as_json

        write(as_json([finding._asdict() for finding in outcome.findings]))
    else:
        write(checks.summary(outcome))
    if outcome.findings:
        raise typer.Exit(NOT_PROVED)


def draft(
    file: Annotated[str | None, _argument("FILE.txt", "The report's text.")] = None,
    previous: Annotated[
        str | None, _option("--previous", metavar="YAML", help="An earlier report's encoding: names, ids, English.")
    ] = None,
    output: Annotated[
        str | None, _option("--output", "-o", metavar="FILE", help="Write this file; without it FILE.yaml.")
    ] = None,
    template: Annotated[bool, _option("--template", help="Print a small encoding, every key explained.")] = False,
    lang: Lang = None,
) -> None:
    """Draft the encoding of a report from its text."""
    from gaoan_cli import drafting

    if not template:
        return say(*drafting.draft(file, previous, output))
    if file or previous or output:
        raise UsageError(_("--template prints an example: it takes no file"))
    return write(drafting.template())


def verify(
    ctx: typer.Context, file: DraftFile, json: Json = False, report: ReportFile = None, lang: Lang = None
) -> None:
    """Check a draft against the report."""
    from gaoan_cli.verify import verify as drafts

    raise typer.Exit(drafts.run(opened(ctx, report), file, json=json or ctx.obj["json"]))


def export(
    ctx: typer.Context,
    format: Annotated[str, _argument("|".join(FORMS), "The form to write it in.", autocompletion=choices(*FORMS))],
    files: Annotated[
        list[str] | None, _argument("[FILE]...", "Encodings of any number of reports, for parquet.")
    ] = None,
    output: Annotated[
        str | None, _option("--output", "-o", metavar="FILE", help="Write this file, of parquet this folder.")
    ] = None,
    force: Annotated[bool, _option("--force", help="Replace what is there.")] = False,
    report: ReportFile = None,
    lang: Lang = None,
) -> None:
    """Write the whole report in another form."""
    from gaoan_cli.show import export as whole

    if format not in FORMS:
        told = _("unknown form {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(format), names=", ".join(FORMS)))
    if output == "":
        raise UsageError(_("--output is empty: name a file, or leave it out"))
    if format == "parquet":
        return export_parquet(ctx, files, output, report, force=force)
    if files:
        raise UsageError(_("{form} is of one report: name it with --report").format(form=format))
    if output not in (None, "-"):
        whole.save(opened(ctx, report), format, Path(output), overwrite=force)
    elif format == "sqlite":
        raise UsageError(_("a database needs a file: gaoan export sqlite --output FILE"))
    else:
        write(whole.WRITERS[format](opened(ctx, report)).decode())


def export_parquet(
    ctx: typer.Context, files: list[str] | None, output: str | None, report: str | None, *, force: bool
) -> None:
    """Write the reports in these files, or the one that is asked, as the tables of a folder."""
    from gaoan_cli.show import parquet

    if output in (None, "-"):
        raise UsageError(_("Parquet needs a folder: gaoan export parquet --output FOLDER"))
    if files and report is not None:
        raise UsageError(_("FILE and --report both name reports: give one"))
    reports = map(read_report, files) if files else [opened(ctx, report)]
    parquet.save(reports, Path(output), overwrite=force)


def schema(
    kind: Annotated[
        str | None, _argument("[KIND]", "A kind of record; without it all.", autocompletion=choices(*TYPES))
    ] = None,
    lang: Lang = None,
) -> None:
    """JSON Schema of the records that --json prints."""
    import json

    from gaoan_cli.show.schema import schema_of

    write(json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n")


COMMANDS: dict[str, Callable[..., None]] = {name: lookup(name) for name in quick.COMMANDS}
COMMANDS |= {"check": check, "cite": cite, "draft": draft, "verify": verify, "export": export, "schema": schema}

# --- Between the command line and the lookup -------------------------------------------------------


def opened(ctx: typer.Context, file: str | None) -> Report:
    """The report that the command asks for, here or before its name. Raises UsageError for an empty name."""
    if file == "":
        raise UsageError(_("--report is empty: leave it out to ask the shipped report"))
    return load_report(file or ctx.obj["report"] or None)


def chosen_format(json: bool, format: str | None, excel: bool) -> str:
    """The output format. Raises UsageError for an unknown one, and for options that contradict it."""
    if format is not None and format not in FORMATS:
        told = _("unknown format {name!r}: known are {names}")
        raise UsageError(told.format(name=printable(format), names=", ".join(FORMATS)))
    if json and format not in (None, "json"):
        raise UsageError(_("--json and --format {format} contradict each other").format(format=format))
    if excel and format != "csv":
        raise UsageError(_("--excel goes with --format csv"))
    return "json" if json else format or "table"


def emit(views: "list[View]", color: str, *, page: bool) -> None:
    """Show views, page by page where there is somebody to turn them."""
    from gaoan_cli.show import terminal

    text = terminal.rendered(views, sys.stdout, color=color)
    if not (page and sys.stdout.isatty() and terminal.paged(text, sys.stdout)):
        sys.stdout.write(text)  # for people: in their locale's encoding


# --- The application -------------------------------------------------------------------------------

SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class Gaoan(usage.Group):
    """The group of all commands, and the boundary that turns errors into messages and exit codes."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(COMMANDS, typer.core.TyperCommand(None))  # looked up below

    def get_command(self, ctx: Any, name: str) -> Any:
        """A command by its name, built when it is called: building all of them takes a part of every start."""
        if name not in COMMANDS:
            return None
        single = typer.Typer(**SETTINGS, add_completion=False)
        about, *examples = HELP[name]
        paste = "\n".join(f"gaoan {name} {example}".rstrip() for example in examples)
        single.command(name=name, cls=usage.Command, help=f"{_(about)}\n\n\b\n{paste}")(COMMANDS[name])
        return usage.translate(typer.main.get_command(single))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named; `help COMMAND` is `COMMAND --help`.

        Raises UsageError, with what to type instead, for a word that is no command.
        """
        if args[0] == "help":
            args = [*args[1:2], "--help"]
        word = args[0]
        if word not in COMMANDS and not word.startswith("-") and not ctx.resilient_parsing:
            raise UsageError(usage.no_command(word, args, COMMANDS))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what it raises on purpose becomes a message and an exit code."""
        try:
            return super().invoke(ctx)
        except GaoanError as error:
            say(in_words(error))
            raise typer.Exit(error.exit_code) from error


app = typer.Typer(**SETTINGS, cls=Gaoan, add_completion=True)


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: Annotated[bool, _option("--version", help="Print the versions of program and report.")] = False,
    json: Annotated[bool, _option("--json", help="As after the command.")] = False,
    color: Color = None,
    report: Annotated[
        str | None, _option("--report", metavar="FILE", envvar="GAOAN_REPORT", help="Another report's YAML.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Take what stands before the command."""
    ctx.obj = {"json": json, "report": report, "color": color or "auto"}
    if version:
        write(versions(load_report(report or None)))
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from gaoan_cli.show.pages import greeting

        sys.stdout.write(greeting(load_report(report or None)))
