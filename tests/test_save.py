"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gaoan_cli.errors import UsageError, WriteError
from gaoan_cli.show.save import whole

posix = pytest.mark.skipif(os.name != "posix", reason="links, modes, devices and signals as POSIX has them")


def save(file: Path, data: bytes, *, overwrite: bool) -> None:
    """Write the data to the file, whole."""
    with whole(file, overwrite=overwrite) as part:
        part.write_bytes(data)


def test_a_file_is_not_overwritten_without_being_told(tmp_path: Path) -> None:
    """A file that is there is kept, unless it is to be overwritten; nothing else is left behind."""
    file = tmp_path / "report.txt"
    save(file, b"mine", overwrite=False)
    with pytest.raises(UsageError, match="--force overwrites"):
        save(file, b"theirs", overwrite=False)
    assert file.read_bytes() == b"mine"
    save(file, b"theirs", overwrite=True)
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("linked", [True, False])
def test_a_file_that_comes_up_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool) -> None:
    """What somebody else has put there in the meantime is theirs, also where there are no hard links."""
    if not linked:
        monkeypatch.delattr(os, "link")
    file = tmp_path / "report.txt"
    with pytest.raises(UsageError, match="there already"), whole(file, overwrite=False):
        file.write_bytes(b"theirs")
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_without_hard_links_a_file_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has no hard links is no hindrance."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    save(tmp_path / "report.txt", b"x", overwrite=False)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"x"]


@posix
def test_a_file_is_written_through_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    """What a link points at is written, whether it is there or not; one that is overwritten keeps its mode."""
    link, file = tmp_path / "link.txt", tmp_path / "report.txt"
    link.symlink_to(file)
    save(link, b"new", overwrite=False)
    file.chmod(0o640)
    save(link, b"newer", overwrite=True)
    assert link.is_symlink()
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"newer", 0o640)


@posix
def test_what_is_overwritten_is_private_while_it_is_written(tmp_path: Path) -> None:
    """What takes the place of a file can be read by its owner alone until it is whole, and then has the file's mode."""
    file = tmp_path / "report.txt"
    save(file, b"old", overwrite=False)
    file.chmod(0o604)
    with whole(file, overwrite=True) as part:
        assert part.stat().st_mode & 0o777 == 0o600
    assert file.stat().st_mode & 0o777 == 0o604


@posix
def test_what_is_no_regular_file_is_never_replaced(tmp_path: Path) -> None:
    """A pipe, a device, a folder and a link in a circle stay what they are, and the message says what to do."""
    pipe, circle = tmp_path / "pipe", tmp_path / "circle"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    for file, advice in (
        (pipe, "redirect"),
        (Path(os.devnull), "redirect"),
        (tmp_path, "name a file in it"),
        (circle, "cannot be written: Too many levels of symbolic links"),
        (tmp_path / "no" / "report.txt", "cannot be written: No such file"),
        (tmp_path / ("x" * 300), "cannot be written: File name too long"),
        (tmp_path / "nul\0.txt", "cannot be written"),
    ):
        for overwrite in (True, False):
            with pytest.raises(UsageError, match=advice):
                save(file, b"x", overwrite=overwrite)
    assert sorted(tmp_path.iterdir()) == [circle, pipe]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full is no mistake of the user's, and leaves no half of a file."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match="No space left"):
        save(tmp_path / "report.txt", b"x", overwrite=False)
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, pathlib, signal, sys
from gaoan_cli.show.save import whole
if int(sys.argv[2]) != signal.SIGKILL:
    signal.signal(int(sys.argv[2]), signal.SIG_DFL)  # nohup has it ignored
with whole(pathlib.Path(sys.argv[1]), overwrite=False) as part:
    part.write_bytes(b"half")
    os.kill(os.getpid(), int(sys.argv[2]))
"""


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_killed_program_leaves_no_half_of_a_file(tmp_path: Path, name: str) -> None:
    """Killed while it writes, the program leaves no file of that name; if at once, a part that hinders nobody."""
    file, number = tmp_path / "report.txt", getattr(signal, name)
    code = subprocess.run([sys.executable, "-c", KILLED, str(file), str(int(number))], check=False).returncode
    killed = name == "SIGKILL"
    assert code == (-number if killed else 128 + number)
    assert len(list(tmp_path.iterdir())) == (1 if killed else 0)
    save(file, b"whole", overwrite=False)
    assert file.read_bytes() == b"whole"
