"""The page of an audit in a real browser: filters, search, cards and links by script, from a file, without a network or an error.

Needs a Chromium; skipped where there is none.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from support_reports import AS_OF, audit_all, gift

from integrityrules.report import Content, content_of
from integrityrules.report.page import html_report
from integrityrules.report.page.data import json_text

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next((found for name in BROWSERS if (found := shutil.which(name))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--virtual-time-budget=8000", "--enable-logging=stderr",
)  # fmt: skip
EVIL = "<img src=x onerror=alert(1)></script><script>document.title='broken'</script>"

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


class Shown(NamedTuple):
    """What a browser made of a page: its elements as text, and everything it said on the console."""

    dom: str
    console: list[str]


def shown(page: Path, folder: Path, fragment: str = "") -> Shown:
    """Opens a file in a browser of its own and lets its scripts run."""
    assert BROWSER is not None
    command = [BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri() + fragment]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line or "Refused" in line]
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return Shown(done.stdout, console)


def written(folder: Path, content: Content, script: str = "") -> Path:
    """Writes a page; with a script of the test at its end, which the page's own policy would not let run."""
    text = html_report(content)
    if script:
        text = re.sub(r"script-src &#x27;.*?&#x27;", "script-src 'unsafe-inline'", text)
        text = text.replace("</body>", f"<script>{script}</script></body>")
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path


DRIVER = """
const field = (name) => document.getElementById("filters").elements[name];
const result = {};
const cards = () => [...document.querySelectorAll("#cards .card")];
const wait = () => new Promise((done) => setTimeout(done, 300));
const choose = async (values) => {
  document.getElementById("filters").reset();
  for (const [name, value] of Object.entries(values)) field(name).value = value;
  const last = Object.keys(values).pop() || "q";
  field(last).dispatchEvent(new Event(last === "q" ? "input" : "change", { bubbles: true }));
  await wait();
  return [document.getElementById("shown").textContent, cards().length, location.hash];
};
const told = () => {
  const at = document.createElement("pre");
  at.id = "result";
  at.textContent = JSON.stringify({ ...result, done: true });
  document.body.append(at);
};
"""


def driven(folder: Path, content: Content, script: str) -> tuple[dict[str, Any], Shown]:
    """Runs a script of the test in the page and returns what it noted in `result`."""
    seen = shown(written(folder, content, f"{DRIVER}(async () => {{ await wait(); {script} told(); }})();"), folder)
    found = re.search(r'<pre id="result">(.*?)</pre>', seen.dom, re.DOTALL)
    assert found, seen.console
    result: dict[str, Any] = json.loads(unescape(found[1]))
    assert result.pop("done")
    return result, seen


def example(acts: int = 60) -> Content:
    """Returns an audit of officials of two agencies, with findings in several states."""
    return content_of(
        audit_all(
            {
                (f"P-{n:03}", "A" if n % 3 else "B"): [
                    gift(
                        f"G-{n:03}",
                        received_on=["2026-01-05", "2026-02-17", "2026-02-26"][n % 3],
                        related_to_office=[True, None, False, False][n % 4],
                        value_idr=None if n % 5 == 0 else 500,
                    )
                ]
                for n in range(acts)
            }
        ),
        "en",
        values=True,
    )


def test_the_page_runs_from_a_file_without_an_error(tmp_path: Path) -> None:
    """The page as it is written runs its own script under its own policy, shows the first cards, and says nothing on the console."""
    content = example()
    seen = shown(written(tmp_path, content), tmp_path)
    assert seen.console == []
    assert f'data-ready="{len(content.cases)}"' in seen.dom
    assert seen.dom.count('<article class="card">') == 40
    assert f"{content.totals.findings} findings in {content.totals.acts} acts" in seen.dom


def test_the_script_makes_the_cards_that_are_on_the_page(tmp_path: Path) -> None:
    """Every card, opened, has the same elements and text as the one that readers without scripts get."""
    content = example(20)
    script = """
    for (const details of document.querySelectorAll("#cards details")) details.open = true;
    await wait();
    for (const details of document.querySelectorAll("#cards details")) details.removeAttribute("open");
    result.cards = cards().map((card) => card.outerHTML);
    """
    result, seen = driven(tmp_path, content, script)
    page = ElementTree.fromstring(html_report(content).removeprefix("<!DOCTYPE html>\n"))
    plain = [element for element in page.iter("article") if element.get("class") == "card"]
    made = [ElementTree.fromstring(card) for card in result["cards"]]
    assert len(plain) == len(made) == 20
    assert [described(element) for element in made] == [described(element) for element in plain]
    assert seen.console == []


def described(element: ElementTree.Element) -> list[tuple[str, str, str]]:
    """Returns the elements below one with their classes and text."""
    return [(one.tag, one.get("class", ""), re.sub(r"\s+", " ", "".join(one.itertext())).strip()) for one in element.iter()]


def test_filters_and_search_leave_what_fits(tmp_path: Path) -> None:
    """Each filter, and all together, leave as many findings and acts as counting them in Python gives."""
    content = example()
    wanted: list[dict[str, str]] = [
        {}, {"state": "overdue"}, {"state": "any-ask"}, {"agency": "B"}, {"track": "discipline"}, {"bearer": "official"},
        {"topic": "test/rules"},
        {"due": "past"}, {"due": "week"}, {"due": "none"}, {"ask": "the official"}, {"q": "g-007"}, {"q": "FORBIDDEN p-00"},
        {"state": "indicated", "agency": "A"}, {"q": "nowhere"},
    ]  # fmt: skip
    script = f"result.shown = []; for (const values of {json.dumps(wanted)}) result.shown.push(await choose(values));"
    result, _ = driven(tmp_path, content, script)
    for values, (words, cards, address) in zip(wanted, result["shown"], strict=True):
        cases = [case for case in content.cases if fits(case, values)]
        acts = {(case.row.official, case.row.act) for case in cases}
        assert words == (f"{len(cases)} findings in {len(acts)} acts" if cases else "No finding fits the filters."), values
        assert cards == min(len(acts), 40)
        assert ("=" in address) is bool(values)
    assert len({words for words, _, _ in result["shown"]}) >= 8


def fits(case: Any, wanted: dict[str, str]) -> bool:
    row, groups = case.row, {"any-ask": ("unconfirmed", "undetermined", "undated", "met_undated")}
    days = None if row.due_on is None else (row.due_on - AS_OF).days
    due = {"past": days is not None and days < 0, "week": days is not None and 0 <= days <= 6, "none": days is None}
    said = f"{row.official} {row.act} {row.agency} {row.title} {row.rule} {row.track} {row.short_state} {row.id}".lower()
    return all(
        (
            row.state_code in groups.get(wanted.get("state", ""), (wanted.get("state", row.state_code),)),
            row.agency == wanted.get("agency", row.agency),
            row.track == wanted.get("track", row.track),
            row.bearer == wanted.get("bearer", row.bearer),
            case.topic == wanted.get("topic", case.topic),
            "ask" not in wanted or wanted["ask"] in {question.whom for question in case.questions},
            due.get(wanted.get("due", ""), True),
            all(word in said for word in wanted.get("q", "").lower().split()),
        )
    )


def test_a_link_leads_to_what_it_counts(tmp_path: Path) -> None:
    """Opening the page with filters in its address, as its numbers link to them, shows those findings alone."""
    content = example()
    seen = shown(written(tmp_path, content), tmp_path, "#state=overdue&agency=B")
    cases = [case for case in content.cases if (case.row.state_code, case.row.agency) == ("overdue", "B")]
    assert cases
    assert f"{len(cases)} findings in {len({case.row.act for case in cases})} acts" in seen.dom
    assert seen.console == []


def test_more_and_all_cards_can_be_shown_and_printed(tmp_path: Path) -> None:
    """The button shows the next cards and moves the focus there; before printing every card shown is opened and filled."""
    script = """
    result.before = cards().length;
    document.getElementById("more").click();
    result.after = cards().length;
    result.focus = cards().indexOf(document.activeElement.closest(".card"));
    result.more = document.getElementById("more").hidden;
    window.dispatchEvent(new Event("beforeprint"));
    const details = [...document.querySelectorAll("#cards details")];
    result.opened = details.every((one) => { return one.open; });
    result.filled = details.every((one) => one.querySelector(".body") !== null);
    result.note = document.getElementById("print-note").textContent;
    window.dispatchEvent(new Event("afterprint"));
    result.closed = details.every((one) => !one.open);
    """
    result, seen = driven(tmp_path, example(70), script)
    assert (result["before"], result["after"], result["focus"], result["more"]) == (40, 70, 40, True)
    assert result["opened"]
    assert result["filled"]
    assert result["closed"]
    assert result["note"] == "Printed: 70 of 70 acts."
    assert seen.console == []


def test_order_by_deadline_and_by_official(tmp_path: Path) -> None:
    """The cards can be put in the order of their nearest open deadline, or of their officials."""
    script = """
    const first = (name) => cards().map((card) => card.querySelector(name).textContent);
    await choose({ order: "official" }); result.officials = first(".official");
    await choose({ order: "due", state: "due" }); result.due = cards().map((card) => card.querySelector(".e-due .deadline").textContent);
    """
    result, _ = driven(tmp_path, example(30), script)
    assert result["officials"] == sorted(result["officials"])
    days = [int(re.search(r"by (\d+) March", words)[1]) for words in result["due"]]  # type: ignore[index]
    assert days
    assert days == sorted(days)


def test_hostile_text_runs_nothing(tmp_path: Path) -> None:
    """Ids and agencies that look like elements are shown as they are, opened, searched for and filtered by, and nothing runs."""
    content = content_of(audit_all({(f"P{EVIL}", EVIL): [gift(f"G{EVIL}", related_to_office=True)]}), "en", values=True)
    script = (
        f"const evil = {json_text({'text': EVIL})}.text;"
        """
    result.sought = await choose({ q: evil });
    await choose({ agency: evil });
    for (const details of document.querySelectorAll("#cards details")) details.open = true;
    await wait();
    result.images = document.images.length; result.scripts = document.scripts.length; result.title = document.title;
    result.text = document.querySelector("#cards .official").textContent;
    result.acts = cards().length;
    """
    )
    result, seen = driven(tmp_path, content, script)
    assert result["sought"][:2] == ["2 findings in 1 acts", 1]
    assert result["images"] == 0
    assert result["scripts"] == 3  # data, the page's own, and that of this test
    assert result["title"].startswith("Integrity audit report")
    assert result["text"] == f"P{EVIL}"
    assert result["acts"] == 1
    assert seen.console == []
