"""A country's stream of facts for the monitor's benchmark: invented, the same for the same seed.

May not be read as statistics: only how many facts meet how many others is meant to be likely.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from random import Random
from typing import Any

AS_OF = date(2026, 3, 2)


def national(size: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yields records of a country's stream, as many as are asked for.

    Officials and companies enter one after another; in between, packages are announced, roles in them given, bids made, and officials who
    are there already receive gifts, take side positions and declare relatives. A package has about 4 bids and 2 roles, a company 2 links.
    """
    return islice(National(Random(seed)).records(), size)


class National:
    """Makes the records; everything it draws, it draws from one source."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.serial = count()
        self.officials = self.packages = self.companies = 0

    def records(self) -> Iterator[dict[str, Any]]:
        for _ in range(20):
            yield from self.company()
        while True:
            yield from self.official()
            for _ in range(5):
                (make,) = self.random.choices((self.gift, self.side_position, self.relationship), (5, 1, 1))
                yield make(self.random.randrange(self.officials))
            if self.random.random() < 0.5:
                yield from self.company()
            if self.random.random() < 0.4:
                yield from self.package()

    def day(self, first: int, last: int) -> str:
        return (AS_OF - timedelta(days=self.random.randint(first, last))).isoformat()

    def some_company(self) -> dict[str, str]:
        return {"own": f"c{self.random.randrange(self.companies)}"}

    def official(self) -> Iterator[dict[str, Any]]:
        random, number = self.random, self.officials
        self.officials += 1
        employment = random.choice(("pns", "pns", "pns", "pppk"))
        yield {
            "state": "official",
            "id": f"o{number}",
            "person": {"own": f"p{number}"},
            "employment": employment,
            "agency": f"a{number % 600}",
        }
        yield {
            "state": "appointment", "official": f"o{number}", "id": f"t{next(self.serial)}", "office": "office",
            "from": self.day(100, 2000), "until": "ongoing", "wealth_report_position": random.random() < 0.3,
        }  # fmt: skip
        if random.random() < 0.5:
            yield self.relationship(number)
        if random.random() < 0.3:
            yield {"declare_in_full": ["relationships", "side_positions"], "official": f"o{number}"}

    def relationship(self, number: int) -> dict[str, Any]:
        return {
            "state": "relationship", "official": f"o{number}", "id": f"r{next(self.serial)}", "person": {"own": f"k{next(self.serial)}"},
            "relation": self.random.choice(("spouse", "child", "sibling")), "from": self.day(1000, 5000), "until": "ongoing",
        }  # fmt: skip

    def gift(self, number: int) -> dict[str, Any]:
        random, received = self.random, self.random.randint(1, 500)
        reported = {"reported_to_kpk_on": self.day(0, received)} if random.random() < 0.6 else {}
        return {
            "state": "gift", "official": f"o{number}", "id": f"g{next(self.serial)}", "giver": self.some_company(),
            "giver_relation": random.choice(("vendor", "co_worker", "public")), "accepted": random.random() < 0.9,
            "related_to_office": random.random() < 0.5, "received_on": self.day(received, received),
            "value_idr": random.randrange(10**5, 10**7), **reported,
        }  # fmt: skip

    def side_position(self, number: int) -> dict[str, Any]:
        return {
            "state": "side_position", "official": f"o{number}", "id": f"s{next(self.serial)}", "organisation": self.some_company(),
            "role": self.random.choice(("board", "employee", "shareholder")), "organisation_kind": "private_company",
            "from": self.day(100, 2000), "until": "ongoing",
        }  # fmt: skip

    def company(self) -> Iterator[dict[str, Any]]:
        random, number = self.random, self.companies
        self.companies += 1
        for _ in range(2):
            is_official = random.random() < 0.02 and self.officials
            holder = f"p{random.randrange(self.officials)}" if is_official else f"k{next(self.serial)}"
            yield {
                "state": "company_link", "id": f"l{next(self.serial)}", "organisation": {"own": f"c{number}"}, "holder": {"own": holder},
                "kind": random.choice(("director", "shareholder", "commissioner")), "share": random.choice((10, 30, 60)),
                "from": self.day(500, 3000), "until": "ongoing",
            }  # fmt: skip

    def package(self) -> Iterator[dict[str, Any]]:
        random, number = self.random, self.packages
        self.packages += 1
        yield {
            "state": "package", "id": f"P{number}", "tender_on": self.day(50, 400),
            "method": random.choice(("tender", "direct_procurement")), "category": "goods", "agency": f"a{random.randrange(600)}",
            "unit": f"u{random.randrange(100)}",
            "object": f"x{random.randrange(50)}", "budget_year": 2025, "value_idr": random.randrange(10**7, 10**9), "bids_complete": True,
        }  # fmt: skip
        for role in ("commitment_officer", "pokja"):
            yield {
                "state": "procurement_role", "official": f"o{random.randrange(self.officials)}", "id": f"m{next(self.serial)}",
                "role": role, "package": f"P{number}", "from": self.day(200, 700), "until": "ongoing",
                "integrity_pact_on": self.day(100, 200),
            }  # fmt: skip
        for _ in range(random.randint(2, 6)):
            yield {
                "state": "bid", "id": f"b{next(self.serial)}", "package": f"P{number}", "bidder": self.some_company(),
                "offered_on": self.day(0, 400), "value_idr": random.randrange(10**7, 10**9), "won": random.random() < 0.3,
            }  # fmt: skip
