"""`integrityrules example`: invented declarations of as many officials as are asked for.

May not know how they are made.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from integrityrules.batch.example import FORMATS, HOLES, Size, write_example
from integrityrules.cli.common import command, day, say, today
from integrityrules.cli.exits import COMPLETE


def add(commands: Any, help: str) -> None:
    """Adds the command to the parser."""
    parser = command(commands, "example", help, "integrityrules example --officials 1000 --seed 1 --out build/example")
    parser.add_argument("--officials", type=int, required=True, metavar="N", help="how many officials")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write; it may hold no tables yet")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="equal seeds give equal data (default: 1)")
    parser.add_argument("--as-of", type=day, help="the day the example is made for (default: today)")
    parser.add_argument("--format", choices=FORMATS, default="parquet", help="one file for each sheet, or one workbook (default: parquet)")
    parser.add_argument(
        "--holes",
        type=float,
        default=HOLES,
        metavar="SHARE",
        help=f"the share of cells that are blank or rough; 0 for none (default: {HOLES})",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes the example and says what it holds."""
    size = Size(arguments.officials, arguments.as_of or today(), seed=arguments.seed, holes=arguments.holes)
    written = write_example(arguments.out, size, format=arguments.format)
    for sheet, rows in written.rows.items():
        say(f"{rows:>12} {sheet}")
    say(f"integrityrules audit {written.input} --as-of {size.as_of}")
    return COMPLETE
