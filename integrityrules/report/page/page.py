"""An audit as one HTML file that needs nothing else: no network, no reader's program but a browser, and paper to be printed on.

May not decide what is said. The page allows only its own style sheet and script, by their digests, so that nothing else in it can run.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from integrityrules.decide.outcome import ATTENTION
from integrityrules.decide.wording import STATES
from integrityrules.facts.vocabulary import Text
from integrityrules.report.audit_text import follow_up_lines, loud_lines, problem_words
from integrityrules.report.catalogue.page_words import VERIFIED_MEANS
from integrityrules.report.content import Content
from integrityrules.report.figures import figures_of
from integrityrules.report.markup import Html, raw, tag, visible
from integrityrules.report.page import words as say
from integrityrules.report.page.charts import patterns
from integrityrules.report.page.data import json_text
from integrityrules.report.page.findings import Findings
from integrityrules.report.page.parts import Parts
from integrityrules.report.page.tables import Numbers
from integrityrules.report.text import NOTICE

MOST_PROBLEMS = 500
"""Rejected places on the page; all of them are in the case list."""
_HERE = Path(__file__).resolve().parent


class Page:
    """Makes the page of one audit.

    Args:
        content: what is said; known and disposed findings are left out.
        hide_below: hide groups of fewer officials, and all single findings; 0 shows everything.
    """

    def __init__(self, content: Content, *, hide_below: int = 0) -> None:
        self.content = content
        self.parts = Parts(content.language, content.as_of)
        self.say = self.parts.say
        self.figures = figures_of(content.totals, hide_below=hide_below)
        self.numbers = Numbers(content, self.figures, self.parts, linked=not hide_below)
        self.findings = Findings(content, self.figures, self.numbers, self.parts) if not hide_below else None

    def page(self) -> str:
        """Returns the page as text."""
        style, script = (raw((_HERE / name).read_text(encoding="utf-8")) for name in ("report.css", "report.js"))
        # A comment for HTML and for scripts, and for readers of XML the sign that what follows is no markup.
        script = raw(f"//<![CDATA[\n{script}//]]>")
        policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("meta", name="robots", content="noindex"),
            tag("title", f"{self.say(say.TITLE)}, {self.parts.day(self.content.as_of)}"),
            tag("style", style),
        )
        data = [tag("script", raw(json_text(self.findings.data())), type="application/json", id="data")] if self.findings else []
        body = tag(
            "body",
            tag("a", self.say(say.SKIP), href="#content", class_="skip"),
            patterns(),
            self.header(),
            tag("main", *self.sections(), id="content"),
            self.footer(),
            *([*data, tag("script", script)] if data else []),
        )
        return f"<!DOCTYPE html>\n{tag('html', head, body, lang=self.content.language)}\n"

    # ---- head and foot ---------------------------------------------------------------------------------------------------

    def header(self) -> Html:
        content = self.content
        account = content.account
        rows = self.say(say.READ, *map(self.parts.number, (account.read, account.evaluated, account.rejected)))
        return tag(
            "header",
            tag("h1", self.say(say.TITLE)),
            tag("p", self.say(say.AS_OF, self.parts.day(content.as_of)), class_="day"),
            tag("p", self.sums(), class_="sums"),
            tag("p", f"{rows}. {self.say(NOTICE)}", class_="notice"),
            self.contents(),
            class_="top",
        )

    def sums(self) -> str:
        figures = self.figures
        if figures.findings is None:
            return self.say(say.NOT_SHOWN)
        if figures.acts is None or figures.officials is None:
            return self.say(say.IN_ALL_FINDINGS, self.parts.number(figures.findings))
        return self.say(say.IN_ALL, *map(self.parts.number, (figures.findings, figures.acts, figures.officials)))

    def contents(self) -> Html:
        links = [(say.FIRST, "first"), (say.WEEKS, "weeks"), (say.AGENCIES, "agencies"), (say.TOPICS, "topics")]
        links += [(say.ASKING, "asking")] if self.findings and self.findings.ask else []
        links += [(say.CASES, "findings")] if self.findings else []
        links += [(say.FOLLOW_UP, "follow-up")] if self.follow_up_lines() else []
        links += [(say.ACCOUNT, "account"), (say.READING, "reading")]
        items = [tag("li", tag("a", self.say(text), href=f"#{id}")) for text, id in links]
        return tag("nav", tag("ul", *items), aria_label=self.say(say.CONTENTS), class_="contents")

    def footer(self) -> Html:
        items = [
            tag("li", topic.title, " ", tag("code", f"{topic.id} {self.say(say.VERSION)} {topic.version}")) for topic in self.content.topics
        ]
        return tag("footer", tag("p", f"{self.say(say.RULESETS)}:"), tag("ul", *items), tag("p", self.say(say.NOTICE)))

    # ---- sections --------------------------------------------------------------------------------------------------------

    def sections(self) -> list[Html]:
        numbers = self.numbers
        return [
            *self.banners(),
            self.parts.section(
                "first", say.FIRST, numbers.tiles(), tag("h3", self.say(say.STATES_TABLE)), numbers.states(), *self.hidden_notes()
            ),
            self.parts.section("weeks", say.WEEKS, tag("div", numbers.weeks(), class_="panel")),
            self.parts.section("agencies", say.AGENCIES, numbers.agencies()),
            self.parts.section("topics", say.TOPICS, numbers.topics(), tag("h3", self.say(say.TRACKS_HEADING)), numbers.tracks()),
            *([*self.findings.asking(), self.findings.cases()] if self.findings else []),
            *self.follow_up(),
            self.account(),
            self.reading(),
        ]

    def banners(self) -> list[Html]:
        """Returns what nobody may overlook: what is missing, what has expired, and that values are shown."""
        account, found = self.content.account, []
        if not account.is_complete:
            missing = [self.say(say.INCOMPLETE_ROWS, self.parts.number(account.rejected))] if account.rejected else []
            missing += [self.say(say.INCOMPLETE_FAILED, self.parts.number(account.failed))] if account.failed else []
            link = tag("a", self.say(say.SEE_ACCOUNT), href="#account")
            found.append(self.banner(say.INCOMPLETE, "; ".join(missing) + ". " if missing else "", link))
        loud = (*self.content.follow_up.expired, *self.content.follow_up.outgrown)
        if loud and self.findings:
            lines = [line.removeprefix("== ") for line in loud_lines(self.content) if line.startswith("== ")]
            found.append(self.banner(say.FOLLOW_UP, "; ".join(lines) + ". ", tag("a", self.say(say.FOLLOW_UP), href="#follow-up")))
        if self.content.has_values and self.findings:
            found.append(tag("p", self.say(say.WITH_VALUES), class_="banner values"))
        return found

    def banner(self, heading: Text, *content: Html | str) -> Html:
        return tag("section", tag("h2", self.say(heading)), tag("p", *content), class_="banner", aria_label=self.say(heading))

    def hidden_notes(self) -> list[Html]:
        figures = self.figures
        if not figures.below:
            return []
        notes = [self.say(say.HIDDEN_NOTE, figures.below)]
        if figures.small_states:
            notes.append(self.say(say.SMALL_STATES, figures.below, ", ".join(map(self.parts.short_state, figures.small_states))))
        return [tag("p", note, class_="quiet") for note in notes]

    # ---- after the findings ----------------------------------------------------------------------------------------------

    def follow_up_lines(self) -> list[str]:
        return [*loud_lines(self.content), *follow_up_lines(self.content)] if self.findings else []

    def follow_up(self) -> list[Html]:
        lines = self.follow_up_lines()
        said = [tag("h3", line[3:]) if line.startswith("== ") else tag("p", line) for line in lines]
        return [self.parts.section("follow-up", say.FOLLOW_UP, *said)] if lines else []

    def account(self) -> Html:
        account, number = self.content.account, self.parts.number
        heads = [(say.SHEET, ""), (say.ROWS_READ, "n"), (say.ROWS_EVALUATED, "n"), (say.ROWS_REJECTED, "n")]
        sums = (account.read, account.evaluated, account.rejected)
        # A sheet of three rows speaks of three people: where small groups are hidden, only the sums are shown.
        sheets = account.sheets if self.findings else ()
        rows = [(tag("code", one.sheet), one[1:]) for one in sheets] + [(tag("b", self.say(say.TOTAL)), sums)]
        body = [tag("tr", tag("th", name, scope="row"), *(tag("td", number(one), class_="n") for one in counts)) for name, counts in rows]
        table = self.numbers.scrolled(tag("table", self.numbers.head(heads), tag("tbody", *body)), say.ACCOUNT)
        said = [self.say(say.OFFICIALS, number(account.officials))]
        said += [self.say(say.EXEMPT, number(account.exempt))] if account.exempt is not None and self.findings else []
        parts = [tag("p", self.say(say.EVERY_ROW), class_="lead"), table, tag("p", " ".join(said))]
        return self.parts.section("account", say.ACCOUNT, *parts, self.problems(), self.failures())

    def problems(self) -> Html:
        account = self.content.account
        total = len(account.problems) + account.problems_left_off
        if not total or not self.findings:
            return Html("")
        items = [tag("li", visible(problem_words(problem, self.content.language))) for problem in account.problems[:MOST_PROBLEMS]]
        left = total - len(items)
        more = [tag("li", self.say(MORE, self.parts.number(left)))] if left else []
        summary = tag("summary", f"{self.say(say.REJECTED)} ({self.parts.number(total)})")
        return tag("details", summary, tag("ul", *items, *more), open=total <= 20, data_long=total > 100)

    def failures(self) -> Html:
        account = self.content.account
        if not account.failed or not self.findings:
            return Html("")
        items = [tag("li", visible(official), ": ", tag("code", code)) for official, code in account.failures[:MOST_PROBLEMS]]
        left = account.failed - len(items)
        more = [tag("li", self.say(MORE, self.parts.number(left)))] if left else []
        return tag(
            "details", tag("summary", f"{self.say(say.FAILED)} ({self.parts.number(account.failed)})"), tag("ul", *items, *more), open=True
        )

    def reading(self) -> Html:
        states = [tag("div", tag("dt", self.parts.badge(state)), tag("dd", self.say(STATES[state]))) for state in ATTENTION]
        ways = [tag("div", tag("dt", self.parts.verified(code)), tag("dd", self.say(text))) for code, text in VERIFIED_MEANS.items()]
        return self.parts.section(
            "reading", say.READING,
            tag("dl", *states, class_="means"), tag("h3", self.say(say.VERIFICATION)), tag("dl", *ways, class_="means"),
        )  # fmt: skip


MORE = Text("dan {} lainnya", "and {} more")


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
