"""Draws what a command prints as an SVG: `python scripts/picture.py docs/images/audit.svg integrityrules audit ...`.

Real output, never typed by hand: `make generate` draws it again, and a test says when it has drifted.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS, MOST_LINES = 120, 40
CHARACTER, LINE, MARGIN = 7.8, 18, 16
PAPER, INK, PROMPT = "#fbfaf7", "#24292f", "#0b6e4f"


def main(target: str, *command: str) -> int:
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drawn(" ".join(command), output_of(command)), encoding="utf-8")
    return 0


def output_of(command: tuple[str, ...]) -> str:
    """Runs the command in a terminal of fixed width, without colour."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": str(COLUMNS)}
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(arguments, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout


def drawn(typed: str, printed: str) -> str:
    """Returns an SVG of a command and the beginning of what it printed; the same text always gives the same picture."""
    lines = [f"$ {typed}", *printed.splitlines()]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], "..."]
    width = round(max(map(len, lines)) * CHARACTER + 2 * MARGIN)
    height = len(lines) * LINE + 2 * MARGIN
    rows = "\n".join(row(line, MARGIN + LINE * (index + 1) - 5) for index, line in enumerate(lines) if line.strip())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f'<rect width="100%" height="100%" rx="6" fill="{PAPER}"/>\n'
        f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" fill="{INK}">\n{rows}\n</g>\n</svg>\n'
    )


def row(line: str, y: int) -> str:
    # textLength holds columns together where the reader's font is wider or narrower than ours.
    style = f' fill="{PROMPT}"' if line.startswith("$ ") else ' font-weight="bold"' if line.startswith("== ") else ""
    length = f' textLength="{len(line) * CHARACTER:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{MARGIN}" y="{y}" xml:space="preserve"{length}{style}>{escape(line)}</text>'


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
