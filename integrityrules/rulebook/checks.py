"""Cross checks of rulesets: names that mean nothing, periods that overlap or leave gaps, loops, layers that are not stricter.

May not parse conditions (see `type_rule`). Each check yields problems and knows nothing of the others, so that one run shows them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.language import tree
from integrityrules.language.tree import Pos
from integrityrules.rulebook.book import Book
from integrityrules.rulebook.periods import surely_overlap
from integrityrules.rulebook.plan import Plan, find_cycles, in_force
from integrityrules.rulebook.reader import near_miss
from integrityrules.rulebook.source import ParameterSource, RulesetSource, RuleSource, Step, all_places
from integrityrules.rulebook.typed import TypedRule


def check_book(book: Book, vocabulary: Vocabulary) -> list[Problem]:
    """Returns every problem of what the rulesets name, and of the periods of their rules and values."""
    checks = (_rulesets(book), _sources(book), _parameters(book, vocabulary), _sanctions(book), _versions(book))
    return [problem for found in checks for problem in found]


def check_plans(book: Book, typed: Sequence[TypedRule], plans: Sequence[Plan]) -> list[Problem]:
    """Returns every problem that shows only in a period: parameters without a value where a rule reads them, and loops."""
    return [*_gaps(book, typed, plans), *_cycles(plans), *_stricter(book, plans)]


def problem_at(pos: Pos, code: str, message: str, suggestion: str = "") -> Problem:
    return Problem(pos.file, pos.line, pos.column, code, message, suggestion)


def _rulesets(book: Book) -> Iterator[Problem]:
    for index, ruleset in enumerate(book.rulesets):
        if ruleset.id and any(other.id == ruleset.id for other in book.rulesets[:index]):
            yield problem_at(ruleset.pos, "duplicate-id", f"the ruleset `{ruleset.id}` is already there", "load one version of it")
        layer = ruleset.layer
        if layer is not None:
            base = book.base_of(layer)
            if base is None or base.layer is not None:
                close = near_miss(layer.of, [other.id for other in book.rulesets if other.layer is None])
                yield problem_at(layer.pos, "unknown-ruleset", f"`{layer.of}` is not a national ruleset that is loaded", close)


def _sources(book: Book) -> Iterator[Problem]:
    for ruleset in book.rulesets:
        known = book.sources_of(ruleset)
        for cite in all_places(ruleset):
            if cite.source and cite.source not in known:
                close = near_miss(cite.source, known) or "add it to `sources` in ruleset.yaml"
                yield problem_at(cite.pos, "unknown-source", f"`{cite.source[:60]}` is not among the sources of `{ruleset.id}`", close)
        for rule in ruleset.rules:
            if not rule.cite:
                cure = "add `cite: [{source: ..., at: ..., verified: ...}]`"
                yield problem_at(rule.pos, "no-citation", f"`{rule.id}` cites nothing", cure)


# ---- parameters ----------------------------------------------------------------------------------------------------------


def _parameters(book: Book, vocabulary: Vocabulary) -> Iterator[Problem]:
    for ruleset in book.rulesets:
        for name, parameter in ruleset.parameters.items():
            first = book.parameters.get(name)
            if ruleset.layer is None and first is not parameter:
                yield problem_at(parameter.pos, "duplicate-id", f"another ruleset already has a parameter `{name}`", "rename one of them")
            if ruleset.layer is not None:
                yield from _override(parameter, first)
            elif not parameter.type or not parameter.title.id:
                yield problem_at(parameter.pos, "missing-key", f"the parameter `{name}` needs `type` and `title`", "add them")
            yield from _values(parameter, first or parameter, vocabulary)


def _override(parameter: ParameterSource, national: ParameterSource | None) -> Iterator[Problem]:
    """Yields what keeps a layer's parameter from standing beside the nation's."""
    name = parameter.name
    if national is None:
        if not parameter.type or not parameter.title.id:
            yield problem_at(parameter.pos, "missing-key", f"the parameter `{name}` is new and needs `type` and `title`", "add them")
        return
    if parameter.type and (parameter.type, parameter.of) != (national.type, national.of):
        yield problem_at(parameter.pos, "wrong-type", f"the nation's `{name}` is of type {national.type}", f"write `type: {national.type}`")
    if not parameter.type and national.type == "percent":
        yield problem_at(parameter.pos, "missing-key", f"the parameter `{name}` needs `type`", "add `type: percent`")
    if not national.stricter and any(value.value is not None for value in national.values):
        message = f"a layer may not change `{name}`: nothing says in which direction it would be stricter"
        yield problem_at(parameter.pos, "not-overridable", message, "add `stricter: lower` or `stricter: higher` to the nation's parameter")


def _values(parameter: ParameterSource, described: ParameterSource, vocabulary: Vocabulary) -> Iterator[Problem]:
    if not parameter.values:
        yield problem_at(parameter.pos, "no-value", f"the parameter `{parameter.name}` has no value", "add one, or `value: not_set`")
    for left, right in combinations(parameter.values, 2):
        if surely_overlap(left.period, right.period):
            place = max(left.pos, right.pos, key=lambda pos: pos.line)
            message = f"two values of `{parameter.name}` hold on one day"
            yield problem_at(place, "overlap", message, "end the earlier one on the day before the later one begins")
    for value in parameter.values:
        if not value.cite:
            yield problem_at(value.pos, "no-citation", f"a value of `{parameter.name}` cites nothing", "say where the law sets it")
    if described.type == "codes" and described.of:
        yield from _codes(parameter, described.of, vocabulary)


def _codes(parameter: ParameterSource, of: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    codes = vocabulary.code_lists.get(of)
    if codes is None:
        yield problem_at(parameter.pos, "unknown-code-list", f"`{of[:60]}` is not a code list", near_miss(of, vocabulary.code_lists))
        return
    for value in parameter.values:
        for code in sorted(value.value or () if isinstance(value.value, frozenset) else ()):
            if code not in codes.codes:
                yield problem_at(value.pos, "unknown-code", f"`{code[:60]}` is not a code of {of}", near_miss(code, codes.codes))


def _stricter(book: Book, plans: Sequence[Plan]) -> Iterator[Problem]:
    """Yields each value of a layer that is more lenient than the nation's on some day both hold."""
    seen = set()
    for plan in plans:
        for setting in plan.settings.values():
            for name in sorted(setting.overridden):
                national = book.parameters.get(name)
                own = book.value_on(name, plan.day, setting.layer)
                theirs = book.value_on(name, plan.day)
                if national is None or own is None or theirs is None or theirs.value is None or own.pos in seen:
                    continue
                if not _is_stricter(own.value, theirs.value, national.stricter):
                    seen.add(own.pos)
                    wanted = f"the nation's value is the limit: an agency may only go {national.stricter}"
                    yield problem_at(own.pos, "not-stricter", f"this value of `{name}` is more lenient than the nation's", wanted)


def _is_stricter(own: object, theirs: object, direction: str) -> bool:
    """Tells whether a layer's value is at least as strict; of codes, `lower` is fewer and `higher` is more of them."""
    if isinstance(own, frozenset) and isinstance(theirs, frozenset):
        return own <= theirs if direction == "lower" else own >= theirs
    if isinstance(own, int) and isinstance(theirs, int):
        return own <= theirs if direction == "lower" else own >= theirs
    return False


def _gaps(book: Book, typed: Sequence[TypedRule], plans: Sequence[Plan]) -> Iterator[Problem]:
    """Yields each parameter that a rule reads in a period in which nothing says what it is."""
    seen: set[tuple[str, str]] = set()
    for plan in plans:
        for rule in typed:
            if in_force(rule, plan.day) is False:
                continue
            layer = rule.ruleset if rule.ruleset.layer else None
            scale = rule.source.scale.steps if rule.source.scale and isinstance(rule.source.scale.steps, str) else ""
            for name in sorted(rule.reads.params | ({scale} if scale else set())):
                known = name in book.parameters_of(layer)
                if not known or (rule.id, name) in seen or book.value_on(name, plan.day, layer) is not None:
                    continue
                seen.add((rule.id, name))
                yield _gap(rule, name, plan)


def _gap(rule: TypedRule, name: str, plan: Plan) -> Problem:
    places = [node.pos for root in rule.trees() for node in tree.walk(root) if isinstance(node, tree.Param) and node.name == name]
    when = f"from {plan.start}" if plan.start else "at first"
    until = f" until {plan.end}" if plan.end else ""
    message = f"`params.{name}` has no value {when}{until}, while `{rule.id}` is in force"
    return problem_at(places[0] if places else rule.source.pos, "gap", message, "add a value, `value: not_set`, or change `in_force`")


# ---- rules and sanctions -------------------------------------------------------------------------------------------------


def _sanctions(book: Book) -> Iterator[Problem]:
    for index, ruleset in enumerate(book.rulesets):
        for id, sanction in ruleset.sanctions.items():
            if any(id in other.sanctions for other in book.rulesets[:index]):
                yield problem_at(sanction.pos, "duplicate-id", f"another ruleset already has a sanction `{id}`", "rename one of them")
            for form in sanction.forms:
                if form.instead_of and form.instead_of == form.id:
                    yield problem_at(form.pos, "bad-form", f"the form `{form.id}` stands in for itself", "name another form")
        for pos, id in _named_sanctions(ruleset):
            if id and id not in book.sanctions:
                yield problem_at(pos, "unknown-sanction", f"`{id[:60]}` is not a sanction", near_miss(id, book.sanctions))
        for rule in ruleset.rules:
            yield from _scale_parameter(rule, book, ruleset)


def _named_sanctions(ruleset: RulesetSource) -> Iterator[tuple[Pos, str]]:
    for rule in ruleset.rules:
        yield from ((choice.pos, choice.sanction) for choice in rule.choices)
        if rule.scale is not None and not isinstance(rule.scale.steps, str):
            yield from ((step.pos, step.sanction) for step in rule.scale.steps)
    for parameter in ruleset.parameters.values():
        for value in parameter.values:
            steps: Iterable[Step] = value.value if isinstance(value.value, tuple) else ()
            yield from ((step.pos, step.sanction) for step in steps)


def _scale_parameter(rule: RuleSource, book: Book, ruleset: RulesetSource) -> Iterator[Problem]:
    if rule.scale is None or not isinstance(rule.scale.steps, str):
        return
    scales = [name for name, found in book.parameters_of(ruleset if ruleset.layer else None).items() if found.type == "scale"]
    if rule.scale.steps not in scales:
        message = f"`{rule.scale.steps[:60]}` is not a parameter of type scale"
        yield problem_at(rule.scale.pos, "unknown-parameter", message, near_miss(rule.scale.steps, scales))


def _versions(book: Book) -> Iterator[Problem]:
    """Yields versions of one rule that overlap, or that are not versions of one rule."""
    by_id: dict[str, list[tuple[RulesetSource, RuleSource]]] = {}
    for ruleset, rule in book.rules():
        by_id.setdefault(rule.id, []).append((ruleset, rule))
    for id, versions in by_id.items():
        for (ruleset, rule), (other_ruleset, other) in combinations(versions, 2):
            if ruleset is not other_ruleset:
                message = f"the rule `{id}` is already in the ruleset `{ruleset.id}`"
                yield problem_at(other.pos, "duplicate-id", message, "rename one of them")
            elif surely_overlap(rule.in_force, other.in_force):
                message = f"two versions of `{id}` are in force on one day"
                yield problem_at(other.pos, "overlap", message, "end the earlier one on the day before the later one begins")
            elif _identity(rule) != _identity(other):
                message = f"the versions of `{id}` differ in kind, in what they are about, or in what they are dated by"
                yield problem_at(other.pos, "not-one-rule", message, "give one of them an id of its own, and write `replaces`")


def _identity(rule: RuleSource) -> tuple[object, ...]:
    dated_by = rule.dated_by.text if rule.dated_by else ""
    return rule.kind, rule.about, dated_by, rule.every, rule.partner[1].text if rule.partner else ""


def _cycles(plans: Sequence[Plan]) -> Iterator[Problem]:
    seen = set()
    for plan in plans:
        for loop in find_cycles(plan):
            ids = tuple(rule.id for rule in loop)
            if ids not in seen:
                seen.add(ids)
                fields = [".".join(rule.defines or ()) for rule in loop]
                message = f"definitions go in a circle: {' -> '.join([*fields, fields[0]])}"
                yield problem_at(loop[0].source.pos, "cycle", message, f"change one of: {', '.join(ids)}")
