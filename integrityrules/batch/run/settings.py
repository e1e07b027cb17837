"""What a run was started with, in `run.json`: with the same settings it goes on where it ended, with others it is refused.

May not run anything. Digests of law, calendars, registers and input; nothing of what was declared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from integrityrules.decide.semantics import SEMANTICS, VERSION
from integrityrules.engine import Engine
from integrityrules.errors import UsageError

FORMAT = "integrityrules/run/1"
"""Names the form of a run's folder; a change of any file in it gets a new number."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the results of a run depend on.

    Args:
        as_of: the day every dossier is looked at.
        shards: how many parts the officials are divided into.
        rulesets: id, version and digest of each.
        calendars: id and digest of each.
        registers: digest of the registers that came with the engine.
        key: what tells apart the secrets that make finding ids unguessable; empty for none.
        input: name, digest and size of each file or table.
        engine: version of this package, and of what a decision means.
        format: of the folder.
    """

    as_of: str
    shards: int
    rulesets: tuple[Mapping[str, str], ...]
    calendars: tuple[Mapping[str, str], ...]
    registers: str
    key: str
    input: tuple[Mapping[str, Any], ...]
    engine: Mapping[str, Any] = field(default_factory=lambda: {"version": VERSION, "semantics": SEMANTICS})
    format: str = FORMAT

    def text(self) -> str:
        """Returns the settings as JSON."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, indent=1) + "\n"

    def check_same(self, text: str) -> None:
        """Compares with the settings of the run that is in a folder.

        Args:
            text: of its `run.json`.

        Raises:
            UsageError: `other-run`, they differ; the message names the settings, not their values.
        """
        try:
            there, here = json.loads(text), json.loads(self.text())
            different = sorted(name for name in {*here, *there} if here.get(name) != there.get(name))
        except (ValueError, TypeError):
            different = ["format"]
        if different:
            names = ", ".join(f"`{name}`" for name in different)
            message = f"the folder holds a run with other settings ({names}); name another folder, or remove this one to begin again"
            raise UsageError(message, code="other-run")


def settings_of(engine: Engine, *, as_of: date, shards: int, input: Iterable[Mapping[str, Any]]) -> Settings:
    """Returns the settings of a run."""
    rulesets = tuple({"id": found.id, "version": found.version, "digest": found.digest} for found in engine.rulebook.rulesets)
    calendars = tuple({"id": id, "digest": calendar.digest} for id, calendar in sorted(engine.calendars.items()))
    return Settings(as_of.isoformat(), shards, rulesets, calendars, _registers_digest(engine), engine.key_mark, tuple(input))


def _registers_digest(engine: Engine) -> str:
    from integrityrules.trail.canonical import encode
    from integrityrules.trail.plain import dossier_form

    digest = sha256()
    for register in engine.registers:
        digest.update(sha256(encode(dossier_form(register))).digest())
    return digest.hexdigest()
