"""Which facts are missing, from the trace of what is unknown, and whom to ask.

May not ask about what sources dispute: no fact of a dossier settles that. Asks the one who can know, never the official for what
others know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from integrityrules.facts.values import Range, Spells
from integrityrules.facts.vocabulary import Addressee, FieldSpec, Text
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.interpret import Trace

Why = Literal["missing", "imprecise", "contradicted", "undeclared"]


class Question(NamedTuple):
    """One fact that is missing.

    Attributes:
        kind, fact, field: what to ask for (`gift`, its id, `value_idr`); for completeness `dossier`, its official's id or empty, and
            `declared_in_full.gifts`.
        why: nothing was said (`missing`), only a range is known (`imprecise`), sources disagree (`contradicted`), or nothing says that
            all were declared (`undeclared`).
        asked_of: who can know it.
        text: the question in both languages.
    """

    kind: str
    fact: str
    field: str
    why: Why
    asked_of: Addressee
    text: Text

    @property
    def path(self) -> str:
        """The place of the fact in a dossier, such as `gift[g1].value_idr`."""
        return f"{self.kind}[{self.fact}].{self.field}" if self.fact else f"{self.kind}.{self.field}"


def questions_in(trace: Trace, world: World) -> Iterator[Question]:
    """Yields the questions whose answers would settle a trace; the same one may come more than once.

    Args:
        trace: of a condition; nothing is asked where its value is known.
    """
    if _is_settled(trace):
        return
    node = trace.node
    if isinstance(node, tree.Disputed) and trace.why_unknown == "disputed":
        return
    if isinstance(node, tree.Field):
        yield from _of_field(node, trace, world)
        return
    if isinstance(node, tree.Macro):
        yield from _of_membership(node, trace, world)
    for part in trace.parts:
        yield from questions_in(part, world)
    if trace.why_unknown == "undeclared":
        yield _completeness(trace.plural, world)


def _is_settled(trace: Trace) -> bool:
    return trace.value is not None and trace.value.__class__ is not Range


def _of_field(node: tree.Field, trace: Trace, world: World) -> Iterator[Question]:
    item = trace.item
    if item is None:
        yield from (question for part in trace.parts for question in questions_in(part, world))
        return
    for part in trace.parts:
        yield from questions_in(part, world)
    asked = field_question(item, node.name, world)
    if asked is not None and not _is_total(trace):
        yield asked


def _is_total(trace: Trace) -> bool:
    """Tells whether a field is only ever worked out by adding up: then its summands are asked for, never the sum."""
    return any(isinstance(part.node, tree.Total) for part in trace.parts)


def field_question(item: Item, name: str, world: World) -> Question | None:
    """Returns the question for one field of a fact, or `None` where nobody can be asked (an occurrence, a day still to come)."""
    kind = world.vocabulary.kinds.get(item.kind)
    spec = kind.fields.get(name) if kind else None
    if spec is None:
        return None
    value = item.values.get(name)
    if value.__class__ is Range and world.is_later(value):
        return None
    return Question(item.kind, item.id, name, _why(item, spec, value), spec.asked_of, spec.question)


def _why(item: Item, spec: FieldSpec, value: object) -> Why:
    if spec.name in item.contradicted:
        return "contradicted"
    return "imprecise" if isinstance(value, Range | Spells) else "missing"


def _of_membership(node: tree.Macro, trace: Trace, world: World) -> Iterator[Question]:
    """Asks for the reference of elements of which it is not known whose they are."""
    if not isinstance(node.source, tree.RelatedTo):
        return
    kind = world.vocabulary.kinds[node.source.type.of]
    by = _reference(node.source, world)
    for part in trace.parts:
        if part.item is not None and part.value is not False and part.item.values.get(by) is None:
            asked = field_question(part.item, by, world)
            if asked is not None and part.item.kind == kind.name:
                yield asked


def _reference(source: tree.RelatedTo, world: World) -> str:
    base = source.base.type
    related = world.vocabulary.kinds[base.of].related if base.name == "fact" else world.vocabulary.entity_related
    return related[source.name].by


def _completeness(plural: str, world: World) -> Question:
    kind = world.vocabulary.kind_of_plural(plural)
    label = kind.label if kind else Text(plural, plural)
    text = Text(
        f"Apakah semua {label.id.lower()} sudah dinyatakan secara lengkap?",
        f"Has every {label.en.lower()} been declared?",
    )
    official = world.official.id if world.official else ""
    addressee: Addressee = "register" if kind is not None and kind.register else "official"
    return Question("dossier", official, f"declared_in_full.{plural}", "undeclared", addressee, text)
