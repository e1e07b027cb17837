"""The grammar: what parses to what, what is refused and where, and printing back."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trees import trees

from integrityrules.errors import RulesetError
from integrityrules.facts.vocabulary import BOOL, INT, PERCENT, STRING
from integrityrules.language import grammar, tree
from integrityrules.language.parse import MAX_DEPTH, MAX_LENGTH, parse_expression
from integrityrules.language.tree import Node
from integrityrules.language.unparse import has_text, unparse

A, B, C = (tree.Var(name) for name in "abc")
ONE = tree.Literal_(1, INT)


def refused(text: str, **place: object) -> str:
    with pytest.raises(RulesetError) as error:
        parse_expression(text, **place)  # type: ignore[arg-type]
    assert len(error.value.problems) == 1
    return str(error.value)


@given(trees(textual=True))
def test_print_then_parse_is_identity(node: Node) -> None:
    """What parses from a printed tree prints the same again, and parses to itself."""
    parsed = parse_expression(unparse(node))
    assert unparse(parsed) == unparse(node)
    assert parse_expression(unparse(parsed)) == parsed


@given(trees())
def test_every_tree_prints(node: Node) -> None:
    """Trees that only YAML can write print too, and say so."""
    text = unparse(node)
    assert text
    if has_text(node):
        parse_expression(text)


@given(st.text(max_size=200) | st.text("ab.,()[]!=<>&|'\"0123 +-*", max_size=200))
def test_any_text_parses_or_is_refused(text: str) -> None:
    """No text makes the parser fail in any other way."""
    with suppress(RulesetError):
        parse_expression(text)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=20))
def test_every_printable_text_can_be_a_literal(text: str) -> None:
    """Texts with quotes and backslashes print and parse back."""
    node = tree.Literal_(text, STRING)
    assert not text.isprintable() or parse_expression(unparse(node)) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a && b || c", tree.Any_((tree.All((A, B)), C))),
        ("a && (b || c)", tree.All((A, tree.Any_((B, C))))),
        ("a && b && c", tree.All((A, B, C))),
        ("a && (b && c)", tree.All((A, tree.All((B, C))))),
        ("!a && b", tree.All((tree.Not(A), B))),
        ("not a || not (b && c)", tree.Any_((tree.Not(A), tree.Not(tree.All((B, C)))))),
        ("!!a", tree.Not(tree.Not(A))),
        ("a + b * 1 - c", tree.Arith("-", tree.Arith("+", A, tree.Arith("*", B, ONE)), C)),
        ("a - (b - c)", tree.Arith("-", A, tree.Arith("-", B, C))),
        ("a -1", tree.Arith("-", A, ONE)),
        ("a - -1", tree.Arith("-", A, tree.Literal_(-1, INT))),
        ("a + 1 <= b", tree.Compare("<=", tree.Arith("+", A, ONE), B)),
        ("(a) == ((b))", tree.Compare("==", A, B)),
        ("(!a) == b", tree.Compare("==", tree.Not(A), B)),
        ("a in ['x', \"y\"]", tree.Member(A, (tree.Literal_("x", STRING), tree.Literal_("y", STRING)))),
        ("a in []", tree.Member(A, ())),
        ("a in params.b", tree.Member(A, tree.Param("b"))),
        ("a == 50.01", tree.Compare("==", A, tree.Literal_(5001, PERCENT))),
        ("a == 50.10", tree.Compare("==", A, tree.Literal_(5010, PERCENT))),
        ("a == -0.5", tree.Compare("==", A, tree.Literal_(-50, PERCENT))),
        ("true", tree.Literal_(True, BOOL)),
        ("truest", tree.Var("truest")),
        ("notable && inside", tree.All((tree.Var("notable"), tree.Var("inside")))),
        ("a.from.until", tree.Field(tree.Field(A, "from"), "until")),
        ("f(a, b.c)", tree.Call("f", (A, tree.Field(B, "c")))),
        ("f()", tree.Call("f", ())),
        ("as.exists(x, x.b)", tree.Macro("exists", tree.Collection("as"), "x", tree.Field(tree.Var("x"), "b"))),
        ("a.bs.all(x, x)", tree.Macro("all", tree.RelatedTo(A, "bs"), "x", tree.Var("x"))),
        ("bs.latest(x, x, x.c)", tree.Macro("latest", tree.Collection("bs"), "x", tree.Var("x"), tree.Field(tree.Var("x"), "c"))),
        ("bs.count(x, true) > 1", tree.Compare(">", tree.Macro("count", tree.Collection("bs"), "x", tree.Literal_(True, BOOL)), ONE)),
        ("a\n  &&\tb", tree.All((A, B))),
    ],
)
def test_texts_have_one_reading(text: str, node: Node) -> None:
    """Precedence is that of CEL, junctions of one kind are one node, parentheses are kept where they mean something."""
    assert parse_expression(text) == node
    assert parse_expression(unparse(node)) == node


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "not a == 1",
            "1:1: ambiguous-not: it is not clear how much `not` denies in `not a == 1`; use parentheses, for example `not (a == 1)`",
        ),
        (
            "b && !a in [1]",
            "1:6: ambiguous-not: it is not clear how much `!` denies in `!a in [1]`; use parentheses, for example `!(a in [1])`",
        ),
        ("a == !b", "1:6: ambiguous-not: it is not clear how much `!` denies in `a == !b`; use parentheses, for example `(!b)`"),
        ("a < b < c", "1:1: chained-comparison: comparisons cannot be chained in `a < b < c`; write `a < b && b < c`"),
        ("a = 1", "1:3: syntax: `=` is not part of the language; write `==` to compare"),
        ("a and b", "1:3: syntax: `and` is not expected here; did you mean `&&`"),
        ("a is b", "1:3: syntax: `is` is not expected here; did you mean `==`"),
        ("a not in [1]", "1:3: syntax: `not` is not expected here; write `!(x in [...])`"),
        ("a b", "1:3: syntax: `b` is not expected here; an operator is missing before it"),
        ("a / 2", "1:3: syntax: `/` is not part of the language; there is no division: multiply the other side"),
        ("a ==", "1:5: syntax: the condition ends too early; complete it or remove the end"),
        ("  ", "1:1: syntax: the condition is empty; for example `gift.accepted`"),
        ("a == 'x", "1:6: syntax: this text has no end, or a sign that texts cannot hold; close the text with `'`"),
        ("a == 007", "1:6: syntax: `007` is not a number; write numbers as `1000000`, percentages as `50.01`"),
        ("a == 1e3", "1:6: syntax: `1e3` is not a number; write numbers as `1000000`, percentages as `50.01`"),
        ("a == 0.001", "1:6: decimals: `0.001` has more than two decimals; percentages are kept to 0.01"),
        ("a == 9999999999999999", "1:6: number-too-large: a number has at most 15 digits"),
        ("[1]", "1:1: syntax: `[` is not expected here; a list stands only to the right of `in`"),
        ("a in b", '1:6: list-expected: `b` is not a list; write `in ["a", "b"]` or `in params.name`'),
        ("a in [b]", "1:7: not-constant: `b` is not a constant; a list holds texts and numbers only"),
        ("exists(x, y)", "1:1: macro-without-collection: `exists` is asked of a collection; write `gifts.exists(g, ...)`"),
        ("as.exist(x, y)", "1:1: unknown-macro: `exist` cannot be asked of a collection; did you mean `exists`"),
        ("as.exists(y)", "1:1: macro-arguments: `exists` takes a name for the element and a condition; write `exists(x, condition)`"),
        (
            "as.earliest(x, true)",
            "1:1: macro-arguments: `earliest` takes a name for the element, a condition and a date; write `earliest(x, condition, date)`",
        ),
        ("f(a).exists(x, x)", "1:1: no-collection: `f(a)` is not a collection; write `gifts` or `package.bids`"),
        ("params == 1", "1:1: params: `params` is not a value by itself; write `params.name`"),
        ("1.x", "1:1: no-fields: `1` has no fields; a field belongs to a fact: `gift.giver`"),
    ],
)
def test_mistakes_are_refused_with_what_to_write(text: str, message: str) -> None:
    """Each mistake has a place, a code, a sentence and, where there is one, a cure."""
    assert refused(text, file="r").removeprefix("r:") == message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (MAX_LENGTH + 1), "too-long"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "too-deep"),
        ("!" * 3_000 + "a", "too-deep"),
        ("a" + ".b" * 1_500, "too-deep"),
        ("a" + " + a" * 900, "too-deep"),
        ("f(" * 1_300 + ")" * 1_300, "too-deep"),
        ("a" + "||a" * 1_300, "too-large"),
        ("(" * 4_000, "syntax"),
    ],
)
def test_long_deep_and_large_texts_are_refused_early(text: str, code: str) -> None:
    """Nothing recursive touches a text before it is measured."""
    assert f": {code}: " in refused(text, file="r")


def test_positions_count_from_the_place_of_the_text() -> None:
    """Each node stands where its text begins in the file."""
    node = parse_expression("a && !b.c", file="r.yaml", line=7, column=11)
    assert isinstance(node, tree.All)
    assert [part.pos for part in node.items] == [tree.Pos("r.yaml", 7, 11), tree.Pos("r.yaml", 7, 16)]
    assert refused("a &&\n  b c", file="r", line=3, column=5) == "r:4:9: syntax: `c` is not expected here; an operator is missing before it"


FOLDED = """>-
          a.b && happened(c)
          && d ==  'x' e
    more: text
"""


@pytest.mark.parametrize(
    ("text", "source", "place"),
    [
        ("a.b && happened(c) && d ==  'x' e", FOLDED.partition("\n")[2].lstrip(), "4:24"),
        ("a == ''x'' e".replace("''", "'"), "a == ''x'' e'\n  more: text", "3:22"),
        ("a == 'x' e", "a == 'x'\n   e", "4:4"),
        ('a == "x" e', 'a == \\"x\\" \\\n e"', "4:2"),
        ("a == e e", "", "3:18"),
        ("a == e e", "something else", "3:18"),
    ],
)
def test_positions_are_exact_in_folded_and_quoted_texts(text: str, source: str, place: str) -> None:
    """With the file at hand, a place is that in the file, whatever YAML made of line ends and quotes."""
    assert refused(text, file="r", line=3, column=11, source=source).startswith(f"r:{place}: syntax: `e` is not expected")


def test_threads_share_the_parser() -> None:
    """Threads that parse at the same time, the first ones too, each get their own tree."""
    grammar.condition_parser.cache_clear()
    found: list[Node] = []
    texts = [f"a{number} && f(b, {number})" for number in range(16)]
    threads = [threading.Thread(target=lambda text=text: found.append(parse_expression(text))) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(unparse(node) for node in found) == sorted(texts)
    assert grammar.condition_parser() is grammar.condition_parser()
