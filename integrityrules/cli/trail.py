"""`integrityrules trail ...`: make a trail, verify it, prove and replay entries, show one field, erase a person, export.

May not hash, decide or judge: the trail does. Exit codes 5 to 7 are verdicts, one for each kind.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integrityrules.cli.common import command, day, say, today
from integrityrules.cli.dossier_file import read_dossier_file
from integrityrules.cli.exits import COMPLETE, INCOMPLETE, TAMPERED, USAGE
from integrityrules.cli.recording import add_places
from integrityrules.cli.trail_rows import add_row, prove_named_row, verify_runs
from integrityrules.errors import TrailError, UsageError
from integrityrules.library import read_text
from integrityrules.tables.safe import write_beside

if TYPE_CHECKING:  # imported where it is used: the room brings databases along
    from integrityrules.trail import Trail
    from integrityrules.trail.replay import Replayed


_RUN = "also hash every leaf of this columnar run again, and compare with the entry that binds it; repeatable"


def add(commands: Any, help: str) -> None:
    """Adds the command and its subcommands to the parser."""
    trail = command(commands, "trail", help, "integrityrules trail verify coi.trail --anchor /mnt/elsewhere/anchors.txt")
    below = trail.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = _action(below, "init", "make a trail and its keys", "coi.trail --origin audit.example.go.id/coi", _init)
    made.add_argument("--origin", required=True, metavar="NAME", help="its name, unique in the world and for ever, without spaces")
    made.add_argument("--keep-inputs", action="store_true", help="keep every input, sealed, so that entries replay from the trail alone")
    checked = _action(below, "verify", "hash everything again and compare", "coi.trail --anchor /mnt/elsewhere/anchors.txt", verify)
    checked.add_argument("--key", type=Path, action="append", metavar="FILE", help="public keys to trust (default: those beside the keys)")
    checked.add_argument("--anchor", type=Path, action="append", default=[], metavar="PATH", help="checkpoints kept elsewhere; repeatable")
    checked.add_argument("--require-anchor", action="store_true", help="exit 7 where nothing kept elsewhere was compared")
    checked.add_argument("--level", type=int, choices=range(4), default=3, help="0 framing, 1 bodies, 2 roots and signatures, 3 anchors")
    checked.add_argument("--since", type=Path, metavar="FILE", help="go on from where the verification that wrote this file ended")
    checked.add_argument("--remember", type=Path, metavar="FILE", help="write down how far the trail is sound, for --since")
    checked.add_argument("--run", type=Path, action="append", default=[], dest="run_folders", metavar="FOLDER", help=_RUN)
    proven = _action(below, "prove", "write the proof that an entry is in the trail", "coi.trail 17 --out 17.tlog-proof", _prove)
    _add_entry(proven, optional="none, with --run")
    proven.add_argument("--out", type=Path, metavar="FILE", help="where to write the proof (default: on the screen)")
    proven.add_argument(
        "--entry", type=Path, metavar="FILE", help="write the entry itself there, as it was hashed; with --run, the row as it was read"
    )
    add_row(proven)
    replayed = _action(below, "replay", "decide entries again", "coi.trail 17 --input wedding.yaml", _replay)
    _add_entry(replayed, optional="all, with their inputs from the vault")
    replayed.add_argument("--input", type=Path, metavar="DOSSIER", help="the input of the entry, where the trail does not keep it")
    replayed.add_argument("--as-of", type=day, help="with --input: the day it was looked at (default: the dossier's own)")
    shown = _action(below, "disclose", "show one field of an entry to an auditor", "coi.trail 17 'gift[g1].value_idr'", _disclose)
    _add_entry(shown)
    shown.add_argument("path", metavar="PATH", help="which field, such as gift[g1].value_idr")
    erased = _action(below, "erase", "erase a person: destroy their key", "coi.trail --official -", _erase)
    who = erased.add_mutually_exclusive_group(required=True)
    who.add_argument("--official", metavar="ID", help="id of the official as in dossiers; - reads it from stdin, so that no shell keeps it")
    who.add_argument("--register", metavar="NAME", help="a register, by the name that entries give it")
    signed = _action(
        below, "checkpoint", "sign size and root, and carry them away", "coi.trail --to /mnt/elsewhere/anchors.txt", _checkpoint
    )
    signed.add_argument("--to", type=Path, action="append", default=[], metavar="PATH", help="a folder, or a text file that only grows")
    exported = _action(below, "export", "write everything as plain files", "coi.trail --out coi-2026", _export)
    exported.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder; made if it does not exist")


def _action(below: Any, name: str, help: str, example: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    parser = command(below, name, help, f"integrityrules trail {name} {example}")
    parser.add_argument("trail", metavar="TRAIL", help="a file (SQLite), a folder (segments), or postgresql://host/database#origin")
    add_places(parser)
    parser.set_defaults(run=run)
    return parser


def _add_entry(parser: argparse.ArgumentParser, *, optional: str = "") -> None:
    help = f"its number, from 0 (default: {optional})" if optional else "its number, from 0"
    parser.add_argument("index", type=_number, nargs="?" if optional else None, metavar="ENTRY", help=help)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("the number of an entry is 0 or more")
    return int(text)


def _open(arguments: argparse.Namespace, *, writable: bool = False, keyless: bool = False) -> Trail:
    from integrityrules.trail import open_trail

    return open_trail(arguments.trail, keys=arguments.keys, vault=arguments.vault, writable=writable, keyless=keyless)


def _init(arguments: argparse.Namespace) -> int:
    from integrityrules.trail import create_trail
    from integrityrules.trail.opening import PUBLIC, keys_folder

    places = {"keys": arguments.keys, "vault": arguments.vault}
    create_trail(arguments.trail, origin=arguments.origin, keep_inputs=arguments.keep_inputs, **places).close()
    folder = keys_folder(arguments.trail, arguments.keys)
    say((folder / PUBLIC).read_text(encoding="utf-8").strip())
    print(f"keys are in {folder}: keep them on another volume, and copy them; whoever verifies needs the line above", file=sys.stderr)
    return COMPLETE


def verify(arguments: argparse.Namespace) -> int:
    """Verifies a trail; the exit code is that of its gravest verdict."""
    from integrityrules.trail.locations import open_log
    from integrityrules.trail.opening import read_public_keys
    from integrityrules.trail.sinks import read_anchors
    from integrityrules.trail.verdicts import exit_code, parse_resume
    from integrityrules.trail.verify import verify_opened

    files = _trusted(arguments)
    result = verify_opened(
        lambda: open_log(arguments.trail, writable=False),
        anchors=[note for path in arguments.anchor for note in read_anchors(path)],
        keys=[key for path in files for key in read_public_keys(path)] if files else None,
        level=arguments.level,
        since=parse_resume(read_text(arguments.since)) if arguments.since else None,
    )
    for verdict in result.verdicts:
        say(str(verdict))
    more = [f"{result.more} more"] if result.more else []
    print("\n".join([*more, *result.notices]), end="\n" if more or result.notices else "", file=sys.stderr)
    root = result.root.hex() if result.root is not None else "none"
    say(f"{result.origin}: {result.size} entries, {result.entries} hashed, {result.checkpoints} checkpoints, {result.anchors} anchors")
    say(f"root {root}, {'sound' if result.is_sound else 'NOT SOUND'}")
    if arguments.remember and result.resume is not None:
        write_beside(arguments.remember, str(result.resume).encode())
    wrong = result.verdicts
    if arguments.run_folders and result.origin:  # a log that cannot be opened has its verdict
        with open_log(arguments.trail, writable=False) as log:
            wrong += verify_runs(arguments.run_folders, log)
    return exit_code(wrong, require_anchor=arguments.require_anchor)


def _trusted(arguments: argparse.Namespace) -> list[Path]:
    """Returns the files of the keys to trust: the given ones, else the one beside the keys of the trail, if it is there."""
    from integrityrules.trail.opening import PUBLIC, keys_folder

    if arguments.key:
        return list(arguments.key)
    try:
        beside = keys_folder(arguments.trail, arguments.keys) / PUBLIC
    except TrailError:
        return []
    return [beside] if beside.is_file() else []


def _prove(arguments: argparse.Namespace) -> int:
    from integrityrules.trail.opening import SIGNING, keys_folder

    if arguments.run_folder is not None:
        with _open(arguments, writable=True) as trail:
            return prove_named_row(arguments, trail)
    if arguments.index is None:
        raise UsageError("name the number of an entry, or a row with --run", code="usage")
    signs = arguments.keys is not None or (keys_folder(arguments.trail) / SIGNING).is_file()
    with _open(arguments, writable=signs, keyless=not signs) as trail:
        proof = str(trail.prove(arguments.index))
        if arguments.entry:
            write_beside(arguments.entry, trail.log.read(arguments.index))
    if arguments.out:
        write_beside(arguments.out, proof.encode())
    else:
        say(proof.rstrip("\n"))
    return COMPLETE


def _replay(arguments: argparse.Namespace) -> int:
    if arguments.input and arguments.index is None:
        raise UsageError("--input is the input of one entry: name its number", code="usage")
    dossier = read_dossier_file(arguments.input, arguments.as_of, today=today()) if arguments.input else None
    counts: Counter[str] = Counter()
    with _open(arguments) as trail:
        replayer = trail.replayer()
        results = replayer.replay_all() if arguments.index is None else [replayer.replay(arguments.index, dossier)]
        for result in results:
            counts[result.verdict] += 1
            if arguments.index is not None or result.verdict not in ("SAME", "NO-EVALUATION"):
                say(_line(result))
    print(", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items())) or "no entries", file=sys.stderr)
    return _code(counts)


def _line(result: Replayed) -> str:
    from integrityrules.trail.replay import MEANINGS

    said = str(result.difference) if result.difference else MEANINGS[result.verdict]
    return f"entry {result.index}: {result.verdict}: {said}" + (f" ({result.code})" if result.code else "")


def _code(counts: Counter[str]) -> int:
    """An entry that does not follow from its input weighs most; what could not be looked at makes the answer incomplete."""
    if counts["REPLAY-DIFF"] or counts["UNREADABLE"]:
        return TAMPERED
    return COMPLETE if counts.keys() <= {"SAME", "ERASED", "NO-EVALUATION"} else INCOMPLETE


def _disclose(arguments: argparse.Namespace) -> int:
    with _open(arguments) as trail:
        shown = trail.disclose(arguments.index, arguments.path)
    say(json.dumps(shown, indent=2, ensure_ascii=False))
    return COMPLETE


def _erase(arguments: argparse.Namespace) -> int:
    kind = "register" if arguments.register else "subject"
    id = arguments.register or arguments.official
    with _open(arguments, writable=True) as trail:
        done = trail.erase(sys.stdin.readline().strip() if id == "-" else id, kind=kind)
        if trail.signer is not None:
            trail.checkpoint()
    for erasure in done:
        say(f"erased {erasure.pseudonym}: entry {erasure.receipt.index} says so, {erasure.forgotten} kept inputs deleted")
    if not done:
        print("the trail has no key for this id: never recorded, or erased before", file=sys.stderr)
    return COMPLETE if done else USAGE


def _checkpoint(arguments: argparse.Namespace) -> int:
    from integrityrules.trail.sinks import AppendSink, FolderSink, publish_checkpoint

    sinks = [FolderSink(path) if path.is_dir() else AppendSink(path) for path in arguments.to]
    with _open(arguments, writable=True) as trail:
        if trail.signer is None:
            raise TrailError("the trail has no signing key here", code="no-key")
        say(publish_checkpoint(trail.log, [trail.signer], sinks).rstrip("\n"))
    return COMPLETE


def _export(arguments: argparse.Namespace) -> int:
    from integrityrules.trail.export import export

    with _open(arguments, keyless=True) as trail:
        counts = export(trail.log, arguments.out)
    say(", ".join(f"{number} {name}" for name, number in counts.items()))
    return COMPLETE
