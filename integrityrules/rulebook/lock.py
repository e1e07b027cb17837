"""Digests of rulesets, and the lock that keeps released versions as they were.

May not open files. The lock is text: one line for each released ruleset, `id version sha256:...`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from integrityrules.errors import Problem, RulesetError
from integrityrules.rulebook.source import RulesetSource

_ENTRY = re.compile(r"(?P<id>\S+) (?P<version>\S+) sha256:(?P<digest>[0-9a-f]{64})")

Lock = Mapping[tuple[str, str], str]
"""Digest (64 hexadecimal digits) by ruleset id and version."""


def is_ruleset_file(name: str) -> bool:
    """Tells whether a file belongs to the law of a ruleset: YAML, but no cases."""
    return name.endswith(".yaml") and not name.endswith(".cases.yaml")


def digest_files(files: Mapping[str, str]) -> str:
    """Returns SHA-256 over `content_of` a ruleset's files, in 64 hexadecimal digits."""
    return sha256(content_of(files)).hexdigest()


def content_of(files: Mapping[str, str]) -> bytes:
    """Returns the names and bytes of a ruleset's files as one text of bytes, so that no two sets of files have the same.

    Each file is its name, a zero byte, the length of its UTF-8 bytes in decimal, a zero byte, and those bytes, in the order of the
    names. Line ends count as one, whatever the platform. Cases and notes do not change the law and are left out. A folder that all
    names begin with is not part of them: a ruleset may be moved.
    """
    found = bytearray()
    names = sorted(name for name in files if is_ruleset_file(name))
    folder = len(names[0].rpartition("/")[0]) + 1 if names and "/" in names[0] and _in_one_folder(names) else 0
    for name in names:
        content = files[name].replace("\r\n", "\n").encode("utf-8", "surrogatepass")
        found += f"{name[folder:]}\0{len(content)}\0".encode("utf-8", "surrogatepass") + content
    return bytes(found)


def files_of(content: bytes) -> dict[str, str]:
    """Returns the files by name that `content_of` wrote.

    Raises:
        ValueError: it did not write this.
    """
    files: dict[str, str] = {}
    while content:
        name, _, rest = content.partition(b"\0")
        length, _, rest = rest.partition(b"\0")
        size = int(length)
        if size < 0 or size > len(rest):
            raise ValueError("a file is cut off")
        files[name.decode("utf-8", "surrogatepass")] = rest[:size].decode("utf-8", "surrogatepass")
        content = rest[size:]
    return files


def _in_one_folder(names: Iterable[str]) -> bool:
    return len({name.rpartition("/")[0] for name in names}) == 1


def parse_lock(text: str, *, file: str = "released.lock") -> Lock:
    """Returns the entries of a lock; empty lines and lines that start with `#` are skipped.

    Raises:
        RulesetError: with every line that is no entry, or repeats one.
    """
    entries: dict[tuple[str, str], str] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = _ENTRY.fullmatch(line.strip())
        if not line.strip() or line.startswith("#"):
            continue
        if found is None:
            problems.append(Problem(file, number, 1, "bad-lock", "this is not an entry", "write `id version sha256:DIGEST`"))
        elif (found["id"], found["version"]) in entries:
            problems.append(Problem(file, number, 1, "bad-lock", f"`{found['id']} {found['version']}` is already there", "remove one"))
        else:
            entries[found["id"], found["version"]] = found["digest"]
    if problems:
        raise RulesetError(problems=problems)
    return entries


def render_lock(rulesets: Iterable[RulesetSource], lock: Lock) -> str:
    """Returns the text of a lock with the released ones of some rulesets added; what is locked stays as it is."""
    entries = dict(lock)
    for ruleset in rulesets:
        if ruleset.status == "released":
            entries.setdefault((ruleset.id, ruleset.version), ruleset.digest)
    return "".join(f"{id} {version} sha256:{digest}\n" for (id, version), digest in sorted(entries.items()))


def check_lock(rulesets: Sequence[RulesetSource], lock: Lock) -> list[Problem]:
    """Returns a problem for each released ruleset that differs from its locked version, or is not locked."""
    problems = []
    for ruleset in rulesets:
        if ruleset.status != "released":
            continue
        locked = lock.get((ruleset.id, ruleset.version))
        name = f"`{ruleset.id} {ruleset.version}`"
        if locked is None:
            problems.append(_problem(ruleset, "not-locked", f"{name} is released and not in the lock", "add it to the lock"))
        elif locked != ruleset.digest:
            message = f"{name} is not what was released under this version"
            problems.append(_problem(ruleset, "locked-changed", message, "give it a new version, and say in NOTES.md what changed"))
    return problems


def _problem(ruleset: RulesetSource, code: str, message: str, suggestion: str) -> Problem:
    return Problem(ruleset.pos.file, ruleset.pos.line, ruleset.pos.column, code, message, suggestion)
