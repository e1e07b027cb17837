"""The checker: types everything, lists every mistake with its place and the near miss."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trees import CODES, NAME_TYPES, PARAM_TYPES, TYPES, tree_vocabulary, trees

from integrityrules.errors import Problem, RulesetError
from integrityrules.facts.vocabulary import BOOL, DATE, DAYS, INT, MONEY, PERCENT, Type
from integrityrules.language import tree
from integrityrules.language.check import MAX_MACROS, check
from integrityrules.language.parse import parse_expression
from integrityrules.language.tree import UNTYPED, Node, walk
from integrityrules.language.unparse import unparse


def checked(text: str, expected: Type | None = BOOL, **more: Any) -> tuple[Node, list[Problem]]:
    node = parse_expression(text, file="r.yaml", line=1, column=1)
    return check(node, names=NAME_TYPES, params=PARAM_TYPES, vocabulary=tree_vocabulary(), expected=expected, **more)


def problems(text: str, expected: Type | None = BOOL, **more: Any) -> list[str]:
    return [f"{problem.column}: {problem.code}: {problem.message}; {problem.suggestion}" for problem in checked(text, expected, **more)[1]]


@given(trees())
def test_a_typed_tree_checks_without_problems_and_unchanged(node: Node) -> None:
    """Checking a typed tree again changes nothing."""
    found = check(node, names=NAME_TYPES, params=PARAM_TYPES, vocabulary=tree_vocabulary(), allow_stated=True)
    assert found == (node, [])


@given(trees(textual=True))
def test_print_parse_check_is_identity(node: Node) -> None:
    """A typed tree printed, parsed and checked is the same typed tree."""
    assert checked(unparse(node), allow_stated=True) == (node, [])


@pytest.mark.parametrize("type", [name for name in TYPES if name != "bool"])
def test_values_of_every_type_print_parse_and_check(type: str) -> None:
    """The same holds of trees that give a value of any type."""

    @given(trees(type, textual=True))
    def agrees(node: Node) -> None:
        assert checked(unparse(node), TYPES[type], allow_stated=True) == (node, [])

    agrees()


WORDS = st.sampled_from(("value", "received_on", "giver", "relation", "gift", "gifts", "x1", "2"))
SWAPS = st.lists(st.tuples(WORDS, WORDS), max_size=4)


@given(trees(textual=True), SWAPS)
def test_any_tree_that_parses_is_checked_without_failing(node: Node, swaps: list[tuple[str, str]]) -> None:
    """Whatever words an author mixes up, the checker lists problems; it never fails, and a tree without problems has all its types."""
    text = unparse(node)
    for old, new in swaps:
        text = re.sub(rf"\b{old}\b", new, text)
    with suppress(RulesetError):
        typed, found = checked(text, allow_stated=True)
        assert found or all(part.type != UNTYPED for part in walk(typed))


@given(trees())
def test_nothing_stays_untyped(node: Node) -> None:
    """Every node of a checked tree has a type."""
    assert all(part.type != UNTYPED for part in walk(node))


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("gift.value <= 100", tree.Literal_(100, MONEY)),
        ("100 >= gift.value", tree.Literal_(100, MONEY)),
        ("gift.value + 100 <= gift.other_value", tree.Literal_(100, MONEY)),
        ("gift.value <= gift.other_value * 2", tree.Literal_(2, INT)),
        ("gift.value <= 1000000 * gift.pieces", tree.Literal_(1_000_000, MONEY)),
        ("gift.share > 50", tree.Literal_(5000, PERCENT)),
        ("gift.share > 50.01", tree.Literal_(5001, PERCENT)),
        ("days_between(gift.received_on, gift.reported_on) > 30", tree.Literal_(30, DAYS)),
        ("first_stated(gift.value, 0) > params.limit", tree.Literal_(0, MONEY)),
        ("gift.relation == 'parent'", tree.Literal_("parent", Type("code", "relation"))),
        ("gift.note in ['a']", tree.Literal_("a", Type("string"))),
        ("finding.state == 'due'", tree.Literal_("due", Type("code", "duty_state"))),
        ("add_days(gift.received_on, -3) < gift.reported_on", tree.Literal_(-3, DAYS)),
    ],
)
def test_a_literal_takes_its_type_from_its_context(text: str, literal: Node) -> None:
    """A literal is what the other side is."""
    typed, found = checked(text)
    assert found == []
    assert literal in list(walk(typed))


def test_a_text_beside_a_day_is_a_day() -> None:
    """A text compared with a day is read as one, and must be one."""
    typed, found = checked("gift.received_on >= '2026-01-20'")
    assert found == []
    assert [part.value.isoformat() for part in walk(typed) if isinstance(part, tree.Literal_)] == ["2026-01-20"]
    assert problems("gift.received_on >= '2026-02-30'") == ['21: not-a-day: `"2026-02-30"` is not a day; write days as `"2026-01-20"`']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gift.valu > 1", "1: unknown-field: `gift.valu` is not a field of gift; did you mean `gift.value`"),
        ("gif.value > 1", "1: unknown-name: `gif` is not known here; did you mean `gift`"),
        (
            "gift.value > params.limt",
            "14: unknown-parameter: `params.limt` is not a parameter of this ruleset; did you mean `params.limit`",
        ),
        ("happend(gift.received_on)", "1: unknown-function: `happend` is not a function; did you mean `happened`"),
        ("gift.relation == 'parents'", '18: unknown-code: `"parents"` is not a code of `relation`; did you mean `parent`'),
        ("gift.relation in ['vendr']", '19: unknown-code: `"vendr"` is not a code of `relation`; did you mean `vendor`'),
        ("bid.exists(b, b.valid)", "1: unknown-collection: `bid` is not a collection; did you mean `bids`"),
        ("gift.exists(g, g.accepted)", "1: unknown-collection: `gift` is one gift, not a collection; did you mean `gifts`"),
        (
            "gift.package.bidz.exists(b, b.valid)",
            "1: unknown-field: `gift.package.bidz` is not a field of package; did you mean `gift.package.bids`",
        ),
        (
            "gift.giver.held_bye.exists(l, l.runs)",
            "1: unknown-field: `gift.giver.held_bye` is not a field of a person or organisation; did you mean `gift.giver.held_by`",
        ),
        ("gift.package.urgent.exists(b, true)", "1: unknown-collection: `gift.package.urgent` is true or false, not a collection; "),
        ("finding.due > gift.received_on", "1: unknown-field: `finding.due` is not a field of finding; did you mean `finding.due_on`"),
        ("gift.value.x == 1", "1: no-fields: `gift.value` is money and has no fields; "),
        (
            "gifts.accepted",
            "1: no-fields: `gifts` is a collection of `gift` facts, not one of them; write `gifts.exists(x, x.accepted ...)`",
        ),
    ],
)
def test_unknown_words_come_with_the_near_miss(text: str, expected: str) -> None:
    """A word that means nothing is reported where it stands, with the nearest that does."""
    assert problems(text) == [expected]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "gift.value > gift.received_on",
            "type-mismatch",
            "`gift.value` is money and `gift.received_on` is a day: they cannot be compared",
        ),
        ("gift.value > 'a'", "type-mismatch", '`gift.value` is money and `"a"` is a text: they cannot be compared'),
        ("gift.value > 1.5", "type-mismatch", "`gift.value` is money and `1.50` is a percentage: they cannot be compared"),
        ("gift.value == gift.pieces", "type-mismatch", "`gift.value` is money and `gift.pieces` is a number: they cannot be compared"),
        (
            "gift.waited == gift.pieces",
            "type-mismatch",
            "`gift.waited` is a number of days and `gift.pieces` is a number: they cannot be compared",
        ),
        (
            "gift.relation == other.role",
            "type-mismatch",
            "`gift.relation` is a code of `relation` and `other.role` is a code of `role`: they cannot be compared",
        ),
        ("gift.relation < 'vendor'", "not-ordered", "`gift.relation` is a code of `relation`, which has no order"),
        ("gift.giver > gift.giver", "not-ordered", "`gift.giver` is a person or organisation, which has no order"),
        ("gift == other", "type-mismatch", "`gift` is one gift and `other` is one role: they cannot be compared"),
        ("gifts == gifts", "type-mismatch", "`gifts` is a collection of `gift` facts and cannot be compared"),
        ("gift.relation == params.close", "list-compared", "`params.close` is a list of codes"),
        (
            "other.role in params.close",
            "type-mismatch",
            "`other.role` is a code of `role`, which lacks `parent`, `spouse` of `close_relation`",
        ),
        ("gift.value in params.limit", "list-expected", "`params.limit` is money, not a list of codes"),
        ("gift.accepted in [true]", "type-mismatch", "`gift.accepted` is true or false and cannot be looked up in a list"),
        ("gift.value", "type-mismatch", "`gift.value` is money, and true or false is wanted"),
        ("!gift.value", "type-mismatch", "`gift.value` is money, and what `not` denies is true or false"),
        ("gift.accepted && gift.value", "type-mismatch", "`gift.value` is money, and a condition is true or false"),
        ("gifts.exists(g, g.value)", "type-mismatch", "`g.value` is money, and what `exists` asks is true or false"),
        ("happened(gifts.earliest(g, true, g.value))", "type-mismatch", "`g.value` is money, and what `earliest` compares is a day"),
        ("gift.received_on + 3 > gift.reported_on", "type-mismatch", "a day cannot be added or subtracted in `gift.received_on + 3`"),
        ("gift.value + gift.pieces > 3", "type-mismatch", "`gift.value` is money and `gift.pieces` is a number: they cannot be added"),
        ("gift.value * gift.pieces > 3", "product", "one side of `*` must be a constant or a parameter in `gift.value * gift.pieces`"),
        (
            "gift.value * params.limit > 3",
            "type-mismatch",
            "`gift.value` is money and `params.limit` is money: they cannot be multiplied: one must be a plain number",
        ),
        ("year(gift.value) == 3", "type-mismatch", "`gift.value` is money, and the day of `year` is a day"),
        ("year() == 3", "wrong-arguments", "`year` takes 1 argument, not 0"),
        ("in_effect(gift) ", "wrong-arguments", "`in_effect` takes 2 arguments, not 1"),
        ("in_effect(official, gift.received_on)", "type-mismatch", "`official` is one official, which has no days"),
        ("in_effect(gift.value, gift.received_on)", "type-mismatch", "`gift.value` is money, and not one fact"),
        (
            "first_stated(gift.value, gift.received_on) > 3",
            "type-mismatch",
            "`gift.value` is money and `gift.received_on` is a day: they cannot both stand in `first_stated`",
        ),
        (
            "working_days_between(gift.received_on, gift.reported_on, gift.note) > 3",
            "not-constant",
            "the calendar of `working_days_between` must be a text",
        ),
        ("gifts.exists(gift, gift.accepted)", "shadowed-name", "`gift` already means something here"),
        ("gifts.exists(bids, true)", "shadowed-name", "`bids` already means something here"),
        ("gifts.exists(g, bids.exists(g, true))", "shadowed-name", "`g` already means something here"),
        (
            "stated(gift.attachment)",
            "stated-not-allowed",
            "`stated` may be asked only in an indicator: elsewhere a blank would count as a fact",
        ),
    ],
)
def test_a_mistake_of_type_names_both_types(text: str, code: str, message: str) -> None:
    """A mistake is one problem that says what each side is."""
    found = checked(text)[1]
    assert [(problem.code, problem.message) for problem in found] == [(code, message)]


def test_stated_is_asked_of_filed_fields_only() -> None:
    """Where `stated` is allowed, it is so of fields of filed documents."""
    assert problems("stated(gift.attachment)", allow_stated=True) == []
    assert [text.split(": ")[1] for text in problems("stated(gift.note)", allow_stated=True)] == ["stated-not-allowed"]


def test_every_mistake_is_listed() -> None:
    """All mistakes of a condition come together, in the order they are written."""
    text = "gift.valu > 1 && gift.relation == 'x' && foo(1) && gift.received_on > 3 && gifts.exists(g, g.nope) && y"
    codes = [problem.code for problem in checked(text)[1]]
    assert codes == ["unknown-field", "unknown-code", "unknown-function", "type-mismatch", "unknown-field", "unknown-name"]


@pytest.mark.parametrize(
    "text",
    [
        "other.package == gift.package",
        "gift.package.bids.exists(b, b.package == gift.package && b.bidder != gift.giver)",
        "gift.giver.held_by.exists(l, l.holder == official.person && in_effect(l, gift.received_on) && l.runs)",
        "gift.relation in params.close",
        "gifts.earliest(g, g.giver == gift.giver, g.received_on) <= finding.due_on",
        "days_between(gift.received_on, gift.reported_on) <= params.number",
        "add_days(gift.received_on, gift.waited) > gift.reported_on",
        "gift.relation in []",
    ],
)
def test_conditions_of_real_rules_are_accepted(text: str) -> None:
    """What rules compare in earnest is well typed."""
    assert problems(text) == []


def test_a_bare_plural_is_a_collection() -> None:
    """What a rule is paired with is a collection of any kind."""
    typed, found = checked("roles", Type("collection"))
    assert (typed, found) == (tree.Collection("roles", Type("collection", "role")), [])
    typed, found = checked("gift.package.bids", None)
    assert isinstance(typed, tree.RelatedTo)
    assert typed.type == Type("collection", "bid")


def test_collections_nest_so_deep_and_no_deeper() -> None:
    """The limit itself is allowed, one more is a problem."""
    inner = "true"
    for number in range(MAX_MACROS):
        inner = f"gifts.exists(x{number}, {inner})"
    assert problems(inner) == []
    assert [text.split(": ")[1] for text in problems(f"gifts.exists(y, {inner})")] == ["too-many-macros"]


def test_a_deep_tree_is_refused_without_recursion() -> None:
    """A tree built elsewhere may be of any depth; it is measured before it is walked."""
    node: Node = tree.Literal_(True, BOOL)
    for _ in range(20_000):
        node = tree.Not(node)
    _, found = check(node, names=NAME_TYPES, params=PARAM_TYPES, vocabulary=tree_vocabulary())
    assert [problem.code for problem in found] == ["too-large"]


def test_a_total_is_taken_over_the_kind_of_its_rule() -> None:
    """A total over another kind than the rule's has no own fact to start from."""
    gift = tree.Var("gift")
    node = tree.Total(tree.Field(gift, "value"), tree.Collection("bids"), "bid", (), None, None)
    codes = [problem.code for problem in check(node, names=NAME_TYPES, params=PARAM_TYPES, vocabulary=tree_vocabulary(), expected=MONEY)[1]]
    assert codes == ["total-of-another-kind"]
    node = tree.Total(
        tree.Field(gift, "value"), tree.Collection("gifts"), "gift", (tree.Field(gift, "giver"),), tree.Field(gift, "received_on"), None
    )
    typed, found = check(node, names=NAME_TYPES, params=PARAM_TYPES, vocabulary=tree_vocabulary(), expected=MONEY)
    assert (found, typed.type) == ([], MONEY)
    assert all(part.type != UNTYPED for part in walk(typed))


def test_the_codes_of_the_test_vocabulary_are_known() -> None:
    """Every code of a list is accepted for a field of that list."""
    for code in CODES["relation"]:
        assert problems(f"gift.relation == '{code}'") == []
    assert DATE in TYPES.values()
