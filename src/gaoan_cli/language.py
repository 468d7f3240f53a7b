"""The languages of what people are shown, and the words of the program in them.

What programs read is English in every language: nothing here is called for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")
CHOICES = {"zh": ("zh",), "en": ("en",), "zh,en": ("zh", "en"), "en,zh": ("en", "zh")}

Said = TypeVar("Said")

_chosen: tuple[str, ...] | None = None
_chinese: Callable[[str], str] | None = None


def shown() -> tuple[str, ...]:
    """The languages of what people are shown, the program's own first: those chosen, else the environment's."""
    global _chosen  # noqa: PLW0603 - one program speaks one language
    if _chosen is None:
        _chosen = CHOICES.get(os.environ.get("GAOAN_LANG", "").strip().lower()) or _of_the_locale()
    return _chosen


def choose(text: str) -> None:
    """Show people zh, en, zh,en or en,zh from now on. Raises ValueError for anything else."""
    global _chosen  # noqa: PLW0603
    if text not in CHOICES:
        raise ValueError(f"unknown language {text!r}: known are {'; '.join(CHOICES)}")
    _chosen = CHOICES[text]


def within(text: str, say: Callable[[], Said]) -> Said:
    """What is said where zh, en, zh,en or en,zh is shown; afterwards the languages are as before."""
    global _chosen  # noqa: PLW0603
    before = _chosen
    try:
        choose(text)
        return say()
    finally:
        _chosen = before


def reset() -> None:
    """Forget what was chosen: the environment is asked again."""
    global _chosen, _chinese  # noqa: PLW0603
    _chosen = _chinese = None


def choose_from(arguments: Sequence[str]) -> None:
    """Choose what the last --lang of a command line says, if it says a language; behind -- there are no options."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for option, value in zip(before, [*before[1:], ""], strict=False):
        given = value if option == "--lang" else option.removeprefix("--lang=")
        if given in CHOICES and option.startswith("--lang"):
            choose(given)


def _(text: str) -> str:
    """The program's words, which are written in English, in the first language shown."""
    return text if shown()[0] == "en" else in_chinese(text)


def in_chinese(text: str) -> str:
    """The program's words in Chinese, whatever language is shown."""
    global _chinese  # noqa: PLW0603
    if not text:
        return text
    if _chinese is None:
        import gettext

        _chinese = gettext.translation("gaoan", FOLDER, ["zh"], fallback=True).gettext
    return _chinese(text)


def _of_the_locale() -> tuple[str, ...]:
    """Chinese where the locale is, LANGUAGE before its name; English everywhere else."""
    name = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not name and os.name == "nt":
        import locale

        name = locale.setlocale(locale.LC_CTYPE)
    if name.split(".")[0] not in ("", "C", "POSIX"):
        name = os.environ.get("LANGUAGE", "").split(":")[0] or name
    return ("zh",) if name.lower().startswith(("zh", "chinese")) else ("en",)
