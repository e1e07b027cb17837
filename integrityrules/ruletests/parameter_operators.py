"""The operators on dated values, and on the period and agencies of a layer.

May not know rules: a dated value belongs to every rule that reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from integrityrules.rulebook.source import ParameterSource, ParameterValue, RulesetSource, Step
from integrityrules.ruletests.mutants import Mutant
from integrityrules.ruletests.neighbours import numbers_beside, periods_beside


def parameter_mutants(ruleset: RulesetSource, parameter: ParameterSource) -> Iterator[Mutant]:
    """Yields every mutant of one parameter: of each dated value, and of the days from and until which it holds."""
    for index, value in enumerate(parameter.values):
        for operator, what, other in _values_beside(value):
            values = (*parameter.values[:index], other, *parameter.values[index + 1 :])
            changed = replace(parameter, values=values)
            yield Mutant(f"params.{parameter.name}", operator, what, value.pos, parameter=changed, ruleset=ruleset)


def _values_beside(value: ParameterValue) -> Iterator[tuple[str, str, ParameterValue]]:
    for what, period in periods_beside(value.period):
        yield "period", what, replace(value, period=period)
    for what, other in _beside(value.value):
        yield "value", what, replace(value, value=other)


def _beside(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, int):
        for number in (value + 1, value - 1) if value > 0 else (value + 1,):
            yield f"{value} becomes {number}", number
    elif isinstance(value, frozenset):
        for code in sorted(value):
            yield f'`"{code}"` is dropped', value - {code}
    elif isinstance(value, tuple):
        yield from _scales_beside(value)


def _scales_beside(steps: tuple[Step, ...]) -> Iterator[tuple[str, tuple[Step, ...]]]:
    for index, step in enumerate(steps):
        others = [replace(step, at_least=number) for number in numbers_beside(step.at_least)]
        for other in others:
            changed = (*steps[:index], other, *steps[index + 1 :])
            yield f"the step from {step.at_least} begins at {other.at_least}", tuple(sorted(changed, key=lambda step: step.at_least))
        if len(steps) > 1:
            yield f"the step from {step.at_least} is dropped", (*steps[:index], *steps[index + 1 :])


def layer_mutants(ruleset: RulesetSource) -> Iterator[Mutant]:
    """Yields every mutant of a layer's own period and agencies; none of a national ruleset."""
    layer = ruleset.layer
    if layer is None:
        return
    name = f"layer {ruleset.id}"
    for what, period in periods_beside(layer.period):
        changed = replace(ruleset, layer=replace(layer, period=period))
        yield Mutant(name, "period", what, layer.pos, ruleset=ruleset, layer=changed)
    for agency in layer.agencies if len(layer.agencies) > 1 else ():
        kept = tuple(other for other in layer.agencies if other != agency)
        changed = replace(ruleset, layer=replace(layer, agencies=kept))
        yield Mutant(name, "list", f"the agency `{agency}` is dropped", layer.pos, ruleset=ruleset, layer=changed)


__all__ = ["layer_mutants", "parameter_mutants"]
