"""The official: who the declarations are about, with attributes that hold for periods.

May not know which of them a rule binds. `official.x` in a condition means x on the rule's day.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from integrityrules.facts.fields import FlagSpells, Holds, LineSpells, Who, about, code
from integrityrules.facts.model import Fact, Kind
from integrityrules.facts.values import Spells
from integrityrules.facts.vocabulary import STRING, Text


class Official(Fact):
    """The official a dossier is about.

    A dated attribute is a plain value, taken to hold throughout, or a list of `{value, from, until}`.
    """

    kind_of_fact: ClassVar[Kind] = Kind("official", "officials", Text("Pegawai", "Official"))

    id: Annotated[str, Holds(STRING)] = "official"
    person: Who = about(("Orang", "Person"), ("Siapa pegawai itu (NIP atau NIK)?", "Who is the official (NIP or NIK)?"), asked_of="hr")
    employment: Annotated[str | list[Any] | Spells | None, code("employment", spelled=True)] = about(
        ("Status kepegawaian", "Employment"), ("Apa status kepegawaiannya?", "What is the official's employment?"), asked_of="hr"
    )
    is_penyelenggara_negara: FlagSpells = about(
        ("Penyelenggara negara", "State administrator"),
        ("Apakah termasuk penyelenggara negara?", "Is the official a state administrator (penyelenggara negara)?"),
        asked_of="hr",
    )
    is_pejabat_negara: FlagSpells = about(
        ("Pejabat negara", "State official"),
        ("Apakah termasuk pejabat negara?", "Is the official a state official (pejabat negara)?"),
        asked_of="hr",
    )
    is_tipikor_public_servant: FlagSpells = about(
        ("Pegawai negeri menurut UU Tipikor", "Public servant under the corruption law"),
        (
            "Apakah menerima gaji atau upah dari keuangan negara atau daerah, atau dari badan yang menerima bantuan atau fasilitasnya?",
            "Is the official paid from state or regional finances, or by a body that receives aid or facilities from them?",
        ),
        asked_of="hr",
    )
    is_pejabat_pemerintahan: FlagSpells = about(
        ("Pejabat pemerintahan", "Government official"),
        (
            "Apakah melaksanakan fungsi pemerintahan sebagai pejabat pemerintahan?",
            "Does the official carry out functions of government (pejabat pemerintahan)?",
        ),
        asked_of="hr",
    )
    is_pejabat_pemerintahan_tertentu: FlagSpells = about(
        ("Pejabat pemerintahan tertentu", "Government official with duties on conflicts"),
        (
            "Apakah termasuk pejabat pemerintahan tertentu menurut aturan konflik kepentingan instansi?",
            "Do the agency's rules on conflicts of interest name the official (pejabat pemerintahan tertentu)?",
        ),
        asked_of="hr",
    )
    special_office: Annotated[str | list[Any] | Spells | None, code("special_office", spelled=True)] = about(
        ("Jabatan khusus", "Special office"),
        ("Apakah memegang salah satu jabatan ini?", "Does the official hold one of these offices?"),
        asked_of="hr",
    )
    position_level: Annotated[str | list[Any] | Spells | None, code("position_level", spelled=True)] = about(
        ("Jenjang jabatan", "Level of position"), ("Apa jenjang jabatannya?", "What is the level of the position?"), asked_of="hr"
    )
    office: LineSpells = about(("Jabatan", "Office"), ("Apa jabatannya?", "What is the office?"), asked_of="hr")
    grade: Annotated[str | list[Any] | Spells | None, code("grade", spelled=True)] = about(
        ("Golongan", "Grade"), ("Apa golongannya?", "What is the grade?"), asked_of="hr"
    )
    eselon: Annotated[str | list[Any] | Spells | None, code("eselon", spelled=True)] = about(
        ("Eselon", "Eselon"), ("Apa eselonnya?", "What is the eselon?"), asked_of="hr"
    )
    education: Annotated[str | list[Any] | Spells | None, code("education", spelled=True)] = about(
        ("Pendidikan", "Education"), ("Apa pendidikan terakhirnya?", "What is the highest education?"), asked_of="hr"
    )
    agency: LineSpells = about(
        ("Instansi", "Agency"),
        ("Di instansi mana bertugas?", "At which agency does the official serve?"),
        sensitivity="internal",
        asked_of="hr",
    )
    unit: LineSpells = about(
        ("Unit kerja", "Unit"),
        ("Di unit kerja mana bertugas?", "In which unit does the official serve?"),
        sensitivity="internal",
        asked_of="hr",
    )
    region: LineSpells = about(
        ("Wilayah kerja", "Region"),
        ("Di wilayah mana bertugas?", "In which region does the official serve?"),
        sensitivity="internal",
        asked_of="hr",
    )
    powers_procurement: FlagSpells = about(
        ("Wewenang pengadaan", "Power over procurement"),
        ("Apakah berwenang dalam pengadaan barang/jasa?", "Does the official have powers in procurement?"),
        sensitivity="internal",
        asked_of="hr",
    )
    powers_licensing: FlagSpells = about(
        ("Wewenang perizinan", "Power over licences"),
        ("Apakah berwenang dalam perizinan?", "Does the official have powers over licences?"),
        sensitivity="internal",
        asked_of="hr",
    )
    powers_supervision: FlagSpells = about(
        ("Wewenang pengawasan", "Power of supervision"),
        ("Apakah berwenang mengawasi atau membina pihak lain?", "Does the official supervise others?"),
        sensitivity="internal",
        asked_of="hr",
    )
    powers_examination: FlagSpells = about(
        ("Wewenang pemeriksaan", "Power of examination"),
        ("Apakah berwenang memeriksa atau mengaudit?", "Does the official examine or audit others?"),
        sensitivity="internal",
        asked_of="hr",
    )
    powers_public_service: FlagSpells = about(
        ("Memberi pelayanan publik", "Serves the public"),
        ("Apakah memberi pelayanan kepada masyarakat?", "Does the official serve the public?"),
        sensitivity="internal",
        asked_of="hr",
    )
    procurement_certified: FlagSpells = about(
        ("Bersertifikat pengadaan", "Certified in procurement"),
        ("Apakah memiliki sertifikat pengadaan barang/jasa?", "Does the official hold a procurement certificate?"),
        sensitivity="internal",
        asked_of="hr",
    )
