"""`integrityrules audit`: a workbook or folder of declarations, the findings, and the account of every row.

May not decide or format: the library reads, evaluates and writes.
"""

from __future__ import annotations

import argparse
from typing import Any

from integrityrules.batch import Audit, audit
from integrityrules.cli import common
from integrityrules.cli.columns import add_columns, input_of, is_columnar, run_columns
from integrityrules.cli.exits import COMPLETE, FOUND, INCOMPLETE
from integrityrules.cli.following import Earlier, add_following, leave_baseline, read_earlier
from integrityrules.cli.outputs import Found, add_outputs, found_in_memory, write_outputs
from integrityrules.cli.recording import add_trail, recording
from integrityrules.report import Content, audit_text, content_of
from integrityrules.tables import read_declarations

EXAMPLE = """integrityrules audit docs/examples/declarations.xlsx --as-of 2026-03-02 --out build/audit --fail-on never

--out receives report.html (for people: what needs action first), cases.xlsx (the case list to work through; its explanations hold
declared values), findings.jsonl (codes, references and deadlines) and audit.txt (what is printed); --formats chooses."""


def add(commands: Any, help: str) -> None:
    """Adds the command to the parser."""
    parser = common.command(commands, "audit", help, EXAMPLE)
    parser.add_argument(
        "input", type=input_of, metavar="INPUT",
        help="a workbook; a folder of CSV, JSONL or Parquet with one file per kind of fact; a DuckDB file; or postgresql://...",
    )  # fmt: skip
    parser.add_argument("--as-of", type=common.day, help="the day the declarations are looked at (default: today)")
    add_columns(parser)
    add_outputs(parser)
    add_following(parser)
    common.add_progress(parser)
    common.add_language(parser)
    common.add_rulesets(parser)
    common.add_fail_on(parser)
    add_trail(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audits an input and hands out what was found."""
    as_of = arguments.as_of or common.today()
    earlier = read_earlier(arguments)
    if is_columnar(arguments):
        return hand_out(*run_columns(arguments, common.engine_of(arguments), as_of, earlier), arguments)
    declarations = read_declarations(arguments.input, as_of=as_of)
    progress = common.progress_of(arguments.progress)
    with recording(arguments, common.engine_of(arguments), declarations) as record:
        result = audit(record.evaluator, declarations, as_of=as_of, progress=progress)
        content = content_with(result, earlier, arguments)
        record.note(content, lambda officials: result.findings())
    return hand_out(found_in_memory(result), content, arguments)


def content_with(result: Audit, earlier: Earlier, arguments: argparse.Namespace) -> Content:
    """Returns what the reports say; explanations, which take long, only where something is written."""
    return content_of(
        result, arguments.lang, explain=arguments.out is not None, values=True, baseline=earlier.baseline, dispositions=earlier.dispositions
    )


def hand_out(found: Found, content: Content, arguments: argparse.Namespace) -> int:
    """Writes the findings, prints what needs action first, and returns the exit code: only what is open counts."""
    text = audit_text(content)
    if arguments.out:
        write_outputs(found, content, arguments, text)
    leave_baseline(arguments, found, content)
    common.say(text.rstrip("\n"))
    if not found.is_complete:
        return INCOMPLETE
    return FOUND if arguments.fail_on != "never" and content.totals.reaches(arguments.fail_on) else COMPLETE
