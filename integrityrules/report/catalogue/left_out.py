"""What rulesets leave out, as the table that closes docs/not-encoded.md: so that page and rulesets cannot contradict each other.

May not know the prose of that page.
"""

from __future__ import annotations

from collections.abc import Iterator

from integrityrules.language.formats import Language
from integrityrules.report.catalogue.markdown_parts import Says, code, plain, table
from integrityrules.report.catalogue.model import Catalogue

BEGIN, END = "<!-- from the rulesets: begin -->", "<!-- from the rulesets: end -->"


def with_left_out(page: str, catalogue: Catalogue, language: Language = "en") -> str:
    """Returns a page with the table between its two marks made anew.

    Args:
        page: text that has `BEGIN` and, after it, `END`; what stands between them is replaced.
    """
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{left_out_table(catalogue, language)}{END}{after}"


def left_out_table(catalogue: Catalogue, language: Language = "en") -> str:
    """Returns every place that a ruleset leaves out, whole or in part, with why; in the order of the instruments."""
    heads = {
        "en": ["Instrument", "Place", "How much", "Why", "Ruleset"],
        "id": ["Peraturan", "Tempat", "Seberapa banyak", "Mengapa", "Kumpulan aturan"],
    }
    return "\n".join(table(heads[language], _rows(catalogue, Says(language))))


def _rows(catalogue: Catalogue, says: Says) -> Iterator[list[str]]:
    words = {"en": ("all of it", "a part"), "id": ("seluruhnya", "sebagian")}[says.language]
    for one in catalogue.instruments:
        for place in one.places:
            for reason in place.left_out:
                why = plain(reason.why.in_language(says.language))
                yield [says.say(one.title), says.at(place.at), words[reason.partly], why, code(reason.ruleset)]
