"""`gaoan mcp`: five tools by which an agent asks the report, over the Model Context Protocol.

Each answer is one compact JSON text: declared as structured, it would be sent twice, its Chinese as \\u escapes.
What the program remarks is English here whatever the locale: the reader is a model, and what the client's person
is answered in is the client's to choose. Names and words of the report are there in both languages.
"""

from __future__ import annotations

import gc
import inspect
import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Any, Literal

from gaoan_cli.answer import Answer, look_up
from gaoan_cli.errors import GaoanError, UsageError, WriteError, printable
from gaoan_cli.language import _
from gaoan_cli.options import Options
from gaoan_cli.output import say
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.model import Shown
from gaoan_cli.report.report import Report
from gaoan_cli.show.formats import compact, shortest
from gaoan_cli.verify import verify as drafts
from gaoan_cli.writing import rows_of

try:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp_types import ToolAnnotations
    from pydantic import Field, ValidationError
except ImportError:
    raise UsageError(_("gaoan mcp needs a library that is not installed: pip install mcp")) from None

FEW = 3  # records of an answer, unless more are asked for
MOST = 10  # the most of them, and of findings
PAGE = 6000  # bytes of a section that are given at once, if its paragraphs are no longer
DRAFT = 100_000  # characters of a draft that are checked at once
INTERRUPTED = 130  # the exit code
LONGEST = 200  # characters of a mistake that are said back
# What a hit does without: the English of whole sentences, and the same text a second time.
BRIEF = ("quote_en", "text_en", "sentences", "paragraphs")
INSTRUCTIONS = (
    "Answers from the {title_en} of {place_en} ({place}{title}), {date}: targets for {year}, results of {reviews}. "
    "Say only what a tool returns: no records means that the report does not say it. bound belongs to a figure "
    "(about, at_least …). quote is verbatim. A remark “gaoan KIND NAME” names a record: get it by kind and name."
)
HINTS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Kind = Literal["target", "result", "term", "honour", "project"]
Limit = Annotated[int, Field(ge=1, le=MOST)]


class Tools:
    """What an agent can ask of one report. Each tool is a coroutine, so that one call is answered after the other."""

    def __init__(self, report: Report) -> None:
        self.report = report

    async def search(
        self,
        query: Annotated[str, Field(description="A name or a question, in Chinese, English or pinyin.")],
        kind: Annotated[Literal[Kind, "section"] | None, Field(description="Only these; section is the text.")] = None,
        limit: Limit = FEW,
    ) -> str:
        """Find what the report says of a subject: targets, results, terms, honours, projects, text. Best first.

        match.how says how sure a hit is (exact to meaning and fuzzy), more how many others there are. For a quote's
        English call get, for the text's section.
        """
        return _brief(self._asked(kind or "search", query), limit)

    async def get(
        self, kind: Kind, id: Annotated[str, Field(description="An id (gdp-growth) or a name (GDP).")]
    ) -> str:
        """One record whole, with the English sentence its quote stands in."""
        answer = self._asked(kind, id, best=True)
        return _told(answer.remarks, records=rows_of(answer))

    async def compare(
        self,
        query: Annotated[str | None, Field(description="An indicator; without it all that continue a result.")] = None,
        limit: Limit = FEW,
    ) -> str:
        """A target beside last year's results that it continues, and what follows from the two (computed)."""
        return _brief(self._asked("compare", query), limit)

    async def section(
        self,
        id: Annotated[
            str | None, Field(description="2.3, 二（三）, or a paragraph, 2.3.p4; without it the outline.")
        ] = None,
        page: Annotated[int, Field(ge=1)] = 1,
    ) -> str:
        """The report's own text with its English, paragraph by paragraph, in pages where it is long."""
        answer = self._asked("section", id, best=id is not None)
        if id is None or not answer.records:
            return _brief(answer, len(answer.records))
        pages = _pages(self._text(answer.records[0]))
        if page > len(pages):
            raise UsageError(f"there is no page {page}: the last is {len(pages)}")
        return _told(answer.remarks, records=pages[page - 1], page=page, pages=len(pages))

    async def verify(self, text: str, all: Annotated[bool, Field(description="Also what is right.")] = False) -> str:
        """Check a text in Chinese against the report before you give it to anybody.

        Looks at every quotation of eight characters and more, and every figure beside an indicator. counts says how
        many are verbatim, punctuation, altered, absent; agrees, differs. findings are the first that are wrong, with
        what the report says, more how many others there are.
        """
        if len(text) > DRAFT:
            raise UsageError(f"the text is longer than {DRAFT} characters: check a part of it")
        found = sorted(drafts.verify(self.report, text), key=lambda one: not one.wrong)
        told = [one for one in found if one.wrong or all]
        rows = [one._asdict() for one in told[:MOST]]
        nothing = "" if found else _("no quotation and no figure of the report's indicators is found")
        counts = Counter(one.verdict for one in found)
        return _told((nothing, self.report.caveat), len(told) - len(rows), counts=counts, findings=rows)

    def _asked(self, command: str, query: str | None, *, best: bool = False) -> Answer:
        """The answer that people get, with all that they are told."""
        return look_up(self.report, command, query, Options(best=best, limit=None if best else sys.maxsize))

    def _text(self, record: Shown) -> list[dict[str, Any]]:
        """The rows of a paragraph, or of a section and the paragraphs below it, each text once."""
        below = [self.report.get("paragraph", id) for id in getattr(record, "paragraphs", ())]
        first = _without(to_dict(record), *(("text", "text_en") if below else ()))
        return [_without(row, "sentences", "paragraphs") for row in (first, *(to_dict(one) for one in below if one))]


class Server(MCPServer[Any]):
    """A server that says in one line what is wrong with a call."""

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:
        """Call a tool. Raises ToolError for a call that means nothing; a fault of ours stays one."""
        known = {tool.name: tool.input_schema["properties"] for tool in await self.list_tools()}
        if unknown := sorted(arguments.keys() - known.get(name, arguments).keys()):
            raise ToolError(f"{name} has no argument {_short(unknown[0])!r}: it takes {', '.join(known[name])}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(cause := error.__cause__, ValidationError):
                wrong = (f"{one['loc'][0]}: {one['msg']}" for one in cause.errors())
                raise ToolError(_short("; ".join(wrong))) from None
            if isinstance(cause, GaoanError):
                raise ToolError(_short(str(cause))) from None
            raise


def server(report: Report) -> Server:
    """A server of this report, which nobody has connected to yet."""
    report.option = ""  # what is suggested names no file: here there is this one report
    about = INSTRUCTIONS.format(**report.particulars._asdict())
    served = Server("gaoan", instructions=about, version=version("gaoan"), log_level="ERROR")
    tools = Tools(report)
    for tool in (tools.search, tools.get, tools.compare, tools.section, tools.verify):
        served.add_tool(tool, description=inspect.getdoc(tool), annotations=HINTS, structured_output=False)
    return served


def serve(report: Report) -> None:
    """Answer on standard output what is asked on standard input, in UTF-8 whatever the locale, until it ends."""
    gc.enable()  # a lookup ends before there is any garbage, a server does not
    if hasattr(sys.stdin, "buffer"):  # it is not closed
        # To unwind would be to wait for the thread that waits for the next line.
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        say(*filter(None, [report.caveat]))
        try:
            server(report).run()
        except Exception as error:
            if not _reader_is_gone(error):
                raise


def _reader_is_gone(error: BaseException) -> bool:
    """Whether all that went wrong is that nobody reads any more."""
    inner: Sequence[BaseException] = getattr(error, "exceptions", ())
    return all(map(_reader_is_gone, inner)) if inner else isinstance(error, (BrokenPipeError, WriteError))


# --- Answers ---------------------------------------------------------------------------------------


def _brief(answer: Answer, limit: int) -> str:
    """The first records of an answer without what is long, and how many others there are."""
    rows = rows_of(answer)
    shown = [_without(row, *BRIEF, *(("text",) if row["kind"] == "section" else ())) for row in rows[:limit]]
    return _told(answer.remarks, len(rows) - len(shown), records=shown)


def _told(remarks: Sequence[str], more: int = 0, /, **answer: Any) -> str:
    """An answer as an agent reads it: what was asked for, if only to say that there is none, and what is to be told."""
    lines = [line.strip() for remark in remarks for line in remark.splitlines()]
    beside = compact({"more": more or None, "remarks": lines})
    return shortest({name: compact(value) for name, value in answer.items()} | beside)


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _pages(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows in pages of no more bytes than PAGE, unless a single one is longer."""
    pages: list[list[dict[str, Any]]] = [[]]
    size = 0
    for row in rows:
        length = len(shortest(compact(row)).encode())
        if pages[-1] and size + length > PAGE:
            pages.append([])
            size = 0
        pages[-1].append(row)
        size += length
    return pages


def _short(text: str) -> str:
    """What was sent wrongly, fit to be said back."""
    return printable(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
