"""Which rules say the same in two neighbouring periods of the law: about a fact that lasts through both they are asked once.

May not judge. Where it says no, nothing is lost but time; it says yes only where nothing a verdict can rest on is different.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.rulebook.program import Lane, Program, Rule


class Steady(NamedTuple):
    """The rules of a lane that give one verdict in two periods.

    Attributes:
        rules: their ids, as long as no dated attribute of the official that they read is new.
        read: these attributes, of each.
    """

    rules: frozenset[str]
    read: Mapping[str, frozenset[str]]

    def through(self, dated: frozenset[str]) -> frozenset[str]:
        """Returns the rules that give one verdict whatever some attributes of the official were in the two periods."""
        if not dated:
            return self.rules
        return frozenset(id for id, read in self.read.items() if read.isdisjoint(dated))


def steady(earlier: Program, later: Program, lane: Lane, vocabulary: Vocabulary) -> Steady:
    """Returns the rules of a lane that give one verdict in the periods of two programs (or of one, twice); kept with the later."""
    key = lane.about, lane.key, earlier is later
    kept = later.kept.get(key)
    if kept is None or (kept[0] is not earlier and earlier is not later):
        # A program is not kept with itself: that would be a circle, which only the collector of garbage could undo.
        kept = later.kept[key] = None if earlier is later else earlier, _compared(earlier, later, lane, vocabulary)
    return kept[1]


def _compared(earlier: Program, later: Program, lane: Lane, vocabulary: Vocabulary) -> Steady:
    if any(spec.spelled for kind in vocabulary.kinds.values() if kind.name != "official" for spec in kind.fields.values()):
        return Steady(frozenset(), {})  # what another fact says may differ from day to day, and no list of days says when
    before, after = (_single(program.rules.get((lane.about, lane.key), ())) for program in (earlier, later))
    same = [rule for id, rule in after.items() if id in before and _is_same(before[id], rule)]
    if earlier is not later:
        same = [rule for rule in same if _surroundings_are_same(rule, earlier, later)]
    read = {rule.id: frozenset(_spelled(rule)) for rule in same}
    return Steady(frozenset(read), read)


def _single(rules: Sequence[Rule]) -> dict[str, Rule]:
    """Returns the rules by id of which there is one version."""
    times = Counter(rule.id for rule in rules)
    return {rule.id: rule for rule in rules if times[rule.id] == 1}


def _is_same(one: Rule, other: Rule) -> bool:
    """Tells whether two versions of a rule are in force for certain and give one verdict on whatever they are asked about."""
    if one is other:
        return other.in_force is True
    return (
        one.id == other.id
        and one.in_force is True
        and other.in_force is True
        and one.layer == other.layer
        and one.kind == other.kind
        and one.period == other.period
        and one.burden == other.burden
        and one.agencies == other.agencies
        and one.disputes == other.disputes
        and one.plurals == other.plurals
        and one.reads_params == other.reads_params
        and one.reads_official == other.reads_official
        and one.cite == other.cite
        # Equal trees under equal parameters are one compiled object; compiled trees are equal only to themselves.
        and one.raised_when is other.raised_when
        and one.when is other.when
        and one.routes == other.routes
        and len(one.exemptions) == len(other.exemptions)
        and all(map(_is_same, one.exemptions, other.exemptions))
    )


def _surroundings_are_same(rule: Rule, earlier: Program, later: Program) -> bool:
    before, after = earlier.surroundings[rule.layer], later.surroundings[rule.layer]
    params = all(before.params[name] == after.params[name] for name in rule.reads_params)
    return params and before.compiled == after.compiled


def _spelled(rule: Rule) -> Iterable[str]:
    return rule.spelled.union(*map(_spelled, rule.exemptions))
