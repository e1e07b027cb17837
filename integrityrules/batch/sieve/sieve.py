"""All statements of a rulebook over the columns of a stage, and running them for some shards.

May not open a database. What a statement is, `lanes` and `reviews` say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from integrityrules.batch.sieve.lanes import House, lane_statements, register_statements
from integrityrules.batch.sieve.register_rows import register_rows
from integrityrules.batch.sieve.reviews import register_reviews, review_statements
from integrityrules.batch.sieve.tables import (
    OFFICIAL,
    REGISTER,
    SHARD,
    Contents,
    Relation,
    among,
    layout_of,
    register_relations,
    shard_relations,
    timeline_table,
)  # fmt: skip
from integrityrules.batch.sieve.versions import law_of
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.dossier import Registers
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.vocabulary import KindSpec, Vocabulary
from integrityrules.language.sql import Statement
from integrityrules.language.sql.layout import scheme_column
from integrityrules.language.sql.texts import quoted
from integrityrules.language.sql.work_days import work_days, work_ranks
from integrityrules.rulebook.compile import Rulebook

PROPOSED = "proposed"
LEFT_ALONE = "in_clause,join_order,build_side_probe_side"
"""What DuckDB is not to do with statements: it guesses that few rows are left where all are, and joins the other way round, by tables of
sixty columns; and it makes a join of every list of codes."""
NOBODY = "SELECT CAST(NULL AS VARCHAR) AS official, CAST(NULL AS VARCHAR) AS kind, CAST(NULL AS VARCHAR) AS id WHERE FALSE"


class Sieve:
    """Proposes what may have findings.

    Args:
        rulebook: the rules.
        calendars: working-day calendars by id.
        as_of: the day of the run, which the stage was made for.
        registers: what is read with every dossier besides what is in the stage.
    """

    def __init__(
        self, rulebook: Rulebook, calendars: Mapping[str, WorkCalendar], as_of: date, registers: Iterable[Registers] = ()
    ) -> None:  # fmt: skip
        self._rulebook = rulebook
        self._calendars = calendars
        self._as_of = as_of
        self._registers = tuple(registers)

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds of facts."""
        return self._rulebook.vocabulary

    def propose(self, database: Any, parts: Iterable[range | None]) -> None:
        """Makes the temporary table `proposed(official, kind, id)`.

        Args:
            database: a connection to a stage.
            parts: shards whose officials are looked at together; `None` for what the registers say by themselves.

        A row `(official, NULL, NULL)` stands for everything about an official. Of the registers, `official` is NULL, and
        `(NULL, NULL, NULL)` stands for all their facts.
        """
        of_officials, of_registers = self.prepare(database)
        database.execute(f"SET disabled_optimizers = '{LEFT_ALONE}'")
        make(database, Relation(PROPOSED, NOBODY, is_kept=True))
        for shards in parts:
            if shards is not None:
                for relation in shard_relations(self._rulebook.vocabulary, shards):
                    make(database, relation)
                database.execute(f"INSERT INTO {PROPOSED} {rough(shards)}")
            for statement in of_registers if shards is None else of_officials:
                database.execute(f"INSERT INTO {PROPOSED} {statement.text()}")
        database.execute("RESET disabled_optimizers")

    def relations(self) -> Iterator[Relation]:
        """Yields what statements read besides the facts of a shard: registers and calendars."""
        vocabulary = self._rulebook.vocabulary
        yield from register_relations(vocabulary, register_rows(self._registers, vocabulary, self._as_of))
        yield Relation("work_days", work_days(self._calendars), is_kept=True)
        yield Relation("work_ranks", work_ranks(), is_kept=True)

    def statements(self, contents: Contents | None = None) -> Iterator[tuple[str, Statement]]:
        """Yields a name, which begins with the kind of fact, and each statement for the officials of a shard.

        Args:
            contents: what is known of the data; by default nothing.
        """
        house = self._house(contents or Contents())
        for kind in self._rulebook.vocabulary.kinds.values():
            for lane in self._rulebook.lanes.get(kind.name, ()):
                if self._is_sieved(house, kind):
                    yield from ((f"{kind.name} {lane.key}".strip(), found) for found in lane_statements(house, lane))
                else:
                    yield kind.name, Statement((), _EVERYONE)
            if kind.name in self._rulebook.defined_kinds:
                if self._is_sieved(house, kind):
                    yield from ((f"{kind.name} review", found) for found in review_statements(house, kind))
                else:
                    yield kind.name, Statement((), _EVERYONE)

    def register_statements(self, contents: Contents | None = None) -> Iterator[tuple[str, Statement]]:
        """Yields a name and each statement for what the registers say by themselves."""
        house = self._house(contents or Contents())
        for kind in (kind for kind in self._rulebook.vocabulary.kinds.values() if kind.register):
            lanes = self._rulebook.lanes.get(kind.name, ())
            is_judged = bool(lanes) or kind.name in self._rulebook.defined_kinds
            if is_judged and not self._is_sieved(house, kind):
                yield kind.name, Statement((), _EVERYTHING)
                continue
            for lane in lanes:
                yield from ((f"{kind.name} {lane.key}".strip(), found) for found in register_statements(house, lane))
            if kind.name in self._rulebook.defined_kinds:
                yield from ((f"{kind.name} review", found) for found in register_reviews(house, kind))

    def _is_sieved(self, house: House, kind: KindSpec) -> bool:
        return kind.name != OFFICIAL and kind.name not in house.layout.elsewhere

    def _house(self, contents: Contents) -> House:
        vocabulary = self._rulebook.vocabulary
        plans = self._rulebook.plans
        today = next(plan for plan in reversed(plans) if plan.start is None or plan.start <= self._as_of)
        return House(
            vocabulary, layout_of(vocabulary, contents), timeline_table(vocabulary, contents), self._as_of, self._calendars, plans,
            law_of(today.settings[""]),
        )  # fmt: skip

    # ---- what only the data tell -------------------------------------------------------------------------------------------

    def prepare(self, database: Any) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """Makes the relations of `relations` in a stage, and looks at it.

        Returns:
            the statements for officials, and for what registers say by themselves, as short as what the stage holds allows.
        """
        for relation in self.relations():
            make(database, relation)
        contents = self._look(database)
        found = (self.statements(contents), self.register_statements(contents))
        of_officials, of_registers = (tuple(one for _, one in part) for part in found)
        return of_officials, of_registers

    def _look(self, database: Any) -> Contents:
        """Returns what is to be known of a stage before it is asked: it makes the statements shorter, and their answers narrower."""
        schemes: dict[tuple[str, str], tuple[str, ...]] = {}
        sound, elsewhere = set[str](), set[str]()
        for kind in self._rulebook.vocabulary.kinds.values():
            schemes |= {(kind.name, field): found for field, found in _schemes(database, kind).items()}
            if kind.register:
                table = f"facts.{kind.plural}"
                rough, rows, ids = database.execute(
                    f"SELECT COUNT(*) FILTER (WHERE rough), COUNT(*), COUNT(DISTINCT id) FROM {table}"
                ).fetchone()
                sound |= set() if rough else {kind.name}
                elsewhere |= set() if rows == ids else {kind.name}  # several sources of one fact are one fact
        return Contents(schemes, frozenset(sound), frozenset(elsewhere))


_EVERYONE = f"SELECT official, CAST(NULL AS VARCHAR) AS kind, CAST(NULL AS VARCHAR) AS id FROM {SHARD}officials"
_EVERYTHING = "SELECT CAST(NULL AS VARCHAR) AS official, CAST(NULL AS VARCHAR) AS kind, CAST(NULL AS VARCHAR) AS id"


def rough(shards: range | None) -> str:
    """Returns the query of the officials of some shards, or of all (`None`), of whom columns do not hold what their facts say."""
    there = "TRUE" if shards is None else among(shards)
    return f"""SELECT official, NULL, NULL FROM facts.rough_officials WHERE {there}
UNION SELECT official_id, NULL, NULL FROM cells.officials WHERE {there} AND official_id IS NOT NULL
  AND official_id NOT IN (SELECT official FROM facts.officials WHERE {there} AND official IS NOT NULL)"""


def _schemes(database: Any, kind: KindSpec) -> dict[str, tuple[str, ...]]:
    """Returns the schemes in which the entities of a kind have numbers."""
    fields = [spec.name for spec in kind.fields.values() if spec.type.name == "entity"]
    if not fields:
        return {}
    columns = [(field, scheme) for field in fields for scheme in SCHEMES]
    counts = ", ".join(f"COUNT({quoted(scheme_column(field, scheme))})" for field, scheme in columns)
    found = database.execute(f"SELECT {counts} FROM {REGISTER if kind.register else 'facts.'}{kind.plural}").fetchone()
    used = {column for column, number in zip(columns, found, strict=True) if number}
    return {field: tuple(scheme for scheme in SCHEMES if (field, scheme) in used) for field in fields}


def make(database: Any, relation: Relation) -> None:
    """Makes a relation in DuckDB, in place of the one before."""
    kept = "TABLE" if relation.is_kept else "VIEW"
    database.execute(f"CREATE OR REPLACE TEMP {kept} {relation.name} AS {relation.query}")
