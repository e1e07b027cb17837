"""Plain data (from YAML, JSON or a program) to a dossier.

May not open files or know a format. Everything wrong is listed at once.
"""

from __future__ import annotations

from typing import Any

from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.model import SomeModel
from integrityrules.facts.problems import Unreadable, declaration_error


def read_dossier(data: Any, *, where: str = "") -> Dossier:
    """Returns the dossier that plain data describes.

    Args:
        data: a mapping with `as_of` and the parts of `Dossier`; days may be text.
        where: the name of the input for messages, for example a file name.

    Raises:
        DeclarationError: listing every problem as `where:path`, never a value.

    >>> read_dossier({"as_of": "2026-03-02", "gifts": [{"id": "g1", "giver_relation": "vendor"}]})
    <Dossier with as_of, gifts>
    """
    return read_model(Dossier, data, where)


def read_registers(data: Any, *, where: str = "") -> Registers:
    """Returns the registers that plain data describes; as `read_dossier`."""
    return read_model(Registers, data, where)


def read_model(model: type[SomeModel], data: Any, where: str) -> SomeModel:
    """Returns a model of one class from plain data; a table reads its rows with it.

    Raises:
        DeclarationError: listing every problem as `where:path`, never a value.
    """
    try:
        return model.read(data)
    except Unreadable as error:
        found = error.found
    raise declaration_error(found, where)
