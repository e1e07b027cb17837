"""Some rules of a rulebook, as a law of their own: a fact that reaches only these need not have the others decided again.

May not change a rule: programs are the rulebook's with rules left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from integrityrules.facts.vocabulary import Text, Vocabulary
from integrityrules.language.scope import Compiled
from integrityrules.monitor.ways import DECLARATION
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Lane, Program


def family_of(rule: str) -> str:
    """Returns the id under which a rule is chosen: without its layer; all reviews of declared fields are one family."""
    return DECLARATION if rule.startswith(f"{DECLARATION}.") and ":" in rule else rule.split("@")[0]


class Part:
    """The rules of some families; a `Law` to whoever evaluates.

    Args:
        rulebook: all rules.
        families: the ids of those that are wanted.
    """

    def __init__(self, rulebook: Rulebook, families: frozenset[str]) -> None:
        self._rulebook = rulebook
        self._families = families
        self._programs: dict[int, Program] = {}
        self.vocabulary: Vocabulary = rulebook.vocabulary
        self.cuts: Sequence[date] = rulebook.cuts
        self.consequence_days: Mapping[str, tuple[Compiled | None, ...]] = rulebook.consequence_days
        self.defined_kinds: frozenset[str] = rulebook.defined_kinds if DECLARATION in families else frozenset()
        self.parameter_titles: Mapping[str, Text] = rulebook.parameter_titles
        self.lanes: Mapping[str, tuple[Lane, ...]] = {
            kind: tuple(lane for lane in lanes if any(family_of(id) in families for id in lane.rules))
            for kind, lanes in rulebook.lanes.items()
        }

    def program_on(self, day: date) -> Program:
        """Returns the program of the period a day lies in, with the rules that are wanted."""
        whole = self._rulebook.program_on(day)
        found = self._programs.get(id(whole))
        if found is None:
            rules = {key: tuple(rule for rule in rules if family_of(rule.id) in self._families) for key, rules in whole.rules.items()}
            found = self._programs[id(whole)] = replace(whole, rules=rules)
        return found
