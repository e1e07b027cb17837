"""`integrityrules check`: one dossier, its findings and its questions.

May not decide or format: the engine and the reports do.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.cli.common import COMPLETE, FOUND, add_fail_on, add_language, add_rulesets, day, engine_of, today
from integrityrules.cli.recording import add_trail, record_one
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.outcome import ATTENTION
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_dossier
from integrityrules.library import read_text
from integrityrules.report import evaluation_json, evaluation_text
from integrityrules.rulebook.cases import parse_dossier
from integrityrules.tables.read_jsonl import read_json

HELP = "evaluate one dossier (YAML or JSON)"
EXAMPLE = """example:
  integrityrules check docs/examples/wedding.yaml --as-of 2026-02-02 --lang en"""


def add(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("check", help=HELP, description=HELP, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossier", type=Path, metavar="DOSSIER", help="a .yaml, .yml or .json file")
    parser.add_argument("--as-of", type=day, help="the day it is looked at (default: the dossier's own, else today)")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text with values, or JSON in the public form without them"
    )
    parser.add_argument("--explain", action="store_true", help="explain every exemption, not only those that matter")
    add_language(parser)
    add_rulesets(parser)
    add_fail_on(parser)
    add_trail(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Evaluates and prints one dossier."""
    dossier = read_dossier_file(arguments.dossier, arguments.as_of)
    evaluation = record_one(arguments, engine_of(arguments), dossier, arguments.dossier)
    if arguments.format == "json":
        print(evaluation_json(evaluation))
    else:
        print(evaluation_text(evaluation, arguments.lang, full=arguments.explain), end="")
    return FOUND if _reaches(evaluation, arguments.fail_on) else COMPLETE


def read_dossier_file(path: Path, as_of: Any) -> Dossier:
    """Reads a dossier from a YAML or JSON file; the day is the given one, else the file's, else today."""
    text = read_text(path)
    data = read_json(text, where=path.name) if path.suffix == ".json" else parse_dossier(text, file=path.name, vocabulary=VOCABULARY)
    if isinstance(data, dict):
        data = {**data, "as_of": as_of or data.get("as_of") or today()}
    return read_dossier(data, where=path.name)


def _reaches(evaluation: Evaluation, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    limit = [*ATTENTION].index(fail_on)  # type: ignore[arg-type]
    return any(finding.attention() <= limit for finding in evaluation.findings)
