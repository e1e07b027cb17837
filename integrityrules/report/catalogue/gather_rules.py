"""The rules of a rulebook as entries of a catalogue: each id once, with its versions, its cases, and the rules it is joined with.

May not lay anything out, nor evaluate: what is said here is read from the checked trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from integrityrules.decide.wording import BEARERS, EXECUTABILITY, STATES, TRACKS
from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import kind_in_words
from integrityrules.language.tree import Pos
from integrityrules.report.catalogue import words
from integrityrules.report.catalogue.model import (
    Basis,
    CaseEntry,
    Form,
    Instance,
    Limit,
    Line,
    Lines,
    Link,
    Part,
    RuleEntry,
    Said,
    SanctionRow,
    Version,
)
from integrityrules.report.catalogue.phrases import Sayer, both, joined, may_meet, period_words, same
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.periods import first_day
from integrityrules.rulebook.source import (
    VERIFIED,
    CitationSource,
    RulesetSource,
    SanctionSource,
    SourceDoc,
    citations_of,
)
from integrityrules.rulebook.type_rules import ACTS
from integrityrules.rulebook.typed import TypedRule


class RuleGatherer:
    """Turns rules into entries.

    Args:
        cases: by rule id, what the cases say of it.
        limits: by name, each parameter over time, the nation's before those of layers.
        instances: by id of a rule of the nation, its stricter instances.
        problems: what lint found, to be placed by file and line.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        sayer: Sayer,
        cases: Mapping[str, Sequence[CaseEntry]],
        limits: Mapping[str, Sequence[Limit]],
        instances: Mapping[str, Sequence[Instance]],
        problems: Iterable[Problem],
    ) -> None:
        self.rulebook, self.sayer = rulebook, sayer
        self.cases, self.limits, self.instances = cases, limits, instances
        self.sources = sources_of(rulebook)
        self.sanctions = {id: (ruleset, found) for ruleset in rulebook.rulesets for id, found in ruleset.sanctions.items()}
        self.problems = place_problems(rulebook, problems)

    def entries(self, ruleset: RulesetSource) -> tuple[RuleEntry, ...]:
        """Returns the rules whose newest version stands in a ruleset, in the order of its files."""
        by_id: dict[str, list[TypedRule]] = {}
        for rule in self.rulebook.typed:
            by_id.setdefault(rule.id, []).append(rule)
        versions = [sorted(found, key=lambda rule: first_day(rule.source.in_force), reverse=True) for found in by_id.values()]
        return tuple(self.entry(found) for found in versions if found[0].ruleset is ruleset)

    def entry(self, versions: Sequence[TypedRule]) -> RuleEntry:
        newest = versions[0]
        facts = [tuple(self.facts(rule)) for rule in versions]
        shared = [fact for fact in facts[0] if all(fact in found for found in facts)]
        cites = {cite.verified for rule in versions for cite in citations_of(rule.source)}
        names = sorted({name for rule in versions for name in _params(rule)})
        return RuleEntry(
            id=newest.id,
            ruleset=newest.ruleset.id,
            kind=newest.kind,
            track=newest.source.track if newest.kind in ACTS else "",
            executability=newest.source.executability,
            verified=tuple(code for code in VERIFIED if code in cites),
            title=newest.source.title,
            place=f"{newest.source.pos.file}:{newest.source.pos.line}",
            facts=tuple(shared),
            versions=tuple(
                self.version(rule, tuple(fact for fact in found if fact not in shared)) for rule, found in zip(versions, facts, strict=True)
            ),
            limits=tuple(limit for name in names for limit in self.limits.get(name, ())),
            cases=tuple(self.cases.get(newest.id, ())),
            instances=tuple(self.instances.get(newest.id, ())),
            reads=tuple(sorted({".".join(key) for rule in versions for key in rule.reads.fields})),
            notes=tuple(note for rule in versions for note in self.problems.get(id(rule), ())),
        )

    # ---- one version -----------------------------------------------------------------------------------------------------

    def facts(self, rule: TypedRule) -> Iterator[Said]:
        """Yields what is said of a rule in a word or two."""
        source = rule.source
        if rule.kind in ACTS:
            yield words.TRACK, TRACKS.get(source.track, same(source.track) if source.track else words.BY_SANCTION)
            yield words.BEARER, BEARERS.get(source.bearer, same(source.bearer))
        if rule.defines is not None:
            yield words.DEFINES, self.field(rule.defines)
        if rule.about:
            yield words.ABOUT, self.kind(rule.about)
        if rule.kind in ACTS or rule.dated_by is not None:
            yield words.DATED_BY, self.day_of(rule)
        if source.every is not None:
            yield words.EVERY, both(words.EVERY_YEAR, same(f"{source.every[1]:02}"), same(f"{source.every[0]:02}"))
        if source.if_state:
            yield words.STATES_LABEL, joined(STATES[state] for state in source.if_state if state in STATES)
        yield words.EXECUTABILITY_LABEL, EXECUTABILITY.get(source.executability, same(source.executability))
        if rule.kind in ACTS and source.burden == "official":
            yield words.BURDEN, words.ON_OFFICIAL
        elif rule.kind == "exemption" and source.burden == "open":
            yield words.BURDEN, words.OPEN_BURDEN
        if source.replaces:
            yield words.REPLACES, same(", ".join(source.replaces))

    def kind(self, name: str) -> Text:
        vocabulary = self.rulebook.vocabulary
        return Text(kind_in_words(name, "id", vocabulary), kind_in_words(name, "en", vocabulary))

    def field(self, key: tuple[str, str]) -> Text:
        spec = self.rulebook.vocabulary.kinds[key[0]].fields[key[1]]
        return both(words.OWN_DAY, spec.label, self.kind(key[0]))

    def day_of(self, rule: TypedRule) -> Text:
        """Returns what the rule's day is read from: its own expression, the day of the act, or the span of a lasting fact."""
        if rule.dated_by is not None:
            return self.sayer.words(rule.dated_by, rule.about)
        kind = self.rulebook.vocabulary.kinds[rule.about]
        return self.field((rule.about, kind.dated_by)) if kind.dated_by else both(words.SPAN, self.kind(rule.about))

    def version(self, rule: TypedRule, facts: tuple[Said, ...]) -> Version:
        source = rule.source
        return Version(
            period=period_words(source.in_force),
            title=source.title,
            facts=facts,
            basis=self.basis(rule.ruleset, citations_of(source)),
            parts=tuple(self.parts(rule)),
            sanctions=tuple(self.sanction_rows(rule)),
            note=source.note,
            exempted_by=self.links(other for other in self.rulebook.typed if other.kind == "exemption" and _names(other, rule)),
            exempts=self.named(rule) if rule.kind == "exemption" else (),
            follows=self.named(rule) if rule.kind == "consequence" else (),
            followed_by=self.links(other for other in self.rulebook.typed if other.kind == "consequence" and _names(other, rule)),
        )

    def parts(self, rule: TypedRule) -> Iterator[Part]:
        condition = {"exemption": words.EXEMPT_WHEN, "definition": words.ONLY_WHEN}.get(rule.kind, words.APPLIES)
        about, params = rule.about, self.sayer.within(rule.source.in_force)
        trees = (
            (words.PAIRED, rule.partner),
            (words.VALUE, rule.value),
            (words.RAISED, rule.raised_when),
            (condition, rule.when),
            (words.ONLY_FOR, rule.only_for),
            (words.SCALE, rule.scale_by),
        )
        yield from (Part(label, self.sayer.lines(node, about, params)) for label, node in trees if node is not None)
        if rule.when is None and rule.raised_when is None and rule.kind in ("duty", "prohibition", "indicator", "exemption"):
            yield Part(condition, _one(words.NO_CONDITION))
        for route in rule.routes:
            label = both(words.ROUTE, route.source.title) if route.source.title else words.DEADLINE
            yield Part(label, _one(self.sayer.deadline(route.deadline, about, params)))
            if route.done_on is not None:
                yield Part(words.DONE, self.sayer.lines(route.done_on, about, params))

    def sanction_rows(self, rule: TypedRule) -> Iterator[SanctionRow]:
        params = self.sayer.within(rule.source.in_force)
        for choice, when in zip(rule.source.choices, rule.choices, strict=True):
            lines = self.sayer.lines(when, rule.about, params) if when is not None else None
            yield from self.sanction(choice.sanction, lines, self.basis(rule.ruleset, choice.cite))
        scale = rule.source.scale
        steps = scale.steps if scale is not None and not isinstance(scale.steps, str) else ()
        for index, step in enumerate(steps):
            yield from self.sanction(step.sanction, _one(self.sayer.step(steps, index)), self.basis(rule.ruleset, step.cite))

    def sanction(self, id: str, when: Lines | None, basis: tuple[Basis, ...]) -> Iterator[SanctionRow]:
        if id not in self.sanctions:
            return
        owner, found = self.sanctions[id]
        level = words.LEVELS.get(found.level, same(found.level))
        yield SanctionRow(found.title, level, when, basis or self.basis(owner, found.cite), self.forms(owner, found))

    def forms(self, owner: RulesetSource, sanction: SanctionSource) -> tuple[Form, ...]:
        return tuple(Form(form.title or same(form.id), period_words(form.period), self.basis(owner, form.cite)) for form in sanction.forms)

    # ---- what it is joined with ------------------------------------------------------------------------------------------

    def basis(self, ruleset: RulesetSource, cites: Iterable[CitationSource]) -> tuple[Basis, ...]:
        return basis_of(self.sources[ruleset.id], cites)

    def links(self, rules: Iterable[TypedRule]) -> tuple[Link, ...]:
        """Returns links to rules, each id once, with the periods of its versions."""
        found: dict[str, list[TypedRule]] = {}
        for rule in rules:
            found.setdefault(rule.id, []).append(rule)
        return tuple(Link(id, versions[-1].source.title, _periods(versions)) for id, versions in found.items())

    def named(self, rule: TypedRule) -> tuple[Link, ...]:
        return self.links(other for other in self.rulebook.typed if _names(rule, other))


def sources_of(rulebook: Rulebook) -> Mapping[str, Mapping[str, SourceDoc]]:
    """Returns what each ruleset may cite: its own sources, and for a layer those of the ruleset beneath."""
    by_id = {ruleset.id: ruleset for ruleset in rulebook.rulesets}
    return {ruleset.id: {**(by_id[ruleset.layer.of].sources if ruleset.layer else {}), **ruleset.sources} for ruleset in rulebook.rulesets}


def basis_of(sources: Mapping[str, SourceDoc], cites: Iterable[CitationSource]) -> tuple[Basis, ...]:
    """Returns citations in words, each once."""
    found = (
        Basis(cite.source, sources[cite.source].title, cite.at, cite.verified, period_words(cite.period), sources[cite.source].review_by)
        for cite in cites
        if cite.source in sources
    )
    return tuple(dict.fromkeys(found))


def place_problems(rulebook: Rulebook, problems: Iterable[Problem]) -> Mapping[int, Sequence[str]]:
    """Returns what lint says of each rule, by the rule's identity: a problem belongs to the last thing that begins above it."""
    starts: dict[str, list[tuple[int, TypedRule | None]]] = {}
    for rule in rulebook.typed:
        starts.setdefault(rule.source.pos.file, []).append((rule.source.pos.line, rule))
    for pos in (pos for ruleset in rulebook.rulesets for pos in _other_starts(ruleset)):
        starts.setdefault(pos.file, []).append((pos.line, None))
    found: dict[int, list[str]] = {}
    for problem in problems:
        above = [start for start in starts.get(problem.where, ()) if start[0] <= problem.line]
        owner = max(above, key=lambda start: start[0])[1] if above else None
        if owner is not None:
            found.setdefault(id(owner), []).append(f"{problem.code}: {problem.message}")
    return found


def _other_starts(ruleset: RulesetSource) -> Iterator[Pos]:
    yield from (parameter.pos for parameter in ruleset.parameters.values())
    yield from (sanction.pos for sanction in ruleset.sanctions.values())
    yield from (source.pos for source in ruleset.sources.values())
    yield from (place.pos for place in ruleset.not_encoded)


def _names(rule: TypedRule, other: TypedRule) -> bool:
    """Tells whether an exemption or a consequence names a rule while both may be in force."""
    return any(name.partition("@")[0] == other.id for name in rule.names_rules) and may_meet(rule.source.in_force, other.source.in_force)


def _params(rule: TypedRule) -> set[str]:
    scale = rule.source.scale
    return set(rule.reads.params) | ({scale.steps} if scale and isinstance(scale.steps, str) else set())


def _periods(versions: Sequence[TypedRule]) -> Text:
    return joined((period_words(rule.source.in_force) for rule in versions), "; ")


def _one(text: Text) -> Lines:
    return Lines((Line(0, text.id),), (Line(0, text.en),))


__all__ = ["RuleGatherer", "basis_of", "sources_of"]
