"""The data-minimisation manifest: which fields each ruleset reads, how sensitive they are, who is asked, and for which article.

May not guess: a field is listed because a tree reads it, or because a rule's day, span or pairing needs it. It helps to keep the record
of processing that UU 27/2022 on personal data asks for, and shows what need not be asked at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from integrityrules.facts.vocabulary import FieldSpec, KindSpec, Text, Vocabulary
from integrityrules.language import tree
from integrityrules.report.catalogue.gather_rules import basis_of, sources_of
from integrityrules.report.catalogue.model import Basis, Catalogue, DataUse, FieldUse, Json
from integrityrules.report.catalogue.words import USES
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.plan import Placed
from integrityrules.rulebook.source import RulesetSource
from integrityrules.rulebook.type_rules import ACTS
from integrityrules.rulebook.typed import TypedRule, reads_of

Key = tuple[str, str]
Needs = dict[int, tuple[TypedRule, set[str]]]
FORMAT = "integrityrules-data-manifest/1"
_FACT_FUNCTIONS = ("in_effect", "overlaps")


def data_of(rulebook: Rulebook) -> tuple[DataUse, ...]:
    """Returns what each ruleset reads, in the order of the rulesets."""
    defined = {rule.defines for rule in rulebook.typed if rule.defines is not None}
    sources = sources_of(rulebook)
    return tuple(
        DataUse(ruleset.id, ruleset.version, ruleset.title, tuple(_fields(rulebook, ruleset, defined, sources)))
        for ruleset in rulebook.rulesets
    )


def not_read(rulebook: Rulebook, data: Iterable[DataUse]) -> tuple[tuple[str, Text], ...]:
    """Returns the fields that no rule reads: nobody needs to be asked for them."""
    read = {use.path for found in data for use in found.fields}
    fields = ((kind.name, spec) for kind in rulebook.vocabulary.kinds.values() for spec in kind.fields.values())
    return tuple((f"{kind}.{spec.name}", spec.label) for kind, spec in fields if f"{kind}.{spec.name}" not in read)


def _fields(rulebook: Rulebook, ruleset: RulesetSource, defined: set[Key], sources: Mapping[str, Any]) -> Iterator[FieldUse]:
    """Yields the fields of one ruleset in the order of the vocabulary."""
    uses: dict[Key, set[str]] = {}
    readers: dict[Key, dict[str, None]] = {}
    needed: dict[Key, set[str]] = {}
    articles: dict[Key, dict[Key, Basis]] = {}
    for rule, acts in _needed(rulebook, ruleset).values():
        for use, key in _reads(rule, rulebook.vocabulary):
            uses.setdefault(key, set()).add(use)
            readers.setdefault(key, {})[rule.id] = None
            needed.setdefault(key, set()).update(acts)
            _add(articles.setdefault(key, {}), basis_of(sources[rule.ruleset.id], rule.source.cite))
    if ruleset.layer is not None:
        key = ("official", "agency")
        uses.setdefault(key, set()).add("scope")
        _add(articles.setdefault(key, {}), basis_of(sources[ruleset.id], ruleset.layer.cite))
    for kind, spec in _specs(rulebook.vocabulary):
        key = (kind.name, spec.name)
        if key in uses:
            yield FieldUse(
                path=".".join(key),
                kind=kind.label,
                label=spec.label,
                sensitivity=spec.sensitivity,
                asked_of=spec.asked_of,
                uses=tuple(use for use in USES if use in uses[key]),
                rules=tuple(sorted(readers.get(key, ()))),
                needed_by=tuple(sorted(needed.get(key, ()))),
                articles=tuple(articles[key].values()),
                derived=key in defined,
                identifies=spec.type.name == "entity",
            )


def _add(articles: dict[Key, Basis], cites: Iterable[Basis]) -> None:
    """Adds citations, each place once: the first of a place counts."""
    for cite in cites:
        articles.setdefault((cite.source, cite.at), cite)


def _specs(vocabulary: Vocabulary) -> Iterator[tuple[KindSpec, FieldSpec]]:
    for kind in vocabulary.kinds.values():
        yield from ((kind, spec) for spec in kind.fields.values())


# ---- which rules a ruleset needs -------------------------------------------------------------------------------------------


def _needed(rulebook: Rulebook, ruleset: RulesetSource) -> Needs:
    """Returns the ruleset's own rules and every exemption and definition they lead to, each with the ids of those that need it."""
    found: Needs = {id(rule): (rule, set()) for rule in rulebook.typed if rule.ruleset is ruleset}
    for plan in rulebook.plans:
        consequences = (placed for group in plan.consequences.values() for placed in group)
        for placed in (*plan.acts, *consequences):
            if placed.typed.ruleset is ruleset or (placed.setting.layer is ruleset and placed.id.endswith(f"@{ruleset.id}")):
                for rule in _leads_to(placed):
                    found.setdefault(id(rule), (rule, set()))[1].add(placed.id)
    return found


def _leads_to(placed: Placed) -> Iterator[TypedRule]:
    """Yields a rule, its exemptions, and every definition that it reads through them."""
    yield placed.typed
    yield from (exemption.typed for exemption in placed.exemptions)
    for key in placed.reads.fields:
        yield from (rule for rule, _ in placed.setting.definitions.get(key, ()))


# ---- what a rule reads itself ----------------------------------------------------------------------------------------------


def _reads(rule: TypedRule, vocabulary: Vocabulary) -> Iterator[tuple[str, Key]]:
    """Yields each field a rule reads itself, with what for."""
    for use, node in _by_use(rule):
        reads = reads_of([node], vocabulary)
        yield from ((use, key) for key in reads.fields)
        yield from ((use, key) for key in _implied([node], vocabulary))
        plurals = (vocabulary.kind_of_plural(plural) for plural in reads.plurals)
        yield from (("law", key) for kind in plurals if kind is not None for key in _days(kind))
    about = vocabulary.kinds.get(rule.about)
    if about is not None and rule.kind in ACTS and rule.dated_by is None:
        yield from (("law", key) for key in _days(about))


def _by_use(rule: TypedRule) -> Iterator[tuple[str, tree.Node]]:
    """Yields the trees of a rule with what each is for, as a code of `words.USES`."""
    condition = {"exemption": "exemption", "definition": "definition", "consequence": "sanction"}.get(rule.kind, "condition")
    parts: list[tuple[str, tree.Node | None]] = [
        ("law", rule.dated_by), ("trigger", rule.raised_when), (condition, rule.when), ("condition", rule.partner),
        ("definition", rule.value), ("sanction", rule.only_for), ("sanction", rule.scale_by),
        *(("sanction", choice) for choice in rule.choices),
    ]  # fmt: skip
    for route in rule.routes:
        deadline = route.deadline
        parts += [("deadline", node) for node in (deadline.count, *deadline.after, deadline.of)]
        parts.append(("fulfilment", route.done_on))
    yield from ((use, node) for use, node in parts if node is not None)


def _implied(trees: Iterable[tree.Node], vocabulary: Vocabulary) -> Iterator[Key]:
    """Yields fields that trees need without naming them: what points back, what says that all are there, the days of a span."""
    for node in (node for root in trees for node in tree.walk(root)):
        if isinstance(node, tree.RelatedTo):
            base = vocabulary.kinds.get(node.base.type.of)
            related = (base.related if base else vocabulary.entity_related).get(node.name)
            if related is not None:
                yield related.kind, related.by
                if base is not None and related.complete:
                    yield base.name, related.complete
        elif isinstance(node, tree.Call) and node.function in _FACT_FUNCTIONS:
            kinds = (vocabulary.kinds.get(argument.type.of) for argument in node.args if argument.type.name == "fact")
            yield from (key for kind in kinds if kind is not None for key in _days(kind))


def _days(kind: KindSpec) -> Iterator[Key]:
    """Yields the fields that say when a fact was, or how long it lasted."""
    names = (kind.dated_by,) if kind.dated_by else kind.span or ()
    yield from ((kind.name, name) for name in names if name in kind.fields)


# ---- as JSON ---------------------------------------------------------------------------------------------------------------


def manifest_json(catalogue: Catalogue) -> Json:
    """Returns the manifest as plain data, in a form that later versions only add to."""
    return {
        "format": FORMAT,
        "rulesets": [
            {
                "id": data.ruleset,
                "version": data.version,
                "sha256": catalogue.digests.get(data.ruleset, ""),
                "title": _text(data.title),
                "fields": [_field(use) for use in data.fields],
            }
            for data in catalogue.data
        ],
        "not_read": [{"field": path, "label": _text(label)} for path, label in catalogue.not_read],
    }


def _field(use: FieldUse) -> Json:
    return {
        "field": use.path,
        "label": _text(use.label),
        "sensitivity": use.sensitivity,
        "asked_of": use.asked_of,
        "uses": list(use.uses),
        "derived": use.derived,
        "identifies": use.identifies,
        "rules": list(use.rules),
        "needed_by": list(use.needed_by),
        "articles": [
            {"source": cite.source, "title": _text(cite.title), "at": cite.at, "verified": cite.verified} for cite in use.articles
        ],
    }


def _text(text: Text) -> Json:
    return {"id": text.id, "en": text.en}
