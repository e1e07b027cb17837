"""What a command's exit code says, and the error that withholds results.

May not know any command.
"""

from __future__ import annotations

from integrityrules.errors import IntegrityRulesError

COMPLETE, FOUND, USAGE, INCOMPLETE, WITHHELD, TAMPERED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class WithheldError(IntegrityRulesError):
    """The audit record could not be made durable; no result is shown."""

    code = "withheld"
