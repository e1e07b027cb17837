"""Digests and the lock of released rulesets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import head, provision, rule

from integrityrules.errors import RulesetError
from integrityrules.rulebook.lock import check_lock, digest_files, parse_lock, render_lock
from integrityrules.rulebook.read import parse_ruleset
from integrityrules.rulebook.source import RulesetSource

TEXTS = st.dictionaries(st.text("ab/", min_size=1, max_size=4).map(lambda name: f"{name}.yaml"), st.text("ab\n\0é", max_size=6), max_size=3)


def ruleset(text: str = "", status: str = "released") -> RulesetSource:
    files = {"ruleset.yaml": head().replace("released", status), "rules.yaml": provision(rule("r")) + text}
    return parse_ruleset(files)


@given(TEXTS, TEXTS)
def test_different_files_have_different_digests(left: dict[str, str], right: dict[str, str]) -> None:
    """Neither a change of a character nor of a name, nor a move of text between files, keeps the digest."""
    same_but_for_folder = {name.rpartition("/")[2]: text for name, text in left.items()} == {
        name.rpartition("/")[2]: text for name, text in right.items()
    }
    assert (digest_files(left) == digest_files(right)) == (left == right) or same_but_for_folder


def test_line_ends_folders_cases_and_notes_do_not_change_the_digest() -> None:
    """A checkout on Windows, a move, a new case and a note leave the law as it was."""
    files = {"ruleset.yaml": "a: b\n", "x.yaml": "c: d\n"}
    digest = digest_files(files)
    assert digest_files({name: text.replace("\n", "\r\n") for name, text in files.items()}) == digest
    assert digest_files({f"asn/topic/{name}": text for name, text in files.items()}) == digest
    assert digest_files({**files, "x.cases.yaml": "cases: []\n", "NOTES.md": "new"}) == digest
    assert digest_files({**files, "x.yaml": "c: e\n"}) != digest
    assert len(digest) == 64


def test_a_released_ruleset_may_not_change_under_its_version() -> None:
    """The lock of what was released names the changed one, and the one that is not locked."""
    lock = parse_lock(render_lock([ruleset()], {}))
    assert check_lock([ruleset()], lock) == []
    assert [problem.code for problem in check_lock([ruleset("# more\n")], lock)] == ["locked-changed"]
    assert [problem.code for problem in check_lock([ruleset()], {})] == ["not-locked"]
    assert check_lock([ruleset("# more\n", "draft")], lock) == []


def test_rendering_a_lock_keeps_what_is_locked() -> None:
    """Adding a release never rewrites an older one."""
    lock = parse_lock(render_lock([ruleset()], {}))
    assert parse_lock(render_lock([ruleset("# more\n")], lock)) == lock


def test_a_lock_with_bad_lines_is_refused_with_each_of_them() -> None:
    """Lines that are no entry, and entries that come twice, are named."""
    entry = f"a 1 sha256:{'0' * 64}"
    with pytest.raises(RulesetError) as caught:
        parse_lock(f"# released\n\n{entry}\n{entry}\na 1 md5:0\n")
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [(4, "bad-lock"), (5, "bad-lock")]
