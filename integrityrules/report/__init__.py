"""Evaluations and audits as something to read: text, a workbook, JSON lines.

May not decide anything. What an audit's reports say is gathered once (`content_of`) and laid out by each of them.
"""

from integrityrules.report.audit_text import audit_text
from integrityrules.report.content import Content
from integrityrules.report.gather import content_of
from integrityrules.report.lines import evaluation_json, finding_lines
from integrityrules.report.text import evaluation_text
from integrityrules.report.workbook import write_case_list

__all__ = ["Content", "audit_text", "content_of", "evaluation_json", "evaluation_text", "finding_lines", "write_case_list"]
