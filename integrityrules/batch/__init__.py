"""Many dossiers at once.

May not decide anything: every dossier goes through the engine. Nothing is dropped because something failed.
"""

from integrityrules.batch.audit import Audit, Audited, Failed, audit

__all__ = ["Audit", "Audited", "Failed", "audit"]
