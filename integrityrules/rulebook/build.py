"""A plan -> the program of its period: trees become functions, names become what they name.

May not check anything: what is wrong was reported when the rulebook was built. Equal trees under equal parameters share one function.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping, MutableMapping
from datetime import date
from types import MappingProxyType
from typing import Any

from integrityrules.facts.values import bounds
from integrityrules.facts.vocabulary import BOOL, Vocabulary
from integrityrules.language import tree
from integrityrules.language.generate import generate
from integrityrules.language.interpret import elements
from integrityrules.language.scope import Compiled, Evaluator, Names
from integrityrules.rulebook.book import Book
from integrityrules.rulebook.plan import FieldKey, Placed, Plan, Setting
from integrityrules.rulebook.program import (
    Choice,
    Citation,
    Deadline,
    Program,
    Route,
    Rule,
    Sanction,
    SanctionForm,
    Surroundings,
)
from integrityrules.rulebook.source import Step
from integrityrules.rulebook.typed import TypedRoute, TypedRule, reads_of

UNKNOWN = tree.Literal_(None, BOOL)
"""A condition that nothing settles: a definition that may not be in force yet says nothing for certain."""


class Builder:
    """Builds programs; keeps the functions it has generated, because most rules do not change from one period to the next."""

    def __init__(self, book: Book, vocabulary: Vocabulary) -> None:
        self.book = book
        self.vocabulary = vocabulary
        self._functions: MutableMapping[Any, Compiled] = {}
        self._sanctions: dict[str, Sanction] = {}

    def beside(self, book: Book) -> Builder:
        """Returns a builder for a changed book: it finds the functions of this one and keeps its own to itself."""
        other = Builder(book, self.vocabulary)
        other._functions = ChainMap({}, self._functions)
        return other

    def program(self, plan: Plan) -> Program:
        """Returns the program of one period."""
        rules: dict[tuple[str, str], list[Rule]] = {}
        for placed in plan.acts:
            rules.setdefault((placed.typed.about, lane_key(placed.typed)), []).append(self._rule(placed, plan.day))
        consequences = {id: tuple(self._rule(placed, plan.day) for placed in found) for id, found in plan.consequences.items()}
        return Program(
            start=plan.start,
            end=plan.end,
            rules=MappingProxyType({key: tuple(found) for key, found in rules.items()}),
            consequences=MappingProxyType(consequences),
            surroundings=MappingProxyType({id: self._surroundings(setting) for id, setting in plan.settings.items()}),
        )

    def compiled(self, node: tree.Node | None, names: Names, setting: Setting | None) -> Compiled | None:
        """Returns a tree with its function for one setting; without a setting, for any (it reads no parameter)."""
        if node is None:
            return None
        params: Mapping[str, Any] = setting.params if setting else {}
        defined: Collection[FieldKey] | None = frozenset(setting.definitions) if setting else None
        read = {name: params[name] for name in reads_of([node], self.vocabulary).params}
        key = (id(node), names, tuple(sorted(read.items())), defined)
        found = self._functions.get(key)
        if found is None or found.node is not node:
            run = generate(node, names, read, vocabulary=self.vocabulary, defined=defined)
            found = self._functions[key] = Compiled(node, run, names)
        return found

    def collection(self, node: tree.Node | None, names: Names) -> Compiled | None:
        """Returns a bare collection with a function that gives its elements with their membership, and whether they are all."""
        if node is None:
            return None
        return Compiled(node, lambda scope, fact, partner, event: elements(node, scope, {names.fact: fact}), names)

    # ---- rules -----------------------------------------------------------------------------------------------------------

    def _rule(self, placed: Placed, day: date, names: Names | None = None) -> Rule:
        typed, source, setting = placed.typed, placed.typed.source, placed.setting
        names = names or typed.names
        agencies = frozenset(setting.layer.layer.agencies) if setting.layer and setting.layer.layer else frozenset()

        def run(node: tree.Node | None) -> Compiled | None:
            return self.compiled(node, names, setting)

        return Rule(
            id=placed.id,
            ruleset=typed.ruleset.id,
            version=typed.ruleset.version,
            digest=typed.ruleset.digest,
            layer=setting.id,
            kind=source.kind,  # type: ignore[arg-type]  # one of the kinds: checked when it was read
            title=source.title,
            about=typed.about,
            track=source.track,
            bearer=source.bearer,
            executability=source.executability,
            burden=source.burden,  # type: ignore[arg-type]  # `open` or `official`
            cite=self._citations(placed, day),
            note=source.note,
            in_force=placed.in_force,
            dated_by=run(typed.dated_by),
            raised_when=run(typed.raised_when),
            when=run(typed.when),
            partner=self.collection(typed.partner, names),
            every=source.every,
            agencies=agencies,
            routes=tuple(self._route(route, names, setting) for route in typed.routes),
            exemptions=tuple(self._rule(exemption, day, names) for exemption in placed.exemptions),
            follows=frozenset(typed.names_rules) if source.kind == "consequence" else frozenset(),
            if_state=frozenset(source.if_state),
            only_for=run(typed.only_for),
            choices=self._choices(typed, names, setting, day),
            spelled=placed.reads.spelled | {"agency"} if agencies else placed.reads.spelled,
            plurals=placed.reads.plurals,
            reads_params=placed.reads.params,
            reads_official=any(kind == "official" for kind, _ in placed.reads.fields),
            disputes=placed.reads.disputes,
            period=(source.in_force.start, source.in_force.end),
        )

    def _citations(self, placed: Placed, day: date) -> tuple[Citation, ...]:
        """Returns a rule's citations; a layer's instance also cites the layer and the values it sets."""
        typed, layer = placed.typed, placed.setting.layer
        own = self.book.citations(typed.ruleset, typed.source.cite, day)
        if layer is None or layer.layer is None or not placed.id.endswith(f"@{layer.id}"):
            return own
        cites = list(layer.layer.cite)
        for name in sorted(placed.reads.params & placed.setting.overridden):
            value = self.book.value_on(name, day, layer)
            cites += value.cite if value else ()
        return own + tuple(dict.fromkeys(self.book.citations(layer, cites, day)))

    def _route(self, route: TypedRoute, names: Names, setting: Setting) -> Route:
        deadline, source = route.deadline, route.deadline.source
        after = (self.compiled(start, names, setting) for start in deadline.after)
        compiled = Deadline(
            form=source.form,
            count=self.compiled(deadline.count, names, setting),
            after=tuple(start for start in after if start is not None),
            calendar=source.calendar,
            if_holiday=source.if_holiday,
            month_day=source.month_day,
            of=self.compiled(deadline.of, names, setting),
        )
        return Route(route.source.id, route.source.title, compiled, self.compiled(route.done_on, names, setting))

    # ---- sanctions -------------------------------------------------------------------------------------------------------

    def _choices(self, typed: TypedRule, names: Names, setting: Setting, day: date) -> tuple[Choice, ...]:
        rows = tuple(
            Choice(
                self.compiled(when, names, setting),
                self.sanction(choice.sanction),
                self.book.citations(typed.ruleset, choice.cite, day),
            )
            for choice, when in zip(typed.source.choices, typed.choices, strict=True)
        )
        return rows + tuple(
            Choice(self.compiled(when, names, setting), self.sanction(step.sanction), self.book.citations(typed.ruleset, step.cite, day))
            for step, when in _steps(typed, setting)
        )

    def sanction(self, id: str) -> Sanction:
        """Returns a sanction with all its forms; which are in use is a matter of the day it is dated by."""
        found = self._sanctions.get(id)
        if found is None:
            source = self.book.sanctions[id]
            owner = self.book.owner_of(source)
            forms = tuple(
                SanctionForm(
                    form.id,
                    form.title,
                    form.instead_of,
                    bounds(form.period.start)[0],
                    bounds(form.period.end)[1],
                    self.book.citations(owner, form.cite),
                )
                for form in source.forms
            )
            cite = self.book.citations(owner, source.cite)
            found = self._sanctions[id] = Sanction(id, source.title, source.level, source.dated_by, forms, cite)
        return found

    # ---- surroundings ----------------------------------------------------------------------------------------------------

    def _surroundings(self, setting: Setting) -> Surroundings:
        definitions: dict[FieldKey, tuple[tree.Definition, ...]] = {}
        compiled: dict[FieldKey, tuple[tuple[Evaluator, Evaluator | None], ...]] = {}
        for key, found in setting.definitions.items():
            definitions[key] = tuple(definition_of(rule, surely=truth is True) for rule, truth in found)
            compiled[key] = tuple(self._evaluators(definition, setting) for definition in definitions[key])
        return Surroundings(MappingProxyType(dict(setting.params)), MappingProxyType(definitions), MappingProxyType(compiled))

    def _evaluators(self, definition: tree.Definition, setting: Setting) -> tuple[Evaluator, Evaluator | None]:
        names = Names(definition.kind)
        value = self.compiled(definition.value, names, setting)
        when = self.compiled(definition.when, names, setting)
        assert value is not None
        return value.run, when.run if when else None


def definition_of(rule: TypedRule, *, surely: bool) -> tree.Definition:
    assert rule.defines is not None
    assert rule.value is not None
    when = rule.when
    if not surely:
        when = UNKNOWN if when is None else tree.All((when, UNKNOWN), BOOL, when.pos)
    return tree.Definition(rule.id, *rule.defines, rule.value, when)


def _steps(typed: TypedRule, setting: Setting) -> list[tuple[Step, tree.Node]]:
    """Returns the rows of a scale, each with the condition that the number lies in it."""
    scale, by = typed.source.scale, typed.scale_by
    if scale is None or by is None:
        return []
    steps: tuple[Step, ...] = setting.params.get(scale.steps, ()) if isinstance(scale.steps, str) else scale.steps
    rows = []
    for index, step in enumerate(steps):
        reached: tree.Node = tree.Compare(">=", by, tree.Literal_(step.at_least, by.type), BOOL, by.pos)
        if index + 1 < len(steps):
            below = tree.Compare("<", by, tree.Literal_(steps[index + 1].at_least, by.type), BOOL, by.pos)
            reached = tree.All((reached, below), BOOL, by.pos)
        rows.append((step, reached))
    return rows


def lane_key(typed: TypedRule) -> str:
    """Returns the stable text of what rules of one lane share: their day, their yearly occurrence, their pairing."""
    source = typed.source
    parts = []
    if typed.dated_by is not None and source.dated_by is not None:
        parts.append(" ".join(source.dated_by.text.split()))
    if source.every is not None:
        parts.append(f"every {source.every[0]:02}-{source.every[1]:02}")
    if source.partner is not None:
        parts.append(f"with {' '.join(source.partner[1].text.split())}")
    return " ".join(parts)
