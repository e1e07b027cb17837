"""`integrityrules rules ...`: list, show, test, lint and lock rulesets, and print the JSON Schemas.

May not understand rules: the rulebook, the tests of rules and the reports do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from integrityrules.cli.common import add_language, add_progress, add_rulesets, command, day, engine_of, progress_of, say, today
from integrityrules.cli.exits import COMPLETE, FOUND, USAGE
from integrityrules.decide.forms import evaluation_schema
from integrityrules.errors import UsageError
from integrityrules.facts.schema import dossier_schema
from integrityrules.library import folders_of, read_text
from integrityrules.report.catalogue import gather_catalogue, write_catalogue
from integrityrules.report.rules import rule_lines, rule_list
from integrityrules.rulebook.lint import NOTES, lint
from integrityrules.rulebook.lock import check_lock, parse_lock, render_lock
from integrityrules.ruletests import clause_coverage, load_suite, mutate, run_cases
from integrityrules.tables.safe import write_beside

LOCK = "released.lock"


def add(commands: Any, help: str) -> None:
    """Adds the command and its subcommands to the parser."""
    rules = command(commands, "rules", help, "integrityrules rules list --on 2026-01-20")
    below = rules.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = _action(below, "list", "the rules in force on a day", "--on 2026-01-20", _list)
    shown = _action(below, "show", "one rule as it stands on a day", "gratification.report --on 2026-01-19", _show)
    shown.add_argument("id", metavar="ID", help="id of the rule; `rule@layer` for an agency's instance")
    for parser in (listed, shown):
        parser.add_argument("--on", type=day, help="the day (default: today)")
        add_language(parser)
    tested = _action(below, "test", "run the cases beside the rules", "--mutate", _test)
    tested.add_argument("--mutate", action="store_true", help="change every rule in every small way and see whether a case notices")
    tested.add_argument("--rule", action="append", default=[], metavar="ID", help="with --mutate: only this rule; repeatable")
    add_progress(tested, "with --mutate, on stderr: a bar on a terminal, or JSON lines")
    _action(below, "lint", "what looks wrong in rules and cases", "--layer agency-example", _lint)
    locked = _action(below, "lock", "check released rulesets against released.lock", "--write", _lock)
    locked.add_argument("--write", action="store_true", help="add released versions that are not locked yet; a locked one never changes")
    catalogue = _action(below, "catalogue", "write rules, law and data as HTML, Markdown and JSON", "--out build/catalogue", _catalogue)
    catalogue.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder of the files; made if it is not there")
    add_language(catalogue)
    schema = command(below, "schema", "print a JSON Schema (2020-12)", "integrityrules rules schema --of evaluation")
    schema.add_argument("--of", choices=("dossier", "evaluation"), default="dossier", help="what to describe (default: dossier)")
    schema.set_defaults(run=_schema)


def _action(below: Any, name: str, help: str, example: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    parser = command(below, name, help, f"integrityrules rules {name} {example}")
    add_rulesets(parser)
    parser.set_defaults(run=run)
    return parser


def _list(arguments: argparse.Namespace) -> int:
    rulebook = engine_of(arguments).rulebook
    say("\n".join(rule_list(rulebook, arguments.on or today(), arguments.lang)))
    return COMPLETE


def _show(arguments: argparse.Namespace) -> int:
    lines = rule_lines(engine_of(arguments).rulebook, arguments.id, arguments.on or today(), arguments.lang)
    if not lines:
        raise UsageError("no rule of this id is in force on that day; `integrityrules rules list --on DAY` lists them", code="unknown-rule")
    say("\n".join(lines))
    return COMPLETE


def _test(arguments: argparse.Namespace) -> int:
    engine, cases = load_suite(*arguments.rulesets, layers=arguments.layer)
    if arguments.mutate:
        result = mutate(engine, cases, rules=arguments.rule, progress=progress_of(arguments.progress))
        say("\n".join(result.lines()))
        return FOUND if result.survivors or result.left_out else COMPLETE
    suite = run_cases(engine, cases)
    say("\n".join(suite.lines()))
    coverage = clause_coverage(engine, cases)
    say("\n".join(coverage.lines()))
    return COMPLETE if suite.passed and not coverage.missing else FOUND


def _lint(arguments: argparse.Namespace) -> int:
    engine, cases = load_suite(*arguments.rulesets, layers=arguments.layer)
    problems = lint(engine.rulebook, cases, engine.calendars)
    if problems:
        say("\n".join(map(str, problems)))
    counts = Counter(problem.code for problem in problems)
    if counts:
        print(", ".join(f"{number} {code}" for code, number in sorted(counts.items())), file=sys.stderr)
    return FOUND if counts.keys() - set(NOTES) else COMPLETE


def _lock(arguments: argparse.Namespace) -> int:
    rulesets = engine_of(arguments).rulebook.rulesets
    path = _lock_path(folders_of(arguments.rulesets, arguments.layer))
    lock = parse_lock(read_text(path), file=path.name) if path.is_file() else {}
    problems = check_lock(rulesets, lock)
    if arguments.write and not any(problem.code == "locked-changed" for problem in problems):
        write_beside(path, render_lock(rulesets, lock).encode())
        problems = []
    if problems:
        say("\n".join(map(str, problems)))
    return USAGE if problems else COMPLETE


def _lock_path(folders: Sequence[Path]) -> Path:
    """Returns the lock beside or above the first folder: the nearest that exists, else the one above it."""
    first = folders[0].resolve()
    beside = [folder / LOCK for folder in (first, first.parent)]
    return next((path for path in beside if path.is_file()), beside[-1])


def _catalogue(arguments: argparse.Namespace) -> int:
    engine, cases = load_suite(*arguments.rulesets, layers=arguments.layer)
    catalogue = gather_catalogue(engine.rulebook, cases, engine.calendars)
    say("\n".join(str(path) for path in write_catalogue(catalogue, arguments.out, arguments.lang)))
    return COMPLETE


def _schema(arguments: argparse.Namespace) -> int:
    schema = dossier_schema() if arguments.of == "dossier" else evaluation_schema()
    say(json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True))
    return COMPLETE
