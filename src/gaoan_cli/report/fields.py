"""A record type taken apart into its fields: what reader, schema, database and DATA.md are drawn from."""

from __future__ import annotations

from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from gaoan_cli.report.declared import About


class Field(NamedTuple):
    """One field: the scalar or record type of its value or values, and all that is declared of it."""

    type: type
    choices: tuple[str, ...]  # of a closed vocabulary; () for an open one
    many: bool
    nullable: bool
    about: About


def fields_of(shape: Any) -> dict[str, Field]:
    """The fields of a named tuple in their order, by name.

    A number that may have a fraction has the type float, a word of a closed vocabulary the type str; the field `from_`
    of a period is its `from`.
    """
    return {name.rstrip("_"): _field(hint) for name, hint in get_type_hints(shape, include_extras=True).items()}


def _field(hint: Any) -> Field:
    about = next((one for one in getattr(hint, "__metadata__", ()) if isinstance(one, About)), About(""))
    hint = getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
    many = get_origin(hint) is tuple
    kinds = [kind for kind in (get_args(hint) if many or _is_union(hint) else (hint,)) if kind is not Ellipsis]
    nullable = NoneType in kinds
    kinds = [kind for kind in kinds if kind is not NoneType]
    choices = get_args(kinds[0]) if get_origin(kinds[0]) is Literal else ()
    kind = str if choices else float if float in kinds else kinds[0]
    return Field(kind, choices, many, nullable, about)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) not in (None, Literal, tuple)
