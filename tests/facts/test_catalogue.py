"""The catalogue: complete in both languages, derived from the models, and as wide as a dossier."""

from __future__ import annotations

import pytest

from integrityrules.facts import MODELS, VOCABULARY, Dossier, Registers
from integrityrules.facts.catalogue import PLURALS, holds_of
from integrityrules.facts.codes import CODE_LISTS
from integrityrules.facts.model import OWN_FIELDS
from integrityrules.facts.vocabulary import FieldSpec, KindSpec, Text

FIELDS = [(kind.name, spec) for kind in VOCABULARY.kinds.values() for spec in kind.fields.values()]
FORBIDDEN_WORDS = ("guilty", "bersalah", "pelanggar", "offender", "culprit")


def named(texts: list[Text]) -> list[str]:
    return [text for both in texts for text in (both.id, both.en)]


@pytest.mark.parametrize("kind, spec", FIELDS, ids=[f"{kind}.{spec.name}" for kind, spec in FIELDS])
def test_every_field_says_what_to_call_it_and_what_to_ask(kind: str, spec: FieldSpec) -> None:
    """Label and question are there in both languages, the question is one, and money has its unit."""
    assert all(text.strip() == text and text for text in named([spec.label, spec.question]))
    assert spec.question.en.endswith(("?", "."))
    assert spec.question.id.endswith(("?", "."))
    assert spec.label.id[0].isupper()
    assert spec.label.en[0].isupper()
    assert len(spec.label.id) <= 60
    assert spec.type.name != "money" or (spec.unit == "IDR" and spec.name.endswith(("_idr", "_event", "_year")))
    assert spec.sensitivity != "forbidden"


@pytest.mark.parametrize("codes", CODE_LISTS.values(), ids=CODE_LISTS)
def test_every_code_has_a_label_of_its_own_in_both_languages(codes: object) -> None:
    """No two codes of one list can be mistaken for each other, in either language."""
    from integrityrules.facts.vocabulary import CodeList

    assert isinstance(codes, CodeList)
    for language in ("id", "en"):
        labels = [label.in_language(language) for label in codes.codes.values()]
        assert len(set(labels)) == len(labels)
        assert all(labels)


def test_a_person_can_say_that_no_code_fits() -> None:
    """`none_of_these` is last in every list a person fills in, unless the list is complete by its nature."""
    complete = {"basis", "employment", "impact", "intent", "duty_state"}
    lists = {spec.type.of for _, spec in FIELDS if spec.type.name == "code"} | complete
    assert lists == set(CODE_LISTS)
    for id in lists - complete:
        assert list(CODE_LISTS[id].codes)[-1] == "none_of_these"


def test_a_list_within_another_has_only_its_codes() -> None:
    """Every family relation can be the relation of a giver, with the same words."""
    for codes in CODE_LISTS.values():
        if codes.within:
            assert codes.codes.items() <= CODE_LISTS[codes.within].codes.items()


def test_no_text_uses_a_word_of_guilt() -> None:
    """What is asked and listed accuses nobody."""
    texts = named([text for _, spec in FIELDS for text in (spec.label, spec.question)])
    texts += named([label for codes in CODE_LISTS.values() for label in codes.codes.values()])
    assert not [text for text in texts for word in FORBIDDEN_WORDS if word in text.lower()]


@pytest.mark.parametrize("kind", VOCABULARY.kinds.values(), ids=VOCABULARY.kinds)
def test_a_kind_is_dated_by_fields_it_has(kind: KindSpec) -> None:
    """The day of an act, the ends of a span and reverse references name fields of the right type."""
    for name in (*((kind.dated_by,) if kind.dated_by else ()), *(kind.span or ())):
        assert kind.fields[name].type.name == "date"
    for related in kind.related.values():
        assert VOCABULARY.kinds[related.kind].fields[related.by].type.of == kind.name
        assert not related.complete or kind.fields[related.complete].type.name == "bool"
    for spec in kind.fields.values():
        assert spec.type.name != "fact" or spec.type.of in VOCABULARY.kinds
        assert spec.name.isidentifier()
        assert spec.name.islower()


def test_reverse_references_of_an_entity_lead_to_entities() -> None:
    """`entity.held_by` is every company link whose organisation is the entity."""
    for related in VOCABULARY.entity_related.values():
        assert VOCABULARY.kinds[related.kind].fields[related.by].type.name == "entity"
    assert VOCABULARY.entity_related["held_by"].by == "organisation"


def test_a_dossier_lists_every_kind_and_registers_every_register() -> None:
    """The catalogue and the parts of a dossier are the same."""
    assert set(Dossier.model_fields) - {"as_of", "official", "entities", "declared_in_full", "incomplete"} == set(PLURALS)
    registers = {kind.plural for kind in VOCABULARY.kinds.values() if kind.register}
    assert set(Registers.model_fields) - {"entities", "declared_in_full"} == registers
    assert [kind.name for kind in VOCABULARY.kinds.values() if kind.plural not in PLURALS] == ["official"]


def test_models_and_catalogue_have_the_same_types() -> None:
    """The catalogue says what the readers of the models read."""
    for model in MODELS:
        specs = VOCABULARY.kinds[model.called].fields
        for name, spec in zip([name for name in model.model_fields if name not in OWN_FIELDS], specs.values(), strict=True):
            assert (spec.type, spec.spelled) == (holds_of(model, name).type, holds_of(model, name).spelled)
            assert not spec.spelled or model.called == "official"
