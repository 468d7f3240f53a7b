"""The command line: its lookups, all its commands by name, and what turns errors into messages and exit codes."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from gaoan_cli import quick
from gaoan_cli.answer import look_up
from gaoan_cli.cli import usage
from gaoan_cli.cli.about import HELP
from gaoan_cli.cli.parameters import Color, Lang, opened, option, options_of, signature_of
from gaoan_cli.errors import GaoanError, UsageError
from gaoan_cli.language import _
from gaoan_cli.load import in_words, load_report, versions
from gaoan_cli.options import query_of
from gaoan_cli.output import say, show, write

# --- Commands ----------------------------------------------------------------------------------


def lookup(name: str) -> Callable[..., None]:
    """The command that looks up records of a kind."""

    def command(ctx: typer.Context, **given: Any) -> None:
        from gaoan_cli import writing

        options, query = options_of(given | {"json": given["json"] or ctx.obj["json"]}), query_of(given["query"] or ())
        report, output = opened(ctx, given["report"]), given["output"]
        answer = look_up(report, name, query, options)
        if given["explain"]:
            show(writing.explanation(report, name, query, options))
        elif output not in (None, "-"):
            writing.save(report, name, answer, options, output, overwrite=given["force"])
        else:
            color = given["color"] or ctx.obj["color"]
            writing.give(report, name, answer, options, color=color, page=not given["no_pager"])
        say(*answer.remarks)
        raise typer.Exit(answer.exit_code)

    command.__signature__ = signature = signature_of(name)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in signature.parameters.values()}
    return command


OTHERS = ("topics", "cite", "open", "verify", "export", "schema", "check", "draft", "mcp", "skill")
COMMANDS = (*quick.COMMANDS, *OTHERS)


def command_of(name: str) -> Callable[..., None]:
    """The function of a command, made or imported when it is called: all of them would take a part of every start."""
    if name in quick.COMMANDS:
        return lookup(name)
    from gaoan_cli.cli import commands

    function: Callable[..., None] = getattr(commands, {"open": "open_page"}.get(name, name))
    return function


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
        single.command(name=name, cls=usage.Command, help=f"{_(about)}\n\n\b\n{paste}")(command_of(name))
        return usage.translate(typer.main.get_command(single))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, each with what it is for: none has to be built to say that."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _(HELP[name][0])) for name in COMMANDS])

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
    version: Annotated[bool, option("--version", help="Print the versions of program and report.")] = False,
    json: Annotated[bool, option("--json", help="As after the command.")] = False,
    color: Color = None,
    report: Annotated[
        str | None, option("--report", metavar="FILE", envvar="GAOAN_REPORT", help="Another report's YAML.")
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
