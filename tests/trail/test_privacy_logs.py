"""Log lines: whatever is logged, in whatever way, no canary comes out."""

from __future__ import annotations

import io
import json
import logging
import pickle
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from support_trail import CANARIES, canary_data, canary_dossier, engine, found_in, keyring, log

from integrityrules.errors import DeclarationError, IntegrityRulesError
from integrityrules.facts.reading import read_dossier
from integrityrules.logs import LEFT_OUT, safe_logger, safe_processors
from integrityrules.trail.log import TrailError
from integrityrules.trail.recorder import Recorder
from integrityrules.trail.replay import Replayer
from integrityrules.trail.vault import MemoryVault

SAID = " ".join(CANARIES.values())


def logged(**event: Any) -> dict[str, Any]:
    """Returns one line of the safe logger."""
    out = io.StringIO()
    safe_logger(out).info(event.pop("event", "evaluated"), **event)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_listed_keys_pass() -> None:
    """Codes, counts and durations are logged as they are."""
    line = logged(run_id="run-1", counts={"read": 3, "failed": 0}, duration_ms=12.6, verdict="SAME")
    assert line.pop("timestamp")
    assert line == {
        "event": "evaluated",
        "level": "info",
        "run_id": "run-1",
        "counts": {"read": 3, "failed": 0},
        "duration_ms": 13,
        "verdict": "SAME",
    }


def test_everything_else_is_left_out() -> None:
    """Other keys, sentences and objects do not come through, nor do keys of counts that are no codes."""
    line = logged(event=f"evaluated {SAID}", official=SAID, run_id=SAID, counts={SAID: 1, "read": SAID}, rule_id=object(), ruleset=["x"])
    assert line["event"] == LEFT_OUT
    assert (line["run_id"], line["rule_id"], line["ruleset"], line["counts"]) == (LEFT_OUT, LEFT_OUT, LEFT_OUT, {"read": LEFT_OUT})
    assert "official" not in line


TEXTS = st.sampled_from(sorted(CANARIES.values())).map(lambda text: f"a {text} b")
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2), max_leaves=4)


@given(
    st.dictionaries(
        st.sampled_from(["run_id", "counts", "name", "exc_info", "stack_info", "exception", "positional_args", "_record"]), VALUES
    )
)
def test_no_value_comes_through(event: dict[str, Any]) -> None:
    """Whatever is put into a line under whatever key, no text of it comes out."""
    assert found_in(json.dumps(logged(**event)).encode()) == []


@pytest.fixture
def failing() -> Any:
    def fail() -> None:
        giver = CANARIES["giver"]  # what a traceback with local variables would show
        raise ValueError(f"cannot handle {giver}")

    return fail


@pytest.mark.parametrize("given", [True, "error", "tuple", "[redacted]", 1])
def test_exceptions_become_codes(failing: Any, given: Any) -> None:
    """An exception is logged as its class and code, however it is handed over; neither message nor local variables appear."""
    out = io.StringIO()
    try:
        failing()
    except ValueError as error:
        info = {"error": error, "tuple": (type(error), error, error.__traceback__)}.get(given, given)
        safe_logger(out).error("failed", exc_info=info)
    line = json.loads(out.getvalue())
    assert (line["error_code"], line["error_kind"]) == ("unexpected", "ValueError")
    assert found_in(out.getvalue().encode()) == []


def test_our_errors_keep_their_code() -> None:
    """An error of this library is logged under its stable code."""
    out = io.StringIO()
    try:
        raise TrailError("the log is locked", code="log-locked")
    except TrailError:
        safe_logger(out).exception("failed")
    assert json.loads(out.getvalue())["error_code"] == "log-locked"


def test_processors_serve_a_configured_application(capsys: pytest.CaptureFixture[str]) -> None:
    """An application configures structlog with the processors, with keys of its own."""
    before = structlog.get_config()
    structlog.configure(processors=safe_processors(keys=["tenant"]))
    try:
        structlog.get_logger().warning("slow", tenant="agency-1", giver=SAID)
    finally:
        structlog.configure(**before)
    line = json.loads(capsys.readouterr().out)
    assert (line["event"], line["tenant"], "giver" in line) == ("slow", "agency-1", False)


class Caught(logging.Handler):
    """Keeps everything that any logger says, down to the last level."""

    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.__dict__}")


@pytest.fixture
def everything_logged() -> Iterator[Caught]:
    handler, root = Caught(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(0)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def test_the_library_logs_nothing(everything_logged: Caught, capfd: pytest.CaptureFixture[str]) -> None:
    """Recording, replaying and failing print nothing and log nothing, with every logger wide open."""
    memory, ring, vault = log(), keyring(), MemoryVault()
    Recorder(engine(), memory, ring, vault).record(canary_dossier(), received=SAID.encode(), key=SAID)
    assert [result.verdict for result in Replayer(memory, ring, vault).replay_all()] == ["SAME"]
    with pytest.raises(IntegrityRulesError):
        Recorder(engine(), memory, ring, vault).record(read_dossier({**canary_data(), "gifts": [{"id": f"{SAID}\ud800"}]}))
    assert everything_logged.lines == []
    assert capfd.readouterr() == ("", "")


def broken_inputs() -> Iterator[dict[str, Any]]:
    """Yields dossiers each of which has a canary where something else belongs."""
    data = canary_data()
    for name in data["gifts"][0]:
        yield {**data, "gifts": [{**data["gifts"][0], name: {SAID: [SAID]}}]}
        yield {**data, "gifts": [{**data["gifts"][0], name: f"{SAID}\ud800" * 2}]}
    for name in data:
        yield {**data, name: SAID}
        yield {**data, "unknown": SAID}


def test_errors_hold_no_canary() -> None:
    """No exception on the way into the trail has a declared value in its text, attributes, representation or chain."""
    memory, ring = log(), keyring()
    raised = []
    for data in broken_inputs():
        try:
            Recorder(engine(), memory, ring).record(read_dossier(data))
        except DeclarationError as error:
            raised.append(error)
    told = ["".join(traceback.format_exception(error)) + repr(error) + str(vars(error)) + str(error.args) for error in raised]
    assert [text for text in told if found_in(text.encode())] == []
    assert [error for error in raised if error.__cause__ or error.__context__] == []
    assert len(raised) > 10


def test_nothing_that_is_handed_out_shows_values() -> None:
    """Recorded evaluations, keys, vaults and inputs show no canary in their text forms, and keys cannot be pickled."""
    memory, ring, vault = log(), keyring(), MemoryVault()
    recorder = Recorder(engine(), memory, ring, vault)
    recorded = recorder.record(canary_dossier())
    handed = [recorded, recorded.receipt, recorded.entry, recorder, ring, vault, memory, Replayer(memory, ring, vault).replay(0)]
    assert found_in(" ".join(repr(item) + str(item) for item in handed).encode()) == []
    assert found_in(pickle.dumps(dict(recorded.entry))) == []
