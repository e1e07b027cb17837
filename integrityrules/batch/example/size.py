"""How large an example is: the options somebody chooses, and the numbers of everything that follow from them.

May not know SQL or tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from integrityrules.errors import UsageError

FIRST_DAY = date(2019, 1, 1)
"""No act of an example is earlier; what lasts may have begun before."""
LEAST_DAYS = 60
MOST_OFFICIALS = 50_000_000
MOST_PER_OFFICIAL = 50
HOLES = 0.02
"""The share of cells that are blank or rough if nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Size:
    """What is to be made.

    Args:
        officials: how many.
        as_of: the day the example is made for: nothing in it is known later.
        seed: equal seeds (and equal other options) give equal data.
        holes: the share (0 to 0.5) of cells that are blank or rough; 0 leaves nothing out, and every kind is declared in full.
        gifts, side_positions: how many an official has on average.

    Raises:
        UsageError: an option makes no sense.
    """

    officials: int
    as_of: date
    seed: int = 1
    holes: float = HOLES
    gifts: float = 2.8
    side_positions: float = 0.5

    def __post_init__(self) -> None:
        _check(1 <= self.officials <= MOST_OFFICIALS, f"the number of officials is 1 to {MOST_OFFICIALS}")
        _check((self.as_of - FIRST_DAY).days >= LEAST_DAYS, f"the day of an example is at least {LEAST_DAYS} days after {FIRST_DAY}")
        _check(0 <= self.holes <= 0.5, "the share of holes is 0 to 0.5")
        for count in (self.gifts, self.side_positions):
            _check(0 <= count <= MOST_PER_OFFICIAL, f"an official has 0 to {MOST_PER_OFFICIAL} gifts or side positions on average")

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left out."""
        return self.holes == 0

    @property
    def officer_every(self) -> int:
        """One official in so many works in procurement."""
        return min(80, self.officials)

    @property
    def officers(self) -> int:
        """How many officials work in procurement."""
        return max(1, self.officials // self.officer_every)

    @property
    def packages(self) -> int:
        return max(4, self.officials // 40)

    @property
    def vendors(self) -> int:
        return max(20, self.officials // 60)

    @property
    def notables(self) -> int:
        """People known to many: a few of them give gifts to many officials."""
        return max(10, self.officials // 10)

    @property
    def regions(self) -> int:
        """Regional governments."""
        return max(3, min(548, self.officials // 200))

    @property
    def ministries(self) -> int:
        return max(2, min(90, self.officials // 500))

    @property
    def contests(self) -> int:
        """Regional elections with a register of their own."""
        return max(1, min(300, self.officials // 5000))

    @property
    def most_rows(self) -> int:
        """At least as many as the numbered rows of any register."""
        return max(self.packages, 3 * self.vendors, 3 * self.contests)


def _check(holds: bool, message: str) -> None:
    if not holds:
        raise UsageError(message, code="wrong-number")
