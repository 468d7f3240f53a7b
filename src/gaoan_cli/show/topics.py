"""The policy areas of a report, and how many records of each kind it has there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaoan_cli.language import _, in_chinese
from gaoan_cli.report.vocabulary import MANY, TOPICS
from gaoan_cli.show.lists import Row, Table
from gaoan_cli.show.said import both, english
from gaoan_cli.show.spans import Span

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

KINDS = ("target", "result", "honour", "project")  # of which each has one


def counted(report: Report) -> list[dict[str, Any]]:
    """Each topic, its name in Chinese, and the number of its records of each kind, as programs read them."""
    topics = {kind: [getattr(record, "topic", "") for record in report.records(kind)] for kind in KINDS}
    return [
        {"topic": topic, "name": in_chinese(topic), **{MANY[kind]: of.count(topic) for kind, of in topics.items()}}
        for topic in TOPICS
    ]


def table(rows: list[dict[str, Any]]) -> Table:
    """The same as people are shown it: the topic in their language, beside it what --topic takes too."""
    heads = (_("topic"), *(_(MANY[kind]) for kind in KINDS), "--topic")
    shown = [
        Row(
            row["topic"] if english() else row["name"],
            row["name"] if english() else row["topic"] if both() else "",
            tuple((Span(str(row[MANY[kind]]), "figure"),) for kind in KINDS),
            row["topic"],
        )
        for row in rows
    ]
    return Table(_("Topics"), heads, tuple(shown))
