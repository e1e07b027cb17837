"""The sieve on Spark: the facts of a stage go out as Parquet, what any rule may find something about comes back.

May not decide, and knows no rules: the statements are those that `batch.sieve` writes for DuckDB, turned over by `sqlglot`.
"""

from integrityrules.batch.spark.propose import on_spark

__all__ = ["on_spark"]
