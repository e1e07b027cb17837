"""integrityrules: what follows from what a civil servant declared, under the law in force on the day it happened.

The public names, each imported when it is first used, so that `import integrityrules` costs nothing. No logic, no files, no threads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integrityrules.decide.evaluation import Evaluation
    from integrityrules.decide.finding import Finding
    from integrityrules.engine import Engine
    from integrityrules.errors import (
        DeclarationError,
        EngineError,
        IntegrityRulesError,
        MissingExtraError,
        Problem,
        RulesetError,
        RunError,
        TrailError,
        UsageError,
    )
    from integrityrules.facts import (
        NOT_YET,
        ONGOING,
        Absence,
        Activity,
        Appointment,
        Bid,
        Candidacy,
        CompanyLink,
        Conduct,
        ConflictDeclaration,
        Contest,
        Dossier,
        Entity,
        FacilityUse,
        ForeignMoney,
        FormerOffice,
        Gift,
        Leave,
        Official,
        OfficialDecision,
        Package,
        ProcurementRole,
        Range,
        Registers,
        Relationship,
        SidePosition,
        WealthReport,
        read_dossier,
        read_registers,
    )
    from integrityrules.library import load_engine

__version__ = "0.1.0"

_HOMES = {
    "Evaluation": "integrityrules.decide.evaluation",
    "Finding": "integrityrules.decide.finding",
    "Engine": "integrityrules.engine",
    "DeclarationError": "integrityrules.errors",
    "EngineError": "integrityrules.errors",
    "IntegrityRulesError": "integrityrules.errors",
    "MissingExtraError": "integrityrules.errors",
    "Problem": "integrityrules.errors",
    "RulesetError": "integrityrules.errors",
    "RunError": "integrityrules.errors",
    "TrailError": "integrityrules.errors",
    "UsageError": "integrityrules.errors",
    "load_engine": "integrityrules.library",
}
"""Where a public name lives, if not among the facts."""

__all__ = [
    "NOT_YET",
    "ONGOING",
    "Absence",
    "Activity",
    "Appointment",
    "Bid",
    "Candidacy",
    "CompanyLink",
    "Conduct",
    "ConflictDeclaration",
    "Contest",
    "DeclarationError",
    "Dossier",
    "Engine",
    "EngineError",
    "Entity",
    "Evaluation",
    "FacilityUse",
    "Finding",
    "ForeignMoney",
    "FormerOffice",
    "Gift",
    "IntegrityRulesError",
    "Leave",
    "MissingExtraError",
    "Official",
    "OfficialDecision",
    "Package",
    "Problem",
    "ProcurementRole",
    "Range",
    "Registers",
    "Relationship",
    "RulesetError",
    "RunError",
    "SidePosition",
    "TrailError",
    "UsageError",
    "WealthReport",
    "__version__",
    "load_engine",
    "read_dossier",
    "read_registers",
    "with_indirect_control",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOMES.get(name, "integrityrules.facts")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
