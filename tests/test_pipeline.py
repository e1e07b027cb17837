"""From declared facts to findings on the packaged law: more information, order, threads, questions, and what leaves in the public form."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import integrityrules
from integrityrules import Engine, Evaluation, load_engine, read_dossier
from integrityrules.decide.forms import evaluation_schema, public_evaluation
from integrityrules.decide.outcome import Decision
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.vocabulary import FieldSpec

BORDERS = [date(2014, 12, 1), date(2015, 1, 1), date(2019, 12, 5), date(2019, 12, 13), date(2021, 8, 31), date(2026, 1, 20)]
AMOUNTS = [0, 200_000, 200_001, 300_000, 300_001, 500_000, 500_001, 1_000_000, 1_000_001, 1_500_000, 1_500_001, 10_000_000]
AS_OF = date(2026, 6, 1)
CERTAIN = ("met", "met_late", "overdue", "indicated")
"""States that say something for certain; more information never changes them."""


@cache
def engine() -> Engine:
    return load_engine()


OUTSIDE_CALENDARS = ("gratification.article-12b", "gratification.burden-of-proof")
"""Rules with an exemption that compares with a number of working days: in years without a calendar no answer settles them."""


def known_value(spec: FieldSpec, random: random.Random) -> Any:
    """A value of a field that leaves nothing open."""
    match spec.type.name:
        case "bool":
            return random.random() < 0.5
        case "code":
            return random.choice(list(VOCABULARY.code_lists[spec.type.of].codes))
        case "money":
            return random.choice(AMOUNTS)
        case "date":
            if spec.name not in ("received_on", "offered_on") and random.random() < 0.4:
                return "not_yet"
            return random.choice(BORDERS) + timedelta(days=random.randint(-45, 45))
        case "entity":
            return random.choice(["x", "y"])
        case _:
            return random.choice(["v", "w"])


def gift_fields() -> dict[str, FieldSpec]:
    return {name: spec for name, spec in VOCABULARY.kinds["gift"].fields.items() if not name.startswith("total_")}


def complete_dossier(seed: int) -> dict[str, Any]:
    """A dossier in which every field that rules read is known."""
    chance = random.Random(seed)
    gifts = []
    for number in range(chance.randint(1, 3)):
        values = {name: known_value(spec, chance) for name, spec in gift_fields().items()}
        gifts.append({"id": f"g{number}", **values})
    official = {"id": "o", "employment": chance.choice(["pns", "pppk", "cpns", "none"]), "agency": "a"}
    official |= {name: chance.random() < 0.3 for name in ("is_penyelenggara_negara", "is_tipikor_public_servant")}
    return {"as_of": AS_OF, "official": official, "gifts": gifts, "declared_in_full": ["gifts"]}


def widened(value: Any, chance: random.Random) -> Any:
    """What is left of a value when less is known: nothing, or a range that holds it."""
    if isinstance(value, date) and chance.random() < 0.5:
        return f"{value:%Y-%m}"
    if isinstance(value, int) and not isinstance(value, bool) and chance.random() < 0.5:
        return {"at_least": max(0, value - 100_000), "at_most": value + 100_000}
    return None


def partial_dossier(complete: dict[str, Any], seed: int, share: float) -> dict[str, Any]:
    """The same dossier with less known."""
    chance = random.Random(seed)

    def less(fact: dict[str, Any]) -> dict[str, Any]:
        return {
            name: widened(value, chance) if name != "id" and chance.random() < share else value for name, value in fact.items()
        }  # fmt: skip

    found = {**complete, "official": less(complete["official"]), "gifts": [less(gift) for gift in complete["gifts"]]}
    if chance.random() < share:
        del found["declared_in_full"]
    return found


def decided(evaluation: Evaluation) -> dict[tuple[str, str], Decision]:
    return {(decision.rule.id, decision.fact.id): decision for decision in evaluation.decisions}


def evaluate(data: dict[str, Any]) -> Evaluation:
    return engine().evaluate(read_dossier(data))


@given(st.integers(0, 10**9), st.sampled_from([0.1, 0.3, 0.6]))
def test_more_information_never_changes_what_was_determined(seed: int, share: float) -> None:
    """An outcome or a certain state that part of the facts determines is the one all of them give."""
    complete = complete_dossier(seed)
    full, part = decided(evaluate(complete)), decided(evaluate(partial_dossier(complete, seed + 1, share)))
    for key, before in part.items():
        after = full.get(key)
        if before.outcome in ("undetermined", "not_raised") or before.as_far_as_declared or before.unless_shown or after is None:
            continue
        if before.rule.ruleset == "integrityrules":
            continue  # contradictions are what new information may bring
        # Exempt while the condition was open may turn out not to apply at all: both say that nothing is owed (decision 0001).
        assert after.outcome == before.outcome or {before.outcome, after.outcome} == {"exempt", "does_not_apply"}, key
        if before.state in CERTAIN:
            assert after.state == before.state, key


@given(st.integers(0, 10**9), st.sampled_from([0.1, 0.3, 0.6]))
def test_answers_to_what_is_needed_settle_every_rule_that_answers_can_settle(seed: int, share: float) -> None:
    """Filling in just the facts of `needed`, whatever they are, leaves no undetermined rule that had a question."""
    complete = complete_dossier(seed)
    part = partial_dossier(complete, seed + 1, share)
    before = evaluate(part)
    answered = json.loads(json.dumps(part, default=str))
    for question in before.needed:
        if question.kind == "dossier":
            answered["declared_in_full"] = ["gifts"]
        elif question.kind == "official":
            answered["official"][question.field] = complete["official"].get(question.field)
        else:
            (number,) = [number for number, gift in enumerate(part["gifts"]) if gift["id"] == question.fact]
            answered["gifts"][number][question.field] = complete["gifts"][number][question.field]
    after = decided(evaluate(json.loads(json.dumps(answered, default=str))))
    settled = {(one.rule.id, one.fact.id) for one in before.decisions if one.outcome == "undetermined" and not one.reason}
    settled = {(rule, fact) for rule, fact in settled if rule not in OUTSIDE_CALENDARS}
    settled -= {(one.rule.id, one.fact.id) for one in before.decisions if one.rule.disputes}
    still_open = {key for key in settled if key in after and after[key].outcome == "undetermined" and not after[key].reason}
    assert not still_open


@given(st.integers(0, 10**9))
def test_the_order_of_facts_does_not_matter(seed: int) -> None:
    """The same gifts in another order give the same decisions."""
    data = partial_dossier(complete_dossier(seed), seed, 0.3)
    turned = {**data, "gifts": data["gifts"][::-1]}
    assert {key: one[7:13] for key, one in decided(evaluate(data)).items()} == {
        key: one[7:13] for key, one in decided(evaluate(turned)).items()
    }  # fmt: skip


@given(st.integers(0, 10**9))
def test_an_unrelated_fact_changes_nothing(seed: int) -> None:
    """An appointment, which no rule on gifts reads, leaves every decision as it was."""
    data = partial_dossier(complete_dossier(seed), seed, 0.3)
    more = {**data, "appointments": [{"id": "a", "from": date(2020, 1, 1), "until": "ongoing"}]}
    assert {key: one[7:13] for key, one in decided(evaluate(data)).items()} == {
        key: one[7:13] for key, one in decided(evaluate(more)).items() if one.fact.kind == "gift"
    }  # fmt: skip


@given(st.integers(0, 10**9))
def test_what_nobody_declared_is_never_held_against_anyone(seed: int) -> None:
    """A dossier in which nothing is said of reports or characterisations has no overdue, late or indicated finding."""
    complete = complete_dossier(seed)
    silent = {"as_of": AS_OF, "official": complete["official"]}
    silent["gifts"] = [{"id": gift["id"], "received_on": gift["received_on"], "accepted": True} for gift in complete["gifts"]]
    assert not {finding.state for finding in evaluate(silent).findings} & set(CERTAIN)


@given(st.integers(0, 10**9))
def test_the_public_form_matches_its_schema_and_holds_no_declared_value(seed: int) -> None:
    """What leaves by default is codes, references and deadlines: no amount, no name, no day of an act."""
    data = complete_dossier(seed)
    for number, gift in enumerate(data["gifts"]):
        gift["description"], gift["value_idr"] = f"canary-{number}", 7_654_321 + number
        gift["giver"] = {"own": f"giver-canary-{number}", "name": "Nama Kenari"}
    text = json.dumps(public_evaluation(evaluate(data)))
    Draft202012Validator(evaluation_schema()).validate(json.loads(text))
    assert "canary" not in text
    assert "Kenari" not in text
    assert "765432" not in text


def test_one_engine_serves_many_threads() -> None:
    """Eight threads that evaluate the same dossiers at once, on an engine that has compiled nothing yet, agree with one."""
    dossiers = [read_dossier(partial_dossier(complete_dossier(seed), seed, 0.3)) for seed in range(60)]
    alone = [json.dumps(public_evaluation(engine().evaluate(dossier))) for dossier in dossiers]
    fresh = load_engine()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda dossier: json.dumps(public_evaluation(fresh.evaluate(dossier))), dossiers * 4))
    assert together == alone * 4


def wedding(day: date, **fields: Any) -> Evaluation:
    gift = {"id": "g", "giver": "x", "giver_relation": "public", "form": "cash", "object": "none_of_these", "value_idr": 1_200_000}
    gift |= {"occasion": "wedding", "event": "w", "received_on": day, "accepted": True, **fields}
    return evaluate({"as_of": date(2026, 2, 2), "official": {"id": "o", "employment": "pns"}, "gifts": [gift]})


def test_a_wedding_gift_is_due_on_the_last_day_of_the_old_limit_and_exempt_from_reporting_on_the_first_of_the_new() -> None:
    """Rp1,200,000 from one giver: due by 4 March 2026 if received on 19 January, exempt as far as declared on the 20th."""
    old, new = wedding(date(2026, 1, 19)), wedding(date(2026, 1, 20))
    report = next(finding for finding in old.findings if finding.rule == "gratification.report")
    assert (report.state, report.due_on, report.due_latest) == ("due", date(2026, 3, 4), date(2026, 3, 4))
    assert report.duty is not None
    assert {route.id: route.latest for route in report.duty.routes} == {"kpk": date(2026, 3, 4), "upg": date(2026, 2, 2)}
    assert {"uu-20-2001", "perkpk-2-2019"} <= {cite.source for cite in report.citations}
    (decision,) = new.decisions_of("gratification.report")
    assert (decision.outcome, decision.as_far_as_declared, decision.by) == ("exempt", True, ("gratification.exempt.rites",))
    assert "perkpk-1-2026" in {cite.source for rule in decision.rule.exemptions if rule.id in decision.by for cite in rule.cite}
    assert any("Rp300,000 below the limit" in line for line in new.narrate(decision, "en"))
    assert any("Rp300.000 di bawah batas" in line for line in new.narrate(decision, "id"))


def test_the_same_gift_with_less_known_accuses_nobody() -> None:
    """Without a value it is to be shown; months later with blank dates it is unconfirmed; with only a month it is undetermined."""
    (no_value,) = wedding(date(2026, 1, 20), value_idr=None).decisions_of("gratification.report")
    assert (no_value.outcome, no_value.state) == ("applies", "due")
    assert "gratification.exempt.rites" in no_value.unless_shown
    (blank,) = wedding(date(2025, 1, 20)).decisions_of("gratification.report")
    assert (blank.outcome, blank.state) == ("applies", "unconfirmed")
    month = wedding("2026-01")  # type: ignore[arg-type]
    (decision,) = month.decisions_of("gratification.report")
    assert (decision.outcome, decision.reason) == ("undetermined", "versions_differ")
    for evaluation in (wedding(date(2026, 1, 20), value_idr=None), wedding(date(2025, 1, 20)), month):
        assert not {finding.state for finding in evaluation.findings} & set(CERTAIN)


def test_every_public_name_is_there() -> None:
    """Each name the package offers can be had, although none is imported before it is used."""
    assert all(getattr(integrityrules, name) is not None for name in integrityrules.__all__)
    assert set(integrityrules.__all__) <= set(dir(integrityrules))


@given(st.integers(0, 10**9), st.sampled_from([0.0, 0.3]))
def test_facts_judged_one_by_one_give_what_judging_all_gives(seed: int, share: float) -> None:
    """`about` chooses what is judged, and leaves everything else to be read: totals and conflicts see the other facts all the same."""
    data = partial_dossier(complete_dossier(seed), seed + 1, share)
    dossier = read_dossier(data)
    whole = engine().evaluate(dossier)
    facts = [("official", "o"), *(("gift", fact["id"]) for fact in data["gifts"])]
    alone = [finding for fact in facts for finding in engine().evaluate(dossier, about=[fact]).findings]
    assert sorted((found.id, found.state, str(found.due_on)) for found in alone) == sorted(
        (found.id, found.state, str(found.due_on)) for found in whole.findings
    )
    assert engine().evaluate(dossier, about=[("gift", "of somebody else")]).decisions == ()
