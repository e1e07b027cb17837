"""The whole meaning of a decision, on one page: one rule, one fact, one scope -> its outcome.

May not know days, deadlines, files or clocks. Kleene's three values; an undeclared fact never turns into a finding.
"""

from __future__ import annotations

from integrityrules.decide.outcome import Verdict
from integrityrules.facts.values import Truth, all_of
from integrityrules.facts.world import Item
from integrityrules.language.interpret import Trace, declared_value, interpret
from integrityrules.language.scope import Compiled, Scope
from integrityrules.rulebook.program import Rule

NOT_RAISED = Verdict("not_raised")
DOES_NOT_APPLY = Verdict("does_not_apply")
APPLIES = Verdict("applies")


def decide(rule: Rule, scope: Scope, fact: Item, partner: Item | None = None, event: Item | None = None) -> Verdict:
    """Decides one rule about one fact.

    A rule is decided as if more facts might exist than were declared. Where that settles nothing, or finds something only because an
    exemption was not shown, it is decided again over what was declared; if that clears the official, it stands, and says so.

    Args:
        rule: a duty, prohibition or indicator in force (or perhaps in force) on the scope's day.
        scope: an open-world scope of that day.
        fact, partner, event: what its conditions are about.

    Returns:
        the verdict; never an error for anything that is merely unknown.
    """
    if rule.raised_when is not None and rule.raised_when.run(scope, fact, partner, event) is not True:
        return NOT_RAISED
    verdict = judge(rule, scope, fact, partner, event)
    if _is_open(verdict) and rule.plurals:
        declared = judge(rule, scope.closed(), fact, partner, event)
        if declared.outcome in ("exempt", "does_not_apply"):
            return declared._replace(as_far_as_declared=True)
    if rule.in_force is None and verdict.outcome == "applies":
        return verdict._replace(outcome="undetermined", reason="legal_start")
    return verdict


def judge(rule: Rule, scope: Scope, fact: Item, partner: Item | None, event: Item | None) -> Verdict:
    """Decides a raised rule in one scope: a false condition first, then a true exemption, then what is unknown."""
    applies = condition(rule, scope, fact, partner, event)
    if applies is False:
        return DOES_NOT_APPLY
    unknown: list[Rule] = []
    exempting: list[str] = []
    for exemption in rule.exemptions:
        exempts = is_exempt(exemption, scope, fact, partner, event)
        if exempts:
            exempting.append(exemption.id)
        elif exempts is None:
            unknown.append(exemption)
    if exempting:
        return Verdict("exempt", by=tuple(exempting))
    if applies and not unknown:
        return APPLIES
    held = bool(applies) and all(must_be_shown(rule, exemption, scope, fact, partner, event) for exemption in unknown)
    # An exemption whose condition holds can only be unknown because it may not be in force: no fact settles that.
    legal = any(_holds(exemption, scope, fact, partner, event) for exemption in unknown)
    shown = tuple(exemption.id for exemption in unknown)
    return Verdict("applies" if held else "undetermined", unless_shown=shown, reason="legal_start" if legal and not held else "")


def condition(rule: Rule, scope: Scope, fact: Item, partner: Item | None, event: Item | None) -> Truth:
    """Tells whether the rule's condition holds, and whether its layer binds the official's agency."""
    applies = True if rule.when is None else rule.when.run(scope, fact, partner, event)
    return all_of(applies, binds(rule, scope)) if rule.agencies else applies


def binds(rule: Rule, scope: Scope) -> Truth:
    """Tells whether a layer binds the official's agency on the day of the rule."""
    official = scope.world.official
    agency = None if official is None else declared_value(official, "agency", scope.day)
    return None if agency is None else agency in rule.agencies


def is_exempt(exemption: Rule, scope: Scope, fact: Item, partner: Item | None, event: Item | None) -> Truth:
    """Tells whether an exemption holds; one that may not be in force yet never surely does."""
    holds = _holds(exemption, scope, fact, partner, event)
    return None if holds and exemption.in_force is None else holds


def _holds(exemption: Rule, scope: Scope, fact: Item, partner: Item | None, event: Item | None) -> Truth:
    holds: Truth = True if exemption.when is None else exemption.when.run(scope, fact, partner, event)
    return all_of(holds, binds(exemption, scope)) if exemption.agencies else holds


def must_be_shown(rule: Rule, exemption: Rule, scope: Scope, fact: Item, partner: Item | None, event: Item | None) -> bool:
    """Tells whether an exemption that is not shown leaves the duty standing.

    Only where the law puts the burden on the official, the exemption does not say otherwise, and what is unknown is a fact: what sources
    dispute, or whether the exemption was in force, is never held against anyone.
    """
    if rule.burden != "official" or exemption.burden == "open" or exemption.in_force is None:
        return False
    return exemption.when is None or not exemption.disputes or not is_disputed(exemption.when, scope, fact, partner, event)


def is_disputed(tree: Compiled, scope: Scope, fact: Item, partner: Item | None, event: Item | None) -> bool:
    """Tells whether a dispute between sources is part of why a condition is unknown."""
    return _has_dispute(trace_of(tree, scope, fact, partner, event))


def trace_of(tree: Compiled, scope: Scope, fact: Item | None, partner: Item | None, event: Item | None) -> Trace:
    """Interprets a compiled tree on the same facts as its generated function."""
    return interpret(tree.node, scope, tree.names.bindings(fact, partner, event))


def _has_dispute(trace: Trace) -> bool:
    return trace.value is None and (trace.why_unknown == "disputed" or any(_has_dispute(part) for part in trace.parts))


def _is_open(verdict: Verdict) -> bool:
    return verdict.outcome == "undetermined" or bool(verdict.unless_shown)
