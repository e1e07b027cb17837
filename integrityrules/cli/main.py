"""Takes the command line apart, runs one command, and turns what it says into an exit code.

May not know what a command does. Whatever goes wrong is said without what was declared: codes, places and field names only.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from integrityrules.cli.exits import INCOMPLETE, INTERRUPTED, USAGE, WITHHELD, WithheldError
from integrityrules.errors import DeclarationError, EngineError, IntegrityRulesError

DESCRIPTION = "Evaluate what civil servants declare against Indonesian integrity law, as it stood on the day of each act."
EPILOG = """example:
  integrityrules audit docs/examples/declarations.xlsx --as-of 2026-03-02 --out build/audit

exit codes:
  0  complete, and nothing at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, configuration or ruleset
  3  incomplete: rows or a dossier could not be read or evaluated, or entries not decided again
  4  the audit record could not be made durable; results are withheld
  5  the trail was tampered with or rewritten, or an entry does not follow from its input
  6  the trail is shorter than an anchor says
  7  the trail is consistent, but nothing anchors it (--require-anchor)
  130  interrupted

A finding is a reason for a person to look, never a verdict."""


COMMANDS = {
    "check": "evaluate one dossier (YAML or JSON)",
    "audit": "evaluate every declaration of a workbook (XLSX), or of a folder of CSV or JSONL",
    "example": "write invented declarations of many officials, to try out and to measure",
    "template": "write the empty workbook to fill in, with drop-downs and notes",
    "compile": "print the rules as SQL that proposes, in a warehouse, what to look at",
    "rules": "list, show, test, lint and lock rulesets; print the JSON Schemas",
    "monitor": "follow a stream of facts: findings appear, change and go as they come",
    "trail": "make an audit trail, verify it, prove, replay and show entries, erase a person",
}
"""Each command, which is a module of this room, with its help; only the module that is asked for is imported."""


def make_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Returns the parser.

    Args:
        only: the command whose options it must know; the others are known by name. `None`: all of them.
    """
    parser = argparse.ArgumentParser(
        prog="integrityrules", description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, help in COMMANDS.items():
        if only in (None, name):
            import_module(f"integrityrules.cli.{name}").add(commands, help)
        else:
            commands.add_parser(name, help=help)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: without the program's name; those of the process if `None`.

    Returns:
        the exit code.
    """
    try:
        words = sys.argv[1:] if arguments is None else arguments
        chosen = make_parser(words[0] if words else "").parse_args(words)
        code: int = chosen.run(chosen)
        return code
    except SystemExit as stop:  # argparse: help was shown, or the usage was wrong
        return USAGE if stop.code else 0
    except WithheldError as error:
        print(error, file=sys.stderr)
        return WITHHELD
    except IntegrityRulesError as error:
        print(error if error.problems else f"{error.code}: {error}", file=sys.stderr)
        return INCOMPLETE if isinstance(error, DeclarationError | EngineError) else USAGE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        print(f"file: {(error.strerror or 'a file cannot be read or written').lower()}", file=sys.stderr)
        return USAGE
    except Exception as error:
        print(f"engine: {type(error).__name__} in {_place(error)}; this is a bug of ours, please report it", file=sys.stderr)
        return INCOMPLETE


def _place(error: Exception) -> str:
    """Returns the file and line where an error arose, without its message: that may repeat what was declared."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
