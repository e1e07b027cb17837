"""One shard: what is proposed is decided by the engine, official by official, and written with its account.

May not know other shards, processes or settings. A shard that was written is never written otherwise: same input, same bytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing

from integrityrules.batch.audit import Audited, Failed, evaluated, judged
from integrityrules.batch.beside import Beside, Pair
from integrityrules.batch.leaves.write import NOBODY, Leaves, Outcomes
from integrityrules.batch.run.account import Account, File
from integrityrules.batch.run.columns import COLUMNS, REJECTED, rejected_row, row_of
from integrityrules.batch.run.parquet import Rows
from integrityrules.batch.run.places import REGISTERS, Places
from integrityrules.batch.run.proposals import read_proposals
from integrityrules.batch.stage import Stage
from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import file
from integrityrules.decide.finding import Finding
from integrityrules.engine import Engine
from integrityrules.errors import Problem
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.official import Official
from integrityrules.facts.resolve import resolved_registers
from integrityrules.tables import Counts
from integrityrules.tables.layout import sheets_of

PIECE = 1000
"""Officials that are read together, and facts of registers that are judged together: few queries, and little memory."""


class Shards:
    """Decides shards, one after the other.

    Args:
        places: where the run lies.
        engine: what decides.
        stage: the input.
        leaves: writes a provable leaf for each row, where there is a trail.
    """

    def __init__(self, places: Places, engine: Engine, stage: Stage, leaves: Leaves | None = None) -> None:
        self._places, self._engine, self._stage, self._leaves = places, engine, stage, leaves
        self._registers_of_all = resolved_registers((part.registers for part in stage.register_parts()), stage.as_of)
        self._has_registers = bool(self._registers_of_all.resolved_by_day[stage.as_of][0])
        self._kinds = engine.rulebook.vocabulary.kinds
        read = stage.rows_read()
        self._sheets = [sheet for sheet in sheets_of(VOCABULARY).values() if sheet.of_officials and sheet.name in read]
        self._beside = Beside(engine.rulebook) if self._has_registers else None
        self._said: frozenset[Pair] | None = None

    def close(self) -> None:
        """Closes the stage."""
        self._stage.close()

    def decide(self, shard: int, told: Callable[[int], None]) -> Account:
        """Decides a shard, or the registers by themselves, and writes what was found and what could not be read.

        Args:
            told: called with a number of officials when they are done.

        Returns:
            the account, which is not written yet: with it the shard is done.
        """
        findings = Rows(self._places.findings(shard), COLUMNS)
        rejected = Rows(self._places.rejected(shard), REJECTED)
        tally = Tally()
        with closing(findings), closing(rejected):
            if shard == REGISTERS:
                self._registers(tally, findings, rejected)
            else:
                self._officials(shard, tally, findings, rejected, told)
            files = {"findings": findings.finish(self._stage.database), "rejected": rejected.finish(self._stage.database)}
        if self._leaves is not None:
            self._leaves.write(shard, self._stage.database, self._outcomes(shard, tally))
        return tally.account(files)

    def _outcomes(self, shard: int, tally: Tally) -> Outcomes:
        """Returns what came of the rows of a shard, for their leaves."""
        rejected = ", ".join(file(self._places.rejected(part)) for part in sorted({REGISTERS, shard}))
        return Outcomes(
            f"read_parquet({file(self._places.findings(shard))})",
            f"read_parquet([{rejected}])",
            settled=NOBODY if shard == REGISTERS else "settled",
            failed=tally.failed,
            later=tally.later,
            elsewhere=self._elsewhere(),
        )

    def _elsewhere(self) -> list[Pair]:
        """Returns the facts of the registers that came with the engine."""
        kinds = [kind for kind in self._kinds.values() if kind.register]
        return [(kind.name, fact.id) for register in self._engine.registers for kind in kinds for fact in register.facts(kind.plural)]

    def _registers(self, tally: Tally, findings: Rows, rejected: Rows) -> None:
        """Decides what the registers say by themselves, of no official."""
        tally.read(self._stage.counts_apart(), self._stage.rejected_apart(), rejected)
        tally.lost = self._stage.rows_lost
        if not self._has_registers:
            return
        read_proposals(self._stage.database, self._places, REGISTERS)
        query = "SELECT DISTINCT kind, id FROM proposed WHERE official IS NULL ORDER BY ALL"
        pairs: list[Pair] = self._stage.database.execute(query).fetchall()
        nobody = Dossier(as_of=self._stage.as_of)
        if any(kind is None for kind, _ in pairs):
            items = self._engine.resolve(nobody, registers=(self._registers_of_all,)).items
            pairs = [(item.kind, item.id) for facts in items.values() for item in facts]
        # Some at a time: a finding keeps its explanation as long as its evaluation is kept.
        for first in range(0, len(pairs), PIECE):
            self._judge(nobody, pairs[first : first + PIECE], tally, findings)

    def _officials(self, shard: int, tally: Tally, findings: Rows, rejected: Rows, told: Callable[[int], None]) -> None:
        """Decides the officials that are proposed, and counts the others."""
        database = self._stage.database
        read_proposals(database, self._places, shard)
        told(self._settled(shard, tally))
        cursor = database.execute("SELECT DISTINCT official FROM proposed WHERE official IS NOT NULL ORDER BY official")
        officials = [official for (official,) in cursor.fetchall()]
        for first in range(0, len(officials), PIECE):
            piece = officials[first : first + PIECE]
            declarations = self._stage.declarations(shard, piece)
            tally.read(declarations.by_sheet, declarations.rejected, rejected)
            proposed = self._proposed(piece)
            for dossier in sorted(declarations.dossiers, key=official_of):
                self._judge(dossier, proposed[official_of(dossier)], tally, findings)
            told(len(piece))

    def _settled(self, shard: int, tally: Tally) -> int:
        """Counts the officials of a shard that are not proposed, and their rows, all of which count as evaluated."""
        database = self._stage.database
        database.execute(
            "CREATE OR REPLACE TEMP TABLE settled AS SELECT DISTINCT official FROM facts.officials "
            "WHERE shard = ? AND official NOT IN (SELECT official FROM proposed WHERE official IS NOT NULL)",
            [shard],
        )
        (number,) = database.execute("SELECT count(*) FROM settled").fetchone()
        for sheet in self._sheets if number else ():
            query = f"SELECT count(*) FROM {cells_of(sheet)} WHERE shard = ? AND official_id IN (SELECT official FROM settled)"
            (rows,) = database.execute(query, [shard]).fetchone()
            tally.settled(sheet.name, rows)
        tally.officials += number
        tally.settled_officials += number
        return int(number)

    def _proposed(self, officials: Sequence[str]) -> dict[str, list[Pair] | None]:
        """Returns for each official the facts to judge; `None`: all that can matter."""
        query = "SELECT DISTINCT official, kind, id FROM proposed WHERE official BETWEEN ? AND ? ORDER BY ALL"
        found: dict[str, list[Pair] | None] = {official: [] for official in officials}
        for official, kind, id in self._stage.database.execute(query, [officials[0], officials[-1]]).fetchall():
            pairs = found[official]
            if kind is None:
                found[official] = None
            elif pairs is not None:
                pairs.append((kind, id))
        return found

    def _judge(self, dossier: Dossier, pairs: Sequence[Pair] | None, tally: Tally, findings: Rows) -> None:
        """Decides one dossier about some facts; `None`: about all that can matter."""
        about = self._beside if pairs is None and dossier.official is not None else pairs
        decides = (self._engine, dossier, self._registers_of_all, self._stage.as_of)
        result = evaluated(*decides) if about is None else judged(*decides, about)
        if isinstance(result, Failed):
            tally.fails(result)
            return
        said = self._said_alone() if result.official else frozenset()
        found = [finding for finding in result.evaluation.findings if (finding.id, finding.state) not in said]
        tally.decided(result, found)
        findings.add(row_of(result.official, result.agency, finding) for finding in sorted(found, key=_in_order))

    def _said_alone(self) -> frozenset[Pair]:
        """Returns id and state of every finding of the registers by themselves: it is said once, of no official."""
        if self._said is None:
            path = self._places.findings(REGISTERS)
            rows = self._stage.database.execute(f"SELECT id, state FROM read_parquet({file(path)})").fetchall()
            self._said = frozenset(rows)
        return self._said


def official_of(dossier: Dossier) -> str:
    """Returns the id of a dossier's official, or the empty string."""
    return dossier.official.id if isinstance(dossier.official, Official) else ""


def _in_order(finding: Finding) -> tuple[int, str]:
    return finding.attention(), finding.id


class Tally:
    """Counts what becomes of a shard."""

    def __init__(self) -> None:
        self.officials = self.settled_officials = self.lost = 0
        self._later: dict[tuple[str, str, str], None] = {}
        self._failed: dict[Failed, None] = {}
        self._sheets: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self._states: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()

    def read(self, sheets: Mapping[str, Counts], problems: Iterable[Problem], rejected: Rows) -> None:
        """Counts rows that were read one by one, and keeps the places of those that could not be."""
        for name, counts in sheets.items():
            for place, number in enumerate((counts.read, counts.evaluated, counts.rejected)):
                self._sheets[name][place] += number
        rejected.add(map(rejected_row, problems))

    def settled(self, sheet: str, rows: int) -> None:
        """Counts rows of officials of whom nothing is found."""
        if rows:
            self._sheets[sheet][0] += rows
            self._sheets[sheet][1] += rows

    def decided(self, result: Audited, findings: Iterable[Finding]) -> None:
        """Counts an official, or the registers, whose evaluation succeeded."""
        self.officials += bool(result.official)
        kinds = VOCABULARY.kinds
        # Those of registers are the same beside every official: they are counted once, of no official.
        later = [(kind, id) for kind, id in result.evaluation.not_read if kinds[kind].register != bool(result.official)]
        self._later |= dict.fromkeys((result.official, kind, id) for kind, id in later)
        self._states.update(finding.state for finding in findings)
        self._outcomes.update(result.evaluation.counts)

    def fails(self, failed: Failed) -> None:
        """Notes an official, or the registers, whose evaluation failed."""
        self._failed[failed] = None

    @property
    def failed(self) -> list[tuple[str, str]]:
        """Officials whose evaluation failed, and why."""
        return [(failed.official, failed.code) for failed in self._failed]

    @property
    def later(self) -> list[tuple[str, str, str]]:
        """Official, kind and id of what is dated after the day of the audit."""
        return list(self._later)

    def account(self, files: Mapping[str, File]) -> Account:
        """Returns the account of what was counted."""
        sheets = {name: Counts(*numbers) for name, numbers in sorted(self._sheets.items())}
        outcomes, states = (dict(sorted(counts.items())) for counts in (self._outcomes, self._states))
        return Account(
            sheets, self.lost, self.officials, self.settled_officials, tuple(self._failed), len(self._later), states, outcomes, files
        )
