"""Random well-typed condition trees and random worlds to evaluate them in, over a small vocabulary made for it.

Every node type, field type and kind of value (holes, ranges, days still to come) turns up. Trees come as `check` would return them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.entity import Entity
from integrityrules.facts.values import Range, Spell, Spells
from integrityrules.facts.vocabulary import (
    BOOL,
    DATE,
    DAYS,
    ENTITY,
    INT,
    MONEY,
    PERCENT,
    STRING,
    CodeList,
    FieldSpec,
    KindSpec,
    Related,
    Text,
    Type,
    Vocabulary,
)  # fmt: skip
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.scope import Names
from integrityrules.language.tree import Definition, Node

RELATION, ROLE, DUTY_STATE = Type("code", "relation"), Type("code", "role"), Type("code", "duty_state")
CLOSE_RELATION = Type("code", "close_relation")
PACKAGE = Type("fact", "package")

NAMES = Names("gift", "other", "finding")
"""The names in the trees: the rule's fact is a gift, its partner a role, its event a finding."""

NAME_TYPES: Mapping[str, Type] = MappingProxyType(
    {
        "gift": Type("fact", "gift"),
        "other": Type("fact", "role"),
        "official": Type("fact", "official"),
        "finding": Type("event", "finding"),
    }
)
PARAM_TYPES: Mapping[str, Type] = MappingProxyType(
    {"limit": MONEY, "share_limit": PERCENT, "number": INT, "close": CLOSE_RELATION, "roles": ROLE}
)
PARAM_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "limit": Text("Batas nilai", "Value limit"),
        "share_limit": Text("Batas bagian", "Share limit"),
        "number": Text("Bilangan", "Number"),
        "close": Text("Keluarga dekat", "Close family"),
        "roles": Text("Peran yang memutus", "Roles that decide"),
    }
)
EVENT_FIELDS: Mapping[str, Type] = MappingProxyType({"due_on": DATE, "done_on": DATE, "state": DUTY_STATE})

CODES = {
    "relation": ("vendor", "parent", "spouse", "public"),
    "close_relation": ("parent", "spouse"),
    "role": ("officer", "treasurer", "observer"),
    "duty_state": ("met", "due", "overdue"),
}
AS_OF = date(2026, 1, 8)
LATER = Range(AS_OF + timedelta(days=1), None)
DAYS_AROUND = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(8))


def _fields(kind: str, types: Mapping[str, Type], spelled: str = "", filed: str = "") -> Mapping[str, FieldSpec]:
    def spec(name: str, type: Type) -> FieldSpec:
        label = Text(f"Isian {name} dari {kind}", f"The {name} of {kind}")
        return FieldSpec(name, type, label, label, spelled=name in spelled.split(), filed=name in filed.split())

    return MappingProxyType({name: spec(name, type) for name, type in types.items()})


@cache
def tree_vocabulary() -> Vocabulary:
    """Returns the vocabulary of the random trees: kinds dated by an act and lasting ones, spelled fields, references both ways."""
    gift = {
        "value": MONEY, "other_value": MONEY, "received_on": DATE, "reported_on": DATE, "giver": ENTITY, "relation": RELATION,
        "accepted": BOOL, "returned": BOOL, "pieces": INT, "share": PERCENT, "waited": DAYS, "note": STRING, "package": PACKAGE,
        "attachment": STRING, "filed_on": DATE, "suspect": BOOL, "total": MONEY,
    }  # fmt: skip
    official = {"person": ENTITY, "level": INT, "role": ROLE, "certified": BOOL, "since": DATE}
    package = {"tender_on": DATE, "budget": MONEY, "urgent": BOOL, "bids_complete": BOOL}
    bid = {"package": PACKAGE, "bidder": ENTITY, "offered_on": DATE, "price": MONEY, "valid": BOOL}
    link = {"holder": ENTITY, "organisation": ENTITY, "relation": RELATION, "share": PERCENT, "runs": BOOL, "from": DATE, "until": DATE}
    role = {"package": PACKAGE, "role": ROLE, "from": DATE, "until": DATE}
    kinds = (
        KindSpec("official", "officials", Text("Pejabat", "Official"), _fields("official", official, "level role certified")),
        KindSpec("gift", "gifts", Text("Pemberian", "Gift"), _fields("gift", gift, filed="attachment filed_on"), "received_on"),
        KindSpec(
            "package", "packages", Text("Paket", "Package"), _fields("package", package), "tender_on", register=True,
            related=MappingProxyType(
                {"bids": Related("bids", "bid", "package", "bids_complete"), "gifts": Related("gifts", "gift", "package")}
            ),
        ),
        KindSpec("bid", "bids", Text("Penawaran", "Bid"), _fields("bid", bid), "offered_on", register=True),
        KindSpec("link", "links", Text("Hubungan", "Link"), _fields("link", link, "runs"), span=("from", "until"), register=True),
        KindSpec("role", "roles", Text("Peran", "Role"), _fields("role", role), span=("from", "until")),
    )  # fmt: skip
    lists = {
        id: CodeList(id, Text(id, id), MappingProxyType({code: Text(f"kode {code}", f"code {code}") for code in codes}))
        for id, codes in CODES.items()
    }
    held_by = MappingProxyType({"held_by": Related("held_by", "link", "organisation")})
    return Vocabulary(MappingProxyType({kind.name: kind for kind in kinds}), MappingProxyType(lists), held_by)


# ---- trees --------------------------------------------------------------------------------------------------------------

Env = Mapping[str, str]
"""The kind of each variable a tree may use."""


@cache
def _paths(kind: str, type: Type, hops: int = 1) -> tuple[tuple[str, ...], ...]:
    """Returns the field paths from a fact of a kind to a value of a type, over at most `hops` references."""
    found: list[tuple[str, ...]] = []
    for name, spec in tree_vocabulary().kinds[kind].fields.items():
        if spec.type == type:
            found.append((name,))
        if spec.type.name == "fact" and hops:
            found += [(name, *rest) for rest in _paths(spec.type.of, type, hops - 1)]
    return tuple(found)


def _var(name: str, env: Env) -> tree.Var:
    return tree.Var(name, NAME_TYPES["finding"] if name == "finding" else Type("fact", env[name]))


def _path(name: str, path: tuple[str, ...], env: Env) -> Node:
    node: Node = _var(name, env)
    for step in path:
        type = EVENT_FIELDS[step] if name == "finding" else tree_vocabulary().kinds[node.type.of].fields[step].type
        node = tree.Field(node, step, type)
    return node


class _Trees:
    """Draws typed nodes. `anchor` draws one whose type shows without context; `value` may also draw a literal."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], *, textual: bool) -> None:
        self.draw = draw
        self.textual = textual
        self._variables = 0

    def pick(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(0, one_in - 1)) == one_in - 1)

    # -- truth

    def truth(self, depth: int, env: Env) -> Node:
        if depth <= 0:
            return self.pick(self.comparison, self.field_truth, self.membership)(0, env)
        return self.pick(
            self.comparison, self.comparison, self.membership, self.field_truth, self.junction, self.junction, self.negation,
            self.call_truth, self.quantifier, self.quantifier, self.reading,
        )(depth, env)  # fmt: skip

    def field_truth(self, depth: int, env: Env) -> Node:
        return self.field(BOOL, env) or self.comparison(depth, env)

    def negation(self, depth: int, env: Env) -> Node:
        return tree.Not(self.truth(depth - 1, env), BOOL)

    def junction(self, depth: int, env: Env) -> Node:
        cls = self.pick(tree.All, tree.Any_)
        fewest = 2 if self.textual else self.pick(2, 2, 2, 1, 0)
        count = fewest if fewest < 2 else self.pick(2, 2, 3)
        return cls(tuple(self.truth(depth - 1, env) for _ in range(count)), BOOL)

    def reading(self, depth: int, env: Env) -> Node:
        if self.textual or self.chance(3):
            return tree.Literal_(self.pick(True, False), BOOL)
        if self.chance(3):
            return tree.Clause(self.truth(depth - 1, env), Text("dengan kata sendiri", "in its own words"), (), BOOL)
        return tree.Disputed(tuple(self.truth(depth - 1, env) for _ in range(2)), BOOL)

    def comparison(self, depth: int, env: Env) -> Node:
        type = self.pick(MONEY, MONEY, DATE, DATE, INT, PERCENT, DAYS, RELATION, ROLE, STRING, ENTITY, PACKAGE, BOOL, DUTY_STATE)
        ordered = type in (MONEY, DATE, INT, PERCENT, DAYS)
        op = self.pick("<", "<=", ">", ">=", "==", "!=") if ordered else self.pick("==", "!=")
        if type.name == "code":
            return self.code_comparison(op, type, env)
        left = self.anchor(type, depth - 1, env)
        right = self.anchor(type, depth - 1, env) if type in (ENTITY, PACKAGE) else self.value(type, depth - 1, env)
        return tree.Compare(op, *((right, left) if self.chance(4) else (left, right)), BOOL)

    def code_comparison(self, op: Any, type: Type, env: Env) -> Node:
        left = self.field(type, env)
        if left is None:
            return tree.Compare(op, self.anchor(BOOL, 0, env), tree.Literal_(True, BOOL), BOOL)
        right = self.field(type, env) if self.chance(3) else tree.Literal_(self.pick(*CODES[type.of]), type)
        return tree.Compare(op, left, right or left, BOOL)

    def membership(self, depth: int, env: Env) -> Node:
        type = self.pick(RELATION, RELATION, ROLE, INT, DATE, MONEY, STRING)
        item = self.field(type, env) if type.name == "code" else self.anchor(type, depth - 1, env)
        if item is None:
            return self.comparison(depth, env)
        if type.name == "code" and self.chance(2):
            name = "roles" if type == ROLE else "close"
            return tree.Member(item, tree.Param(name, PARAM_TYPES[name]), BOOL)
        options = [self.literal(type) for _ in range(self.pick(1, 2, 2, 3, 0))]
        return tree.Member(item, tuple(dict.fromkeys(options)), BOOL)

    def call_truth(self, depth: int, env: Env) -> Node:
        function = self.pick("in_effect", "in_effect", "overlaps", "happened", "stated")
        if function == "stated":
            return tree.Call("stated", (_path("gift", (self.pick("attachment", "filed_on"),), env),), BOOL)
        if function == "happened":
            return tree.Call("happened", (self.anchor(DATE, depth - 1, env),), BOOL)
        second = self.fact(env) if function == "overlaps" else self.value(DATE, depth - 1, env)
        return tree.Call(function, (self.fact(env), second), BOOL)

    def fact(self, env: Env) -> Node:
        names = [name for name, kind in env.items() if kind not in ("official", "finding")]
        node: Node = _var(self.pick(*names), env)
        reachable = "package" in tree_vocabulary().kinds[node.type.of].fields
        return tree.Field(node, "package", PACKAGE) if reachable and self.chance(4) else node

    # -- values

    def literal(self, type: Type) -> Node:
        pool = {
            "money": (0, 100, 200, 300, 500), "date": DAYS_AROUND, "int": (0, 1, 2, 3), "percent": (0, 2500, 5000, 5001, 7550),
            "days": (0, 1, 2, 4), "string": ("a", "b"), "bool": (True, False),
        }  # fmt: skip
        return tree.Literal_(self.pick(*(CODES[type.of] if type.name == "code" else pool[type.name])), type)

    def value(self, type: Type, depth: int, env: Env) -> Node:
        params = [name for name, known in PARAM_TYPES.items() if known == type]
        if params and self.chance(3):
            return tree.Param(self.pick(*params), type)
        return self.literal(type) if self.chance(2) else self.anchor(type, depth, env)

    def anchor(self, type: Type, depth: int, env: Env) -> Node:
        makers: list[Callable[[], Node | None]] = [lambda: self.field(type, env)] * 3
        if depth > 0:
            makers = makers[:1] + self.deeper(type, depth, env)
        return self.pick(*makers)() or self.field(type, env) or _path("gift", self.pick(*_paths("gift", type)), env)

    def deeper(self, type: Type, depth: int, env: Env) -> list[Callable[[], Node | None]]:
        makers: list[Callable[[], Node | None]] = [lambda: self.first_stated(type, depth, env)]
        if type.name == "fact":
            return []
        if type in (MONEY, INT, PERCENT, DAYS):
            makers += [lambda: self.arithmetic(type, depth, env)]
        if type == MONEY and not self.textual:
            makers += [lambda: self.total(depth, env)] * 2
        if type == INT:
            makers += [lambda: self.macro("count", depth, env), lambda: self.call("year", INT, (DATE,), depth, env)]
        if type == DAYS:
            between = ("days_between", "working_days_between")
            makers += [lambda: self.call(self.pick(*between), DAYS, (DATE, DATE), depth, env)]
        if type == DATE:
            added = (("add_days", DAYS), ("add_working_days", DAYS), ("add_months", INT))
            makers += [lambda: self.macro(self.pick("earliest", "latest"), depth, env)] * 2
            makers += [lambda: self.moved(*self.pick(*added), depth, env)]
        return makers

    def field(self, type: Type, env: Env) -> Node | None:
        found = [(name, path) for name, kind in env.items() if kind != "finding" for path in _paths(kind, type)]
        found += [(name, (step,)) for name in env if name == "finding" for step, known in EVENT_FIELDS.items() if known == type]
        return _path(*self.pick(*found), env) if found else None

    def arithmetic(self, type: Type, depth: int, env: Env) -> Node:
        if self.chance(3):
            factor = tree.Param("number", INT) if self.chance(2) else tree.Literal_(self.pick(0, 1, 2, 3, -1), INT)
            sides = (self.anchor(type, depth - 1, env), factor)
            return tree.Arith("*", *(sides[::-1] if self.chance(3) else sides), type)
        left, right = self.anchor(type, depth - 1, env), self.value(type, depth - 1, env)
        return tree.Arith(self.pick("+", "-"), *((right, left) if self.chance(4) else (left, right)), type)

    def call(self, function: str, result: Type, parameters: tuple[Type, ...], depth: int, env: Env) -> Node:
        args = [self.anchor(parameter, depth - 1, env) for parameter in parameters]
        if function == "working_days_between" and self.chance(3):
            args.append(tree.Literal_("none", STRING))
        return tree.Call(function, tuple(args), result)

    def moved(self, function: str, count: Type, depth: int, env: Env) -> Node:
        return tree.Call(function, (self.anchor(DATE, depth - 1, env), self.value(count, depth - 1, env)), DATE)

    def first_stated(self, type: Type, depth: int, env: Env) -> Node:
        more = tuple(self.anchor(type, depth - 1, env) for _ in range(self.pick(1, 1, 2)))
        return tree.Call("first_stated", (self.anchor(type, depth - 1, env), *more), type)

    # -- collections

    def source(self, env: Env) -> tree.Collection | tree.RelatedTo:
        vocabulary = tree_vocabulary()
        packages = [(name, path) for name, kind in env.items() if kind != "finding" for path in _paths(kind, PACKAGE)]
        entities = [(name, path) for name, kind in env.items() if kind != "finding" for path in _paths(kind, ENTITY)]
        way = self.pick("plural", "plural", "package", "entity")
        if way == "package" and packages:
            related = vocabulary.kinds["package"].related[self.pick("bids", "gifts")]
            return tree.RelatedTo(_path(*self.pick(*packages), env), related.name, Type("collection", related.kind))
        if way == "entity" and entities:
            return tree.RelatedTo(_path(*self.pick(*entities), env), "held_by", Type("collection", "link"))
        kind = vocabulary.kinds[self.pick("gift", "bid", "link", "role")]
        return tree.Collection(kind.plural, Type("collection", kind.name))

    def quantifier(self, depth: int, env: Env) -> Node:
        return self.macro(self.pick("exists", "exists", "all"), depth, env)

    def macro(self, macro: Any, depth: int, env: Env) -> Node:
        source = self.source(env)
        self._variables += 1
        var = f"x{self._variables}"
        inner = {**env, var: source.type.of}
        # The element's own fields first, so that the body is about it.
        body = self.truth(depth - 1, inner if self.chance(2) else {"gift": "gift", var: source.type.of})
        day = self.anchor(DATE, depth - 2, inner) if macro in ("earliest", "latest") else None
        result = {"exists": BOOL, "all": BOOL, "count": INT}.get(macro, DATE)
        return tree.Macro(macro, source, var, body, day, result)

    def total(self, depth: int, env: Env) -> Node:
        gift = {"gift": "gift"}
        keys = {"giver": ENTITY, "relation": RELATION, "package": PACKAGE}
        same = tuple(_path("gift", (name,), gift) for name in keys if self.chance(2))
        if self.chance(3):
            same += (tree.Call("year", (_path("gift", ("received_on",), gift),), INT),)
        up_to = _path("gift", (self.pick("received_on", "received_on", "reported_on"),), gift) if self.chance(2) else None
        where = self.truth(depth - 2, gift) if self.chance(3) else None
        summand = _path("gift", (self.pick("value", "other_value"),), gift)
        return tree.Total(summand, tree.Collection("gifts", Type("collection", "gift")), "gift", same, up_to, where, MONEY)


TYPES: Mapping[str, Type] = MappingProxyType(
    {"bool": BOOL, "int": INT, "money": MONEY, "percent": PERCENT, "date": DATE, "days": DAYS, "string": STRING, "entity": ENTITY}
)


@st.composite
def trees(draw: Any, type: str = "bool", *, depth: int = 3, textual: bool = False) -> Node:
    """Draws a typed tree over `tree_vocabulary()`, `NAME_TYPES` and `PARAM_TYPES`.

    Args:
        type: a key of `TYPES`.
        depth: how many levels of composed nodes it may have.
        textual: only nodes that have a form as text (no disputed, total, clause, nor all or any of fewer than two).
    """
    maker = _Trees(draw, textual=textual)
    env = {"gift": "gift", "other": "role", "official": "official", "finding": "finding"}
    return maker.truth(depth, env) if type == "bool" else maker.anchor(TYPES[type], depth, env)


# ---- worlds -------------------------------------------------------------------------------------------------------------

PEOPLE = (Entity(own="a"), Entity(own="b"), Entity(own="c"), Entity(name="nobody known"))
COMPANIES = (Entity(own="p"), Entity(own="q"))


def _d(day: int) -> date:
    return date(2026, 1, day)


_PAST = (*(_d(n) for n in range(1, 9)), None, Range(_d(2), _d(4)), Range(_d(5), _d(6)), Range(None, _d(5)), Range(_d(3), None))
_POOLS: Mapping[str, tuple[Any, ...]] = {
    "bool": (True, False) * 6 + (None,) * 2,
    "int": (0, 1, 2, 3) * 3 + (None, Range(1, 2), Range(2, None)),
    "money": (0, 100, 200, 300, 500) * 2 + (None, Range(100, 300), Range(250, None), Range(0, 150)),
    "percent": (2500, 5000, 5001, 7550) * 3 + (None, Range(0, 5000), Range(5001, None)),
    "days": (0, 1, 2, 4) * 3 + (None, Range(1, 3)),
    "string": ("a", "b") * 4 + (None,),
    "date": (*_PAST, *_PAST[:8], LATER, LATER),
}
_WINDOWS = ((None, None), (date(2026, 1, 1), None), (date(2025, 1, 1), date(2026, 12, 31)), (_d(3), _d(6)))
_COMPLETE_KINDS = ("gifts", "bids", "links", "roles")


def _pool(kind: str, spec: FieldSpec) -> tuple[Any, ...]:
    if spec.type.name == "code":
        return CODES[spec.type.of] * 2 + (None,)
    if spec.type.name == "entity":
        return (COMPANIES if spec.name in ("bidder", "organisation") else PEOPLE) * 3 + (None,)
    if spec.type.name == "fact":
        return ("p1", "p2", "p1", "p2", "p1", "p2", None, "nowhere")
    if spec.name == tree_vocabulary().kinds[kind].dated_by:
        return _PAST + _PAST[:8]
    return _POOLS[spec.type.name]


@cache
def _values(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = tree_vocabulary().kinds[kind].fields
    return st.fixed_dictionaries({name: _field_values(kind, spec) for name, spec in fields.items()})


def _field_values(kind: str, spec: FieldSpec) -> st.SearchStrategy[Any]:
    pool = _pool(kind, spec)
    plain = st.sampled_from(pool)
    if not spec.spelled:
        return plain
    cut, before, after = st.sampled_from(DAYS_AROUND[2:6]), st.sampled_from(pool), st.sampled_from(pool)
    spells = st.builds(
        lambda day, first, second: Spells((Spell(first, _d(1), day), Spell(second, day + timedelta(days=1), LATER))), cut, before, after
    )
    return st.one_of(plain, spells)


def _as_span(values: dict[str, Any]) -> dict[str, Any]:
    """Returns the values with the ends of a lasting fact in order, as every reader of facts demands."""
    start, end = values.get("from"), values.get("until")
    if start.__class__ is date and end.__class__ is date and end < start:
        return {**values, "from": end, "until": start}
    return values


@st.composite
def _items(draw: Any, kind: str, *, fewest: int, most: int) -> tuple[Item, ...]:
    found = draw(st.lists(_values(kind), min_size=fewest, max_size=most))
    return tuple(Item(kind, f"{kind[0]}{number}", _as_span(values)) for number, values in enumerate(found, 1))


_GIFT = tree.Var("gift", Type("fact", "gift"))
_GIFT_ENV = {"gift": "gift"}
_SUM = tree.Total(
    _path("gift", ("value",), _GIFT_ENV), tree.Collection("gifts", Type("collection", "gift")), "gift",
    (_path("gift", ("giver",), _GIFT_ENV),), None, None, MONEY,
)  # fmt: skip
_FROM_VENDOR = tree.Compare("==", _path("gift", ("relation",), _GIFT_ENV), tree.Literal_("vendor", RELATION), BOOL)
_FROM_SPOUSE = tree.Compare("==", _path("gift", ("relation",), _GIFT_ENV), tree.Literal_("spouse", RELATION), BOOL)

DEFINITIONS: Mapping[tuple[str, str], tuple[Definition, ...]] = MappingProxyType(
    {
        ("gift", "suspect"): (
            Definition("r1", "gift", "suspect", tree.Literal_(True, BOOL), _FROM_VENDOR),
            Definition("r2", "gift", "suspect", _path("gift", ("returned",), _GIFT_ENV), _FROM_SPOUSE),
        ),
        ("gift", "total"): (Definition("r3", "gift", "total", _SUM, None),),
    }
)
"""Definitions to evaluate with: one that is silent outside its `when`, two that may disagree, and a total."""


@dataclass(frozen=True, eq=False)
class Case:
    """Everything one tree is evaluated in; `definitions` is empty or `DEFINITIONS`."""

    world: World
    fact: Item
    partner: Item
    event: Item
    day: Any
    open_world: bool
    params: Mapping[str, Any]
    definitions: Mapping[tuple[str, str], tuple[Definition, ...]]

    @property
    def bindings(self) -> dict[str, Item]:
        """What each variable of the trees stands for."""
        return {NAMES.fact: self.fact, NAMES.partner: self.partner, NAMES.event: self.event}

    def __repr__(self) -> str:
        lines = [f"open={self.open_world} day={self.day!r} params={dict(self.params)!r} complete={dict(self.world.complete)!r}"]
        items = [item for plural in self.world.items.values() for item in plural]
        lines += [f"{item.kind} {item.id}: {dict(item.values)!r}" for item in (*items, self.event)]
        return f"Case(fact={self.fact.id}, partner={self.partner.id}, definitions={len(self.definitions)})\n  " + "\n  ".join(lines)


@st.composite
def worlds(draw: Any) -> Case:
    """Draws a world with the rule's fact, its partner and its event."""
    gifts, roles = draw(_items("gift", fewest=1, most=3)), draw(_items("role", fewest=1, most=2))
    items = {
        "gifts": gifts,
        "roles": roles,
        "packages": tuple(Item("package", f"p{number}", draw(_values("package"))) for number in (1, 2)),
        "bids": draw(_items("bid", fewest=0, most=3)),
        "links": draw(_items("link", fewest=0, most=3)),
    }
    official = Item("official", "o", draw(_values("official"))) if draw(st.integers(0, 9)) < 9 else None
    complete = {plural: draw(st.sampled_from(_WINDOWS)) for plural in _COMPLETE_KINDS if draw(st.booleans())}
    calendars = {"asn": WorkCalendar("asn", (2025, 2026), (_d(1),), (_d(2),))} if draw(st.booleans()) else {}
    world = World(tree_vocabulary(), AS_OF, items, complete, calendars, official)
    days = {name: st.sampled_from(_POOLS["date"]) for name in ("due_on", "done_on")}
    event = Item("finding", "f", draw(st.fixed_dictionaries({**days, "state": st.sampled_from((*CODES["duty_state"], None))})))
    return Case(
        world, draw(st.sampled_from(gifts)), draw(st.sampled_from(roles)), event,
        draw(st.sampled_from((*DAYS_AROUND, *DAYS_AROUND, Range(_d(2), _d(4)), Range(_d(5), _d(7))))),
        draw(st.sampled_from((False, False, True))), draw(_params()), draw(st.sampled_from(({}, DEFINITIONS))),
    )  # fmt: skip


def _params() -> st.SearchStrategy[dict[str, Any]]:
    codes = {name: st.frozensets(st.sampled_from(CODES[PARAM_TYPES[name].of])) for name in ("close", "roles")}
    numbers = {"limit": (100, 200, 300, 450), "share_limit": (2500, 5000, 5001), "number": (0, 1, 2, 3)}
    return st.fixed_dictionaries({**{name: st.sampled_from(pool) for name, pool in numbers.items()}, **codes})
