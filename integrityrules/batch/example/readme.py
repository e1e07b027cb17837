"""The page that lies beside an example: all of it is invented, and how to make it again.

May not know tables or files.
"""

from __future__ import annotations

from collections.abc import Mapping

from integrityrules.batch.example.size import Size

_TEXT = """DATA REKAAN - INVENTED DATA

Semua isi folder ini direka oleh program: tidak ada pegawai, perusahaan, instansi, pemberian atau jabatan yang nyata di dalamnya. NIK
dan NIP berbentuk benar tetapi tidak mungkin milik siapa pun: setiap NIK berawal 99, yang bukan kode provinsi mana pun, dan setiap NIP
memuat tanggal lahir dari abad ke-19.

Everything in this folder was invented by a program: no official, company, agency, gift or position in it is real. The NIK and NIP have
the right form and can be nobody's: each NIK begins with 99, which is the number of no province, and each NIP has a birth date of the
19th century.

officials {officials}, seed {seed}, as of {as_of}, holes {holes}, gifts {gifts} and side positions {side_positions} for each official

{rows}

docs/example-data.md says how the data is distributed.
"""


def readme(size: Size, rows: Mapping[str, int]) -> str:
    """Returns the text of README.txt."""
    listed = "\n".join(f"{count:>12} {sheet}" for sheet, count in rows.items())
    options = {name: getattr(size, name) for name in ("officials", "seed", "as_of", "holes", "gifts", "side_positions")}
    return _TEXT.format(rows=listed, **options)
