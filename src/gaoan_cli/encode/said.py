"""What is said of an encoding: English for programs, and in the reader's language when it is shown."""

from __future__ import annotations

from typing import Any

from gaoan_cli.language import _


class Said(str):
    """A text in English that knows how to say itself in the language shown."""

    __slots__ = ("longest", "template", "values")

    template: str
    values: dict[str, Any]
    longest: int | None

    def shown(self) -> str:
        """The text as people read it."""
        values = {name: value.shown() if isinstance(value, Said) else value for name, value in self.values.items()}
        return _cut(_(self.template).format(**values), self.longest)

    def cut(self, longest: int) -> Said:
        """The text, in every language no longer than so many characters and a mark that it went on."""
        return _said(self.template, self.values, longest)


def said(template: str, **values: Any) -> Said:
    """A text made of an English template, which the catalogue has in Chinese, and what stands in its fields."""
    return _said(template, values, None)


def _said(template: str, values: dict[str, Any], longest: int | None) -> Said:
    text = Said(_cut(template.format(**values), longest))
    text.template, text.values, text.longest = template, values, longest
    return text


def _cut(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else f"{text[:longest]}…"
