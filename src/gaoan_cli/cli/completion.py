"""What the shell is told while a command is typed.

Annotations are not postponed here: Typer looks at them to hand over its context.
"""

import os
from collections.abc import Callable
from pathlib import Path

import typer
from typer import _completion_shared

from gaoan_cli.answer import KINDS_OF
from gaoan_cli.errors import GaoanError
from gaoan_cli.load import load_report

WIDEST = 36  # characters of what stands beside a word

# Typer's own script for zsh only registers itself at the first TAB of a shell, and evaluates what it is told.
_completion_shared._completion_scripts["zsh"] = r"""
#compdef gaoan

_gaoan() {
  local -a offers
  offers=(${(f)"$(_TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _TYPER_COMPLETE_FISH_ACTION=get-args \
    _GAOAN_COMPLETE=complete_fish gaoan 2>/dev/null)"})
  offers=(${${offers//:/\\:}/$'\t'/:})
  if (( $#offers )); then _describe gaoan offers; else _files; fi
}

if [[ $funcstack[1] == _gaoan ]]; then _gaoan; else compdef _gaoan gaoan; fi
"""
if "_GAOAN_COMPLETE" in os.environ:
    os.environ["COLUMNS"] = "1000"  # Typer folds what stands beside a word at this width


def names(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Names and ids of the command's records that begin so."""
    command = ctx.info_name or ""
    return _beginning(ctx, incomplete, KINDS_OF.get(command, (command,)))


def sections(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Ids of sections that begin so."""
    return [offer for offer in _beginning(ctx, incomplete, ("section",)) if offer[0].isascii()]


def fields(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of fields of the command's records that begin so."""
    from gaoan_cli.report.model import TYPES

    command = ctx.info_name or ""
    kinds = ("comparison",) if command == "compare" else KINDS_OF.get(command, (command,))
    found = dict.fromkeys(field for kind in kinds for field in (*TYPES[kind]._fields, "score", "match"))
    return [field for field in found if field.startswith(incomplete)]


def choices(*words: str) -> Callable[[str], list[str]]:
    """The completion of one word of a closed list."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def _beginning(ctx: typer.Context, incomplete: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    from gaoan_cli.matching.suggest import completions

    given = ctx.params.get("report") or ctx.find_root().params.get("report")
    try:
        file = Path(given).expanduser() if given else None
        if file and not file.is_file():  # a pipe would be waited for, and read
            return []
        offers = completions(load_report(file), incomplete, kinds)
    except (GaoanError, RuntimeError):  # the latter for a home that is not there
        return []
    return [(word, about if len(about) <= WIDEST else about[: WIDEST - 1] + "…") for word, about in offers]
