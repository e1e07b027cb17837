"""`integrityrules audit`: a workbook or folder of declarations, the findings, and the account of every row.

May not decide or format: the library reads, evaluates and writes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.batch import Audit, audit
from integrityrules.cli.common import (
    COMPLETE,
    FOUND,
    INCOMPLETE,
    add_fail_on,
    add_language,
    add_rulesets,
    day,
    engine_of,
    progress_of,
    today,
)  # fmt: skip
from integrityrules.cli.recording import add_trail, recording
from integrityrules.report import audit_text, finding_lines, write_case_list
from integrityrules.tables import read_declarations
from integrityrules.tables.safe import write_beside

HELP = "evaluate every declaration of a workbook (XLSX), or of a folder of CSV or JSONL"
EXAMPLE = """example:
  integrityrules audit docs/examples/declarations.xlsx --as-of 2026-03-02 --out build/audit --fail-on never

--out receives findings.jsonl (codes, references and deadlines), cases.xlsx (the case list with explanations) and audit.txt."""


def add(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("audit", help=HELP, description=HELP, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path, metavar="INPUT", help="a workbook, or a folder with one file per kind of fact")
    parser.add_argument("--as-of", type=day, help="the day the declarations are looked at (default: today)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the findings there as well")
    parser.add_argument(
        "--progress", choices=("auto", "json", "none"), default="auto", help="on stderr: a bar on a terminal, or JSON lines"
    )
    add_language(parser)
    add_rulesets(parser)
    add_fail_on(parser)
    add_trail(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audits an input and prints what needs action first."""
    as_of = arguments.as_of or today()
    declarations = read_declarations(arguments.input, as_of=as_of)
    with recording(arguments, engine_of(arguments), declarations) as evaluator:
        result = audit(evaluator, declarations, as_of=as_of, progress=progress_of(arguments.progress))
    text = audit_text(result, arguments.lang)
    print(text, end="")
    if arguments.out:
        write_outputs(arguments.out, result, text, arguments.lang)
    if not result.is_complete:
        return INCOMPLETE
    return FOUND if arguments.fail_on != "never" and result.reaches(arguments.fail_on) else COMPLETE


def write_outputs(folder: Path, result: Audit, text: str, language: Any) -> None:
    """Writes the findings as JSON lines, as a case list, and as the text that was printed."""
    folder.mkdir(parents=True, exist_ok=True)
    write_beside(folder / "findings.jsonl", "".join(f"{line}\n" for line in finding_lines(result)).encode())
    write_beside(folder / "audit.txt", text.encode())
    write_case_list(folder / "cases.xlsx", result, language)
