"""Register files -> registers: YAML or JSON, a workbook, or a folder of any of them; chains of control are written out on the way.

May not know any kind of fact. A register is taken whole or not at all: a row that is lost could make something look as if it were not so.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from integrityrules.errors import DeclarationError, Problem, RulesetError, UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.control import with_chains_across
from integrityrules.facts.dossier import Registers
from integrityrules.facts.reading import read_registers
from integrityrules.rulebook.cases import parse_dossier
from integrityrules.tables.read import read_declarations
from integrityrules.tables.read_jsonl import read_json

DOCUMENTS = (".yaml", ".yml", ".json")
LARGEST_FILE = 50_000_000
"""Bytes; larger registers come as a folder of CSV or JSONL."""


def load_registers(*paths: str | Path) -> tuple[Registers, ...]:
    """Reads registers, one for each document or table input, in the order of the paths; give them to `load_engine`.

    Args:
        paths: a `.yaml`, `.yml` or `.json` file with what `read_registers` takes; a workbook; a folder of such documents; or a folder of
            `packages.csv`, `bids.csv` and so on (or `.jsonl`). Officials and their declarations in a workbook or folder are not read.

    Returns:
        The registers, with a company link for every chain of control (`with_indirect_control`); one that leads from one register into
        another stands with its first step.

    Raises:
        DeclarationError: with every problem of every file.
        UsageError: there is nothing of this kind at a path.

    >>> load_registers()
    ()
    """
    found: list[Registers] = []
    problems: list[Problem] = []
    for part in (part for path in paths for part in _parts(Path(path))):
        try:
            found.append(_read(part))
        except (DeclarationError, RulesetError) as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems=problems)
    return with_chains_across(found)


def _parts(path: Path) -> list[Path]:
    """Returns the documents of a folder, or the path itself."""
    documents = sorted(part for part in path.iterdir() if _is_document(part)) if path.is_dir() else []
    return documents or [path]


def _is_document(path: Path) -> bool:
    return path.suffix.casefold() in DOCUMENTS


def _read(path: Path) -> Registers:
    if _is_document(path):
        return read_registers(_parsed(_text(path), path), where=path.name)
    declarations = read_declarations(path, as_of=date.max)
    if not declarations.is_complete:
        raise DeclarationError(problems=declarations.rejected)
    return declarations.registers


def _parsed(text: str, path: Path) -> Any:
    if path.suffix.casefold() == ".json":
        return read_json(text, where=path.name)
    return parse_dossier(text, file=path.name, vocabulary=VOCABULARY)


def _text(path: Path) -> str:
    if not path.is_file():
        raise UsageError("there is no file or folder at this path", code="no-input")
    if path.stat().st_size > LARGEST_FILE:
        raise DeclarationError(problems=[Problem(path.name, 0, 0, "too-large", f"the file is larger than {LARGEST_FILE} bytes")])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = "the file is not UTF-8" if isinstance(error, UnicodeDecodeError) else "the file cannot be read"
        raise DeclarationError(problems=[Problem(path.name, 0, 0, "unreadable-file", what)]) from None
