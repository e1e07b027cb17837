"""Writes what the packaged rulesets leave out into docs/not-encoded.md, between its two marks. Run it after changing `not_encoded`."""

from __future__ import annotations

import sys
from pathlib import Path

from integrityrules.library import load_engine
from integrityrules.report.catalogue import gather_catalogue
from integrityrules.report.catalogue.left_out import with_left_out
from integrityrules.tables.safe import write_beside

PAGE = Path(__file__).resolve().parent.parent / "docs" / "not-encoded.md"


def main() -> None:
    """Makes the table anew; what a person wrote stays."""
    page = with_left_out(PAGE.read_text(encoding="utf-8"), gather_catalogue(load_engine().rulebook))
    write_beside(PAGE, page.encode())
    print(f"wrote {PAGE.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
