"""The sieve: which facts of a stage any rule may find something about, by SQL over columns. All others certainly have no finding.

May not decide: it proposes, and `decide` says. INVARIANT: it may propose too much, never too little; what is unknown, or could not be
worked out in columns, is proposed. See docs/decisions/0022.
"""

from integrityrules.batch.sieve.heading import heading
from integrityrules.batch.sieve.script import DIALECTS, Dialect, script
from integrityrules.batch.sieve.sieve import Sieve

__all__ = ["DIALECTS", "Dialect", "Sieve", "heading", "script"]
