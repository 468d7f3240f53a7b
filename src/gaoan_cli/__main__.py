"""The program: `gaoan`, or `python -m gaoan_cli`. A Python too old can parse it, to be told so."""

import gc
import os
import sys

if sys.version_info < (3, 10):  # noqa: UP036
    sys.stderr.write("gaoan needs Python 3.10 or newer: this is Python {}.{}\n".format(*sys.version_info))
    sys.exit(2)


def run() -> None:
    """Run the command line; whatever ends it early becomes one line and an exit code."""
    try:
        gc.disable()  # looking for garbage, of which a lookup makes none, takes a part of every start
        from gaoan_cli.errors import GaoanError
        from gaoan_cli.output import prepare, say

        prepare()
        try:
            answer()
        except GaoanError as error:
            from gaoan_cli.load import in_words

            say(in_words(error))
            sys.exit(error.exit_code)
    except MemoryError:
        from gaoan_cli.language import _

        sys.stderr.write("gaoan: " + _("the report is too large for the memory there is") + "\n")
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)


def answer() -> None:
    """Go the short way with what is asked all day, and the long way with everything else."""
    from gaoan_cli import quick
    from gaoan_cli.errors import DataError
    from gaoan_cli.language import _
    from gaoan_cli.output import say
    from gaoan_cli.writing import give

    folder = os.path.dirname(__file__)  # noqa: PTH120 - importing pathlib takes a part of every lookup
    if not os.path.isdir(folder):  # noqa: PTH112
        raise DataError(_("gaoan cannot run from an archive: install it, or unpack it"), folder)
    answered = quick.answer(sys.argv[1:])
    if answered is not None:
        give(*answered)
        say(*answered.answer.remarks)
        sys.exit(answered.answer.exit_code)
    from gaoan_cli.cli.app import app

    app(prog_name="gaoan", windows_expand_args=False)  # a query is no pattern of file names


if __name__ == "__main__":
    run()
