"""The command line: each command is a query, then `emit`. The only module that prints or exits.

Annotations are not postponed here: Typer would have to evaluate every one of them.
"""

import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from gaoan_cli.errors import GaoanError, NotFound, UsageError
from gaoan_cli.load import Report, load_report, printable
from gaoan_cli.model import TOPICS, to_dict

if TYPE_CHECKING:
    from gaoan_cli.search import Hit
    from gaoan_cli.view import View

PIPE_CLOSED = 141  # what a shell reports of a program that SIGPIPE ended
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml", "md")
DEFAULT_LIMIT = 10

Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...",
        help="Hanzi, English, pinyin, initials, an id, or a question.",
        autocompletion=lambda ctx, incomplete: complete(ctx, incomplete),
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print a JSON array of records.")]
Format = Annotated[
    str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="Print in this format.")
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=1, help=f"At most so many hits (default {DEFAULT_LIMIT}).", show_default=False
    ),
]
All = Annotated[bool, typer.Option("--all", help="All hits of all tiers, even beside an exact one.")]
Best = Annotated[bool, typer.Option("--best", help="The best hit only; with --json one object.")]
Get = Annotated[str | None, typer.Option("--get", metavar="FIELD", help="The best hit's field, raw.")]
InSection = Annotated[
    str | None, typer.Option("--section", metavar="ID", help="Only what stands in this section, e.g. 2.1.")
]
Topic = Annotated[
    str | None, typer.Option("--topic", metavar="TOPIC", help="Only this policy area, e.g. industry.")
]
Headline = Annotated[bool, typer.Option("--headline", help="Only the headline figures.")]
Excel = Annotated[
    bool,
    typer.Option(
        "--excel", help="With --format csv: begin with a byte-order mark, so that Excel reads Chinese."
    ),
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Never page long text.")]
ReportFile = Annotated[
    str | None, typer.Option("--report", metavar="FILE", envvar="GAOAN_REPORT", help="Another report's YAML.")
]


class Options(NamedTuple):
    """How a lookup was asked for."""

    format: str
    limit: int | None
    everything: bool
    best: bool
    get: str | None
    section: str | None
    topic: str | None
    headline: bool
    excel: bool
    pager: bool


# --- Commands ----------------------------------------------------------------------------------

ABOUT = {
    "target": (
        "Targets for the year: what the report commits to.",
        "gdp",
        "高企 --json",
        "“今年粮食产量要达到多少？”",
        "--headline",
        "xinzengxuewei --get value",
    ),
    "result": (
        "Results of the year reviewed: every figure and ranking.",
        "规上工业",
        "urban income",
        "--topic ecology",
        "“去年新增了多少停车位？”",
    ),
    "term": (
        "Terms that the report's notes explain.",
        "1225",
        "四尘三烟三气",
        "三烟",
        "9",
        "five roads --json",
    ),
    "section": (
        "The outline, a section, or any words of the text.",
        "",
        "2.3",
        "二（三）",
        "营商环境",
        "2.3 --json",
    ),
    "honour": (
        "Recognitions: titles, awards, pilots, places on lists.",
        "",
        "示范物流园区",
        "--topic industry",
        "市图书馆 --json",
    ),
    "project": (
        "Named works, places, plants and events of both years.",
        "320国道",
        "chilli festival",
        "--section 2.4",
        "--format csv --excel > projects.csv",
    ),
    "search": (
        "All kinds at once: the direct answer first, then the text.",
        "停车场",
        "nursery places",
        "二手车出口有什么计划？",
        "2023年高新技术企业 --json",
    ),
    "compare": (
        "Results beside the targets that continue them, and what follows.",
        "",
        "gdp",
        "学位",
        "--topic industry --json",
    ),
}
KINDS_OF = {
    "section": ("section", "paragraph"),
    "search": ("target", "result", "term", "honour", "project", "section", "paragraph"),
    "compare": ("target", "result"),
}


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
        section: InSection = None,
        topic: Topic = None,
        headline: Headline = False,
        excel: Excel = False,
        no_pager: NoPager = False,
        report: ReportFile = None,
    ) -> None:
        chosen = chosen_format(ctx, json, format, excel)
        options = Options(chosen, limit, all, best, get, section, topic, headline, excel, not no_pager)
        opened = load_report(report or (ctx.obj or {}).get("report"))
        run(opened, name, asked(query), options)

    about, *examples = ABOUT[name]
    command.__doc__ = f"{about}\n\n\b\n" + "\n".join(
        f"gaoan {name} {example}".rstrip() for example in examples
    )
    return command


def check(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="An encoding; without it the shipped one.", show_default=False),
    ] = None,
    json: Json = False,
    report: ReportFile = None,
) -> None:
    """Prove an encoding: every quote, figure, reference and digit.

    \b
    gaoan check
    gaoan check report.yaml
    gaoan check report.yaml --json
    """
    from gaoan_cli import check as checks

    outcome = checks.check_file(file or report or (ctx.obj or {}).get("report"))
    if json or (ctx.obj or {}).get("json"):
        from gaoan_cli.export import as_json

        write(as_json([finding._asdict() for finding in outcome.findings]), machine=True)
    else:
        write(checks.summary(outcome))
    if outcome.findings:
        raise typer.Exit(3)


def export(
    ctx: typer.Context,
    format: Annotated[str, typer.Argument(metavar="text|json|yaml|sqlite", help="The form to write it in.")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file, whole or not at all."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False,
    report: ReportFile = None,
) -> None:
    """The whole report in another form.

    \b
    gaoan export text
    gaoan export json | jq '.targets | length'
    gaoan export sqlite --output gaoan.db
    """
    from gaoan_cli.whole import WRITERS, save

    if format not in WRITERS:
        raise UsageError(f"unknown form {printable(format)!r}: known are {', '.join(WRITERS)}")
    opened = load_report(report or (ctx.obj or {}).get("report"))
    if output:
        save(opened, format, Path(output), overwrite=force)
    elif format == "sqlite":
        raise UsageError("a database needs a file: gaoan export sqlite --output FILE")
    else:
        write(WRITERS[format](opened).decode(), machine=True)


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="A kind of record; without it all.", show_default=False),
    ] = None,
) -> None:
    """JSON Schema of the records that --json prints.

    \b
    gaoan schema
    gaoan schema target
    """
    import json

    from gaoan_cli.schema import schema_of

    write(json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n", machine=True)


COMMANDS: dict[str, Callable[..., None]] = {name: lookup(name) for name in ABOUT} | {
    "check": check,
    "export": export,
    "schema": schema,
}


# --- Query, then emit ----------------------------------------------------------------------------


def run(report: Report, name: str, query: str | None, options: Options) -> None:
    """Look the query up and print what is found; raise NotFound when there is nothing."""
    if name == "compare":
        return compared(report, query, options)
    kinds = KINDS_OF.get(name, (name,))
    if query is None:
        if name == "search":
            raise UsageError("search needs a query: gaoan search 停车场")
        keep = filtered(report, kinds[0], options)
        records = [(record, None) for record in report.records(kinds[0]) if keep(record)]
        if not records:
            raise NotFound(f"no {kinds[0]} is left by these filters")
        return emit(report, name, records[: options.limit], options)
    from gaoan_cli.search import Searcher

    searcher = Searcher(report)
    broad = name == "search"
    hits = searcher.search(query, kinds, everything=options.everything, broad=broad)
    if broad:
        hits = searcher.with_passages(query, hits)
    found = [
        (record, hit)
        for record, hit in zip(searcher.records(hits), hits, strict=True)
        if filtered(report, hit.kind, options)(record)
    ]
    if not found:
        error = searcher.not_found(query, name, kinds)
        if options.format != "table" and not options.get:
            write(structured([], options), machine=True)
        raise error
    limit = options.limit or (None if options.everything else DEFAULT_LIMIT)
    if found[0][1].how == "fuzzy" and options.format == "table" and not options.get:
        typer.echo(
            f"gaoan: nothing is called “{printable(query)}”; this is the nearest by spelling", err=True
        )
    emit(report, name, found[:limit], options, query)


def compared(report: Report, query: str | None, options: Options) -> None:
    """The comparison command: targets, or those that a query finds on either side."""
    from gaoan_cli import compare as comparing
    from gaoan_cli.model import Figure

    keep = filtered(report, "target", options)
    if query is None:
        targets = [t for t in report.targets if options.everything or t.headline or t.baseline]
    else:
        from gaoan_cli.search import Searcher

        searcher = Searcher(report)
        hits = searcher.search(query, ("target", "result"), everything=options.everything)
        targets = []
        for record in searcher.records(hits):
            assert isinstance(record, Figure)
            continuing = (
                [record]
                if record.kind == "target"
                else [t for t in report.targets if record.id in t.baseline]
            )
            targets += [target for target in continuing if target not in targets]
        if not targets:
            if options.format != "table" and not options.get:
                write(structured([], options), machine=True)
            raise searcher.not_found(query, "compare", ("target",))
    comparisons = [comparing.compare(report, target) for target in targets if keep(target)]
    limit = options.limit or (DEFAULT_LIMIT if query and not options.everything else None)
    rows = [comparing.to_dict(comparison) for comparison in comparisons[:limit]]
    if not rows:
        raise NotFound("no target is left by these filters")
    if options.get or options.format != "table":
        return write(answer(rows, options), machine=True)
    from gaoan_cli import view

    shown = comparisons[:1] if options.best else comparisons[:limit]
    show(
        [view.comparison_card(shown[0])] if len(shown) == 1 else [view.table(report, "comparison", shown)],
        options,
    )


def emit(
    report: Report, name: str, found: "list[tuple[Any, Hit | None]]", options: Options, query: str = ""
) -> None:
    """Print records: the one place that decides between people and programs."""
    if options.best or options.get:
        found = found[:1]
    if options.get or options.format != "table":
        rows = []
        for record, hit in found:
            row = to_dict(record)
            if hit:
                row |= {"score": hit.score, "match": {"field": hit.field, "how": hit.how}}
            rows.append(row)
        return write(answer(rows, options), machine=True)
    from gaoan_cli.pages import pages

    show(pages(report, name, [record for record, _ in found], query), options)


def answer(rows: list[dict[str, Any]], options: Options) -> str:
    """Rows in the format asked for: a bare field, one object, or a list."""
    if options.get:
        if options.get not in rows[0]:
            raise UsageError(f"no field {printable(options.get)!r} here: there are {', '.join(rows[0])}")
        from gaoan_cli.export import raw

        return raw(rows[0][options.get])
    return structured(rows[:1] if options.best else rows, options)


def structured(rows: list[dict[str, Any]], options: Options) -> str:
    from gaoan_cli.export import FORMATS as WRITERS
    from gaoan_cli.export import as_jsonl

    if options.best and options.format == "json" and rows:
        return as_jsonl(rows[:1])
    return ("\ufeff" if options.excel else "") + WRITERS[options.format](rows)


def filtered(report: Report, kind: str, options: Options) -> Callable[[Any], bool]:
    """Whether a record passes --section, --topic and --headline."""
    if options.topic and options.topic not in TOPICS:
        raise UsageError(f"unknown topic {printable(options.topic)!r}: known are {', '.join(TOPICS)}")
    section = options.section
    if section and section not in {s.id for s in report.sections}:
        raise UsageError(f"there is no section {printable(section)!r}: gaoan section lists them")

    def keep(record: Any) -> bool:
        if options.headline and not getattr(record, "headline", False):
            return False
        if options.topic and getattr(record, "topic", "") != options.topic:
            return False
        if section:
            places = getattr(record, "mentions", ()) or (getattr(record, "paragraph", record.id),)
            return any(place == section or place.startswith(f"{section}.") for place in places)
        return True

    return keep


def asked(words: list[str] | None) -> str | None:
    """The words of the command line as one query. Raises UsageError for one of blanks only."""
    if not words:
        return None
    query = " ".join(words)
    if not query.strip():
        raise UsageError("the query is empty: leave it out to list everything")
    return query


def chosen_format(ctx: typer.Context, json: bool, format: str | None, excel: bool) -> str:
    as_json = json or (ctx.obj or {}).get("json", False)
    if format and format not in FORMATS:
        raise UsageError(f"unknown format {printable(format)!r}: known are {', '.join(FORMATS)}")
    if as_json and format not in (None, "json"):
        raise UsageError(f"--json and --format {format} contradict each other")
    if excel and format != "csv":
        raise UsageError("--excel goes with --format csv")
    return "json" if as_json else format or "table"


# --- Output ----------------------------------------------------------------------------------------


def write(output: str, *, machine: bool = False) -> None:
    """Put text on standard output: UTF-8 for programs, the terminal's encoding for people."""
    stream = sys.stdout
    if machine and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", newline="\n")
    stream.write(output)
    stream.flush()


def show(views: "list[View]", options: Options) -> None:
    """Views for people: drawn in a terminal, plain text anywhere else."""
    if sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "unknown"):
        from gaoan_cli import render

        render.show(views, page=options.pager and sys.stdin.isatty())
    else:
        from gaoan_cli.plain import plain

        write("\n".join(map(plain, views)))


def readable_streams() -> None:
    """Make sure that Chinese can be printed, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        try:
            "高安".encode(stream.encoding)
        except (UnicodeEncodeError, LookupError):
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")


# --- The application -------------------------------------------------------------------------------


class Commands(MutableMapping[str, Any]):
    """Commands by name, each built when it is first called: building all of them costs 15 ms."""

    def __init__(self) -> None:
        self.built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.built:
            single = typer.Typer(**SETTINGS, add_completion=False)
            single.command(name=name)(COMMANDS[name])
            self.built[name] = typer.main.get_command(single)
        return self.built[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self.built[name] = command

    def __delitem__(self, name: str) -> None:
        del self.built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Gaoan(TyperGroup):
    """The group of all commands, and the boundary that turns errors into messages and exit codes."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = Commands()

    def invoke(self, ctx: typer.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GaoanError as error:
            report_error(error)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(PIPE_CLOSED) from error


def report_error(error: GaoanError) -> None:
    """One clear line, then what to type instead."""
    lines = [f"gaoan: {error}"]
    if isinstance(error, NotFound):
        lines += [error.elsewhere] if error.elsewhere else []
        lines += ["Nearest:"] if error.suggestions else []
        lines += [f"  {suggestion}" for suggestion in error.suggestions]
    typer.echo("\n".join(lines), err=True)


SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
app = typer.Typer(**SETTINGS, cls=Gaoan, add_completion=True)


def show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        report = load_report()
        typer.echo(f"gaoan {version('gaoan')}, report {report.particulars.id} {report.source_digest}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the versions of program and data.", callback=show_version, is_eager=True
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --json after the command.")] = False,
    report: ReportFile = None,
) -> None:
    """Ask the 2024 Government Work Report of Gao'an city (高安市政府工作报告).

    \b
    gaoan target gdp            gaoan term 1225
    gaoan section 2.3           gaoan compare
    gaoan search 停车场          gaoan target gdp --json

    Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 a data file that cannot be used.
    """
    ctx.obj = {"json": json, "report": report}
    if ctx.invoked_subcommand is None:
        from gaoan_cli.pages import greeting

        write(greeting(load_report(report)))


def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Names and ids that begin so, for the shell's completion."""
    from gaoan_cli.search import Searcher, completions

    kinds = KINDS_OF.get(ctx.info_name or "", (ctx.info_name or "",))
    try:
        return completions(Searcher(load_report()), incomplete, kinds)
    except GaoanError:
        return []


def main() -> None:
    """Run the command line."""
    readable_streams()
    try:
        app(prog_name="gaoan")
    except KeyboardInterrupt:
        sys.exit(130)
