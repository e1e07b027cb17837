"""Finds and reads ruleset files, packaged or yours, and makes an engine of them. The edge where files become text.

May not understand what the text says: that is the rulebook's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from integrityrules.engine import Engine
from integrityrules.errors import Problem, RulesetError
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Registers
from integrityrules.facts.reading import read_registers
from integrityrules.rulebook.calendar import parse_calendar
from integrityrules.rulebook.cases import parse_registers
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset

CASES = ".cases.yaml"
RULESET = "ruleset.yaml"
LARGEST_FILE = 2_000_000
"""Bytes; a larger file is no ruleset, and is refused before it is read."""


@dataclass(frozen=True, slots=True)
class RulesetFiles:
    """The text of one ruleset's folder.

    Args:
        folder: where it lies.
        rules: file name to text of `ruleset.yaml` and the provision files.
        cases: file name to text of the `*.cases.yaml` beside them.
    """

    folder: Path
    rules: Mapping[str, str]
    cases: Mapping[str, str]


def packaged_rulesets() -> Path:
    """Returns the folder of the rulesets that come with this library: a copy in a wheel, the repository's own in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "_rulesets"
    return inside if inside.is_dir() else here.parent / "rulesets"


def read_rulesets(*folders: str | Path) -> tuple[RulesetFiles, ...]:
    """Reads every ruleset in some folders and below, in the order of their paths.

    Raises:
        RulesetError: a folder does not exist or holds no `ruleset.yaml`, or a file is too large or not UTF-8.
    """
    found: list[RulesetFiles] = []
    for folder in map(Path, folders):
        homes = sorted(path.parent for path in folder.rglob(RULESET)) if folder.is_dir() else []
        if not homes:
            message = "there is no `ruleset.yaml` in this folder or below"
            raise RulesetError(problems=[Problem(str(folder), 0, 0, "no-ruleset", message, "name the folder that holds your rulesets")])
        found += [_read_home(home, folder) for home in homes]
    return tuple(found)


def _read_home(home: Path, root: Path) -> RulesetFiles:
    """Reads one ruleset; its files are named from the folder that was asked for, so that messages tell several rulesets apart."""
    inside = Path(root.name) / home.relative_to(root)
    texts = {(inside / path.name).as_posix(): read_text(path) for path in sorted(home.glob("*.yaml"))}
    cases = {name: text for name, text in texts.items() if name.endswith(CASES)}
    return RulesetFiles(home, {name: text for name, text in texts.items() if name not in cases}, cases)


def read_text(path: Path) -> str:
    """Reads one text file.

    Raises:
        RulesetError: the file is missing, larger than `LARGEST_FILE`, or not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RulesetError(problems=[Problem(str(path), 0, 0, "too-large", f"the file is larger than {LARGEST_FILE} bytes")])
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = "the file is not UTF-8" if isinstance(error, UnicodeDecodeError) else "the file cannot be read"
        raise RulesetError(problems=[Problem(str(path), 0, 0, "unreadable-file", what)]) from None


def read_calendars(*folders: str | Path) -> tuple[WorkCalendar, ...]:
    """Reads every working-day calendar in the `calendars` folders of some folders; a later one replaces one of the same id."""
    found: dict[str, WorkCalendar] = {}
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("calendars/*.yaml")):
            calendar = parse_calendar(read_text(path), path.name)
            found[calendar.id] = calendar
    return tuple(found.values())


def read_register_files(*folders: str | Path) -> tuple[Registers, ...]:
    """Reads every file of public facts (contests and their stages) in the `registers` folders of some folders, in the order of their paths.

    Raises:
        RulesetError: a file cannot be read, or has not the form of registers.
        DeclarationError: with every problem of the facts of a file.
    """
    found: dict[Path, Registers] = {}
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("registers/*.yaml")):
            data = parse_registers(read_text(path), file=path.name, vocabulary=VOCABULARY)
            found[path.resolve()] = read_registers(data, where=path.name)
    return tuple(found.values())


def make_rulebook(files: Iterable[RulesetFiles]) -> Rulebook:
    """Makes a checked rulebook of ruleset texts.

    Raises:
        RulesetError: with every problem of every file.
    """
    return Rulebook([parse_ruleset(ruleset.rules, strict=False) for ruleset in files], VOCABULARY)


def folders_of(folders: Sequence[str | Path], layers: Sequence[str | Path]) -> tuple[Path, ...]:
    """Returns the folders to read: the given ones or the packaged national law, and each layer by path or packaged name."""
    packaged = packaged_rulesets()
    chosen = [Path(folder) for folder in folders] or [packaged / "asn"]
    for layer in layers:
        chosen.append(packaged / layer if (packaged / layer / RULESET).is_file() else Path(layer))
    return tuple(chosen)


def load_engine(*folders: str | Path, layers: Sequence[str | Path] = (), registers: Iterable[Registers] = (), key: bytes = b"") -> Engine:
    """Loads rulesets and makes an engine of them.

    Args:
        folders: where your rulesets are; none for the packaged ASN rulesets.
        layers: agency layers to add, each a packaged name (`agency-example`) or a folder.
        registers: facts that belong to no single official, read with every dossier, besides the packaged ones and those in your folders.
        key: secret that makes finding ids unguessable; empty for none.

    Returns:
        an engine; it reads no file later on.

    Raises:
        RulesetError: with every problem of every file.

    Example:
        >>> from integrityrules import load_engine
        >>> engine = load_engine(layers=["agency-example"])
    """
    chosen = folders_of(folders, layers)
    calendars = read_calendars(packaged_rulesets(), *chosen)
    packaged = read_register_files(packaged_rulesets(), *chosen)
    return Engine(make_rulebook(read_rulesets(*chosen)), calendars, registers=(*packaged, *registers), key=key)
