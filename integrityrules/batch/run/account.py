"""The account of a shard, and of a run: what was read, settled, decided, rejected and failed, and what came out.

May not decide. A shard whose account is there is done. INVARIANT: read = evaluated + rejected, for every sheet.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from integrityrules.batch.audit import Failed
from integrityrules.errors import EngineError
from integrityrules.tables import Counts


@dataclass(frozen=True, slots=True)
class File:
    """A file that belongs to an account: how many rows it has, and the digest of its bytes."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of some rows.

    Args:
        sheets: rows read, evaluated and rejected, by the machine name of the sheet.
        lost: rows of sheets that could not be taken at all: read and rejected, of no sheet.
        officials: those who were evaluated: settled in columns, or decided one by one.
        settled: of them, those of whom the sieve was certain that nothing is found.
        failed: those whose evaluation failed.
        not_read: facts dated after the day of the audit, of those who were decided.
        states: findings by state.
        outcomes: decisions by outcome, of those who were decided.
        files: of findings and rejected places.
    """

    sheets: Mapping[str, Counts] = field(default_factory=dict)
    lost: int = 0
    officials: int = 0
    settled: int = 0
    failed: tuple[Failed, ...] = ()
    not_read: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        """The rows of all sheets together, and those of no sheet."""
        return _sum([*self.sheets.values(), Counts(self.lost, 0, self.lost)])

    @property
    def findings(self) -> int:
        return sum(self.states.values())

    @property
    def is_complete(self) -> bool:
        """Tells whether every row was read and every official evaluated."""
        return not self.counts.rejected and not self.failed

    def text(self) -> str:
        """Returns the account as JSON; equal accounts give equal text."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


def parse_account(text: str) -> Account:
    """Returns the account that `Account.text` wrote.

    Raises:
        ValueError: it did not write this.
    """
    data: dict[str, Any] = json.loads(text)
    try:
        data["sheets"] = {name: Counts(**counts) for name, counts in data["sheets"].items()}
        data["failed"] = tuple(Failed(**failed) for failed in data["failed"])
        data["files"] = {name: File(**found) for name, found in data["files"].items()}
        return Account(**data)
    except (KeyError, TypeError, AttributeError):
        raise ValueError("this is no account") from None


def added_up(accounts: Iterable[Account]) -> Account:
    """Returns the account of several parts together; the files stay with the parts."""
    parts = list(accounts)
    names = dict.fromkeys(name for part in parts for name in part.sheets)
    return Account(
        sheets={name: _sum(part.sheets[name] for part in parts if name in part.sheets) for name in sorted(names)},
        lost=sum(part.lost for part in parts),
        officials=sum(part.officials for part in parts),
        settled=sum(part.settled for part in parts),
        failed=tuple(failed for part in parts for failed in part.failed),
        not_read=sum(part.not_read for part in parts),
        states=_together(part.states for part in parts),
        outcomes=_together(part.outcomes for part in parts),
    )


def check_balance(account: Account, read: Mapping[str, int]) -> None:
    """Compares the account of a whole run with what was read.

    Args:
        read: rows by sheet, as they were counted when the input was read.

    Raises:
        EngineError: rows were lost or invented on the way, which is a bug of ours.
    """
    wrong = {name for name in {*account.sheets, *read} if account.sheets.get(name, _NOTHING).read != read.get(name, 0)}
    wrong |= {name for name, counts in account.sheets.items() if counts.read != counts.evaluated + counts.rejected}
    if wrong:
        raise EngineError(f"rows of {', '.join(f'`{name}`' for name in sorted(wrong))} do not add up")


_NOTHING = Counts(0, 0, 0)


def _sum(counts: Iterable[Counts]) -> Counts:
    found = list(counts)
    return Counts(sum(one.read for one in found), sum(one.evaluated for one in found), sum(one.rejected for one in found))


def _together(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for part in counts:
        total.update(part)
    return dict(sorted(total.items()))
