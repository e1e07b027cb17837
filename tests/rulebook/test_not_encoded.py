"""`not_encoded` of a ruleset: places in the law that it leaves out, and why."""

from __future__ import annotations

import pytest
from small_books import book, mistakes, provision, rule

from integrityrules.facts.vocabulary import Text
from integrityrules.rulebook.lint import lint

RULES = provision(rule("r"))
WHY = "why: {id: Naskah belum terlihat, en: The text was not seen}"


def left_out(*entries: str) -> str:
    return "not_encoded:\n" + "".join(f"  - {{{entry}, {WHY}}}\n" for entry in entries)


def test_places_are_kept_in_the_order_of_the_file() -> None:
    """A ruleset keeps each place with its reason in both languages."""
    extra = left_out("source: old, at: Pasal 2", "source: act, at: Pasal 1, partly: true")
    first, second = book(RULES, extra=extra).rulesets[0].not_encoded
    assert (first.source, first.at, first.partly) == ("old", "Pasal 2", False)
    assert first.why == Text("Naskah belum terlihat", "The text was not seen")
    assert (second.source, second.at, second.partly) == ("act", "Pasal 1", True)


@pytest.mark.parametrize(
    "extra, mistake",
    [
        (left_out("source: olf, at: Pasal 2"), "9:unknown-source"),
        (left_out("source: old"), "9:missing-key"),
        (left_out("source: old, at: Pasal 2, partly: perhaps"), "9:bad-bool"),
        ("not_encoded: [{source: old, at: Pasal 2}]\n", "8:missing-key"),
        ("not_encoded: {}\n", "8:not-a-list"),
    ],
)
def test_mistakes_have_a_position(extra: str, mistake: str) -> None:
    """A source that does not exist, and a place without its keys, are reported where they stand."""
    assert mistakes(RULES, extra=extra) == [mistake]


@pytest.mark.parametrize(
    "entry, expected",
    [
        ("source: act, at: Pasal 1", ["encoded-after-all"]),
        ("source: act, at: Pasal 1, partly: true", []),
        ("source: act, at: Pasal 12", []),
    ],
)
def test_a_place_is_not_both_encoded_and_left_out(entry: str, expected: list[str]) -> None:
    """Lint reports a place that a rule cites and the ruleset leaves out, unless it is left out in part."""
    codes = {problem.code for problem in lint(book(RULES, extra=left_out(entry)))}
    assert sorted(codes & {"encoded-after-all"}) == expected


def test_a_source_may_be_named_only_to_leave_it_out() -> None:
    """An instrument that is only left out counts as used."""
    codes = {problem.code for problem in lint(book(RULES, extra=left_out("source: old, at: not_seen")))}
    assert "source-never-cited" not in codes
