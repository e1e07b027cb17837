"""Which duties, prohibitions and indicators a change can reach: through exemptions, definitions, consequences and dated values.

May not know periods: what might ever be reached counts, so that no case is passed over that could notice a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.type_rules import ACTS
from integrityrules.rulebook.typed import TypedRule


def reached_by(rulebook: Rulebook) -> Mapping[str, frozenset[str]]:
    """Returns, for each rule id and each `params.NAME`, the ids of the acts whose decisions it can change.

    Layers change any rule of the nation they are of: `layer ID` reaches every act.
    """
    typed = rulebook.typed
    acts = [rule for rule in typed if rule.kind in ACTS]
    found: dict[str, set[str]] = {}
    for act in acts:
        attached = [rule for rule in typed if rule.kind in ("exemption", "consequence") and _names(rule, act.id)]
        versions = [rule for rule in acts if rule.id == act.id]
        rules = [*versions, *attached, *_defining([*versions, *attached], typed)]
        for rule in rules:
            for name in (rule.id, *(f"params.{name}" for name in _params(rule))):
                found.setdefault(name, set()).add(act.id)
    everything = {act.id for act in acts}
    for ruleset in rulebook.rulesets:
        if ruleset.layer is not None:
            found[f"layer {ruleset.id}"] = everything
    return {name: frozenset(ids) for name, ids in found.items()}


def _names(rule: TypedRule, id: str) -> bool:
    return any(name.partition("@")[0] == id for name in rule.names_rules)


def _params(rule: TypedRule) -> Iterable[str]:
    scale = rule.source.scale
    return rule.reads.params | ({scale.steps} if scale and isinstance(scale.steps, str) else set())


def _defining(rules: Iterable[TypedRule], typed: Iterable[TypedRule]) -> list[TypedRule]:
    """Returns the definitions that some rules read, directly or through others."""
    definitions = [rule for rule in typed if rule.defines is not None]
    fields = {field for rule in rules for field in rule.reads.fields}
    found: dict[int, TypedRule] = {}
    while True:
        more = [rule for rule in definitions if rule.defines in fields and id(rule) not in found]
        if not more:
            return list(found.values())
        found.update((id(rule), rule) for rule in more)
        fields |= {field for rule in more for field in rule.reads.fields}


__all__ = ["reached_by"]
