"""Indirect control of organisations: chains of company links, written out as links of their own before anything is decided.

May not know which control a rule forbids. Conditions have no recursion, so whoever loads a register materialises its chains once, here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from integrityrules.facts.dossier import Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.parsing import ends_before_start
from integrityrules.facts.procurement import CompanyLink
from integrityrules.facts.values import ONGOING, Truth, all_of, earliest, latest

SomeRegisters = TypeVar("SomeRegisters", bound=Registers)

HALF = 5000
"""Basis points; control begins above it."""
LONGEST = 8
"""The most direct links in a chain."""

_FIRMNESS = ("alleged", "declared", "register", "established")
_CONTROLLING, _OWNING = ("beneficial_owner", "indirect_controller"), "shareholder"


class _Step(NamedTuple):
    """What all sources of one direct link leave of it: who may control what, and when."""

    id: str
    holder: Entity
    organisation: Entity
    controls: Truth
    start: Any
    end: Any
    basis: str


def with_indirect_control(registers: SomeRegisters, *, more_than: int = HALF) -> SomeRegisters:
    """Returns registers (or a dossier) with a company link for every chain of control: A controls B, B controls C, so A controls C.

    A step controls as beneficial owner, or as shareholder of strictly more than a limit. Shares are never multiplied: 60 % of 60 % is
    control of control, although 36 % of the money. The new link has

    - kind `indirect_controller`, or, where it is not known whether every step controls, kind `shareholder` without a share;
    - `via` and an id that name the steps (`c1>c2`), and the days that all steps share;
    - the least firm `basis` of its steps.

    Left out, so that nothing is found that the register does not say: steps that are joined by names only or by numbers that may
    differ, control by several small holdings together, control through an office, and circles. Links that have `via` already are kept
    and not continued, and doing it twice changes nothing.

    Args:
        more_than: share in basis points above which a shareholder controls.
    """
    steps = [step for links in _by_id(registers.company_links).values() if (step := _step(links, registers.entities, more_than))]
    onward = _Onward(steps)
    known = {link.id for link in registers.company_links}
    found = [link for step in steps for chain in _chains([step], onward) if (link := _link(chain)).id not in known]
    return registers.model_copy(update={"company_links": (*registers.company_links, *found)}) if found else registers


def _by_id(links: Iterable[Any]) -> Mapping[str, list[CompanyLink]]:
    found: dict[str, list[CompanyLink]] = defaultdict(list)
    for link in links:
        found[link.id].append(link)
    return found


def _step(links: list[CompanyLink], entities: Mapping[str, Any], more_than: int) -> _Step | None:
    """Returns a direct link that may control; what its sources disagree on is unknown."""
    holder, organisation = (_entity(_agreed(links, name), entities) for name in ("holder", "organisation"))
    if holder is None or organisation is None or holder.same_as(organisation) or any(link.via is not None for link in links):
        return None
    views = {_controls(link, more_than) for link in links}
    controls = views.pop() if len(views) == 1 else None
    if controls is False:
        return None
    basis = min((link.basis for link in links), key=_FIRMNESS.index)
    return _Step(links[0].id, holder, organisation, controls, _agreed(links, "from_"), _agreed(links, "until"), basis)


def _agreed(links: list[CompanyLink], name: str) -> Any:
    values = [value for link in links if (value := getattr(link, name)) is not None]
    return values[0] if values and all(value == values[0] for value in values) else None


def _entity(value: Any, entities: Mapping[str, Any]) -> Entity | None:
    if isinstance(value, str):
        return entities.get(value) or Entity(own=value)
    return value  # type: ignore[no-any-return]


def _controls(link: CompanyLink, more_than: int) -> Truth:
    """Tells whether a direct link controls, by what it is; an examiner's word on it (`controls`) comes first."""
    if link.controls is not None:
        return link.controls
    if link.kind is None:
        return None
    if link.kind == _OWNING:
        return None if link.share is None else link.share > more_than  # type: ignore[operator]
    return link.kind in _CONTROLLING


class _Onward:
    """Finds the steps that begin where one ends."""

    def __init__(self, steps: Iterable[_Step]) -> None:
        self._by_number: dict[tuple[str, str], list[_Step]] = defaultdict(list)
        for step in steps:
            for number in _numbers(step.holder):
                self._by_number[number].append(step)

    def of(self, step: _Step) -> list[_Step]:
        """Returns the steps whose holder surely is the organisation of a step; two that share no number never surely are."""
        near = {next_step.id: next_step for number in _numbers(step.organisation) for next_step in self._by_number.get(number, ())}
        return [next_step for next_step in near.values() if step.organisation.same_as(next_step.holder)]


def _numbers(entity: Entity) -> list[tuple[str, str]]:
    return [(scheme, number) for scheme in SCHEMES if (number := getattr(entity, scheme)) is not None]


def _chains(chain: list[_Step], onward: _Onward) -> Iterator[list[_Step]]:
    """Yields the chains of two or more steps that continue a chain and visit nobody twice."""
    if len(chain) == LONGEST:
        return
    seen = [chain[0].holder, *(step.organisation for step in chain)]
    for step in onward.of(chain[-1]):
        if any(entity.same_as(step.organisation) for entity in seen):
            continue
        longer = [*chain, step]
        if ends_before_start(*_days(longer)) or sum(part.controls is None for part in longer) > 1:
            continue
        yield longer
        yield from _chains(longer, onward)


def _days(chain: list[_Step]) -> tuple[Any, Any]:
    """Returns the first and last day that all steps share. An end that is still to come limits nothing."""
    start, end = chain[0].start, chain[0].end
    for step in chain[1:]:
        start = latest(start, step.start)
        end = step.end if end is ONGOING else end if step.end is ONGOING else earliest(end, step.end)
    return start, end


def _link(chain: list[_Step]) -> CompanyLink:
    start, end = _days(chain)
    path = ">".join(step.id for step in chain)
    return CompanyLink(
        id=path,
        basis=min((step.basis for step in chain), key=_FIRMNESS.index),
        holder=chain[0].holder,
        organisation=chain[-1].organisation,
        kind="indirect_controller" if all_of(*(step.controls for step in chain)) else _OWNING,
        via=path,
        from_=start,
        until=end,
    )
