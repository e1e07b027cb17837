"""Nodes -> one rule, with the defaults of its file filled in. Which keys a kind of rule has is a table.

May not know the vocabulary. Later checks see every rule that has an id, so that one mistake does not hide others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrityrules.facts.vocabulary import Text
from integrityrules.rulebook.read_parts import (
    read_choices,
    read_citations,
    read_condition,
    read_period,
    read_routes,
    read_scale,
    read_total,
)
from integrityrules.rulebook.reader import Reader, near_miss, shown
from integrityrules.rulebook.source import (
    ALWAYS,
    BEARERS,
    CONSEQUENCE_STATES,
    EXECUTABILITY,
    KINDS,
    STATES,
    TRACKS,
    Expression,
    Period,
    RuleSource,
)
from integrityrules.rulebook.yaml_door import YamlNode

_COMMON = frozenset({"id", "kind", "title", "cite", "in_force", "executability", "note", "replaces", "about", "track"})
_ACT = _COMMON | {"bearer", "dated_by", "raised_when", "when", "with", "every", "burden"}

KEYS: Mapping[str, frozenset[str]] = {
    "duty": _ACT | {"deadline", "done_on", "routes"},
    "prohibition": _ACT,
    "indicator": _ACT,
    "exemption": _COMMON | {"exempts", "when", "burden"},
    "definition": _COMMON | {"defines", "is", "total", "when"},
    "consequence": _COMMON | {"follows", "if_state", "only_for", "choose", "scale", "sanction", "dated_by", "bearer"},
}
"""The keys of each kind of rule."""

NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "duty": (("title",), ("deadline", "routes")),
    "prohibition": (("title",), ("when",)),
    "indicator": (("title",), ("when",)),
    "exemption": (("exempts",), ("when",)),
    "definition": (("defines",), ("is", "total")),
    "consequence": (("follows",), ("if_state",), ("sanction", "choose", "scale")),
}
"""Groups of keys of each kind of rule: exactly one of each group must be there."""

DEFAULT_KEYS = ("about", "track", "bearer", "in_force", "executability", "burden", "dated_by")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the rules of a file say unless they say otherwise."""

    about: str = ""
    track: str = ""
    bearer: str = "official"
    in_force: Period | None = None
    executability: str = "full"
    burden: str = ""
    dated_by: Expression | None = None


def read_defaults(reader: Reader, node: YamlNode | None, outer: Defaults) -> Defaults:
    """Returns the defaults of a file, with those of `ruleset.yaml` behind them."""
    values = reader.table(node, "`defaults`", optional=DEFAULT_KEYS)
    return outer if values is None else _with(reader, values, outer)


def _with(reader: Reader, values: Mapping[str, YamlNode], outer: Defaults) -> Defaults:
    return Defaults(
        about=reader.text(values.get("about"), "`about`") or outer.about,
        track=reader.one_of(values.get("track"), "track", TRACKS, outer.track),
        bearer=reader.one_of(values.get("bearer"), "bearer", BEARERS, outer.bearer),
        in_force=(read_period(reader, values["in_force"]) if "in_force" in values else None) or outer.in_force,
        executability=reader.one_of(values.get("executability"), "degree of executability", EXECUTABILITY, outer.executability),
        burden=reader.one_of(values.get("burden"), "burden", ("open", "official"), outer.burden),
        dated_by=reader.expression(values.get("dated_by"), "`dated_by`") or outer.dated_by,
    )


def read_rules(reader: Reader, node: YamlNode | None, defaults: Defaults) -> tuple[RuleSource, ...]:
    """Returns every rule of `rules` that has an id and a kind."""
    return reader.listed(node, "`rules`", lambda item: _rule(reader, item, defaults)) if node is not None else ()


def _rule(reader: Reader, node: YamlNode, defaults: Defaults) -> RuleSource | None:
    given = {key.text: (key, value) for key, value in reader.entries(node, "a rule") or ()}
    if not given:
        return None
    kind = reader.one_of(given["kind"][1], "kind of rule", KINDS) if "kind" in given else ""
    known = KEYS.get(kind, frozenset().union(*KEYS.values()))
    what = f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}" if kind else "a rule"
    values = reader.table(node, what, required=("id", "kind", "cite"), optional=known) or {}
    for group in NEEDED.get(kind, ()):
        _check_group(reader, node, values, group, what)
    _check_period(reader, node, values, defaults)
    id = reader.id(values.get("id"), "the id of a rule")
    return _built(reader, node, id, kind, values, _with(reader, values, defaults)) if id and kind else None


def _check_group(reader: Reader, node: YamlNode, values: Mapping[str, YamlNode], group: tuple[str, ...], what: str) -> None:
    there = [key for key in group if key in values]
    wanted = " or ".join(f"`{key}`" for key in group)
    if not there:
        reader.report(node, "missing-key", f"{what} needs the key {wanted}", f"add `{group[0]}: ...`")
    elif len(there) > 1 and group != ("deadline", "routes"):  # that pair is reported with its position by read_routes
        reader.report(values[there[1]], "two-ways", f"{what} has both `{there[0]}` and `{there[1]}`", "keep one of them")


def _check_period(reader: Reader, node: YamlNode, values: Mapping[str, YamlNode], defaults: Defaults) -> None:
    if "in_force" not in values and defaults.in_force is None:
        reader.report(node, "missing-key", "a rule needs the key `in_force`", "add `in_force: {from: 2026-01-20}` here or in `defaults`")


def _built(reader: Reader, node: YamlNode, id: str, kind: str, values: dict[str, YamlNode], said: Defaults) -> RuleSource:
    title = reader.titled(values.get("title"), "title")
    acts = kind in ("duty", "prohibition", "indicator")
    return RuleSource(
        id=id,
        kind=kind,
        title=title or Text(id, id),
        titled=title is not None,
        about=said.about,
        about_stated="about" in values,
        cite=read_citations(reader, values.get("cite")),
        in_force=said.in_force or ALWAYS,
        track=said.track,
        bearer=said.bearer,
        executability=said.executability,
        # An exemption that says nothing leaves the burden where its rule puts it.
        burden=(said.burden or "open") if acts else (said.burden or "official") if "burden" in values else "official",
        note=reader.titled(values.get("note"), "note"),
        replaces=reader.words(values.get("replaces"), "`replaces`"),
        dated_by=said.dated_by if acts or "dated_by" in values else None,
        raised_when=read_condition(reader, values.get("raised_when"), "`raised_when`"),
        when=read_condition(reader, values.get("when"), "`when`"),
        partner=_partner(reader, values.get("with")),
        every=_every(reader, values.get("every")),
        about_pos=values["about"].pos if "about" in values else node.pos,
        pos=node.pos,
        **_of_kind(reader, kind, values),
    )


def _of_kind(reader: Reader, kind: str, values: dict[str, YamlNode]) -> dict[str, Any]:
    """Returns the fields that only one kind of rule has."""
    if kind == "duty":
        return {"routes": read_routes(reader, values)}
    if kind == "exemption":
        return {"exempts": reader.expressions(values.get("exempts"), "`exempts`")}
    if kind == "definition":
        value = reader.expression(values.get("is"), "`is`") or read_total(reader, values.get("total"))
        return {"defines": reader.expression(values.get("defines"), "`defines`"), "value": value}
    if kind == "consequence":
        return {
            "follows": reader.expressions(values.get("follows"), "`follows`"),
            "if_state": _states(reader, values.get("if_state")),
            "only_for": read_condition(reader, values.get("only_for"), "`only_for`"),
            "choices": read_choices(reader, values),
            "scale": read_scale(reader, values.get("scale")),
        }
    return {}


def _states(reader: Reader, node: YamlNode | None) -> tuple[str, ...]:
    """Returns the states a consequence follows: an open question or a duty that was met has none."""

    def state(item: YamlNode) -> str | None:
        leaf = reader.leaf(item, "`if_state`")
        if leaf is None or leaf.text in CONSEQUENCE_STATES:
            return leaf.text if leaf else None
        message = "carries no consequences" if leaf.text in STATES else "is not a state"
        reader.report(leaf, "unknown-code", f"{shown(leaf.text)} {message}", near_miss(leaf.text, CONSEQUENCE_STATES))
        return None

    return reader.listed(node, "`if_state`", state)


def _partner(reader: Reader, node: YamlNode | None) -> tuple[str, Expression] | None:
    """Returns name and collection of `with: {other: procurement_roles}`."""
    if node is None:
        return None
    entries = reader.entries(node, "`with`") or []
    if len(entries) != 1:
        reader.report(node, "bad-partner", "`with` pairs the fact with exactly one other", "write `with: {other: procurement_roles}`")
        return None
    (key, value) = entries[0]
    if not key.text.isidentifier():
        reader.report(key, "bad-id", f"{shown(key.text)} is not a name", "use a-z, 0-9 and `_`")
        return None
    collection = reader.expression(value, "`with`")
    return (key.text, collection) if collection else None


def _every(reader: Reader, node: YamlNode | None) -> tuple[int, int] | None:
    if node is None:
        return None
    values = reader.table(node, "`every`", required=("year_on",))
    return reader.month_day(values.get("year_on"), "`year_on`") if values else None
