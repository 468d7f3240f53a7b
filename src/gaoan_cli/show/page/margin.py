"""What stands beside a paragraph: a card for each record of it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.language import _, within
from gaoan_cli.report.model import Comparison, Figure, Paragraph, Sourced, Term
from gaoan_cli.show.cards import Card, called, card, clause, kind_said, statement_of
from gaoan_cli.show.page.both import Both, in_both, topic_said
from gaoan_cli.show.page.marks import anchor, marked
from gaoan_cli.show.said import change_said, figure_said, reason_said, short_figure
from gaoan_cli.show.spans import Spans

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

# Rows of a card that the page shows in a form of its own, or that say where it stands.
ELSEWHERE = ("quote", "source", "kind", "next")


class Entry(NamedTuple):
    """One record: what it is called and says, its classes, labelled rows, its words, the command that asks it."""

    id: str
    kind: str
    topic: str
    name: Both
    brief: Both  # beside the name, "" where it would only say it again
    said: Both  # below it, where nothing is beside
    classes: Both
    rows: list[tuple[Both, Both]]
    quote: str
    quote_en: str  # where it is a part of a sentence: the whole of it stands beside, in the paragraph
    command: str


def entries(report: Report) -> dict[str, list[Entry]]:
    """The cards beside each paragraph, by its id, in the order of the text; a term's where it is first used."""
    found: dict[str, list[tuple[int, Entry]]] = {paragraph.id: [] for paragraph in report.paragraphs}
    comparisons = {comparison.id: comparison for comparison in report.comparisons}
    for record in marked(report):
        place, at = _place(report, record)
        if place in found:
            found[place].append((at, entry(report, record, comparisons)))
    return {id: [one for _at, one in sorted(group, key=lambda pair: pair[0])] for id, group in found.items()}


def _place(report: Report, record: Sourced | Term) -> tuple[str, int]:
    """The paragraph that a record's card stands beside, and where in it."""
    if not isinstance(record, Term):
        return record.paragraph, record.start or 0
    id = record.mentions[0] if record.mentions else record.paragraph
    paragraph = report.get("paragraph", id)
    return id, paragraph.text.find(record.name) if isinstance(paragraph, Paragraph) else 0


def entry(report: Report, record: Sourced | Term, comparisons: Mapping[str, Comparison]) -> Entry:
    """The card of a record; a target has beside it what follows from the results it continues."""
    rows = paired(within("zh", lambda: card(report, record)), within("en", lambda: card(report, record)))
    if isinstance(record, Figure) and record.kind == "target":
        comparison = comparisons[record.id]
        behind = 1 if comparison.results else 0
        rows[behind:behind] = changes(comparison)
    topic = getattr(record, "topic", "")
    file = " --report FILE" if report.option else ""
    sentence = getattr(record, "quote_en", None) or ""
    part = clause(report, record, sentence)
    return Entry(
        anchor(record),
        record.kind,
        topic,
        in_both(lambda: called(record)),
        in_both(lambda: _brief(record)),
        in_both(lambda: "" if _brief(record) else statement_of(record)),
        in_both(lambda: " · ".join(filter(None, [kind_said(record), topic_said(topic)]))),
        rows,
        getattr(record, "quote", ""),
        "" if part == sentence else part,
        f"gaoan {record.kind} {record.id}{file}",
    )


def _brief(record: Sourced | Term) -> str:
    """A number, what happens with a project, who has an honour; "" for a goal without a number, and for a term."""
    if isinstance(record, Figure):
        fell = record.value is not None and record.value < 0  # which its wording says better than a minus
        return "" if record.measure == "qualitative" else figure_said(record) if fell else short_figure(record)
    return "" if isinstance(record, Term) else statement_of(record)


def paired(chinese: Card, english: Card) -> list[tuple[Both, Both]]:
    """The rows of a card in both languages: which there are depends on the record alone."""
    return [
        (Both(label, label_en), Both(_plain(words), _plain(words_en)))
        for (label, words), (label_en, words_en) in zip(chinese.rows, english.rows, strict=True)
        if label_en not in ELSEWHERE
    ]


def _plain(spans: Spans) -> str:
    """The words of a row without those of the other language, which are faint."""
    return "".join(span.text for span in spans if span.role != "faint")


def changes(comparison: Comparison) -> list[tuple[Both, Both]]:
    """What follows from a target and its results, or why nothing does where the card does not say it already."""
    label = in_both(lambda: _("change"))
    if not comparison.results or comparison.target.not_comparable_en:
        return []
    if not comparison.computed:
        return [(label, in_both(lambda: reason_said(comparison)))]
    return [(label, in_both(partial(change_said, one, comparison))) for one in comparison.computed]
