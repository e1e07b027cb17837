"""Baseline and dispositions: only what is new, or needs more attention than then, is open; what expires is open again, loudly."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_reports import AS_OF, audited, audits, gift

from integrityrules.batch import Audit
from integrityrules.decide.outcome import ATTENTION, State
from integrityrules.errors import UsageError
from integrityrules.report import audit_text, content_of
from integrityrules.report.baseline import Baseline, baseline_of, baseline_text, key_text, parse_baseline, parse_key
from integrityrules.report.content import Content
from integrityrules.report.following import Following
from integrityrules.report.gather import found_states, ruleset_versions
from integrityrules.report.page import html_report
from integrityrules.report.workbook import case_list_bytes
from integrityrules.tables.dispositions import Disposition

KEY = bytes(range(32))
STATES = st.sampled_from(ATTENTION)
TOMORROW = AS_OF + timedelta(days=1)


def baseline(found: Audit) -> Baseline:
    return baseline_of(found_states(found), as_of=found.as_of, rulesets=ruleset_versions(content_of(found).topics), key=KEY)


def disposition(finding: Any, **fields: Any) -> Disposition:
    """Returns a disposition of a case's row that stands."""
    plain = {"state": finding.state_code, "decided": "explained", "reason": "sebab", "author": "Irban", "expires": TOMORROW}
    return Disposition(finding.official, finding.id, **{**plain, **fields})


# ---- baseline --------------------------------------------------------------------------------------------------------------


@given(audits())
def test_what_was_found_before_is_not_found_again(found: Audit) -> None:
    """Against its own baseline nothing is open, every finding is counted as known, and nothing is gone."""
    content = content_of(found, baseline=baseline(found))
    assert list(content.open_cases()) == []
    assert content.totals.findings == 0
    assert content.follow_up.known == Counter(case.row.state_code for case in content.cases)
    assert content.follow_up.gone == 0


@given(audits(), audits())
def test_known_new_and_gone_add_up(before: Audit, now: Audit) -> None:
    """Every finding is new, worse or known; those of the baseline are known, worse, or gone."""
    old = baseline(before)
    content = content_of(now, baseline=old)
    standing = Counter(case.standing for case in content.cases)
    assert content.totals.findings == standing["new"] + standing["worse"]
    assert content.follow_up.gone == len(old.findings) - standing["known"] - standing["worse"]
    assert sum(content.follow_up.known.values()) == standing["known"]


@given(STATES, STATES)
def test_a_state_that_needs_more_attention_is_open_again(before: State, now: State) -> None:
    """A finding that became more urgent is open; one that stayed or became less urgent is known."""
    old = baseline_of([("o", "f", before)], as_of=AS_OF, rulesets={}, key=KEY)
    found = Following(AS_OF, old).look("o", "f", now)
    assert found.standing == ("worse" if ATTENTION.index(now) < ATTENTION.index(before) else "known")
    assert Following(AS_OF, old).look("other", "f", now).standing == "new"


@given(audits())
def test_a_baseline_is_read_as_it_was_written(found: Audit) -> None:
    """Text and back gives the same baseline; the text names nobody, and nothing in it can be worked out without the key."""
    old = baseline(found)
    text = baseline_text(old)
    assert parse_baseline(text, KEY) == old
    for case in content_of(found).cases:
        assert case.row.official not in text.replace("test/rules", "")
        assert case.row.id not in text
        assert old.fingerprint(case.row.official, case.row.id) in text
    other = baseline_of(found_states(found), as_of=found.as_of, rulesets={}, key=bytes(32))
    assert not set(other.findings) & set(old.findings)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad-baseline"),
        ("[]", "bad-baseline"),
        ("{}", "bad-baseline"),
        ('{"format": "integrityrules/baseline/2"}', "bad-baseline"),
        ("[" * 100_000, "bad-baseline"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, code: str) -> None:
    """A text that is not in the form of a baseline is refused; so is one with a state that is none, or of another key."""
    with pytest.raises(UsageError) as caught:
        parse_baseline(text, KEY)
    assert caught.value.code == code
    data = json.loads(baseline_text(baseline_of([("o", "f", "due")], as_of=AS_OF, rulesets={}, key=KEY)))
    with pytest.raises(UsageError) as caught:
        parse_baseline(json.dumps(data | {"findings": {"x": "guilty"}}), KEY)
    assert caught.value.code == "bad-baseline"
    with pytest.raises(UsageError) as caught:
        parse_baseline(json.dumps(data), bytes(32))
    assert caught.value.code == "wrong-key"


def test_a_key_file_is_read_as_it_was_written() -> None:
    """A key goes into a line and back; a changed line, or another file, is refused without its text."""
    assert parse_key(key_text(KEY)) == KEY
    for text in ("", "x", key_text(KEY)[:-6], key_text(KEY).replace("+", "-"), key_text(KEY).swapcase()):
        with pytest.raises(UsageError) as caught:
            parse_key(text)
        assert caught.value.code == "bad-key"
    assert KEY.hex() not in repr(baseline_of([], as_of=AS_OF, rulesets={}, key=KEY))


# ---- dispositions ----------------------------------------------------------------------------------------------------------


@given(STATES, STATES, st.integers(-3, 3))
def test_a_disposition_holds_until_its_day_and_for_its_state(at: State, now: State, days: int) -> None:
    """It stands up to and on its last day, as long as the finding does not need more attention than when it was made."""
    one = Disposition("o", "f", at, "accepted", "sebab", "Irban", AS_OF + timedelta(days=days))
    following = Following(AS_OF, None, [one])
    found = following.look("o", "f", now)
    is_worse = ATTENTION.index(now) < ATTENTION.index(at)
    assert found.stands is (days >= 0 and not is_worse)
    summary = following.summary()
    assert bool(summary.expired) is (days < 0)
    assert bool(summary.outgrown) is (days >= 0 and is_worse)
    assert summary.disposed == ({"accepted": 1} if found.stands else {})


def test_a_note_takes_nothing_out() -> None:
    """A note without a disposition leaves the finding open, and stays with it."""
    found = audited(gift("g1"))
    (case,) = content_of(found).cases
    content = content_of(found, dispositions=[disposition(case.row, decided="", reason="", author="", expires=None, notes="telepon")])
    assert content.totals.findings == 1
    assert content.cases[0].disposition is not None
    assert content.follow_up.expired == content.follow_up.unused == ()


def disposed(**fields: Any) -> Content:
    """Returns the content of an audit of two findings, of which one has a disposition."""
    found = audited(gift("g1", related_to_office=True), gift("g2"), official="P-1")
    row = content_of(found).cases[0].row
    return content_of(found, "en", dispositions=[disposition(row, where="Temuan", line=7, **fields)])


def test_what_is_disposed_of_is_left_out_and_counted() -> None:
    """The finding is neither listed nor counted as open, the report says how many are left out, and the case list keeps it."""
    content = disposed()
    assert [case.row.state_code for case in content.open_cases()] == ["due", "due"]
    assert content.totals.findings == 2
    text = audit_text(content)
    assert "facts point to a prohibition" not in text
    assert "1 findings with a disposition are left out: 1 explained." in text
    assert "1 explained" in html_report(content)
    assert case_list_bytes(content) != case_list_bytes(disposed(expires=AS_OF - timedelta(days=1)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"expires": AS_OF - timedelta(days=1)}, "EXPIRED DISPOSITIONS: 1 findings are open again"),
        ({"state": "review"}, "DISPOSITIONS THAT NO LONGER HOLD: 1 findings need more attention"),
    ],
)
def test_what_no_longer_holds_is_told_loudly(fields: dict[str, Any], words: str) -> None:
    """An expired disposition, and one whose finding became more urgent, are told with their place, on the screen and on the page."""
    content = disposed(**fields)
    assert content.totals.findings == 3
    assert words in audit_text(content)
    assert "- Temuan, row 7: P-1: explained until" in audit_text(content)
    page = html_report(content)
    assert page.count(words) == 2
    assert 'class="banner" aria-label="Follow-up and baseline"' in page
    assert "sebab" not in audit_text(content) + page


def test_what_is_about_nothing_any_more_is_counted() -> None:
    """A disposition whose finding is gone is told as such."""
    found = audited(gift("g1"))
    content = content_of(found, "en", dispositions=[Disposition("P-9", "f" * 32, "due", "accepted", "sebab", "Irban", date(2027, 1, 1))])
    assert len(content.follow_up.unused) == 1
    assert "1 dispositions or notes are about findings that are gone." in audit_text(content)
