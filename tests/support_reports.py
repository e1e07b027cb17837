"""Small audits for the tests of reports: three rules, officials of some agencies, gifts in every state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from support_rules import engine_of

from integrityrules.batch import Audit, audit
from integrityrules.engine import Engine
from integrityrules.facts.dossier import Registers
from integrityrules.facts.reading import read_dossier
from integrityrules.tables import Counts, Declarations

AS_OF = date(2026, 3, 2)
RULES = """
defaults: {about: gift, executability: full, in_force: {from: 2020-01-01}}
rules:
  - id: report
    kind: duty
    track: reporting
    title: {id: Wajib lapor, en: Duty to report}
    cite: [{source: act, at: Pasal 1, verified: confirmed}, {source: old, at: not_seen, verified: derived}]
    when: gift.accepted && gift.value_idr > 100
    deadline: {working_days: 10, after: gift.received_on}
    done_on: gift.reported_to_kpk_on
  - id: forbidden
    kind: prohibition
    track: discipline
    title: {id: Dilarang menerima, en: Forbidden to receive}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: gift.related_to_office
  - id: unusual
    kind: indicator
    track: ethics
    title: {id: Perlu dilihat, en: Worth a look}
    cite: [{source: act, at: Pasal 3, verified: unverified}]
    when: gift.perishable
"""


def engine() -> Engine:
    return engine_of(RULES)


def gift(id: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "accepted": True, "received_on": date(2026, 2, 26), "value_idr": 500, "reported_to_kpk_on": "not_yet"} | {
        "related_to_office": False, "perishable": False, **fields,
    }  # fmt: skip


def audited(*gifts: dict[str, Any], official: str = "o", agency: str | None = None, as_of: date = AS_OF, rules: str = RULES) -> Audit:
    """Audits one official with some gifts."""
    return audit_all({(official, agency): gifts}, as_of=as_of, rules=rules)


def audit_all(officials: Mapping[tuple[str, str | None], Sequence[dict[str, Any]]], *, as_of: date = AS_OF, rules: str = RULES) -> Audit:
    """Audits officials, given by id and agency, with their gifts."""
    dossiers = tuple(
        read_dossier({"as_of": as_of, "official": {"id": id, "employment": "pns", "agency": agency}, "gifts": list(gifts)})
        for (id, agency), gifts in officials.items()
    )
    rows = len(dossiers) + sum(map(len, officials.values()))
    declarations = Declarations(dossiers, Registers(), (), Counts(rows, rows, 0), {"gifts": Counts(rows, rows, 0)})
    return audit(engine_of(rules), declarations, as_of=as_of)


GIFTS = st.fixed_dictionaries(
    {},
    optional={
        "received_on": st.sampled_from([date(2026, 1, 5), date(2026, 2, 20), date(2026, 2, 26), "2026-02-24..2026-02-26"]),
        "value_idr": st.sampled_from([50, 500, None]),
        "reported_to_kpk_on": st.sampled_from([None, "not_yet", date(2026, 3, 1)]),
        "related_to_office": st.sampled_from([True, False, None]),
        "perishable": st.sampled_from([True, False, None]),
    },
)
"""Fields of a gift that lead to many different states."""


@st.composite
def audits(draw: st.DrawFn, most: int = 6) -> Audit:
    """Draws an audit of a few officials of a few agencies."""
    officials = draw(st.lists(st.tuples(st.sampled_from(["", "A", "B", "C"]), st.lists(GIFTS, max_size=3)), max_size=most))
    return audit_all(
        {
            (f"P-{n}", agency or None): [gift(f"g{n}-{m}", **fields) for m, fields in enumerate(gifts)]
            for n, (agency, gifts) in enumerate(officials)
        }
    )
