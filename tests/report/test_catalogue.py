"""The catalogue of the packaged rulesets with an agency layer: everything is in it, in both languages, and nothing else can run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.report.catalogue import Catalogue, catalogue_html, catalogue_markdown, gather_catalogue, manifest_json, write_catalogue
from integrityrules.report.catalogue.markdown_parts import plain
from integrityrules.report.catalogue.model import NOT_SEEN
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.source import all_places
from integrityrules.ruletests import load_suite

LANGUAGES = ("id", "en")
ENGINE, CASES = load_suite(layers=["agency-example"])
RULEBOOK: Rulebook = ENGINE.rulebook


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return gather_catalogue(RULEBOOK, CASES, ENGINE.calendars)


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, catalogue: Catalogue) -> ElementTree.Element:
    """Returns the page, read as XML: every element is closed and every attribute quoted."""
    return ElementTree.fromstring(catalogue_html(catalogue, request.param).removeprefix("<!DOCTYPE html>\n"))


def words_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def ids(page: ElementTree.Element) -> list[str]:
    return [element.attrib["id"] for element in page.iter() if "id" in element.attrib]


def test_every_rule_is_in_it_once(page: ElementTree.Element) -> None:
    """Each rule of each ruleset has one card, whatever number of versions it has."""
    cards = [element.attrib["id"] for element in page.iter("article")]
    assert sorted(cards) == sorted({f"rule-{rule.id}" for rule in RULEBOOK.typed})


def test_every_version_is_in_it(catalogue: Catalogue) -> None:
    """Each version of a rule is shown, the newest first."""
    entries = catalogue.rules()
    for id in {rule.id for rule in RULEBOOK.typed}:
        assert len(entries[id].versions) == sum(rule.id == id for rule in RULEBOOK.typed)


def test_every_cited_place_is_in_it(catalogue: Catalogue, page: ElementTree.Element) -> None:
    """Each place that a ruleset cites or leaves out has a row beneath its instrument, with what encodes it or why nothing does."""
    said = {(cite.source, cite.at) for ruleset in RULEBOOK.rulesets for cite in all_places(ruleset)}
    rows = {(one.id, place.at): place for one in catalogue.instruments for place in one.places}
    assert rows.keys() == said
    assert [at for at, place in rows.items() if not place.encoded and not place.left_out] == []
    words = words_of(page)
    assert [at for _, at in said if at != NOT_SEEN and at not in words] == []


def test_every_instrument_is_in_it(catalogue: Catalogue, page: ElementTree.Element) -> None:
    """Each source of each ruleset has a section, also where nothing cites it yet."""
    sources = {id for ruleset in RULEBOOK.rulesets for id in ruleset.sources}
    assert {one.id for one in catalogue.instruments} == sources
    assert {f"law-{id}" for id in sources} <= set(ids(page))


def test_every_limit_has_every_value(catalogue: Catalogue) -> None:
    """Each dated value of each parameter is a row of its table."""
    limits = {(limit.owner, limit.name): limit for chapter in catalogue.chapters for limit in chapter.limits}
    for ruleset in RULEBOOK.rulesets:
        for name, parameter in ruleset.parameters.items():
            assert len(limits[ruleset.id, name].values) == len(parameter.values)


def test_every_case_is_in_it_with_its_source(catalogue: Catalogue, page: ElementTree.Element) -> None:
    """Each case stands at a rule it speaks of, and each official one leads to where it was published."""
    shown = {case.name for rule in catalogue.rules().values() for case in rule.cases}
    assert {case.name for case in CASES if case.expect} == shown
    links = {element.attrib["href"] for element in page.iter("a") if "href" in element.attrib}
    assert {case.source["url"] for case in CASES if "url" in case.source} <= links


def test_links_inside_lead_somewhere(page: ElementTree.Element) -> None:
    """Every link inside the page has its target, and no two targets have one name."""
    targets = ids(page)
    assert len(targets) == len(set(targets))
    inside = {element.attrib["href"][1:] for element in page.iter("a") if element.attrib["href"].startswith("#")}
    assert sorted(inside - set(targets)) == []


def test_headings_go_down_step_by_step(page: ElementTree.Element) -> None:
    """Headings never skip a level, so that a screen reader's list of them is a table of contents."""
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch(r"h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_is_fetched(page: ElementTree.Element) -> None:
    """The page refers to nothing outside but by links, and says that nothing else may load or run."""
    assert [element.tag for element in page.iter() if "src" in element.attrib or element.tag in ("link", "img", "iframe")] == []
    policy = next(element.attrib["content"] for element in page.iter("meta") if "http-equiv" in element.attrib)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert [key for element in page.iter() for key in element.attrib if key.startswith("on") or key == "style"] == []


def test_fields_of_the_form_have_labels(page: ElementTree.Element) -> None:
    """Each input stands in a label."""
    labelled = [inner for label in page.iter("label") for inner in label.iter() if inner.tag in ("input", "select")]
    assert len(labelled) == sum(1 for element in page.iter() if element.tag in ("input", "select"))


def test_both_languages_are_complete(catalogue: Catalogue) -> None:
    """Nothing that is said in one language is missing in the other."""
    texts = [text for rule in catalogue.rules().values() for version in rule.versions for label, text in (*rule.facts, *version.facts)]
    texts += [one.title for one in catalogue.instruments] + [rule.title for rule in catalogue.rules().values()]
    assert [text for text in texts if not (text.id and text.en)] == []
    parts = [part for rule in catalogue.rules().values() for version in rule.versions for part in version.parts]
    assert [
        part
        for part in parts
        if len(part.lines.id) != len(part.lines.en) or not all(line.text for line in (*part.lines.id, *part.lines.en))
    ] == []


def test_both_languages_stand_on_the_page(catalogue: Catalogue, page: ElementTree.Element) -> None:
    """Each condition stands on the page in Indonesian and in English, marked as such."""
    sides = {
        language: "\n".join(words_of(div) for div in page.iter("div") if div.get("class") == f"in-{language}") for language in LANGUAGES
    }
    for rule in catalogue.rules().values():
        for part in (part for version in rule.versions for part in version.parts):
            for language in LANGUAGES:
                assert all(line.text in sides[language] for line in part.lines.in_language(language)), rule.id


def test_a_layers_instances_stand_at_their_rules(catalogue: Catalogue) -> None:
    """A rule of the nation names the stricter instances of agencies, with whom they bind and which limits they set."""
    (instance,) = catalogue.rules()["gratification.report"].instances
    assert (instance.id, instance.agencies) == ("gratification.report@agency-example", ("contoh",))
    assert "rites_limit" in instance.limits
    (chapter,) = (chapter for chapter in catalogue.chapters if chapter.id == "agency-example")
    assert chapter.instances == (instance,)


def test_markdown_holds_the_same(catalogue: Catalogue) -> None:
    """The pages in Markdown name every rule, every place and every field that is read."""
    for language in LANGUAGES:
        pages = catalogue_markdown(catalogue, language)
        text = "\n".join(pages.values())
        assert [id for id in catalogue.rules() if f"`{id}`" not in text] == []
        assert [
            at for one in catalogue.instruments for at in (place.at for place in one.places) if at != NOT_SEEN and plain(at) not in text
        ] == []
        assert [path for path in catalogue.labels() if f"`{path}`" not in pages["data.md"]] == []
        links = re.findall(r"\]\(([^<)]+)\)", pages["catalogue.md"])
        assert links
        assert set(links) == pages.keys() - {"catalogue.md"}


def test_markdown_tables_are_whole(catalogue: Catalogue) -> None:
    """Every row of a table has as many cells as its head."""
    for text in catalogue_markdown(catalogue).values():
        width = 0
        for line in text.splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not (width and cells) or width == cells, line
            width = cells


def test_the_same_law_gives_the_same_bytes(tmp_path: Path, catalogue: Catalogue) -> None:
    """Files do not depend on when or how often they are written, nor on the order in which sets happen to be read."""
    engine, cases = load_suite(layers=["agency-example"])
    first = write_catalogue(catalogue, tmp_path / "a" / "b", "en")
    second = write_catalogue(gather_catalogue(engine.rulebook, cases, engine.calendars), tmp_path / "c", "en")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert {path.name for path in first} == {path.name for path in (tmp_path / "c").iterdir()}


# ---- the data that is read -------------------------------------------------------------------------------------------------


def test_manifest_is_json_with_every_field_that_rules_read(catalogue: Catalogue) -> None:
    """Each field that a tree of a ruleset reads is in the manifest, with its sensitivity, whom to ask, and an article."""
    manifest = json.loads(json.dumps(manifest_json(catalogue)))
    listed = {ruleset["id"]: {field["field"]: field for field in ruleset["fields"]} for ruleset in manifest["rulesets"]}
    for rule in RULEBOOK.typed:
        for kind, name in rule.reads.fields:
            field = listed[rule.ruleset.id][f"{kind}.{name}"]
            spec = VOCABULARY.kinds[kind].fields[name]
            assert (field["sensitivity"], field["asked_of"]) == (spec.sensitivity, spec.asked_of)
            assert rule.id in field["rules"]
            assert field["articles"]
            assert field["uses"]


def test_manifest_goes_through_definitions_and_exemptions(catalogue: Catalogue) -> None:
    """The report of a gift needs the form of earlier gifts: an exemption reads a total, and the total's definition reads what money is."""
    fields = {use.path: use for data in catalogue.data if data.ruleset == "asn/gratification" for use in data.fields}
    assert "gratification.report" in fields["gift.form"].needed_by
    assert "gratification.report" not in fields["gift.form"].rules
    assert fields["gift.is_means_of_exchange"].derived
    assert fields["gift.giver"].identifies
    assert "law" in fields["gift.received_on"].uses
    assert fields["gift.reported_to_kpk_on"].uses[-1] == "fulfilment"


def test_a_layer_reads_the_agency(catalogue: Catalogue) -> None:
    """A layer reads which agency an official belongs to, also where no condition does."""
    fields = {use.path: use for data in catalogue.data if data.ruleset == "agency-example" for use in data.fields}
    assert "scope" in fields["official.agency"].uses
    assert "gratification.report@agency-example" in fields["gift.received_on"].needed_by


def test_what_is_read_and_what_is_not_make_the_vocabulary(catalogue: Catalogue) -> None:
    """Every field of every kind is either read by some ruleset or listed as needed by none."""
    every = {f"{kind.name}.{name}" for kind in VOCABULARY.kinds.values() for name in kind.fields}
    unread = {path for path, _ in catalogue.not_read}
    assert unread | catalogue.labels().keys() == every
    assert unread & catalogue.labels().keys() == set()


class _Open(HTMLParser):
    """Counts what stays open: a second opinion on the page being well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_browsers_read_it_as_html(catalogue: Catalogue) -> None:
    """Read as HTML, elements close in the order they were opened."""
    reader = _Open()
    reader.feed(catalogue_html(catalogue))
    assert reader.open == []


def test_the_script_reads_as_xml_and_names_what_is_there(page: ElementTree.Element) -> None:
    """Every id that the script looks for is on the page."""
    script = next(element.text or "" for element in page.iter("script"))
    assert set(re.findall(r'byId\("(\w+)"\)', script)) <= set(ids(page))
