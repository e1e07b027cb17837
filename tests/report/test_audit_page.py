"""The page of an audit: one file that is whole, harmless whatever is in it, small, and says the same with and without a script."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_reports import AS_OF, audit_all, audited, audits, gift

from integrityrules.batch import Audit
from integrityrules.decide.narrate import Told
from integrityrules.decide.outcome import ATTENTION
from integrityrules.errors import Problem
from integrityrules.report import content_of
from integrityrules.report import page as page_package
from integrityrules.report.content import Account, Article, Asked, Case, Content, Count, Tally, Topic, acts_of
from integrityrules.report.page import html_report, write_html
from integrityrules.report.page.data import ANSWER_CODES, NO_DUE, json_text, packed
from integrityrules.report.page.parts import Parts
from integrityrules.report.page.view import ActView, Line, Question, View, act_view
from integrityrules.report.rows import Row

EVIL = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> <!-- ]]> & \" ' \u2028 \u202e =1+1"
SEEN = EVIL.replace("\u202e", "\ufffd")


def page_of(content: Content, **options: Any) -> ElementTree.Element:
    """Returns the page as elements; it is well formed as XML too."""
    return ElementTree.fromstring(html_report(content, **options).removeprefix("<!DOCTYPE html>\n"))


def data_of(page: ElementTree.Element) -> dict[str, Any]:
    (script,) = (element for element in page.iter("script") if element.get("type") == "application/json")
    found: dict[str, Any] = json.loads(script.text or "")
    return found


def row_with(text: str, **fields: Any) -> Row:
    """Returns a row with the same text in every field that is a text."""
    plain = {
        "articles": (text,), "state_code": "overdue", "due_on": date(2026, 3, 4), "due_latest": None, "routes": (text, text),
        "days_left": 3, "unknown": (text,),
    }  # fmt: skip
    texts = {name: text for name in Row.__dataclass_fields__ if name not in plain}
    return Row(**{**plain, **texts, **fields})


def content_with(text: str) -> Content:
    """Returns a content with the same text wherever there is one."""
    case = Case(
        row=row_with(text), topic=text, tracks=(text,), bearer=text, articles=(Article(text, "confirmed"), Article(text, text)),
        questions=(Asked(text, text, text, text),), explanation=(Told(text), Told(f"    - [ya] {text}", text, text)), forms=text,
    )  # fmt: skip
    tally = Tally()
    tally.add(official=text, agency=text, act=text, topic=text, tracks=[text], state="overdue", due_on=date(2026, 3, 4))
    account = Account(
        read=1, evaluated=0, rejected=1, officials=1, sheets=(), problems=(Problem(text, 1, 1, text, text, text),), failed=1,
        failures=((text, text),),
    )  # fmt: skip
    return Content(AS_OF, "id", account, tally.totals(), (case,), topics=(Topic(text, text, text),), has_values=True)


# ---- harmless --------------------------------------------------------------------------------------------------------------


def test_hostile_text_stays_text() -> None:
    """Whatever stands in whichever field makes no element, no attribute and no end of the data, and is shown letter by letter."""
    page = page_of(content_with(EVIL))
    assert len(list(page.iter("script"))) == 2
    assert [element.tag for element in page.iter() if element.tag in {"img", "iframe", "object", "embed", "base", "link"}] == []
    assert [key for element in page.iter() for key in element.attrib if key.startswith("on")] == []
    shown = "".join(text for element in page.iter() if element.tag != "script" for text in (element.text, element.tail) if text)
    assert shown.count(SEEN) > 20
    assert SEEN in data_of(page)["texts"]


@given(st.text())
def test_any_text_leaves_the_page_well_formed(text: str) -> None:
    """Any text at all, also of control characters and halves of characters, gives a page that can be read, with the text in its data."""
    page = page_of(content_with(text))
    (act,) = data_of(page)["acts"]
    assert data_of(page)["texts"][act[1]] == act_view([content_with(text).cases[0]], Parts("id", AS_OF)).act
    html_report(content_with(text)).encode()


def test_nothing_comes_from_outside() -> None:
    """The page names no address but its own sections, and allows its own style and script alone."""
    page = page_of(content_with(EVIL))
    (policy,) = (element.get("content", "") for element in page.iter("meta") if element.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert {element.get("href", "#")[0] for element in page.iter("a")} == {"#"}
    assert [element for element in page.iter() if "src" in element.attrib or "style" in element.attrib] == []


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_data_in_a_script_element_cannot_end_it(data: Any) -> None:
    """No sign that HTML, XML or a script could read as more than a letter is left, and the data is the same."""
    text = json_text({"data": data})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"data": data}


# ---- says the same twice ---------------------------------------------------------------------------------------------------


def unpacked(data: dict[str, Any]) -> list[ActView]:
    """Returns the acts that data stand for, as the script reads them."""

    def text(index: int) -> str:
        return str(data["texts"][index])

    def many(flat: list[int], width: int) -> list[list[int]]:
        return [flat[at : at + width] for at in range(0, len(flat), width)]

    def view(cells: list[Any]) -> View:
        cells = [*cells, *[0] * (16 - len(cells))]
        rule = data["rules"][cells[0]]
        title, id, ruleset, topic, track, bearer, executability = map(text, rule[:7])
        return View(
            ATTENTION[cells[1]], title, id, ruleset, topic, track, bearer,
            tuple((text(words), text(way)) for words, way in many(data["articles"][rule[7]], 2)), executability,
            None if cells[2] == NO_DUE else cells[2], *map(text, cells[3:6]),
            tuple(Line(depth, ANSWER_CODES[answer], text(said)) for depth, answer, said in many(data["explanations"][cells[6]], 3)),
            tuple(Question(*map(text, asked)) for asked in many(data["questions"][cells[7]], 4)),
            tuple(route for route in text(cells[10]).split("\n") if route),
            *map(text, cells[11:16]), text(cells[9]) or "new", cells[8],
        )  # fmt: skip

    return [ActView(*map(text, act[:3]), tuple(map(view, act[3]))) for act in data["acts"]]


@given(audits(), st.sampled_from(["id", "en"]))
def test_data_unpack_to_what_was_packed(found: Audit, language: Any) -> None:
    """The data hold every word of every case, and nothing is lost by saying each text once."""
    content = content_of(found, language)
    acts = [act_view(act, Parts(language, content.as_of)) for act in acts_of(content.cases)]
    assert unpacked(json.loads(json_text(packed(acts)))) == acts


@given(audits())
def test_the_page_says_what_the_content_says(found: Audit) -> None:
    """The numbers, every act among the first, and every finding in the data are those of the content; equal contents give equal pages."""
    content = content_of(found, "en")
    page = page_of(content)
    text = "".join(page.itertext())
    totals = content.totals
    assert f"{totals.findings} findings about {totals.acts} acts of {totals.officials} officials" in text
    ids = [case[8] for act in data_of(page)["acts"] for case in act[3]]
    assert sorted(ids) == sorted(case.row.id for case in content.cases)
    cards = [element for element in page.iter("article") if element.get("class") == "card"]
    assert len(cards) == min(totals.acts, 25)
    for state, count in totals.by_state.items():
        assert page.find(f".//main//a[@href='#state={state}']") is not None, state
        assert count.findings == sum(case.row.state_code == state for case in content.cases)
    assert html_report(content) == html_report(content_of(found, "en"))


# ---- for people ------------------------------------------------------------------------------------------------------------


def test_every_control_has_a_label_and_every_id_is_one() -> None:
    """Fields have labels, pictures a title, sections a heading; ids are unique, and what is named by one exists."""
    page = page_of(content_of(audited(gift("g1"), gift("g2", related_to_office=True), agency="unit-x")))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {field for label in page.iter("label") for field in label.iter() if field.tag in {"input", "select"}}
    assert {element for element in page.iter() if element.tag in {"input", "select"}} == labelled
    for element in page.iter():
        assert set(element.get("aria-labelledby", "").split()) <= set(ids)
        if element.tag == "svg":
            assert element.get("aria-hidden") == "true" or (element.get("role") == "img" and element.find("title") is not None)
    assert [element.tag for element in page.find("body") or []][1:5] == ["svg", "header", "main", "footer"]
    assert page.get("lang") == "id"
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_is_missing_is_said_at_the_top() -> None:
    """Rejected rows and failed officials are told before any number, and listed below."""
    content = replace(content_with("x"), language="en")
    main = page_of(content).find("body/main")
    assert main is not None
    first = "".join(main[0].itertext())
    assert "This report is not complete" in first
    assert "1 rows could not be read" in first
    assert "the evaluation of 1 officials failed" in first
    complete = page_of(content_of(audited(gift("g1")), "en"))
    assert "not complete" not in "".join(complete.itertext())


def test_what_is_left_off_is_said() -> None:
    """A page with fewer cases than findings says how many are missing, and of which state."""
    found = audit_all({("o", None): [gift(f"g{n}", related_to_office=True) for n in range(5)]})
    text = "".join(page_of(content_of(found, "en", most=6)).itertext())
    assert "4 more findings are in the numbers above only, not in this list (to be done: 4)." in text


def test_a_page_without_small_groups_has_no_single_finding() -> None:
    """Where small groups are hidden there is neither a card nor data nor a script, and no id of anybody."""
    found = audit_all({(f"person-{n}", "A" if n else "B"): [gift(f"fact-{n}")] for n in range(30)})
    content = content_of(found, "en")
    page = page_of(content, hide_below=10)
    text = "".join(page.itertext())
    assert "person-" in "".join(page_of(content).itertext())
    assert "person-" not in text
    assert "fact-" not in text
    assert list(page.iter("script")) == []
    assert "30 findings" in text
    assert "gifts" not in text, "a sheet of few rows speaks of few people"
    assert "* hidden: about fewer than 10 officials" in text


@pytest.mark.parametrize("values", [False, True])
def test_values_are_shown_only_where_the_content_has_them(values: bool) -> None:
    """Amounts stand on the page if they were asked for, with a note that says so."""
    content = content_of(audited(gift("g1", value_idr=76_543_210)), "en", values=values)
    text = html_report(content)
    assert ("76,543,210" in text) is values
    assert ("For people with authority only" in text) is values


def test_a_large_audit_stays_small() -> None:
    """Four thousand findings of 500 officials, each with ids of its own, take less than one megabyte."""
    content = content_of(audited(*(gift(f"g{n}", related_to_office=None if n % 3 else True) for n in range(8))))
    cases = [
        replace(case, row=replace(case.row, official=f"official-{n}", act=f"{case.row.act}-{n}", id=f"{n:08x}{case.row.id[8:]}"))
        for n in range(4000 // len(content.cases))
        for case in content.cases
    ]
    totals = replace(content.totals, by_agency={f"agency {n}": {"due": Count(5, 5)} for n in range(100)})
    text = html_report(replace(content, cases=tuple(cases), totals=totals))
    assert len(cases) > 3900
    assert len(text.encode()) < 1_000_000


def test_the_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """The page is written beside its place and renamed."""
    write_html(tmp_path / "report.html", content_with("x"))
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == html_report(content_with("x"))


def luminance(colour: str) -> float:
    """Returns the relative luminance of a colour (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    whole = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(whole[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_text_can_be_read() -> None:
    """Each colour that text is written in has a contrast of 4.5 with each ground it can stand on; white stands on dark badges only."""
    style = Path(page_package.__file__).with_name("report.css").read_text(encoding="utf-8")
    names = dict(re.findall(r"(--[a-z]+): (#[0-9a-f]{3,6});", style))
    used = re.findall(r"[{;\s]color: (?:var\((--[a-z]+)\)|(#[0-9a-f]{3,6}));", style)
    texts = {names[name] if name else colour for name, colour in used}
    grounds = {names["--paper"], names["--card"], "#f4f6f8", "#f3f1ec"}
    assert len(texts) > 8
    for colour in texts - {"#fff"}:
        assert all(contrast(colour, ground) >= 4.5 for ground in grounds), colour
    assert contrast("#fff", names["--act"]) >= 4.5
    # Edges and marks that mean something.
    assert all(contrast(names[name], names["--card"]) >= 3 for name in ("--edge", "--act", "--look", "--ask", "--time", "--done"))
