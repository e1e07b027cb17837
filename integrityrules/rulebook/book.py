"""Several rulesets as one body of law: what is found under which name, and what a layer changes of it.

May not parse conditions. Parameters and sanctions are shared by all rulesets of a book; sources belong to a ruleset and, for a layer, to
the one it is a layer of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from integrityrules.facts.vocabulary import INT, MONEY, PERCENT, Type
from integrityrules.rulebook.periods import holds
from integrityrules.rulebook.program import Citation
from integrityrules.rulebook.source import (
    CitationSource,
    LayerSource,
    ParameterSource,
    ParameterValue,
    Period,
    RulesetSource,
    RuleSource,
    SanctionSource,
    SourceDoc,
    all_citations,
)

_TYPES: Mapping[str, Type] = {"money": MONEY, "int": INT, "percent": PERCENT}


class Book:
    """The rulesets of one rulebook by name. The first of two things with one name counts; `checks` reports the second."""

    def __init__(self, rulesets: Sequence[RulesetSource]) -> None:
        self.rulesets = tuple(rulesets)
        self.by_id: dict[str, RulesetSource] = {}
        self.parameters: dict[str, ParameterSource] = {}
        self.sanctions: dict[str, SanctionSource] = {}
        for ruleset in rulesets:
            self.by_id.setdefault(ruleset.id, ruleset)
            for id, sanction in ruleset.sanctions.items():
                self.sanctions.setdefault(id, sanction)
            if ruleset.layer is None:
                for name, parameter in ruleset.parameters.items():
                    self.parameters.setdefault(name, parameter)
        self._lines: dict[tuple[str, str], list[str]] = {}
        self.layers: tuple[RulesetSource, ...] = tuple(ruleset for ruleset in rulesets if ruleset.layer is not None)

    def rules(self) -> Iterator[tuple[RulesetSource, RuleSource]]:
        for ruleset in self.rulesets:
            for rule in ruleset.rules:
                yield ruleset, rule

    def lines_of(self, ruleset: RulesetSource, file: str) -> list[str]:
        """Returns the lines of one of a ruleset's files."""
        found = self._lines.get((ruleset.id, file))
        if found is None:
            found = self._lines[ruleset.id, file] = ruleset.files.get(file, "").replace("\r\n", "\n").split("\n")
        return found

    def rule_ids(self) -> set[str]:
        return {rule.id for _, rule in self.rules()}

    def base_of(self, layer: LayerSource) -> RulesetSource | None:
        return self.by_id.get(layer.of)

    def sources_of(self, ruleset: RulesetSource) -> Mapping[str, SourceDoc]:
        """Returns what a ruleset may cite: its own sources, and for a layer those of the ruleset beneath."""
        base = self.base_of(ruleset.layer) if ruleset.layer else None
        return {**base.sources, **ruleset.sources} if base else ruleset.sources

    def parameters_of(self, layer: RulesetSource | None) -> Mapping[str, ParameterSource]:
        """Returns the parameters that conditions of the nation, or of a layer, may read."""
        return {**self.parameters, **_described(layer, self.parameters)} if layer else self.parameters

    def types_of(self, layer: RulesetSource | None) -> dict[str, Type]:
        """Returns the type of each parameter a condition may read; a scale is read by consequences only."""
        parameters = self.parameters_of(layer).values()
        return {found.name: type_ for found in parameters if (type_ := parameter_type(found)) is not None}

    def value_on(self, name: str, day: date, layer: RulesetSource | None = None) -> ParameterValue | None:
        """Returns a parameter's value on a day: a layer's own before the nation's, `None` if neither has one."""
        if layer is not None and name in layer.parameters:
            own = value_of(layer.parameters[name], day)
            if own is not None:
                return own
        return value_of(self.parameters[name], day) if name in self.parameters else None

    def values_on(self, day: date, layer: RulesetSource | None = None) -> dict[str, Any]:
        """Returns the value of every parameter that has one on a day, as conditions read it."""
        names = self.parameters_of(layer)
        found = {name: self.value_on(name, day, layer) for name in names}
        return {name: value.value for name, value in found.items() if value is not None and value.value is not None}

    def own_values_on(self, day: date, layer: RulesetSource) -> dict[str, Any]:
        """Returns the values a layer itself gives on a day; `None` where it says that it sets none."""
        found = {name: value_of(parameter, day) for name, parameter in layer.parameters.items()}
        return {name: value.value for name, value in found.items() if value is not None}

    def citations(self, ruleset: RulesetSource, cites: Sequence[CitationSource], day: date | None = None) -> tuple[Citation, ...]:
        """Returns citations with the titles of their sources; on a day, those that may be in force then."""
        sources = self.sources_of(ruleset)
        return tuple(
            Citation(cite.source, sources[cite.source].title, cite.at, cite.verified, sources[cite.source].review_by)  # type: ignore[arg-type]
            for cite in cites
            if cite.source in sources and (day is None or holds(cite.period, day) is not False)
        )

    def owner_of(self, sanction: SanctionSource) -> RulesetSource:
        """Returns the ruleset that describes a sanction."""
        return next(ruleset for ruleset in self.rulesets if ruleset.sanctions.get(sanction.id) is sanction)

    def periods(self) -> Iterator[Period]:
        """Yields every period on whose ends the law changes."""
        for ruleset in self.rulesets:
            yield from (rule.in_force for rule in ruleset.rules)
            yield from (value.period for parameter in ruleset.parameters.values() for value in parameter.values)
            yield from (cite.period for cite in all_citations(ruleset))
            if ruleset.layer is not None:
                yield ruleset.layer.period


def value_of(parameter: ParameterSource, day: date) -> ParameterValue | None:
    """Returns the dated value of one parameter on a day."""
    return next((value for value in parameter.values if holds(value.period, day)), None)


def parameter_type(parameter: ParameterSource) -> Type | None:
    """Returns the type under which conditions read a parameter, or `None` for a scale or an unreadable type."""
    return Type("code", parameter.of) if parameter.type == "codes" else _TYPES.get(parameter.type)


def _described(layer: RulesetSource, national: Mapping[str, ParameterSource]) -> dict[str, ParameterSource]:
    """Returns a layer's parameters; one that overrides the nation's is described by the nation's."""
    return {name: national.get(name, parameter) for name, parameter in layer.parameters.items()}
