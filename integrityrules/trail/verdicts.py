"""What verification answers: one word for each thing that can be wrong, where it is, and the exit code.

May not read anything. Never one boolean: who is told only `false` looks in the wrong place (AUDIT T6).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from integrityrules.trail.log import TrailError
from integrityrules.trail.merkle import Frontier
from integrityrules.trail.note import strict_base64

RESUME_LINE = "integrityrules verified 1"


class Word(StrEnum):
    """What is wrong. The number behind it in a report is the entry (from 0) or, for checkpoints, the size."""

    UNREADABLE = "UNREADABLE"  # an entry, a file or a checkpoint cannot be read as what it should be
    GAP = "GAP"  # entries are missing from here on
    TAMPERED = "TAMPERED"  # the stored hash is not that of the stored body, or content is not what its digest says
    ROOT_MISMATCH = "ROOT-MISMATCH"  # the entries do not lead to the root of a stored checkpoint, or to a stored hash of the tree
    BAD_SIGNATURE = "BAD-SIGNATURE"  # a signature by a key you trust does not verify
    UNKNOWN_KEY = "UNKNOWN-KEY"  # no key that you trust signed a checkpoint
    REWRITTEN = "REWRITTEN"  # the entries contradict a checkpoint that was kept elsewhere
    TRUNCATED = "TRUNCATED"  # a checkpoint of the log is longer than the log
    UNANCHORED = "UNANCHORED"  # nothing kept elsewhere was compared
    REPLAY_DIFF = "REPLAY-DIFF"  # evaluating again gives another outcome
    RULESET_MISSING = "RULESET-MISSING"  # the trail does not hold what an entry was evaluated with
    ERASED = "ERASED"  # a person was erased, so this cannot be evaluated again; nothing is wrong


EXIT_TAMPERED, EXIT_TRUNCATED, EXIT_UNANCHORED = 5, 6, 7
EXIT_CODES = {Word.TRUNCATED: EXIT_TRUNCATED, Word.UNANCHORED: EXIT_UNANCHORED, Word.ERASED: 0}


class Verdict(NamedTuple):
    """One thing that verification found.

    Args:
        word: what it is.
        place: the entry or the size it concerns, or -1.
        sentence: for people; without anything personal.
    """

    word: Word
    place: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.word}({self.place}): {self.sentence}" if self.place >= 0 else f"{self.word}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Resume:
    """How far a log was verified, so that the next time can begin there. Keep it where the log's writer cannot change it.

    Args:
        origin: the name of the log.
        edge: the edge of the tree of the verified entries.
    """

    origin: str
    edge: Frontier

    def __str__(self) -> str:
        return f"{RESUME_LINE}\n{self.origin}\n{self.edge.size}\n{base64.b64encode(self.edge.to_bytes()).decode()}\n"


def parse_resume(text: str) -> Resume:
    """Reads what `str(resume)` wrote. Raises TrailError `bad-resume`."""
    lines = text.split("\n")
    data = strict_base64(lines[3]) if len(lines) == 5 and lines[0] == RESUME_LINE and lines[2].isdecimal() and len(lines[2]) < 20 else None
    try:
        if data is not None:
            return Resume(lines[1], Frontier.from_bytes(int(lines[2]), data))
    except ValueError:
        pass
    raise TrailError("not a record of how far a log was verified", code="bad-resume")


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification did and found.

    Args:
        origin: the name of the log, or the empty string where it could not be read.
        size: how many entries the log says it has.
        begun_at: the first entry that was read: 0, unless it went on from an earlier verification.
        entries: how many bodies were hashed.
        root: the root of all entries, recomputed from the bodies; `None` where they do not make a tree.
        checkpoints: how many of the log's own checkpoints agree with its entries.
        anchors: how many checkpoints kept elsewhere agree with its entries.
        signers: the names and ids of the keys that signed what was checked, as `name+id`.
        verdicts: what is wrong, in the order it was found, UNANCHORED last; at most as many as asked for.
        more: how many verdicts were left out.
        notices: what was not checked, and why.
        resume: where the next verification can go on, or `None` where something is wrong.
    """

    origin: str
    size: int
    begun_at: int
    entries: int
    root: bytes | None
    checkpoints: int
    anchors: int
    signers: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    more: int
    notices: tuple[str, ...]
    resume: Resume | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong; a log without anchors can be sound."""
        return all(verdict.word in (Word.UNANCHORED, Word.ERASED) for verdict in self.verdicts)

    def exit_code(self, *, require_anchor: bool = False) -> int:
        """Returns 0, 5 (tampered, rewritten, unreadable, badly signed), 6 (truncated) or 7 (unanchored, if an anchor is required)."""
        return exit_code(self.verdicts, require_anchor=require_anchor)


def exit_code(verdicts: tuple[Verdict, ...], *, require_anchor: bool = False) -> int:
    """Returns the exit code of verdicts: the gravest counts, and truncation only where nothing else is wrong."""
    codes = {EXIT_CODES.get(verdict.word, EXIT_TAMPERED) for verdict in verdicts} - {0}
    if not require_anchor:
        codes.discard(EXIT_UNANCHORED)
    return min(codes, default=0)
