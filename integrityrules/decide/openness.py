"""Whether undeclared facts could keep a condition from holding: where they could only add a reason, nobody is asked for all of them.

May not decide. What was declared settles such a rule either way: it applies for what is known, or it does not as far as declared.
"""

from __future__ import annotations

from integrityrules.decide.outcome import Decision
from integrityrules.language import tree
from integrityrules.language.scope import Compiled, Scope


def asking_scope(decision: Decision, condition: Compiled) -> Scope:
    """Returns the scope in which a decision's condition shows what is missing.

    That is the closed one where the decision was made over what was declared, and where it is open but more facts of a kind could only
    make the condition hold: once the facts that are known are complete, the rule is settled.
    """
    scope = decision.scope
    only_adds = decision.outcome == "undetermined" and more_only_adds(condition.node, scope)
    return scope.closed() if decision.as_far_as_declared or only_adds else scope


def more_only_adds(node: tree.Node, scope: Scope) -> bool:
    """Tells whether a condition that holds over what was declared holds whatever else exists: all it asks of a collection is `exists`."""
    match node:
        case tree.All(items) | tree.Any_(items) | tree.Disputed(items):
            return all(more_only_adds(item, scope) for item in items)
        case tree.Clause(item, _):
            return more_only_adds(item, scope)
        case tree.Macro(macro="exists"):
            return more_only_adds(node.body, scope)
        case _:
            return not any(_reads_a_collection(part, scope) for part in tree.walk(node))


def _reads_a_collection(node: tree.Node, scope: Scope) -> bool:
    if isinstance(node, tree.Macro | tree.Total):
        return True
    if not isinstance(node, tree.Field):
        return False
    definitions = scope.definitions.get((node.base.type.of, node.name), ())
    trees = [part for definition in definitions for part in (definition.when, definition.value) if part is not None]
    return any(_reads_a_collection(inner, scope) for root in trees for inner in tree.walk(root))
