"""Ask the 2024 Government Work Report of Gao'an city: targets, results, terms, honours, projects, text.

>>> from gaoan_cli import load_report, search
>>> report = load_report()
>>> search(report, "gdp", kinds=["target"])[0].record.quote
'地区生产总值增长5.6%左右'

The rooms, each importing only those below it (an import-linter contract in pyproject.toml):

__main__, quick        the program: streams and exit codes; plain lookups, without the command-line library
cli                    the command line: its commands, options, help, mistakes and completion
tasks                  what is no lookup: many files proved, drafts, the page opened, a server for agents
library                what a Python program gets
verify                 a draft's quotations, names and figures against the report
writing                an answer as it is printed, or in a file
answer                 a query and its options → records, remarks, an exit code
options                how a lookup is asked for: its form, which records it lets through, their order
load                   opening a report, the shipped one or a file's
matching               query → what settles it, or evidence weighed → ranking; guards, suggestions
encode                 YAML → records, the rules that prove them, drafts; no lookup imports it
show                   cards and tables, drawn or plain; formats for programs; schema; export
report                 the records, one report in memory, one year beside the other
files, output          what is read and written
errors, language       what is said when something is wrong, and in which language
"""

TYPE_CHECKING = False  # importing typing takes longer than all of this, and nothing catches Ctrl-C yet

# fmt: off
if TYPE_CHECKING:
    from gaoan_cli.library import (
        Comparison,
        DataError,
        Figure,
        GaoanError,
        Hit,
        Honour,
        Paragraph,
        Part,
        Particulars,
        Project,
        Record,
        Report,
        Section,
        Term,
        UsageError,
        compare,
        load_report,
        search,
        to_dict,
    )

    __version__: str

__all__ = [
    "Comparison", "DataError", "Figure", "GaoanError", "Hit", "Honour", "Paragraph", "Part", "Particulars",
    "Project", "Record", "Report", "Section", "Term", "UsageError", "__version__", "compare", "load_report",
    "search", "to_dict",
]
# fmt: on

if not TYPE_CHECKING:

    def __getattr__(name: str) -> "object":
        """A public name, imported when it is asked for: the program itself needs few of them."""
        if name == "__version__":
            from importlib.metadata import version

            return version("gaoan")
        if name not in __all__:
            raise AttributeError(f"module 'gaoan_cli' has no attribute {name!r}")
        from gaoan_cli import library

        return getattr(library, name)


def __dir__() -> "list[str]":
    return __all__
