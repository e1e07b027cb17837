"""A catalogue as files in a folder: the page, the Markdown, the manifest.

May not decide what is in them. Equal rulesets give equal bytes: nothing says when it was written.
"""

from __future__ import annotations

import json
from pathlib import Path

from integrityrules.language.formats import Language
from integrityrules.report.catalogue.html import catalogue_html
from integrityrules.report.catalogue.manifest import manifest_json
from integrityrules.report.catalogue.markdown import catalogue_markdown
from integrityrules.report.catalogue.model import Catalogue
from integrityrules.tables.safe import write_beside

PAGE, MANIFEST = "catalogue.html", "manifest.json"


def write_catalogue(catalogue: Catalogue, folder: Path, language: Language = "id") -> tuple[Path, ...]:
    """Writes a catalogue and returns its files, the page first. The folder is made if it is not there; other files in it stay.

    Args:
        language: of headings and labels; conditions, titles and reasons stand in both.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.dumps(manifest_json(catalogue), ensure_ascii=False, indent=2) + "\n"
    texts = {PAGE: catalogue_html(catalogue, language), **catalogue_markdown(catalogue, language), MANIFEST: manifest}
    for name, text in texts.items():
        write_beside(folder / name, text.encode())
    return tuple(folder / name for name in texts)
