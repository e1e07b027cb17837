"""Many facts of plain data, quickly: what one text says in one field is understood once, however many facts say it.

May not say what is wrong: data that any reader refuses is for `Fact.read`, which names every problem. Keeps what was declared, so it
lives no longer than the input it is made for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from integrityrules.facts.catalogue import holds_of, outside_name
from integrityrules.facts.model import Fact
from integrityrules.facts.problems import Unreadable

RECURRING = frozenset({"code", "date"})
"""Types of which many facts hold the same few texts."""


class _Field(NamedTuple):
    """How a field is read: its name in the model, its reader, and what its texts say, for a type in which they recur."""

    name: str
    read: Callable[[Any], Any]
    is_bool: bool
    texts: dict[str, Any] | None


class ManyFacts:
    """Makes models of plain data; one for each input."""

    def __init__(self) -> None:
        self._models: dict[type[Fact], tuple[Mapping[str, _Field], Mapping[str, Any]]] = {}

    def read(self, model: type[Fact], data: Mapping[str, Any]) -> Fact | None:
        """Returns the fact that `model.read` makes of data, or `None` where that would refuse them."""
        fields, defaults = self._models.get(model) or self._of(model)
        values = {**defaults}
        try:
            for key, value in data.items():
                field = fields.get(key)
                if field is None:
                    return None
                name, read, is_bool, texts = field
                if value.__class__ is str and texts is not None:
                    found = texts.get(value)
                    if found is None:
                        found = texts[value] = read(value)
                else:
                    found = value if is_bool and value.__class__ is bool else read(value)
                values[name] = found
            fact = model.__new__(model)
            # What pydantic's own `model_construct` sets; each value was read by the reader that it would have called.
            object.__setattr__(fact, "__dict__", values)
            object.__setattr__(fact, "__pydantic_fields_set__", {fields[key].name for key in data})
            object.__setattr__(fact, "__pydantic_extra__", None)
            object.__setattr__(fact, "__pydantic_private__", None)
            fact.model_post_init(None)
        except Unreadable:
            return None
        return fact

    def _of(self, model: type[Fact]) -> tuple[Mapping[str, _Field], Mapping[str, Any]]:
        """Returns the fields of a model by the names they have in data, and its defaults, in its order."""
        fields = {outside_name(model, name): _field(model, name) for name in model.model_fields}
        defaults = {name: None if spec.is_required() else spec.default for name, spec in model.model_fields.items()}
        self._models[model] = fields, defaults
        return fields, defaults


def _field(model: type[Fact], name: str) -> _Field:
    holds = holds_of(model, name)
    return _Field(name, holds.read, holds.type.name == "bool", {} if holds.type.name in RECURRING else None)
