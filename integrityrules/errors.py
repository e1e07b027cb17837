"""Every public exception, split by who can fix it, and the positioned problem they list.

May not know what a ruleset or a dossier is. Messages carry field names, rule ids and positions, never what a person declared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, with its place.

    Args:
        where: the file, sheet or path inside the input (`gifts.yaml`, `Gifts`, `gifts[2].value_idr`).
        line: 1-based line or row, or 0 where there is none.
        column: 1-based column, or 0 where there is none.
        code: stable identifier; callers and tests use it, the wording may improve.
        message: one sentence, lower case, without a final stop.
        suggestion: what to do or a valid example, or the empty string.
    """

    where: str
    line: int
    column: int
    code: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        place = ":".join([self.where, *(str(n) for n in (self.line, self.column) if n)])
        sentence = f"{place}: {self.code}: {self.message}"
        return f"{sentence}; {self.suggestion}" if self.suggestion else sentence


class IntegrityRulesError(Exception):
    """The parent of every exception this library raises on purpose.

    Attributes:
        code: stable identifier of what went wrong.
        problems: everything found wrong, in input order; never empty for errors about an input.
    """

    code = "error"

    def __init__(self, message: str = "", *, problems: Iterable[Problem] = (), code: str | None = None) -> None:
        self.problems = tuple(problems)
        if code is not None:
            self.code = code
        elif self.problems:
            self.code = self.problems[0].code
        super().__init__(message or "\n".join(str(problem) for problem in self.problems))


class RulesetError(IntegrityRulesError):
    """A ruleset, its cases or its lock is wrong; its author can fix it."""

    code = "ruleset"


class DeclarationError(IntegrityRulesError):
    """What was declared cannot be read; whoever declared or exported it can fix it."""

    code = "declaration"


class TrailError(IntegrityRulesError):
    """The audit trail cannot do or show what was asked; someone must look into it.

    Attributes:
        code: `trail`, or more exactly `log-closed`, `unreadable-log`, `wrong-origin`, `key-conflict`, `no-entry` ...; see docs/errors.md.
    """

    code = "trail"


class LogLockedError(TrailError):
    """Another writer holds the log; nothing was written. Wait for it, or close it there first."""

    code = "log-locked"


class NotDurableError(TrailError):
    """An entry may not be on the disk: whatever rests on it must be withheld.

    Attributes:
        code: `not-durable` (the outcome is unknown: the entry may or may not be there; open the log again and repeat the append with
            the same key) or `log-poisoned` (an earlier write failed; this entry was not written, and none will be until the log is opened
            again).
    """

    code = "not-durable"


class UsageError(IntegrityRulesError):
    """The library or the command line was called with arguments that make no sense."""

    code = "usage"


class RunError(IntegrityRulesError):
    """A columnar run ended before its work was done. What is finished is kept: the same call goes on from there.

    Attributes:
        code: `run-ended` (a process of it ended), `memory` (there was too little) or `disk` (a file cannot be read or written).
    """

    code = "run-ended"


class MissingExtraError(IntegrityRulesError):
    """A feature needs a package that is not installed; the message names the `pip install` line."""

    code = "missing-extra"

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs more packages: pip install 'integrityrules[{extra}]'")


class EngineError(IntegrityRulesError):
    """A bug of ours: a state that the checks should have made impossible."""

    code = "engine"
