"""`--out` of `audit`: the files a run leaves, each in the form that some reader wants.

May not decide or format: the reports do. Every file is written beside its place and renamed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from integrityrules.batch import Audit
from integrityrules.decide.outcome import State
from integrityrules.report import Content, finding_lines, write_case_list
from integrityrules.report.figures import HIDE_BELOW
from integrityrules.report.gather import found_states
from integrityrules.report.junit import junit_text
from integrityrules.report.page import write_html
from integrityrules.report.sarif import sarif_text
from integrityrules.tables.safe import write_beside, write_lines

DEFAULT = ("html", "xlsx", "jsonl", "txt")


Only = Container[tuple[str, str]] | None
"""Official and id of the findings to take; all if `None`."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, however the audit was run.

    Args:
        is_complete: every row was read and every official evaluated.
        states: gives official, id and state of every finding.
        lines: gives the public form of each finding as a line of JSON; of those with an official and id that are named, or of all.
        write_parquet: writes the same as a Parquet file.
    """

    is_complete: bool
    states: Callable[[], Iterable[tuple[str, str, State]]]
    lines: Callable[[Only], Iterable[str]]
    write_parquet: Callable[[Path, Only], None]


def found_in_memory(result: Audit) -> Found:
    """Returns what an audit in memory found."""

    def write_parquet(path: Path, only: Only) -> None:
        from integrityrules.batch.run.export import write_findings

        write_findings(path, result, only)

    return Found(result.is_complete, lambda: found_states(result), lambda only: finding_lines(result, only=only), write_parquet)


Writer = Callable[[Path, Found, Content, argparse.Namespace, str], None]


def _html(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    write_html(path, content if arguments.values else content.without_values(), hide_below=arguments.hide_small)


def _xlsx(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    write_case_list(path, content)


def _jsonl(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    write_lines(path, found.lines(_only(content)))


def _parquet(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    found.write_parquet(path, _only(content))


def _only(content: Content) -> Only:
    return {(case.row.official, case.row.id) for case in content.open_cases()} if content.follow_up.takes_out else None


def _txt(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    write_beside(path, text.encode())


def _sarif(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    write_beside(path, sarif_text(content).encode())


def _junit(path: Path, found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    write_beside(path, junit_text(content, fail_on=arguments.fail_on).encode())


FORMATS: Mapping[str, tuple[str, Writer]] = {
    "html": ("report.html", _html),
    "xlsx": ("cases.xlsx", _xlsx),
    "jsonl": ("findings.jsonl", _jsonl),
    "txt": ("audit.txt", _txt),
    "sarif": ("findings.sarif", _sarif),
    "junit": ("findings.junit.xml", _junit),
    "parquet": ("findings.parquet", _parquet),
}
"""Each format with the file it is written to, and what writes it."""


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Adds the options that say what is written."""
    parser.add_argument("--out", type=Path, metavar="DIR", help="write the findings there as well")
    parser.add_argument(
        "--formats", type=_formats, default=DEFAULT, metavar="LIST",
        help=f"what --out receives: {', '.join(FORMATS)}, with commas between (default: {','.join(DEFAULT)})",
    )  # fmt: skip
    parser.add_argument("--values", action="store_true", help="let explanations in report.html hold declared values, as cases.xlsx does")
    parser.add_argument(
        "--hide-small", type=_people, nargs="?", const=HIDE_BELOW, default=0, metavar="N",
        help=f"report.html without single findings and without numbers about fewer than N officials (default: {HIDE_BELOW})",
    )  # fmt: skip


def write_outputs(found: Found, content: Content, arguments: argparse.Namespace, text: str) -> None:
    """Writes the chosen formats into the folder, which is made if it is not there; other files in it stay."""
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in arguments.formats:
        file, write = FORMATS[name]
        write(arguments.out / file, found, content, arguments, text)


def _formats(text: str) -> tuple[str, ...]:
    """Reads the list of `--formats`; raises what argparse turns into a usage error."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    if not set(names) <= FORMATS.keys():
        raise argparse.ArgumentTypeError(f"the formats are {', '.join(FORMATS)}")
    return names


def _people(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError("a number of officials, 2 or more")
    return int(text)
