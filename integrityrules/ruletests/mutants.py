"""Mutants: a rulebook with one small change, and how it is made without reading a text again.

May not run cases. What is changed is the typed rule or the dated value, never the YAML: positions stay those of the author's file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from integrityrules.language.tree import Node, Pos
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.source import ParameterSource, RulesetSource
from integrityrules.rulebook.typed import TypedRule, reads_of


@dataclass(frozen=True, slots=True)
class TreeChange:
    """A change of one tree of a rule.

    Args:
        part: what the tree is to its rule: `raised_when`, `when`, `only_for`, `choose`, `value`, or another part of a duty.
        before, after: the tree; `after` is `None` where it was taken away.
    """

    part: str
    before: Node
    after: Node | None


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """One small change of a rulebook.

    Args:
        rule: id of the changed rule; `params.NAME` for a dated value; `layer ID` for a layer's own period or agencies.
        operator: a key of `OPERATORS`.
        what: the change in words.
        pos: where the changed part stands.
        index: of the changed rule in `Rulebook.typed`, or -1.
        typed: the changed rule; `None` where it was removed, or where no rule was changed.
        parameter: the changed parameter, of the ruleset `ruleset`.
        ruleset: the ruleset as it was, where something else than a rule was changed.
        layer: the ruleset as it becomes, where its layer was changed.
        tree: the changed tree, where a single one was.
    """

    rule: str
    operator: str
    what: str
    pos: Pos
    index: int = -1
    typed: TypedRule | None = None
    parameter: ParameterSource | None = None
    ruleset: RulesetSource | None = None
    layer: RulesetSource | None = None
    tree: TreeChange | None = None


def mutated(rulebook: Rulebook, mutant: Mutant) -> Rulebook:
    """Returns the rulebook with the change in it.

    Raises:
        RulesetError: the changed rulebook is refused, as any with such a mistake would be.
    """
    if mutant.index < 0:
        return _with_ruleset(rulebook, mutant)
    before, after = rulebook.typed[mutant.index], mutant.typed
    if after is not None:
        after = replace(after, reads=reads_of(after.trees(), rulebook.vocabulary))
    rulesets = rulebook.rulesets
    if after is None or after.source is not before.source:
        rulesets = tuple(_with_rule(ruleset, before, after) for ruleset in rulesets)
    typed = rulebook.typed
    return rulebook.changed(rulesets, (*typed[: mutant.index], *((after,) if after else ()), *typed[mutant.index + 1 :]))


def _with_rule(ruleset: RulesetSource, before: TypedRule, after: TypedRule | None) -> RulesetSource:
    """Returns a ruleset with one of its rules replaced or left out; the same one if it has no such rule."""
    index = next((index for index, rule in enumerate(ruleset.rules) if rule is before.source), -1)
    if index < 0:
        return ruleset
    between = (after.source,) if after else ()
    return replace(ruleset, rules=(*ruleset.rules[:index], *between, *ruleset.rules[index + 1 :]))


def _with_ruleset(rulebook: Rulebook, mutant: Mutant) -> Rulebook:
    old = mutant.ruleset
    assert old is not None
    if mutant.parameter is not None:
        new = replace(old, parameters={**old.parameters, mutant.parameter.name: mutant.parameter})
    else:
        assert mutant.layer is not None
        new = mutant.layer
    rulesets = tuple(new if ruleset.id == old.id else ruleset for ruleset in rulebook.rulesets)
    typed = [replace(rule, ruleset=new) if rule.ruleset.id == old.id else rule for rule in rulebook.typed]
    return rulebook.changed(rulesets, typed)


__all__ = ["Mutant", "TreeChange", "mutated"]
