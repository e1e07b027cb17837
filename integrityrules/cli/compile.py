"""`integrityrules compile`: the rules as SQL for a warehouse.

May not run it. What it proposes is for `integrityrules audit` to decide.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.batch.sieve import DIALECTS, Sieve, heading, script
from integrityrules.cli.common import add_rulesets, command, day, engine_of, say, today
from integrityrules.cli.exits import COMPLETE
from integrityrules.tables.safe import write_beside


def add(commands: Any, help: str) -> None:
    """Adds the command to the parser."""
    parser = command(commands, "compile", help, "integrityrules compile --to sql --dialect postgres --out sieve.sql")
    parser.add_argument("--to", choices=("sql",), required=True, help="what the rules become")
    parser.add_argument("--dialect", choices=DIALECTS, default="duckdb", help="of which database (default: duckdb)")
    parser.add_argument("--as-of", type=day, metavar="DAY", help="the day on which facts are looked at (default: today)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the script there instead of printing it")
    add_rulesets(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the script, or writes it."""
    engine, as_of = engine_of(arguments), arguments.as_of or today()
    sieve = Sieve(engine.rulebook, engine.calendars, as_of, engine.registers)
    texts = [heading(engine.rulebook, engine.calendars, as_of, arguments.dialect)]
    texts += [f"{statement};\n" for statement in script(sieve, engine.rulebook.vocabulary, arguments.dialect)]
    if arguments.out is None:
        say("\n".join(texts))
    else:
        write_beside(arguments.out, "\n".join([*texts, ""]).encode())
    return COMPLETE
