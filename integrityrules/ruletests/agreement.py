"""How rulesets compare with the authorities of official cases: who agrees, who differs and why, and what rests on facts that were assumed.

May not bend anything. A case that differs (`agrees: false`) asserts what the ruleset says; the difference is reported beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from integrityrules.facts.vocabulary import Text
from integrityrules.rulebook.cases import Case

_PATH = re.compile(r"(?:(?P<kind>[a-z_]+)(?:\[(?P<id>[^\]]+)\])?\.)?(?P<field>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Differing:
    """An official case on which ruleset and authority differ: its name, and why."""

    name: str
    why: Text | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Official cases: those that name their source.

    Args:
        expressed: how many there are.
        agreed: how many of them come out as the authority decided.
        differed: those that do not, explained.
        failed: names of those whose expectations are not met.
        assuming: how many of those that agree rest on facts the source left silent.
        agreed_without: how many of those still come out the same without these facts.
    """

    expressed: int
    agreed: int
    differed: tuple[Differing, ...]
    failed: tuple[str, ...]
    assuming: int
    agreed_without: int

    def lines(self) -> tuple[str, ...]:
        """Returns the comparison as plain text; nothing where there is no official case."""
        if not self.expressed:
            return ()
        plain = self.agreed - self.assuming
        words = (
            f"{self.agreed} of {self.expressed} official cases agree with the authority, "
            f"{plain + self.agreed_without} of them without the facts that were assumed"
        )
        differing = (f"    differs: {case.name}: {case.why.en}" if case.why else f"    differs: {case.name}" for case in self.differed)
        return (words, *differing, *(f"    failed: {name}" for name in self.failed))


def agreement_of(cases: Sequence[Case], passed: Sequence[bool], holds: Callable[[Case], bool]) -> Agreement:
    """Compares official cases with their authorities.

    Args:
        passed: whether each case's expectations were met.
        holds: tells whether a case's expectations are met; called with cases without what they assumed.
    """
    official = [(case, met) for case, met in zip(cases, passed, strict=True) if case.source]
    agreed = [case for case, met in official if met and case.agrees]
    assuming = [case for case in agreed if case.assumed]
    return Agreement(
        expressed=len(official),
        agreed=len(agreed),
        differed=tuple(Differing(case.name, case.why) for case, met in official if met and not case.agrees),
        failed=tuple(case.name for case, met in official if not met),
        assuming=len(assuming),
        agreed_without=sum(1 for case in assuming if (bare := without_assumed(case)) is not None and holds(bare)),
    )


def without_assumed(case: Case) -> Case | None:
    """Returns a case without the facts it assumed, or `None` where it says in words what they are.

    A fact is named by its field (`related_to_office`), with its kind (`gift.related_to_office`) or with its id (`gift[g].giver`).
    """
    dossier = dict(case.dossier)
    for text in case.assumed:
        path = _PATH.fullmatch(text)
        if path is None or not _take_out(dossier, path):
            return None
    return replace(case, dossier=dossier)


def _take_out(dossier: dict[str, Any], path: re.Match[str]) -> bool:
    """Takes a field out of every fact it is named of; tells whether any had it."""
    field, found = path["field"], False
    for plural, facts in dossier.items():
        if path["kind"] and plural not in (path["kind"], f"{path['kind']}s", _plural(path["kind"])):
            continue
        if isinstance(facts, Mapping) and plural == "official":
            found |= field in facts
            dossier[plural] = _without(facts, field)
        elif isinstance(facts, list) and all(isinstance(fact, Mapping) for fact in facts):
            meant = [fact for fact in facts if path["id"] in (None, fact.get("id"))]
            found |= any(field in fact for fact in meant)
            dossier[plural] = [_without(fact, field) if fact in meant else fact for fact in facts]
    return found


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _without(fact: Mapping[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in fact.items() if name != field}


__all__ = ["Agreement", "Differing", "agreement_of", "without_assumed"]
