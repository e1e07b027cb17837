"""Small rulesets as text, for the tests of this folder."""

from __future__ import annotations

from textwrap import dedent, indent

from integrityrules.errors import RulesetError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset

CITE = 'cite: [{source: act, at: "Pasal 1", verified: confirmed}]'


def head(id: str = "test/small", extra: str = "") -> str:
    return dedent(f"""\
        id: {id}
        version: 1.0.0
        title: {{id: Uji, en: Test}}
        status: released
        sources:
          act: {{title: {{id: Undang-Undang, en: Act}}, citation: Act 1, review_by: 2030-01-01}}
          old: {{title: {{id: Undang-Undang lama, en: Old act}}, citation: Act 0}}
        """) + dedent(extra)


def rule(id: str, kind: str = "prohibition", **keys: str) -> str:
    """Returns one rule as an entry of `rules`, with a citation, a title and, for acts, a condition unless they are given."""
    said = {"id": id, "kind": kind}
    if kind in ("duty", "prohibition", "indicator"):
        said["title"] = "{id: Judul, en: Title}"
        said["when" if kind != "duty" else "deadline"] = "gift.accepted" if kind != "duty" else "none_stated"
    said |= {key.rstrip("_"): value for key, value in keys.items()}
    if "cite" not in said:
        said["cite"] = CITE.removeprefix("cite: ")
    if "routes" in said:
        said.pop("deadline", None)
    lines = [f"{key}: {value}" if not value.startswith("\n") else f"{key}:{value}" for key, value in said.items() if value]
    return "  - " + indent("\n".join(lines), "    ").lstrip() + "\n"


def provision(*rules: str, defaults: str = "{about: gift, track: ethics, in_force: {from: 2020-01-01}}", top: str = "") -> str:
    return f"defaults: {defaults}\n{dedent(top)}rules:\n{''.join(rules)}"


def book(text: str, *layers: str, extra: str = "") -> Rulebook:
    sources = [parse_ruleset({"ruleset.yaml": head(extra=extra), "rules.yaml": text}, strict=False)]
    sources += [parse_ruleset({"ruleset.yaml": layer}, strict=False) for layer in layers]
    return Rulebook(sources, VOCABULARY)


def mistakes(text: str, *layers: str, extra: str = "") -> list[str]:
    """Returns the codes of what is wrong, with the line of each; nothing if nothing is."""
    try:
        book(text, *layers, extra=extra)
    except RulesetError as error:
        return [f"{problem.line}:{problem.code}" for problem in error.problems]
    return []


def limit(*values: str, name: str = "limit", keys: str = "stricter: lower") -> str:
    """Returns a parameter of money whose values are `from..until=value`."""
    rows = []
    for value in values:
        period, _, amount = value.partition("=")
        start, _, end = period.partition("..")
        until = f"until: {end}, " if end else ""
        rows.append(f"      - {{from: {start}, {until}value: {amount}, {CITE}}}\n")
    return f"  {name}:\n    type: money\n    {keys or 'unit: times'}\n    title: {{id: Batas, en: Limit}}\n    values:\n{''.join(rows)}"


def layer(parameters: str = "", rules: str = "", period: str = "{from: 2022-01-01}") -> str:
    text = head(
        "agency/strict",
        f"""\
        layer:
          of: test/small
          agencies: [a1, a2]
          in_force: {period}
          cite: [{{source: order, at: Pasal 9, verified: confirmed}}]
        """,
    ).replace("sources:\n", "sources:\n  order: {title: {id: Perintah, en: Order}, citation: Order 1}\n")
    text += f"parameters:\n{parameters}" if parameters else ""
    return text + (f"defaults: {{about: gift, in_force: {{from: 2020-01-01}}}}\nrules:\n{rules}" if rules else "")
