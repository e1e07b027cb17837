"""The words of the template's first sheet, Indonesian and English side by side.

May not know the vocabulary: it says how to fill in any sheet.
"""

from __future__ import annotations

_INDONESIAN = """
Petunjuk pengisian

Satu baris untuk setiap pegawai di lembar pegawai, dan satu baris untuk setiap pernyataan di lembar jenisnya. Baris pertama (nama
kolom) dan baris kedua (label) jangan diubah.

Yang tidak diketahui dibiarkan kosong. Kosong berarti tidak diketahui, bukan tidak. Tanda seperti `-` dan `?` juga dibaca kosong.

`official_id` adalah kunci pegawai menurut instansi (misalnya P-001), sama di semua lembar. Setiap baris lain memiliki `id`
sendiri yang unik dalam lembarnya (misalnya G-001).

Tanggal: 2026-01-19, 19 Januari 2026, 19-01-2026 atau 19/01/2026 (hari dahulu). Hanya bulan: 2026-01 atau Januari 2026. Rentang:
2026-01-19..2026-02-03. `belum` berarti dinyatakan belum dilakukan; `masih` berarti masih berlangsung.

Nilai: rupiah bulat, 1200000 atau Rp1.200.000. Bila hanya batasnya diketahui: >= 1000001, <= 500000, atau 500000..750000. Mata
uang asing: USD 100 @ 16250 2026-01-19 (jumlah, kurs, tanggal kurs).

Pemberi dan pihak lain ditulis dengan kunci. Kunci yang sama berarti pihak yang sama. Kolom NIK, NPWP dan lainnya boleh kosong;
nama tidak pernah dibandingkan.

Pemberian pada satu peristiwa yang sama diberi penanda yang sama di kolom `event`.

Kolom yang berakhir dengan `_in_full` di lembar pegawai menyatakan bahwa lembar itu memuat semua milik pegawai tersebut: `ya`,
atau periode seperti 2026-01-01..2026-06-30. Kosong berarti tidak.

Bila dua sumber menyatakan hal yang sama, tulis dua baris dengan `id` yang sama dan `stated_by` yang berbeda. Bila keduanya
berbeda isi, nilainya dianggap tidak diketahui dan diminta untuk diperiksa.

Sifat pegawai yang berubah (jabatan, status) ditulis per periode di lembar riwayat, dan kolomnya di lembar pegawai dikosongkan.

Jangan memakai rumus, sel gabungan, atau lembar tersembunyi: baris seperti itu ditolak. Kolom catatan boleh ditambahkan bila
judulnya diawali tanda #.

Baris yang tidak dapat dibaca dilaporkan dengan lembar, baris, kolom dan alasannya. Baris itu tidak pernah dianggap tidak ada.
"""

_ENGLISH = """
How to fill this in

One row per official on the sheet of officials, and one row per statement on the sheet of its kind. Leave the first row (column
names) and the second (labels) as they are.

Leave what is not known blank. Blank means not known, never no. Marks such as `-` and `?` are read as blank too.

`official_id` is the organisation's own key of an official (for example P-001), the same on all sheets. Every other row has its
own `id`, unique on its sheet (for example G-001).

Dates: 2026-01-19, 19 January 2026, 19-01-2026 or 19/01/2026 (day first). A month alone: 2026-01. A range: 2026-01-19..2026-02-03.
`not_yet` states that it has not been done; `ongoing` that it still lasts.

Amounts: whole rupiah, 1200000 or Rp1.200.000. If only bounds are known: >= 1000001, <= 500000, or 500000..750000. Foreign money:
USD 100 @ 16250 2026-01-19 (amount, rate, day of the rate).

Givers and other parties are written as a key. The same key means the same party. Columns for NIK, NPWP and so on may stay blank;
names are never compared.

Gifts received at one and the same event get the same mark in the column `event`.

Columns that end with `_in_full` on the sheet of officials say that the sheet lists everything of that official: `yes`, or a
period such as 2026-01-01..2026-06-30. Blank means no.

If two sources state the same thing, write two rows with the same `id` and different `stated_by`. Where they differ, the value
counts as not known and a person is asked to look.

Attributes of an official that change (position, employment) go on the sheet of histories, one row per period; leave their column
on the sheet of officials blank.

Do not use formulas, merged cells or hidden sheets: such rows are rejected. Columns for remarks may be added if their header
begins with #.

Rows that cannot be read are reported with sheet, row, column and reason. They never count as absent.
"""


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]


INSTRUCTIONS: tuple[tuple[str, str], ...] = tuple(zip(_paragraphs(_INDONESIAN), _paragraphs(_ENGLISH), strict=True))
"""Rows of the sheet of instructions; the first is the title."""
