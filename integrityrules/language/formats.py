"""Values as people read them, in Indonesian and in English: rupiah, percentages, days, codes, ranges, what is not known.

May not know trees or rules. Indonesian groups digits with a point and has a decimal comma; English the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, TypeAlias

from integrityrules.facts.entity import Entity
from integrityrules.facts.values import Range
from integrityrules.facts.vocabulary import Type, Vocabulary
from integrityrules.facts.world import Item

Language: TypeAlias = Literal["id", "en"]

MONTHS = {
    "id": ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
_YES, _NO = {"id": "ya", "en": "yes"}, {"id": "tidak", "en": "no"}
_UNKNOWN = {"id": "belum diketahui", "en": "not known"}
_BETWEEN = {"id": "antara {} dan {}", "en": "between {} and {}"}
_FROM = {"id": "{} atau lebih", "en": "{} or more"}
_UP_TO = {"id": "{} atau kurang", "en": "{} or less"}
_SINCE = {"id": "{} atau sesudahnya", "en": "{} or later"}
_UNTIL = {"id": "{} atau sebelumnya", "en": "{} or earlier"}
_OR = {"id": "atau", "en": "or"}


def money_in_words(rupiah: int, language: Language) -> str:
    """Returns whole rupiah: `Rp1.200.000` in Indonesian, `Rp1,200,000` in English."""
    return f"{'-' if rupiah < 0 else ''}Rp{_grouped(abs(rupiah), language)}"


def number_in_words(number: int, language: Language) -> str:
    """Returns a number; years and other numbers of up to four digits are not grouped."""
    return str(number) if abs(number) < 10_000 else f"{'-' if number < 0 else ''}{_grouped(abs(number), language)}"


def _grouped(number: int, language: Language) -> str:
    grouped = f"{number:,}"
    return grouped if language == "en" else grouped.replace(",", ".")


def percent_in_words(basis_points: int, language: Language) -> str:
    """Returns a percentage without needless decimals: `50%`, `50,01%`."""
    whole, hundredths = divmod(abs(basis_points), 100)
    decimals = f"{hundredths:02}".rstrip("0")
    sign = "-" if basis_points < 0 else ""
    point = "." if language == "en" else ","
    return f"{sign}{_grouped(whole, language)}{point + decimals if decimals else ''}%"


def days_in_words(days: int, language: Language) -> str:
    """Returns a number of days: `1 hari`, `30 hari`; `1 day`, `30 days`."""
    return f"{number_in_words(days, language)} {unit_in_words('day', days, language)}"


def unit_in_words(unit: Literal["day", "working day", "month"], count: int | None, language: Language) -> str:
    """Returns a unit of time for a count, or for a count not known yet."""
    if language == "id":
        return {"day": "hari", "working day": "hari kerja", "month": "bulan"}[unit]
    return unit if count is not None and abs(count) == 1 else f"{unit}s"


def day_in_words(day: date, language: Language) -> str:
    """Returns a day with its month in words: `20 Januari 2026`, `20 January 2026`."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def code_in_words(code: str, type: Type, language: Language, vocabulary: Vocabulary) -> str:
    """Returns a code's label in quotes; the code itself where the list does not have it."""
    known = vocabulary.code_lists.get(type.of)
    label = known.codes.get(code) if known else None
    return quoted(label.in_language(language) if label else code)


def value_in_words(value: Any, type: Type, language: Language, vocabulary: Vocabulary) -> str:
    """Returns a value of a type, known, bounded or not known.

    Entities show their name only, facts their kind and id; numbers of persons are never shown.
    """
    if value is None:
        return _UNKNOWN[language]
    if isinstance(value, Range):
        return _range_in_words(value, type, language, vocabulary)
    if isinstance(value, bool):
        return (_YES if value else _NO)[language]
    if isinstance(value, Entity):
        return quoted(value.name) if value.name else {"id": "pihak tanpa nama", "en": "a party without a name"}[language]
    if isinstance(value, Item):
        return f"{kind_in_words(value.kind, language, vocabulary)} {value.id}"
    if isinstance(value, date):
        return day_in_words(value, language)
    if isinstance(value, int):
        numbers = {"money": money_in_words, "percent": percent_in_words, "days": days_in_words}
        return numbers.get(type.name, number_in_words)(value, language)
    if isinstance(value, str):
        return code_in_words(value, type, language, vocabulary) if type.name == "code" else quoted(value)
    order = list(vocabulary.code_lists[type.of].codes) if type.of in vocabulary.code_lists else []
    codes = sorted(value, key=lambda code: (order.index(code) if code in order else len(order), code))
    return ", ".join(code_in_words(code, type, language, vocabulary) for code in codes)


def _range_in_words(value: Range[Any], type: Type, language: Language, vocabulary: Vocabulary) -> str:
    ends = [value_in_words(end, type, language, vocabulary) for end in (value.lo, value.hi) if end is not None]
    if len(ends) == 2:
        return _BETWEEN[language].format(*ends)
    if value.lo is not None:
        return (_SINCE if type.name == "date" else _FROM)[language].format(*ends)
    return (_UNTIL if type.name == "date" else _UP_TO)[language].format(*ends) if ends else _UNKNOWN[language]


def kind_in_words(kind: str, language: Language, vocabulary: Vocabulary, *, many: bool = False) -> str:
    """Returns a kind within a sentence: `paket pengadaan`, `procurement package`; in English also its plural."""
    spec = vocabulary.kinds.get(kind)
    if spec is None:
        return kind
    if many and language == "en":
        return spec.plural.replace("_", " ")
    return lower_first(spec.label.in_language(language))


def lower_first(text: str) -> str:
    """Returns a label as it stands within a sentence; abbreviations (`LHKPN`) stay as they are."""
    return text if len(text) > 1 and not text[1].islower() else text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    """Returns a label in typographic quotes, which tells the words of the form from those of the sentence."""
    return f"\u201c{text}\u201d"


def listed(items: Iterable[str], language: Language, last: str = "") -> str:
    """Returns `a, b, or c` (`a, b, atau c`); `last` is another word for `or`."""
    *most, final = items
    word = last or _OR[language]
    return final if not most else f"{most[0]} {word} {final}" if len(most) == 1 else f"{', '.join(most)}, {word} {final}"


__all__ = [
    "Language", "code_in_words", "day_in_words", "days_in_words", "kind_in_words", "listed", "lower_first", "money_in_words",
    "number_in_words", "percent_in_words", "quoted", "unit_in_words", "value_in_words",
]  # fmt: skip
