"""Tables in and out: workbooks, CSV and JSONL on one side, facts on the other.

May not decide anything. Everything read is either in `Declarations.dossiers` or `registers`, or counted as rejected with a reason.
"""

from __future__ import annotations

from integrityrules.tables.assemble import Counts, Declarations
from integrityrules.tables.read import read_declarations
from integrityrules.tables.registers import load_registers
from integrityrules.tables.template import write_template

__all__ = ["Counts", "Declarations", "load_registers", "read_declarations", "write_template"]
