"""Rules about rules: what is allowed and yet probably a mistake, in rulesets that load without an error.

May not change or refuse anything. Each finding is a `Problem`; those with a code in `NOTES` are for information only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from integrityrules.errors import Problem
from integrityrules.facts.values import bounds
from integrityrules.rulebook.cases import Case, check_cases
from integrityrules.rulebook.checks import problem_at
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.lint_trees import unreachable
from integrityrules.rulebook.reader import near_miss
from integrityrules.rulebook.source import Period, all_citations, all_places, citations_of
from integrityrules.rulebook.type_rules import ACTS
from integrityrules.rulebook.typed import TypedRule

NOTES = frozenset({"place-not-seen", "review-only", "source-never-cited", "no-translation"})
"""Codes of findings that need no repair."""

NOT_SEEN = "not_seen"
NEAR_MISSES = frozenset({"does_not_apply", "exempt", "not_raised", "not_in_force"})


def lint(rulebook: Rulebook, cases: Sequence[Case] = (), calendars: Collection[str] | None = None) -> list[Problem]:
    """Returns what looks wrong in a rulebook and its cases, in the order of files and lines.

    Args:
        cases: every case of every ruleset in the rulebook.
        calendars: ids of the working-day calendars at hand; `None` where that is not known.
    """
    checks = (
        _sources(rulebook),
        _left_out(rulebook),
        _parameters(rulebook),
        _sanctions(rulebook),
        _definitions(rulebook),
        _exemptions(rulebook),
        _titles(rulebook),
        _burden(rulebook),
        _evidence(rulebook),
        _calendars(rulebook, calendars),
        (problem for rule in rulebook.typed for root in rule.trees() for problem in unreachable(root)),
        _cases(rulebook, cases),
    )
    return sorted({problem for found in checks for problem in found})


def _sources(rulebook: Rulebook) -> Iterator[Problem]:
    for ruleset in rulebook.rulesets:
        users = [ruleset, *(other for other in rulebook.rulesets if other.layer and other.layer.of == ruleset.id)]
        cited = {cite.source for user in users for cite in all_places(user)}
        for id, source in ruleset.sources.items():
            if id not in cited:
                yield problem_at(source.pos, "source-never-cited", f"nothing cites `{id}`", "cite it, or remove it")
        for cite in all_citations(ruleset):
            if cite.at == NOT_SEEN:
                message = f"the place in `{cite.source}` was not seen"
                yield problem_at(cite.pos, "place-not-seen", message, "look it up when the text is at hand")


def _left_out(rulebook: Rulebook) -> Iterator[Problem]:
    """Yields places that are said not to be encoded although a rule cites them."""
    for ruleset in rulebook.rulesets:
        cited = {(cite.source, cite.at) for rule in ruleset.rules for cite in citations_of(rule)}
        for place in ruleset.not_encoded:
            if (place.source, place.at) in cited and place.at != NOT_SEEN and not place.partly:
                message = f"`{place.at}` is said not to be encoded, and a rule cites it"
                yield problem_at(place.pos, "encoded-after-all", message, "remove it, or add `partly: true` and say what is left out")


def _parameters(rulebook: Rulebook) -> Iterator[Problem]:
    read = {name for rule in rulebook.typed for name in rule.reads.params}
    read |= {rule.source.scale.steps for rule in rulebook.typed if rule.source.scale and isinstance(rule.source.scale.steps, str)}
    set_by_layers = {name for ruleset in rulebook.rulesets if ruleset.layer for name in ruleset.parameters}
    for ruleset in rulebook.rulesets:
        for name, parameter in ruleset.parameters.items():
            if name not in read:
                yield problem_at(parameter.pos, "parameter-never-read", f"no rule reads `params.{name}`", "read it, or remove it")
            if name not in set_by_layers and all(value.value is None for value in parameter.values):
                yield problem_at(parameter.pos, "parameter-never-set", f"nobody sets `{name}`", "add a value, or remove it")


def _sanctions(rulebook: Rulebook) -> Iterator[Problem]:
    named = {choice.sanction for rule in rulebook.typed for choice in rule.source.choices}
    scales = [rule.source.scale.steps for rule in rulebook.typed if rule.source.scale]
    values = [value.value for ruleset in rulebook.rulesets for found in ruleset.parameters.values() for value in found.values]
    named |= {step.sanction for steps in (*scales, *values) if isinstance(steps, tuple) for step in steps}
    for ruleset in rulebook.rulesets:
        for id, sanction in ruleset.sanctions.items():
            if id not in named:
                yield problem_at(sanction.pos, "sanction-never-named", f"no consequence names `{id}`", "name it, or remove it")


def _definitions(rulebook: Rulebook) -> Iterator[Problem]:
    read = {key for rule in rulebook.typed for key in rule.reads.fields}
    for rule in rulebook.typed:
        if rule.defines is not None and rule.defines not in read:
            field = ".".join(rule.defines)
            yield _about(rule, "definition-never-read", f"no rule reads `{field}`, which this defines", "read it, or remove the definition")


def _exemptions(rulebook: Rulebook) -> Iterator[Problem]:
    """Yields exemptions that are never in force together with a rule they name."""
    for rule in rulebook.typed:
        if rule.kind != "exemption":
            continue
        for name, pos in rule.names_rules.items():
            targets = [other for other in rulebook.typed if other.id == name.partition("@")[0]]
            if not any(_may_meet(rule.source.in_force, other.source.in_force) for other in targets):
                message = f"`{rule.id}` and `{name}` are never in force on one day"
                yield problem_at(pos, "exempts-nothing", message, "compare their `in_force`")


def _may_meet(left: Period, right: Period) -> bool:
    (start, _), (_, end) = bounds(left.start), bounds(left.end)
    (other_start, _), (_, other_end) = bounds(right.start), bounds(right.end)
    return not ((end and other_start and end < other_start) or (other_end and start and other_end < start))


def _titles(rulebook: Rulebook) -> Iterator[Problem]:
    """Yields what people see only as an id, and texts that are the same in both languages."""
    for rule in rulebook.typed:
        source = rule.source
        if not source.titled and source.kind != "definition":
            yield _about(rule, "no-title", f"`{rule.id}` has no title", "add `title: {id: ..., en: ...}`")
        if source.titled and source.title.id == source.title.en:
            yield _about(rule, "no-translation", f"the titles of `{rule.id}` are the same in both languages", "translate one of them")
        for route in source.routes:
            if route.id and route.title is None:
                yield problem_at(route.pos, "no-title", f"the route `{route.id}` has no title", "add `title: {id: ..., en: ...}`")
    for ruleset in rulebook.rulesets:
        for sanction in ruleset.sanctions.values():
            for form in sanction.forms:
                if form.title is None:
                    yield problem_at(form.pos, "no-title", f"the form `{form.id}` has no title", "add `title: {id: ..., en: ...}`")


def _burden(rulebook: Rulebook) -> Iterator[Problem]:
    for rule in rulebook.typed:
        if rule.kind in ACTS and rule.source.burden == "official" and rule.source.note is None:
            message = f"`{rule.id}` holds an unshown exemption against the official without saying why"
            yield _about(rule, "burden-without-note", message, "add a `note` that names what puts the burden there")


def _evidence(rulebook: Rulebook) -> Iterator[Problem]:
    for rule in rulebook.typed:
        seen = any(cite.verified in ("confirmed", "one_source") for cite in rule.source.cite)
        if rule.kind in ("duty", "prohibition") and not seen:
            message = f"`{rule.id}` has no citation that was seen, so it yields `review` only"
            yield _about(rule, "review-only", message, "verify one of its citations")


def _calendars(rulebook: Rulebook, calendars: Collection[str] | None) -> Iterator[Problem]:
    """Yields deadlines by a calendar that nobody has: they would silently have no latest day."""
    for rule in rulebook.typed:
        for route in rule.source.routes:
            name = route.deadline.calendar
            if name and calendars is not None and name not in calendars:
                close = near_miss(name, calendars) or "add a calendar file"
                yield problem_at(route.deadline.pos, "unknown-calendar", f"there is no calendar `{name}`", close)


def _cases(rulebook: Rulebook, cases: Sequence[Case]) -> Iterator[Problem]:
    layers = [ruleset.id for ruleset in rulebook.rulesets if ruleset.layer]
    yield from check_cases(cases, {rule.id for rule in rulebook.typed}, layers)
    asserted = _asserted(cases)
    for id, rule in {rule.id: rule for rule in rulebook.typed if rule.kind in ACTS}.items():
        outcomes = asserted.get(id, set())
        if not outcomes:
            yield _about(rule, "no-case", f"no case says anything of `{id}`", "write one for each outcome it can reach")
        elif not outcomes & NEAR_MISSES:
            message = f"no case shows `{id}` just not applying"
            yield _about(rule, "no-near-miss", message, "write one in which one fact less makes it apply no more")
    shown = {id for case in cases for expectation in case.expect for id in expectation.values.get("by", ())}
    for rule in rulebook.typed:
        if rule.kind == "exemption" and rule.id not in shown:
            yield _about(rule, "no-case", f"no case shows `{rule.id}` exempting", "write one that expects it in `by`")


def _asserted(cases: Iterable[Case]) -> dict[str, set[str]]:
    """Returns the outcomes that cases assert of each rule; a layer's instance counts for its rule."""
    found: dict[str, set[str]] = {}
    for expectation in (expectation for case in cases for expectation in case.expect):
        outcome = expectation.values.get("outcome") or "applies"
        found.setdefault(expectation.rule.partition("@")[0], set()).add(outcome)
    return found


def _about(rule: TypedRule, code: str, message: str, suggestion: str) -> Problem:
    return problem_at(rule.source.pos, code, message, suggestion)
