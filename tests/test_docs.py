"""The documentation: its examples run, and it leaves nothing out that a reader would look up."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from doc_pages import blocks, matches, run_command, run_page
from error_codes import error_codes
from picture import drawn
from shared_material import REPOSITORY

import integrityrules
from integrityrules.cli.main import EPILOG, make_parser
from integrityrules.decide.forms import evaluation_schema
from integrityrules.decide.outcome import ATTENTION, Outcome
from integrityrules.facts.schema import dossier_schema
from integrityrules.language.functions import FUNCTIONS
from integrityrules.rulebook.read_rule import KEYS

DOCS = REPOSITORY / "docs"
PAGES = [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
RUN = [page for page in PAGES if any(block.language in {"python", "console"} for block in blocks(page))]


def name_of(page: Path) -> str:
    return str(page.relative_to(REPOSITORY))


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def in_code(text: str) -> set[str]:
    """Returns everything that a page sets in backticks on one line, and the names at the beginning of each."""
    spans = re.findall(r"`([^`\n]+)`", text)
    return {*spans, *(re.split(r"[^\w.@-]", span)[0] for span in spans)}


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_examples_do_what_they_show(page: Path, tmp_path: Path) -> None:
    """Every example of a page runs, and prints what the page shows."""
    assert list(run_page(page, tmp_path)) == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and image of a page exists."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_wildcards_match_lines_and_parts() -> None:
    """`...` matches within a line, alone any number of lines, and nothing more."""
    assert matches("a ... c\n...\nz\n", "a b c\nq\nr\nz\n")
    assert matches("a\n...\nz", "a\nz")
    assert not matches("a ... c", "a b\nc")
    assert not matches("a\nz", "a\nb\nz")


def test_states_are_listed_in_the_order_of_attention() -> None:
    """The table of states has every state, in the order in which lists of findings have them."""
    rows = re.findall(r"^\| `(\w+)` \|", text_of("reading-a-finding.md").split("## State")[1].split("## Whose")[0], re.MULTILINE)
    assert tuple(rows) == ATTENTION


def test_outcomes_are_listed() -> None:
    """The table of outcomes has every outcome."""
    rows = re.findall(r"^\| `(\w+)` \|", text_of("reading-a-finding.md").split("## State")[0], re.MULTILINE)
    assert set(rows) == set(get_args(Outcome))


def test_every_function_is_documented() -> None:
    """Each function a condition may call stands in the page for authors, and no other does."""
    rows = re.findall(r"^\| `(\w+)\([\w, ]+\)` \|", text_of("writing-rules.md"), re.MULTILINE)
    assert sorted(rows) == sorted(FUNCTIONS)


def test_every_error_code_is_documented() -> None:
    """Each code that a problem or an exception can have stands in the page of errors."""
    assert sorted(error_codes() - in_code(text_of("errors.md"))) == []


def test_every_key_of_a_rule_is_documented() -> None:
    """Each key that some kind of rule may have stands in the page for authors."""
    rows = text_of("writing-rules.md").split("## A rule\n")[1].split("## Conditions")[0]
    assert sorted(frozenset().union(*KEYS.values()) - in_code(rows)) == []


def commands(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yields every command that does something, with its words."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words, parser
    for action in below:
        for name, inner in action.choices.items():
            yield from commands(inner, f"{words} {name}")


@pytest.mark.parametrize(("words", "parser"), [pytest.param(*found, id=found[0]) for found in commands(make_parser(), "integrityrules")])
def test_every_command_is_documented(words: str, parser: argparse.ArgumentParser) -> None:
    """Each command has a section with each of its options, and no option that it has not; its help shows an example."""
    section = text_of("cli.md").partition(f"## {words}\n")[2].partition("\n## ")[0]
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")} - {"--help"}
    assert set(re.findall(r"`(--[a-z][a-z-]*)", section)) == options
    assert words in parser.format_help()


def test_every_exit_code_is_documented() -> None:
    """The table of exit codes is that of the help."""
    rows = re.findall(r"^\| (\d+) \|", text_of("cli.md"), re.MULTILINE)
    assert rows == re.findall(r"^  (\d+)  ", EPILOG, re.MULTILINE)


def test_every_public_name_is_documented() -> None:
    """Each name of `integrityrules.__all__` stands in the page about Python."""
    assert [name for name in integrityrules.__all__ if name not in in_code(text_of("python.md"))] == []


@pytest.mark.parametrize(("name", "schema"), [("dossier.json", dossier_schema), ("evaluation.json", evaluation_schema)])
def test_published_schemas_are_those_of_the_code(name: str, schema: Callable[[], object]) -> None:
    """The JSON Schemas under docs/schema are what the code describes; `make generate` writes them again."""
    assert json.loads((DOCS / "schema" / name).read_text(encoding="utf-8")) == schema()


def test_picture_shows_what_is_printed() -> None:
    """The picture in the README is drawn from what the command beside it prints; `make generate` draws it again."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    typed = re.findall(r"^\$ (integrityrules audit .*)$", readme, re.MULTILINE)[0]
    printed = run_command(typed.split()[1:], REPOSITORY).stdout
    assert (DOCS / "images" / "audit.svg").read_text(encoding="utf-8") == drawn(typed, printed)


def test_decisions_are_numbered_and_complete() -> None:
    """Decisions are numbered without a gap, and each says context, choice, what was rejected and what would change it."""
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        parts = re.findall(r"^\*\*(.+?)\.?\*\*", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert [part.rstrip(".") for part in parts] == ["Context", "Choice", "Rejected", "What would change our mind"], page.name
