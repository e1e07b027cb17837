"""Types calls of the closed list of functions.

May not know the functions beyond their signatures, but for `stated`, which only indicators may ask of filed documents.
"""

from __future__ import annotations

from dataclasses import replace

from integrityrules.facts.vocabulary import BOOL, INT, FieldSpec, KindSpec, Type
from integrityrules.language import tree
from integrityrules.language.agreement import agree, did_you_mean, fits, looseness, named
from integrityrules.language.checking import Around, Checker, words
from integrityrules.language.functions import ANY_FACT, FUNCTIONS, SAME, Function, Parameter
from integrityrules.language.tree import UNTYPED, Node


def call(checker: Checker, node: tree.Call, around: Around, wanted: Type | None) -> Node:
    function = FUNCTIONS.get(node.function)
    if function is None:
        checker.report("unknown-function", node, f"`{node.function}` is not a function", did_you_mean(node.function, FUNCTIONS))
        return replace(node, args=tuple(checker.typed(arg, around) for arg in node.args), type=UNTYPED)
    if len(node.args) < function.fewest or (function.most is not None and len(node.args) > function.most):
        checker.report("wrong-arguments", node, f"`{function.name}` takes {_count(function)}, not {len(node.args)}", _signature(function))
    if function.name == "stated":
        return stated(checker, node, around)
    if function.parameters[0].type == SAME:
        return same_arguments(checker, node, around, wanted)
    args = tuple(argument(checker, arg, function, function.parameter(index), around) for index, arg in enumerate(node.args))
    return replace(node, args=args, type=function.result)


def argument(checker: Checker, arg: Node, function: Function, parameter: Parameter, around: Around) -> Node:
    if parameter.constant:
        if not (isinstance(arg, tree.Literal_) and isinstance(arg.value, str)):
            checker.report("not-constant", arg, f"the {parameter.name} of `{function.name}` must be a text", _signature(function))
        return checker.typed(arg, around, parameter.type)
    if parameter.type == ANY_FACT:
        return lasting(checker, arg, function, around)
    found = checker.typed(arg, around, parameter.type)
    counted = parameter.type.name == "days" and found.type == INT
    if not counted and not fits(found, parameter.type):
        message = f"{words(found)} is {named(found.type)}, and the {parameter.name} of `{function.name}` is {named(parameter.type)}"
        checker.report("type-mismatch", found, message, _signature(function))
    return found


def lasting(checker: Checker, arg: Node, function: Function, around: Around) -> Node:
    """Types an argument that must be a fact with a day or a span of its own."""
    found = checker.typed(arg, around)
    if found.type == UNTYPED:
        return found
    kind = checker.vocabulary.kinds.get(found.type.of) if found.type.name == "fact" else None
    if kind is None:
        checker.report("type-mismatch", found, f"{words(found)} is {named(found.type)}, and not one fact", _signature(function))
    elif not _has_days(kind):
        checker.report("type-mismatch", found, f"{words(found)} is {named(found.type)}, which has no days", _signature(function))
    return found


def same_arguments(checker: Checker, node: tree.Call, around: Around, wanted: Type | None) -> Node:
    firmest = min(range(len(node.args)), key=lambda index: looseness(node.args[index]), default=0)
    model = checker.typed(node.args[firmest], around, wanted) if node.args else None
    if model is None:
        return replace(node, type=UNTYPED)
    args = [model if index == firmest else checker.typed(arg, around, model.type) for index, arg in enumerate(node.args)]
    for arg in args:
        if arg.type.name in ("fact", "event", "collection"):
            checker.report("type-mismatch", arg, f"{words(arg)} is {named(arg.type)}, and `{node.function}` takes values")
        elif not agree(model, arg, checker.vocabulary):
            checker.disagree(arg, model, arg, f"cannot both stand in `{node.function}`")
    return replace(node, args=tuple(args), type=model.type)


def stated(checker: Checker, node: tree.Call, around: Around) -> Node:
    args = tuple(checker.typed(arg, around) for arg in node.args)
    if not checker.allow_stated:
        message = "`stated` may be asked only in an indicator: elsewhere a blank would count as a fact"
        checker.report("stated-not-allowed", node, message, "leave it out: what is not stated is unknown")
    for arg in args:
        if arg.type != UNTYPED and not is_filed(checker, arg):
            message = f"`stated` may be asked only of a field of a filed document, and {words(arg)} is none"
            checker.report("stated-not-allowed", arg, message)
    return replace(node, args=args, type=BOOL)


def is_filed(checker: Checker, node: Node) -> bool:
    if not isinstance(node, tree.Field):
        return False
    spec = checker.fields_of(node.base.type).get(node.name)
    return isinstance(spec, FieldSpec) and spec.filed


def _has_days(kind: KindSpec) -> bool:
    return bool(kind.span or kind.dated_by)


def _count(function: Function) -> str:
    few, most = function.fewest, function.most
    range = f"{few} or more" if most is None else str(few) if few == most else f"{few} to {most}"
    return f"{range} argument{'' if range == '1' else 's'}"


def _signature(function: Function) -> str:
    names = [f"{parameter.name}?" if parameter.optional else parameter.name for parameter in function.parameters]
    return f"write `{function.name}({', '.join(names)}{', ...' if function.most is None else ''})`"


__all__ = ["call"]
