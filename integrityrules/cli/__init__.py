"""The command line. Every command does what the library can do too.

May not decide, read or write anything by itself that the library offers.
"""

from integrityrules.cli.main import main

__all__ = ["main"]
