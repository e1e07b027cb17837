"""The catalogue of what can be declared, derived from the models: `VOCABULARY`.

May not say anything the models do not: a field exists once, in its model. To add a kind, add its model to `MODELS` and to `Dossier`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from integrityrules.errors import EngineError
from integrityrules.facts.activity import Activity
from integrityrules.facts.appointment import Appointment, Leave
from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.conduct import Absence, Conduct, FacilityUse
from integrityrules.facts.conflict import ConflictDeclaration, OfficialDecision
from integrityrules.facts.contest import Candidacy, Contest
from integrityrules.facts.fields import Holds, Words
from integrityrules.facts.gift import Gift
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.official import Official
from integrityrules.facts.procurement import Bid, CompanyLink, Package, ProcurementRole
from integrityrules.facts.relationship import Relationship
from integrityrules.facts.side_position import FormerOffice, SidePosition
from integrityrules.facts.vocabulary import FieldSpec, KindSpec, Related, Vocabulary
from integrityrules.facts.wealth_report import WealthReport

MODELS: tuple[type[Fact], ...] = (
    Official, Appointment, Leave, Gift, Relationship, WealthReport, ProcurementRole, SidePosition, FormerOffice, OfficialDecision,
    ConflictDeclaration, Activity, Absence, FacilityUse, Conduct, Package, Bid, CompanyLink, Contest, Candidacy,
)  # fmt: skip


def holds_of(model: type[Fact], name: str) -> Holds:
    """Returns what a field of a model holds."""
    found = next((item for item in model.model_fields[name].metadata if isinstance(item, Holds)), None)
    if found is None:
        raise EngineError(f"field `{name}` of `{model.called}` does not say what it holds")
    return found


def words_of(model: type[Fact], name: str) -> Words:
    """Returns the words about a field of a model."""
    extra: Any = model.model_fields[name].json_schema_extra
    words = extra.get("words") if isinstance(extra, Mapping) else None
    if not isinstance(words, Words):
        raise EngineError(f"field `{name}` of `{model.called}` has no words")
    return words


def outside_name(model: type[Fact], name: str) -> str:
    """Returns the name of a field as it is outside Python (`from` for `from_`)."""
    return model.model_fields[name].alias or name


def _field_spec(model: type[Fact], name: str) -> FieldSpec:
    holds, words = holds_of(model, name), words_of(model, name)
    return FieldSpec(
        outside_name(model, name),
        holds.type,
        words.label,
        words.question,
        words.unit,
        words.sensitivity,
        words.asked_of,
        holds.spelled,
        words.filed,
    )


def _kind_spec(model: type[Fact]) -> KindSpec:
    kind = model.kind_of_fact
    specs = [_field_spec(model, name) for name in model.model_fields if name not in OWN_FIELDS]
    return KindSpec(
        kind.name,
        kind.plural,
        kind.label,
        MappingProxyType({spec.name: spec for spec in specs}),
        kind.dated_by,
        kind.span,
        kind.register,
        MappingProxyType({related.name: related for related in kind.related}),
    )


_ENTITY_RELATED = (
    Related("held_by", "company_link", "organisation"),
    Related("holds", "company_link", "holder"),
    Related("bids", "bid", "bidder"),
    Related("candidacies", "candidacy", "candidate"),
    Related("relationships", "relationship", "person"),
    Related("side_positions", "side_position", "organisation"),
    Related("former_offices", "former_office", "person"),
    Related("gifts", "gift", "giver"),
)

VOCABULARY = Vocabulary(
    MappingProxyType({model.kind_of_fact.name: _kind_spec(model) for model in MODELS}),
    CODE_LISTS,
    MappingProxyType({related.name: related for related in _ENTITY_RELATED}),
)
"""Every kind, field and code list that conditions can read."""

PLURALS: Mapping[str, type[Fact]] = MappingProxyType({model.kind_of_fact.plural: model for model in MODELS if model is not Official})
"""The models of what a dossier lists, by the plural name of their kind."""
