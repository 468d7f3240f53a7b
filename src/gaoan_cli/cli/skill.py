"""`gaoan skill`: what an agent with a shell needs to know, made from what the commands say of themselves."""

from __future__ import annotations

from collections.abc import Sequence

from gaoan_cli.cli.about import HELP
from gaoan_cli.cli.usage import ABOUT

OTHERS = ("cite", "verify", "schema")  # the commands beside lookups that an agent has a use for
SKILL = """\
---
name: gaoan
description: {about} Use it for what the report says, promises or claims, and to check a text against it.
---

Ask in Chinese, English or pinyin: a name, an id or a question.

{commands}

`--compact` is JSON, best first, without what is empty. `--limit N` shows fewer, `--best` one object, `--get FIELD` one
bare value; `--section 2.1` and `--topic industry` filter.

Read `value` with `unit` and `bound` (about 左右, at_least 以上 …), which belongs to the figure. `quote` is verbatim and
stands in `paragraph` (`gaoan section 2.p2`); `baseline` names the results that a target continues; `computed` is never
said by the report. What a record lacks, the report does not give. `match.how` says how sure a hit is.

{codes} With code 1 the report does not say it: say so, and give no figure; standard error names what is near.
"""


def skill(lookups: Sequence[str]) -> str:
    """A SKILL.md with these lookups. Its English is the commands' own, whatever the language shown: agents read it."""
    lines = []
    for name in (*lookups, *OTHERS):
        about, *examples = HELP[name]
        example = next(filter(None, examples), "")
        compact = "--compact" if name in lookups or name == "schema" else ""
        lines.append(f"- `{' '.join(filter(None, ('gaoan', name, example, compact)))}`: {about}")
    about, codes = ABOUT
    return SKILL.format(about=about, commands="\n".join(lines), codes=codes)
