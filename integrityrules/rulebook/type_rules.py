"""All rules of a book, typed: acts and definitions first, then what exempts or follows them and is about the same facts.

May not know periods. Checks what one rule says of others by name; what it says of facts is checked in `type_rule`.
"""

from __future__ import annotations

from collections.abc import Sequence

from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import Type, Vocabulary
from integrityrules.language.tree import Pos
from integrityrules.rulebook.book import Book
from integrityrules.rulebook.reader import near_miss
from integrityrules.rulebook.source import Expression, RulesetSource, RuleSource
from integrityrules.rulebook.type_rule import Typer
from integrityrules.rulebook.typed import TypedRule, collection_type

ACTS = ("duty", "prohibition", "indicator")
REACHED = {"duty": ("met_late", "overdue"), "prohibition": ("indicated",), "indicator": ()}
"""The states with consequences that each kind of act can reach."""


def type_rules(book: Book, vocabulary: Vocabulary) -> tuple[list[TypedRule], list[Problem]]:
    """Returns every rule with its trees, in the order of the files, and every problem found in them."""
    return _Typing(book, vocabulary).run()


class _Typing:
    def __init__(self, book: Book, vocabulary: Vocabulary) -> None:
        self.book = book
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.typed: list[TypedRule] = []
        self.acts: dict[str, list[TypedRule]] = {}

    def run(self) -> tuple[list[TypedRule], list[Problem]]:
        rules = list(self.book.rules())
        for ruleset, rule in rules:
            if rule.kind in ACTS:
                self._act(ruleset, rule)
            elif rule.kind == "definition":
                self._definition(ruleset, rule)
        for ruleset, rule in rules:
            if rule.kind in ("exemption", "consequence"):
                self._attached(ruleset, rule)
        return self.typed, self.problems

    def _act(self, ruleset: RulesetSource, rule: RuleSource) -> None:
        spec = self.vocabulary.kinds.get(rule.about)
        if spec is None:
            if rule.about:
                close = near_miss(rule.about, self.vocabulary.kinds)
                self._report(rule.about_pos, "unknown-kind", f"`{rule.about[:60]}` is not a kind of fact", close)
            else:
                self._report(rule.pos, "missing-key", f"a {rule.kind} needs the key `about`", "add `about: gift`")
            return
        if rule.every and spec.span is None:
            self._report(rule.pos, "bad-every", f"`every` needs a lasting fact, and a {rule.about} is an act", "remove `every`")
        typed = self._run(ruleset, rule, rule.about, None, "occurrence" if rule.every else "")
        self.acts.setdefault(rule.id, []).append(typed)

    def _definition(self, ruleset: RulesetSource, rule: RuleSource) -> None:
        kind = rule.defines.text.partition(".")[0] if rule.defines else ""
        if rule.about_stated and rule.about != kind and kind in self.vocabulary.kinds:
            message = f"this defines a field of {kind} and says it is about {rule.about}"
            self._report(rule.about_pos, "about-differs", message, "remove `about`")
        self._run(ruleset, rule, kind if kind in self.vocabulary.kinds else "", None, "")

    def _attached(self, ruleset: RulesetSource, rule: RuleSource) -> None:
        """Types an exemption or a consequence, which is about the facts of the rules it names."""
        named = rule.exempts or rule.follows
        targets = [found for name in named for found in self._targets(ruleset, rule, name)]
        abouts = sorted({target.about for target in targets})
        if len(abouts) > 1 and rule.kind == "exemption":
            message = f"the exempted rules are about different facts: {', '.join(abouts)}"
            self._report(rule.pos, "about-differs", message, "write one exemption for each")
        about = abouts[0] if len(abouts) == 1 else ""
        self._check_states(rule, targets)
        if rule.about_stated and about and rule.about != about:
            self._report(rule.about_pos, "about-differs", f"the rules it names are about {about}, not {rule.about}", "remove `about`")
        yearly = bool(targets) and all(target.source.every for target in targets)
        event = "finding" if rule.kind == "consequence" else "occurrence" if yearly else ""
        if targets or not named:
            self._run(ruleset, rule, about, _shared_partner(targets), event)

    def _targets(self, ruleset: RulesetSource, rule: RuleSource, name: Expression) -> list[TypedRule]:
        """Returns the versions of a named rule, or reports why it cannot be exempted or followed."""
        id, at, layer = name.text.partition("@")
        verb = "exempted" if rule.kind == "exemption" else "followed"
        found = self.acts.get(id, [])
        if at and layer not in {other.id for other in self.book.layers}:
            close = near_miss(layer, [other.id for other in self.book.layers])
            self._report(name.pos, "unknown-layer", f"`{layer[:60]}` is not a layer", close)
            return found
        if not found:
            if id in self.book.rule_ids():
                if not any(other.id == id and other.kind in ACTS for _, other in self.book.rules()):
                    self._report(name.pos, "not-an-act", f"`{id}` cannot be {verb}", "name a duty, a prohibition or an indicator")
            else:
                close = near_miss(id, self.acts)
                self._report(name.pos, "unknown-rule", f"`{id[:60]}` is not a rule", close)
        self._check_own(ruleset, name, found, layer)
        return found

    def _check_own(self, ruleset: RulesetSource, name: Expression, found: Sequence[TypedRule], layer: str) -> None:
        """Reports a layer that adds to what is not its own."""
        foreign = [target for target in found if target.ruleset is not ruleset and layer != ruleset.id]
        if ruleset.layer is not None and foreign:
            message = f"a layer may add to its own rules only, and `{name.text}` is not one"
            self._report(name.pos, "layer-changes-nation", message, f"name its stricter instance, `{name.text}@{ruleset.id}`")

    def _check_states(self, rule: RuleSource, targets: Sequence[TypedRule]) -> None:
        """Reports a consequence after a rule that is never in any of its states, and a state that none of its rules is ever in."""
        for name in rule.follows:
            kinds = {target.kind for target in targets if target.id == name.text.partition("@")[0]}
            if kinds and not any(state in REACHED[kind] for kind in kinds for state in rule.if_state):
                message = f"`{name.text}` is a {min(kinds)} and is never in any of the states of `if_state`"
                self._report(name.pos, "state-never-reached", message, "change `if_state`, or name another rule")
        for state in rule.if_state:
            if targets and not any(state in REACHED[target.kind] for target in targets):
                message = f"none of the rules that `{rule.id}` follows is ever `{state}`"
                self._report(rule.pos, "state-never-reached", message, "remove it from `if_state`")

    def _run(self, ruleset: RulesetSource, rule: RuleSource, about: str, partner: tuple[str, Type] | None, event: str) -> TypedRule:
        typer = Typer(self.book, ruleset, rule, self.vocabulary)
        typed = typer.typed(about, partner, event)
        self.problems += typer.problems
        self.typed.append(typed)
        return typed

    def _report(self, pos: Pos, code: str, message: str, suggestion: str) -> None:
        self.problems.append(Problem(pos.file, pos.line, pos.column, code, message, suggestion))


def _shared_partner(targets: Sequence[TypedRule]) -> tuple[str, Type] | None:
    """Returns name and type of the partner that all of some rules have under one name."""
    partners = {(target.names.partner, collection_type(target.partner)) for target in targets}
    if len(partners) != 1:
        return None
    name, type_ = partners.pop()
    return (name, type_) if name and type_ is not None else None
