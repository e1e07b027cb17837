"""Nodes -> the parts that rules are made of: citations, conditions, deadlines, routes, choices, scales, totals.

May not know the vocabulary: leaves stay text here. Keys are those of the exemplars and of `docs/writing-rules.md`.
"""

from __future__ import annotations

from integrityrules.rulebook.reader import Reader, near_miss, shown
from integrityrules.rulebook.source import (
    UNREAD,
    VERIFIED,
    ChoiceSource,
    CitationSource,
    ClauseSource,
    CombinedSource,
    ConditionSource,
    DeadlineSource,
    Expression,
    Period,
    RouteSource,
    ScaleSource,
    Step,
    TotalSource,
)
from integrityrules.rulebook.yaml_door import Leaf, Listing, Table, YamlNode

COMBINATORS = ("all", "any", "none", "disputed")
COUNTED = ("working_days", "days", "months")
DEADLINE_FORMS = (*COUNTED, "on", "before")
MAX_CONDITION_DEPTH = 12
DEFAULT_CALENDAR = "asn"
_IF_HOLIDAY = ("stays", "next_working_day")


def read_citations(reader: Reader, node: YamlNode | None, what: str = "`cite`") -> tuple[CitationSource, ...]:
    """Returns the citations of `cite: [{source, at, verified, from?, until?}]`."""
    return reader.listed(node, what, lambda item: _citation(reader, item))


def _citation(reader: Reader, node: YamlNode) -> CitationSource | None:
    values = reader.table(node, "a citation", required=("source", "at", "verified"), optional=("from", "until"))
    if values is None:
        return None
    return CitationSource(
        source=reader.text(values.get("source"), "the source of a citation"),
        at=reader.text(values.get("at"), "the place of a citation"),
        verified=reader.one_of(values.get("verified"), "degree of verification", VERIFIED, "unverified"),
        period=reader.period(values, "a citation", ranges=True),
        pos=values["source"].pos if "source" in values else node.pos,
    )


def read_period(reader: Reader, node: YamlNode | None) -> Period | None:
    """Returns `in_force: {from, until?}`; both days are included and may be known as a range only. One without a start is `UNREAD`."""
    values = reader.table(node, "`in_force`", required=("from",), optional=("until",))
    if values is None:
        return None
    period = reader.period(values, "`in_force`", ranges=True)
    return UNREAD if period.start is None else period


def read_condition(reader: Reader, node: YamlNode | None, what: str, depth: int = 0) -> ConditionSource | None:
    """Returns a condition: a leaf, one combinator over conditions, or a clause with words of its own."""
    if depth > MAX_CONDITION_DEPTH:
        if node is not None:
            message = f"conditions are nested deeper than {MAX_CONDITION_DEPTH} levels"
            reader.report(node, "too-deep", message, "name a part of it as a definition")
        return None
    if isinstance(node, Table):
        keys = [key.text for key, _ in node.entries]
        if "if" in keys:
            return _clause(reader, node, what, depth)
        if any(key in COMBINATORS for key in keys):
            return _combined(reader, node, keys, what, depth)
        _report_no_condition(reader, node, keys, what)
        return None
    if isinstance(node, Listing):
        message = f"{what} is a list without a word for how its items combine"
        reader.report(node, "not-a-condition", message, "put `all:` or `any:` above it")
        return None
    return reader.expression(node, what)


def _combined(reader: Reader, node: Table, keys: list[str], what: str, depth: int) -> ConditionSource | None:
    if len(keys) > 1:
        message = f"{what} has {len(keys)} keys where exactly one combinator may stand"
        reader.report(node.entries[1][0], "one-combinator", message, "put one of them below the other")
        return None
    name, below = node.entries[0][0].text, node.entries[0][1]
    items = reader.listed(below, f"`{name}`", lambda item: read_condition(reader, item, f"a condition of `{name}`", depth + 1))
    if isinstance(below, Listing) and len(below.items) < (2 if name == "disputed" else 1):
        needed = "two readings" if name == "disputed" else "a condition"
        reader.report(below, "empty-list", f"`{name}` needs at least {needed}", "add one, or remove it")
    return CombinedSource(name, items, node.pos)  # type: ignore[arg-type]  # one of COMBINATORS


def _clause(reader: Reader, node: Table, what: str, depth: int) -> ConditionSource | None:
    values = reader.table(node, "a clause", required=("if",), optional=("label", "cite"))
    item = read_condition(reader, values.get("if") if values else None, what, depth + 1)
    if values is None or item is None:
        return None
    return ClauseSource(item, reader.titled(values.get("label"), "label"), read_citations(reader, values.get("cite")), node.pos)


def _report_no_condition(reader: Reader, node: Table, keys: list[str], what: str) -> None:
    if not node.flow and len(keys) == 1 and not keys[0].isidentifier():
        reader.report(node, "quote-needed", f"{what} must be one text, but `: ` in it made a mapping of it", reader.quoting(node))
        return
    first = keys[0] if keys else ""
    reader.report(node, "unknown-key", f"{shown(first)} does not combine conditions", near_miss(first, (*COMBINATORS, "if")))


# ---- deadlines -------------------------------------------------------------------------------------------------------


def read_routes(reader: Reader, values: dict[str, YamlNode]) -> tuple[RouteSource, ...]:
    """Returns the routes of a duty: those of `routes`, or one with the empty id from `deadline` and `done_on`."""
    if "routes" in values:
        for key in ("deadline", "done_on"):
            if key in values:
                reader.report(values[key], "two-ways", f"`{key}` stands beside `routes`", f"move `{key}` into one of the routes")
        routes = reader.listed(values["routes"], "`routes`", lambda item: _route(reader, item))
        ids = [route.id for route in routes]
        for index, route in enumerate(routes):
            if route.id in ids[:index]:
                reader.report(route.pos, "duplicate-id", f"the route {shown(route.id)} is already there", "give it an id of its own")
        return routes
    deadline = read_deadline(reader, values.get("deadline"))
    done_on = reader.expression(values.get("done_on"), "`done_on`")
    return (RouteSource("", None, deadline, done_on, deadline.pos),) if deadline else ()


def _route(reader: Reader, node: YamlNode) -> RouteSource | None:
    values = reader.table(node, "a route", required=("id", "deadline", "done_on"), optional=("title",))
    deadline = read_deadline(reader, values.get("deadline")) if values else None
    if values is None or deadline is None:
        return None
    title = reader.titled(values.get("title"), "title")
    done_on = reader.expression(values.get("done_on"), "`done_on`")
    return RouteSource(reader.id(values.get("id"), "the id of a route"), title, deadline, done_on, node.pos)


def read_deadline(reader: Reader, node: YamlNode | None) -> DeadlineSource | None:
    """Returns a deadline in one of its forms."""
    if node is None:
        return None
    if isinstance(node, Leaf):
        if node.text == "none_stated":
            return DeadlineSource("none_stated", pos=node.pos)
        if not node.broken:
            reader.report(node, "bad-deadline", f"{shown(node.text)} is not a deadline", "write `{days: 30, after: ...}` or `none_stated`")
        return None
    values = reader.table(node, "a deadline", optional=(*DEADLINE_FORMS, "after", "calendar", "if_holiday", "of"))
    forms = [form for form in DEADLINE_FORMS if form in (values or {})]
    if values is None or len(forms) != 1:
        if values is not None:
            reader.report(node, "bad-deadline", "a deadline needs exactly one form", f"one of: {', '.join(DEADLINE_FORMS)}")
        return None
    return _deadline(reader, node, forms[0], values)


def _deadline(reader: Reader, node: YamlNode, form: str, values: dict[str, YamlNode]) -> DeadlineSource:
    wanted = {"on": ("of",), "before": ()}.get(form, ("after",))
    for key in ("after", "of"):
        if key in wanted and key not in values:
            reader.report(node, "missing-key", f"a deadline in `{form}` needs the key `{key}`", f"add `{key}: ...`")
        if key not in wanted and key in values:
            reader.report(values[key], "unknown-key", f"`{key}` is not a key of a deadline in `{form}`", "remove it")
    if_holiday = reader.one_of(values.get("if_holiday"), "rule for holidays", _IF_HOLIDAY, "stays")
    needs_calendar = form == "working_days" or if_holiday == "next_working_day"
    calendar = reader.text(values.get("calendar"), "the calendar") or (DEFAULT_CALENDAR if needs_calendar else "")
    counted = form in COUNTED
    return DeadlineSource(
        form=form,  # type: ignore[arg-type]  # one of DEADLINE_FORMS
        count=reader.expression(values[form], f"`{form}`") if counted else None,
        after=_starts(reader, values.get("before") if form == "before" else values.get("after")),
        calendar=calendar,
        if_holiday=if_holiday,  # type: ignore[arg-type]  # one of _IF_HOLIDAY
        month_day=reader.month_day(values["on"], "`on`") if form == "on" else None,
        of=reader.expression(values.get("of"), "`of`") if form == "on" else None,
        pos=node.pos,
    )


def _starts(reader: Reader, node: YamlNode | None) -> tuple[Expression, ...]:
    if isinstance(node, Listing):
        return reader.expressions(node, "`after`")
    found = reader.expression(node, "`after`")
    return (found,) if found else ()


# ---- totals, choices, scales ---------------------------------------------------------------------------------------------


def read_total(reader: Reader, node: YamlNode | None) -> TotalSource | None:
    """Returns `total: {sum, over, same, up_to?, where?}`."""
    if node is None:
        return None
    values = reader.table(node, "`total`", required=("sum", "over", "same"), optional=("up_to", "where"))
    if values is None:
        return None
    summand, over = reader.expression(values.get("sum"), "`sum`"), reader.expression(values.get("over"), "`over`")
    same = reader.expressions(values.get("same"), "`same`")
    up_to = reader.expression(values.get("up_to"), "`up_to`")
    where = read_condition(reader, values.get("where"), "`where`")
    return TotalSource(summand, over, same, up_to, where, node.pos) if summand and over else None


def read_choices(reader: Reader, values: dict[str, YamlNode]) -> tuple[ChoiceSource, ...]:
    """Returns the rows of `choose`, or one row for a plain `sanction`."""
    if "sanction" in values:
        return (ChoiceSource(None, reader.id(values["sanction"], "a sanction"), (), values["sanction"].pos),)
    return reader.listed(values.get("choose"), "`choose`", lambda item: _choice(reader, item))


def _choice(reader: Reader, node: YamlNode) -> ChoiceSource | None:
    values = reader.table(node, "a row of `choose`", required=("when", "sanction"), optional=("cite",))
    if values is None:
        return None
    when = read_condition(reader, values.get("when"), "`when`")
    sanction = reader.id(values.get("sanction"), "a sanction")
    return ChoiceSource(when, sanction, read_citations(reader, values.get("cite")), node.pos)


def read_scale(reader: Reader, node: YamlNode | None) -> ScaleSource | None:
    """Returns `scale: {by, steps}`; the steps are rows, or the name of a scale among the parameters."""
    if node is None:
        return None
    values = reader.table(node, "`scale`", required=("by", "steps"))
    by = reader.expression(values.get("by"), "`by`") if values else None
    if values is None or by is None:
        return None
    steps = values.get("steps")
    if isinstance(steps, Leaf) and steps.text.startswith("params."):
        return ScaleSource(by, steps.text.removeprefix("params."), node.pos)
    return ScaleSource(by, read_steps(reader, steps), node.pos)


def read_steps(reader: Reader, node: YamlNode | None) -> tuple[Step, ...]:
    """Returns the rows of a scale in the order of their numbers; reports two rows for one number."""
    steps = reader.listed(node, "`steps`", lambda item: _step(reader, item))
    for index, step in enumerate(steps):
        if any(step.at_least == other.at_least for other in steps[:index]):
            reader.report(step.pos, "duplicate-step", "two rows of the scale begin at one number", "remove one of them")
    return tuple(sorted(steps, key=lambda step: step.at_least))


def _step(reader: Reader, node: YamlNode) -> Step | None:
    values = reader.table(node, "a row of a scale", required=("at_least", "sanction"), optional=("cite",))
    at_least = reader.integer(values.get("at_least"), "`at_least`") if values else None
    if values is None or at_least is None:
        return None
    return Step(at_least, reader.id(values.get("sanction"), "a sanction"), read_citations(reader, values.get("cite")), node.pos)
