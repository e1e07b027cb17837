"""Two rulebooks say the same where what differs can reach no act: and are never said to where it can."""

from __future__ import annotations

import pytest
from support_rules import engine_of
from support_ruletests import CITE

from integrityrules.rulebook.compile import Rulebook
from integrityrules.ruletests.same_law import is_same_law

RULES = """
    sanctions:
      light: {{level: light, title: {{id: Ringan, en: Light}}, cite: {cite}}}
    rules:
      - id: keep-small
        kind: prohibition
        title: {{id: Jangan besar, en: Nothing large}}
        about: gift
        track: ethics
        in_force: {{from: {rule}}}
        cite: {cite}
        when: gift.value_idr > 100
      - id: keep-small.sanction
        kind: consequence
        title: {{id: Akibat, en: Consequence}}
        about: gift
        track: ethics
        in_force: {{from: {consequence}}}
        cite: {cite}
        follows: [keep-small]
        if_state: [indicated]
        sanction: light
"""


def law(rule: str, consequence: str) -> Rulebook:
    return engine_of(RULES.format(cite=CITE, rule=rule, consequence=consequence)).rulebook


@pytest.mark.parametrize("start", ["2014-01-01", "2014-06-01..2014-12-30", "2014-12-31", "2014-01-02..2014-12-31"])
def test_nothing_follows_a_rule_that_may_not_be_in_force(start: str) -> None:
    """Where a rule is never more than undetermined, it makes no difference when its consequence begins."""
    assert is_same_law(law("2014-01-01..2014-12-31", "2014-01-01..2014-12-31"), law("2014-01-01..2014-12-31", start))


@pytest.mark.parametrize("start", ["2014-01-01..2015-01-01", "2015-01-01"])
def test_a_consequence_counts_from_the_day_its_rule_is_certain(start: str) -> None:
    """On the first day on which the rule surely is in force, a consequence that is not makes a difference."""
    assert not is_same_law(law("2014-01-01..2014-12-31", "2014-01-01..2014-12-31"), law("2014-01-01..2014-12-31", start))


def test_a_consequence_of_a_rule_in_force_counts() -> None:
    """Where the rule is certain, so is the difference."""
    assert not is_same_law(law("2014-01-01", "2014-01-01"), law("2014-01-01", "2014-01-02"))
