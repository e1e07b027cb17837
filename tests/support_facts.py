"""Random dossiers as plain data, made from the catalogue: every kind, every form a value can be written in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from hypothesis import strategies as st

from integrityrules.facts.catalogue import MODELS, PLURALS, holds_of, outside_name
from integrityrules.facts.fields import Holds
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.official import Official

NIP, NIP_OTHER, NI_PPPK = "198503152010011002", "198503162010011002", "198503152022211002"
NIK, NIK_WOMAN = "3174051503850001", "3174055503850001"
KEYS = ("alpha", "beta", "gamma")
IDENTITIES: tuple[dict[str, str], ...] = (
    {"nik": NIK},
    {"nik": NIK_WOMAN, "nip": NIP, "name": "A. Name"},
    {"npwp": "01.234.567.8-901.000"},
    {"nib": "1234567890123"},
    {"own": "v-17"},
    {"name": "Only A. Name"},
)

days = st.dates(date(2018, 1, 1), date(2027, 12, 31))
amounts = st.integers(0, 20_000_000)


@st.composite
def day_data(draw: st.DrawFn) -> Any:
    """A day as text, a month, a range as text or mapping, or a `date`."""
    first, last = sorted((draw(days), draw(days)))
    forms = (
        first.isoformat(),
        f"{first:%Y-%m}",
        f"{first}..{last}",
        f"{first:%Y-%m}..{last:%Y-%m}",
        f"{first}..",
        f"..{last}",
        {"from": str(first), "until": str(last)},
        {"from": str(first)},
        {"until": str(last), "from": None},
    )
    return draw(st.sampled_from(forms))


@st.composite
def whole_data(draw: st.DrawFn, lowest: int, highest: int) -> Any:
    least, most = sorted((draw(st.integers(lowest, highest)), draw(st.integers(lowest, highest))))
    return draw(
        st.sampled_from((least, {"at_least": least}, {"at_most": most, "at_least": least}, f"{least}..{most}", f"{least}..", str(least)))
    )


@st.composite
def foreign_data(draw: st.DrawFn) -> dict[str, Any]:
    data: dict[str, Any] = {"amount": draw(st.sampled_from((100, 12.5, "99.99"))), "currency": "USD"}
    if draw(st.booleans()):
        data |= {"rate": draw(st.sampled_from((16_000, "15999.5"))), "rate_on": "2025-03-03"}
    return data


def percent_data() -> st.SearchStrategy[Any]:
    points = st.integers(0, 10_000)
    return st.one_of(
        points.map(lambda n: n / 100),
        points.map(lambda n: f"{n // 100}.{n % 100:02}"),
        st.integers(0, 100),
        points.map(lambda n: {"at_least": n / 100}),
    )


def value_data(holds: Holds) -> st.SearchStrategy[Any]:
    """Values of one field in the forms it may be written in, not missing and not spelled."""
    from integrityrules.facts.codes import CODE_LISTS

    name = holds.type.name
    if name == "code":
        return st.sampled_from(tuple(CODE_LISTS[holds.type.of].codes))
    if name == "date":
        return st.one_of(day_data(), st.sampled_from([item.value for item in holds.later])) if holds.later else day_data()
    if name == "int":
        return whole_data(holds.lowest, min(holds.highest, 10_000))
    simple: dict[str, st.SearchStrategy[Any]] = {
        "bool": st.booleans(),
        "string": st.sampled_from(("w", "hall", "2026")),
        "fact": st.sampled_from(("f0", "f1")),
        "entity": st.one_of(st.sampled_from((*KEYS, "unlisted")), st.sampled_from(IDENTITIES)),
        "money": st.one_of(whole_data(0, 10**9), foreign_data()),
        "percent": percent_data(),
    }
    return simple[name]


@st.composite
def spells_data(draw: st.DrawFn, holds: Holds) -> list[dict[str, Any]]:
    """Adjacent periods that do not share a day, the last one `ongoing`."""
    starts = sorted(set(draw(st.lists(days, min_size=1, max_size=3))))
    spells = []
    for index, start in enumerate(starts):
        until = "ongoing" if index + 1 == len(starts) else date.fromordinal(starts[index + 1].toordinal() - 1).isoformat()
        spells.append({"value": draw(value_data(holds)), "from": start.isoformat(), "until": until})
    return spells


@st.composite
def fact_data_of(draw: st.DrawFn, model: type[Fact], id: str = "f0", fullness: int = 2) -> dict[str, Any]:
    """One fact of a model; about one field in `fullness` is given."""
    data: dict[str, Any] = {"id": id}
    for name in model.model_fields:
        if name in OWN_FIELDS or draw(st.integers(1, fullness)) > 1:
            continue
        holds = holds_of(model, name)
        value = spells_data(holds) if holds.spelled and draw(st.booleans()) else value_data(holds)
        data[outside_name(model, name)] = draw(value)
    return _in_order(data)


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """Leaves out an end that may lie before its start."""
    if {"from", "happened_on"} & data.keys() and data.get("until", "ongoing") != "ongoing":
        del data["until"]
    return data


@st.composite
def dossier_data_of(draw: st.DrawFn, fullness: int = 3) -> dict[str, Any]:
    """A dossier as plain data that can be read."""
    data: dict[str, Any] = {
        "as_of": draw(days).isoformat(),
        "entities": {key: draw(st.sampled_from(IDENTITIES)) for key in KEYS[: draw(st.integers(0, 3))]},
        "official": draw(fact_data_of(Official, "official", fullness)),
        "declared_in_full": draw(
            st.one_of(st.lists(st.sampled_from(sorted(PLURALS)), unique=True), st.just({"gifts": {"from": "2024-01-01"}}))
        ),
        "incomplete": draw(st.lists(st.sampled_from(sorted(PLURALS)), max_size=1)),
    }
    for model in draw(st.lists(st.sampled_from(MODELS[1:]), max_size=3, unique=True)):
        data[model.kind_of_fact.plural] = [draw(fact_data_of(model, f"f{n}", fullness)) for n in range(draw(st.integers(0, 2)))]
    return data


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
