"""The models: strict, frozen, and silent about what was declared."""

from __future__ import annotations

import copy
import pickle
import traceback
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import dossier_data_of, fact_data_of

from integrityrules.errors import DeclarationError
from integrityrules.facts import MODELS, Appointment, Bid, CompanyLink, Dossier, Gift, Official, Package, read_dossier
from integrityrules.facts.amounts import ForeignMoney
from integrityrules.facts.catalogue import holds_of, outside_name
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.values import NOT_YET, ONGOING, Range, Spell, Spells

CANARY, CANARY_NUMBER = "Kanari Budi 3174059988", 3174059988
models = st.sampled_from(MODELS)


def problems_of(make: Any, **data: Any) -> list[tuple[str, str]]:
    with pytest.raises(DeclarationError) as caught:
        make(**data)
    return [(problem.where, problem.code) for problem in caught.value.problems]


def test_all_problems_of_a_gift_come_together() -> None:
    """One exception lists every problem with field path and code; a near miss is suggested."""
    with pytest.raises(DeclarationError) as caught:
        Gift(id="g1", valu_idr=3, giver_relation="coworker", received_on="2024-13", accepted="yes", giver={"nik": "12"})
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["wrong-identity-number", "unknown-code", "wrong-day", "wrong-type", "unknown-field"]
    assert lines[-1] == "gift.valu_idr: unknown-field: `valu_idr` is not a field of gift; did you mean `value_idr`?"
    assert "did you mean `co_worker`?" in lines[1]
    assert caught.value.__context__ is None is caught.value.__cause__


@pytest.mark.parametrize("value", ["yes", "true", 1, 0, "False", None])
def test_booleans_are_booleans(value: object) -> None:
    """No text and no number stands for true or false; `None` is missing."""
    if value is None:
        assert Gift(id="g", accepted=value).accepted is None
    else:
        assert problems_of(Gift, id="g", accepted=value) == [("gift.accepted", "wrong-type")]


def test_an_id_is_needed_and_the_official_has_one() -> None:
    """Every fact has an id; the one official of a dossier needs none."""
    assert problems_of(Gift) == [("gift.id", "missing-field")]
    assert problems_of(Gift, id=None) == [("gift.id", "missing-field")]
    assert problems_of(Gift, id=" ") == [("gift.id", "blank")]
    assert problems_of(Gift, id=17) == [("gift.id", "wrong-type")]
    assert Official().id == "official"


def test_a_lasting_fact_may_be_made_with_from_or_its_python_name() -> None:
    """`from` is a Python word, so Python says `from_`; data says `from` and nothing else."""
    made = Appointment(id="a", from_=date(2024, 1, 1), until="ongoing")
    assert made == Appointment(id="a", **{"from": "2024-01-01", "until": ONGOING})
    with pytest.raises(DeclarationError, match="unknown-field"):
        read_dossier({"as_of": "2026-01-01", "appointments": [{"id": "a", "from_": "2024-01-01"}]})
    assert problems_of(Appointment, id="a", from_="2024-02-01", until="2024-01-01") == [("appointment.until", "ends-before-start")]


def test_values_are_kept_in_their_exact_form() -> None:
    """Shares become basis points, months ranges, foreign money stays what it is until it is resolved."""
    assert CompanyLink(id="c", share=50.01).share == 5001
    assert Gift(id="g", received_on="2024-02").received_on == Range(date(2024, 2, 1), date(2024, 2, 29))
    assert Gift(id="g", reported_to_kpk_on="not_yet").reported_to_kpk_on is NOT_YET
    assert isinstance(Gift(id="g", value_idr={"amount": 5, "currency": "USD"}).value_idr, ForeignMoney)
    level = Official(position_level=[{"value": "jpt_pratama", "from": "2024-01-01", "until": "ongoing"}]).position_level
    assert level == Spells([Spell("jpt_pratama", date(2024, 1, 1), ONGOING)])
    assert Official(position_level="jpt_pratama").position_level == "jpt_pratama"


@pytest.mark.parametrize("later", ["not_yet", "ongoing"])
def test_a_day_of_an_act_of_others_cannot_be_still_to_come(later: str) -> None:
    """A register has days or it has none."""
    assert problems_of(Bid, id="b", offered_on=later) == [("bid.offered_on", "not-allowed-here")]
    assert problems_of(Package, id="p", tender_on=later) == [("package.tender_on", "not-allowed-here")]


def test_models_are_frozen() -> None:
    """Nothing changes what it was given."""
    with pytest.raises(Exception, match="frozen"):
        Gift(id="g").id = "h"  # type: ignore[misc]


@given(st.data(), models)
def test_a_fact_shows_which_fields_it_has_and_never_their_values(data: st.DataObject, model: type[Fact]) -> None:
    """Text forms of a valid model carry field names only."""
    given_data = data.draw(fact_data_of(model, CANARY))
    texts = [
        name for name in model.model_fields if name not in OWN_FIELDS and holds_of(model, name).type.name in ("string", "entity", "fact")
    ]
    for name in texts:
        if not holds_of(model, name).spelled:
            given_data[outside_name(model, name)] = CANARY
    fact = model.read(given_data)
    for shown in (repr(fact), str(fact), f"{fact}", f"{[fact]!r}", repr(Dossier(as_of="2026-01-01", entities={CANARY: {"name": CANARY}}))):
        assert CANARY not in shown


@given(st.data(), models, st.sampled_from([CANARY, CANARY_NUMBER, [CANARY], {"value": CANARY}, {CANARY: CANARY}, [{"value": CANARY}]]))
def test_no_error_repeats_what_was_declared(data: st.DataObject, model: type[Fact], canary: object) -> None:
    """Whatever is wrong with whichever field, no message, argument or traceback of the error has the value in it."""
    names = [outside_name(model, name) for name in model.model_fields]
    wrong = dict.fromkeys(data.draw(st.lists(st.sampled_from(names), min_size=3, unique=True)), canary)
    wrong[CANARY] = canary
    dossier = {"as_of": canary, "official": wrong, "entities": {CANARY: canary, "x": {"nik": CANARY, CANARY: 1}}, CANARY: canary}
    dossier |= {"declared_in_full": [CANARY], "incomplete": [CANARY], model.kind_of_fact.plural: [wrong, canary]}
    for make in (lambda: model(**wrong), lambda: read_dossier(dossier, where="d.json"), lambda: Dossier(**dossier)):
        with pytest.raises(DeclarationError) as caught:
            make()
        shown = "".join(
            [str(caught.value), repr(caught.value), repr(caught.value.problems), *traceback.format_exception_only(caught.value)]
        )
        for secret in (CANARY, str(CANARY_NUMBER), "Kanari", "Budi"):
            assert secret not in shown
        assert caught.value.__context__ is None


@given(dossier_data_of())
def test_a_dossier_survives_copying_and_pickling(data: dict[str, Any]) -> None:
    """Dossiers can be handed to other threads and processes."""
    dossier = read_dossier(data)
    assert copy.deepcopy(dossier) == dossier == pickle.loads(pickle.dumps(dossier))
