"""Rules about registers that depend on an official: which they are, and how the officials they speak of are found.

May not read a fact.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.language import tree
from integrityrules.monitor.memory import OFFICIAL, REGISTERS
from integrityrules.monitor.reader import bare, conjuncts
from integrityrules.monitor.ways import About, FieldKey, Pairing, Reached, Way
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.typed import TypedRule


def note_personal(found: About, kind: str, rulebook: Rulebook, defined: Mapping[FieldKey, list[TypedRule]], reached: Reached) -> None:
    """Notes which rules about a register depend on the official, and how those officials are found."""
    pairings: set[Pairing] | None = set()
    for plan in rulebook.plans:
        for placed in plan.acts:
            rule = placed.typed
            if rule.about != kind:
                continue
            beside = [other for other in rulebook.typed if rule.id in {name.split("@")[0] for name in other.names_rules}]
            reads_own = any(_is_personal(way) for other in (rule, *beside) for way in reached[id(other)])
            found.is_shared = found.is_shared or all(of != OFFICIAL for of, _ in placed.reads.fields)
            if not reads_own and placed.setting.layer is None:
                continue
            found.personal.add(placed.id)
            pairing = _pairing(rule, defined)
            pairings = None if pairing is None or pairings is None else pairings | {pairing}
    for (about, name), rules in defined.items():
        if about == kind:
            found.is_shared = True
            if any(rule.layer or any(map(_is_personal, reached[id(rule)])) for rule in rules):
                found.personal |= {f"declaration.{what}:{name}" for what in ("definitions-disagree", "contradicts-definition")}
                pairings = None
    found.pairings = None if pairings is None else frozenset(pairings)


def _is_personal(way: Way) -> bool:
    return any(step.kind not in REGISTERS for step in way)


def _pairing(rule: TypedRule, defined: Mapping[FieldKey, list[TypedRule]]) -> Pairing | None:
    """Returns the equality without which a rule about a register says nothing of an official, or `None` if there is none."""
    for root, surely in ((rule.raised_when, True), (rule.when, False)):
        for part in conjuncts(root):
            if not isinstance(part, tree.Compare) or part.op != "==" or part.left.type.name != "entity":
                continue
            sides = [bare(part.left), bare(part.right)]
            named = {side.base.name: side.name for side in sides if isinstance(side, tree.Field) and isinstance(side.base, tree.Var)}
            if named.keys() != {rule.names.fact, OFFICIAL}:
                continue
            fields = named[rule.names.fact], named[OFFICIAL]
            if (rule.about, fields[0]) not in defined and (OFFICIAL, fields[1]) not in defined:
                return Pairing(*fields, surely)
    return None
