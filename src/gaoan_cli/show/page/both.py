"""What the page says, in both languages: a reader chooses when it is read, not when it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from gaoan_cli.language import _, within
from gaoan_cli.report.model import Particulars


class Both(NamedTuple):
    """The same in Chinese and in English; the English is the Chinese where there is none."""

    zh: str
    en: str

    @property
    def alike(self) -> bool:
        """Whether a reader of either language is shown the same."""
        return not self.en or self.en == self.zh


def in_both(say: Callable[[], str]) -> Both:
    """What is said to a reader of Chinese, and to one of English."""
    return Both(within("zh", say), within("en", say))


def words(of: Particulars) -> dict[str, Both]:
    """What the page says of itself, by what the template calls it."""
    return _paired(lambda: _own(of))


def kinds() -> dict[str, Both]:
    """What the kinds of records are called that are marked in the text, in the order of the legend."""
    return _paired(
        lambda: {
            **{"target": _("targets"), "result": _("results"), "term": _("terms")},
            **{"honour": _("honours"), "project": _("projects")},
        }
    )


def topics() -> dict[str, Both]:
    """What the policy areas are called."""
    return _paired(_topics)


def topic_said(topic: str) -> str:
    """What a policy area is called in the reader's language; "" for none."""
    return _topics().get(topic, "")


def _topics() -> dict[str, str]:
    return {
        **{"economy": _("Economy"), "industry": _("Industry"), "agriculture": _("Agriculture")},
        **{"investment": _("Investment"), "consumption": _("Consumption"), "opening-up": _("Opening up")},
        **{"innovation": _("Innovation"), "reform": _("Reform"), "urban": _("Urban development")},
        **{"rural": _("Rural development"), "ecology": _("Ecology"), "livelihood": _("Livelihood")},
        **{"education-health": _("Education and health"), "governance": _("Governance")},
    }


def _paired(say: Callable[[], Mapping[str, str]]) -> dict[str, Both]:
    chinese, english = within("zh", say), within("en", say)
    return {name: Both(chinese[name], english[name]) for name in english}


def _own(of: Particulars) -> dict[str, str]:
    years = {"year": of.year, "reviews": of.reviews}
    return {
        "skip": _("Skip to the text"),
        "search": _("Search"),
        "hint": _("Hanzi, pinyin or English"),
        "record": _("record"),
        "records": _("records"),
        "paragraphs": _("paragraphs"),
        "nothing": _("Nothing is found."),
        "kinds": _("Kinds"),
        "topics": _("Topics"),
        "language": _("Language"),
        "theme": _("Dark or light"),
        "outline": _("Outline"),
        "headline": _("Headline targets for {year}, beside {reviews}").format(**years),
        "ends": _("A bar that fades at its end stands for about so much, at least or at most so much."),
        "text": _("Text of the report"),
        "details": _("show in full"),
        "colophon": _("Made by gaoan from the text as published. Underlined words lead to what they say."),
    }
