"""The base of every model: strict, frozen, shy. Wrong input gives one `DeclarationError` with all of its problems.

May not know any kind of fact. Pydantic's own errors stop here: they would print what was declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.fields import Holds
from integrityrules.facts.parsing import ends_before_start
from integrityrules.facts.problems import Found, Unreadable, declaration_error, unknown_key
from integrityrules.facts.vocabulary import STRING, Related, Text, Type

SomeModel = TypeVar("SomeModel", bound="Strict")


class Strict(BaseModel):
    """A frozen model that refuses unknown keys and wrong types, and never shows its values.

    Raises:
        DeclarationError: on construction, listing every problem with its field path and code, never the value.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)
    called: ClassVar[str]

    def __init__(self, **data: Any) -> None:
        found = _fill(self, data)
        if found:
            raise declaration_error(found, type(self).called)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} with {', '.join(self._given()) or 'nothing'}>"

    __str__ = __repr__

    def __repr_args__(self) -> Any:
        return ()  # what devtools and rich print

    def _given(self) -> list[str]:
        return [name for name in type(self).model_fields if self.__dict__.get(name) not in (None, (), {}, frozenset())]

    @classmethod
    def read(cls: type[SomeModel], data: object) -> SomeModel:
        """Returns the model a mapping describes (or the model itself).

        Raises:
            Unreadable: with every problem, for whoever reads the whole.
        """
        if isinstance(data, cls):
            return data
        if not isinstance(data, Mapping):
            raise Unreadable([Found("", "wrong-type", f"expected a mapping of the fields of {cls.called}")])
        names = cls.names()
        model = cls.__new__(cls)
        # Keys that are Python's business (`from_`, or not text at all) are as unknown in data as any other.
        strange = [key for key in data if not isinstance(key, str) or (key not in names and key in cls.model_fields)]
        found = [unknown_key(key, cls.called, names) for key in strange]
        found += _fill(model, {key: value for key, value in data.items() if key not in strange})
        if found:
            raise Unreadable(found)
        return model

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Returns the names of the fields as they are outside Python."""
        return _names(cls)


@cache
def _names(model: type[Strict]) -> tuple[str, ...]:
    return tuple(spec.alias or name for name, spec in model.model_fields.items())


def _fill(model: Strict, data: dict[str, Any]) -> list[Found]:
    """Validates data into an empty model; returns what is wrong with it."""
    try:
        model.__pydantic_validator__.validate_python(data, self_instance=model)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        return [found for detail in details for found in _found(type(model), detail)]
    return []


def _found(model: type[Strict], detail: ErrorDetails) -> list[Found]:
    path = ".".join(str(part) for part in detail["loc"])
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, Unreadable):
        return [item.under(path) for item in cause.found]
    if detail["type"] == "extra_forbidden":
        problem = unknown_key(path, model.called, model.names())
        return [problem.under(path) if problem.message.startswith("`") else problem]
    if detail["type"] == "missing":
        return [Found(path, "missing-field", f"`{path}` is needed")]
    return [Found(path, "wrong-type", f"`{path}` cannot be read")]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a model says about its kind of fact, beyond its fields.

    Args:
        name, plural, label, dated_by, span, register, related: as in `KindSpec`.
        also_dated_by: other days on which something of the act happened; if all known days are still to come, so is the fact.
    """

    name: str
    plural: str
    label: Text
    dated_by: str = ""
    span: tuple[str, str] | None = None
    register: bool = False
    related: tuple[Related, ...] = ()
    also_dated_by: tuple[str, ...] = ()


class Fact(Strict):
    """One typed statement with an id. A field that is left out is unknown, never false.

    Args:
        id: unique within its kind, unless another source states the same fact.
        stated_by: who states it, for example a unit or a system.
        basis: how it is known.
    """

    kind_of_fact: ClassVar[Kind]

    id: Annotated[str, Holds(STRING)]
    stated_by: Annotated[str | None, Holds(STRING)] = None
    basis: Annotated[str, Holds(Type("code", CODE_LISTS["basis"].id))] = "declared"

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        if "kind_of_fact" in cls.__dict__:
            cls.called = cls.kind_of_fact.name

    def model_post_init(self, context: Any) -> None:
        for name in ("id", "basis"):
            if getattr(self, name) is None:
                raise Unreadable([Found(name, "missing-field", f"`{name}` is needed")])
        start = next((name for name in _STARTS if name in self.__dict__), None)
        if start and "until" in self.__dict__ and ends_before_start(self.__dict__[start], self.__dict__["until"]):
            raise Unreadable([Found("until", "ends-before-start", "the period ends before it starts")])


_STARTS = ("from_", "happened_on")
"""The first days whose last day is `until`."""


class RegisterFact(Fact):
    """A fact of a register: it belongs to no single official and is known from the register unless it says otherwise."""

    basis: Annotated[str, Holds(Type("code", CODE_LISTS["basis"].id))] = "register"


OWN_FIELDS = ("id", "stated_by", "basis")
"""Fields of every fact that conditions do not read."""

__all__ = ["OWN_FIELDS", "Fact", "Kind", "RegisterFact", "Strict"]
