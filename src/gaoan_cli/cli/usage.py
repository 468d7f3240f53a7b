"""What the command line says of itself in the program's words: the help, and one line for a mistake in it.

Typer knows English alone, and three lines for a mistake.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from gaoan_cli import language
from gaoan_cli.errors import WriteError, printable
from gaoan_cli.language import _
from gaoan_cli.output import columns, say

WRONG = 2
LONGEST = 60  # characters of what was typed that are shown back
Mistake: Any = typer.BadParameter.__base__  # what Typer raises for a wrong command line
HelpFormatter: Any = typer.Context.formatter_class
vars(typer.core)["_"] = _  # headings, and what stands in brackets behind an option

# What Typer says in the help.
WORDS = (
    "Arguments",
    "Options",
    "Commands",
    "required",
    "env var: {var}",
    "Show this message and exit.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
)
METAVARS = (
    *("[QUERY]...", "FIELD", "FIELD,…", "TOPIC", "YEAR", "MEASURE", "LEVEL", "STATUS"),
    *("FILE", "[FILE]...", "FILE.txt", "[KIND]"),
)
ABOUT = (
    "Ask the 2024 Government Work Report of Gao'an city (高安市政府工作报告).",
    "Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 a data file that cannot be used, "
    "74 the answer could not be written, 130 interrupted.",
)
EXAMPLES = """
gaoan target gdp            gaoan term 1225
gaoan section 2.3           gaoan compare
gaoan search 停车场         gaoan target gdp --json
""".strip()
# What may end a line, or not begin one, in Chinese; and what is not broken.
PIECE = re.compile("[（《“]*(?:[!-~]+|[^\\s!-~])[，。；：、！？）》”…]*|\\s+")


class Formatter(HelpFormatter):  # type: ignore[misc] # Typer's own, wherever it comes from
    """The help, laid out for characters two columns wide where there are any."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, prefix or _("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=_(heading)) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms, and beside each what it is."""
        if language.shown()[0] == "en":
            super().write_dl(rows, col_max, col_spacing)
            return
        begin = min(max(columns(term) for term, about in rows), col_max) + col_spacing
        behind = "\n" + " " * (self.current_indent + begin)
        for term, about in rows:
            gap = begin - columns(term)
            lines = wrapped(about, max(self.width - self.current_indent - begin, 10))
            self.write(" " * self.current_indent + term + (" " * gap if gap >= col_spacing else behind))
            self.write(behind.join(lines) + "\n")


class Context(typer.Context):
    """What a command is run in; its help is laid out by the formatter above."""

    formatter_class = Formatter


class Command(TyperCommand):
    """A command whose help is in the language shown."""

    context_class = Context

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        return _in_words(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; a mistake knows the command that it was made in."""
        try:
            return super().parse_args(ctx, args)
        except Mistake as mistake:
            mistake.ctx = mistake.ctx or ctx
            raise


class Group(TyperGroup):
    """The group of all commands: chooses the language first, and says in one line what is wrong."""

    context_class = Context

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line."""
        language.choose_from(sys.argv[1:] if args is None else args)
        translate(self)
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except Mistake as mistake:
            if not standalone_mode:
                raise
            say(told(mistake))
            sys.exit(WRONG)
        except typer.Abort:
            if not standalone_mode:
                raise
            code = 1
        return sys.exit(code or 0) if standalone_mode else code

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        return _in_words(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options. Raises WriteError if the shell's completion cannot be installed."""
        try:
            return super().parse_args(ctx, args)
        except OSError as error:
            told = _("{file} cannot be written: {reason}")
            raise WriteError(told.format(file=error.filename, reason=_(error.strerror or str(error)))) from error
        except Mistake as mistake:
            mistake.ctx = mistake.ctx or ctx
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program itself."""
        about, codes = (_(text) for text in ABOUT)
        self.help = f"{about}\n\n\b\n{EXAMPLES}\n\n{codes}"
        super().format_help(ctx, formatter)


def translate(command: Any) -> Any:
    """The command with its help, but for its own sentences, in the language shown."""
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
    for parameter in command.params:
        _in_words(parameter)
    return command


def _in_words(parameter: Any) -> Any:
    if parameter is not None:
        parameter.help = _(parameter.help) if parameter.help else None
        if parameter.metavar in METAVARS:
            parameter.metavar = _(parameter.metavar)
    return parameter


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many columns; Chinese is broken anywhere but before its punctuation."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


# --- Mistakes ------------------------------------------------------------------------------------------


def told(mistake: Any) -> str:
    """A mistake in a command line, and where to read what is right, on one line."""
    command = mistake.ctx.command_path if mistake.ctx else "gaoan"
    return printable(_told(mistake, type(mistake).__name__, str(mistake.format_message()), command))


def _told(mistake: Any, kind: str, message: str, command: str) -> str:
    option = _short(getattr(mistake, "option_name", ""))
    if kind == "NoSuchOption" and mistake.possibilities:
        said = _("no such option: {option} (perhaps {others}); {command} --help lists them")
        return said.format(option=option, others=", ".join(sorted(mistake.possibilities)), command=command)
    if kind == "NoSuchOption":
        return _("no such option: {option}; {command} --help lists them").format(option=option, command=command)
    if kind == "BadOptionUsage" and "not take" in message:
        return _("{option} takes no value; {command} --help explains it").format(option=option, command=command)
    if kind == "BadOptionUsage":
        return _("{option} needs a value; {command} --help explains it").format(option=option, command=command)
    if kind == "MissingParameter":
        name = mistake.param.make_metavar(mistake.ctx)
        return _("{name} is missing; {command} --help explains it").format(name=name, command=command)
    if extra := re.fullmatch(r".*unexpected extra argument\S* \((.*)\)\.?", message, re.DOTALL):
        said = _("one word too many: {words}; {command} --help says what it takes")
        return said.format(words=_short(extra[1]), command=command)
    if kind == "BadParameter" and mistake.param:
        wrong = _of_a_value(str(mistake.message))
        message = _("{option}: {mistake}").format(option=mistake.param.opts[0], mistake=wrong)
    return _("{mistake}; {command} --help explains it").format(mistake=message.rstrip("."), command=command)


def _of_a_value(message: str) -> str:
    """What is said of a value that an option cannot have."""
    if wrong := re.fullmatch(r"(.*) is not one of (.*?)\.?", message, re.DOTALL):
        return _("“{value}” is none of {choices}").format(
            value=_short(wrong[1].strip("'")), choices=wrong[2].replace("'", "")
        )
    if wrong := re.fullmatch(r"(.*) is not a valid int[a-z ]*\.?", message, re.DOTALL):
        return _("“{value}” is no whole number").format(value=_short(wrong[1].strip("'")))
    if wrong := re.fullmatch(r"(.*) is not in the range (.*?)\.?", message, re.DOTALL):
        return _("{value} is not in the range {range}").format(value=_short(wrong[1]), range=wrong[2])
    return _short(message, 3 * LONGEST)


def _short(typed: str, longest: int = LONGEST) -> str:
    """What was typed, no longer than is shown back."""
    return typed if len(typed) <= longest else f"{typed[:longest]}…"


def no_command(word: str, args: list[str], commands: Iterable[str]) -> str:
    """What is said of a word that is no command: the one it is near, or how to look it up."""
    from difflib import get_close_matches

    from gaoan_cli.matching.suggest import shell_quoted

    if near := get_close_matches(word, commands):
        told = _("“{word}” is no command (perhaps {others}); gaoan --help lists them")
        return told.format(word=printable(word), others=", ".join(near))
    query = printable(" ".join(shell_quoted(word) for word in args if word != "--help"))
    query = query if len(query) <= 60 else "QUERY"
    told = _("“{word}” is no command; to look it up: gaoan search {query}")
    return told.format(word=printable(word[:60]), query=query)
