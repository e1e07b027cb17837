"""Findings as JSON, one object a line: the public form, without declared values.

May not decide. The form is described by `integrityrules rules schema --of evaluation`.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator

from integrityrules.batch import Audit
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.forms import public_evaluation
from integrityrules.decide.line import public_line


def evaluation_json(evaluation: Evaluation) -> str:
    """Returns one evaluation in its public form as one line of JSON."""
    return json.dumps(public_evaluation(evaluation), ensure_ascii=False, sort_keys=True)


def finding_lines(audit: Audit, *, only: Container[tuple[str, str]] | None = None) -> Iterator[str]:
    """Yields each finding of an audit in its public form with its official's id, in the order of attention.

    Args:
        only: official and id of the findings to take; all if `None`.
    """
    for one, finding in audit.findings():
        if only is not None and (one.official, finding.id) not in only:
            continue
        yield public_line(one.official, finding)
