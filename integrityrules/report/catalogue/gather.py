"""A rulebook and its cases -> a catalogue: what is encoded, what is not, and what data it takes.

May not read files, lay anything out, or evaluate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from integrityrules.decide.wording import OUTCOMES, SHORT_STATES
from integrityrules.facts.vocabulary import Text
from integrityrules.report.catalogue import words
from integrityrules.report.catalogue.articles import instruments_of
from integrityrules.report.catalogue.gather_rules import RuleGatherer, basis_of, sources_of
from integrityrules.report.catalogue.manifest import data_of, not_read
from integrityrules.report.catalogue.model import CaseEntry, Catalogue, Chapter, Instance, Limit, LimitValue, RuleEntry, Said
from integrityrules.report.catalogue.phrases import ALWAYS, UNITS, Sayer, joined, period_words, same
from integrityrules.rulebook.cases import Case, Expectation
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.lint import lint
from integrityrules.rulebook.source import ParameterSource, RulesetSource


def gather_catalogue(rulebook: Rulebook, cases: Sequence[Case] = (), calendars: Collection[str] | None = None) -> Catalogue:
    """Returns the catalogue of a rulebook.

    Args:
        rulebook: national rulesets and layers, as loaded.
        cases: the cases beside them, as `ruletests.read_cases` gives them; they are listed, not run.
        calendars: ids of the working-day calendars at hand, for lint; `None` where that is not known.

    >>> from integrityrules.ruletests import load_suite
    >>> engine, cases = load_suite()
    >>> gather_catalogue(engine.rulebook, cases, engine.calendars).chapters[0].id
    'asn/...'
    """
    sayer = Sayer(rulebook)
    limits = _limits(rulebook, sayer)
    instances = _instances(rulebook)
    rules = RuleGatherer(rulebook, sayer, _cases(rulebook, cases), _by_name(limits), instances, lint(rulebook, cases, calendars))
    sources = sources_of(rulebook)
    made: dict[str, tuple[Instance, ...]] = {
        ruleset.id: tuple(one for found in instances.values() for one in found if one.ruleset == ruleset.id)
        for ruleset in rulebook.rulesets
    }
    data = data_of(rulebook)
    return Catalogue(
        chapters=tuple(
            Chapter(
                id=ruleset.id,
                version=ruleset.version,
                title=ruleset.title,
                facts=tuple(_facts(ruleset)),
                basis=basis_of(sources[ruleset.id], ruleset.layer.cite if ruleset.layer else ()),
                rules=_in_order(rules.entries(ruleset)),
                limits=tuple(limit for limit in limits if limit.owner == ruleset.id),
                instances=made[ruleset.id],
            )
            for ruleset in rulebook.rulesets
        ),
        instruments=instruments_of(rulebook, sayer),
        data=data,
        not_read=not_read(rulebook, data),
        digests=rulebook.digests,
    )


_ORDER = ("duty", "prohibition", "indicator", "exemption", "definition", "consequence")


def _in_order(rules: Sequence[RuleEntry]) -> tuple[RuleEntry, ...]:
    """Returns rules by kind, what binds first, otherwise in the order of the files."""
    return tuple(sorted(rules, key=lambda rule: _ORDER.index(rule.kind)))


def _facts(ruleset: RulesetSource) -> Iterable[Said]:
    yield words.VERSION, same(ruleset.version)
    yield words.STATUS, words.STATUSES.get(ruleset.status, same(ruleset.status))
    if ruleset.layer is not None:
        yield words.LAYER_OF, same(ruleset.layer.of)
        yield words.AGENCIES, same(", ".join(ruleset.layer.agencies))
        yield words.IN_FORCE, period_words(ruleset.layer.period)


# ---- limits and layers -----------------------------------------------------------------------------------------------------


def _limits(rulebook: Rulebook, sayer: Sayer) -> tuple[Limit, ...]:
    """Returns every parameter over time, the newest value first; a layer's values of a national parameter are a limit of their own."""
    national = {name: found for ruleset in rulebook.rulesets if ruleset.layer is None for name, found in ruleset.parameters.items()}
    readers: dict[str, dict[str, None]] = {}
    for rule in rulebook.typed:
        scale = rule.source.scale
        for name in (*rule.reads.params, *([scale.steps] if scale and isinstance(scale.steps, str) else [])):
            readers.setdefault(name, {})[rule.id] = None
    sources = sources_of(rulebook)
    found = []
    for ruleset in rulebook.rulesets:
        for name, parameter in ruleset.parameters.items():
            described = national.get(name, parameter)
            values = [
                LimitValue(period_words(value.period), sayer.value(value.value, described), basis_of(sources[ruleset.id], value.cite))
                for value in reversed(parameter.values)
            ]
            title = sayer.titles.get(name, same(name))
            layer = ruleset.title if ruleset.layer is not None else ALWAYS
            found.append(Limit(name, title, ruleset.id, layer, _remark(described), tuple(values), tuple(readers.get(name, ()))))
    return tuple(found)


def _remark(parameter: ParameterSource) -> Text:
    return joined([UNITS.get(parameter.unit, ALWAYS), words.STRICTER.get(parameter.stricter, ALWAYS)], "; ")


def _by_name(limits: Iterable[Limit]) -> Mapping[str, Sequence[Limit]]:
    found: dict[str, list[Limit]] = {}
    for limit in limits:
        found.setdefault(limit.name, []).append(limit)
    return found


def _instances(rulebook: Rulebook) -> Mapping[str, Sequence[Instance]]:
    """Returns the stricter instances that layers make of the nation's rules, by the id of the rule, each once."""
    limits: dict[tuple[str, str], set[str]] = {}
    for plan in rulebook.plans:
        for placed in plan.acts:
            id, at, made_by = placed.id.partition("@")
            if at:
                limits.setdefault((id, made_by), set()).update(placed.reads.params & placed.setting.overridden)
    layers = {ruleset.id: ruleset for ruleset in rulebook.rulesets if ruleset.layer is not None}
    found: dict[str, list[Instance]] = {}
    for (id, layer_id), names in sorted(limits.items()):
        layer = layers[layer_id]
        if layer.layer is not None:
            agencies, period = layer.layer.agencies, period_words(layer.layer.period)
            instance = Instance(f"{id}@{layer_id}", layer_id, layer.title, agencies, period, tuple(sorted(names)))
            found.setdefault(id, []).append(instance)
    return found


# ---- cases -----------------------------------------------------------------------------------------------------------------


def _cases(rulebook: Rulebook, cases: Iterable[Case]) -> Mapping[str, Sequence[CaseEntry]]:
    """Returns what the cases say, by rule; exemptions and consequences by the rules whose expectations name them."""
    found: dict[str, list[CaseEntry]] = {}
    attached = _attached(rulebook)
    for case in cases:
        of_rule: dict[str, list[Text]] = {}
        for expectation in case.expect:
            for id in _spoken_of(expectation, attached):
                of_rule.setdefault(id, []).append(_expected(expectation))
        for id, expected in of_rule.items():
            found.setdefault(id, []).append(_entry(case, expected))
    return found


def _entry(case: Case, expected: Iterable[Text]) -> CaseEntry:
    counts = tuple(Counter(expected).items())
    return CaseEntry(case.name, f"{case.pos.file}:{case.pos.line}", counts, case.source, case.assumed, case.agrees, case.why)


def _attached(rulebook: Rulebook) -> Mapping[tuple[str, str], Sequence[str]]:
    """Returns the consequences that can give a sanction to a rule, by the ids of both."""
    found: dict[tuple[str, str], list[str]] = {}
    for rule in rulebook.typed:
        for choice in rule.source.choices:
            for name in rule.names_rules:
                ids = found.setdefault((name.partition("@")[0], choice.sanction), [])
                ids += [] if rule.id in ids else [rule.id]
    return found


def _spoken_of(expectation: Expectation, attached: Mapping[tuple[str, str], Sequence[str]]) -> list[str]:
    """Returns the rules an expectation speaks of: its own, the exemptions it names, the consequences whose sanctions it names."""
    rule = expectation.rule.partition("@")[0]
    exemptions = (*expectation.values.get("by", ()), *expectation.values.get("unless_shown", ()))
    sanctions = expectation.values.get("consequences", ())
    consequences = (id for sanction in sanctions for id in attached.get((rule, sanction), ()))
    return list(dict.fromkeys((rule, *exemptions, *consequences)))


def _expected(expectation: Expectation) -> Text:
    outcome = expectation.values.get("outcome") or "applies"
    state = expectation.values.get("state")
    said = [OUTCOMES.get(outcome, same(outcome))]
    if state and state != outcome:
        said.append(SHORT_STATES.get(state, same(state)))
    return joined(said, ": ")


__all__ = ["gather_catalogue"]
