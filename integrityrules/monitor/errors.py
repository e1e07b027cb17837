"""What goes wrong with a monitor itself. What is wrong with a fact is a `DeclarationError`, as everywhere.

May not say what was declared.
"""

from integrityrules.errors import IntegrityRulesError


class MonitorError(IntegrityRulesError):
    """The monitor cannot go on, or its store cannot be used.

    Attributes:
        code: `monitor-closed`, `monitor-failed` (an earlier call failed half-way; open it again from its store), `store-locked`,
            `unreadable-store`, `store-failed` (whether the last call is in the store is not known; open it again and look),
            `matcher-failed`, `no-durable-rules`.
    """

    code = "monitor-failed"
