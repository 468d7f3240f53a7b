"""The commands that are no lookups.

Annotations are not postponed here: Typer would have to evaluate every one of them.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

from gaoan_cli import quick
from gaoan_cli.answer import look_up
from gaoan_cli.cli.completion import choices
from gaoan_cli.cli.parameters import Json, Lang, Query, ReportFile, Section, argument, opened, option
from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _, choose
from gaoan_cli.load import read_report, shipped
from gaoan_cli.options import Options, query_of
from gaoan_cli.output import say, show, write
from gaoan_cli.report.model import TYPES

NOT_PROVED = 3
FORMS = ("text", "json", "yaml", "html", "sqlite", "parquet")  # of the whole report
FOR_PEOPLE = ("gb", "markdown")  # styles of a reference

Style = Annotated[Literal["gb", "markdown", "bibtex", "csl", "ris"], option("--style", help="How it is cited.")]
DraftFile = Annotated[str, argument("FILE", "A text or Markdown file; - reads standard input.")]


def cite(ctx: typer.Context, query: Query, style: Style = "gb", report: ReportFile = None, lang: Lang = None) -> None:
    """Quote the best hit's words, with a reference."""
    from gaoan_cli.show.cite import cited

    answer = look_up(source := opened(ctx, report), "search", query_of(query or ()), Options(best=True))
    (show if style in FOR_PEOPLE else write)(cited(source, answer.records, style))
    say(*answer.remarks)
    raise typer.Exit(answer.exit_code)


def check(
    ctx: typer.Context,
    files: Annotated[list[str] | None, argument("[FILE]...", "Encodings; without any the shipped one.")] = None,
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
        from gaoan_cli.tasks.check import check as check_many

        raise typer.Exit(check_many(files, section, json=json or ctx.obj["json"]))
    file = files[0] if files else report or ctx.obj["report"] or shipped()
    outcome = checks.check_file(file, shipped(), section)
    if json or ctx.obj["json"]:
        from gaoan_cli.show.formats import as_json

        write(as_json([finding._asdict() for finding in outcome.findings]))
    else:
        show(checks.summary(outcome))
    if outcome.findings:
        raise typer.Exit(NOT_PROVED)


def draft(
    file: Annotated[str | None, argument("FILE.txt", "The report's text.")] = None,
    previous: Annotated[
        str | None, option("--previous", metavar="YAML", help="An earlier report's encoding: names, ids, English.")
    ] = None,
    output: Annotated[
        str | None, option("--output", "-o", metavar="FILE", help="Write this file; without it FILE.yaml.")
    ] = None,
    template: Annotated[bool, option("--template", help="Print a small encoding, every key explained.")] = False,
    lang: Lang = None,
) -> None:
    """Draft the encoding of a report from its text."""
    from gaoan_cli.tasks import draft as drafting

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
    format: Annotated[str, argument("|".join(FORMS), "The form to write it in.", autocompletion=choices(*FORMS))],
    files: Annotated[
        list[str] | None, argument("[FILE]...", "Encodings of any number of reports, for parquet.")
    ] = None,
    output: Annotated[
        str | None, option("--output", "-o", metavar="FILE", help="Write this file, of parquet this folder.")
    ] = None,
    force: Annotated[bool, option("--force", help="Replace what is there.")] = False,
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

    if output is None or output == "-":
        raise UsageError(_("Parquet needs a folder: gaoan export parquet --output FOLDER"))
    if files and report is not None:
        raise UsageError(_("FILE and --report both name reports: give one"))
    reports = map(read_report, files) if files else [opened(ctx, report)]
    parquet.save(reports, Path(output), overwrite=force)


def open_page(ctx: typer.Context, query: Query = None, report: ReportFile = None, lang: Lang = None) -> None:
    """The whole report as a page, in the browser."""
    from gaoan_cli.tasks import open as opening

    source, words = opened(ctx, report), query_of(query or ())
    answer = look_up(source, "search", words, Options(best=True)) if words else None
    if answer:
        say(*answer.remarks)
        if not answer.records:
            raise typer.Exit(answer.exit_code)
    write((address := opening.page_of(source, answer.records[0] if answer else None)) + "\n")
    if not opening.shown(address):
        say(_("no browser is found here: open this address in one"))


def schema(
    kind: Annotated[
        str | None, argument("[KIND]", "A kind of record; without it all.", autocompletion=choices(*TYPES))
    ] = None,
    compact: Annotated[bool, option("--compact", help="Of what --compact prints.")] = False,
    lang: Lang = None,
) -> None:
    """JSON Schema of the records that --json prints."""
    import json

    from gaoan_cli.show.schema import schema_of

    write(json.dumps(schema_of(kind, compact=compact), ensure_ascii=False, indent=2) + "\n")


def topics(ctx: typer.Context, json: Json = False, report: ReportFile = None, lang: Lang = None) -> None:
    """The policy areas, and how much the report has of each."""
    from gaoan_cli.show import topics as areas

    counted = areas.counted(opened(ctx, report))
    if json or ctx.obj["json"]:
        from gaoan_cli.show.formats import as_json

        write(as_json(counted))
    else:
        from gaoan_cli.show.terminal import present

        present([areas.table(counted)], ctx.obj["color"])


def mcp(ctx: typer.Context, report: ReportFile = None, lang: Lang = None) -> None:
    """Serve the report to agents."""
    from gaoan_cli.tasks import mcp as agents

    choose("en")  # before the report is opened, which may remark something: gaoan_cli.tasks.mcp says why
    agents.serve(opened(ctx, report))


def skill(lang: Lang = None) -> None:
    """Print what an agent with a shell needs to know."""
    from gaoan_cli.cli.skill import skill as text

    write(text(quick.COMMANDS))
