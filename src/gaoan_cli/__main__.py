"""The program: `gaoan`, or `python -m gaoan_cli`."""

import gc
import io
import os
import signal
import sys

FAILED_WRITE = 74  # what sysexits.h calls an error of input or output


class Messages(io.TextIOWrapper):
    """Standard error: a message that cannot be written changes nothing about the answer."""

    def write(self, text: str) -> int:
        """Write what can be written."""
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Flush what can be flushed."""
        try:
            super().flush()
        except OSError:
            self.mute()

    def mute(self) -> None:
        """Send what is left, and what may follow, nowhere."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


def prepare() -> None:
    """Make the streams fit for Chinese, for closed pipes, and for being closed altogether."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "高安".encode(stream.encoding)
            except (UnicodeEncodeError, LookupError):
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="replace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        encoding = sys.stderr.encoding
        sys.stderr = Messages(sys.stderr.detach(), encoding, errors="replace", line_buffering=True)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that goes away ends the program, as with cat


def run() -> None:
    """Run the command line. Ctrl-C ends it quietly, and a full disk with a line that says so."""
    # A lookup makes many objects and no garbage: looking for it is a twentieth of the start-up.
    gc.set_threshold(100_000, 20, 20)
    try:
        prepare()
        from gaoan_cli import output, quick
        from gaoan_cli.answer import written
        from gaoan_cli.errors import GaoanError

        try:
            answered = quick.answer(sys.argv[1:])
            if answered is not None:
                answer, options = answered
                output.write(written(answer, options))
                output.say(*answer.remarks)
                sys.exit(answer.exit_code)
        except GaoanError as error:
            output.say(str(error))
            sys.exit(error.exit_code)
        from gaoan_cli.cli import app

        app(prog_name="gaoan")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        from gaoan_cli.errors import DISK

        if error.errno not in DISK:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"gaoan: the answer cannot be written: {error.strerror}\n")
        sys.exit(FAILED_WRITE)


if __name__ == "__main__":
    run()
