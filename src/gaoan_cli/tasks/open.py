"""The report as a page in the browser: made in a folder of the user's own, and opened at a record of it."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import webbrowser
from contextlib import suppress
from pathlib import Path

from gaoan_cli.errors import WriteError
from gaoan_cli.language import _
from gaoan_cli.report.model import Shown
from gaoan_cli.report.report import Report
from gaoan_cli.show.page.marks import anchor
from gaoan_cli.show.page.page import as_html
from gaoan_cli.show.save import whole

# One of these is set where there is a screen to open a window on; Windows and macOS always have one.
SCREENS = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")


def page_of(report: Report, record: Shown | None = None) -> str:
    """The address of the page, made anew, at this record or at the top. Raises WriteError when the disk is full.

    What opens addresses for a system (xdg-open, Windows) forgets what stands behind the #, so the page itself knows
    where it begins, too.
    """
    start = anchor(record) if record else ""
    file = folder() / f"{report.particulars.id}.html"
    with whole(file, overwrite=True) as part:
        part.chmod(0o600)
        part.write_bytes(as_html(report, start))
    return file.as_uri() + (f"#{start}" if start else "")


def folder() -> Path:
    """A folder that nobody else can write to or read: the same each time, unless somebody else has put one there.

    Raises WriteError where none can be made.
    """
    try:
        own = Path(tempfile.gettempdir(), f"gaoan-{os.getuid()}" if hasattr(os, "getuid") else "gaoan")
        if not _private(own):
            with suppress(FileExistsError):
                own.mkdir(mode=0o700)
        return own if _private(own) else Path(tempfile.mkdtemp(prefix="gaoan-"))
    except OSError as error:
        reason = _(error.strerror or str(error))
        raise WriteError(_("no folder for the page can be made: {reason}").format(reason=reason)) from None


def _private(folder: Path) -> bool:
    """Whether it is a folder, no link to one, of this user alone."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o077)
    return stat.S_ISDIR(found.st_mode) and own


def shown(address: str) -> bool:
    """Open the address in the browser; False where there is none, or no screen: one in the terminal is not wanted."""
    elsewhere = sys.platform in ("win32", "darwin")
    return (elsewhere or any(map(os.environ.get, SCREENS))) and webbrowser.open(address)
