"""One dossier from a YAML or JSON file.

May not repeat what is declared: the YAML door shows rule authors the line to write, which for a dossier would be a person's data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from integrityrules.errors import DeclarationError, Problem, RulesetError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.control import with_indirect_control
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_dossier
from integrityrules.library import read_text
from integrityrules.rulebook.cases import parse_dossier
from integrityrules.tables.read_jsonl import read_json

SAID: Mapping[str, tuple[str, str]] = {
    "bad-bool": ("this must be `true` or `false`", ""),
    "bad-date": ("this must be a day", "write for example `2026-01-20`"),
    "bad-int": ("this must be a whole number", ""),
    "comma-in-mapping": ("a comma made this text a key of its own", "quote the text before it"),
    "not-a-list": ("this must be a list", "write `[a, b]` or lines that start with `- `"),
    "not-a-mapping": ("this must be a mapping", "write `key: value` lines"),
    "not-a-text": ("this must be one text", ""),
    "missing-key": ("a key is missing here", ""),
    "missing-value": ("there is no value", "write one behind the colon, or remove the key"),
    "quote-needed": ("this text is not one YAML scalar", "quote it: `key: '...'`"),
    "unknown-key": ("a key here is not known", "`integrityrules rules schema` describes a dossier"),
    "unknown-kind": ("this is not a kind of fact", "`integrityrules rules schema` describes a dossier"),
    "yaml-alias": ("aliases (`*`) are not allowed", "repeat the text, or quote it"),
    "yaml-anchor": ("anchors (`&`) are not allowed", "quote the text"),
    "yaml-character": ("a control character is not allowed", "remove it"),
    "yaml-directive": ("YAML directives are not allowed", "remove the line that starts with `%`"),
    "yaml-documents": ("a second document begins here", "one file holds one dossier; remove `---`"),
    "yaml-duplicate-key": ("this key is already in the same mapping", "remove one"),
    "yaml-empty": ("the file holds nothing", ""),
    "yaml-key": ("a key must be one word", "write `key: value`"),
    "yaml-syntax": ("this is not YAML", "check quotes and indentation"),
    "yaml-tab": ("a tab is not allowed", "use spaces"),
    "yaml-tag": ("a text that starts with `!` is read by YAML as a tag", "quote it"),
    "yaml-too-deep": ("this is nested too deeply", ""),
    "yaml-too-large": ("the file is too large", ""),
}
"""What is said of a problem of form, by its code: a sentence and a suggestion, without anything of the file."""
PLAIN_NAME = re.compile(r"`[a-z][a-z_]{0,39}` is not a (key of a|kind of) [a-z_]+")
OUR_NAMES = re.compile(r"(did you mean `[a-z_]+`\?|one of: [a-z_, ]+)?")
"""What may be said after all: a key that is plainly a field name, and names of ours that are meant. Neither is a person's data."""


def read_dossier_file(path: Path, as_of: date | None, *, today: date) -> Dossier:
    """Reads a dossier from a YAML or JSON file; the day is the given one, else the file's, else today.

    Chains of control among its company links are written out, as they are when a register is loaded.

    Raises:
        RulesetError: there is no such file, or it is no text.
        DeclarationError: with every problem, none of which repeats what the file says.
    """
    data = _parsed(read_text(path), path)
    if isinstance(data, dict):
        data = {**data, "as_of": as_of or data.get("as_of") or today}
    return with_indirect_control(read_dossier(data, where=path.name))


def _parsed(text: str, path: Path) -> Any:
    if path.suffix.casefold() == ".json":
        return read_json(text, where=path.name)
    try:
        return parse_dossier(text, file=path.name, vocabulary=VOCABULARY)
    except RulesetError as error:
        raise DeclarationError(problems=map(_without_text, error.problems)) from None


def _without_text(problem: Problem) -> Problem:
    if PLAIN_NAME.fullmatch(problem.message) and OUR_NAMES.fullmatch(problem.suggestion):
        return problem
    message, suggestion = SAID.get(problem.code, ("this cannot be read", ""))
    return Problem(problem.where, problem.line, problem.column, problem.code, message, suggestion)
