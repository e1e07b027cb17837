"""The report of an audit as one HTML file for people: what needs action first, numbers by agency and topic, each finding, printable.

May not evaluate. Shows codes, references and deadlines; declared values only where the content was made with them.
"""

from __future__ import annotations

from pathlib import Path

from integrityrules.report.content import Content
from integrityrules.report.page.page import Page
from integrityrules.tables.safe import write_beside


def html_report(content: Content, *, hide_below: int = 0) -> str:
    """Returns the report of an audit as one HTML page; equal contents give equal pages.

    Args:
        content: as `content_of` gives it; what is known or disposed of is left out.
        hide_below: hide every number about fewer officials than that, as many others as it takes that none of those can be worked out,
            and all single findings. For pages that leave the unit. 0 hides nothing.
    """
    return Page(content, hide_below=hide_below).page()


def write_html(path: str | Path, content: Content, *, hide_below: int = 0) -> None:
    """Writes the report of an audit as one HTML file; it is complete or not there. See `html_report`."""
    write_beside(Path(path), html_report(content, hide_below=hide_below).encode())


__all__ = ["html_report", "write_html"]
