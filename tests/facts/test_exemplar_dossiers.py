"""The dossiers of the hand-written model cases can be read and resolved."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from shared_material import ABSENT, shared

from integrityrules.facts import Dossier, read_dossier, resolve
from integrityrules.facts.entity import ENTITY_KEYS

FOLDER = shared("exemplars")
CASES = [case for path in sorted(FOLDER.glob("*.cases.yaml")) for case in yaml.safe_load(path.read_text())["cases"]] if FOLDER else []
PARTS = set(Dossier.model_fields)


def in_our_words(case: dict[str, Any]) -> dict[str, Any]:
    """Returns the dossier of a case. The models use toy numbers (`nik: "2"`) and an older name for the value of a gift."""
    data = {name: value for name, value in case.items() if name in PARTS}
    for gift in data.get("gifts", []):
        if "value_from_giver" in gift:
            gift["value_idr"] = gift.pop("value_from_giver")
    entities = data.get("entities", {})
    data["entities"] = {key: {"own": next(entity[name] for name in ENTITY_KEYS if name in entity)} for key, entity in entities.items()}
    return data


@pytest.mark.skipif(FOLDER is None, reason=ABSENT)
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_model_case_can_be_declared(case: dict[str, Any]) -> None:
    """Every field and code of the model cases is in the vocabulary."""
    dossier = read_dossier(in_our_words(case))
    found = resolve(dossier)
    assert found.not_read == ()
    assert {plural: len(items) for plural, items in found.items.items() if plural != "officials"} == {
        plural: len(case[plural]) for plural in case if isinstance(case[plural], list) and plural != "declared_in_full"
    }
