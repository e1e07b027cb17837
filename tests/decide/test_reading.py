"""What is written of a finding without its traces and its public form: exactly what these would say."""

from __future__ import annotations

import json
from datetime import date

import pytest
from support_example import declared, evaluations, made

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.explain import Explanation
from integrityrules.decide.finding import Finding
from integrityrules.decide.forms import public_finding
from integrityrules.decide.line import public_line
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.gift import Gift
from integrityrules.facts.official import Official
from integrityrules.facts.world import Item
from integrityrules.language import tree
from integrityrules.language.interpret import Trace
from integrityrules.library import load_engine


@pytest.fixture(scope="module", params=[0.0, 0.08], ids=["whole", "holes"])
def looked_at(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Evaluation]:
    folder = tmp_path_factory.mktemp("example") / "input"
    made(folder, 60, holes=request.param)
    return list(evaluations(declared(folder)))


def traces(explanation: Explanation) -> list[Trace]:
    """Every trace of every section, each before its parts."""
    found: list[Trace] = []

    def follow(trace: Trace) -> None:
        found.append(trace)
        for part in trace.parts:
            follow(part)

    for section in explanation.sections:
        follow(section.trace)
    return found


def read_in(found: list[Trace]) -> list[str]:
    fields = [trace for trace in found if isinstance(trace.node, tree.Field) and trace.item is not None and trace.value is not None]
    return list(dict.fromkeys(f"{one.item.kind}[{one.item.id}].{one.node.name}" for one in fields if one.item is not None))  # type: ignore[union-attr]


def facts_in(explanation: Explanation, found: list[Trace]) -> list[Item]:
    decision = explanation.decision
    own = [decision.fact, *([decision.partner] if decision.partner else [])]
    kinds = explanation.world.vocabulary.kinds
    read = [trace.item for trace in found if trace.item is not None and trace.item.kind in kinds]
    return list({(item.kind, item.id): item for item in (*own, *read)}.values())


def test_what_was_read_is_what_the_traces_say(looked_at: list[Evaluation]) -> None:
    """Paths and facts come out as from the traces of a decision's conditions, in their order, whatever the outcome."""
    outcomes = set()
    for evaluation in looked_at:
        for explanation in evaluation.explanations:
            if explanation.decision.outcome == "not_raised" and explanation.decision.fact.kind == "official":
                continue  # very many, and all alike
            found = traces(explanation)
            assert list(explanation.reads()) == read_in(found)
            assert list(explanation.items()) == facts_in(explanation, found)
            outcomes.add((explanation.decision.outcome, explanation.decision.as_far_as_declared))
    assert {("applies", False), ("not_raised", False), ("does_not_apply", False), ("exempt", False)} <= outcomes


def test_a_line_is_the_public_form(looked_at: list[Evaluation]) -> None:
    """The line that is put together is to the character what `json` writes of the public form."""
    findings = [(evaluation.official, finding) for evaluation in looked_at for finding in evaluation.findings]
    assert len(findings) > 30
    for official, finding in findings:
        assert public_line(official, finding) == expected(official, finding)


def test_a_line_escapes_what_must_be_escaped() -> None:
    """Ids with quotation marks, control characters and other scripts come out as `json` writes them; so do possible sanctions."""
    strange = 'g"\\\n\u2028é\x1f'
    gift = Gift(
        id=strange,
        giver="x",
        giver_relation="vendor",
        received_on=date(2026, 1, 5),
        value_idr=5_000_000,
        related_to_office=True,
        accepted=True,
    )
    official = Official(id=strange, employment="pns")
    evaluation = load_engine().evaluate(Dossier(as_of=date(2026, 3, 2), official=official, gifts=[gift]))
    assert any(finding.consequences for finding in evaluation.findings)
    assert any(finding.questions for finding in evaluation.findings)
    for finding in evaluation.findings:
        assert public_line(strange, finding) == expected(strange, finding)


def expected(official: str, finding: Finding) -> str:
    return json.dumps({"official": official, **public_finding(finding)}, ensure_ascii=False, sort_keys=True)
