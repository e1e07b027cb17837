"""The operators on rules, dated values and layers."""

from __future__ import annotations

from datetime import date

import pytest
from shared_material import REPOSITORY
from support_rules import engine_of
from support_ruletests import CITE, DUTY, LIMIT, mutants

from integrityrules.errors import RulesetError
from integrityrules.facts.values import Range
from integrityrules.rulebook.source import Period
from integrityrules.ruletests.mutants import mutated
from integrityrules.ruletests.neighbours import month_days_beside, periods_beside
from integrityrules.ruletests.operators import OPERATORS, mutants_of

YEARLY = f"""
    rules:
      - id: yearly
        kind: duty
        title: {{id: LHKPN, en: Wealth report}}
        about: appointment
        every: {{year_on: "12-31"}}
        track: reporting
        in_force: {{from: 2016-01-01..2017-12-31}}
        cite: {CITE}
        dated_by: occurrence.on
        deadline: {{on: "03-31", of: year(occurrence.on) + 1}}
        done_on: wealth_reports.earliest(w, w.for_year == year(occurrence.on), w.filed_on)
      - id: word
        kind: definition
        title: {{id: Kata, en: Word}}
        defines: gift.is_means_of_exchange
        is: 'true'
        in_force: {{from: 2020-01-01}}
        cite: {CITE}
        when: gift.form == "cash"
"""


def words(rules: str, operator: str, rule: str = "") -> list[str]:
    return [mutant.what for mutant in mutants(rules, operator) if rule in ("", mutant.rule)]


def test_every_operator_makes_mutants() -> None:
    """The small rulesets of these tests give every operator but three something to change."""
    made = {mutant.operator for rules in (LIMIT, DUTY, YEARLY) for mutant in mutants(rules)}
    assert {"date", "combinator", "scale"} >= OPERATORS.keys() - made - {"code"}
    assert made <= OPERATORS.keys()


def test_dates_of_values_and_rules_move_by_a_day() -> None:
    """Each first and last day becomes its neighbours."""
    assert words(LIMIT, "period", "keep-small") == ["`from` 2024-07-01 becomes 2024-06-30", "`from` 2024-07-01 becomes 2024-07-02"]
    assert len(words(LIMIT, "period", "params.limit")) == 6


def test_an_uncertain_start_moves_at_both_ends() -> None:
    """A start known as a range has two days that can be wrong."""
    assert words(YEARLY, "period", "yearly") == [
        "`from` 2016-01-01 becomes 2015-12-31", "`from` 2016-01-01 becomes 2016-01-02",
        "`from` 2017-12-31 becomes 2017-12-30", "`from` 2017-12-31 becomes 2018-01-01",
    ]  # fmt: skip


def test_a_period_never_ends_before_it_starts() -> None:
    """What would be an empty period is no mutant, and a range of two days may become one day."""
    day = date(2026, 1, 20)
    assert [Period(date(2026, 1, 19), day), Period(day, date(2026, 1, 21))] == [found for _, found in periods_beside(Period(day, day))]
    narrow = Period(Range(day, date(2026, 1, 21)))
    assert Period(date(2026, 1, 21)) in [found for _, found in periods_beside(narrow)]


@pytest.mark.parametrize(
    "day, expected",
    [((12, 31), [(12, 30), (1, 1)]), ((3, 1), [(2, 28), (3, 2)]), ((1, 1), [(12, 31), (1, 2)]), ((2, 28), [(2, 27), (3, 1)])],
)
def test_yearly_days_have_neighbours(day: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    """A day of every year has one before and one after it, and 29 February is none."""
    assert expected == list(month_days_beside(day))


def test_values_become_one_more_and_one_less() -> None:
    """A dated value moves by one unit in either direction."""
    assert words(LIMIT, "value") == ["100 becomes 101", "100 becomes 99", "200 becomes 201", "200 becomes 199"]


def test_duties_lose_routes_and_shift_deadlines() -> None:
    """Each route goes; each deadline is a day longer, shorter, twice as long, and moved by holidays."""
    assert words(DUTY, "route") == ["the route `kpk` is removed", "the route `upg` is removed"]
    assert words(DUTY, "deadline")[:4] == ["30 becomes 31", "30 becomes 29", "30 becomes 60", "`if_holiday` becomes `next_working_day`"]
    assert words(YEARLY, "deadline", "yearly")[:2] == ["(3, 31) becomes (3, 30)", "(3, 31) becomes (4, 1)"]


def test_exemptions_burdens_and_consequences_are_undone() -> None:
    """An exemption loses its rule, a burden turns, a consequence loses a state, a row, or names another sanction."""
    assert words(DUTY, "exemption") == ["`report` is no longer in `exempts`"]
    assert words(DUTY, "burden", "report") == ["`burden` becomes `open`"]
    assert words(DUTY, "burden", "flowers") == ["`burden` becomes `open`"]
    assert words(DUTY, "consequence") == [
        "`report` is no longer in `follows`",
        "`overdue` is no longer in `if_state`",
        "`met_late` is no longer in `if_state`",
    ]
    assert words(DUTY, "sanction")[:2] == ["the row of `light` is dropped", "`light` becomes `serious`"]
    assert words(YEARLY, "definition") == ["the definition is removed"]


def test_a_mutant_leaves_the_rulebook_as_it_was() -> None:
    """Mutants are new rulebooks; the one they are made from has the rules it had."""
    rulebook = engine_of(DUTY).rulebook
    before = rulebook.typed
    made = [mutated(rulebook, mutant) for mutant in mutants_of(rulebook)]
    assert all(changed.typed != before for changed in made)
    assert rulebook.typed is before


def test_what_the_checks_refuse_is_no_rulebook() -> None:
    """A value that begins a day later leaves a gap, which the checks of rulesets find."""
    rulebook = engine_of(LIMIT).rulebook
    gap = next(mutant for mutant in mutants(LIMIT, "period") if mutant.what == "`from` 2025-01-01 becomes 2025-01-02")
    with pytest.raises(RulesetError) as caught:
        mutated(rulebook, gap)
    assert caught.value.code == "gap"


def test_every_operator_is_documented() -> None:
    """The page on testing rules lists each operator with the words of the code."""
    page = (REPOSITORY / "docs" / "testing-rules.md").read_text(encoding="utf-8")
    assert [name for name, words in OPERATORS.items() if f"| `{name}` | {words} |" not in page] == []
