"""Invented declarations in any number, for trying out, for documentation and for benchmarks.

May not decide anything, nor name anything real. Equal options give equal data.
"""

from integrityrules.batch.example.size import HOLES, Size
from integrityrules.batch.example.write import FORMATS, Format, Written, write_example

__all__ = ["FORMATS", "HOLES", "Format", "Size", "Written", "write_example"]
