"""Regional elections in an example, and what officials do beside them: most of it harmless.

May not know other tables. Regions and candidates are invented; the days are those of the regional elections of 2024.
"""

from __future__ import annotations

from integrityrules.batch.example.draws import any_of, below, chance, days_after, often
from integrityrules.batch.example.law import Borders
from integrityrules.batch.example.officials import ID
from integrityrules.batch.example.service import OWN, own_id, sometimes
from integrityrules.batch.example.size import Size
from integrityrules.batch.example.table import ROWS, Table

CANDIDACIES = 3
STAGES = {
    "replacement_freeze_from": "2024-03-22", "registration_from": "2024-08-27", "registration_until": "2024-08-29",
    "determination_on": "2024-09-22", "campaign_from": "2024-09-25", "campaign_until": "2024-11-23", "quiet_from": "2024-11-24",
    "quiet_until": "2024-11-26", "voting_on": "2024-11-27",
}  # fmt: skip
KINDS = {
    "attend_election_stage": 34.0, "none_of_these": 30.0, "like": 8.0, "share": 4.0, "post": 4.0, "comment": 3.0, "photo": 4.0,
    "attend_campaign": 4.0, "attend_party_event": 2.0, "meeting": 3.0, "display_props": 1.0, "attend_declaration": 1.5,
    "follow_or_join": 1.0, "serve_winning_team": 0.5,
}  # fmt: skip
ONLINE = "kind IN ('like', 'share', 'post', 'comment', 'follow_or_join')"


def contests(size: Size, law: Borders) -> Table:
    columns = {
        "id": "contest",
        "kind": any_of("$c.kind", "regent", "mayor"),
        "title": "concat('Pemilihan ', region)",
        "region": "region",
        **{name: f"DATE '{day}'" for name, day in STAGES.items()},
        "candidacies_complete": "true",
        "basis": "'register'",
    }
    steps = ({"contest": "printf('PILKADA%04d', c)", "region": "printf('Wilayah Rekaan %03d', c + 1)"},)
    return Table(
        "contests", f"SELECT x AS c FROM {ROWS} WHERE x < {size.contests}", steps, columns, frozenset({"id", "candidacies_complete"}), "c"
    )


def candidacies(size: Size, law: Borders) -> Table:
    columns = {
        "id": "printf('CALON%05d', r)",
        "contest": f"printf('PILKADA%04d', r // {CANDIDACIES})",
        "candidate": "printf('CAKADA%05d', r)",
        "ticket": f"CAST(r % {CANDIDACIES} + 1 AS VARCHAR)",
        "nominated_by": often("$r.nominated", party=0.9, independent=0.1),
        "declared_on": days_after("2024-05-01", "$r.declared", 60),
        "registered_on": "DATE '2024-08-28'",
        "determined_on": "DATE '2024-09-22'",
        "failed_verification": "false",
        "basis": "'register'",
    }
    rows = f"SELECT x AS r FROM {ROWS} WHERE x < {CANDIDACIES * size.contests}"
    return Table("candidacies", rows, (), columns, frozenset({"id", "contest", "candidate"}))


def activities(size: Size, law: Borders) -> Table:
    """Returns political activity: in the year before the vote, as far as the example reaches."""
    last = min(law.last.isoformat(), "2024-12-20")
    first = "2023-10-01" if last > "2024-03-01" else law.first.isoformat()
    never = ("spoke", "party_attributes", "service_attributes", "in_uniform", "state_facility_used", "mobilised_staff", "favours_or_harms")
    columns = {
        "official_id": ID,
        "id": own_id("ACT"),
        "kind": "kind",
        "happened_on": "day",
        "until": "CAST(day AS VARCHAR)",
        "repeated": chance("$r.repeated", 0.1),
        "candidacy": f"printf('CALON%05d', {below('$r.candidacy', CANDIDACIES * size.contests)})",
        "relation_to_candidate": often("$r.relation", none_of_these=0.98, sibling=0.01, spouse=0.01),
        "banned_organisation": "'none_of_these'",
        "medium": f"CASE WHEN {ONLINE} THEN 'social_media' ELSE 'in_person' END",
        "audience": often("$r.audience", public=0.6, group=0.3, private=0.1),
        "directed_at": any_of("$r.directed_at", "public", "family", "own_unit_staff"),
        "content": often("$r.content", none_of_these=0.8, candidacy=0.2),
        "photo_with": f"CASE WHEN kind = 'photo' THEN {often('$r.photo', others_only=0.7, candidate=0.3)} ELSE 'none_of_these' END",
        "done_by_self": chance("$r.self", 0.7),
        "tolerated": chance("$r.tolerated", 0.1),
        "active_support": chance("$r.active", 0.1),
        "explains_policy_or_science": chance("$r.explains", 0.2),
        "has_assignment_letter": chance("$r.letter", 0.5),
        "attended_every_candidate": chance("$r.every", 0.3),
        "gesture": often("$r.gesture", none=0.9, ticket_number=0.1),
        "gesture_meaning": often("$r.meaning", something_else=0.9, support=0.1),
        "in_working_hours": chance("$r.hours", 0.05),
        **{name: chance(f"$r.{name}", 0.02) for name in never},
        "impact": any_of("$r.impact", "none", "unit", "agency"),
        "intent": any_of("$r.intent", "neither", "negligent", "deliberate"),
    }
    steps = ({"kind": often("$r.kind", **KINDS), "day": f"least({days_after(first, '$r.day', 440)}, DATE '{last}')"},)
    return Table("activities", sometimes(size, "activities", 0.03), steps, columns, OWN)
