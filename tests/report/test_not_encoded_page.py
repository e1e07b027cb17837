"""docs/not-encoded.md and the rulesets: what one says is left out, the other says too."""

from __future__ import annotations

from shared_material import REPOSITORY

from integrityrules.library import load_engine
from integrityrules.report.catalogue import gather_catalogue
from integrityrules.report.catalogue.left_out import BEGIN, END, with_left_out
from integrityrules.rulebook.lint import lint

PAGE = REPOSITORY / "docs" / "not-encoded.md"
RULEBOOK = load_engine().rulebook


def test_the_page_ends_with_what_the_rulesets_say() -> None:
    """The table of places is that of the rulesets; if not, `python scripts/update_not_encoded.py` makes it anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_left_out(page, gather_catalogue(RULEBOOK))


def test_a_page_keeps_what_a_person_wrote() -> None:
    """Only what stands between the marks is replaced."""
    page = with_left_out(f"before\n{BEGIN}\nold\n{END}\nafter\n", gather_catalogue(RULEBOOK))
    assert page.startswith(f"before\n{BEGIN}\n| Instrument |")
    assert page.endswith(f"\n{END}\nafter\n")
    assert "old\n" not in page


def test_nothing_is_left_out_and_encoded() -> None:
    """No packaged ruleset leaves out a place that one of its rules cites, unless in part."""
    assert [problem for problem in lint(RULEBOOK) if problem.code == "encoded-after-all"] == []
