"""Testing rules: cases run and compared, clauses covered, and every small change of a rule noticed or shown to change nothing.

May not print or read anything but ruleset folders. What a package offers to the command line, and to agencies that test their own layer.
"""

from integrityrules.ruletests.agreement import Agreement
from integrityrules.ruletests.coverage import ClauseCoverage, CoverageResult, clause_coverage
from integrityrules.ruletests.mutate import MutantResult, MutationResult, mutate
from integrityrules.ruletests.operators import OPERATORS
from integrityrules.ruletests.run import CaseResult, SuiteResult, load_suite, read_cases, run_cases

__all__ = [
    "OPERATORS",
    "Agreement",
    "CaseResult",
    "ClauseCoverage",
    "CoverageResult",
    "MutantResult",
    "MutationResult",
    "SuiteResult",
    "clause_coverage",
    "load_suite",
    "mutate",
    "read_cases",
    "run_cases",
]
