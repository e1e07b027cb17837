"""Files that survive: whole writes, durable replacement, exclusive locks, and where none of this can be trusted.

May not know what the files hold. Each system call of a durable write says why it is there; a step left out here is an entry lost later.
After Sunlight and Tessera (write, fsync, rename, fsync of the directory) and the PostgreSQL reports of 2018 on failed fsync.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from integrityrules.trail.log import LogLockedError, TrailError

NETWORK_FILE_SYSTEMS = frozenset(
    {"9p", "afs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
RETRY_SECONDS = 0.02


def write_all(descriptor: int, data: bytes) -> None:
    """Writes all of it: `write` may take less than it is given (a signal, a nearly full disk), and says so only in what it returns."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_file(descriptor: int) -> None:
    """Returns when the bytes of a file, and the length that is needed to find them, are on the disk, not in its cache or the kernel's."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # there fsync stops at the cache of the drive
    elif hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def sync_directory(directory: Path) -> None:
    """Makes names in a directory durable: a new or renamed file is lost with the power while its directory is not synced."""
    if os.name == "nt":  # directories cannot be opened there; NTFS keeps names in its journal
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_directories(directory: Path) -> None:
    """Makes a directory and those above it, durably."""
    if directory.is_dir():
        return
    make_directories(directory.parent)
    with contextlib.suppress(FileExistsError):
        os.mkdir(directory)
    sync_directory(directory.parent)


def replace_file(path: Path, data: bytes, *, sync_names: bool = True, mode: int = 0o600) -> None:
    """Puts a file in place, whole or not at all, whenever the power fails.

    Args:
        path: the file; what stood there is replaced at once.
        data: all of it.
        sync_names: whether to sync the directory as well; `False` where the caller does so after many files.
        mode: who may read it, as for `open`.

    Raises:
        OSError: any step failed; the old file, if there was one, is still there, or the new one is, whole.
    """
    beside = path.with_name(path.name + ".new")
    # Created empty even if a crash left one behind: its bytes were never part of anything.
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
    try:
        # The bytes, in as many writes as it takes.
        write_all(descriptor, data)
        # Onto the disk before the name shows them: a rename that arrives before its bytes leaves an empty file under the final name.
        sync_file(descriptor)
    finally:
        os.close(descriptor)
    # One step for every reader: the old file or the new one.
    os.replace(beside, path)
    # And the name itself.
    if sync_names:
        sync_directory(path.parent)


class FileLock:
    """The right to write: held by one open file in the whole machine, and given back by the kernel when its process ends, however it ends.

    Args:
        path: the lock file, which is made and never removed (a removed one could be locked twice, by two names of one log).
        wait_seconds: how long to wait for the one who holds it.

    Raises:
        LogLockedError: somebody else holds it.
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path, wait_seconds: float = 0.0) -> None:
        until = time.monotonic() + wait_seconds
        while not self._try(path):
            if time.monotonic() >= until:
                raise LogLockedError("another writer holds the log")
            time.sleep(RETRY_SECONDS)

    def _try(self, path: Path) -> bool:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # The same file must still have that name: else somebody replaced it between the two steps, and the lock is on nothing.
        with contextlib.suppress(OSError):
            if _lock(self._descriptor) and os.path.samestat(os.fstat(self._descriptor), os.stat(path)):
                return True
        os.close(self._descriptor)
        return False

    def release(self) -> None:
        """Gives the right back. In a forked process this only drops the copy of the file: the lock stays with the parent."""
        # Closing is enough, and the only thing that is right after a fork: unlocking would unlock the parent's file too.
        os.close(self._descriptor)


def _lock(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # exists on Windows only
        else:
            import fcntl

            # Of the open file, not of the process (as `lockf`): two writers in one process exclude each other too.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def refuse_network_file_system(path: Path) -> None:
    """Refuses a path whose file system is of another machine, where it can be known: locks and syncs do not mean there what they say.

    Raises:
        TrailError: `network-file-system`.
    """
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return  # not Linux: nothing is known
    place, best, kind = os.path.realpath(path), "", ""
    for line in mounts.splitlines():
        _, point, name, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and (place == point or place.startswith(point.rstrip("/") + "/")):
            best, kind = point, name
    if kind in NETWORK_FILE_SYSTEMS:
        raise TrailError(f"the log would lie on a network file system ({kind}), where locks cannot be trusted", code="network-file-system")
