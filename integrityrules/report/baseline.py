"""What was found before, as a file that can be committed: keyed fingerprints with states, and no id, name or value.

May not decide, nor guess a key: without the key the file names nobody, and tells nothing of a finding that is known. AUDIT P5.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b, sha256
from typing import Any

from integrityrules.decide.outcome import ATTENTION, State
from integrityrules.errors import UsageError

FORMAT = "integrityrules/baseline/1"
KEY_BYTES = 32
_LABEL = "integrityrules-baseline-key"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings by their fingerprints, each with the state it had.

    Args:
        as_of: the day of the audit it was written from.
        findings: state by fingerprint.
        rulesets: version of each ruleset by its id.
        key: secret of the fingerprints.
    """

    as_of: date
    findings: Mapping[str, State]
    rulesets: Mapping[str, str]
    key: bytes = field(repr=False)

    def fingerprint(self, official: str, finding: str) -> str:
        """Returns the keyed fingerprint of a finding.

        Args:
            official: id of its official; ids of findings are unique for one official only.
            finding: its id.
        """
        return fingerprint(self.key, official, finding)


def fingerprint(key: bytes, official: str, finding: str) -> str:
    """Returns a keyed hash of an official's finding, 32 hexadecimal digits."""
    return blake2b(json.dumps([official, finding]).encode(), digest_size=16, key=key).hexdigest()


def needs_more_attention(state: State, before: State) -> bool:
    """Tells whether a state stands before another in the order of attention."""
    return ATTENTION.index(state) < ATTENTION.index(before)


def baseline_of(findings: Iterable[tuple[str, str, State]], *, as_of: date, rulesets: Mapping[str, str], key: bytes) -> Baseline:
    """Returns the baseline of some findings.

    Args:
        findings: official, id and state of each.
        key: `KEY_BYTES` random bytes that belong to who made the audit.
    """
    found = {fingerprint(key, official, id): state for official, id, state in findings}
    return Baseline(as_of, found, dict(rulesets), key)


def baseline_text(baseline: Baseline) -> str:
    """Returns a baseline as the text of its file: JSON, one finding on each line, so that a change of it can be read."""
    data = {
        "format": FORMAT,
        "key": key_id(baseline.key),
        "as_of": baseline.as_of.isoformat(),
        "rulesets": dict(sorted(baseline.rulesets.items())),
        "findings": dict(sorted(baseline.findings.items())),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def parse_baseline(text: str, key: bytes) -> Baseline:
    """Returns the baseline of a file's text.

    Raises:
        UsageError: `bad-baseline`, it is not in this form; `wrong-key`, its fingerprints were made with another key.
    """
    try:
        data: dict[str, Any] = json.loads(text)
        findings, rulesets = dict(data["findings"]), dict(data["rulesets"])
        as_of = date.fromisoformat(data["as_of"])
        is_good = data["format"] == FORMAT and set(findings.values()) <= set(ATTENTION) and isinstance(data["key"], str)
    except (ValueError, TypeError, KeyError, RecursionError):
        is_good = False
    if not is_good:
        raise UsageError(f"this is no baseline; expected {FORMAT} as `--write-baseline` writes it", code="bad-baseline")
    if data["key"] != key_id(key):
        raise UsageError("the baseline was made with another key; name its own with --baseline-key", code="wrong-key")
    return Baseline(as_of, findings, rulesets, key)


def key_id(key: bytes) -> str:
    """Returns eight hexadecimal digits that name a key and tell nothing of it."""
    return sha256(_LABEL.encode() + key).hexdigest()[:8]


def key_text(key: bytes) -> str:
    """Returns the line of a key file."""
    return f"{_LABEL}+{key_id(key)}+{base64.b64encode(key).decode()}\n"


def parse_key(text: str) -> bytes:
    """Returns the key of a key file's text.

    Raises:
        UsageError: `bad-key`, it is no key of a baseline, or was changed.
    """
    label, _, rest = text.strip().partition("+")
    id, _, secret = rest.partition("+")
    try:
        key = base64.b64decode(secret, validate=True)
    except ValueError:
        key = b""
    if label != _LABEL or len(key) != KEY_BYTES or key_id(key) != id:
        raise UsageError(f"not the key of a baseline; expected `{_LABEL}+ID+BASE64` on one line", code="bad-key")
    return key
