"""A baseline and its key as files: the baseline may be committed, the key may not.

May not make a key unless it is asked to.
"""

from __future__ import annotations

import os
from pathlib import Path

from integrityrules.errors import UsageError
from integrityrules.report.baseline import KEY_BYTES, Baseline, baseline_text, key_text, parse_baseline, parse_key
from integrityrules.tables.safe import write_beside


def key_beside(path: Path) -> Path:
    """Returns where the key of a baseline lies unless it is named: `FILE.key`."""
    return path.with_name(f"{path.name}.key")


def read_key(path: Path) -> bytes:
    """Returns the key in a file that only its owner may read.

    Raises:
        TrailError: `no-key`, it cannot be read; `key-exposed`, others may read it.
        UsageError: `bad-key`, it is no key of a baseline.
    """
    from integrityrules.trail.keys import read_secret

    return parse_key(read_secret(path))


def make_key(path: Path) -> bytes:
    """Makes a key in a new file that only its owner may read, and returns it."""
    from integrityrules.trail.keys import write_secret

    key = os.urandom(KEY_BYTES)
    write_secret(path, key_text(key))
    return key


def read_baseline(path: Path, key: bytes) -> Baseline:
    """Reads a baseline.

    Raises:
        UsageError: `bad-baseline`, `wrong-key`; see `parse_baseline`.
        OSError: the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = ""
    return parse_baseline(text, key)


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Writes a baseline; it is whole or not there."""
    if path.is_dir():
        raise UsageError("name a file for the baseline, not a folder", code="bad-baseline")
    write_beside(path, baseline_text(baseline).encode())
