"""`integrityrules check`: one dossier, its findings and its questions.

May not decide or format: the engine and the reports do.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.cli.common import add_fail_on, add_language, add_rulesets, command, day, engine_of, say, today
from integrityrules.cli.dossier_file import read_dossier_file
from integrityrules.cli.exits import COMPLETE, FOUND
from integrityrules.cli.recording import add_trail, record_one
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.outcome import is_at_or_above
from integrityrules.report import evaluation_json, evaluation_text
from integrityrules.report.gather import evaluation_content
from integrityrules.report.junit import junit_text
from integrityrules.report.sarif import sarif_text

EXAMPLE = "integrityrules check docs/examples/wedding.yaml --as-of 2026-02-02 --lang en"


def add(commands: Any, help: str) -> None:
    """Adds the command to the parser."""
    parser = command(commands, "check", help, EXAMPLE)
    parser.add_argument("dossier", type=Path, metavar="DOSSIER", help="a .yaml, .yml or .json file")
    parser.add_argument("--as-of", type=day, help="the day it is looked at (default: the dossier's own, else today)")
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "junit"),
        default="text",
        help="text with values; or JSON in the public form, SARIF or JUnit XML, without them",
    )
    parser.add_argument("--explain", action="store_true", help="explain every rule considered and every clause, not only what matters")
    add_language(parser)
    add_rulesets(parser)
    add_fail_on(parser)
    add_trail(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Evaluates and prints one dossier."""
    dossier = read_dossier_file(arguments.dossier, arguments.as_of, today=today())
    evaluation = record_one(arguments, engine_of(arguments), dossier, arguments.dossier)
    say(_said(evaluation, arguments).rstrip("\n"))
    return FOUND if _reaches(evaluation, arguments.fail_on) else COMPLETE


def _said(evaluation: Evaluation, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        return evaluation_json(evaluation)
    if arguments.format == "sarif":
        return sarif_text(evaluation_content(evaluation, arguments.lang))
    if arguments.format == "junit":
        return junit_text(evaluation_content(evaluation, arguments.lang), fail_on=arguments.fail_on)
    return evaluation_text(evaluation, arguments.lang, full=arguments.explain)


def _reaches(evaluation: Evaluation, fail_on: str) -> bool:
    return fail_on != "never" and any(is_at_or_above(finding.state, fail_on) for finding in evaluation.findings)
