"""Nodes -> parameters and sanctions, with the dated values and forms the law gives them, and what of the law is left out.

May not know rules. A value is read by the type of its parameter, never by how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from integrityrules.facts.vocabulary import Text
from integrityrules.language.tree import Pos
from integrityrules.rulebook.read_parts import read_citations, read_steps
from integrityrules.rulebook.reader import Reader
from integrityrules.rulebook.source import (
    ALWAYS,
    PARAMETER_TYPES,
    SANCTION_LEVELS,
    UNITS,
    NotEncodedSource,
    ParameterSource,
    ParameterValue,
    Period,
    SanctionFormSource,
    SanctionSource,
)
from integrityrules.rulebook.yaml_door import Leaf, YamlNode

_PARAMETER_KEYS = ("type", "of", "unit", "currency", "stricter", "title", "description", "note")
NOT_SET = "not_set"


def read_parameters(reader: Reader, node: YamlNode | None) -> Iterator[ParameterSource]:
    """Yields each parameter of `parameters`."""
    for key, value in reader.entries(node, "`parameters`") or ():
        values = reader.table(value, "a parameter", required=("values",), optional=_PARAMETER_KEYS)
        if values is not None:
            yield _parameter(reader, key, values)


def _parameter(reader: Reader, key: Leaf, values: dict[str, YamlNode]) -> ParameterSource:
    type_ = reader.one_of(values.get("type"), "type of parameter", PARAMETER_TYPES)
    if "of" in values and type_ and type_ != "codes":
        reader.report(values["of"], "unknown-key", f"`of` names a code list, and {type_} has none", "remove it")
    if type_ == "codes" and "of" not in values:
        reader.report(key, "missing-key", "a parameter of type codes needs the key `of`", "add `of:` and the id of a code list")
    if "currency" in values:
        reader.one_of(values["currency"], "currency that amounts are kept in", ("IDR",))
    if not key.text.isidentifier():
        reader.report(key, "bad-id", f"`{key.text[:60]}` is not the name of a parameter", "use a-z, 0-9 and `_`")
    return ParameterSource(
        name=key.text,
        type=type_,
        of=reader.text(values.get("of"), "`of`"),
        unit=reader.one_of(values.get("unit"), "unit", UNITS),
        stricter=reader.one_of(values.get("stricter"), "direction of strictness", ("lower", "higher")),
        title=reader.titled(values.get("title"), "title") or Text("", ""),
        values=reader.listed(values.get("values"), "`values`", lambda item: _value(reader, item, type_)),
        pos=key.pos,
    )


def _value(reader: Reader, node: YamlNode, type_: str) -> ParameterValue | None:
    values = reader.table(node, "a value", required=("from", "value", "cite"), optional=("until",))
    if values is None:
        return None
    period = reader.period(values, "a value", ranges=False)
    value = values.get("value")
    read = None if isinstance(value, Leaf) and value.text == NOT_SET else _typed(reader, value, type_)
    if value is not None and read is None and not (isinstance(value, Leaf) and value.text == NOT_SET):
        return None
    return ParameterValue(period, read, read_citations(reader, values.get("cite")), node.pos) if period is not ALWAYS else None


def _typed(reader: Reader, node: YamlNode | None, type_: str) -> Any:
    """Returns a value of a parameter's type; where a layer leaves the type out, what it looks like."""
    what = "the value"
    if type_ == "percent":
        return reader.percent(node, what)
    if type_ == "scale":
        return read_steps(reader, node)
    if type_ == "codes" or (not type_ and not isinstance(node, Leaf)):
        return frozenset(reader.words(node, what))
    number = reader.integer(node, what)
    if number is not None and number < 0:
        reader.report(node or Pos(), "bad-int", "the value is below zero", "write the number itself")
    return number


def read_sanctions(reader: Reader, node: YamlNode | None) -> Iterator[SanctionSource]:
    """Yields each sanction of `sanctions`."""
    for key, value in reader.entries(node, "`sanctions`") or ():
        values = reader.table(value, "a sanction", required=("title", "cite"), optional=("level", "dated_by", "forms"))
        if values is not None:
            yield SanctionSource(
                id=reader.id(key, "the id of a sanction"),
                level=reader.one_of(values.get("level"), "level of sanction", SANCTION_LEVELS, "none"),
                title=reader.titled(values.get("title"), "title") or Text("", ""),
                dated_by=reader.one_of(values.get("dated_by"), "day of a sanction", ("as_of",)),
                forms=reader.listed(values.get("forms"), "`forms`", lambda item: _form(reader, item)),
                cite=read_citations(reader, values.get("cite")),
                pos=key.pos,
            )


def _form(reader: Reader, node: YamlNode) -> SanctionFormSource | None:
    values = reader.table(node, "a form of a sanction", required=("id",), optional=("title", "instead_of", "in_force", "cite"))
    if values is None:
        return None
    inner = reader.table(values.get("in_force"), "`in_force`", optional=("from", "until")) if "in_force" in values else None
    period = reader.period(inner, "`in_force`", ranges=True) if inner else Period(None, None)
    return SanctionFormSource(
        id=reader.id(values.get("id"), "the id of a form"),
        title=reader.titled(values.get("title"), "title"),
        instead_of=reader.text(values.get("instead_of"), "`instead_of`"),
        period=period,
        cite=read_citations(reader, values.get("cite")),
        pos=node.pos,
    )


def read_not_encoded(reader: Reader, node: YamlNode | None) -> tuple[NotEncodedSource, ...]:
    """Returns each place of `not_encoded`."""
    return reader.listed(node, "`not_encoded`", lambda item: _left_out(reader, item))


def _left_out(reader: Reader, node: YamlNode) -> NotEncodedSource | None:
    values = reader.table(node, "a place that is not encoded", required=("source", "at", "why"), optional=("partly",))
    if values is None:
        return None
    return NotEncodedSource(
        source=reader.id(values.get("source"), "the id of a source"),
        at=reader.text(values.get("at"), "the place"),
        why=reader.titled(values.get("why"), "reason") or Text("", ""),
        partly=reader.boolean(values.get("partly"), "`partly`") is True,
        pos=node.pos,
    )
