"""What an earlier report's encoding knows of the indicators that a new one has again."""

from __future__ import annotations

from typing import Any

from gaoan_cli.encode import phrasing
from gaoan_cli.encode.reader import Source

KNOWN = ("id", "name", "name_en", "aliases", "topic", "headline")


class Earlier:
    """The figures of an earlier encoding by what they are of, and what it says of its place."""

    def __init__(self, source: Source | None) -> None:
        self.source = source
        self.figures: dict[tuple[str, str, str], dict[str, Any]] = {}
        for kind in ("target", "result") if source else ():
            for fields in getattr(source, f"{kind}s"):
                for name in (fields["name"], *fields["aliases"]):
                    self.figures.setdefault((kind, phrasing.normal(name), fields["measure"]), fields)

    def known(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        """What is known of a figure's indicator: a target's of targets, a result's of results."""
        names = [phrasing.normal(fields["name"])]
        if fields["measure"] == "growth":  # 居民人均可支配收入 as a name of its growth
            names.append(phrasing.normal(fields["name"].removesuffix("增速")))
        for name in names:
            if before := self.figures.get((kind, name, fields["measure"])):
                return {key: before[key] for key in KNOWN if before[key]}
        return {}

    def of_place(self, place: str | None) -> dict[str, Any]:
        """What is known of the place itself, if it is the same."""
        if self.source is None or self.source.report["place"] != place:
            return {}
        said = self.source.report
        return {name: said[name] for name in ("place_en", "level", "prefecture", "province", "title_en") if said[name]}

    def readings(self, text: str) -> list[dict[str, str]]:
        """How words that the text has too are read."""
        known = self.source.readings if self.source else []
        return [reading for reading in known if reading["words"] in text]
