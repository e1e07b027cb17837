"""Fields that rules define: what every definition says, combined with what was declared, as `runtime.combine` has it.

May not know rules, only what they define.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from integrityrules.facts.vocabulary import Type
from integrityrules.language.sql.compare import same
from integrityrules.language.sql.frames import Frame
from integrityrules.language.sql.texts import FALSE, TRUE, all_of, any_of, case, is_false, is_true, not_true, unknown
from integrityrules.language.sql.values import Numbers, Ordered, Plain, Value, unknown_value

if TYPE_CHECKING:
    from integrityrules.language.sql.reader import Reader
    from integrityrules.language.sql.relations import Subject


@dataclass(frozen=True, slots=True)
class Said:
    """What one definition says of a field.

    Args:
        when: whether it speaks.
        value: what it then says.
    """

    when: str
    value: Plain | Ordered

    @property
    def is_stated(self) -> str:
        return self.value.is_stated if isinstance(self.value, Ordered) else f"({self.value.text} IS NOT NULL)"

    @property
    def speaks(self) -> str:
        """Returns the two-valued test that it surely speaks, and says something."""
        literally = isinstance(self.value, Plain) and self.value.text in (TRUE, FALSE)
        return all_of([is_true(self.when), *([] if literally else [self.is_stated])])


def defined(reader: Reader, subject: Subject, key: tuple[str, str], type: Type) -> Value:
    """Returns the value of a field that rules define, unknown where there is no such fact."""
    told = statements(reader, subject, key, type)
    if told is None:
        reader.doubt()
        return unknown_value(type)
    frame = subject.frame
    if told.is_exact:
        combined = _combined(told, type, reader)
    else:
        reader.doubt()
        combined = _agreed(told, type, reader)

    def kept(text: str) -> str:
        there = case((f"{subject.id} IS NOT NULL", text), otherwise=unknown(type.name)) if subject.is_optional else text
        return frame.work_out(there, key[1])

    if isinstance(combined, Plain):
        return Plain(kept(combined.text))
    return Ordered(kept(combined.lo), kept(combined.hi))


@dataclass(frozen=True, slots=True)
class Statements:
    """What is said of a field.

    Args:
        declared: by whoever declared the fact.
        said: by each definition.
        is_exact: none of it may be known where it is unknown here, nor come out otherwise where more facts exist.
    """

    declared: Plain | Ordered
    said: list[Said]
    is_exact: bool


def statements(reader: Reader, subject: Subject, key: tuple[str, str], type: Type) -> Statements | None:
    """Returns what was declared of a field and what each definition says; `None` for an entity, which no definition can say in columns."""
    declared = reader.relations.field(subject, key[1], type)
    if isinstance(declared, Numbers):
        return None
    frame, said, is_exact = subject.frame, [], True
    for definition in reader.law.definitions[key]:
        env = {**reader.relations.variables, definition.kind: subject}
        trees = [definition.value, *([definition.when] if definition.when else [])]
        is_exact &= all(reader.told(tree, env).is_exact for tree in trees)
        is_exact &= not (reader.law.either_world and any(map(reader.depends_on_world, trees)))
        when = TRUE if definition.when is None else frame.work_out(reader.truth(definition.when, env), "when")
        value = reader.value(definition.value, env)
        assert not isinstance(value, Numbers)
        said.append(Said(when, _kept(value, frame)))
    return Statements(_kept(declared, frame), said, is_exact)


def _agreed(told: Statements, type: Type, reader: Reader) -> Plain | Ordered:
    """Returns the value that all have in common who say something, or may; unknown if they may not agree.

    What is unknown here may be known after all, and may then contradict: so that nothing is taken from one of them alone.
    """
    as_of, declared = reader.relations.as_of, told.declared

    def all_say(value: Plain | Ordered) -> str:
        others = [one for one in told.said if one.value != value or one.when != TRUE]
        return all_of(any_of([is_false(one.when), is_true(same(one.value, value, as_of))]) for one in others)

    stated = Said(TRUE, declared).is_stated
    unless = {id(one): any_of([f"(NOT {stated})", is_true(same(declared, one.value, as_of))]) for one in told.said}
    branches = [(all_of([one.speaks, all_say(one.value), unless[id(one)]]), one.value) for one in told.said]
    branches.append((all_say(declared), declared))
    if isinstance(declared, Plain):
        return Plain(case(*((test, value.text) for test, value in branches if isinstance(value, Plain)), otherwise=unknown(type.name)))
    ordered = [(test, value) for test, value in branches if isinstance(value, Ordered)]
    lows, highs = [(test, value.lo) for test, value in ordered], [(test, value.hi) for test, value in ordered]
    return Ordered(case(*lows, otherwise=unknown(type.name)), case(*highs, otherwise=unknown(type.name)))


def _kept(value: Plain | Ordered, frame: Frame) -> Plain | Ordered:
    if isinstance(value, Plain):
        return Plain(frame.work_out(value.text, "said"))
    lo, hi = (frame.work_out(end, "said") for end in (value.lo, value.hi))
    return Ordered(lo, hi, value.stored, value.constant)


def _combined(told: Statements, type: Type, reader: Reader) -> Plain | Ordered:
    as_of, declared, said = reader.relations.as_of, told.declared, told.said
    changes = any_of(
        all_of([f"({one.when} IS NULL)", not_true(same(one.value, declared, as_of))]) for one in said if one.when not in (TRUE, FALSE)
    )
    if isinstance(declared, Plain):
        spoken = [(one.speaks, one.value.text) for one in said if isinstance(one.value, Plain)]
        clash = any_of(
            all_of([mine, yours, f"{left} <> {right}"]) for (mine, left), (yours, right) in combinations(spoken, 2) if left != right
        )
        return Plain(case((clash, unknown(type.name)), *spoken, (changes, unknown(type.name)), otherwise=declared.text))
    lows = [case((one.speaks, one.value.lo), otherwise=unknown(type.name)) for one in said if isinstance(one.value, Ordered)]
    highs = [case((one.speaks, one.value.hi), otherwise=unknown(type.name)) for one in said if isinstance(one.value, Ordered)]
    frame_lo, frame_hi = outermost("GREATEST", lows), outermost("LEAST", highs)
    low, high = outermost("GREATEST", [frame_lo, declared.lo]), outermost("LEAST", [frame_hi, declared.hi])
    speaks = any_of(one.speaks for one in said)

    def end(agreed: str, narrowed: str, plain: str) -> str:
        return case(
            (f"{frame_lo} > {frame_hi}", unknown(type.name)),
            (speaks, case((f"{low} > {high}", agreed), otherwise=narrowed)),
            (changes, unknown(type.name)),
            otherwise=plain,
        )

    return Ordered(end(frame_lo, low, declared.lo), end(frame_hi, high, declared.hi))


def outermost(function: str, texts: list[str]) -> str:
    """Returns the greatest or the least of those that are known; NULL if none is."""
    found = texts[0]
    for text in texts[1:]:
        found = f"{function}(COALESCE({found}, {text}), COALESCE({text}, {found}))" if text != found else found
    return found
