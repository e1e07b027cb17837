"""The other way round: every place of every instrument that rulesets speak of, with what encodes it or why nothing does.

May not know the full text of an instrument: a place that no ruleset names is not listed, and the instrument says so by its silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from integrityrules.facts.vocabulary import Text
from integrityrules.report.catalogue.model import NOT_SEEN, Encoded, Instrument, LeftOut, Place
from integrityrules.report.catalogue.phrases import Sayer, joined, period_words
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.source import ALWAYS, CitationSource, Period, RulesetSource, SourceDoc, citations_of

Cited = tuple[CitationSource, Encoded]
_NUMBER = re.compile(r"(\d+)")


def instruments_of(rulebook: Rulebook, sayer: Sayer) -> tuple[Instrument, ...]:
    """Returns every instrument in the order in which rulesets describe them; two rulesets may describe one under the same key."""
    docs: dict[str, list[SourceDoc]] = {}
    for ruleset in rulebook.rulesets:
        for id, doc in ruleset.sources.items():
            docs.setdefault(id, []).append(doc)
    encoded: dict[tuple[str, str], dict[Encoded, None]] = {}
    for ruleset in rulebook.rulesets:
        for cite, by in _cited(ruleset, sayer):
            encoded.setdefault((cite.source, cite.at), {})[by] = None
    left_out: dict[tuple[str, str], list[LeftOut]] = {}
    for ruleset in rulebook.rulesets:
        for place in ruleset.not_encoded:
            left_out.setdefault((place.source, place.at), []).append(LeftOut(ruleset.id, place.why, place.partly))
    keys = encoded.keys() | left_out.keys()
    return tuple(
        _instrument(found, [Place(at, tuple(encoded.get((id, at), ())), tuple(left_out.get((id, at), ()))) for at in _places(id, keys)])
        for id, found in docs.items()
    )


def _places(id: str, keys: set[tuple[str, str]]) -> list[str]:
    return sorted((at for source, at in keys if source == id), key=place_key)


def place_key(at: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Returns what sorts places as a reader expects: `Pasal 2` before `Pasal 12`, places that were not seen last."""
    parts = [part for part in _NUMBER.split(at) if part.strip()]
    return at == NOT_SEEN, [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _instrument(docs: Sequence[SourceDoc], places: Sequence[Place]) -> Instrument:
    titles = list(dict.fromkeys(doc.title for doc in docs))
    reviews = [doc.review_by for doc in docs if doc.review_by is not None]
    return Instrument(
        id=docs[0].id,
        title=joined(titles, " / "),
        citation=" / ".join(_fullest([doc.citation for doc in docs])),
        urls=tuple(dict.fromkeys(url for doc in docs for url in doc.urls)),
        review_by=min(reviews) if reviews else None,
        places=tuple(places),
    )


def _fullest(texts: Sequence[str]) -> list[str]:
    """Returns texts, each once and without those that another one contains."""
    return [text for text in dict.fromkeys(texts) if not any(text != other and text in other for other in texts)]


def _cited(ruleset: RulesetSource, sayer: Sayer) -> Iterator[Cited]:
    """Yields every citation with what rests on it, once for each period it carries it."""
    for rule in ruleset.rules:
        for cite in citations_of(rule):
            yield cite, Encoded("rule", rule.id, rule.title, cite.verified, _carries(cite, rule.in_force))
    for parameter in ruleset.parameters.values():
        for value in parameter.values:
            for cite in value.cite:
                title = sayer.titles.get(parameter.name, parameter.title)
                yield cite, Encoded("parameter", parameter.name, title, cite.verified, _carries(cite, value.period))
    for sanction in ruleset.sanctions.values():
        for cite in sanction.cite:
            yield cite, Encoded("sanction", sanction.id, sanction.title, cite.verified, _carries(cite, ALWAYS))
        for form in sanction.forms:
            for cite in form.cite:
                yield cite, Encoded("form", form.id, form.title or sanction.title, cite.verified, _carries(cite, form.period))
    if ruleset.layer is not None:
        for cite in ruleset.layer.cite:
            yield cite, Encoded("layer", ruleset.id, ruleset.title, cite.verified, _carries(cite, ruleset.layer.period))


def _carries(cite: CitationSource, period: Period) -> Text:
    """Returns when a citation carries something: its own period where it has one."""
    return period_words(period if (cite.period.start, cite.period.end) == (None, None) else cite.period)
