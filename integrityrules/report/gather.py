"""An audit in memory -> what its reports say. An audit in columns makes the same content itself, with `case_of` for what it shows.

May not decide, nor lay anything out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from integrityrules.batch import Audit, Audited
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.decide.narrate import Language, Told
from integrityrules.decide.questions import Question
from integrityrules.decide.wording import ADDRESSEES, WHY_ASKED
from integrityrules.facts.dossier import Registers
from integrityrules.report.baseline import Baseline
from integrityrules.report.content import Account, Article, Asked, Case, Content, Exempt, SheetCount, Tally, Topic, bare
from integrityrules.report.following import NOT_FOLLOWED, Followed, Following
from integrityrules.report.rows import act_of, citation_words, form_words, row_of
from integrityrules.rulebook.compile import Rulebook
from integrityrules.tables import Counts, Declarations
from integrityrules.tables.dispositions import Disposition

_ONE_DOSSIER = Declarations((), Registers(), (), Counts(1, 1, 0), {})


def content_of(
    audit: Audit,
    language: Language = "id",
    *,
    explain: bool = True,
    values: bool = False,
    most: int | None = None,
    baseline: Baseline | None = None,
    dispositions: Iterable[Disposition] = (),
) -> Content:
    """Returns what the reports of an audit say.

    Args:
        language: of every text.
        explain: have explanations at all; a report that shows none is made faster without.
        values: let explanations hold what was declared; for people with authority to see it.
        most: how many open cases to take, those that need attention first; all if `None`. Totals are over everything all the same.
        baseline: what was found before and is known; only what is new, or needs more attention than then, counts as open.
        dispositions: what officers recorded; what stands on the day of the audit takes a finding out of what is open.
    """
    following, tally = Following(audit.as_of, baseline, dispositions), Tally()
    cases: list[Case] = []
    left_off: dict[Any, int] = {}
    taken = 0
    for one, finding in audit.findings():
        followed = following.look(one.official, finding.id, finding.state)
        if followed.is_open:
            tally.add(
                official=one.official, agency=one.agency, act=f"{finding.fact_kind} {finding.fact}", topic=finding.ruleset,
                tracks=finding.tracks, state=finding.state, due_on=finding.due_on,
            )  # fmt: skip
            taken += 1
            if most is not None and taken > most:
                left_off[finding.state] = left_off.get(finding.state, 0) + 1
                continue
        cases.append(case_of(one.official, one.agency, finding, language, explain=explain, values=values, followed=followed))
    exempt = tuple(_exempt(audit, language, explain, values))
    return Content(
        as_of=audit.as_of,
        language=language,
        account=account_of(audit, exempt=len(exempt)),
        totals=tally.totals(),
        cases=tuple(cases),
        left_off=left_off,
        exempt=exempt,
        follow_up=following.summary(),
        topics=topics_of(audit, language),
        has_values=explain and values,
    )


def evaluation_content(evaluation: Evaluation, language: Language = "id") -> Content:
    """Returns what the reports of a single evaluation say, as if it were an audit of one dossier; without explanations."""
    alone = Audit(evaluation.as_of, (Audited(evaluation.official, "", evaluation),), (), _ONE_DOSSIER)
    return content_of(alone, language, explain=False)


def case_of(
    official: str,
    agency: str,
    finding: Finding,
    language: Language,
    *,
    explain: bool = True,
    values: bool = False,
    followed: Followed = NOT_FOLLOWED,
) -> Case:
    """Returns one finding with all that a person needs to work on it.

    Args:
        official, agency: as the input names them; a pseudonym will do.
        explain: have an explanation at all.
        values: let the explanation hold what was declared.
        followed: what earlier work says of it.
    """
    return Case(
        row=row_of(official, agency, finding, language),
        topic=finding.ruleset,
        tracks=finding.tracks,
        bearer=finding.bearer,
        articles=tuple(Article(citation_words(cite, language), cite.verified) for cite in finding.citations),
        questions=tuple(_asked(question, language) for question in finding.questions),
        explanation=_lines(finding.told(language), values) if explain else (),
        forms=form_words(finding.consequences, language),
        standing=followed.standing,
        disposition=followed.disposition,
        stands=followed.stands,
    )


def _asked(question: Question, language: Language) -> Asked:
    whom, why = ADDRESSEES[question.asked_of], WHY_ASKED[question.why]
    return Asked(whom.in_language(language), question.text.in_language(language), why.in_language(language), question.path)


def _lines(lines: Iterable[Told], values: bool) -> tuple[Told, ...]:
    return tuple(lines) if values else bare(lines)


def _exempt(audit: Audit, language: Language, explain: bool, values: bool) -> Iterable[Exempt]:
    for one, decision in audit.exempt():
        yield Exempt(
            official=one.official,
            act=act_of(decision, language),
            title=decision.rule.title.in_language(language),
            because="; ".join(rule.title.in_language(language) for rule in decision.rule.exemptions if rule.id in decision.by),
            as_far_as_declared=decision.as_far_as_declared,
            explanation=_lines(one.evaluation.told(decision, language), values) if explain else (),
        )


def account_of(audit: Audit, *, exempt: int) -> Account:
    """Returns what became of everything an audit read."""
    counts = audit.declarations.counts
    return Account(
        read=counts.read,
        evaluated=counts.evaluated,
        rejected=counts.rejected,
        officials=len(audit.audited),
        exempt=exempt,
        sheets=tuple(SheetCount(name, one.read, one.evaluated, one.rejected) for name, one in audit.declarations.by_sheet.items()),
        problems=audit.rejected,
        failed=len(audit.failed),
        failures=tuple((one.official, one.code) for one in audit.failed),
    )


def topics_of(audit: Audit, language: Language) -> tuple[Topic, ...]:
    """Returns the rulesets an audit was made against; none where nothing could be evaluated."""
    evaluated = islice((*audit.audited, *filter(None, [audit.registers])), 1)
    return next((rulebook_topics(one.evaluation.law, language) for one in evaluated if isinstance(one.evaluation.law, Rulebook)), ())


def rulebook_topics(rulebook: Rulebook, language: Language) -> tuple[Topic, ...]:
    """Returns the rulesets of a rulebook in words."""
    return tuple(Topic(one.id, one.version, one.title.in_language(language)) for one in rulebook.rulesets)


def found_states(audit: Audit) -> Iterable[tuple[str, str, Any]]:
    """Yields official, id and state of every finding: what a baseline is made of."""
    return ((one.official, finding.id, finding.state) for one, finding in audit.findings())


def ruleset_versions(topics: Iterable[Topic]) -> Mapping[str, str]:
    """Returns the version of each ruleset by its id."""
    return {topic.id: topic.version for topic in topics}
