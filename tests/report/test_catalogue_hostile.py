"""What an author of rules or cases writes stays text in a catalogue, whatever it looks like."""

from __future__ import annotations

import re
from textwrap import dedent
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.report.catalogue import Catalogue, catalogue_html, catalogue_markdown, gather_catalogue
from integrityrules.report.catalogue.markdown_parts import code, link, plain
from integrityrules.report.markup import is_web, tag, text, web_link
from integrityrules.rulebook.cases import parse_cases
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset

EVIL = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> & \" ' `x` | [a](javascript:alert(3))"
QUOTED = "'" + EVIL.replace("'", "''") + "'"

RULESET = f"""
id: test/hostile
version: 1.0.0
title: {{id: {QUOTED}, en: {QUOTED}}}
status: draft
sources:
  act:
    title: {{id: {QUOTED}, en: {QUOTED}}}
    citation: {QUOTED}
    urls: ['javascript:alert(4)', 'https://example.org/"onmouseover="alert(5)', 'https://example.org/fine?a=1&b=2']
not_encoded:
  - {{source: act, at: {QUOTED}, why: {{id: {QUOTED}, en: {QUOTED}}}}}
parameters:
  limit:
    type: money
    title: {{id: {QUOTED}, en: {QUOTED}}}
    values: [{{from: 2020-01-01, value: 10, cite: [{{source: act, at: {QUOTED}, verified: confirmed}}]}}]
rules:
  - id: r
    kind: prohibition
    about: gift
    track: ethics
    title: {{id: {QUOTED}, en: {QUOTED}}}
    note: {{id: {QUOTED}, en: {QUOTED}}}
    in_force: {{from: 2020-01-01}}
    cite: [{{source: act, at: Pasal 1, verified: confirmed}}]
    when: {{if: gift.value_idr > params.limit, label: {{id: {QUOTED}, en: {QUOTED}}}}}
"""
CASES = f"""
cases:
  - name: {QUOTED}
    source: {{title: {QUOTED}, publisher: {QUOTED}, url: 'javascript:alert(6)'}}
    as_of: 2026-01-01
    gifts: [{{id: g}}]
    expect: {{r: {{outcome: undetermined}}}}
"""


def hostile() -> Catalogue:
    rulebook = Rulebook([parse_ruleset({"ruleset.yaml": dedent(RULESET)})], VOCABULARY)
    return gather_catalogue(rulebook, parse_cases(dedent(CASES), file="c.cases.yaml", vocabulary=VOCABULARY))


def test_hostile_text_stays_text_on_the_page() -> None:
    """Titles, places, labels, notes, reasons and names of cases are shown letter by letter, and make no element or attribute."""
    page = ElementTree.fromstring(catalogue_html(hostile()).removeprefix("<!DOCTYPE html>\n"))
    assert sum(1 for _ in page.iter("script")) == 1
    assert [element.tag for element in page.iter() if element.tag == "img"] == []
    assert [key for element in page.iter() for key in element.attrib if key.startswith("on")] == []
    assert "".join(page.itertext()).count(EVIL) > 10


def test_only_addresses_of_the_web_become_links() -> None:
    """A script, or an address that would end its attribute, is shown as text; a plain address is a link."""
    page = ElementTree.fromstring(catalogue_html(hostile()).removeprefix("<!DOCTYPE html>\n"))
    outside = {element.attrib["href"] for element in page.iter("a") if not element.attrib["href"].startswith("#")}
    assert outside == {"https://example.org/fine?a=1&b=2"}


def test_hostile_text_stays_text_in_markdown() -> None:
    """No HTML, no link and no cell of a table comes from what an author wrote."""
    for page in catalogue_markdown(hostile()).values():
        bare = re.sub(r"\\.", "", page)
        assert "<img" not in bare
        assert "<script" not in bare
        assert "](javascript" not in bare
        assert "](<https://example.org/fine?a=1&b=2>)" in page or "example.org/fine" not in page


@given(st.text())
def test_any_text_survives_an_element(value: str) -> None:
    """Text put into an element or an attribute is read back as it was, but for characters that XML or a reader's eyes cannot bear."""
    element = ElementTree.fromstring(tag("p", value, title=value))
    shown = text(value)
    assert (element.text or "") == (ElementTree.fromstring(f"<p>{shown}</p>").text or "")
    assert len(element) == 0
    assert set(element.attrib) == {"title"}


@given(st.text())
def test_any_text_stays_on_its_line_in_markdown(value: str) -> None:
    """Text becomes one line without a bare mark that opens HTML, a link or a cell."""
    for line in (plain(value), code(value), link(value, value)):
        assert "\n" not in line
        assert "\r" not in line
    assert re.search(r"[<\[|`]", re.sub(r"\\.", "", plain(value))) is None


@given(st.text(alphabet="htps:/x.\"'<> \\\n`javascript"))
def test_what_is_no_address_is_no_link(value: str) -> None:
    """Only http and https, without quotes, angle brackets or spaces, make a link."""
    assert ("<a " in web_link(value, "words")) == is_web(value)
    if is_web(value):
        assert re.match(r"https?://", value)
        assert re.search(r"[\s<>\"'`\\]", value) is None


def test_marks_that_turn_writing_round_are_shown() -> None:
    """Characters that reverse the direction of what follows are replaced by a mark that can be seen."""
    assert text("a\u202eb\x00") == "a\ufffdb\ufffd"
