"""The clauses of a decision, one after the other: what a record keeps of each, and what replay compares.

May not decide. A clause's answer is kept as a keyed tag of two bytes: enough to find the clause that came out otherwise, with the key;
without it, it tells nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import Any, NamedTuple

from integrityrules.decide.explain import Explanation
from integrityrules.facts.values import Truth
from integrityrules.language import tree
from integrityrules.language.interpret import Trace
from integrityrules.language.tree import Node
from integrityrules.trail.canonical import encode
from integrityrules.trail.plain import plain_value

TAG_BYTES = 2
TRUTHS: tuple[Truth, ...] = (True, False, None)
_JOINTS = (tree.All, tree.Any_, tree.Not, tree.Clause, tree.Literal_)


class ClauseValue(NamedTuple):
    """One condition that was answered: whose it is, its tree, and the answer."""

    role: str
    rule: str
    node: Node
    value: Truth


def clauses(explanation: Explanation) -> Iterator[ClauseValue]:
    """Yields every yes-or-no part of a decision that is not made of others, those beneath a definition before what reads it."""
    for section in explanation.sections:
        for trace in _upwards(section.trace):
            node = trace.node
            if node.type.name == "bool" and not isinstance(node, _JOINTS):
                yield ClauseValue(section.role, section.rule.id, node, trace.value)


def tags(key: bytes, decision: Any, explanation: Explanation) -> str:
    """Returns the tags of all clauses of a decision, in hexadecimal.

    Args:
        key: the subject's, for this purpose and this input.
        decision: what tells it apart within its evaluation; no two decisions have tags in common.
    """
    head = encode(decision)
    return "".join(tag(key, head, number, clause.value) for number, clause in enumerate(clauses(explanation)))


def tag(key: bytes, head: bytes, number: int, value: Truth) -> str:
    """Returns the tag of one clause."""
    answer = b"?" if value is None else b"1" if value else b"0"
    return hmac.digest(key, b"%b\0%d\0%b" % (head, number, answer), "sha256")[:TAG_BYTES].hex()


def read_tags(key: bytes, decision: Any, recorded: str) -> list[Truth | str]:
    """Returns the recorded answers by number; `changed` where a tag is none of the three possible."""
    head, width = encode(decision), 2 * TAG_BYTES
    found: list[Truth | str] = []
    for number in range(len(recorded) // width):
        told = recorded[number * width : (number + 1) * width]
        found.append(next((truth for truth in TRUTHS if tag(key, head, number, truth) == told), "changed"))
    return found


def read_fields(explanation: Explanation) -> tuple[tuple[str, str, str], ...]:
    """Returns kind, id and name of the fields that were read and had a value, each once, in the order of the conditions."""
    found = (
        (trace.item.kind, trace.item.id, trace.node.name)
        for section in explanation.sections
        for trace in _downwards(section.trace)
        if isinstance(trace.node, tree.Field) and trace.item is not None and trace.value is not None
    )
    return tuple(dict.fromkeys(found))


def full_form(explanation: Explanation) -> list[Any]:
    """Returns every value that a decision rests on as plain data, in the shape of its conditions. For keyed hashing only."""
    return [[section.role, section.rule.id, _values(section.trace)] for section in explanation.sections]


def _values(trace: Trace) -> list[Any]:
    return [plain_value(trace.value), [_values(part) for part in trace.parts]]


def _upwards(trace: Trace) -> list[Trace]:
    """Returns a trace and everything below it, parts before what is made of them."""
    found: list[Trace] = []
    _collect(trace, found)
    return found


def _collect(trace: Trace, found: list[Trace]) -> None:
    for part in trace.parts:
        _collect(part, found)
    found.append(trace)


def _downwards(trace: Trace) -> list[Trace]:
    """Returns a trace and everything below it, parts after what is made of them."""
    found, waiting = [], [trace]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += reversed(one.parts)
    return found
