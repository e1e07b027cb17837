"""Sixty conditions of three to six clauses on one gift, each beside the two-valued Python that somebody would write by hand.

Not law: shaped like it. The second column is what the first costs when nobody may leave a question unanswered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from integrityrules.facts.vocabulary import BOOL, DATE, INT, MONEY, CodeList, FieldSpec, KindSpec, Text, Type, Vocabulary


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift of which everything is known."""

    accepted: bool
    refusable: bool
    perishable: bool
    cash_like: bool
    has_logo: bool
    for_all: bool
    official: bool
    declared: bool
    pieces: int
    late_days: int
    value: int
    limit: int
    cost: int
    occasion: str
    relation: str
    form: str
    received_on: date
    reported_on: date


OCCASIONS = ("wedding", "farewell", "holiday", "seminar", "visit", "birth", "funeral", "none_of_these")
RELATIONS = ("family", "co_worker", "superior", "subordinate", "vendor", "bidder", "applicant", "audited", "public")
FORMS = ("money", "goods", "food", "travel", "ticket", "discount", "facility")
CODES = {"occasion": OCCASIONS, "relation": RELATIONS, "form": FORMS}

TYPES: dict[str, Type] = {
    **dict.fromkeys(("accepted", "refusable", "perishable", "cash_like", "has_logo", "for_all", "official", "declared"), BOOL),
    **dict.fromkeys(("pieces", "late_days"), INT),
    **dict.fromkeys(("value", "limit", "cost"), MONEY),
    **{name: Type("code", name) for name in CODES},
    **dict.fromkeys(("received_on", "reported_on"), DATE),
}


def vocabulary() -> Vocabulary:
    """Returns the vocabulary of the rules: one kind, no spells, nothing defined."""

    def said(text: str) -> Text:
        return Text(text, text)

    fields = {name: FieldSpec(name, type, said(name), said(name)) for name, type in TYPES.items()}
    lists = {id: CodeList(id, said(id), {code: said(code) for code in codes}) for id, codes in CODES.items()}
    return Vocabulary({"gift": KindSpec("gift", "gifts", said("gift"), fields, "received_on")}, lists, {})


def complete_gifts(count: int, seed: int = 1) -> list[Gift]:
    """Returns random gifts of which everything is known."""
    random = Random(seed)

    def value(name: str, type: Type) -> Any:
        if type == BOOL:
            return random.random() < 0.5
        if type == DATE:
            return date(2026, random.randint(1, 6), random.randint(1, 28))
        if type.name == "code":
            return random.choice(CODES[type.of])
        return random.randint(0, 12) if type == INT else random.choice((50_000, 200_000, 400_000, 900_000, 1_200_000, 12_000_000))

    return [Gift(**{name: value(name, type) for name, type in TYPES.items()}) for _ in range(count)]


NEW_LAW = date(2026, 1, 20)
MARCH = date(2026, 3, 1)
CLOSE = frozenset({"superior", "subordinate", "co_worker"})
DEPENDENT = frozenset({"vendor", "bidder", "applicant", "audited"})
FEASTS = frozenset({"wedding", "birth", "funeral"})
KIND = frozenset({"food", "goods"})
MOVED = frozenset({"travel", "ticket"})

RULES: tuple[tuple[str, Callable[[Gift], bool]], ...] = (
    ('gift.accepted && gift.relation == "vendor" && gift.value > 0',
     lambda g: g.accepted and g.relation == "vendor" and g.value > 0),
    ('gift.accepted && gift.relation in ["vendor", "bidder", "applicant", "audited"] && !gift.declared',
     lambda g: g.accepted and g.relation in DEPENDENT and not g.declared),
    ('gift.occasion == "wedding" && gift.value <= 1500000 && gift.received_on >= "2026-01-20"',
     lambda g: g.occasion == "wedding" and g.value <= 1_500_000 and g.received_on >= NEW_LAW),
    ('gift.occasion == "wedding" && gift.value <= 1000000 && gift.received_on < "2026-01-20"',
     lambda g: g.occasion == "wedding" and g.value <= 1_000_000 and g.received_on < NEW_LAW),
    ('gift.relation == "co_worker" && gift.value <= 200000 && gift.form != "money"',
     lambda g: g.relation == "co_worker" and g.value <= 200_000 and g.form != "money"),
    ('gift.relation == "co_worker" && gift.value > 200000 && gift.form != "money" && gift.accepted',
     lambda g: g.relation == "co_worker" and g.value > 200_000 and g.form != "money" and g.accepted),
    ('gift.perishable && gift.form == "food" && gift.value <= 200000 && !gift.declared',
     lambda g: g.perishable and g.form == "food" and g.value <= 200_000 and not g.declared),
    ('gift.cash_like && gift.accepted && gift.value > gift.limit',
     lambda g: g.cash_like and g.accepted and g.value > g.limit),
    ('gift.has_logo && gift.for_all && gift.occasion == "seminar"',
     lambda g: g.has_logo and g.for_all and g.occasion == "seminar"),
    ('gift.official && gift.form in ["travel", "ticket"] && gift.cost <= gift.limit',
     lambda g: g.official and g.form in MOVED and g.cost <= g.limit),
    ('gift.official && gift.form == "travel" && gift.cost > gift.limit && !gift.declared',
     lambda g: g.official and g.form == "travel" and g.cost > g.limit and not g.declared),
    ('gift.accepted && gift.late_days > 10 && gift.declared && gift.received_on >= "2026-01-20"',
     lambda g: g.accepted and g.late_days > 10 and g.declared and g.received_on >= NEW_LAW),
    ('gift.reported_on > gift.received_on && gift.late_days <= 10 && gift.declared',
     lambda g: g.reported_on > g.received_on and g.late_days <= 10 and g.declared),
    ('gift.occasion in ["wedding", "birth", "funeral"] && gift.value <= 1000000 && gift.relation != "vendor"',
     lambda g: g.occasion in FEASTS and g.value <= 1_000_000 and g.relation != "vendor"),
    ('gift.occasion in ["wedding", "birth", "funeral"] && gift.value > 1000000 && gift.accepted && !gift.declared',
     lambda g: g.occasion in FEASTS and g.value > 1_000_000 and g.accepted and not g.declared),
    ('gift.relation == "family" && gift.value > 0 && !gift.official',
     lambda g: g.relation == "family" and g.value > 0 and not g.official),
    ('gift.relation == "superior" && gift.accepted && (gift.value > 1000000 || gift.cash_like)',
     lambda g: g.relation == "superior" and g.accepted and (g.value > 1_000_000 or g.cash_like)),
    ('gift.relation == "subordinate" && gift.accepted && (gift.value > 200000 || gift.form == "money")',
     lambda g: g.relation == "subordinate" and g.accepted and (g.value > 200_000 or g.form == "money")),
    ('(gift.relation == "bidder" || gift.relation == "vendor") && gift.pieces > 1 && gift.value > 400000',
     lambda g: (g.relation == "bidder" or g.relation == "vendor") and g.pieces > 1 and g.value > 400_000),
    ('gift.accepted && !gift.refusable && gift.declared && gift.late_days <= 30',
     lambda g: g.accepted and not g.refusable and g.declared and g.late_days <= 30),
    ('gift.accepted && gift.refusable && gift.relation in ["vendor", "bidder", "applicant", "audited"] && gift.value > 0',
     lambda g: g.accepted and g.refusable and g.relation in DEPENDENT and g.value > 0),
    ('!gift.accepted && gift.declared && gift.reported_on >= gift.received_on',
     lambda g: not g.accepted and g.declared and g.reported_on >= g.received_on),
    ('gift.value >= 10000000 && gift.accepted && !gift.declared && gift.relation != "family"',
     lambda g: g.value >= 10_000_000 and g.accepted and not g.declared and g.relation != "family"),
    ('gift.form == "discount" && gift.for_all && gift.value <= gift.limit && gift.relation != "bidder"',
     lambda g: g.form == "discount" and g.for_all and g.value <= g.limit and g.relation != "bidder"),
    ('gift.form == "discount" && !gift.for_all && gift.accepted',
     lambda g: g.form == "discount" and not g.for_all and g.accepted),
    ('gift.form == "facility" && (gift.relation == "applicant" || gift.relation == "audited") && gift.accepted',
     lambda g: g.form == "facility" and (g.relation == "applicant" or g.relation == "audited") and g.accepted),
    ('gift.occasion == "holiday" && gift.form in ["food", "goods"] && gift.accepted && gift.relation != "co_worker"',
     lambda g: g.occasion == "holiday" and g.form in KIND and g.accepted and g.relation != "co_worker"),
    ('gift.occasion == "holiday" && gift.form == "money" && gift.value > 0 && gift.accepted && !gift.declared',
     lambda g: g.occasion == "holiday" and g.form == "money" and g.value > 0 and g.accepted and not g.declared),
    ('gift.occasion == "farewell" && gift.value > 1000000 && gift.received_on < "2026-01-20"',
     lambda g: g.occasion == "farewell" and g.value > 1_000_000 and g.received_on < NEW_LAW),
    ('gift.occasion == "farewell" && gift.received_on >= "2026-01-20" && gift.accepted && !gift.declared && gift.value > 200000',
     lambda g: g.occasion == "farewell" and g.received_on >= NEW_LAW and g.accepted and not g.declared and g.value > 200_000),
    ('gift.occasion == "seminar" && !gift.official && gift.cost > 400000',
     lambda g: g.occasion == "seminar" and not g.official and g.cost > 400_000),
    ('gift.occasion == "visit" && gift.official && (gift.form == "food" || gift.perishable) && gift.value <= 400000',
     lambda g: g.occasion == "visit" and g.official and (g.form == "food" or g.perishable) and g.value <= 400_000),
    ('gift.pieces >= 3 && gift.pieces <= 8 && gift.value > 200000 && gift.relation in ["superior", "subordinate", "co_worker"]',
     lambda g: g.pieces >= 3 and g.pieces <= 8 and g.value > 200_000 and g.relation in CLOSE),
    ('gift.pieces > 5 && !gift.for_all && !gift.has_logo',
     lambda g: g.pieces > 5 and not g.for_all and not g.has_logo),
    ('(gift.cash_like || gift.form == "money") && gift.relation != "family" && gift.accepted && !gift.declared',
     lambda g: (g.cash_like or g.form == "money") and g.relation != "family" and g.accepted and not g.declared),
    ('gift.late_days > 30 && gift.accepted && (gift.value > 1000000 || gift.relation == "audited")',
     lambda g: g.late_days > 30 and g.accepted and (g.value > 1_000_000 or g.relation == "audited")),
    ('gift.late_days > 7 && gift.late_days <= 10 && gift.accepted',
     lambda g: g.late_days > 7 and g.late_days <= 10 and g.accepted),
    ('gift.received_on >= "2026-03-01" && gift.declared && gift.late_days == 0',
     lambda g: g.received_on >= MARCH and g.declared and g.late_days == 0),
    ('gift.received_on < "2026-03-01" && !gift.declared && gift.value != 0 && gift.accepted',
     lambda g: g.received_on < MARCH and not g.declared and g.value != 0 and g.accepted),
    ('gift.value > gift.limit && gift.cost > gift.limit && gift.official',
     lambda g: g.value > g.limit and g.cost > g.limit and g.official),
    ('gift.value <= gift.limit && gift.has_logo && gift.perishable && gift.occasion != "none_of_these"',
     lambda g: g.value <= g.limit and g.has_logo and g.perishable and g.occasion != "none_of_these"),
    ('!(gift.relation == "family" || gift.relation == "co_worker") && gift.accepted && gift.value > 1000000',
     lambda g: not (g.relation == "family" or g.relation == "co_worker") and g.accepted and g.value > 1_000_000),
    ('!(gift.for_all && gift.has_logo) && gift.occasion == "seminar" && gift.accepted',
     lambda g: not (g.for_all and g.has_logo) and g.occasion == "seminar" and g.accepted),
    ('gift.accepted && (gift.relation == "vendor" || gift.relation == "bidder") && (gift.form == "travel" || gift.form == "ticket")',
     lambda g: g.accepted and (g.relation == "vendor" or g.relation == "bidder") and (g.form == "travel" or g.form == "ticket")),
    ('gift.form == "ticket" && gift.pieces >= 2 && gift.value > 400000 && !gift.official',
     lambda g: g.form == "ticket" and g.pieces >= 2 and g.value > 400_000 and not g.official),
    ('gift.relation == "public" && gift.value <= 200000 && gift.perishable',
     lambda g: g.relation == "public" and g.value <= 200_000 and g.perishable),
    ('gift.relation == "public" && gift.cash_like && gift.accepted && gift.occasion == "none_of_these"',
     lambda g: g.relation == "public" and g.cash_like and g.accepted and g.occasion == "none_of_these"),
    ('gift.relation == "audited" && gift.accepted && gift.value > 0 && !gift.perishable',
     lambda g: g.relation == "audited" and g.accepted and g.value > 0 and not g.perishable),
    ('gift.relation == "applicant" && (gift.form == "money" || gift.form == "goods" || gift.form == "food") && gift.accepted',
     lambda g: g.relation == "applicant" and (g.form == "money" or g.form == "goods" or g.form == "food") and g.accepted),
    ('gift.declared && gift.reported_on >= "2026-03-01" && gift.received_on < "2026-03-01" && gift.value > 200000',
     lambda g: g.declared and g.reported_on >= MARCH and g.received_on < MARCH and g.value > 200_000),
    ('(gift.value > 1000000 && gift.cash_like || gift.value > 10000000) && gift.accepted && !gift.refusable',
     lambda g: ((g.value > 1_000_000 and g.cash_like) or g.value > 10_000_000) and g.accepted and not g.refusable),
    ('gift.occasion == "birth" && gift.value > 1000000 && gift.relation in ["vendor", "bidder", "applicant", "audited"] && gift.accepted',
     lambda g: g.occasion == "birth" and g.value > 1_000_000 and g.relation in DEPENDENT and g.accepted),
    ('gift.occasion == "funeral" && gift.value <= 1000000 && gift.form == "money" && gift.relation != "bidder"',
     lambda g: g.occasion == "funeral" and g.value <= 1_000_000 and g.form == "money" and g.relation != "bidder"),
    ('gift.occasion == "funeral" && gift.value > 1000000 && gift.relation != "family" && !gift.declared && gift.accepted',
     lambda g: g.occasion == "funeral" and g.value > 1_000_000 and g.relation != "family" and not g.declared and g.accepted),
    ('gift.official && gift.for_all && gift.form == "goods" && gift.has_logo && gift.value <= 1000000',
     lambda g: g.official and g.for_all and g.form == "goods" and g.has_logo and g.value <= 1_000_000),
    ('gift.official && !gift.for_all && gift.form in ["food", "goods"] && gift.accepted && !gift.declared && gift.value > 200000',
     lambda g: g.official and not g.for_all and g.form in KIND and g.accepted and not g.declared and g.value > 200_000),
    ('gift.cost > 0 && gift.value > 0 && gift.official && gift.form == "travel" && gift.declared',
     lambda g: g.cost > 0 and g.value > 0 and g.official and g.form == "travel" and g.declared),
    ('gift.refusable && gift.accepted && gift.late_days > 0 && gift.late_days < 5 && !gift.perishable && gift.value > 400000',
     lambda g: g.refusable and g.accepted and g.late_days > 0 and g.late_days < 5 and not g.perishable and g.value > 400_000),
    ('gift.reported_on < gift.received_on || gift.late_days > 11 && gift.declared || gift.pieces == 0',
     lambda g: g.reported_on < g.received_on or (g.late_days > 11 and g.declared) or g.pieces == 0),
    ('gift.accepted || gift.declared || gift.relation == "family" || gift.value == 0',
     lambda g: g.accepted or g.declared or g.relation == "family" or g.value == 0),
)  # fmt: skip
