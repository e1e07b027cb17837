"""Random streams of acts over a small world, in which ids, references and people meet often; and what an engine says of what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from integrityrules.engine import Engine
from integrityrules.facts.catalogue import MODELS, holds_of, outside_name
from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.fields import Holds
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.reading import read_dossier, read_registers

# A rule for each way in which facts can meet: own history, references, registers, chains, totals, pairs, registers by themselves, a
# register and the official, deadlines with days still to come, a bare register, a negation.
SMALL: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("controls", "definition", "company_link", {"defines": "company_link.controls", "is": "'company_link.share > 50'"}),
    (
        "event-total", "definition", "gift",
        {
            "defines": "gift.total_from_giver_at_event",
            "total": "{sum: gift.value_idr, over: gifts, same: [gift.giver], up_to: gift.received_on}",
        },
    ),
    (
        "similar", "definition", "package",
        {"defines": "package.similar_total_idr", "total": "{sum: package.value_idr, over: packages, same: [package.unit]}"},
    ),
    ("own", "prohibition", "gift", {"when": "'gift.accepted && side_positions.exists(s, s.organisation == gift.giver)'"}),
    ("sum", "indicator", "gift", {"when": "gift.total_from_giver_at_event > 1000000"}),
    ("split", "indicator", "package", {"when": "package.similar_total_idr > 60000000"}),
    (
        "report", "duty", "gift",
        {
            "raised_when": "gift.accepted", "deadline": "{working_days: 10, after: gift.received_on, calendar: asn}",
            "done_on": "gift.reported_to_kpk_on",
        },
    ),
    (
        "complete", "duty", "gift",
        {"raised_when": "gift.accepted", "deadline": "{days: 10, after: gift.reported_to_kpk_on}", "done_on": "gift.report_completed_on"},
    ),
    (
        "spouse", "indicator", "procurement_role",
        {
            "with": "{bid: procurement_role.package.bids}",
            "when": "'relationships.exists(r, r.relation == \"spouse\""
            " && bid.bidder.held_by.exists(c, c.holder == r.person && c.controls))'",
        },
    ),
    (
        "dates", "indicator", "procurement_role",
        {"when": "'days_between(procurement_role.package.tender_on, procurement_role.until) > 30'"},
    ),
    (
        "alone", "indicator", "package",
        {"when": "'package.bids.exists(x, package.bids.exists(y, x.bidder != y.bidder && x.document_author == y.document_author))'"},
    ),
    (
        "mine", "prohibition", "company_link",
        {"raised_when": "company_link.holder == official.person", "when": "company_link.kind == 'director'"},
    ),
    (
        "maybe", "indicator", "candidacy",
        {"when": "'candidacy.candidate == official.person && !leaves.exists(l, in_effect(l, candidacy.registered_on))'"},
    ),
    ("bare", "indicator", "side_position", {"when": "'company_links.exists(c, c.organisation == side_position.organisation)'"}),
    ("none", "indicator", "relationship", {"when": "'!relationship.person.holds.exists(c, c.kind == \"director\")'"}),
    (
        "yearly", "duty", "appointment",
        {
            "every": "{year_on: '12-31'}", "deadline": "{months: 3, after: occurrence.on}",
            "done_on": "'wealth_reports.earliest(w, w.for_year == year(occurrence.on), w.filed_on)'",
        },
    ),
)  # fmt: skip


def small_rules() -> str:
    """Returns the small rules as a provision file."""
    lines = ["defaults: {track: ethics, in_force: {from: 2015-01-01}}", "rules:"]
    for id, kind, about, keys in SMALL:
        said = {"id": id, "kind": kind, "about": about, "cite": "[{source: act, at: Pasal 1, verified: confirmed}]", **keys}
        said["title"] = "{id: Aturan, en: Rule}"
        lines += [f"  {'-' if name == 'id' else ' '} {name}: {value}" for name, value in said.items()]
    return "\n".join(lines) + "\n"


DAY = timedelta(days=1)
START = date(2024, 6, 1)
PEOPLE: tuple[Any, ...] = (
    {"nik": "3174051503850001"}, {"nik": "3174055503850001", "nip": "198503152010011002"}, {"nip": "198503152010011002"},
    {"nip": "198503152022211002"}, {"own": "p-1"}, "p-1", "p-2", "firm-1", "firm-2", {"own": "firm-1", "npwp": "012345678901000"},
    {"npwp": "0123456789010000"}, {"name": "Only a Name"},
)  # fmt: skip
# Fields on which conditions join or turn are nearly always given; the others now and then.
TELLING = {
    "package", "bidder", "organisation", "holder", "person", "contest", "candidate", "giver", "role", "kind", "relation", "employment",
    "received_on", "accepted", "from_", "until", "offered_on", "counterparty", "appointment", "event", "unit",
}  # fmt: skip
REGISTERS = {model.kind_of_fact.name for model in MODELS if model.kind_of_fact.register}
WEIGHTS = {
    "gift": 4, "procurement_role": 4, "package": 3, "bid": 4, "company_link": 4, "relationship": 3, "official": 2, "side_position": 2,
    "official_decision": 2, "appointment": 2, "wealth_report": 2, "candidacy": 2, "contest": 2, "activity": 2,
}  # fmt: skip


class Stream:
    """Makes acts one after another; keeps what is stated, so that it can be evaluated as a whole.

    Args:
        random: decides everything.
        kinds: the kinds of facts to make.
        officials: how many there are.
        forgetful: how often a telling field is left out, from 0 to 1.
        clean: no join key is ever unknown: everybody has a number of one scheme, and what is referred to is there.
    """

    def __init__(
        self,
        random: Random,
        *,
        kinds: tuple[str, ...] = (),
        officials: int = 3,
        forgetful: float = 0.1,
        as_of: date = START,
        clean: bool = False,
    ) -> None:
        self.random = random
        self.as_of = as_of
        self.models = {model.kind_of_fact.name: model for model in MODELS if not kinds or model.kind_of_fact.name in kinds}
        self.officials = [f"o{number}" for number in range(officials)]
        self.forgetful = forgetful
        self.people = tuple({"own": f"p-{number}"} for number in range(6)) if clean else PEOPLE
        self.lasting = tuple(kind for kind in ("package", "contest", "candidacy") if clean and kind in self.models)
        self.facts: dict[tuple[str, str, str | None], tuple[dict[str, Any], str | None]] = {}
        self.windows: dict[str | None, dict[str, Any]] = {}

    def step(self) -> dict[str, Any]:
        """Returns the next act as a record, and remembers what it leaves."""
        chance = self.random.random()
        if chance < 0.62 or not self.facts:
            return self._state()
        if chance < 0.74:
            return self._correct()
        if chance < 0.86:
            return self._withdraw()
        if chance < 0.92:
            return self._declare()
        self.as_of += self.random.choice((DAY, DAY, 7 * DAY, 40 * DAY))
        return {"advance": self.as_of.isoformat()}

    def _state(self, only: str = "", number: int | None = None) -> dict[str, Any]:
        kinds = [only] if only else [kind for kind in self.models if kind not in self.lasting]
        while True:
            kind = self.random.choices(kinds, [WEIGHTS.get(kind, 1) for kind in kinds])[0]
            model = self.models[kind]
            official = None if model.kind_of_fact.register else self.random.choice(self.officials)
            id = official if kind == "official" and official else self._id(kind, official, number)
            source = None if self.lasting else self.random.choice((None, None, None, None, "hr"))
            taken = any(key[:2] == (kind, id) for key in self.facts) if kind == "official" else (kind, id, source) in self.facts
            if not taken:
                fields = self._fields(model) | ({"stated_by": source} if source else {})
                self.facts[kind, id, source] = {"id": id, **fields}, official
                owner = {"official": official} if official is not None and kind != "official" else {}
                return {"state": kind, "id": id, **fields, **owner}

    def _id(self, kind: str, official: str | None, number: int | None = None) -> str:
        return f"{kind}-{official or 'r'}-{self.random.randrange(6) if number is None else number}"

    def beginning(self) -> list[dict[str, Any]]:
        """Returns the acts that state what is to be there throughout."""
        return [self._state(kind, number) for kind in self.lasting for number in range(6)]

    def _correct(self) -> dict[str, Any]:
        key = kind, id, source = self.random.choice(list(self.facts))
        fields = self._fields(self.models[kind]) | ({"stated_by": source} if source else {})
        self.facts[key] = {"id": id, **fields}, self.facts[key][1]
        return {"correct": kind, "id": id, **fields}

    def _withdraw(self) -> dict[str, Any]:
        kind, id, source = self.random.choice(list(self.facts))
        if kind in self.lasting:
            return self._correct()
        if self.random.random() < 0.5:
            for key in [key for key in self.facts if key[:2] == (kind, id)]:
                del self.facts[key]
            return {"withdraw": kind, "id": id}
        del self.facts[kind, id, source]
        return {"withdraw": kind, "id": id, "stated_by": source}

    def _declare(self) -> dict[str, Any]:
        official = self.random.choice((*self.officials, None))
        plurals = [model.kind_of_fact.plural for kind, model in self.models.items() if kind != "official"]
        said: dict[str, Any] = {}
        for plural in self.random.sample(plurals, min(3, len(plurals))):
            last = self.as_of + self.random.randrange(-30, 60) * DAY
            said[plural] = self.random.choice((True, True, False, {"from": "2024-01-01", "until": last.isoformat()}))
        self.windows[official] = {plural: window for plural, window in (self.windows.get(official, {}) | said).items() if window}
        return {"declare_in_full": said} | ({"official": official} if official else {})

    def _fields(self, model: type[Fact]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name in model.model_fields:
            if name in OWN_FIELDS or self.random.random() < (self.forgetful if name in TELLING else 0.75):
                continue
            data[outside_name(model, name)] = self._value(holds_of(model, name))
        started = data.get("from", data.get("happened_on"))
        if started is not None and data.get("until") not in (None, "ongoing"):
            data["until"] = "ongoing" if holds_of(model, "until").later else None
        return {name: value for name, value in data.items() if value is not None}

    def _value(self, holds: Holds) -> Any:
        random, name = self.random, holds.type.name
        if holds.spelled and random.random() < 0.3:
            turn = self._day()
            first, second = self._plain(holds), self._plain(holds)
            return [
                {"value": first, "until": (turn - DAY).isoformat(), "from": "2020-01-01"},
                {"value": second, "from": turn.isoformat(), "until": "ongoing"},
            ]
        if name == "date" and holds.later and random.random() < 0.3:
            return random.choice([item.value for item in holds.later])
        return self._plain(holds)

    def _day(self) -> date:
        return self.as_of + self.random.choice((-400, -100, -40, -20, -5, -1, 0, 1, 5, 20, 60)) * DAY

    def _plain(self, holds: Holds) -> Any:
        random, name = self.random, holds.type.name
        if name == "date":
            day = self._day()
            return random.choice((day.isoformat(),) * 5 + (f"{day:%Y-%m}", f"{day}..{day + 30 * DAY}", f"{day}.."))
        if name == "code":
            return random.choice(tuple(CODE_LISTS[holds.type.of].codes))
        if name == "fact":
            return self._id(
                holds.type.of, None if self.models.get(holds.type.of, MODELS[0]).kind_of_fact.register else random.choice(self.officials)
            )
        if name == "int":
            return random.choice((holds.lowest, min(holds.highest, 2025)))
        simple: Mapping[str, Any] = {
            "bool": random.random() < 0.6, "string": random.choice(("w", "v")), "entity": random.choice(self.people),
            "money": random.choice((0, 900_000, 50_000_000, 900_000_000)), "percent": random.choice((0, 30, 60, 100)),
        }  # fmt: skip
        return simple[name]

    # ---- what is left ------------------------------------------------------------------------------------------------------------------

    def left(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        """Returns the dossiers by official, and the registers, of what is stated as plain data."""
        registers: dict[str, Any] = {"declared_in_full": self.windows.get(None, {})}
        dossiers: dict[str, dict[str, Any]] = {}
        for official, windows in self.windows.items():
            if official is not None and windows:
                self._dossier(dossiers, official)["declared_in_full"] = windows
        for (kind, _, _), (data, official) in self.facts.items():
            plural = self.models[kind].kind_of_fact.plural
            if official is None:
                registers.setdefault(plural, []).append(data)
            elif kind == "official":
                self._dossier(dossiers, official).setdefault("officials", []).append(data)
            else:
                self._dossier(dossiers, official).setdefault(plural, []).append(data)
        return dossiers, registers

    def _dossier(self, dossiers: dict[str, dict[str, Any]], official: str) -> dict[str, Any]:
        return dossiers.setdefault(official, {"as_of": self.as_of.isoformat()})


def evaluated(engine: Engine, stream: Stream) -> dict[str, list[dict[str, Any]]]:
    """Returns what `Engine.evaluate` says of what is left, by official; what the registers say by themselves under the empty id."""
    from integrityrules.decide.forms import public_finding

    dossiers, data = stream.left()
    registers = read_registers(data)
    shared = {rule.id for program in _programs(engine) for rules in program.rules.values() for rule in rules if _is_shared(rule, engine)}
    alone = engine.evaluate(read_dossier({"as_of": stream.as_of.isoformat()}), registers=[registers])
    found = {"": [public_finding(finding) for finding in alone.findings]}
    for official, dossier in dossiers.items():
        (stated, *_) = dossier.pop("officials", [{"id": official}])
        evaluation = engine.evaluate(read_dossier({**dossier, "official": stated}), registers=[registers])
        findings = [finding for finding in evaluation.findings if not _said_once(finding, shared, engine)]
        found[official] = [public_finding(finding) for finding in findings]
    return {official: comparable(findings) for official, findings in found.items() if findings}


def _programs(engine: Engine) -> Iterator[Any]:
    rulebook = engine.rulebook
    yield from {id(program): program for day in (date(2000, 1, 1), *rulebook.cuts) for program in [rulebook.program_on(day)]}.values()


def _is_shared(rule: Any, engine: Engine) -> bool:
    kinds = engine.rulebook.vocabulary.kinds
    own = {kind.plural for kind in kinds.values() if not kind.register}
    return kinds[rule.about].register and not rule.reads_official and not rule.layer and not (rule.plurals & own)


def _said_once(finding: Any, shared: set[str], engine: Engine) -> bool:
    """Tells whether a finding is about a register and depends on no official: it is said once, of no official."""
    is_review = finding.rule.startswith("declaration.") and engine.rulebook.vocabulary.kinds[finding.fact_kind].register
    return finding.rule in shared or is_review


def comparable(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns findings in an order of their own, with what they list in no order that facts were stated in."""
    alike = [{**found, "rests_on": sorted(found["rests_on"]), "questions": sorted(found["questions"], key=str)} for found in findings]
    return sorted(alike, key=str)
