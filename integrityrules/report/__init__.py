"""Evaluations and audits as something to read: text, a workbook, JSON lines.

May not decide anything.
"""

from integrityrules.report.audit_text import audit_text
from integrityrules.report.lines import evaluation_json, finding_lines
from integrityrules.report.text import evaluation_text
from integrityrules.report.workbook import write_case_list

__all__ = ["audit_text", "evaluation_json", "evaluation_text", "finding_lines", "write_case_list"]
