"""Records -> dossiers: rows of one official together, bad rows apart, and what their absence makes incomplete.

May not know files or cells. Everything read is either in a dossier or a register, or counted as rejected with a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from integrityrules.errors import Problem
from integrityrules.facts.control import with_indirect_control
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.many import ManyFacts
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.tables.records import Read, Record
from integrityrules.tables.settle import Owners, further_problems, settle_dossier, settle_registers


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of an input: `read` is always `evaluated` and `rejected` together."""

    read: int
    evaluated: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Declarations:
    """What an input declares.

    Args:
        dossiers: one for each official whose row could be read, in the order of the input.
        registers: facts that belong to no single official, with a company link for every chain of control (`with_indirect_control`), which
            is no row that was read; give them to the engine with each dossier.
        rejected: what could not be read, each with sheet, row and column; empty if everything could. `line` is the row, `column` counts
            from 1 (A). No message repeats what a cell holds.
        counts: rows read, evaluated and rejected.
        by_sheet: the same for each kind of table by its machine name (`gifts`).
    """

    dossiers: tuple[Dossier, ...]
    registers: Registers
    rejected: tuple[Problem, ...]
    counts: Counts
    by_sheet: Mapping[str, Counts]

    @property
    def is_complete(self) -> bool:
        """Tells whether nothing was rejected."""
        return not self.rejected and not self.counts.rejected


@dataclass(frozen=True, slots=True)
class Whole:
    """What only all rows of an input together can tell, for those who read it in parts.

    Args:
        repeated: by sheet and id, the rows (the first six of them suffice) of each fact id that may not recur as it does.
        lost_for_all: plurals that no official has in full.
    """

    repeated: Mapping[tuple[str, str], tuple[int, ...]]
    lost_for_all: frozenset[str]


def assemble(read: Read, *, as_of: date, vocabulary: Vocabulary, whole: Whole | None = None) -> Declarations:
    """Returns the dossiers and registers that records make.

    A rejected row makes its kind incomplete for its official; one whose official cannot be told, for every official. Chains of control
    are written out where everything is there; who reads parts does it for all of them together.

    Args:
        read: an input, or a part of it that has all rows of each of its officials.
        as_of: the day every dossier is looked at.
        whole: what the whole input tells, where `read` is a part of it; `None` where `read` is everything.

    Raises:
        DeclarationError: `too-many-chains`.
    """
    return _Assembly(read, as_of, vocabulary, whole).result()


def may_not_recur(owners: set[str | None], sources: set[str], rows: int) -> bool:
    """Tells whether rows of one sheet with one id are too many: one id may recur only for the same official and from another source.

    Args:
        owners: the official of each row.
        sources: `source_of` each row.
        rows: how many there are.
    """
    return len(owners) > 1 or len(sources) < rows


def source_of(record: Record) -> str:
    """Returns who states a row, in a form that can be compared."""
    return repr(record.data.get("stated_by"))


class _Assembly:
    """Sorts the records of one input. `problems` has, by position of the record, why it is rejected."""

    def __init__(self, read: Read, as_of: date, vocabulary: Vocabulary, whole: Whole | None) -> None:
        self.read, self.as_of, self.vocabulary, self.whole = read, as_of, vocabulary, whole
        bad = [(n, record) for n, record in enumerate(read.records) if record.problems]
        self.problems: dict[int, list[Problem]] = {n: [*record.problems, *further_problems(record)] for n, record in bad}
        self.officials = self._officials()
        self.many = ManyFacts()

    def result(self) -> Declarations:
        self._refuse_strangers()
        self._refuse_duplicates()
        rows = self._rows_by_official()
        settled = [self._dossier(official_id, rows[official_id]) for official_id in self.officials if self._stands(official_id)]
        registers = self._registers() if self.whole is not None else with_indirect_control(self._registers())
        lost_for_all = self._lost_for_all()
        dossiers = tuple(_without(dossier, lost_for_all) for dossier in settled if dossier is not None)
        rejected = (*self.read.problems, *(problem for n in sorted(self.problems) for problem in self.problems[n]))
        return Declarations(dossiers, registers, rejected, *self._counts())

    # ---- who is who ------------------------------------------------------------------------------------------------------

    def _officials(self) -> dict[str, int]:
        """Returns the position of each official's row; an id on two rows belongs to neither."""
        found: dict[str, list[int]] = defaultdict(list)
        for n, record in enumerate(self.read.records):
            if record.sheet.role == "officials" and record.official_id is not None:
                found[record.official_id].append(n)
        for places in found.values():
            if len(places) > 1:
                lines = self._lines(places)
                self._reject_all(
                    places, lines, "duplicate-id", "the same `official_id` stands on more than one row", "give one row per official"
                )
        return {id: places[0] for id, places in found.items()}

    def _stands(self, official_id: str) -> bool:
        return official_id in self.officials and self.officials[official_id] not in self.problems

    def _refuse_strangers(self) -> None:
        for n, record in enumerate(self.read.records):
            id = record.official_id
            if record.sheet.role == "officials" or id is None or self._stands(id):
                continue
            column = record.columns.get("official_id", 0)
            if id in self.officials:
                problem = record.problem("official-rejected", "the row of its official was rejected", "correct that row first", column)
            else:
                advice = "add the official, or correct the id"
                problem = record.problem("unknown-official", "no official has this `official_id`", advice, column)
            self._reject(n, problem)

    def _refuse_duplicates(self) -> None:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, record in enumerate(self.read.records):
            if record.sheet.role == "facts" and record.id is not None:
                found[record.sheet.name, record.id].append(n)
        repeated = self._repeated(found) if self.whole is None else self.whole.repeated
        advice = "give each row its own id, or say in `stated_by` that another source states the same fact of the same official"
        for key, places in found.items():
            if key in repeated:
                self._reject_all(places, repeated[key], "duplicate-id", "the same `id` stands on more than one row of this sheet", advice)

    def _repeated(self, found: Mapping[tuple[str, str], list[int]]) -> Mapping[tuple[str, str], tuple[int, ...]]:
        repeated = {}
        for key, places in found.items():
            records = [self.read.records[n] for n in places]
            if may_not_recur({record.official_id for record in records}, {source_of(record) for record in records}, len(records)):
                repeated[key] = self._lines(places)
        return repeated

    # ---- rows together ---------------------------------------------------------------------------------------------------

    def _rows_by_official(self) -> Mapping[str, list[int]]:
        rows: dict[str, list[int]] = defaultdict(list)
        for n, record in enumerate(self.read.records):
            if record.official_id is not None:
                rows[record.official_id].append(n)
        return rows

    def _dossier(self, official_id: str, places: list[int]) -> Dossier | None:
        """Builds one dossier; rows that only the models refuse are rejected with the rest."""
        owners = Owners(self.read.records, [n for n in places if n not in self.problems], self.many)
        lost = {n for n in places if n in self.problems}
        dossier, refused = settle_dossier(owners, lost, self.as_of)
        for n, problem in refused:
            self._reject(n, problem)
        if dossier is None:
            for n in places:
                if n not in self.problems:
                    record = self.read.records[n]
                    self._reject(n, record.problem("official-rejected", "the row of its official was rejected", "correct that row first"))
        return dossier

    def _registers(self) -> Registers:
        places = [n for n, record in enumerate(self.read.records) if record.sheet.kind.register and n not in self.problems]
        registers, refused = settle_registers(Owners(self.read.records, places, self.many), self._untold_kinds)
        for n, problem in refused:
            self._reject(n, problem)
        return registers

    def _untold_kinds(self, refused: Iterable[int]) -> set[str]:
        """Returns the names of kinds of which rows are missing, so that no parent can say that all of its children are here."""
        kinds = {self.read.records[n].sheet.kind.name for n in (*self.problems, *refused)}
        return kinds | {kind.name for kind in self.vocabulary.kinds.values() if kind.plural in self.read.incomplete}

    # ---- what is missing -------------------------------------------------------------------------------------------------

    def _lost_for_all(self) -> frozenset[str]:
        """Returns the plurals that no official has in full: a lost row may have been anyone's."""
        if self.whole is not None:
            return self.whole.lost_for_all
        found = set(self.read.incomplete)
        for n in self.problems:
            record = self.read.records[n]
            untold = record.official_id is None or record.official_id not in self.officials
            if record.sheet.role != "officials" and (untold or record.sheet.kind.register):
                found.add(record.sheet.kind.plural)
        return frozenset(found & _listed(self.vocabulary))

    def _reject(self, n: int, problem: Problem) -> None:
        self.problems.setdefault(n, []).append(problem)

    def _lines(self, places: list[int]) -> tuple[int, ...]:
        return tuple(self.read.records[n].line for n in places)

    def _reject_all(self, places: list[int], lines: Iterable[int], code: str, message: str, advice: str) -> None:
        for n in places:
            record = self.read.records[n]
            column = record.columns.get("official_id" if record.sheet.role == "officials" else "id", 0)
            others = sorted(set(lines) - {record.line})[:5]
            also = f"also on row {', '.join(str(line) for line in others)}; " if others else ""
            self._reject(n, record.problem(code, message, f"{also}{advice}", column))

    def _counts(self) -> tuple[Counts, Mapping[str, Counts]]:
        read: dict[str, int] = defaultdict(int)
        rejected: dict[str, int] = defaultdict(int)
        for n, record in enumerate(self.read.records):
            read[record.sheet.name] += 1
            rejected[record.sheet.name] += n in self.problems
        by_sheet = {name: Counts(count, count - rejected[name], rejected[name]) for name, count in read.items()}
        total, bad = len(self.read.records) + self.read.lost, len(self.problems) + self.read.lost
        return Counts(total, total - bad, bad), by_sheet


def _listed(vocabulary: Vocabulary) -> set[str]:
    return {kind.plural for kind in vocabulary.kinds.values() if kind.name != "official"}


def _without(dossier: Dossier, plurals: frozenset[str]) -> Dossier:
    """Returns the dossier with more kinds marked as incomplete."""
    if not plurals - frozenset(dossier.incomplete):
        return dossier
    return dossier.model_copy(update={"incomplete": frozenset(dossier.incomplete) | plurals})
