"""The YAML door: what it refuses, how quickly, and that it never guesses."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.errors import RulesetError
from integrityrules.rulebook.read import parse_ruleset
from integrityrules.rulebook.yaml_door import Leaf, Listing, Table, YamlNode, quote, quoted_line, read_yaml

ATTACKS = {
    "aliases that explode": ("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n", {"yaml-alias", "yaml-anchor"}),
    "deep lists": ("[" * 200_000, {"yaml-too-deep"}),
    "deep maps": ("{a: " * 200_000, {"yaml-too-deep"}),
    "deep indentation": ("- " * 200_000, {"yaml-too-deep"}),
    "a scalar of 100 MB": ("a: '" + "x" * 100_000_000 + "'", {"yaml-too-large"}),
    "many small values": ("-\n" * 400_000, {"yaml-too-large"}),
    "many duplicate keys": ("a: b\n" * 100_000, {"yaml-duplicate-key"}),
    "a python object": ("a: !!python/object/apply:os.system ['true']\n", {"yaml-tag"}),
    "null bytes": ("\0" * 500_000, {"yaml-character", "yaml-empty"}),
    "quotes": ('"' * 500_000, {"yaml-syntax"}),
    "exclamation marks": ("!" * 500_000, {"yaml-tag"}),
    "directives": ("%YAML 1.1\n%TAG ! tag:x,2000:\n---\na: b\n", {"yaml-directive"}),
    "two documents": ("a: b\n---\nc: d\n", {"yaml-documents"}),
    "a key that is a list": ("? [a, b]\n: c\n", {"yaml-key"}),
}


def codes(text: str) -> set[str]:
    return {problem.code for problem in read_yaml(text, file="f.yaml").problems}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused_quickly(name: str) -> None:
    """Each known attack on YAML readers ends in under a second with its own code and a short message."""
    text, expected = ATTACKS[name]
    start = time.process_time()
    document = read_yaml(text, file="f.yaml")
    assert time.process_time() - start < 1
    assert {problem.code for problem in document.problems} == expected
    assert max(len(str(problem)) for problem in document.problems) < 600
    assert len(document.problems) <= 150


@given(st.text(alphabet=st.sampled_from("ab01:-,#!&*|>'\"[]{}% \n\t?@`\x00\u202e"), max_size=80) | st.text(max_size=80))
def test_random_text_never_raises(text: str) -> None:
    """Whatever the text, the door gives a tree or a problem, and a ruleset of it raises RulesetError only."""
    document = read_yaml(text, file="f.yaml")
    assert document.root is not None or document.problems
    with pytest.raises(RulesetError) as caught:
        parse_ruleset({"ruleset.yaml": text, "rules.yaml": text})
    assert all(problem.where in ("ruleset.yaml", "rules.yaml") for problem in caught.value.problems)


PLAIN = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


@given(st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4), max_leaves=12))
def test_every_scalar_stays_the_text_it_was_written_as(value: Any) -> None:
    """What PyYAML writes of nested texts comes back as the same texts, whether they look like numbers, dates or booleans."""
    document = read_yaml(yaml.safe_dump(value, default_style="'"), file="f.yaml")
    assert document.problems == ()
    assert plain(document.root) == value


def plain(node: YamlNode | None) -> Any:
    if isinstance(node, Table):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, Listing) else node.text if node else None


@pytest.mark.parametrize("text", ["1.10", "NO", "0123", "12:30", "2026-01-01", "1e3", "~", "yes", ".inf", "1_000"])
def test_nothing_is_read_as_a_number_date_or_boolean(text: str) -> None:
    """What default YAML turns into something else stays text."""
    root = read_yaml(f"a: {text}\n", file="f.yaml").root
    assert plain(root) == {"a": text}


@pytest.mark.parametrize(
    "line, written",
    [
        ("- !gift.accepted", "write `- '!gift.accepted'`; or use `not`"),
        ("- !gift.accepted && gift.requested", "write `- '!gift.accepted && gift.requested'`"),
        ('when: gift.event == "a: b"', "write `when: 'gift.event == \"a: b\"'`"),
        ('- "vendor" == gift.giver_relation', "write `- '\"vendor\" == gift.giver_relation'`"),
        ("- *gift", "write `- '*gift'`"),
        ("is: &gift x", "write `is: '&gift x'`"),
        ("- @gift", "write `- '@gift'`"),
        ("- it's", None),
        ("when: %x", "write `when: '%x'`"),
    ],
)
def test_a_leaf_that_needs_quotes_is_shown_corrected(line: str, written: str | None) -> None:
    """The message prints the line as it should be."""
    problems = read_yaml(f"{line}\n", file="f.yaml").problems
    assert [problem.suggestion for problem in problems] == ([written] if written else [])


def test_one_leaf_without_quotes_does_not_hide_the_others() -> None:
    """A text that is no YAML is reported with its line, and reading goes on behind it."""
    text = '- !gift.a && b\n- a == "x: y"\n- "first" == c\n- ok\n- !d || e\n- {a: 1, a: 2}\n'
    document = read_yaml(text, file="f.yaml")
    assert [(problem.line, problem.code) for problem in document.problems] == [
        (1, "quote-needed"),
        (3, "quote-needed"),
        (5, "quote-needed"),
        (6, "yaml-duplicate-key"),
    ]


def test_positions_count_from_one_and_stand_on_the_first_character_of_the_text() -> None:
    """A quoted text begins behind its quote, a folded one on the line below."""
    root = read_yaml("a: b\nc: 'd'\ne: >-\n  f\n  g\n", file="f.yaml").root
    assert isinstance(root, Table)
    places = [(value.pos.line, value.pos.column) for _, value in root.entries]
    assert places == [(1, 4), (2, 5), (4, 3)]
    folded = root.entries[2][1]
    assert isinstance(folded, Leaf)
    assert folded.text == "f g"


def test_tabs_and_invisible_characters_are_named_with_their_place() -> None:
    """A tab, a bidirectional mark and a byte order mark are refused: a reader of the law cannot see them."""
    assert codes("\ufeffa: b\n") == {"yaml-character"}
    problems = read_yaml("a:\tb\nc: d\u202ee\n", file="f.yaml").problems
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [(1, 3, "yaml-tab"), (2, 5, "yaml-character")]


def test_windows_line_ends_are_line_ends() -> None:
    """A file saved on Windows has the same lines."""
    root = read_yaml("a: b\r\nc: d\r\n", file="f.yaml").root
    assert plain(root) == {"a": "b", "c": "d"}


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40).map(str.strip).filter(bool))
def test_a_quoted_text_is_the_text(text: str) -> None:
    """Quoting a text gives YAML that reads as that text."""
    assert plain(read_yaml(f"a: {quote(text)}\n", file="f.yaml").root) == {"a": text}


def test_lines_that_quotes_cannot_help_are_left_alone() -> None:
    """A mapping, a list, a block and a complete quoted text need no quotes."""
    assert [quoted_line(line) for line in ("a: {b: c}", "- [a]", "a: >-", "a: 'b'", "")] == [None] * 5
