"""`integrityrules template`: the empty workbook to fill in.

May not know what is in it: the vocabulary decides.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.cli.common import add_language, add_rulesets, command, engine_of, say
from integrityrules.cli.exits import COMPLETE
from integrityrules.tables.template import write_template


def add(commands: Any, help: str) -> None:
    """Adds the command to the parser."""
    parser = command(commands, "template", help, "integrityrules template --out declarations.xlsx")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the workbook to write; an existing one is replaced")
    parser.add_argument("--all-kinds", action="store_true", help="a sheet for every kind of fact, not only those the rulesets read")
    add_language(parser)
    add_rulesets(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the workbook with a sheet for each kind of fact that the rulesets read."""
    kinds = None if arguments.all_kinds else sorted(engine_of(arguments).rulebook.kinds_read)
    write_template(arguments.out, kinds=kinds, language=arguments.lang)
    say(str(arguments.out))
    return COMPLETE
