"""`integrityrules audit`: a workbook or folder of declarations, the findings, and the account of every row.

May not decide or format: the library reads, evaluates and writes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.batch import Audit, audit
from integrityrules.cli import common
from integrityrules.cli.common import COMPLETE, FOUND, INCOMPLETE
from integrityrules.cli.recording import add_trail, recording
from integrityrules.decide.narrate import Language
from integrityrules.report import audit_text, finding_lines, write_case_list
from integrityrules.tables import read_declarations
from integrityrules.tables.safe import write_beside

HELP = "evaluate every declaration of a workbook (XLSX), or of a folder of CSV or JSONL"
EXAMPLE = """integrityrules audit docs/examples/declarations.xlsx --as-of 2026-03-02 --out build/audit --fail-on never

--out receives findings.jsonl (codes, references and deadlines), cases.xlsx (the case list; its explanations hold declared values)
and audit.txt (what is printed)."""


def add(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = common.command(commands, "audit", HELP, EXAMPLE)
    parser.add_argument("input", type=Path, metavar="INPUT", help="a workbook, or a folder with one file per kind of fact")
    parser.add_argument("--as-of", type=common.day, help="the day the declarations are looked at (default: today)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the findings there as well")
    common.add_progress(parser)
    common.add_language(parser)
    common.add_rulesets(parser)
    common.add_fail_on(parser)
    add_trail(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audits an input and hands out what was found."""
    as_of = arguments.as_of or common.today()
    declarations = read_declarations(arguments.input, as_of=as_of)
    progress = common.progress_of(arguments.progress)
    with recording(arguments, common.engine_of(arguments), declarations) as evaluator:
        result = audit(evaluator, declarations, as_of=as_of, progress=progress)
    return hand_out(result, language=arguments.lang, out=arguments.out, fail_on=arguments.fail_on)


def hand_out(result: Audit, *, language: Language, out: Path | None, fail_on: str) -> int:
    """Writes the findings, prints what needs action first, and returns the exit code."""
    text = audit_text(result, language)
    if out:
        write_outputs(out, result, text, language)
    common.say(text.rstrip("\n"))
    if not result.is_complete:
        return INCOMPLETE
    return FOUND if fail_on != "never" and result.reaches(fail_on) else COMPLETE


def write_outputs(folder: Path, result: Audit, text: str, language: Language) -> None:
    """Writes the findings as JSON lines, as a case list, and as the text that is printed."""
    folder.mkdir(parents=True, exist_ok=True)
    write_beside(folder / "findings.jsonl", "".join(f"{line}\n" for line in finding_lines(result)).encode())
    write_beside(folder / "audit.txt", text.encode())
    write_case_list(folder / "cases.xlsx", result, language)
