"""Trails for tests: a small keyring, a log in memory, and dossiers whose every text is a canary."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from integrityrules.engine import Engine
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_dossier
from integrityrules.library import load_engine
from integrityrules.trail.keys import Keyring, MasterKey
from integrityrules.trail.keystore import MemoryKeyStore
from integrityrules.trail.log import Log
from integrityrules.trail.memory import memory_log

ORIGIN = "audit.example.go.id/coi"
MASTER = MasterKey(bytes(range(32)))

CANARIES = {
    "official": "CanaryOfficialZq1",
    "gift": "CanaryGiftZq2",
    "giver": "CanaryGiverZq3",
    "event": "CanaryEventZq4",
    "agency": "CanaryAgencyZq5",
    "name": "CanaryNameZq6",
    "office": "CanaryOfficeZq7",
    "source": "CanarySourceZq8",
    "nik": "3171234507850123",
    "nip": "198001012005011001",
    "key": "CanaryKeyZq9",
    "link": "CanaryLinkZq10",
}
"""A text that occurs nowhere else, by where it is declared."""

AMOUNT = 1_234_567
DAY = date(2026, 1, 17)


def keyring(origin: str = ORIGIN) -> Keyring:
    return Keyring(MASTER, MemoryKeyStore(), domain=origin)


def log() -> Log:
    return memory_log(ORIGIN)


@cache
def engine() -> Engine:
    """Returns the packaged law with the layer that is an example."""
    return load_engine(layers=["agency-example"])


def wedding(official: str = "o1", **gift: Any) -> Dossier:
    """Returns a dossier with one envelope of money at a wedding."""
    fields = {
        "id": "g1",
        "giver": "guest",
        "giver_relation": "public",
        "form": "cash",
        "occasion": "wedding",
        "event": "w",
        "accepted": True,
    }
    return read_dossier(
        {
            "as_of": "2026-02-02",
            "official": {"id": official, "employment": "pns"},
            "gifts": [{**fields, "value_idr": 1_200_000, "received_on": "2026-01-19", **gift}],
        }
    )


def canary_data() -> dict[str, Any]:
    """Returns a dossier in which every text, number and day can be found again."""
    said = CANARIES
    return {
        "as_of": "2026-02-02",
        "official": {
            "id": said["official"],
            "person": {"nip": said["nip"], "name": said["name"]},
            "employment": "pns",
            "office": said["office"],
            "agency": [{"value": said["agency"], "from": DAY.isoformat()}],
        },
        "entities": {said["key"]: {"nik": said["nik"], "name": said["name"]}},
        "gifts": [
            {
                "id": said["gift"], "giver": said["key"], "giver_relation": "public", "form": "cash", "occasion": "wedding",
                "event": said["event"], "value_idr": AMOUNT, "received_on": DAY.isoformat(), "accepted": True, "stated_by": said["source"],
                "reported_to_kpk_on": "not_yet", "reported_to_upg_on": "not_yet",
            },
            {"id": said["gift"], "value_idr": AMOUNT + 1, "stated_by": f"{said['source']}b"},
        ],
        "company_links": [{"id": said["link"], "holder": said["key"], "organisation": said["giver"]}],
    }  # fmt: skip


def canary_dossier() -> Dossier:
    return read_dossier(canary_data())


def canary_texts() -> list[bytes]:
    """Returns what no file may hold: every text, and amounts and days as they are written."""
    return [*(text.encode() for text in CANARIES.values()), str(AMOUNT).encode(), str(AMOUNT + 1).encode(), DAY.isoformat().encode()]


def found_in(data: bytes) -> list[bytes]:
    """Returns the canaries that stand in some bytes."""
    return [text for text in canary_texts() if text in data]
