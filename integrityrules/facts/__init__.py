"""What can be declared: values, models, code lists, entities, the dossier.

May not know rules, files or a clock. Every other room reads facts through the catalogue and through resolved items.
"""

from integrityrules.facts.activity import Activity
from integrityrules.facts.amounts import ForeignMoney
from integrityrules.facts.appointment import Appointment, Leave
from integrityrules.facts.catalogue import MODELS, VOCABULARY
from integrityrules.facts.conduct import Absence, Conduct, FacilityUse
from integrityrules.facts.conflict import ConflictDeclaration, OfficialDecision
from integrityrules.facts.contest import Candidacy, Contest
from integrityrules.facts.control import with_indirect_control
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.gift import Gift
from integrityrules.facts.official import Official
from integrityrules.facts.procurement import Bid, CompanyLink, Package, ProcurementRole
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.facts.relationship import Relationship
from integrityrules.facts.resolve import resolve
from integrityrules.facts.schema import dossier_schema
from integrityrules.facts.side_position import FormerOffice, SidePosition
from integrityrules.facts.values import NOT_YET, ONGOING, Range
from integrityrules.facts.wealth_report import WealthReport
from integrityrules.facts.writing import dossier_data

__all__ = [
    "MODELS",
    "NOT_YET",
    "ONGOING",
    "VOCABULARY",
    "Absence",
    "Activity",
    "Appointment",
    "Bid",
    "Candidacy",
    "CompanyLink",
    "Conduct",
    "ConflictDeclaration",
    "Contest",
    "Dossier",
    "Entity",
    "FacilityUse",
    "ForeignMoney",
    "FormerOffice",
    "Gift",
    "Leave",
    "Official",
    "OfficialDecision",
    "Package",
    "ProcurementRole",
    "Range",
    "Registers",
    "Relationship",
    "SidePosition",
    "WealthReport",
    "dossier_data",
    "dossier_schema",
    "read_dossier",
    "read_registers",
    "resolve",
    "with_indirect_control",
]
