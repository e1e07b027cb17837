"""Rules with their texts parsed and checked against the vocabulary: what a rule reads, about what, and under which names.

May not know periods. Every problem of every rule is collected; a part with a problem is left out and nothing built on it is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import Type, Vocabulary
from integrityrules.language import tree
from integrityrules.language.scope import Names
from integrityrules.rulebook.source import DeadlineSource, RouteSource, RulesetSource, RuleSource


@dataclass(frozen=True, slots=True)
class Reads:
    """What trees read directly.

    Args:
        params: names of parameters.
        fields: `(kind, field)` of facts, declared or defined.
        plurals: collections.
        spelled: fields of the official that may change over time.
        disputes: whether sources disagree about a part of it.
    """

    params: frozenset[str] = frozenset()
    fields: frozenset[tuple[str, str]] = frozenset()
    plurals: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    disputes: bool = False

    def __or__(self, other: Reads) -> Reads:
        return Reads(
            self.params | other.params,
            self.fields | other.fields,
            self.plurals | other.plurals,
            self.spelled | other.spelled,
            self.disputes or other.disputes,
        )


NOTHING = Reads()


@dataclass(frozen=True, slots=True)
class TypedDeadline:
    source: DeadlineSource
    count: tree.Node | None
    after: tuple[tree.Node, ...]
    of: tree.Node | None


@dataclass(frozen=True, slots=True)
class TypedRoute:
    source: RouteSource
    deadline: TypedDeadline
    done_on: tree.Node | None


@dataclass(frozen=True, slots=True, eq=False)
class TypedRule:
    """One rule with its trees.

    Args:
        names: what its trees call the fact, the partner and the event.
        names_rules: the ids it exempts or follows, each with the place where it is named.
        defines: `(kind, field)` of a definition, else `None`.
        choices: a tree (or `None` for always) for each row of `choose` or for the single sanction.
        complete: every tree could be read; only then is it compiled.
    """

    ruleset: RulesetSource
    source: RuleSource
    about: str
    names: Names
    dated_by: tree.Node | None = None
    raised_when: tree.Node | None = None
    when: tree.Node | None = None
    partner: tree.Node | None = None
    routes: tuple[TypedRoute, ...] = ()
    names_rules: Mapping[str, tree.Pos] = field(default_factory=dict)
    defines: tuple[str, str] | None = None
    value: tree.Node | None = None
    only_for: tree.Node | None = None
    choices: tuple[tree.Node | None, ...] = ()
    scale_by: tree.Node | None = None
    reads: Reads = NOTHING
    complete: bool = True

    @property
    def id(self) -> str:
        return self.source.id

    @property
    def kind(self) -> str:
        return self.source.kind

    @property
    def layer(self) -> str:
        return self.ruleset.id if self.ruleset.layer else ""

    def trees(self) -> Iterator[tree.Node]:
        """Yields every tree of the rule."""
        parts = (self.dated_by, self.raised_when, self.when, self.partner, self.value, self.only_for, self.scale_by, *self.choices)
        yield from (part for part in parts if part is not None)
        for route in self.routes:
            deadline = route.deadline
            yield from (part for part in (deadline.count, *deadline.after, deadline.of, route.done_on) if part is not None)


def reads_of(trees: Iterable[tree.Node], vocabulary: Vocabulary) -> Reads:
    """Returns what some typed trees read directly."""
    params, plurals, spelled = set(), set(), set()
    fields: set[tuple[str, str]] = set()
    disputes = False
    for node in (node for root in trees for node in tree.walk(root)):
        if isinstance(node, tree.Param):
            params.add(node.name)
        elif isinstance(node, tree.Disputed):
            disputes = True
        elif isinstance(node, tree.Collection | tree.RelatedTo):
            plurals.add(vocabulary.kinds[node.type.of].plural)
        elif isinstance(node, tree.Field) and node.base.type.name == "fact":
            kind = node.base.type.of
            fields.add((kind, node.name))
            if kind == "official" and vocabulary.kinds[kind].fields[node.name].spelled:
                spelled.add(node.name)
    return Reads(frozenset(params), frozenset(fields), frozenset(plurals), frozenset(spelled), disputes)


def collection_type(node: tree.Node | None) -> Type | None:
    """Returns the type of the facts in a collection, or `None` if the tree is none."""
    return Type("fact", node.type.of) if node is not None and node.type.name == "collection" else None


Problems = list[Problem]
