"""The list of operators, and what each changes in a rule: its conditions, dates, deadlines, routes, exemptions and consequences.

May not run cases. Texts that decide nothing are left alone: titles, notes, labels, citations, `bearer` and `track`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from integrityrules.facts.vocabulary import INT, Vocabulary
from integrityrules.language import tree
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read_parts import DEFAULT_CALENDAR
from integrityrules.rulebook.typed import TypedRoute, TypedRule
from integrityrules.ruletests.mutants import Mutant, TreeChange
from integrityrules.ruletests.neighbours import altered, month_days_beside, numbers_beside, periods_beside
from integrityrules.ruletests.parameter_operators import layer_mutants, parameter_mutants
from integrityrules.ruletests.tree_operators import TREE_OPERATORS, shown, tree_changes

OPERATORS: Mapping[str, str] = {
    **TREE_OPERATORS,
    "condition": "a whole condition is taken away: the rule always applies, is always raised, a row is always possible",
    "period": "the first or last day of a rule, a dated value or a layer becomes the day before or after",
    "value": "a dated value becomes one more or one less; a code is dropped from one",
    "deadline": "a deadline becomes one longer or shorter, a start is dropped, a holiday moves it or no longer does",
    "route": "a route of a duty is removed",
    "burden": "the burden of showing an exemption is turned around",
    "exemption": "an exemption no longer names a rule",
    "definition": "a definition is removed",
    "consequence": "a consequence no longer follows a rule, or one of its states",
    "sanction": "a row of a consequence is dropped, or its sanction becomes another",
    "scale": "a step of a scale begins one higher or lower, or is dropped",
    "occurrence": "a yearly day becomes the day before or after",
}
"""Every operator, and what it does."""


def mutants_of(rulebook: Rulebook) -> Iterator[Mutant]:
    """Yields every mutant of a rulebook: rule by rule in the order of the files, then the dated values and layers."""
    for index, typed in enumerate(rulebook.typed):
        yield from rule_mutants(index, typed, rulebook)
    for ruleset in rulebook.rulesets:
        for parameter in ruleset.parameters.values():
            yield from parameter_mutants(ruleset, parameter)
        yield from layer_mutants(ruleset)


def rule_mutants(index: int, typed: TypedRule, rulebook: Rulebook) -> Iterator[Mutant]:
    """Yields every mutant of one rule.

    Args:
        index: of the rule in `Rulebook.typed`.
    """
    for found in (
        _tree_mutants(typed, rulebook.vocabulary),
        _periods(typed),
        _routes(typed),
        _links(typed),
        _choices(typed, rulebook),
        _burden(typed, rulebook),
        _occurrence(typed),
    ):
        for mutant in found:
            yield replace(mutant, index=index)


# ---- trees ---------------------------------------------------------------------------------------------------------------


def _tree_mutants(typed: TypedRule, vocabulary: Vocabulary) -> Iterator[Mutant]:
    for part in ("raised_when", "when", "only_for", "value", "scale_by"):
        node = getattr(typed, part)
        if node is not None:
            yield from _of_tree(typed, part, node, vocabulary, lambda new, part=part: altered(typed, **{part: new}))
    for row, node in enumerate(typed.choices):
        if node is not None:
            yield from _of_tree(typed, "choose", node, vocabulary, lambda new, row=row: _with_choice(typed, row, new))
    for number, route in enumerate(typed.routes):
        for part, node, put in _route_trees(route):
            yield from _of_tree(
                typed, part, node, vocabulary, lambda new, number=number, put=put: _with_route(typed, number, put(new))
            )  # fmt: skip


def _of_tree(typed: TypedRule, part: str, node: tree.Node, vocabulary: Vocabulary, put: Any) -> Iterator[Mutant]:
    for change in tree_changes(node, vocabulary):
        yield Mutant(typed.id, change.operator, change.what, change.pos, typed=put(change.node), tree=TreeChange(part, node, change.node))
    if part in ("raised_when", "when", "only_for", "choose"):
        yield Mutant(typed.id, "condition", f"{shown(node)} is taken away", node.pos, typed=put(None), tree=TreeChange(part, node, None))


def _with_choice(typed: TypedRule, row: int, node: tree.Node | None) -> TypedRule:
    return replace(typed, choices=(*typed.choices[:row], node, *typed.choices[row + 1 :]))


def _with_route(typed: TypedRule, number: int, route: TypedRoute) -> TypedRule:
    return replace(typed, routes=(*typed.routes[:number], route, *typed.routes[number + 1 :]))


def _route_trees(route: TypedRoute) -> Iterator[tuple[str, tree.Node, Any]]:
    """Yields the trees of a route that are more than a field, each with the function that puts another in its place."""
    deadline = route.deadline
    if route.done_on is not None:
        yield "done_on", route.done_on, lambda new: replace(route, done_on=new)
    for name in ("count", "of"):
        node = getattr(deadline, name)
        if node is not None and not isinstance(node, tree.Literal_):  # a plain number is changed by the operator `deadline`
            yield "deadline", node, lambda new, name=name: replace(route, deadline=altered(deadline, **{name: new}))
    for at, start in enumerate(deadline.after):
        yield "deadline", start, lambda new, at=at: replace(route, deadline=replace(deadline, after=_put(deadline.after, at, new)))


def _put(items: tuple[Any, ...], at: int, *new: Any) -> tuple[Any, ...]:
    return (*items[:at], *new, *items[at + 1 :])


# ---- periods -------------------------------------------------------------------------------------------------------------


def _periods(typed: TypedRule) -> Iterator[Mutant]:
    source = typed.source
    for what, period in periods_beside(source.in_force):
        yield Mutant(typed.id, "period", what, source.in_force.pos, typed=replace(typed, source=replace(source, in_force=period)))


# ---- duties --------------------------------------------------------------------------------------------------------------


def _routes(typed: TypedRule) -> Iterator[Mutant]:
    for number, route in enumerate(typed.routes):
        if len(typed.routes) > 1:
            what = f"the route `{route.source.id}` is removed"
            yield Mutant(typed.id, "route", what, route.source.pos, typed=replace(typed, routes=_put(typed.routes, number)))
        for what, changed in _deadlines(route):
            pos = route.deadline.source.pos
            yield Mutant(typed.id, "deadline", what, pos, typed=_with_route(typed, number, changed))


def _deadlines(route: TypedRoute) -> Iterator[tuple[str, TypedRoute]]:
    deadline, source = route.deadline, route.deadline.source
    for what, count in _counts(deadline.count):
        yield what, replace(route, deadline=replace(deadline, count=count))
    for start in deadline.after if len(deadline.after) > 1 else ():
        after = tuple(other for other in deadline.after if other is not start)
        yield f"the start {shown(start)} is dropped", replace(route, deadline=replace(deadline, after=after))
    for day in month_days_beside(source.month_day) if source.month_day else ():
        what = f"{source.month_day} becomes {day}"
        yield what, replace(route, deadline=replace(deadline, source=replace(source, month_day=day)))
    if source.form != "none_stated":
        other = "stays" if source.if_holiday == "next_working_day" else "next_working_day"
        moved = replace(source, if_holiday=other, calendar=source.calendar or DEFAULT_CALENDAR)  # type: ignore[arg-type]
        if not (source.form == "working_days" and other == "next_working_day"):  # it falls on a working day already
            yield f"`if_holiday` becomes `{other}`", replace(route, deadline=replace(deadline, source=moved))


def _counts(node: tree.Node | None) -> Iterator[tuple[str, tree.Node]]:
    if isinstance(node, tree.Literal_):
        for other in numbers_beside(node.value):
            yield f"{node.value} becomes {other}", replace(node, value=other)
    elif node is not None:
        for op in ("+", "-"):
            changed = tree.Arith(op, node, tree.Literal_(1, INT, node.pos), node.type, node.pos)
            yield f"{shown(node)} becomes {shown(changed)}", changed


# ---- exemptions, consequences, definitions -------------------------------------------------------------------------------


def _links(typed: TypedRule) -> Iterator[Mutant]:
    source = typed.source
    operator, name = ("exemption", "exempts") if source.kind == "exemption" else ("consequence", "follows")
    for link in getattr(source, name):
        kept = tuple(other for other in getattr(source, name) if other is not link)
        names = {id: pos for id, pos in typed.names_rules.items() if id != link.text}
        changed = replace(typed, source=altered(source, **{name: kept}), names_rules=names) if kept else None
        yield Mutant(typed.id, operator, f"`{link.text}` is no longer in `{name}`", link.pos, typed=changed)
    for state in source.if_state:
        states = tuple(other for other in source.if_state if other != state)
        changed = replace(typed, source=replace(source, if_state=states)) if states else None
        yield Mutant(typed.id, "consequence", f"`{state}` is no longer in `if_state`", source.pos, typed=changed)
    if source.kind == "definition":
        yield Mutant(typed.id, "definition", "the definition is removed", source.pos, typed=None)


def _choices(typed: TypedRule, rulebook: Rulebook) -> Iterator[Mutant]:
    source = typed.source
    sanctions = sorted(id for ruleset in rulebook.rulesets for id in ruleset.sanctions)
    for row, choice in enumerate(source.choices):
        if len(source.choices) > 1:
            changed = replace(typed, source=replace(source, choices=_put(source.choices, row)), choices=_put(typed.choices, row))
            yield Mutant(typed.id, "sanction", f"the row of `{choice.sanction}` is dropped", choice.pos, typed=changed)
        other = _next(sanctions, choice.sanction)
        if other != choice.sanction:
            choices = _put(source.choices, row, replace(choice, sanction=other))
            changed = replace(typed, source=replace(source, choices=choices))
            yield Mutant(typed.id, "sanction", f"`{choice.sanction}` becomes `{other}`", choice.pos, typed=changed)
    if source.scale is None or isinstance(source.scale.steps, str):
        return
    for row, step in enumerate(source.scale.steps):
        for at_least in numbers_beside(step.at_least):
            steps = _put(source.scale.steps, row, replace(step, at_least=at_least))
            what = f"the step from {step.at_least} begins at {at_least}"
            yield Mutant(typed.id, "scale", what, step.pos, typed=_with_steps(typed, steps))
        if len(source.scale.steps) > 1:
            what = f"the step from {step.at_least} is dropped"
            yield Mutant(typed.id, "scale", what, step.pos, typed=_with_steps(typed, _put(source.scale.steps, row)))


def _with_steps(typed: TypedRule, steps: Any) -> TypedRule:
    scale = typed.source.scale
    assert scale is not None
    ordered = tuple(sorted(steps, key=lambda step: step.at_least))
    return replace(typed, source=replace(typed.source, scale=replace(scale, steps=ordered)))


def _next(ids: list[str], id: str) -> str:
    return ids[(ids.index(id) + 1) % len(ids)] if id in ids else id


def _burden(typed: TypedRule, rulebook: Rulebook) -> Iterator[Mutant]:
    """Yields the burden turned around, where an exemption makes it count."""
    source = typed.source
    if source.kind == "exemption":
        counts = any(rule.source.burden == "official" for rule in rulebook.typed if rule.id in typed.names_rules)
    else:
        shown_by = (rule for rule in rulebook.typed if rule.kind == "exemption" and typed.id in rule.names_rules)
        counts = any(rule.source.burden != "open" for rule in shown_by)
    if counts:
        other = "open" if source.burden == "official" else "official"
        changed = replace(typed, source=replace(source, burden=other))
        yield Mutant(typed.id, "burden", f"`burden` becomes `{other}`", source.pos, typed=changed)


def _occurrence(typed: TypedRule) -> Iterator[Mutant]:
    source = typed.source
    for day in month_days_beside(source.every) if source.every else ():
        changed = replace(typed, source=replace(source, every=day))
        yield Mutant(typed.id, "occurrence", f"the yearly day {source.every} becomes {day}", source.pos, typed=changed)


__all__ = ["OPERATORS", "mutants_of", "rule_mutants"]
