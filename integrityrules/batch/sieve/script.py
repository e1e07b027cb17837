"""The sieve as a script for a warehouse: the tables it expects, what it makes of them, and one INSERT for each statement.

May not run anything. Statements are written for DuckDB; `sqlglot` turns them over to other dialects.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from integrityrules.batch.sieve.sieve import PROPOSED, Sieve
from integrityrules.batch.sieve.tables import fact_columns, shard_relations
from integrityrules.errors import MissingExtraError
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.language.sql.texts import quoted

Dialect = Literal["duckdb", "postgres", "spark"]
SETTING = "SET spark.sql.constraintPropagation.enabled = false"
"""For Spark: what it concludes from conditions grows with every layer of a statement, until its planning does not end."""

DIALECTS: tuple[Dialect, ...] = ("duckdb", "postgres", "spark")


def script(sieve: Sieve, vocabulary: Vocabulary, dialect: Dialect) -> Iterator[str]:
    """Yields the statements, in order, without a semicolon behind them.

    Args:
        sieve: of the rules and the day.
        vocabulary: the kinds of facts.
        dialect: of the warehouse.

    The result is in `proposed(official, kind, id)`: all else certainly has no finding. Ids of facts in registers are unique.

    Raises:
        MissingExtraError: sqlglot is not installed, and the dialect is not DuckDB's.
    """
    for text in _untold(sieve, vocabulary, dialect):
        yield turned(text, dialect)


def _untold(sieve: Sieve, vocabulary: Vocabulary, dialect: Dialect) -> Iterator[str]:
    """Yields the statements in DuckDB's SQL.

    Spark has no temporary tables, and would write out again what a query reads several times: it gets tables that are dropped.
    """
    yield from tables(vocabulary)
    yield from [SETTING] if dialect == "spark" else []
    relations = (*sieve.relations(), *shard_relations(vocabulary, None))
    for relation in relations:
        temporary = "" if relation.is_kept and dialect == "spark" else "TEMPORARY "
        yield f"CREATE {temporary}{'TABLE' if relation.is_kept else 'VIEW'} {relation.name} AS {relation.query}"
        # PostgreSQL knows nothing of a new table, and would go through it once for each row of another.
        yield from [f"ANALYZE {relation.name}"] if relation.is_kept and dialect == "postgres" else []
    yield f"CREATE TABLE {PROPOSED} (official VARCHAR, kind VARCHAR, id VARCHAR)"
    yield f"INSERT INTO {PROPOSED} SELECT official, NULL, NULL FROM facts.rough_officials"
    for _, statement in (*sieve.statements(), *sieve.register_statements()):
        if dialect != "spark":
            yield f"INSERT INTO {PROPOSED} {statement.text()}"
            continue
        first, result = statement.parts()
        yield from (f"CREATE TABLE {name} AS {text}" for name, text in first)
        yield f"INSERT INTO {PROPOSED} {result}"
        yield from (f"DROP TABLE {name}" for name, _ in first)
    if dialect == "spark":
        yield from (f"DROP TABLE {relation.name}" for relation in relations if relation.is_kept)


def tables(vocabulary: Vocabulary) -> Iterator[str]:
    """Yields the statements that make the tables the script expects, where they are not there yet."""
    yield "CREATE SCHEMA IF NOT EXISTS facts"
    for kind in vocabulary.kinds.values():
        columns = ", ".join(f"{quoted(name)} {type}" for name, type in fact_columns(kind))
        yield f"CREATE TABLE IF NOT EXISTS facts.{kind.plural} ({columns})"
    spells = 'shard INTEGER, official VARCHAR, kind VARCHAR, id VARCHAR, field VARCHAR, value VARCHAR, "from" DATE, until DATE'
    yield f"CREATE TABLE IF NOT EXISTS facts.spells ({spells})"
    yield "CREATE TABLE IF NOT EXISTS facts.rough_officials (shard INTEGER, official VARCHAR)"


def turned(text: str, dialect: Dialect) -> str:
    """Returns a statement of DuckDB in a dialect."""
    if dialect == "duckdb":
        return text
    try:
        import sqlglot
    except ImportError:
        raise MissingExtraError(f"writing SQL for {dialect}", "batch") from None
    written: str = sqlglot.transpile(text, read="duckdb", write=dialect, pretty=True)[0]
    return written
