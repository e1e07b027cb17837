"""`--trail` of `check` and `audit`: every evaluation is in the log before anything of it is shown.

May not decide. Whatever fails here withholds the results: exit code 4.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from integrityrules.batch.audit import Evaluates
from integrityrules.cli.common import WithheldError
from integrityrules.decide.evaluation import Evaluation
from integrityrules.engine import Engine
from integrityrules.errors import TrailError
from integrityrules.facts.dossier import Dossier
from integrityrules.tables import Declarations

if TYPE_CHECKING:  # imported where it is used: the room brings databases along
    from integrityrules.trail import Trail


def add_trail(parser: argparse.ArgumentParser) -> None:
    """Adds the options that record what is evaluated."""
    parser.add_argument("--trail", metavar="TRAIL", help="record every evaluation there first; `integrityrules trail init` makes one")
    add_places(parser)


def add_places(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say where what belongs to a trail lies."""
    parser.add_argument("--keys", type=Path, metavar="FOLDER", help="the keys of the trail (default: TRAIL.keys)")
    parser.add_argument("--vault", type=Path, metavar="FILE", help="the kept inputs of the trail (default: TRAIL.vault, if it exists)")


def record_one(arguments: argparse.Namespace, engine: Engine, dossier: Dossier, path: Path) -> Evaluation:
    """Evaluates one dossier, and records it if a trail is named."""
    if not arguments.trail:
        return engine.evaluate(dossier)
    from integrityrules.trail import open_trail

    try:
        with open_trail(arguments.trail, keys=arguments.keys, vault=arguments.vault) as trail:
            evaluation = trail.recorder(engine).record(dossier, received=path.read_bytes()).evaluation
            _sign(trail)
    except TrailError as error:
        raise _withheld(error) from None
    return evaluation


@contextmanager
def recording(arguments: argparse.Namespace, engine: Engine, declarations: Declarations) -> Iterator[Evaluates]:
    """Gives what evaluates an input; if a trail is named, leaving the context makes everything durable, or raises."""
    if not arguments.trail:
        yield engine
        return
    from integrityrules.trail import open_trail

    try:
        with open_trail(arguments.trail, keys=arguments.keys, vault=arguments.vault) as trail:
            recorder = trail.recorder(engine)
            with recorder.batch() as batch:
                yield batch
            received = arguments.input.read_bytes() if arguments.input.is_file() else None
            # Besides each dossier, the registers are evaluated by themselves where there are any.
            read = len(declarations.dossiers) + declarations.registers.has_facts
            recorder.close_run(read=read, rejected=len(declarations.rejected), received=received)
            _sign(trail)
    except TrailError as error:
        raise _withheld(error) from None


def _sign(trail: Trail) -> None:
    """Signs a checkpoint where the key is at hand; it may be kept elsewhere, and sign later."""
    if trail.signer is not None:
        trail.checkpoint()


def _withheld(error: TrailError) -> WithheldError:
    return WithheldError(f"nothing is shown, because it could not be recorded: {error.code}: {error}", code=error.code)
