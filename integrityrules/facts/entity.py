"""A person or an organisation, known by its numbers. Names are for people to read and never compare.

May not know facts or dossiers. Shows none of its values in its text form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from integrityrules.errors import DeclarationError
from integrityrules.facts.identity import SCHEMES, fault_in, normal_form, same_number
from integrityrules.facts.problems import Found, Unreadable, declaration_error, unknown_key, unreadable
from integrityrules.facts.values import Truth


@dataclass(frozen=True, slots=True, repr=False)
class Entity:
    """A person or an organisation.

    Args:
        nik: population number, 16 digits.
        nip: number of a civil servant, 18 digits (NIP or NI PPPK).
        npwp: tax number, 15 or 16 digits.
        nib: business number, 13 digits.
        own: a number or key of the declaring organisation.
        name: for people to read.

    Numbers may be written with spaces, dots and hyphens; they are kept without.

    Raises:
        DeclarationError: a number fails the check of its scheme; the message does not repeat it.
    """

    nik: str | None = None
    nip: str | None = None
    npwp: str | None = None
    nib: str | None = None
    own: str | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        found = [problem for scheme in SCHEMES if getattr(self, scheme) is not None and (problem := self._read_number(scheme))]
        if self.name is not None and (not isinstance(self.name, str) or not 0 < len(self.name.strip()) <= 500):
            found.append(Found("name", "wrong-type", "`name` is a text of 1 to 500 characters"))
        if found:
            raise declaration_error(found, "entity")

    def _read_number(self, scheme: str) -> Found | None:
        number = getattr(self, scheme)
        if not isinstance(number, str):
            return Found(scheme, "wrong-type", f"`{scheme}` is a text of digits, not a number", f'quote it: `{scheme}: "..."`')
        bare = normal_form(scheme, number)
        object.__setattr__(self, scheme, bare)
        fault = fault_in(scheme, bare)
        return Found(scheme, "wrong-identity-number", f"`{scheme}` {fault}") if fault else None

    def __repr__(self) -> str:
        known = ", ".join(spec.name for spec in fields(self) if getattr(self, spec.name) is not None)
        return f"<Entity with {known or 'nothing'}>"

    def same_as(self, other: Entity) -> Truth:
        """Tells whether both are the same: true if a shared scheme agrees and none differs, false the other way round, else unknown."""
        if self is other:
            return True
        found: Truth = None
        for scheme in SCHEMES:  # once for each pair of facts that may meet: no set, no call where a number is missing or equal
            mine = getattr(self, scheme)
            theirs = None if mine is None else getattr(other, scheme)
            if theirs is None:
                continue
            said = True if mine == theirs else same_number(scheme, mine, theirs)
            if said is None or said is found:
                continue
            if found is not None:
                return None
            found = said
        return found

    def combined(self, other: Entity) -> Entity:
        """Returns one entity with what both descriptions of it say; where both say something, this one's."""
        if self == other:
            return self
        return Entity(**{spec.name: _first(getattr(self, spec.name), getattr(other, spec.name)) for spec in fields(self)})


def _first(left: Any, right: Any) -> Any:
    return right if left is None else left


ENTITY_KEYS = tuple(spec.name for spec in fields(Entity))


def parse_entity(data: object) -> Entity:
    """Returns the entity a mapping of schemes (and a name) describes.

    Raises:
        Unreadable: a key is unknown or a number fails its check; all problems are listed.
    """
    if isinstance(data, Entity):
        return data
    if not isinstance(data, Mapping):
        raise unreadable("wrong-type", "an entity is a key, or a mapping of its numbers", 'for example `{npwp: "..."}`')
    found = [unknown_key(key, "entity", ENTITY_KEYS) for key in data if key not in ENTITY_KEYS]
    if not data:
        found.append(Found("", "blank", "an entity has at least one number or a name"))
    known = {key: value for key, value in data.items() if key in ENTITY_KEYS}
    try:
        entity = Entity(**known)
    except DeclarationError as error:
        found += [Found(item.where.removeprefix("entity."), item.code, item.message, item.suggestion) for item in error.problems]
        raise Unreadable(found) from None
    if found:
        raise Unreadable(found)
    return entity
