"""Signed notes, keys, checkpoints and proofs: published examples first, then everything that must be refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_material import REPOSITORY
from support_logs import ORIGIN

from integrityrules.trail import offline
from integrityrules.trail.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint, split_checkpoints
from integrityrules.trail.log import TrailError
from integrityrules.trail.memory import memory_log
from integrityrules.trail.note import (
    PrivateKey,
    check_signatures,
    generate_key,
    parse_note,
    parse_private_key,
    parse_public_key,
    sign_note,
)
from integrityrules.trail.proof import Proof, make_proof, parse_proof, verify_proof

cryptography = pytest.importorskip("cryptography", reason="signing needs the extra `sign`")

# The example of golang.org/x/mod/sumdb/note, whose format this is.
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

# The examples of c2sp.org/signed-note and c2sp.org/tlog-checkpoint; their keys were not published.
SALVATORE = """Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
"""
SOFA = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""

KEY = PrivateKey(ORIGIN, bytes(range(32)))


def code_of(raised: pytest.ExceptionInfo[TrailError]) -> str:
    return raised.value.code


def test_the_example_of_the_format() -> None:
    """Signing the published text with the published key gives the published note, and its key verifies it."""
    note = sign_note(TEXT, [parse_private_key(PRIVATE)])
    assert str(note) == f"{TEXT}\n{LINE}"
    assert parse_note(f"{TEXT}\n{LINE}") == note
    assert check_signatures(note, [parse_public_key(PUBLIC)]) == (parse_public_key(PUBLIC),)
    assert (str(parse_public_key(PUBLIC)), parse_private_key(PRIVATE).secret_text()) == (PUBLIC, PRIVATE)


def test_the_example_of_c2sp() -> None:
    """The published note, whose text has an empty line, is taken apart at the last one and put together as it was."""
    note = parse_note(SALVATORE)
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert [(line.name, len(line.signature)) for line in note.signatures] == [("quasimodo.example/salvatore", 64)]
    assert str(note) == SALVATORE
    with pytest.raises(TrailError) as raised:
        check_signatures(note, [KEY.public])
    assert code_of(raised) == "unknown-key"


def test_the_example_of_a_checkpoint() -> None:
    """The published checkpoint gives its origin, size and root."""
    checkpoint, note = parse_checkpoint(SOFA)
    assert (checkpoint.origin, checkpoint.size, len(checkpoint.root)) == ("example.com/behind-the-sofa", 20852163, 32)
    assert f"{checkpoint}" == note.text


def test_a_private_key_shows_nowhere() -> None:
    """Neither `repr` nor `str` nor the message about a malformed key holds the secret."""
    key = parse_private_key(PRIVATE)
    secret = PRIVATE.split("+")[-1][:20]
    assert secret not in repr(key) + str(key)
    with pytest.raises(TrailError) as raised:
        parse_private_key(PRIVATE[:-4])
    assert secret not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    ["", "x", PUBLIC[:-1], PUBLIC.replace("c74f20a3", "c74f20a4"), PUBLIC.replace("+ARpc", "+AhpC"), PUBLIC.replace("Peter", ""), PRIVATE],
)
def test_malformed_public_keys(text: str) -> None:
    """A key with another id, another kind, another length or name is refused."""
    with pytest.raises(TrailError) as raised:
        parse_public_key(text)
    assert code_of(raised) == "bad-key"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u2003b"])
def test_names_that_keys_cannot_have(name: str) -> None:
    """Spaces of any kind, plus signs and the empty name are refused."""
    with pytest.raises(TrailError):
        generate_key(name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"\n{LINE}",
        f"{TEXT}\n{LINE}"[:-1],
        f"{TEXT}\n{LINE}\n",
        f"{TEXT}\n{LINE}text\n",
        f"{TEXT}\n{LINE}".replace("\N{EM DASH}", "-"),
        f"{TEXT}\n{LINE}".replace("AM=", "AM"),
        f"{TEXT}\n{LINE}".replace("answer", "ans\twer"),
        f"{TEXT}\n" + LINE * 101,
    ],
)
def test_what_is_not_a_note(text: str) -> None:
    """Missing parts, other dashes, control characters, other base64 and too many signatures are refused."""
    with pytest.raises(TrailError) as raised:
        parse_note(text)
    assert code_of(raised) == "bad-note"


def test_unknown_signatures_are_ignored_and_known_ones_must_hold() -> None:
    """A note counts if a trusted key signed it, whoever else did; a trusted key's line that fails spoils the note."""
    other = generate_key("witness.example")
    note = sign_note(TEXT, [other, KEY])
    assert check_signatures(note, [KEY.public]) == (KEY.public,)
    assert check_signatures(note, [KEY.public, other.public]) == (other.public, KEY.public)
    changed = parse_note(str(note).replace("answer", "question"))
    with pytest.raises(TrailError) as raised:
        check_signatures(changed, [KEY.public])
    assert code_of(raised) == "bad-signature"
    same_name = generate_key(ORIGIN)
    with pytest.raises(TrailError) as raised:
        check_signatures(note, [same_name.public])
    assert code_of(raised) == "unknown-key"


def test_a_file_of_many_checkpoints() -> None:
    """Checkpoints one after the other, with or without blank lines between, are told apart; a cut one is refused."""
    notes = [sign_checkpoint(Checkpoint(ORIGIN, size, bytes(32)), [KEY]) for size in range(3)]
    assert split_checkpoints("\n".join(notes)) == notes
    assert split_checkpoints("\n\n\n".join(notes)) == notes
    with pytest.raises(TrailError):
        split_checkpoints("\n".join(notes)[:-150])


@pytest.mark.parametrize("change", [("20852163", "020852163"), ("20852163", "-1"), ("CsUY", "Cs"), ("example.com/behind-the-sofa\n", "")])
def test_what_is_not_a_checkpoint(change: tuple[str, str]) -> None:
    """Leading zeroes, signs, short roots and missing lines are refused."""
    with pytest.raises(TrailError) as raised:
        parse_checkpoint(SOFA.replace(*change, 1))
    assert code_of(raised) == "bad-note"


def proofs(size: int) -> list[tuple[Proof, bytes]]:
    bodies = [b'{"entry":%d}' % number for number in range(size)]
    with memory_log(ORIGIN) as log:
        log.append_many(bodies)
        note = log.checkpoint(KEY)
        log.append(b"later")
        return [(make_proof(log, index, note), body) for index, body in enumerate(bodies)]


def test_every_entry_is_proven_by_both_verifiers() -> None:
    """The library and the stand-alone file accept each entry's proof, and no other entry with it."""
    found = proofs(11)
    for number, (proof, body) in enumerate(found):
        text = str(proof)
        assert parse_proof(text) == proof
        assert verify_proof(text, body, [KEY.public], origin=ORIGIN).size == 11
        assert offline.verify(text, body, str(KEY.public), ORIGIN) == (ORIGIN, 11, number)
        other = found[(number + 1) % 11][1]
        with pytest.raises(TrailError) as raised:
            verify_proof(text, other, [KEY.public], origin=ORIGIN)
        assert code_of(raised) == "bad-proof"
        with pytest.raises(offline.NotProvenError, match="step 5"):
            offline.verify(text, other, str(KEY.public), ORIGIN)


@given(index=st.integers(0, 6), data=st.data())
def test_both_verifiers_refuse_every_changed_proof(index: int, data: st.DataObject) -> None:
    """A character changed, left out or doubled anywhere in a proof is refused, or shows the same thing, and both verifiers agree."""
    proof, body = proofs(7)[index]
    text = str(proof)
    place = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(st.sampled_from(["", text[place] * 2, "A", "0", "1", "\n", " ", "=", "+"]))
    changed = text[:place] + sign + text[place + 1 :]
    try:
        verify_proof(changed, body, [KEY.public], origin=ORIGIN)
        accepted = True
    except TrailError:
        accepted = False
    try:
        offline.verify(changed, body, str(KEY.public), ORIGIN)
        offline_accepted = True
    except offline.NotProvenError:
        offline_accepted = False
    assert accepted == offline_accepted == (changed == text)


def test_extra_data_is_carried_and_not_believed() -> None:
    """The extra line is kept, and the proof says the same without it."""
    proof, body = proofs(3)[1]
    with_extra = str(Proof(proof.index, proof.hashes, proof.checkpoint, b"see file 7"))
    assert parse_proof(with_extra).extra == b"see file 7"
    assert offline.verify(with_extra, body, str(KEY.public), ORIGIN) == offline.verify(str(proof), body, str(KEY.public), ORIGIN)


def test_no_proof_is_made_that_would_not_verify() -> None:
    """A checkpoint of another log, of a later size, or with another root gives no proof."""
    with memory_log(ORIGIN) as log:
        log.append_many([b"a", b"b"])
        for checkpoint, code in (
            (Checkpoint("other", 2, log.root()), "wrong-origin"),
            (Checkpoint(ORIGIN, 3, log.root()), "no-entry"),
            (Checkpoint(ORIGIN, 2, bytes(32)), "bad-proof"),
        ):
            with pytest.raises(TrailError) as raised:
                make_proof(log, 1, sign_checkpoint(checkpoint, [KEY]))
            assert code_of(raised) == code


def test_the_stand_alone_verifier_stands_alone(tmp_path: Path) -> None:
    """Copied out, without this library and without packages, the file proves an entry and says why it does not prove another."""
    proof, body = proofs(5)[3]
    (tmp_path / "offline.py").write_text((REPOSITORY / "integrityrules/trail/offline.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "p.tlog-proof").write_text(str(proof), encoding="utf-8")
    (tmp_path / "entry").write_bytes(body)
    (tmp_path / "other").write_bytes(body + b" ")
    (tmp_path / "key").write_text(f"{KEY.public}\n", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        # -I and -S: no packages, no PYTHONPATH.
        command = [sys.executable, "-I", "-S", "offline.py", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.strip()

    assert run("p.tlog-proof", "entry", "key", ORIGIN) == (0, f"PROVEN: entry 3 of 5 in {ORIGIN}")
    assert run("p.tlog-proof", "entry", str(KEY.public), ORIGIN)[0] == 0
    assert run("p.tlog-proof", "other", "key", ORIGIN) == (5, "NOT PROVEN: step 5: the path does not lead from the entry to the root")
    assert run("p.tlog-proof", "entry", "key", "another")[1] == "NOT PROVEN: step 3: the checkpoint is of another log"
    assert run("p.tlog-proof", "entry", str(generate_key(ORIGIN).public), ORIGIN)[1].startswith("NOT PROVEN: step 4")
    assert run("absent", "entry", "key", ORIGIN)[0] == run()[0] == 2


@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=200), bit=st.integers(0, 64 * 8 - 1))
def test_the_signature_check_of_the_stand_alone_verifier(seed: bytes, message: bytes, bit: int) -> None:
    """It accepts what cryptography signs, and refuses the signature with one bit changed, another message or another key."""
    key = PrivateKey("k", seed)
    public, signature = key.public.key, key.sign(message)
    assert offline.ed25519_verifies(public, message, signature)
    changed = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
    assert not offline.ed25519_verifies(public, message, changed)
    assert not offline.ed25519_verifies(public, message + b"x", signature)
    assert not offline.ed25519_verifies(generate_key("k").public.key, message, signature)


def test_signatures_in_a_second_form_are_refused() -> None:
    """A signature whose second half has the order added, and points that are written in a second form, are refused as RFC 8032 demands."""
    signature = KEY.sign(b"x")
    second = int.from_bytes(signature[32:], "little") + offline.L
    assert not offline.ed25519_verifies(KEY.public.key, b"x", signature[:32] + second.to_bytes(32, "little"))
    assert offline.point_of((offline.P + 1).to_bytes(32, "little")) is None
    assert offline.point_of((1 | 1 << 255).to_bytes(32, "little")) is None
    assert not offline.ed25519_verifies(KEY.public.key, b"x", signature[:63])
