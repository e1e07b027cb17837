"""Whether a mutant changes anything at all: shown by going through every case its conditions can tell apart, or not claimed.

May not guess. Parts that are not enumerated (collections, functions, totals) count as able to take any value, so that what is equal here
is equal whatever they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from integrityrules.decide.decide import decide
from integrityrules.facts.vocabulary import BOOL, Vocabulary
from integrityrules.language import tree
from integrityrules.language.scope import Compiled
from integrityrules.language.tree import Node
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Rule
from integrityrules.ruletests.abstraction import NAMES, SCOPE, Abstraction
from integrityrules.ruletests.mutants import Mutant, TreeChange
from integrityrules.ruletests.same_law import days_of, is_same_law

ALWAYS = tree.Literal_(True, BOOL)
NOTHING_READS = "nothing in force reads it"
SAME_CONDITION = "the condition has the same value for all facts"
SAME_DECISION = "the rule decides the same for all facts"


def is_equivalent(rulebook: Rulebook, changed: Rulebook, mutant: Mutant) -> str:
    """Tells how a mutant was shown to change nothing; the empty string if it was not shown."""
    if is_same_law(rulebook, changed):
        return NOTHING_READS
    if mutant.tree is not None and all(same_condition(mutant.tree, params, rulebook.vocabulary) for params in _settings(rulebook, changed)):
        return SAME_CONDITION
    return SAME_DECISION if _same_decisions(rulebook, changed, mutant) else ""


def _settings(rulebook: Rulebook, changed: Rulebook) -> list[Mapping[str, Any]]:
    """Returns the values that parameters have together in any period, each combination once."""
    found: dict[Any, Mapping[str, Any]] = {}
    for book in (rulebook, changed):
        for plan in book.plans:
            for setting in plan.settings.values():
                found.setdefault(tuple(sorted(setting.params.items(), key=lambda item: item[0])), setting.params)
    return list(found.values())


# ---- one condition -----------------------------------------------------------------------------------------------------


def same_condition(change: TreeChange, params: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    """Tells whether a changed tree means the same to its rule.

    A trigger counts only where it is true, a row or an addressee only where it is not false; any other tree by its value.
    """
    before, after = change.before, change.after or ALWAYS
    read = {node.name for root in (before, after) for node in tree.walk(root) if isinstance(node, tree.Param)}
    if not read <= params.keys():
        return True  # a rule that reads what nobody sets is not in force
    return _same(before, after, change.part, {name: params[name] for name in read}, vocabulary)


def _same(before: Node, after: Node, part: str, params: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    if before == after:
        return True
    if before.type == BOOL and after.type == BOOL and _same_everywhere(before, after, part, params, vocabulary):
        return True
    inner = _differing_part(before, after)
    # Where the only difference is inside a part, and that part is the same everywhere, so is the whole.
    return inner is not None and _same(*inner, "", params, vocabulary)


def _same_everywhere(before: Node, after: Node, part: str, params: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    abstraction = Abstraction(vocabulary, params)
    left, right = (abstraction.function(abstraction.rewritten(node)) for node in (before, after))
    facts = abstraction.facts()
    return facts is not None and all(
        _counts(left(SCOPE, fact, None, None), part) == _counts(right(SCOPE, fact, None, None), part) for fact in facts
    )


def _counts(value: Any, part: str) -> Any:
    if part == "raised_when":
        return value is True
    return value is not False if part in ("only_for", "choose") else value


def _differing_part(before: Node, after: Node) -> tuple[Node, Node] | None:
    """Returns the only parts in which two nodes differ, or `None` if they differ otherwise."""
    if type(before) is not type(after):
        return None
    found = None
    for spec in fields(before):
        left, right = getattr(before, spec.name), getattr(after, spec.name)
        if not spec.compare or left == right:
            continue
        pairs = [(left, right)] if not isinstance(left, tuple) else _zipped(left, right)
        different = [pair for pair in pairs if pair[0] != pair[1]]
        if found is not None or len(different) != 1 or not all(isinstance(side, tree.NODE_TYPES) for side in different[0]):
            return None
        found = different[0]
    return found


def _zipped(left: tuple[Any, ...], right: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    return list(zip(left, right, strict=True)) if len(left) == len(right) else []


# ---- whole decisions ---------------------------------------------------------------------------------------------------


def _same_decisions(rulebook: Rulebook, changed: Rulebook, mutant: Mutant) -> bool:
    """Tells whether every act decides the same, whatever its facts: with its trigger, its condition and its exemptions together.

    Only for changes that show in these three; deadlines, definitions, consequences and periods are not looked through.
    """
    if mutant.tree is None or mutant.tree.part not in ("raised_when", "when") or mutant.typed is None or mutant.typed.defines:
        return False
    done = set()
    for day in days_of(rulebook, changed):
        left, right = rulebook.program_on(day), changed.program_on(day)
        for key, rules in left.rules.items():
            for before, after in zip(rules, right.rules[key], strict=True):
                same = _conditions(before) == _conditions(after)
                params = {name: left.surroundings[before.layer].params[name] for name in before.reads_params}
                pair = (_conditions(before), _conditions(after), before.in_force, tuple(sorted(params.items(), key=lambda item: item[0])))
                if same or pair in done:
                    continue
                if not _decide_same(before, after, params, rulebook.vocabulary):
                    return False
                done.add(pair)
    return bool(done)


def _conditions(rule: Rule) -> tuple[Node | None, ...]:
    compiled = (rule.raised_when, rule.when, *(exemption.when for exemption in rule.exemptions))
    return tuple(part.node if part else None for part in compiled)


def _decide_same(before: Rule, after: Rule, params: Mapping[str, Any], vocabulary: Vocabulary) -> bool:
    abstraction = Abstraction(vocabulary, params)
    left, right = (_over_made_up(rule, abstraction) for rule in (before, after))
    facts = abstraction.facts()
    return facts is not None and all(decide(left, SCOPE, fact) == decide(right, SCOPE, fact) for fact in facts)


def _over_made_up(rule: Rule, abstraction: Abstraction) -> Rule:
    """Returns a rule whose conditions read the made-up fact.

    Its collections are taken to be read already: what holds for all values they can give holds for those of what was declared.
    """

    def rewritten(compiled: Compiled | None) -> Compiled | None:
        if compiled is None:
            return None
        node = abstraction.rewritten(compiled.node)
        return Compiled(node, abstraction.function(node), NAMES)

    exemptions = tuple(_over_made_up(exemption, abstraction) for exemption in rule.exemptions)
    return replace(
        rule, raised_when=rewritten(rule.raised_when), when=rewritten(rule.when), exemptions=exemptions,
        plurals=frozenset(), agencies=frozenset(),
    )  # fmt: skip


__all__ = ["NOTHING_READS", "SAME_CONDITION", "SAME_DECISION", "is_equivalent", "same_condition"]
