"""Small inputs in which companies own companies: the same facts as dossiers and as sheets of every format, and what must be found."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st
from support_rules import engine_of

from integrityrules.batch import Audit
from integrityrules.facts.control import with_indirect_control
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.tables.template import workbook_bytes

AS_OF = date(2026, 4, 30)
COMPANIES, PERSONS = [f"k{n}" for n in range(6)], ["p0", "p1", "p2"]
NUMBERS = {name: f"12345678901{n:02}" for n, name in enumerate(COMPANIES)}

ENGINE = engine_of("""
defaults: {in_force: {from: 2018-03-22}, executability: full, track: procurement}
rules:
  - id: controls
    kind: definition
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    title: {id: Mengendalikan, en: Controls}
    about: company_link
    defines: company_link.controls
    is: >-
      company_link.kind in ["beneficial_owner", "indirect_controller"]
      || (company_link.kind == "shareholder" && company_link.share > 50)
  - id: holder
    kind: prohibition
    cite: [{source: act, at: Pasal 2, verified: confirmed}]
    title: {id: Mengendalikan penyedia, en: Controls a bidder}
    about: procurement_role
    with: {bid: procurement_role.package.bids}
    when: bid.bidder.held_by.exists(c, c.holder == official.person && in_effect(c, bid.offered_on) && c.controls)
  - id: owned
    kind: indicator
    cite: [{source: act, at: Pasal 3, verified: confirmed}]
    title: {id: Dikendalikan pegawai, en: Controlled by the official}
    about: company_link
    raised_when: company_link.holder == official.person
    when: company_link.controls
  - id: chain
    kind: indicator
    cite: [{source: act, at: Pasal 4, verified: confirmed}]
    title: {id: Pengendalian tidak langsung, en: Indirect control}
    about: company_link
    when: company_link.kind == "indirect_controller"
  - id: common
    kind: prohibition
    bearer: bidder
    cite: [{source: act, at: Pasal 5, verified: confirmed}]
    title: {id: Satu pengendali, en: Under common control}
    about: package
    when: >-
      package.bids.exists(x, package.bids.exists(y, x.bidder != y.bidder
      && x.bidder.held_by.exists(c, c.controls && in_effect(c, x.offered_on)
      && y.bidder.held_by.exists(d, d.controls && in_effect(d, y.offered_on) && d.holder == c.holder))))
""")
"""Rules about control: of a bidder by an official, and, of nobody, about a link (which may be a chain) and about a package."""

Facts = Mapping[str, Sequence[Mapping[str, Any]]]
"""Facts by plural as a dossier takes them; `official_id` says whose they are."""

DAYS = ("2019-03-01", "2020-01-01", "2024-05", "2025-06-30", "2026-02", "2027-01-01", None, None)


@st.composite
def groups_of_companies(draw: st.DrawFn) -> Facts:
    """Draws links between a few companies and persons (circles, unknown shares, months, several sources), officials, and bids."""
    links = [draw(_link(f"c{n}")) for n in range(draw(st.integers(2, 9)))]
    links += [draw(_link(links[0]["id"])) | {"stated_by": "b"}] if draw(st.booleans()) else []
    links += [draw(_link("c0>c1")) | {"via": "c0>c1"}] if draw(st.integers(0, 4)) == 0 else []
    bids = [
        {"id": f"b{n}", "package": f"P{n % 2}", "bidder": draw(_named(COMPANIES)), "offered_on": "2025-03-05"}
        for n in range(draw(st.integers(2, 5)))
    ]
    days = {"from": "2020-01-01", "until": "ongoing"}
    return {
        "officials": [{"official_id": f"o{n}", "person": person} for n, person in enumerate(PERSONS)],
        "procurement_roles": [
            {"official_id": f"o{n}", "id": f"r{n}", "role": "pokja", "package": f"P{n % 2}", **days} for n in range(len(PERSONS))
        ],
        "packages": [{"id": "P0", "bids_complete": True}, {"id": "P1"}],
        "bids": bids,
        "company_links": links,
    }


@st.composite
def _link(draw: st.DrawFn, id: str) -> dict[str, Any]:
    first, last = draw(st.sampled_from(DAYS)), draw(st.sampled_from((*DAYS, "ongoing", "ongoing")))
    if first and last and (last[:4] < first[:4] or last == first):
        last = "ongoing"
    said = {
        "id": id,
        "holder": draw(_named([*COMPANIES, *PERSONS])),
        "organisation": draw(_named(COMPANIES)),
        "kind": draw(st.sampled_from(("shareholder",) * 4 + ("beneficial_owner", "director", None))),
        "share": draw(st.sampled_from(("80", "60", "50.01", "50", "40..60", None))),
        "controls": draw(st.sampled_from((None,) * 6 + (True, False))),
        "basis": draw(st.sampled_from((None, None, None, "alleged"))),
        "from": first,
        "until": last,
    }
    return {name: value for name, value in said.items() if value is not None}


def _named(names: Sequence[str]) -> st.SearchStrategy[Any]:
    """Draws a key; or, of a company, its number with or without the key, which only sometimes meet."""
    return st.sampled_from(names).flatmap(_ways)


def _ways(name: str) -> st.SearchStrategy[Any]:
    number = NUMBERS.get(name)
    return st.just(name) if number is None else st.sampled_from((name, name, {"own": name, "nib": number}, {"nib": number}))


# ---- what must be found --------------------------------------------------------------------------------------------------


def found_alone(facts: Facts) -> set[tuple[str, str, str]]:
    """Returns official, id and state of every finding, as the engine finds them in each dossier alone; those of nobody once."""
    shared = {plural: facts[plural] for plural in ("packages", "bids", "company_links")}
    nobody = ENGINE.evaluate(Dossier(as_of=AS_OF), registers=[with_indirect_control(read_registers(shared))])
    said = {(finding.id, finding.state) for finding in nobody.findings}
    found = {("", *one) for one in said}
    for official in facts["officials"]:
        id = official["official_id"]
        own = {plural: [_without_owner(one) for one in facts[plural] if one["official_id"] == id] for plural in ("procurement_roles",)}
        dossier = read_dossier({"as_of": AS_OF, "official": {"id": id, "person": official["person"]}, **own, **shared})
        findings = ENGINE.evaluate(with_indirect_control(dossier)).findings
        found |= {(id, finding.id, finding.state) for finding in findings if (finding.id, finding.state) not in said}
    return found


def _without_owner(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fact.items() if name != "official_id"}


def found_by(result: Audit) -> set[tuple[str, str, str]]:
    """Returns the same of an audit in memory."""
    return {(one.official, finding.id, finding.state) for one, finding in result.findings()}


# ---- as sheets -----------------------------------------------------------------------------------------------------------


def write_facts(folder: Path, facts: Facts, form: str) -> Path:
    """Writes facts as `csv`, `jsonl`, `parquet` or `xlsx` and returns the input."""
    folder.mkdir(parents=True)
    if form == "jsonl":
        for plural, found in facts.items():
            (folder / f"{plural}.jsonl").write_text("".join(json.dumps(fact) + "\n" for fact in found), encoding="utf-8")
    elif form == "xlsx":
        (folder / "input.xlsx").write_bytes(workbook_bytes({plural: list(_rows(found)) for plural, found in facts.items()}))
        return folder / "input.xlsx"
    else:
        for plural, found in facts.items():
            _write_table(folder, plural, list(_rows(found)), form)
    return folder


def _write_table(folder: Path, plural: str, rows: list[dict[str, str]], form: str) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    path = folder / f"{plural}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *([row.get(name, "") for name in columns] for row in rows)])
    if form == "parquet":
        source = f"SELECT * FROM read_csv('{path}', header=true, all_varchar=true)"
        duckdb.sql(f"COPY ({source}) TO '{folder / f'{plural}.parquet'}' (FORMAT parquet)")
        path.unlink()


def _rows(facts: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """Yields facts as cells: an entity has a column for each of its numbers."""
    for fact in facts:
        row: dict[str, str] = {}
        for name, value in fact.items():
            if isinstance(value, dict):
                row |= {name if scheme == "own" else f"{name}_{scheme}": number for scheme, number in value.items()}
            else:
                row[name] = {True: "ya", False: "tidak"}[value] if isinstance(value, bool) else value
        yield row
