"""The program: `gaoan`, or `python -m gaoan_cli`."""

import gc

# A lookup makes many objects and no garbage: looking for it is a twentieth of the start-up.
gc.set_threshold(100_000, 20, 20)

from gaoan_cli.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
