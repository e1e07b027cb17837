"""How each kind of fact becomes a sheet: derived from the vocabulary alone, so that template and reader follow the models by themselves.

May not know files or values. Sheets and columns can be called by machine name or by label, in either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from integrityrules.facts.entity import ENTITY_KEYS
from integrityrules.facts.vocabulary import STRING, FieldSpec, KindSpec, Text, Type, Vocabulary
from integrityrules.tables.text import key_of

Part = Literal["official_id", "id", "field", "scheme", "in_full", "spell_of", "spell_value", "spell_from", "spell_until"]
Role = Literal["officials", "facts", "spells"]

OFFICIAL = "official"
"""The kind whose sheet lists the officials."""
IN_FULL = "_in_full"
"""Ends the columns of the officials' sheet that say what is declared in full."""
MOST_NAME = 31
"""The most characters of a sheet's name in a workbook."""

_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_SCHEME_LABELS = {
    "nik": Text("NIK", "NIK"),
    "nip": Text("NIP atau NI PPPK", "NIP or NI PPPK"),
    "npwp": Text("NPWP", "NPWP"),
    "nib": Text("NIB", "NIB"),
    "name": Text("nama", "name"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Args:
        name: the machine header (`value_idr`, `giver_npwp`, `gifts_in_full`).
        part: what its cells become.
        label, question: for people.
        type: what its cells hold.
        field: the field, or the plural for `in_full`, or the empty string.
        scheme: for an entity's column, the key it fills (`own` for the main column).
        unit: for people.
    """

    name: str
    part: Part
    label: Text
    question: Text
    type: Type = STRING
    field: str = ""
    scheme: str = ""
    unit: str = ""
    required: bool = False


@dataclass(frozen=True)
class Sheet:
    """The table of one kind, or of the periods of its dated attributes.

    Args:
        name: machine name: the plural of the kind, or `<kind>_spells`.
        kind: the kind.
        role: whether it lists officials, facts, or spells.
        label: in both languages.
        columns: by machine name, in order.
    """

    name: str
    kind: KindSpec
    role: Role
    label: Text
    columns: Mapping[str, Column]

    def title(self, language: str) -> str:
        """Returns the name of its tab in a workbook: at most 31 characters, none that spreadsheet programs refuse."""
        text = " ".join(self.label.in_language(language).translate(_NOT_IN_NAMES).split())
        return text[:MOST_NAME].strip(" '") or self.name[:MOST_NAME]

    @property
    def of_officials(self) -> bool:
        """Tells whether its rows belong to officials (and not to a register)."""
        return not self.kind.register

    @cached_property
    def spelled(self) -> Mapping[str, FieldSpec]:
        """Returns the fields of its kind whose value may be given as periods."""
        return MappingProxyType({name: spec for name, spec in self.kind.fields.items() if spec.spelled})

    @cached_property
    def spelled_by_label(self) -> Mapping[str, FieldSpec]:
        """Returns the same fields by every name they may have: as in conditions, and the labels in both languages."""
        return MappingProxyType(
            {key_of(text): spec for spec in self.spelled.values() for text in (spec.name, spec.label.id, spec.label.en)}
        )

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """Returns the columns by every header they may have: machine name and label in both languages; machine names win."""
        found = {key_of(text): column for column in self.columns.values() for text in headers_of(column)[1:]}
        twice = _twice(key_of(text) for column in self.columns.values() for text in set(headers_of(column)[1:]))
        named = {key_of(name): column for name, column in self.columns.items()}
        return MappingProxyType({key: column for key, column in found.items() if key not in twice} | named)


def headers_of(column: Column) -> tuple[str, str, str]:
    """Returns the machine name and the labels of a column, Indonesian then English."""
    return column.name, column.label.id, column.label.en


def _twice(keys: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {key for key in keys if key in seen or seen.add(key)}  # type: ignore[func-returns-value]


def sheets_of(vocabulary: Vocabulary, kinds: Iterable[str] | None = None) -> Mapping[str, Sheet]:
    """Returns the sheets of a vocabulary by machine name: officials first, then each kind, with its spells where it has any.

    Args:
        kinds: names of the kinds wanted besides the official; all if `None`.
    """
    wanted = set(vocabulary.kinds if kinds is None else kinds) | {OFFICIAL}
    in_order = sorted((kind for kind in vocabulary.kinds.values() if kind.name in wanted), key=lambda kind: kind.name != OFFICIAL)
    return MappingProxyType({sheet.name: sheet for kind in in_order for sheet in _sheets_of_kind(kind, vocabulary, in_order)})


def _sheets_of_kind(kind: KindSpec, vocabulary: Vocabulary, kinds: list[KindSpec]) -> Iterator[Sheet]:
    is_official = kind.name == OFFICIAL
    first = [_OFFICIAL_ID] if is_official or not kind.register else []
    own = [] if is_official else [_ID]
    fields = [column for spec in kind.fields.values() for column in _columns_of_field(spec)]
    in_full = [_in_full(other) for other in kinds if not other.register and other.name != OFFICIAL] if is_official else []
    stated = [column for column in _STATED if column.name not in kind.fields]
    yield Sheet(kind.plural, kind, "officials" if is_official else "facts", kind.label, _by_name(first + own + fields + in_full + stated))
    if any(spec.spelled for spec in kind.fields.values()):
        label = Text(f"Riwayat {kind.label.id}", f"History of {kind.label.en}")
        yield Sheet(f"{kind.name}_spells", kind, "spells", label, _by_name(first + own + list(_SPELL)))


def _by_name(columns: Iterable[Column]) -> Mapping[str, Column]:
    return MappingProxyType({column.name: column for column in columns})


def _columns_of_field(spec: FieldSpec) -> Iterator[Column]:
    part: Part = "scheme" if spec.type.name == "entity" else "field"
    scheme = "own" if part == "scheme" else ""
    yield Column(spec.name, part, spec.label, spec.question, spec.type, spec.name, scheme, spec.unit)
    if part == "scheme":
        for key in ENTITY_KEYS:
            if key != "own":
                yield _scheme_column(spec, key)


def _scheme_column(spec: FieldSpec, key: str) -> Column:
    words = _SCHEME_LABELS.get(key, Text(key, key))
    label = Text(f"{spec.label.id}: {words.id}", f"{spec.label.en}: {words.en}")
    question = Text("Isi bila diketahui; nama tidak pernah dibandingkan.", "Fill in if known; names are never compared.")
    return Column(f"{spec.name}_{key}", "scheme", label, question, STRING, spec.name, key)


def _in_full(kind: KindSpec) -> Column:
    label = Text(f"{kind.label.id}: lengkap?", f"{kind.label.en}: complete?")
    question = Text(
        f"Apakah lembar {kind.label.id} memuat semua milik pegawai ini? `ya`, atau periode seperti `2026-01-01..2026-06-30`. "
        "Kosong berarti tidak.",
        f"Does the sheet {kind.label.en} list everything of this official? `yes`, or a period such as `2026-01-01..2026-06-30`. "
        "Blank means no.",
    )
    return Column(kind.plural + IN_FULL, "in_full", label, question, Type("bool"), kind.plural)


_OFFICIAL_ID = Column(
    "official_id",
    "official_id",
    Text("ID pegawai", "Official's id"),
    Text("Kunci pegawai menurut instansi, bukan NIP atau NIK.", "The organisation's own key of the official, not a NIP or NIK."),
    required=True,
)
_ID = Column(
    "id",
    "id",
    Text("ID", "Id"),
    Text("Kunci baris ini, unik dalam lembarnya, misalnya `G-001`.", "Key of this row, unique in its sheet, for example `G-001`."),
    required=True,
)
_STATED = (
    Column(
        "stated_by",
        "field",
        Text("Dinyatakan oleh", "Stated by"),
        Text("Unit atau sistem yang menyatakan baris ini.", "The unit or system that states this row."),
        field="stated_by",
    ),
    Column(
        "basis",
        "field",
        Text("Dasar pernyataan", "Basis"),
        Text("Bagaimana hal ini diketahui? Kosong berarti dinyatakan sendiri.", "How is this known? Blank means declared."),
        Type("code", "basis"),
        field="basis",
    ),
)
_SPELL = (
    Column(
        "field",
        "spell_of",
        Text("Kolom", "Field"),
        Text("Nama kolom yang nilainya berlaku dalam periode ini.", "Name of the column whose value held in this period."),
        required=True,
    ),
    Column("value", "spell_value", Text("Nilai", "Value"), Text("Nilai dalam periode ini.", "The value in this period."), required=True),
    Column(
        "from",
        "spell_from",
        Text("Berlaku sejak", "From"),
        Text("Hari pertama, bila diketahui.", "First day, if known."),
        Type("date"),
    ),
    Column(
        "until",
        "spell_until",
        Text("Berlaku sampai", "Until"),
        Text("Hari terakhir, atau `masih`; kosong berarti tidak diketahui.", "Last day, or `ongoing`; blank means not known."),
        Type("date"),
    ),
)
