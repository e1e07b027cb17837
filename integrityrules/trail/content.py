"""What an entry needs besides its input in order to be decided again: rulesets, calendars and registers, each stored once by its digest.

May not decide. Law and calendars are public and stored as they are; registers are about people and stored sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from integrityrules.engine import Engine
from integrityrules.errors import RulesetError
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Registers
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.lock import content_of, files_of
from integrityrules.rulebook.read import parse_ruleset
from integrityrules.trail.canonical import NotCanonicalError, encode, parse
from integrityrules.trail.keys import Keyring
from integrityrules.trail.log import Log, TrailError
from integrityrules.trail.plain import dossier_form, parse_registers_form
from integrityrules.trail.vault import seal, unseal

CALENDAR = "integrityrules/calendar/1"


@dataclass(frozen=True, slots=True)
class Content:
    """References as entries hold them, and the bytes behind them by SHA-256.

    Args:
        refs: of one group (rulesets, calendars or registers), in the order they are used.
        blobs: what `Log.put_blob` stores.
    """

    refs: list[dict[str, Any]] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)


def ruleset_content(rulebook: Rulebook) -> Content:
    """Returns the files of every ruleset, under the digest that findings and `released.lock` name."""
    content = Content()
    for ruleset in rulebook.rulesets:
        content.refs.append({"id": ruleset.id, "version": ruleset.version, "digest": ruleset.digest})
        content.blobs[ruleset.digest] = content_of(ruleset.files)
    return content


def calendar_content(calendars: Iterable[WorkCalendar]) -> Content:
    """Returns the days of every calendar, with the digest of the file they were read from."""
    content = Content()
    for calendar in sorted(calendars, key=lambda calendar: calendar.id):
        data = encode(
            {
                "format": CALENDAR,
                "id": calendar.id,
                "years": sorted(calendar.years),
                "holidays": [day.isoformat() for day in sorted(calendar.holidays)],
                "disputed": [day.isoformat() for day in sorted(calendar.disputed)],
                "source": calendar.digest,
            }
        )
        digest = sha256(data).hexdigest()
        content.refs.append({"id": calendar.id, "digest": digest})
        content.blobs[digest] = data
    return content


def register_content(registers: Iterable[Registers], keyring: Keyring) -> Content:
    """Returns registers sealed with a key of their own each. Erasing that key makes every entry that read the register answer `ERASED`."""
    content = Content()
    for register in registers:
        data = encode(dossier_form(register))
        if data == b"{}":
            continue
        name = keyring.log_key.mac("register", data.decode())
        key = keyring.subject(name, kind="register")
        sealed = seal(key, name, data)
        digest = sha256(sealed).hexdigest()
        content.refs.append({"name": name, "digest": digest})
        content.blobs[digest] = sealed
    return content


class MissingContentError(TrailError):
    """Content that an entry names is not there: `no-blob`, or `blob-changed` where its digest does not fit."""

    code = "no-blob"


class ErasedError(TrailError):
    """What would be needed was sealed with a key that was destroyed."""

    code = "erased"


def engine_from(entry: dict[str, Any], log: Log, keyring: Keyring | None) -> Engine:
    """Returns an engine of the rulesets, calendars and registers an entry names, from nothing but the log and the keys of registers.

    Raises:
        MissingContentError: the log does not have them, or not as their digests say.
        ErasedError: the key of a register was destroyed.
        TrailError: `bad-content`, a ruleset can no longer be read; it could when the entry was made.
    """
    rulesets = [_ruleset(log, ref["digest"]) for ref in entry["rulesets"]]
    calendars = [_calendar(log, ref["digest"]) for ref in entry["calendars"]]
    registers = [_register(log, ref, keyring) for ref in entry["registers"]]
    try:
        return Engine(Rulebook([parse_ruleset(files) for files in rulesets], VOCABULARY), calendars, registers=registers)
    except RulesetError:
        raise TrailError("a stored ruleset can no longer be read by this version", code="bad-content") from None


def content_key(entry: dict[str, Any]) -> tuple[str, ...]:
    """Returns what tells apart the engines that entries need."""
    groups: Sequence[str] = ("rulesets", "calendars", "registers")
    return tuple(ref["digest"] for group in groups for ref in entry[group])


def blob(log: Log, digest: str) -> bytes:
    """Returns stored content after hashing it again.

    Raises:
        MissingContentError: it is not there, or was changed.
    """
    try:
        data = log.get_blob(digest)
    except TrailError:
        raise MissingContentError("content that the entry names is not in the trail", code="no-blob") from None
    if sha256(data).hexdigest() != digest:
        raise MissingContentError("content in the trail is not what its digest says", code="blob-changed")
    return data


def _ruleset(log: Log, digest: str) -> dict[str, str]:
    try:
        return files_of(blob(log, digest))
    except ValueError:
        raise TrailError("a stored ruleset is not in its form", code="bad-content") from None


def _calendar(log: Log, digest: str) -> WorkCalendar:
    try:
        data = parse(blob(log, digest))
        holidays, disputed = ([date.fromisoformat(day) for day in data[name]] for name in ("holidays", "disputed"))
        return WorkCalendar(data["id"], data["years"], holidays, disputed, data["source"])
    except (NotCanonicalError, KeyError, TypeError, ValueError):
        raise TrailError("a stored calendar is not in its form", code="bad-content") from None


def _register(log: Log, ref: dict[str, Any], keyring: Keyring | None) -> Registers:
    key = keyring.find(ref["name"], kind="register") if keyring else None
    if key is None:
        raise ErasedError("the key of a register the entry was made with is not there")
    return parse_registers_form(parse(unseal(key, ref["name"], blob(log, ref["digest"]))))
