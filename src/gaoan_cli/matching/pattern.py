"""A pattern of what a query may say, which is compiled for no other text: that takes longer than to look."""

from __future__ import annotations

import re
from collections.abc import Callable


class Pattern:
    """A regular expression, and words of which every text that it matches has one."""

    def __init__(self, expression: str, words: tuple[str, ...]) -> None:
        self.expression, self.words = expression, words

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        return re.search(self.expression, text) if self._may_be_in(text) else None

    def all(self, text: str) -> list[re.Match[str]]:
        """All matches in a text."""
        return [*re.finditer(self.expression, text)] if self._may_be_in(text) else []

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, most: int = 0) -> str:
        """A text with something else for each match, or for the first ones."""
        return re.sub(self.expression, by, text, count=most) if self._may_be_in(text) else text

    def split(self, text: str) -> list[str]:
        """The pieces of a text between the matches."""
        return re.split(self.expression, text) if self._may_be_in(text) else [text]

    def _may_be_in(self, text: str) -> bool:
        return any(map(text.__contains__, self.words))
