"""integrityrules: what follows from what a civil servant declared, under the law in force on the day it happened.

The public names. No logic, no files, no threads.
"""

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.decide.semantics import VERSION as __version__
from integrityrules.engine import Engine
from integrityrules.errors import (
    DeclarationError,
    EngineError,
    IntegrityRulesError,
    MissingExtraError,
    Problem,
    RulesetError,
    TrailError,
    UsageError,
)
from integrityrules.facts import (
    NOT_YET,
    ONGOING,
    Appointment,
    Bid,
    CompanyLink,
    Dossier,
    Entity,
    ForeignMoney,
    Gift,
    Leave,
    Official,
    Package,
    ProcurementRole,
    Range,
    Registers,
    Relationship,
    WealthReport,
    read_dossier,
    read_registers,
)
from integrityrules.library import load_engine

__all__ = [
    "NOT_YET",
    "ONGOING",
    "Appointment",
    "Bid",
    "CompanyLink",
    "DeclarationError",
    "Dossier",
    "Engine",
    "EngineError",
    "Entity",
    "Evaluation",
    "Finding",
    "ForeignMoney",
    "Gift",
    "IntegrityRulesError",
    "Leave",
    "MissingExtraError",
    "Official",
    "Package",
    "Problem",
    "ProcurementRole",
    "Range",
    "Registers",
    "Relationship",
    "RulesetError",
    "TrailError",
    "UsageError",
    "WealthReport",
    "__version__",
    "load_engine",
    "read_dossier",
    "read_registers",
]
