"""Indirect control of organisations: chains of company links, written out as links of their own before anything is decided.

May not know which control a rule forbids. Conditions have no recursion, so whoever loads a register materialises its chains once, here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from integrityrules.errors import DeclarationError, Problem
from integrityrules.facts.dossier import Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.fields import MOST_CHARACTERS
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.parsing import ends_before_start
from integrityrules.facts.procurement import CompanyLink
from integrityrules.facts.values import ONGOING, Truth, all_of, earliest, latest

SomeRegisters = TypeVar("SomeRegisters", bound=Registers)

HALF = 5000
"""Basis points; control begins above it."""
LONGEST = 8
"""The most direct links in a chain."""
MOST_CHAINS = 100_000
"""The most chains that may begin with one link: more than any group of companies has, fewer than a tangle of a dozen that all control each
other."""

_FIRMNESS = ("alleged", "declared", "register", "established")
_CONTROLLING, _OWNING = ("beneficial_owner", "indirect_controller"), "shareholder"


class Chain(NamedTuple):
    """A chain of control.

    Attributes:
        link: the link it makes.
        steps: ids of the links it is made of, in their order.
    """

    link: CompanyLink
    steps: tuple[str, ...]


class _Said(NamedTuple):
    """What one source says of a link, with keys turned into entities."""

    is_direct: bool
    holder: Entity | None
    organisation: Entity | None
    controls: Truth
    start: Any
    end: Any
    basis: str


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

    Raises:
        DeclarationError: `too-many-chains`, more than `MOST_CHAINS` begin with one link.
    """
    (found,) = with_chains_across([registers], more_than=more_than)
    return found


def with_chains_across(registers: Sequence[SomeRegisters], *, more_than: int = HALF) -> tuple[SomeRegisters, ...]:
    """Returns registers that are read together as `with_indirect_control` returns one: a chain may lead from one into another.

    Each chain stands in the register that has its first step. Keys of entities mean the same only inside one register.
    """
    homes: dict[str, int] = {}
    for number, register in enumerate(registers):
        for link in register.company_links:
            homes.setdefault(link.id, number)
    found: dict[int, list[CompanyLink]] = defaultdict(list)
    for link, steps in chains_of(registers, more_than=more_than):
        found[homes[steps[0]]].append(link)
    return tuple(
        register.model_copy(update={"company_links": (*register.company_links, *found[number])}) if number in found else register
        for number, register in enumerate(registers)
    )


def chains_of(parts: Iterable[Registers], *, more_than: int = HALF) -> Iterator[Chain]:
    """Yields the chains of control that registers do not name yet, in the order of their first steps.

    Args:
        parts: registers that are read together; nothing is kept of them but what makes a step.
        more_than: as for `with_indirect_control`.

    Raises:
        DeclarationError: `too-many-chains`.
    """
    said: dict[str, list[_Said]] = defaultdict(list)
    for part in parts:
        for link in part.company_links:
            said[link.id].append(_said(link, part.entities, more_than))
    steps = [step for id, sources in said.items() if (step := _step(id, sources))]
    onward = _Onward(steps)
    for step in steps:
        chains = _chains([step], onward)
        for chain in islice(chains, MOST_CHAINS):
            id = _path(chain)
            if id not in said:
                yield Chain(_link(id, chain), tuple(part.id for part in chain))
        if next(chains, None) is not None:
            message = f"more than {MOST_CHAINS} chains of control begin with one link"
            advice = "look for companies that are all said to control each other"
            raise DeclarationError(problems=[Problem("company_links", 0, 0, "too-many-chains", message, advice)])


def _said(link: CompanyLink, entities: Mapping[str, Any], more_than: int) -> _Said:
    holder, organisation = (_entity(value, entities) for value in (link.holder, link.organisation))
    return _Said(link.via is None, holder, organisation, _controls(link, more_than), link.from_, link.until, link.basis)


def _step(id: str, sources: list[_Said]) -> _Step | None:
    """Returns a direct link that may control; what its sources disagree on is unknown."""
    holder, organisation = (_agreed(sources, name) for name in ("holder", "organisation"))
    if holder is None or organisation is None or holder.same_as(organisation) or not all(source.is_direct for source in sources):
        return None
    views = {source.controls for source in sources}
    controls = views.pop() if len(views) == 1 else None
    if controls is False:
        return None
    basis = min((source.basis for source in sources), key=_FIRMNESS.index)
    return _Step(id, holder, organisation, controls, _agreed(sources, "start"), _agreed(sources, "end"), basis)


def _agreed(sources: list[_Said], name: str) -> Any:
    values = [value for source in sources if (value := getattr(source, name)) is not None]
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


def _path(chain: list[_Step]) -> str:
    """Returns a text that names the steps of a chain and of no other; one that is too long, or could be another's, ends in a digest."""
    path = ">".join(step.id for step in chain)
    if len(path) <= MOST_CHARACTERS and path.count(">") == len(chain) - 1:
        return path
    lengths = ",".join(str(len(step.id)) for step in chain)
    return f"{path[: MOST_CHARACTERS - 100]}>{sha256(f'{lengths}:{path}'.encode(errors='backslashreplace')).hexdigest()}"


def _link(path: str, chain: list[_Step]) -> CompanyLink:
    start, end = _days(chain)
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
