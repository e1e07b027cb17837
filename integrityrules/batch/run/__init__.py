"""The columnar run, for inputs that do not fit in memory: settled in columns, or decided one by one.

May not decide: the sieve settles what certainly finds nothing, the engine judges the rest as if each official were alone.
"""

from integrityrules.batch.run.drive import Progress, run_audit
from integrityrules.batch.run.proposals import Proposer, everybody, in_columns
from integrityrules.batch.run.result import RunResult, open_run

__all__ = ["Progress", "Proposer", "RunResult", "everybody", "in_columns", "open_run", "run_audit"]
