"""How views are shown on a stream: drawn or plain, with colours or without, page by page or at once.

rich is imported (by `drawing`) only where something is drawn.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Literal, TextIO

from gaoan_cli.output import show
from gaoan_cli.show.pages import View
from gaoan_cli.show.plain import plain

NARROWEST, WIDEST = 20, 200  # columns that are drawn, whatever the terminal says

SIGNS = {"−": "-", "–": "-", "→": ">", "µ": "u", "³": "3"}  # what stands for a sign that an encoding lacks

Manner = Literal["plain", "drawn", "coloured"]


def manner(color: str, stream: TextIO, environ: Mapping[str, str]) -> Manner:
    """How views are shown on a stream, by --color (auto, always, never) and the environment.

    What is asked for on the command line counts before NO_COLOR, and that before FORCE_COLOR.
    """
    forced = color == "always" or (color == "auto" and bool(environ.get("FORCE_COLOR")))
    if not forced and not (stream.isatty() and _can_draw(environ)):
        return "plain"
    unwanted = color == "never" or (color == "auto" and bool(environ.get("NO_COLOR")))
    return "drawn" if unwanted else "coloured"


def _can_draw(environ: Mapping[str, str]) -> bool:
    if sys.platform == "win32":
        from rich.console import detect_legacy_windows

        return not detect_legacy_windows()
    return environ.get("TERM") not in ("dumb", "unknown")


def rendered(views: Sequence[View], stream: TextIO, *, color: str = "auto") -> str:
    """The views as text for the stream; lines, bars and spaces are such as its encoding has."""
    how = manner(color, stream, os.environ)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if how == "plain":
        text = plain(views)
    else:
        import shutil

        from gaoan_cli.show.drawing import draw

        width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
        text = draw(views, width, coloured=how == "coloured", encoding=encoding)
    plainer = SIGNS | dict.fromkeys(filter(str.isspace, set(text)), " ")
    return text.translate({ord(one): other for one, other in plainer.items() if not one.encode(encoding, "ignore")})


def present(views: Sequence[View], color: str = "auto", *, page: bool = True) -> None:
    """Show views to people, page by page where there is somebody to turn them. Raises WriteError."""
    text = rendered(views, sys.stdout, color=color)
    if not (page and sys.stdout.isatty() and paged(text, sys.stdout)):
        show(text)


def paged(text: str, stream: TextIO) -> bool:
    """Show text in $PAGER, or in less, if it is longer than the screen of a user who can turn pages.

    False when it is left to be printed: where there is nobody, nothing to turn, no pager (PAGER may be set
    to nothing), or one that failed.
    """
    import shlex
    import shutil
    import signal
    import subprocess

    alone = not (stream.isatty() and sys.stdin and sys.stdin.isatty()) or not _can_draw(os.environ)
    if alone or text.count("\n") <= shutil.get_terminal_size().lines:
        return False
    try:
        command = shlex.split(os.environ.get("PAGER", "less"))
    except ValueError:  # a quotation mark that is not closed
        return False
    if not command or not shutil.which(command[0]):
        return False
    environment = os.environ | {"LESS": f"-R {os.environ.get('LESS') or '-FIX'}"}  # -R shows colours
    # Ctrl-C is for the pager, and one that is left before the end must not end the program, too.
    ignored = {signal.SIGINT, getattr(signal, "SIGPIPE", signal.SIGINT)}
    handlers = {number: signal.signal(number, lambda *_: None) for number in ignored}
    try:
        data = text.encode(stream.encoding, "replace")
        return subprocess.run(command, input=data, check=False, env=environment).returncode <= 0
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
