"""A query, parsed once: what it names, what it only asks with, and its year."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from gaoan_cli.matching.years import COMPARED, YEAR, year_of
from gaoan_cli.report import fold
from gaoan_cli.report.report import Report

LONGEST_QUERY = 300  # characters; no name and no sensible question is longer
MOST_OF_IT = (4, 0.6)  # characters, and share of the query, of a piece that stands for it
REPORT_TITLE = "(?:government )?work report|report on the work of the government"
BREAK = r"[\s,。，、;；:：?？!！“”\"'()（）《》]+"


class Query:
    """What is asked of a report; each part is parsed when it is first needed, and once.

    `text` is the query with its spaces squeezed, `folded` the form in which names are compared.
    """

    def __init__(self, text: str, report: Report) -> None:
        self.report = report
        self.text = " ".join(text.split())
        self.folded = fold.fold(self.text, report.simplified) if len(self.text) <= LONGEST_QUERY else ""

    def __repr__(self) -> str:
        """What was asked."""
        return f"<Query {self.text!r}>"

    @cached_property
    def year(self) -> int | None:
        """The one year that is named, or meant by 去年 / this year."""
        return year_of(self._uncompared, self.report)

    @cached_property
    def han_pieces(self) -> tuple[str, ...]:
        """The Chinese pieces, folded, without what only asks, small words at the edges, and the place."""
        lexicon = self._lexicon
        place = re.escape(self.report.particulars.place.rstrip("市县区"))
        edges = f"^[{lexicon['leading']}]+|[{lexicon['trailing']}]+$"
        return self._pieces(re.sub(f"{place}[市县区]?", " ", self._named), edges)

    @cached_property
    def han_name(self) -> str:
        """All Chinese pieces as one, with small words and the place: 高安辣椒 is more than 辣椒."""
        return "".join(self._pieces(self._named, ""))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of the English words that do not only ask."""
        return tuple(fold.stem(word, self._lexicon["synonyms"]) for word in self._english)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms it may have in a name: as typed, without spaces, and without the words that only ask.

        Of several pieces, one that makes up most of the query also stands for it.
        """
        forms = [self.folded, self.folded.replace(" ", "")]
        pieces = self.han_pieces
        # English beside the Chinese is more than the Chinese says.
        mixed = any(not any(word in piece for piece in pieces) for word in self._english)
        if not self.han_name:
            forms += [" ".join(self._english), " ".join(self.stems)]
        elif not mixed:
            whole, longest = "".join(pieces), max(pieces, key=len, default="")
            forms += [self.han_name, whole]
            if len(longest) >= MOST_OF_IT[0] and len(longest) >= MOST_OF_IT[1] * len(whole):
                forms.append(longest)
        return tuple(dict.fromkeys(filter(None, forms)))

    @cached_property
    def _lexicon(self) -> dict[str, Any]:
        words: dict[str, Any] = self.report.table("lexicon")
        return words

    @cached_property
    def _uncompared(self) -> str:
        return re.sub(REPORT_TITLE, " ", re.sub(COMPARED, "", fold.plain(self.text, self.report.simplified)))

    @cached_property
    def _dateless(self) -> str:
        return re.sub(YEAR, " ", self._uncompared)

    @cached_property
    def _named(self) -> str:
        """The text without years and the Chinese words that ask."""
        return re.sub(asking(self._lexicon), lambda match: match["kept"] or " ", self._dateless)

    @cached_property
    def _english(self) -> list[str]:
        """The English words that do not only ask."""
        synonyms = self._lexicon["synonyms"]
        place = fold.plain(self.report.particulars.place_en, self.report.simplified)
        names = (*fold.english(place, synonyms), *fold.english(place.replace("'", ""), synonyms))
        asking_words = {*self._lexicon["asking_en"], *names}
        return [word for word in fold.latin(self._dateless) if fold.stem(word, synonyms) not in asking_words]

    @staticmethod
    def _pieces(text: str, edges: str) -> tuple[str, ...]:
        """The Chinese pieces of two characters and more, folded, without what is at their edges."""
        pieces = (re.sub(edges, "", piece) if edges else piece for piece in re.split(BREAK, text))
        folded = (fold.fold(piece, {}) for piece in pieces)
        return tuple(piece for piece in folded if len(piece) > 1 and fold.is_han(piece))


def asking(lexicon: dict[str, Any]) -> str:
    """A pattern for what only asks; a word that merely holds such a word is its group `kept`."""
    groups = (
        f"(?:{_any(group.get('before'))})*(?:{_any(group['words'])})"
        f"(?:{_any(group.get('scale'))})*(?:{_any(group.get('behind'))})?"
        for group in lexicon["asking"]
    )
    return f"(?P<kept>{_any(lexicon['kept'])})|{'|'.join(groups)}"


def _any(words: list[str] | None) -> str:
    """A pattern for any of the words, the longest first; for nothing without words."""
    return "|".join(map(re.escape, sorted(words or (), key=len, reverse=True)))
