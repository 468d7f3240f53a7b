"""An answer as it is printed, or as a file takes it along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gaoan_cli.answer import Answer, reach
from gaoan_cli.errors import UsageError, printable
from gaoan_cli.language import _
from gaoan_cli.options import Options, predicate_of
from gaoan_cli.output import write
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.model import TEXT

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report
    from gaoan_cli.show.pages import View

BYTE_ORDER_MARK = "\ufeff"


def rows_of(answer: Answer) -> list[dict[str, Any]]:
    """The records as plain values, and where there was a query how each was found."""
    rows: list[dict[str, Any]] = [to_dict(record) for record in answer.records]
    for row, hit in zip(rows, answer.hits, strict=False):
        row |= {"score": hit.score, "match": {"field": hit.field, "how": hit.how}}
    return rows


def give(
    report: Report, command: str, answer: Answer, options: Options, *, color: str = "auto", page: bool = True
) -> None:
    """Print an answer, for programs or for people.

    Raises UsageError for a field that the records do not have, WriteError where the answer cannot be written.
    """
    if options.for_programs:
        write(written(answer, options))
    elif answer.records:
        from gaoan_cli.show.terminal import present

        present(views_of(report, command, answer, every=options.everything), color, page=page)


def written(answer: Answer, options: Options) -> str:
    """The answer as a program reads it: a count, a bare field, one object, or a list.

    Raises UsageError for a field that the records do not have.
    """
    from gaoan_cli.show import formats

    if options.counted:
        return f"{len(answer.records)}\n"
    rows = rows_of(answer)
    _known(rows, (*options.fields, *([options.get] if options.get is not None else [])))
    if options.get is not None:
        if answer.query is None or options.everything or options.limit:
            return "".join(f"{' '.join(formats.cell(row.get(options.get)).split())}\n" for row in rows)
        return formats.raw(rows[0].get(options.get)) if rows else ""
    if options.format == "md":
        return formats.as_md(rows, options.fields)
    rows = _only(rows, options.fields)
    form = "tsv" if options.format == "table" else options.format
    if options.best and form == "json" and rows:
        form = "jsonl"
    text = (formats.COMPACT if options.compact else formats.FORMATS)[form](rows)
    return BYTE_ORDER_MARK + text if options.excel and rows else text


def _known(rows: Sequence[dict[str, Any]], names: Iterable[str]) -> None:
    """Raise UsageError for a field that no row has."""
    for name in names:
        if rows and not any(name in row for row in rows):
            known = dict.fromkeys(name for row in rows for name in row)
            told = _("no field {name!r} here: there are {names}")
            raise UsageError(told.format(name=printable(name), names=", ".join(known)))


def _only(rows: list[dict[str, Any]], fields: Sequence[str]) -> list[dict[str, Any]]:
    """Of each row these fields in their order, or all of it."""
    return [{name: row.get(name) for name in fields} for row in rows] if fields else rows


def save(report: Report, command: str, answer: Answer, options: Options, file: str, *, overwrite: bool) -> None:
    """Write what was found to a file, whole or not at all, in the form of `options`: "table" is text for people.

    Nothing is written of an answer without records. Raises UsageError when the file is there already and `overwrite`
    is false, or cannot be written; for a field that the records do not have, and for what a spreadsheet cannot hold.
    """
    from pathlib import Path

    from gaoan_cli.show.save import whole

    if not answer.records:
        return
    if options.format == "xlsx":
        from gaoan_cli.show.sheets import as_xlsx

        rows = rows_of(answer)
        _known(rows, options.fields)
        data = as_xlsx(report, answer.records, _only(rows, options.fields) if options.fields else ())
    elif options.for_programs:
        data = written(answer, options).encode()
    else:
        from gaoan_cli.show.plain import plain

        data = plain(views_of(report, command, answer, every=options.everything)).encode()
    with whole(Path(file), overwrite=overwrite) as part:
        part.write_bytes(data)


def views_of(report: Report, command: str, answer: Answer, *, every: bool = False) -> list[View]:
    """The answer as people are shown it; `every` with the comparisons that there is nothing to compare in."""
    from gaoan_cli.show.pages import pages

    return pages(report, command, answer.records, _printed_words(report, answer), every=every)


def _printed_words(report: Report, answer: Answer) -> Mapping[str, str] | None:
    """The words of each section or paragraph that the query matched, as printed, by id; None without one."""
    if answer.query is None:
        return None
    from gaoan_cli.report.fold import locate

    words: dict[str, str] = {}
    for record, hit in zip(answer.records, answer.hits, strict=False):
        if isinstance(record, TEXT) and hit.field != "id":
            for form in (*hit.words, *answer.query.han_pieces):
                if place := locate(record.text, form, report.simplified):
                    words.setdefault(record.id, record.text[place[0] : place[1]])
                    break
    return words


def explanation(report: Report, command: str, query: str | None, options: Options) -> str:
    """Why a query finds what it finds. Raises UsageError without a query."""
    if query is None:
        raise UsageError(_("--explain needs a query"))
    from gaoan_cli.matching.explain import explained
    from gaoan_cli.matching.query import Query
    from gaoan_cli.matching.ranking import find

    parsed, where = Query(query, report), reach(report, command, predicate_of(report, options))
    return explained(parsed, find(report, parsed, where.kinds, where.accepts, beside=where.beside))
