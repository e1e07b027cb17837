"""The text of one evaluation: what a reader must be told besides the finding itself."""

from __future__ import annotations

from support_rules import evaluate, gift, with_gifts

from integrityrules.report import evaluation_text

RULES = """
    rules:
      - id: test.old
        kind: prohibition
        about: gift
        title: {id: Dilarang, en: Not allowed}
        track: ethics
        executability: full
        in_force: {from: 2010-01-01}
        when: gift.accepted
        cite: [{source: SOURCE, at: Pasal 1, verified: confirmed}]
"""


def test_a_source_past_its_review_is_told_to_the_reader() -> None:
    """What rests on a source that should have been looked at again says so, with the day; what rests on another says nothing."""
    old = evaluation_text(evaluate(RULES.replace("SOURCE", "old"), with_gifts(gift())), "en")
    assert "Source in need of a fresh look: Old Act (was to be looked at again by 2020-01-01)" in old
    assert "fresh look" not in evaluation_text(evaluate(RULES.replace("SOURCE", "act"), with_gifts(gift())), "en")
