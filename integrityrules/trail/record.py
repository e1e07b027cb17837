"""An evaluation as an entry: what is hashed, and nothing else. Format version 1.

May not store or sign. INVARIANT: no wall time, no rendered text, no declared value; only codes, days the law computes, keyed references,
keyed digests and commitments. Everything keyed hangs on the subject's key: destroyed, the entry speaks of nobody.
"""

from __future__ import annotations

import hmac
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from integrityrules.decide.consequences import PossibleSanction
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.explain import Explanation
from integrityrules.decide.finding import Finding
from integrityrules.decide.outcome import Decision
from integrityrules.decide.semantics import SEMANTICS, VERSION
from integrityrules.decide.walk import FINDINGS
from integrityrules.facts.catalogue import PLURALS
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.official import Official
from integrityrules.facts.values import ONE_DAY, bounds
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Citation
from integrityrules.trail.clauses import full_form, read_fields, tags
from integrityrules.trail.commitments import Commitment, commit
from integrityrules.trail.keys import SubjectKey
from integrityrules.trail.plain import dossier_form, plain_value

FORMAT = 1

Reads = Mapping[str, tuple[str, ...]]
"""The fields that rules read, by kind."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all entries of a run have in common.

    Args:
        run: id of the run, random or the caller's.
        rulesets, calendars, registers: references as `content` gives them.
        reads: the fields that are committed to.
    """

    run: str
    rulesets: list[dict[str, Any]]
    calendars: list[dict[str, Any]]
    registers: list[dict[str, Any]]
    reads: Reads


@dataclass(frozen=True)
class Received:
    """An input as it was evaluated.

    Args:
        dossier: with the day it was looked at.
        key: of its official.
        data: the bytes as they were received, or `None` where there were none.
    """

    dossier: Dossier
    key: SubjectKey
    data: bytes | None = None

    @cached_property
    def form(self) -> dict[str, Any]:
        """The dossier as plain data."""
        return dossier_form(self.dossier)

    @cached_property
    def name(self) -> str:
        """Keyed digest of the dossier as read: the name of the input in entries and in the vault."""
        return self.key.mac("input", self.form)

    def digests(self) -> dict[str, Any]:
        """Returns the keyed digests of the bytes as received and of the dossier as read."""
        raw = None if self.data is None else self.key.digest("received", self.data)
        return {"received": raw, "read": self.name}


def subject_id(dossier: Dossier) -> str:
    """Returns the id whose key protects a dossier: that of its official, or the empty text where only registers are looked at."""
    return dossier.official.id if isinstance(dossier.official, Official) else ""


def reads_of(rulebook: Rulebook) -> Reads:
    """Returns the fields that rules, or the choice of the law of the day, read of each kind."""
    found: dict[str, set[str]] = {}
    for rule in rulebook.typed:
        for kind, name in rule.reads.fields:
            found.setdefault(kind, set()).add(name)
        spec = rulebook.vocabulary.kinds.get(rule.about)
        if spec is not None:
            found.setdefault(rule.about, set()).update([spec.dated_by] if spec.dated_by else spec.span or ())
    known = rulebook.vocabulary.kinds
    return {kind: tuple(sorted(names & known[kind].fields.keys())) for kind, names in sorted(found.items()) if kind in known}


def committed_fields(evaluation: Evaluation, dossier: Dossier, reads: Reads) -> dict[str, Any]:
    """Returns the plain value of every field that rules read of the dossier's own facts, by its path; unknown ones are `None`.

    Values are as rules saw them on the day: sources merged, days still to come as such. Registers given beside the dossier are in the
    entry by digest instead.
    """
    world = evaluation.world
    facts = [("official", world.official.id)] if world.official else []
    facts += [(fact.kind_of_fact.name, fact.id) for plural in PLURALS for fact in dossier.facts(plural)]
    found: dict[str, Any] = {}
    for kind, id in dict.fromkeys(facts):
        item = world.official if kind == "official" else world.find(kind, id)
        if item is not None:
            found |= {f"{kind}[{id}].{name}": plain_value(item.values.get(name)) for name in reads.get(kind, ())}
    return found


def evaluation_entry(evaluation: Evaluation, received: Received, setting: Setting, *, id: str) -> dict[str, Any]:
    """Returns the entry of an evaluation; `canonical.encode` gives its bytes.

    Args:
        evaluation: of the received dossier.
        id: what tells this evaluation apart within its run.
    """
    return _Entry(evaluation, received, setting).build(id)


def entry_head(kind: str, run: str, id: str) -> dict[str, Any]:
    """Returns what every entry begins with, whatever its kind."""
    return {"v": FORMAT, "kind": kind, "run": run, "id": id, "engine": {"version": VERSION, "semantics": SEMANTICS}}


def clause_key(received: Received) -> bytes:
    """Returns the key of clause tags: of the subject and this very input, so that tags of two inputs tell nothing of each other."""
    return hmac.digest(received.key.key_for("clauses"), received.name.encode(), "sha256")


class _Entry:
    """One entry while it is made: numbers the facts that it refers to."""

    def __init__(self, evaluation: Evaluation, received: Received, setting: Setting) -> None:
        self.evaluation = evaluation
        self.received = received
        self.setting = setting
        self.key = received.key
        self._clause_key = clause_key(received)
        self._refs: dict[tuple[str, str], str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._decision_refs: dict[int, str] = {}
        self._read_fields: dict[int, tuple[tuple[str, str, str], ...]] = {}

    def build(self, id: str) -> dict[str, Any]:
        evaluation, setting = self.evaluation, self.setting
        others = [decision for decision in evaluation.decisions if decision.outcome not in (*FINDINGS, "not_raised")]
        self._number(self._mentioned(evaluation, others))
        committed = self._commitment()
        return entry_head("evaluation", setting.run, id) | {
            "rulesets": setting.rulesets,
            "calendars": setting.calendars,
            "registers": setting.registers,
            "periods": [[_day(first), _day(last)] for first, last in self._periods()],
            "as_of": evaluation.as_of.isoformat(),
            "subject": self.key.pseudonym,
            "input": self.received.digests(),
            "committed": {"fields": committed.fields, "root": committed.root},
            "facts": [{"kind": kind, "ref": self._refs[kind, id]} for kind, id in self._numbers],
            "findings": [self._finding(finding) for finding in evaluation.findings],
            "others": [self._other(decision) for decision in others],
            "counts": dict(sorted(evaluation.counts.items())),
            "not_read": [self._numbers[pair] for pair in evaluation.not_read],
            "full": self.key.mac("full", [self._full(finding) for finding in evaluation.findings]),
        }

    def _commitment(self) -> Commitment:
        return commit(self.key, committed_fields(self.evaluation, self.received.dossier, self.setting.reads))

    def _mentioned(self, evaluation: Evaluation, others: Iterable[Decision]) -> Iterator[tuple[str, str]]:
        """Yields every fact that the entry refers to."""
        yield from evaluation.not_read
        for decision in (*(finding.decision for finding in evaluation.findings), *others):
            yield from ((item.kind, item.id) for item in (decision.fact, decision.partner) if item is not None)
        for finding in evaluation.findings:
            yield from ((kind, id) for kind, id, _ in self._reads(finding))
            yield from ((question.kind, question.fact) for question in finding.questions)

    def _reads(self, finding: Finding) -> tuple[tuple[str, str, str], ...]:
        found = self._read_fields.get(id(finding))
        if found is None:
            found = self._read_fields[id(finding)] = read_fields(finding.explanation)
        return found

    def _number(self, facts: Iterable[tuple[str, str]]) -> None:
        """Numbers facts in the order of their references, which tells nothing of the order they were declared in."""
        self._refs = {pair: self.key.mac("fact", list(pair)) for pair in dict.fromkeys(facts)}
        self._numbers = {pair: number for number, pair in enumerate(sorted(self._refs, key=self._refs.__getitem__))}

    def _of(self, decision: Decision) -> dict[str, Any]:
        """Returns what tells a decision apart. The segment of a lasting fact is a declared value: only the reference covers it."""
        partner = decision.partner
        return {
            "rule": decision.rule.id,
            "fact": self._numbers[decision.fact.kind, decision.fact.id],
            "partner": None if partner is None else self._numbers[partner.kind, partner.id],
            "occurrence": _day(decision.occurrence),
            "ref": self._ref(decision),
        }

    def _ref(self, decision: Decision) -> str:
        found = self._decision_refs.get(id(decision))
        if found is None:
            found = self._decision_refs[id(decision)] = decision_ref(self.key, decision)
        return found

    def _finding(self, finding: Finding) -> dict[str, Any]:
        duty = finding.duty
        return self._of(finding.decision) | {
            "ruleset": finding.ruleset,
            "layer": finding.layer,
            "track": finding.track,
            "kind": finding.kind,
            "bearer": finding.bearer,
            "executability": finding.executability,
            "outcome": finding.outcome,
            "state": finding.state,
            "reason": finding.reason,
            "due_on": _day(finding.due_on),
            "due_latest": _day(finding.due_latest),
            "working_days_left": duty.working_days_left if duty else None,
            "citations": [_citation(cite) for cite in finding.citations],
            "outdated_sources": [cite.source for cite in finding.outdated_sources],
            "unless_shown": list(finding.unless_shown),
            "consequences": [_sanction(sanction) for sanction in finding.consequences],
            "rests_on": [[self._numbers[kind, id], name] for kind, id, name in self._reads(finding)],
            "basis": list(finding.basis),
            "assumptions": list(finding.assumptions),
            "questions": [
                {
                    "fact": self._numbers[question.kind, question.fact],
                    "field": question.field,
                    "why": question.why,
                    "asked_of": question.asked_of,
                }
                for question in finding.questions
            ],
            "clauses": self._tags(finding.decision, finding.explanation),
        }

    def _other(self, decision: Decision) -> dict[str, Any]:
        """Returns what is kept of a rule that was looked at and found nothing."""
        return self._of(decision) | {
            "outcome": decision.outcome,
            "as_far_as_declared": decision.as_far_as_declared,
            "by": list(decision.by),
            "clauses": self._tags(decision, self.evaluation.explain(decision)),
        }

    def _tags(self, decision: Decision, explanation: Explanation) -> str:
        return tags(self._clause_key, self._ref(decision), explanation)

    def _full(self, finding: Finding) -> list[Any]:
        """Returns the full form of a finding: everything it rests on, with values and days."""
        decision = finding.decision
        days = [plain_value(day) for day in (decision.day, decision.start, decision.end, finding.done_on)]
        return [self._ref(decision), days, full_form(finding.explanation)]

    def _periods(self) -> list[tuple[date | None, date | None]]:
        """Returns the periods of the law, each with its first and last day, in which something was judged."""
        as_of, cuts = self.evaluation.as_of, self.evaluation.law.cuts
        used: set[int] = set()
        for decision in self.evaluation.decisions:
            if decision.outcome == "not_raised":
                continue
            first, last = bounds(decision.day)
            used.update(range(bisect_right(cuts, first) if first else 0, bisect_right(cuts, min(last or as_of, as_of)) + 1))
        for finding in self.evaluation.findings:
            days = (bounds(sanction.scope.day)[0] for sanction in finding.consequences)
            used.update(bisect_right(cuts, day) for day in days if day is not None)
        ends = [None, *cuts, None]
        return [(ends[index], None if (after := ends[index + 1]) is None else after - ONE_DAY) for index in sorted(used)]


def decision_ref(key: SubjectKey, decision: Decision) -> str:
    """Returns the keyed reference of a decision: the same when a ruleset is released again or a value is corrected."""
    partner = decision.partner
    other = None if partner is None else [partner.kind, partner.id]
    start = decision.start or decision.occurrence
    return key.mac("decision", [decision.rule.ruleset, decision.rule.id, decision.fact.kind, decision.fact.id, other, _day(start)])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _citation(cite: Citation) -> dict[str, Any]:
    return {"source": cite.source, "at": cite.at, "verified": cite.verified}


def _sanction(possible: PossibleSanction) -> dict[str, Any]:
    sanction = possible.sanction
    return {
        "rule": possible.rule.id,
        "sanction": sanction.id,
        "level": sanction.level,
        "track": possible.rule.track,
        "certain": possible.certain,
        "forms": [form.id for form in possible.forms],
        "citations": [_citation(cite) for cite in (*possible.rule.cite, *possible.choice.cite)],
    }
