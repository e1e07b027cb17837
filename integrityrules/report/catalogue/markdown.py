"""A catalogue as Markdown pages that read well as text: an entrance, one page for each ruleset, the law, and the data.

May not decide what is said: the model does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from integrityrules.decide.wording import ADDRESSEES
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import Language
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.markdown_parts import Says, code, inner, link, plain, table
from integrityrules.report.catalogue.markdown_rules import RulePages
from integrityrules.report.catalogue.model import Catalogue, Chapter, DataUse, Encoded, FieldUse, Instrument, Place
from integrityrules.report.catalogue.words import ENCODED, SENSITIVITY, USES

ENTRANCE, LAW, DATA = "catalogue.md", "law.md", "data.md"


def catalogue_markdown(catalogue: Catalogue, language: Language = "id") -> Mapping[str, str]:
    """Returns the pages of a catalogue by their file names; arguments as of `catalogue_html`."""
    says = Says(language)
    rules = RulePages(says, catalogue.labels())
    pages = {
        ENTRANCE: _entrance(catalogue, says),
        **{page_of(chapter): rules.page(chapter) for chapter in catalogue.chapters},
        LAW: _law(catalogue.instruments, says),
        DATA: _data(catalogue, says),
    }
    return {name: _text(lines) for name, lines in pages.items()}


def page_of(chapter: Chapter) -> str:
    """Returns the file name of a ruleset's page."""
    return f"rules-{chapter.id.replace('/', '-')}.md"


def _text(lines: Iterable[str]) -> str:
    """Returns lines as one text, with never more than one blank line."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept).rstrip() + "\n"


def _entrance(catalogue: Catalogue, says: Says) -> Iterator[str]:
    yield from says.titled(1, say.TITLE)
    yield from (f"- {line.in_language(says.language)}" for line in say.GUIDE_LINES)
    yield from ("", f"## {says.say(say.HOW_VERIFIED)}", "")
    yield from (f"- {says.verified(one)}: {says.say(text)}" for one, text in say.VERIFIED_MEANS.items())
    yield from ("", f"## {says.say(say.CONTENTS)}", "")
    heads = [says.say(text) for text in (say.RULESET, say.NUMBER_OF_RULES, say.CASES)]
    yield from table(heads, ([*_counted(chapter, says)] for chapter in catalogue.chapters))
    yield from (f"- {inner(text.in_language(says.language), page)}" for text, page in ((say.LAW, LAW), (say.DATA, DATA)))
    yield from ("", f"{says.say(say.MADE_FROM)} (SHA-256):", "")
    yield from (f"- {code(f'{id} {digest}')}" for id, digest in catalogue.digests.items())


def _counted(chapter: Chapter, says: Says) -> Iterator[str]:
    yield inner(chapter.title.in_language(says.language), page_of(chapter))
    yield str(len(chapter.rules))
    yield str(len({case.place for rule in chapter.rules for case in rule.cases}))


# ---- the law ---------------------------------------------------------------------------------------------------------------


def _law(instruments: Iterable[Instrument], says: Says) -> Iterator[str]:
    yield from (f"# {says.say(say.LAW)}", "", says.say(say.LAW_INTRO), "")
    for one in instruments:
        yield from says.titled(2, one.title)
        yield from (f"{plain(one.citation)} {code(one.id)}", "")
        yield from (f"- {link(url, url)}" for url in one.urls)
        yield ""
        heads = [says.say(text) for text in (say.AT, say.ENCODED_BY, say.NOT_ENCODED)]
        rows = [[says.at(place.at), "; ".join(_by(by, says) for by in place.encoded), _left_out(place, says)] for place in one.places]
        yield from table(heads, rows) or (says.say(say.NOTHING_CITED), "")


def _by(by: Encoded, says: Says) -> str:
    what = code(by.id) if by.what == "rule" else f"{says.say(ENCODED[by.what])} {code(by.id)}"
    period = f", {says.say(by.period)}" if by.period.id else ""
    return f"{says.say(by.title)} ({what}; {says.verified(by.verified)}{period})"


def _left_out(place: Place, says: Says) -> str:
    said = []
    for reason in place.left_out:
        label = says.say(say.PARTLY if reason.partly else say.NOT_ENCODED)
        said.append(f"**{label}:** {plain(reason.why.in_language(says.language))} *{plain(reason.why.in_language(says.other))}*")
    return " ".join(said)


# ---- the data --------------------------------------------------------------------------------------------------------------


def _data(catalogue: Catalogue, says: Says) -> Iterator[str]:
    yield from (f"# {says.say(say.DATA)}", "", says.say(say.DATA_INTRO), "")
    for data in catalogue.data:
        if data.fields:
            yield from _ruleset(data, says)
    yield from (f"## {says.say(say.NOT_READ)}", "")
    yield from (f"- {code(path)} {says.say(label)}" for path, label in catalogue.not_read)


def _ruleset(data: DataUse, says: Says) -> Iterator[str]:
    yield from says.titled(2, data.title)
    heads = [say.FIELD, say.SENSITIVITY, say.ASKED_OF, say.READ_FOR, say.ARTICLES, say.READ_BY]
    yield from table([says.say(text) for text in heads], ([*_row(use, says)] for use in data.fields))


def _row(use: FieldUse, says: Says) -> Iterator[str]:
    marks = [says.say(text) for text, holds in ((say.DERIVED, use.derived), (say.IDENTIFIES, use.identifies)) if holds]
    yield "; ".join([f"{says.say(use.label)} {code(use.path)}", *marks])
    yield says.say(SENSITIVITY.get(use.sensitivity, Text(use.sensitivity, use.sensitivity)))
    yield says.say(ADDRESSEES.get(use.asked_of, Text(use.asked_of, use.asked_of)))
    yield ", ".join(says.say(USES[one]) for one in use.uses)
    yield "; ".join(f"{says.say(cite.title)}, {says.at(cite.at)}" for cite in use.articles)
    yield ", ".join(code(id) for id in use.rules)
