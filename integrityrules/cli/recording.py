"""`--trail` of `check` and `audit`: every evaluation is in the log before anything of it is shown.

May not decide. Whatever fails here withholds the results: exit code 4.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from integrityrules.batch.audit import Audited, Evaluates
from integrityrules.cli.exits import WithheldError
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.engine import Engine
from integrityrules.errors import TrailError
from integrityrules.facts.dossier import Dossier
from integrityrules.report.content import Case, Content
from integrityrules.tables import Declarations

if TYPE_CHECKING:  # imported where it is used: the room brings databases along
    from integrityrules.trail import Trail
    from integrityrules.trail.disposition import Disposed


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
        raise withheld(error) from None
    return evaluation


class Recording:
    """What evaluates an input, and what else the trail is to hold of the run.

    Args:
        evaluator: an engine, or one that records.
    """

    def __init__(self, evaluator: Evaluates) -> None:
        self.evaluator = evaluator
        self._met: list[tuple[Finding, Case]] = []

    def note(self, content: Content, findings: Callable[[Collection[str]], Iterable[tuple[Audited, Finding]]]) -> None:
        """Notes what officers decided about the findings of a run; without a trail it goes nowhere.

        Args:
            findings: gives the findings of some officials, and perhaps of others.
        """
        cases = {(case.row.official, case.row.id): case for case in content.cases if case.disposition is not None}
        if cases:
            found = {(one.official, finding.id): finding for one, finding in findings({official for official, _ in cases})}
            self._met = [(found[name], case) for name, case in cases.items()]

    def disposed(self) -> list[Disposed]:
        """Returns what was noted, without notes that decide nothing."""
        from integrityrules.trail.disposition import Disposed

        return [
            Disposed(one.official, finding.decision, one.state, one.decided, one.reason, one.author, one.expires, case.stands)
            for finding, case in self._met
            if (one := case.disposition) is not None and one.decided and one.expires is not None
        ]


@contextmanager
def recording(arguments: argparse.Namespace, engine: Engine, declarations: Declarations) -> Iterator[Recording]:
    """Gives what evaluates an input; if a trail is named, leaving the context makes everything durable, or raises."""
    if not arguments.trail:
        yield Recording(engine)
        return
    from integrityrules.trail import open_trail

    try:
        with open_trail(arguments.trail, keys=arguments.keys, vault=arguments.vault) as trail:
            recorder = trail.recorder(engine)
            with recorder.batch() as batch:
                record = Recording(batch)
                yield record
            recorder.record_dispositions(record.disposed())
            received = arguments.input.read_bytes() if arguments.input.is_file() else None
            # Besides each dossier, the registers are evaluated by themselves where there are any.
            read = len(declarations.dossiers) + declarations.registers.has_facts
            recorder.close_run(read=read, rejected=len(declarations.rejected), received=received)
            _sign(trail)
    except TrailError as error:
        raise withheld(error) from None


def record_dispositions(arguments: argparse.Namespace, engine: Engine, record: Recording) -> None:
    """Records what was noted of a run in columns, which has recorded the rest by itself."""
    disposed = record.disposed() if arguments.trail else []
    if not disposed:
        return
    from integrityrules.trail import open_trail

    try:
        with open_trail(arguments.trail, keys=arguments.keys, vault=arguments.vault) as trail:
            trail.recorder(engine).record_dispositions(disposed)
            _sign(trail)
    except TrailError as error:
        raise withheld(error) from None


def _sign(trail: Trail) -> None:
    """Signs a checkpoint where the key is at hand; it may be kept elsewhere, and sign later."""
    if trail.signer is not None:
        trail.checkpoint()


def withheld(error: TrailError) -> WithheldError:
    """Returns the error that says that nothing is shown, because it is not recorded."""
    return WithheldError(f"nothing is shown, because it could not be recorded: {error.code}: {error}", code=error.code)
