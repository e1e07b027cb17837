"""Where the leaves of a run lie, and which trail they belong to.

May not read leaves. In the folder of the run: `leaves/log.json` with the id of the run and the origin of its log; for each shard the leaves
and, written last, what is bound of them. Nothing of what was declared, and no key, is in any of these files.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from integrityrules.batch.leaves.form import LEAF
from integrityrules.errors import UsageError
from integrityrules.trail.files import make_directories, replace_file
from integrityrules.trail.keys import Keyring, MasterKey
from integrityrules.trail.keystore import SqliteKeyStore
from integrityrules.trail.opening import MASTER, SUBJECTS

REGISTERS = -1
"""Stands for the registers where the number of a shard is asked for."""
FOLDER, LOG = "leaves", "log.json"


@dataclass(frozen=True, slots=True)
class LeafLog:
    """The leaves of one run: what a process needs to write or find them.

    Args:
        folder: of the run.
        run: its id in the trail, random.
        origin: of the log that binds it.
        keys: the folder of the trail's keys, or `None` where leaves are only read.
    """

    folder: Path
    run: str
    origin: str
    keys: Path | None = None

    def leaves(self, shard: int) -> Path:
        return self.folder / FOLDER / f"{name_of(shard)}.parquet"

    def account(self, shard: int) -> Path:
        return self.folder / FOLDER / f"{name_of(shard)}.json"

    def keyring(self) -> Keyring:
        """Opens the keys, in whatever process.

        Raises:
            TrailError: `no-key`, `no-key-store`, `wrong-key`, and what the store says.
        """
        folder = self.keys or Path()
        return Keyring(MasterKey.read(folder / MASTER), SqliteKeyStore(folder / SUBJECTS), domain=self.origin)

    def kept(self, shard: int) -> Written | None:
        """Returns what is bound of a shard whose leaves are there, or `None`."""
        try:
            written = Written(**json.loads(self.account(shard).read_text(encoding="utf-8")))
            return written if self.leaves(shard).stat().st_size == written.bytes else None
        except (OSError, ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class Written:
    """The leaves of one shard, as the entry of the run binds them.

    Args:
        name: of the shard.
        size: how many leaves.
        root: of their tree (RFC 6962), in hexadecimal digits.
        bytes, sha256: of the file.
        sheets: leaves by sheet.
    """

    name: str
    size: int
    root: str
    bytes: int
    sha256: str
    sheets: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True) + "\n"


def name_of(shard: int) -> str:
    """Returns the name of a shard."""
    return "registers" if shard == REGISTERS else f"shard-{shard:04d}"


def begin(folder: Path, *, origin: str, keys: Path) -> LeafLog:
    """Returns the leaves of a run, with a new id where it has none.

    Raises:
        UsageError: `other-run`, the leaves of this run belong to another trail.
    """
    path = folder / FOLDER / LOG
    make_directories(path.parent)
    for leftover in path.parent.glob(".*.part"):  # of a process that ended before its time
        leftover.unlink(missing_ok=True)
    if not path.exists():
        replace_file(path, (json.dumps({"format": LEAF, "run": uuid.uuid4().hex, "origin": origin}) + "\n").encode())
    found = open_leaves(folder)
    if found.origin != origin:
        raise UsageError("the leaves of this run belong to another trail; name that one, or another folder", code="other-run")
    return LeafLog(found.folder, found.run, found.origin, keys)


def open_leaves(folder: Path) -> LeafLog:
    """Opens the leaves of a run to read.

    Raises:
        UsageError: `no-leaves`, the run was made without a trail.
    """
    try:
        said: dict[str, Any] = json.loads((folder / FOLDER / LOG).read_text(encoding="utf-8"))
        found = LeafLog(folder, said["run"], said["origin"])
        known = said["format"] == LEAF and isinstance(found.run, str) and isinstance(found.origin, str)
    except (OSError, ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise UsageError("this folder holds no run with leaves of a trail that can be read", code="no-leaves")
    return found
