"""Replay: an entry decided again from what the trail itself stores, compared down to the clause.

May not trust the entry: its subject, input and content are checked against keyed digests before anything is decided. One word per verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.explain import Explanation
from integrityrules.decide.outcome import Decision
from integrityrules.decide.semantics import SEMANTICS
from integrityrules.engine import Engine
from integrityrules.errors import IntegrityRulesError
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.values import Truth
from integrityrules.language.unparse import unparse
from integrityrules.trail.canonical import NotCanonicalError, parse, parse_exactly
from integrityrules.trail.clauses import clauses, read_tags
from integrityrules.trail.commitments import commit
from integrityrules.trail.content import ErasedError, MissingContentError, content_key, engine_from
from integrityrules.trail.erase import erasure_of
from integrityrules.trail.keys import Keyring, SubjectKey
from integrityrules.trail.log import Log, TrailError
from integrityrules.trail.plain import parse_dossier_form
from integrityrules.trail.record import (
    FORMAT,
    Received,
    Setting,
    clause_key,
    committed_fields,
    decision_ref,
    evaluation_entry,
    reads_of,
    subject_id,
)  # fmt: skip
from integrityrules.trail.vault import Vault, unseal

Verdict = Literal[
    "SAME", "REPLAY-DIFF", "ERASED", "INPUT-MISSING", "INPUT-DIFFERS", "RULESET-MISSING", "KEY-MISSING", "SEMANTICS-UNKNOWN", "UNREADABLE",
    "NO-EVALUATION",
]  # fmt: skip

MEANINGS: Mapping[Verdict, str] = {
    "SAME": "decided again, with the same entry to the last byte of its content",
    "REPLAY-DIFF": "decided again, and something came out otherwise",
    "ERASED": "the key of the subject, or of a register, was destroyed: nobody can decide it again",
    "INPUT-MISSING": "neither the vault nor the caller has the input",
    "INPUT-DIFFERS": "the input given is not the one that was evaluated",
    "RULESET-MISSING": "content that the entry names is not in the trail, or cannot be read",
    "KEY-MISSING": "the key store does not know the subject, and no entry says that they were erased",
    "SEMANTICS-UNKNOWN": "recorded under a meaning that this version does not have",
    "UNREADABLE": "the entry is not in the format",
    "NO-EVALUATION": "an entry of another kind; there is nothing to decide",
}

EVALUATORS: Mapping[int, Callable[[Engine, Dossier], Evaluation]] = {SEMANTICS: lambda engine, dossier: engine.evaluate(dossier)}
"""What decides an entry, by the semantics version it was recorded under. An old meaning that is kept gets a line here."""

# Not compared: who wrote it with which release, and the digest of bytes that only the writer had.
_OF_THE_WRITER = ("engine", "input")


class Difference(NamedTuple):
    """The first thing that came out otherwise. Holds codes and days of deadlines, nothing that was declared.

    Args:
        what: the part of the entry, such as `findings`, `counts` or `committed`.
        rule: of the decision that differs, or empty.
        field: of the decision, such as `outcome`, or empty.
        recorded, replayed: the two sides; `None` where one has nothing.
        clause: text of the first clause that was answered otherwise, or empty where none was.
        place: `file:line:column` of the clause in its rule file.
        clause_recorded, clause_replayed: `true`, `false`, `unknown`, `changed` (the recorded answer is none of these), or `absent`.
    """

    what: str
    rule: str = ""
    field: str = ""
    recorded: Any = None
    replayed: Any = None
    clause: str = ""
    place: str = ""
    clause_recorded: str = ""
    clause_replayed: str = ""

    def __str__(self) -> str:
        where = ".".join(part for part in (self.rule, self.field) if part) or self.what
        text = f"{where}: recorded {_shown(self.recorded)}, now {_shown(self.replayed)}"
        if self.clause:
            text += f"; clause `{self.clause}` ({self.place}): recorded {self.clause_recorded}, now {self.clause_replayed}"
        return text


@dataclass(frozen=True, slots=True)
class Replayed:
    """The verdict on one entry; `difference` with `REPLAY-DIFF`, `code` says more where something is missing."""

    index: int
    verdict: Verdict
    difference: Difference | None = None
    code: str = ""


class Replayer:
    """Decides entries of a log again.

    Args:
        log: with the rulesets, calendars and registers it stores.
        keyring: keys of its subjects.
        vault: where inputs are kept, or `None` where callers keep them.
    """

    def __init__(self, log: Log, keyring: Keyring, vault: Vault | None = None) -> None:
        self._log = log
        self._keyring = keyring
        self._vault = vault
        self._engines: dict[tuple[str, ...], Engine] = {}

    def replay(self, index: int, dossier: Dossier | None = None) -> Replayed:
        """Decides one entry again.

        Args:
            index: of the entry.
            dossier: the input, with the day it was looked at; from the vault if `None`.

        Raises:
            TrailError: `no-entry`; or the log, the key store or the vault cannot be read.
        """
        body = self._log.read(index)
        try:
            entry = parse_exactly(body)
            kind = entry["kind"] if entry["v"] == FORMAT else ""
        except (NotCanonicalError, KeyError, TypeError):
            kind = ""
        if kind != "evaluation":
            return Replayed(index, "NO-EVALUATION" if kind in ("run", "erasure", "finding", "disposition", "batch") else "UNREADABLE")
        try:
            return self._replay(index, entry, dossier)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            return Replayed(index, "UNREADABLE")  # the format's words in another shape

    def replay_all(self, start: int = 0, stop: int | None = None) -> Iterator[Replayed]:
        """Yields the verdict on every entry, with inputs from the vault."""
        for index in range(start, self._log.size if stop is None else stop):
            yield self.replay(index)

    def fields(self, index: int, dossier: Dossier | None = None) -> tuple[Replayed, dict[str, Any] | None]:
        """Returns the fields that an entry commits to, by path, once deciding it again has given the same commitment; else `None`.

        Args:
            index, dossier: as for `replay`.
        """
        result = self.replay(index, dossier)
        if result.verdict not in ("SAME", "REPLAY-DIFF"):
            return result, None
        entry = parse(self._log.read(index))
        found = self._again(index, entry, dossier)
        if isinstance(found, Replayed):
            return found, None
        fields = committed_fields(found.evaluation, found.received.dossier, reads_of(found.engine.rulebook))
        same = commit(found.received.key, fields) == (entry["committed"]["fields"], entry["committed"]["root"])
        return result, fields if same else None

    def _replay(self, index: int, entry: dict[str, Any], dossier: Dossier | None) -> Replayed:
        found = self._again(index, entry, dossier)
        if isinstance(found, Replayed):
            return found
        difference = _Comparison(entry, found).first()
        return Replayed(index, "REPLAY-DIFF" if difference else "SAME", difference)

    def _again(self, index: int, entry: dict[str, Any], dossier: Dossier | None) -> _Again | Replayed:
        """Decides an entry again, or says in a word why that cannot be done."""
        key = self._keyring.holder(entry["subject"])
        if key is None:
            return Replayed(index, "ERASED" if erasure_of(entry["subject"], self._log) else "KEY-MISSING")
        evaluator = EVALUATORS.get(entry["engine"]["semantics"])
        if evaluator is None:
            return Replayed(index, "SEMANTICS-UNKNOWN", code=str(entry["engine"]["version"]))
        try:
            dossier = dossier or self._kept(key, entry["input"]["read"])
            if dossier is None:
                return Replayed(index, "INPUT-MISSING")
            received = Received(dossier, key)
            if received.name != entry["input"]["read"] or not self._is_of(key, dossier):
                return Replayed(index, "INPUT-DIFFERS")
            engine = self._engine(entry)
        except ErasedError:
            return Replayed(index, "ERASED", code="register")
        except MissingContentError as error:
            return Replayed(index, "RULESET-MISSING", code=error.code)
        except TrailError as error:
            if error.code not in ("bad-content", "vault-changed"):
                raise
            return Replayed(index, "RULESET-MISSING" if error.code == "bad-content" else "INPUT-DIFFERS", code=error.code)
        return _Again(evaluator(engine, dossier), received, engine)

    def _is_of(self, key: SubjectKey, dossier: Dossier) -> bool:
        """Tells whether a dossier is that of the subject whose pseudonym the entry bears."""
        found = self._keyring.find(subject_id(dossier))
        return found is not None and found.pseudonym == key.pseudonym

    def _kept(self, key: SubjectKey, name: str) -> Dossier | None:
        sealed = self._vault.get(name) if self._vault is not None else None
        if sealed is None:
            return None
        try:
            return parse_dossier_form(parse(unseal(key, name, sealed)))
        except TrailError:
            raise
        except (IntegrityRulesError, NotCanonicalError):  # a field of then is none of today's
            raise TrailError("a kept input can no longer be read by this version", code="vault-changed") from None

    def _engine(self, entry: dict[str, Any]) -> Engine:
        wanted = content_key(entry)
        engine = self._engines.get(wanted)
        if engine is None:
            if len(self._engines) >= 8:
                self._engines.clear()
            engine = self._engines[wanted] = engine_from(entry, self._log, self._keyring)
        return engine


class _Again(NamedTuple):
    """What deciding an entry again gave."""

    evaluation: Evaluation
    received: Received
    engine: Engine


class _Comparison:
    """A recorded entry beside the one that deciding again gives."""

    def __init__(self, entry: dict[str, Any], again: _Again) -> None:
        groups = (entry["rulesets"], entry["calendars"], entry["registers"])
        setting = Setting(entry["run"], *groups, reads_of(again.engine.rulebook))
        self._recorded = entry
        self._replayed = evaluation_entry(again.evaluation, again.received, setting, id=entry["id"])
        self._evaluation = again.evaluation
        self._received = again.received

    def first(self) -> Difference | None:
        """Returns the first difference: of the input first, then of decisions in the order of the entry, then of everything else."""
        for name in ("as_of", "committed"):
            if self._recorded.get(name) != self._replayed[name]:
                return self._part(name)
        found = self._first_decision()
        if found is not None:
            return found
        names = sorted((self._recorded.keys() | self._replayed.keys()) - {*_OF_THE_WRITER})
        return next((self._part(name) for name in names if self._recorded.get(name) != self._replayed.get(name)), None)

    def _part(self, name: str) -> Difference:
        recorded, replayed = self._recorded.get(name), self._replayed.get(name)
        short = name in ("as_of", "counts", "periods", "not_read")
        return Difference(name, recorded=recorded if short else _digest_of(recorded), replayed=replayed if short else _digest_of(replayed))

    def _first_decision(self) -> Difference | None:
        recorded, replayed = self._decisions(self._recorded), self._decisions(self._replayed)
        found = {decision_ref(self._received.key, decision): decision for decision in self._evaluation.decisions}
        for ref in dict.fromkeys((*recorded, *replayed)):
            then, now = recorded.get(ref), replayed.get(ref)
            if then != now:
                return self._decision(then, now, found.get(ref))
        return None

    def _decisions(self, entry: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """Returns decisions by reference, with references of facts in place of their numbers: those depend on what else is mentioned."""
        refs = [fact["ref"] for fact in entry["facts"]]
        return {decision["ref"]: _with_refs(decision, refs) for decision in (*entry["findings"], *entry["others"])}

    def _decision(self, then: dict[str, Any] | None, now: dict[str, Any] | None, decision: Decision | None) -> Difference:
        rule = (then or now or {})["rule"]
        if then is None or now is None:
            sides = [None if side is None else side["outcome"] for side in (then, now)]
            field = "outcome"
        else:
            # The outcome says most; the clauses are told apart below.
            names = sorted(then.keys() | now.keys(), key=lambda name: (name != "outcome", name != "state", name == "clauses", name))
            field = next(name for name in names if then.get(name) != now.get(name))
            sides = [_plain(then.get(field)), _plain(now.get(field))]
        difference = Difference("decision", rule, field, sides[0], sides[1])
        if then is None or decision is None:
            return difference
        return self._with_clause(difference, then, decision)

    def _with_clause(self, difference: Difference, then: dict[str, Any], decision: Decision) -> Difference:
        """Adds the first clause that was answered otherwise, read from the recorded tags."""
        explanation: Explanation = self._evaluation.explain(decision)
        answered = list(clauses(explanation))
        told = read_tags(clause_key(self._received), then["ref"], then["clauses"])
        for number in range(max(len(answered), len(told))):
            now = answered[number] if number < len(answered) else None
            recorded = _word(told[number]) if number < len(told) else "absent"
            replayed = _word(now.value) if now else "absent"
            if recorded != replayed:
                text = unparse(now.node) if now else "a clause after the last"
                pos = now.node.pos if now else None
                place = f"{pos.file}:{pos.line}:{pos.column}" if pos else ""
                return difference._replace(clause=text, place=place, clause_recorded=recorded, clause_replayed=replayed)
        return difference


def _with_refs(decision: dict[str, Any], refs: list[str]) -> dict[str, Any]:
    found = decision | {name: None if decision[name] is None else refs[decision[name]] for name in ("fact", "partner")}
    if "rests_on" in decision:
        found["rests_on"] = [[refs[number], name] for number, name in decision["rests_on"]]
        found["questions"] = [question | {"fact": refs[question["fact"]]} for question in decision["questions"]]
    return found


def _word(value: Truth | str) -> str:
    return value if isinstance(value, str) else "unknown" if value is None else "true" if value else "false"


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else _digest_of(value)


def _digest_of(value: Any) -> str:
    """Stands for what is too long to show: how many parts it has, or its own first digits."""
    if isinstance(value, list | dict):
        return f"{len(value)} parts"
    return "nothing" if value is None else f"{str(value)[:12]}..."


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
