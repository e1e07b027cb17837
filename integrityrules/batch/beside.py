"""Which facts of registers must be judged beside an official, and which say the same whoever the official is.

May not decide. Judging a register of a million bids with each of a million officials would say everything a million times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from integrityrules.facts.dossier import Dossier
from integrityrules.facts.entity import Entity
from integrityrules.facts.index import NO_FACTS
from integrityrules.facts.world import World
from integrityrules.language import tree
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.plan import Placed, Plan, closure
from integrityrules.rulebook.typed import Reads

Pair = tuple[str, str]
"""Kind and id of a fact."""

Key = tuple[str, str]
"""A field of a register's fact, and one of the official's, that name the same person wherever a rule is raised."""

OFFICIAL = "official"


class Beside:
    """The facts of registers about which something may come out otherwise for another official.

    Those are the facts of the kinds of which a rule, an exemption or a definition in any period reads the official or what officials
    declare, or binds only some agencies; and where every such rule is raised by a fact that names the official, only those that do.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        kinds = rulebook.vocabulary.kinds
        self._registers = {kind.plural for kind in kinds.values() if kind.register}
        found: dict[str, set[Key | None]] = {}
        for plan in rulebook.plans:
            for placed in plan.acts:
                if kinds[placed.typed.about].register and self._depends(placed):
                    found.setdefault(placed.typed.about, set()).add(self._key(placed))
            for kind, reads in _definitions(plan):
                if kinds[kind].register and self._reads_officials(reads):
                    found.setdefault(kind, set()).add(None)
        every = {kind: frozenset(keys) for kind, keys in found.items()}
        self.keys: Mapping[str, frozenset[Key | None]] = MappingProxyType({kind: every[kind] for kind in kinds if kind in every})
        """By kind, what names the official; `None` among them where nothing does."""

    def facts(self, world: World) -> Iterator[Pair]:
        """Yields kind and id of the facts in a world that must be judged beside its official, in the order of the registers."""
        for kind, keys in self.keys.items():
            facts = world.items.get(self._rulebook.vocabulary.kinds[kind].plural, NO_FACTS)
            if None in keys:
                yield from ((kind, item.id) for item in facts)
                continue
            named: dict[str, None] = {}
            for key in sorted(key for key in keys if key is not None):
                named |= dict.fromkeys(_naming(world, kind, key))
            yield from ((kind, id) for id in named)

    def _depends(self, placed: Placed) -> bool:
        of_layer = placed.setting.layer is not None
        return of_layer or self._reads_officials(placed.reads) or any(map(self._depends, placed.exemptions))

    def _reads_officials(self, reads: Reads) -> bool:
        kinds = self._rulebook.vocabulary.kinds
        of_registers = all(kind not in kinds or kinds[kind].register for kind, _ in reads.fields)
        return not of_registers or not reads.plurals <= self._registers

    def _key(self, placed: Placed) -> Key | None:
        """Returns what a rule's trigger compares with the official, if it can only be true where both are known to be the same."""
        for node in _conjuncts(placed.typed.raised_when):
            if isinstance(node, tree.Compare) and node.op == "==" and node.left.type.name == "entity":
                for theirs, own in ((node.left, node.right), (node.right, node.left)):
                    if self._is_plain(theirs, placed.typed.names.fact, placed) and self._is_plain(own, OFFICIAL, placed):
                        assert isinstance(theirs, tree.Field)
                        assert isinstance(own, tree.Field)
                        return theirs.name, own.name
        return None

    def _is_plain(self, node: tree.Node, variable: str, placed: Placed) -> bool:
        """Tells whether a tree is a field that a variable's fact itself says, the same on every day."""
        if not isinstance(node, tree.Field) or not isinstance(node.base, tree.Var) or node.base.name != variable:
            return False
        kind = node.base.type.of
        spec = self._rulebook.vocabulary.kinds[kind].fields[node.name]
        return not spec.spelled and (kind, node.name) not in placed.setting.definitions


def own_facts(world: World, dossier: Dossier) -> Iterator[Pair]:
    """Yields kind and id of the official and of everything in a dossier, in the order of the vocabulary."""
    for kind in world.vocabulary.kinds.values():
        if not kind.register:
            yield from ((kind.name, item.id) for item in world.items.get(kind.plural, NO_FACTS))
        else:
            yield from dict.fromkeys((kind.name, fact.id) for fact in dossier.facts(kind.plural))


def _naming(world: World, kind: str, key: Key) -> Iterator[str]:
    """Yields the ids of the facts of a kind that certainly name the official: a trigger that is unknown raises nothing."""
    theirs, own = key
    person = world.official.values.get(own) if world.official is not None else None
    if isinstance(person, Entity):
        facts = world.items.get(world.vocabulary.kinds[kind].plural, NO_FACTS)
        yield from (item.id for item, names in facts.referring_by(theirs).of_entity(person) if names)


def _definitions(plan: Plan) -> Iterator[tuple[str, Reads]]:
    for setting in plan.settings.values():
        for (kind, _), rules in setting.definitions.items():
            yield from ((kind, closure(rule.reads, setting.definitions)) for rule, _ in rules)


def _conjuncts(node: tree.Node | None) -> Iterator[tree.Node]:
    """Yields the conditions all of which must hold for a condition to hold."""
    if isinstance(node, tree.Clause):
        yield from _conjuncts(node.item)
    elif isinstance(node, tree.All):
        for item in node.items:
            yield from _conjuncts(item)
    elif node is not None:
        yield node
