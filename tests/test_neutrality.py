"""One act before, since and without the determination of candidates: the packaged law on neutrality with the packaged contests."""

from __future__ import annotations

from typing import Any

import pytest

from integrityrules import Engine, load_engine
from integrityrules.decide.finding import Finding
from integrityrules.facts.reading import read_dossier
from integrityrules.report.rows import row_of


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load_engine()


def finding(engine: Engine, *contests: dict[str, Any], **activity: Any) -> Finding:
    """Returns the one finding about an activity of a civil servant, seen in June 2026."""
    data = {"id": "a", "contest": "pilkada-2024-mayor", **activity}
    dossier = read_dossier({"as_of": "2026-06-01", "official": {"employment": "pns"}, "contests": contests, "activities": [data]})
    (only,) = engine.evaluate(dossier).findings
    return only


def like(engine: Engine, *contests: dict[str, Any], **more: Any) -> Finding:
    return finding(engine, *contests, kind="like", medium="social_media", content="candidacy", **more)


def sanctions(found: Finding) -> list[tuple[str, str, bool]]:
    return [(possible.rule.track, possible.sanction.id, possible.certain) for possible in found.consequences]


def test_a_like_before_the_determination_is_a_matter_of_ethics(engine: Engine) -> None:
    """A dossier that names the contest by its id is judged by the register's day: the day before it, ethics and a moral sanction."""
    found = like(engine, happened_on="2024-09-21")
    assert (found.state, found.track) == ("indicated", "ethics")
    assert sanctions(found) == [("ethics", "pp42.moral", True)]
    assert found.questions == ()


def test_the_same_like_since_the_determination_is_a_matter_of_discipline(engine: Engine) -> None:
    """On the day itself it is discipline, and serious."""
    found = like(engine, happened_on="2024-09-22")
    assert (found.state, found.track) == ("indicated", "discipline")
    assert sanctions(found) == [("discipline", "pp94.serious", True)]


def test_without_the_day_the_like_is_found_either_way(engine: Engine) -> None:
    """Both sanctions are a range, no track is claimed, and the keeper of the register is asked, never the official."""
    found = like(engine, {"id": "revote", "kind": "mayor"}, contest="revote", happened_on="2024-09-22")
    assert (found.state, found.track, found.tracks) == ("indicated", "", ("ethics", "discipline"))
    assert sanctions(found) == [("ethics", "pp42.moral", False), ("discipline", "pp94.serious", False)]
    assert found.questions[0].path == "contest[revote].determination_on"
    assert {question.asked_of for question in found.questions} == {"register"}
    assert row_of("o", "", found, "en").track == "ethics, discipline"


def test_a_banner_that_hung_from_before_to_after_stands_in_both_phases(engine: Engine) -> None:
    """One act, two sanctions, both certain as far as the facts go."""
    found = finding(engine, kind="display_props", done_by_self=True, happened_on="2024-09-01", until="2024-10-15")
    assert sanctions(found) == [("ethics", "pp42.moral", True), ("discipline", "pp94.serious", True)]
    assert found.tracks == ("ethics", "discipline")


def test_a_banner_of_unknown_end_may_stand_in_both(engine: Engine) -> None:
    """The official is asked until when it hung; the first sanction stands whatever the answer."""
    found = finding(engine, kind="display_props", done_by_self=True, happened_on="2024-09-01")
    assert sanctions(found) == [("ethics", "pp42.moral", True), ("discipline", "pp94.serious", False)]
    assert "activity[a].until" in [question.path for question in found.questions]
