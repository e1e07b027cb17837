"""`trail verify --run` and `trail prove --run`: the rows of a columnar run, each by its leaf.

May not hash or judge: the leaves do. An id of an official can be read from stdin, so that no shell keeps it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from integrityrules.cli.common import say
from integrityrules.cli.exits import COMPLETE
from integrityrules.errors import UsageError
from integrityrules.tables.safe import write_beside

if TYPE_CHECKING:  # imported where it is used: the rooms bring databases along
    from integrityrules.trail import Trail
    from integrityrules.trail.log import Log
    from integrityrules.trail.verdicts import Verdict


def add_row(parser: argparse.ArgumentParser) -> None:
    """Adds the options that name one row of a run."""
    parser.add_argument("--run", type=Path, dest="run_folder", metavar="FOLDER", help="prove one row of this run instead of an entry")
    parser.add_argument("--sheet", metavar="SHEET", help="with --run: the sheet of the row, such as gifts")
    parser.add_argument("--id", metavar="ID", help="with --run: the id of the row, where its sheet has one")
    parser.add_argument("--official", metavar="ID", help="with --run: whose row it is; - reads it from stdin")
    parser.add_argument("--nth", type=int, default=0, metavar="N", help="with --run: which of several rows with these ids, from 0")


def prove_named_row(arguments: argparse.Namespace, trail: Trail) -> int:
    """Writes the proof of a row, and on request what was read of it and what came of it."""
    from integrityrules.batch.leaves.prove import RowName, prove_row
    from integrityrules.batch.leaves.show import show_row

    if not arguments.sheet or arguments.index is not None:
        raise UsageError("--run proves a row: name its --sheet, --id and --official, and no entry", code="usage")
    official = sys.stdin.readline().strip() if arguments.official == "-" else arguments.official
    name = RowName(arguments.sheet, arguments.id, official, arguments.nth)
    proof = prove_row(trail, arguments.run_folder, name)
    if arguments.entry:
        shown = show_row(arguments.run_folder, name, proof)
        write_beside(arguments.entry, (json.dumps(shown, indent=1, ensure_ascii=False) + "\n").encode())
    if arguments.out:
        write_beside(arguments.out, str(proof).encode())
    else:
        say(str(proof).rstrip("\n"))
    return COMPLETE


def verify_runs(folders: list[Path], log: Log) -> tuple[Verdict, ...]:
    """Verifies the leaves of runs and says how it went; returns everything that is wrong."""
    from integrityrules.batch.leaves.verify import verify_run

    found: list[Verdict] = []
    for folder in folders:
        result = verify_run(log, folder)
        for verdict in result.verdicts:
            say(str(verdict))
        bound = f"entry {result.index}" if result.index >= 0 else "no entry"
        word = "sound" if result.is_sound else "NOT SOUND"
        say(f"run {result.run or 'unknown'}, {bound}: {result.shards} shards, {result.leaves} leaves hashed, {word}")
        found += result.verdicts
    return tuple(found)
