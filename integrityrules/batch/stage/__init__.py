"""Any input -> a stage: raw cells in the order of shards, the columns a sieve reads, and an account of every row.

May not decide anything. `stage` makes one, `Stage` reads it.
"""

from __future__ import annotations

from integrityrules.batch.stage.build import stage
from integrityrules.batch.stage.opened import Stage
from integrityrules.batch.stage.postgres import Postgres

__all__ = ["Postgres", "Stage", "stage"]
