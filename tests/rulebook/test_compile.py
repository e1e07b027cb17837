"""Rulebooks: what is in force on which day, what a rule reads through others, and lanes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_material import ABSENT, REPOSITORY, shared
from small_books import CITE, book, head, limit, provision, rule

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.language.scope import Scope
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Rule
from integrityrules.rulebook.read import parse_ruleset

D = date.fromisoformat


def in_force(rulebook: Rulebook, day: str, id: str = "r") -> object:
    """Returns the truth of a rule's being in force on a day; false where it is absent."""
    found = [rule for rules in rulebook.program_on(D(day)).rules.values() for rule in rules if rule.id == id]
    return found[0].in_force if found else False


def only_rule(rulebook: Rulebook, id: str, day: str = "2026-01-01") -> Rule:
    (found,) = [rule for rules in rulebook.program_on(D(day)).rules.values() for rule in rules if rule.id == id]
    return found


def test_a_rule_holds_on_its_first_and_last_day_and_not_the_day_before_or_after() -> None:
    """Both ends of `in_force` are included."""
    rulebook = book(provision(rule("r", in_force="{from: 2021-03-01, until: 2021-03-31}")))
    assert [in_force(rulebook, day) for day in ("2021-02-28", "2021-03-01", "2021-03-31", "2021-04-01")] == [False, True, True, False]
    assert rulebook.cuts == (D("2021-03-01"), D("2021-04-01"))


def test_between_the_ends_of_an_uncertain_start_and_end_it_is_unknown_whether_a_rule_holds() -> None:
    """A start known as a range leaves the days before its last one open; an end, the days after its first one."""
    rulebook = book(provision(rule("r", in_force="{from: 2019-12-05..2019-12-13, until: 2020-06-01..2020-06-03}")))
    days = ("2019-12-04", "2019-12-05", "2019-12-12", "2019-12-13", "2020-06-01", "2020-06-02", "2020-06-03", "2020-06-04")
    assert [in_force(rulebook, day) for day in days] == [False, None, None, True, True, None, None, False]


def test_a_program_is_the_same_for_every_day_between_two_cuts() -> None:
    """Programs are built once per period, also when threads ask at once, and their ends are the cuts."""
    values = limit("2020-01-01..2022-06-30=100", "2022-07-01=200")
    rulebook = book(provision(rule("r", when="gift.value_idr > params.limit"), top=f"parameters:\n{values}"))
    assert rulebook.cuts == (D("2020-01-01"), D("2022-07-01"))
    with ThreadPoolExecutor(8) as pool:
        programs = set(pool.map(rulebook.program_on, [D("2020-01-01") + timedelta(days=n) for n in range(0, 900, 10)]))
    assert len(programs) == 1
    (program,) = programs
    assert (program.start, program.end) == (D("2020-01-01"), D("2022-06-30"))
    assert rulebook.program_on(D("2019-12-31")).start is None
    assert rulebook.program_on(D("2022-07-01")).end is None


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_parameters_have_the_value_of_the_day(day: date) -> None:
    """Whatever the day, the program has the value whose period covers it, and none where none does."""
    params = STEPS.program_on(day).surroundings[""].params
    expected = 100 if D("2018-01-01") <= day <= D("2019-12-31") else 200 if day >= D("2020-01-01") else None
    assert params.get("limit") == expected


STEPS = book(provision(rule("r"), top=f"parameters:\n{limit('2018-01-01..2019-12-31=100', '2020-01-01=200')}"))


def test_what_a_rule_reads_is_found_through_definitions_and_exemptions() -> None:
    """Spelled fields, collections and parameters count although a definition or an exemption reads them."""
    text = provision(
        rule("a", "definition", defines="gift.conflict_of_interest", is_="gift.total_from_giver_at_event > params.limit"),
        rule(
            "b",
            "definition",
            defines="gift.total_from_giver_at_event",
            total="{sum: gift.value_idr, over: gifts, same: [gift.giver, gift.event]}",
        ),
        rule("e", "exemption", exempts="[r]", when='official.employment == "pns"'),
        rule("r", when="gift.conflict_of_interest"),
        top=f"parameters:\n{limit('2020-01-01=100')}",
    )
    found = only_rule(book(text), "r")
    assert (found.plurals, found.reads_params, found.spelled) == ({"gifts"}, {"limit"}, {"employment"})
    assert [exemption.id for exemption in found.exemptions] == ["e"]


def test_exemptions_definitions_and_citations_are_those_of_the_period() -> None:
    """What ended is gone, and what has not begun is not there yet."""
    text = provision(
        rule("e", "exemption", exempts="[r]", when="gift.perishable", in_force="{from: 2020-01-01, until: 2021-12-31}"),
        rule("d", "definition", defines="gift.perishable", is_="true", when='gift.form == "food"', in_force="{from: 2021-01-01}"),
        rule(
            "r",
            cite="""
  - {source: old, at: '1', verified: confirmed, until: 2020-12-31}
  - {source: act, at: '2', verified: derived, from: 2021-01-01}""",
        ),
    )
    rulebook = book(text)
    early, late = only_rule(rulebook, "r", "2020-06-01"), only_rule(rulebook, "r", "2022-06-01")
    assert [[cite.source for cite in found.cite] for found in (early, late)] == [["old"], ["act"]]
    assert [len(found.exemptions) for found in (early, late)] == [1, 0]
    assert late.cite[0].review_by == D("2030-01-01")
    keys = [list(rulebook.program_on(D(day)).surroundings[""].definitions) for day in ("2020-06-01", "2022-06-01")]
    assert keys == [[], [("gift", "perishable")]]


def test_a_definition_that_may_not_be_in_force_yet_says_nothing_for_certain() -> None:
    """Between the ends of an uncertain start its condition is never known to be true."""
    text = provision(rule("d", "definition", defines="gift.perishable", is_="true", in_force="{from: 2021-01-01..2021-02-01}"), rule("r"))
    surroundings = book(text).program_on(D("2021-01-15")).surroundings[""]
    ((value, when),) = surroundings.compiled["gift", "perishable"]
    scope = Scope(None, D("2021-01-15"), True, {}, {}, {})  # type: ignore[arg-type]
    assert when is not None
    assert (value(scope, None, None, None), when(scope, None, None, None)) == (True, None)


def test_one_id_may_have_versions_one_after_the_other() -> None:
    """The version of the day is in the program; the other is not."""
    text = provision(
        rule("r", in_force="{from: 2020-01-01, until: 2021-12-31}", title="{id: Lama, en: Old}"),
        rule("r", in_force="{from: 2022-01-01}", title="{id: Baru, en: New}"),
    )
    rulebook = book(text)
    assert [only_rule(rulebook, "r", day).title.en for day in ("2021-12-31", "2022-01-01")] == ["Old", "New"]


def test_lanes_gather_rules_that_are_judged_on_the_same_days() -> None:
    """The day of the act needs no words; other days, yearly occurrences and pairs have lanes of their own."""
    text = provision(
        rule("own"),
        rule("same", dated_by="gift.received_on"),
        rule("other", dated_by="gift.requested_on"),
        rule("yearly", about="appointment", when="appointment.wealth_report_position", every='{year_on: "12-31"}'),
        rule("pair", about="procurement_role", with_="{other: procurement_roles}", when="overlaps(procurement_role, other)"),
    )
    lanes = book(text).lanes
    assert {lane.key: lane.rules for lane in lanes["gift"]} == {"": ("own", "same"), "gift.requested_on": ("other",)}
    assert [(lane.key, lane.every) for lane in lanes["appointment"]] == [("every 12-31", (12, 31))]
    assert [lane.key for lane in lanes["procurement_role"]] == ["with procurement_roles"]
    assert list(lanes) == [kind for kind in VOCABULARY.kinds if kind in lanes]


def test_routes_deadlines_and_choices_arrive_in_the_program() -> None:
    """A duty's routes and a consequence's rows keep their order, numbers and names."""
    text = provision(
        rule(
            "r",
            "duty",
            routes="""
  - {id: kpk, title: {id: KPK, en: KPK}, deadline: {working_days: 30, after: gift.received_on}, done_on: gift.reported_to_kpk_on}
  - id: upg
    title: {id: UPG, en: UPG}
    deadline: {months: 2, after: [gift.received_on, gift.offered_on]}
    done_on: gift.reported_to_upg_on""",
        ),
        rule(
            "c",
            "consequence",
            follows="[r]",
            if_state="[overdue]",
            dated_by="finding.due_on",
            choose="""
  - {when: 'official.employment == "pns"', sanction: light}
  - {when: 'official.employment == "cpns"', sanction: heavy}""",
        ),
        top=f"""\
        sanctions:
          light: {{level: light, title: {{id: Ringan, en: Light}}, {CITE}, forms: [{{id: warning, in_force: {{from: 2020-01-01}}}}]}}
          heavy: {{level: serious, title: {{id: Berat, en: Heavy}}, {CITE}}}
        """,
    )
    rulebook = book(text)
    first, second = only_rule(rulebook, "r").routes
    assert (first.id, first.deadline.form, first.deadline.calendar) == ("kpk", "working_days", "asn")
    assert (second.deadline.form, len(second.deadline.after), second.deadline.calendar) == ("months", 2, "")
    (consequence,) = rulebook.program_on(D("2026-01-01")).consequences["r"]
    assert [choice.sanction.id for choice in consequence.choices] == ["light", "heavy"]
    assert consequence.choices[0].sanction.forms[0].start == D("2020-01-01")
    assert [day.names.event for day in rulebook.consequence_days["r"] if day] == ["finding"]


def test_a_scale_becomes_rows_that_leave_no_number_out() -> None:
    """Each number from the first step on falls into exactly one row, wherever the steps stand."""
    steps = [(1, "light"), (4, "light"), (11, "heavy")]
    listed = ", ".join(f"{{at_least: {number}, sanction: {name}}}" for number, name in steps)
    top = f"""\
        sanctions:
          light: {{title: {{id: R, en: L}}, {CITE}}}
          heavy: {{title: {{id: B, en: H}}, {CITE}}}
        parameters:
          steps:
            type: scale
            title: {{id: S, en: S}}
            values: [{{from: 2020-01-01, value: [{listed}], {CITE}}}]
        """
    rows = []
    for steps_written in (f"[{listed}]", "params.steps"):
        scale = f"{{by: 'days_between(finding.due_on, finding.done_on)', steps: {steps_written}}}"
        text = provision(rule("r", "duty"), rule("c", "consequence", follows="[r]", if_state="[overdue]", scale=scale), top=top)
        rows.append(book(text).program_on(D("2026-01-01")).consequences["r"][0].choices)
    assert [[choice.sanction.id for choice in found] for found in rows] == [["light", "light", "heavy"]] * 2
    assert [choice.when.node for choice in rows[0] if choice.when] == [choice.when.node for choice in rows[1] if choice.when]


def test_order_of_files_and_rules_does_not_matter() -> None:
    """The same rules in two files or in another order give the same programs."""
    one, two = rule("a"), rule("b", when="gift.perishable")
    texts = [{"x.yaml": provision(one), "y.yaml": provision(two)}, {"x.yaml": provision(two, one)}]
    books = [Rulebook([parse_ruleset({"ruleset.yaml": head(), **files})], VOCABULARY) for files in texts]
    rules = [found.program_on(D("2026-01-01")).rules["gift", ""] for found in books]
    seen = [[(rule.id, rule.when.node) for rule in found if rule.when] for found in rules]
    assert seen[0] == seen[1]
    assert [id for id, _ in seen[0]] == ["a", "b"]


def test_the_exemplars_compile() -> None:
    """The models for rule authors load against the vocabulary, but for names of fields that it calls otherwise."""
    folder = shared("exemplars")
    if folder is None:
        pytest.skip(ABSENT)
    renamed = {"value_from_giver": "value_idr"}
    files = {}
    for path in folder.glob("*.yaml"):
        if not path.name.endswith(".cases.yaml"):
            text = path.read_text(encoding="utf-8")
            for old, new in renamed.items():
                text = text.replace(f"gift.{old}", f"gift.{new}")
            files[path.name] = text
    cited = {part.split(",")[0].split("}")[0].strip() for text in files.values() for part in text.split("source: ")[1:]}
    sources = "".join(f"  {id}: {{title: {{id: {id}, en: {id}}}, citation: {id}}}\n" for id in sorted(cited))
    files["ruleset.yaml"] = (
        "id: exemplars\nversion: 1.0.0\ntitle: {id: Contoh, en: Examples}\nstatus: draft\n"
        f"sources:\n{sources}sanctions:\n  kpk.may-become-state-property:\n    title: {{id: Milik negara, en: State property}}\n"
        "    cite: [{source: perkpk-1-2026, at: Pasal 17 ayat (4), verified: one_source}]\n"
    )
    rulebook = Rulebook([parse_ruleset(files)], VOCABULARY)
    assert only_rule(rulebook, "wealth.lhkpn.periodic").every == (12, 31)
    assert only_rule(rulebook, "gratification.report").burden == "official"
    for cut in rulebook.cuts:
        assert rulebook.program_on(cut).start == cut


def test_the_packaged_rulesets_compile_in_every_period() -> None:
    """Each period of the packaged law has a program."""
    folders = {path.parent for path in (REPOSITORY / "rulesets").rglob("ruleset.yaml")}
    if not folders:
        pytest.skip("no ruleset is packaged yet")
    texts = [{path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.yaml")} for folder in sorted(folders)]
    rulebook = Rulebook([parse_ruleset(files) for files in texts], VOCABULARY)
    assert all(rulebook.program_on(cut).surroundings[""].params for cut in rulebook.cuts[1:])
