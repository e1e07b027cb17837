"""An engine in another process: made again of the texts it was made of, it says the same."""

from __future__ import annotations

import copy
import pickle
from datetime import date

from support_cli import EXAMPLES

from integrityrules.batch import audit
from integrityrules.facts.reading import read_registers
from integrityrules.library import load_engine
from integrityrules.report import finding_lines
from integrityrules.tables import read_declarations

AS_OF = date(2026, 3, 2)


def test_an_engine_that_travelled_says_the_same() -> None:
    """Rulesets, layers, calendars, registers and the key of finding ids travel; the findings are equal to the last character."""
    registers = read_registers({"contests": [{"id": "K", "kind": "regent"}]})
    engine = load_engine(layers=["agency-example"], registers=[registers], key=b"secret")
    travelled = pickle.loads(pickle.dumps(engine))
    assert travelled.rulebook.digests == engine.rulebook.digests
    assert list(travelled.calendars) == list(engine.calendars)
    assert travelled.registers == engine.registers
    declarations = read_declarations(EXAMPLES / "declarations.xlsx", as_of=AS_OF)
    here, there = (list(finding_lines(audit(one, declarations, as_of=AS_OF))) for one in (engine, travelled))
    assert here == there
    assert here != list(finding_lines(audit(load_engine(layers=["agency-example"]), declarations, as_of=AS_OF)))


def test_a_copy_of_an_engine_is_one_too() -> None:
    """`copy.deepcopy` goes the same way."""
    engine = load_engine()
    assert copy.deepcopy(engine).rulebook.digests == engine.rulebook.digests
