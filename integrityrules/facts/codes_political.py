"""Code lists about elections and political activity.

May not know any law: which acts are listed for which phase, and with which sanction, is data of a ruleset.
"""

from __future__ import annotations

from integrityrules.facts.code_list import NONE_OF_THESE, code_list
from integrityrules.facts.codes_official import FAMILY

POLITICAL_LISTS = (
    code_list(
        "contest_kind",
        ("Jenis pemilihan", "Kind of contest"),
        {
            "president": ("Presiden dan wakil presiden", "President and vice-president"),
            "dpr": ("Anggota DPR", "Member of parliament (DPR)"),
            "dpd": ("Anggota DPD", "Member of the regional representative council (DPD)"),
            "dprd_province": ("Anggota DPRD provinsi", "Member of a provincial council (DPRD)"),
            "dprd_regency": ("Anggota DPRD kabupaten atau kota", "Member of a regency or city council (DPRD)"),
            "governor": ("Gubernur dan wakil gubernur", "Governor and deputy"),
            "regent": ("Bupati dan wakil bupati", "Regent and deputy"),
            "mayor": ("Wali kota dan wakil wali kota", "Mayor and deputy"),
            "village_head": ("Kepala desa", "Village head"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "nomination",
        ("Cara pencalonan", "How a candidate is nominated"),
        {
            "party": ("Diusung partai politik", "By a political party"),
            "independent": ("Perseorangan", "Independent"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "activity_kind",
        ("Jenis kegiatan politik", "Kind of political activity"),
        {
            # ---- promoting -------------------------------------------------------------------------------------------
            "display_props": ("Memasang spanduk, baliho, atau alat peraga lain", "Puts up banners, billboards or other props"),
            "online_campaign": ("Sosialisasi atau kampanye melalui media sosial atau daring", "Promotes or campaigns online"),
            "introduce_candidate": ("Menyosialisasikan atau memperkenalkan orang", "Promotes or introduces the person"),
            "take_part_in_campaign": ("Ikut kampanye sebagai peserta", "Takes part in a campaign"),
            "make_content": ("Membuat video, gambar, atau konten lain", "Makes a video, picture or other content"),
            "declare_own_candidacy": ("Mendeklarasikan diri sebagai bakal calon", "Declares own candidacy"),
            # ---- being there -----------------------------------------------------------------------------------------
            "attend_declaration": ("Menghadiri deklarasi", "Attends a declaration"),
            "attend_campaign": ("Menghadiri kampanye", "Attends a campaign"),
            "attend_party_event": ("Menghadiri acara partai politik", "Attends an event of a political party"),
            "attend_election_stage": (
                "Menghadiri tahapan pemilihan, misalnya pengundian nomor",
                "Attends a stage, such as drawing numbers",
            ),
            "accompany_registration": ("Mendampingi saat pendaftaran", "Accompanies the candidate at registration"),
            "accompany_introduction": (
                "Mendampingi saat pengenalan kepada media atau masyarakat",
                "Accompanies the candidate's introduction",
            ),
            "speak_at_party_event": ("Menjadi pembicara pada acara partai politik", "Speaks at an event of a political party"),
            # ---- on media --------------------------------------------------------------------------------------------
            "post": ("Mengunggah", "Posts"),
            "comment": ("Memberi komentar", "Comments"),
            "share": ("Membagikan", "Shares"),
            "like": ("Memberi tanda suka", "Likes"),
            "follow_or_join": (
                "Bergabung dengan atau mengikuti grup atau akun pemenangan",
                "Joins or follows a winning team's group or account",
            ),
            "photo": ("Berfoto, atau mengunggah foto bersama", "Poses for a photo, or posts a photo together"),
            # ---- leaning to a side -----------------------------------------------------------------------------------
            "meeting": ("Mengadakan pertemuan", "Holds a meeting"),
            "invitation": ("Mengajak", "Invites"),
            "appeal": ("Menghimbau", "Appeals"),
            "call": ("Menyeru", "Calls upon"),
            "give_goods": ("Memberi barang", "Gives goods"),
            "favouring_act": ("Melakukan tindakan yang menguntungkan atau merugikan", "Acts to favour or harm"),
            "mobilise_staff": ("Mengerahkan pegawai", "Mobilises staff"),
            "donate": ("Menyumbang dana atau barang kampanye", "Donates to a campaign"),
            # ---- working for a side ----------------------------------------------------------------------------------
            "approach_party": ("Mendekati partai politik untuk menjadi bakal calon", "Approaches a party about a candidacy"),
            "approach_public": ("Mendekati masyarakat untuk menjadi bakal calon perseorangan", "Approaches the public about a candidacy"),
            "give_support_letter": (
                "Memberi surat dukungan dengan fotokopi KTP",
                "Gives a letter of support with a copy of an identity card",
            ),
            "collect_identity_cards": ("Mengumpulkan fotokopi KTP atau surat dukungan", "Collects copies of identity cards or letters"),
            "serve_expert_team": ("Menjadi tim ahli", "Serves in an expert team"),
            "serve_winning_team": ("Menjadi tim pemenangan", "Serves in a winning team"),
            "serve_consultant": ("Menjadi konsultan", "Serves as consultant"),
            "serve_campaign_team": ("Menjadi pelaksana atau tim kampanye", "Serves as campaign executor or in a campaign team"),
            "join_party": ("Menjadi anggota partai politik", "Joins a political party"),
            # ---- organisations and content ---------------------------------------------------------------------------
            "support_organisation": ("Mendukung organisasi", "Supports an organisation"),
            "join_organisation_activity": ("Mengikuti kegiatan organisasi", "Joins an activity of an organisation"),
            "use_organisation_symbols": ("Memakai simbol atau atribut organisasi", "Uses symbols or attributes of an organisation"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "relation_to_candidate",
        ("Hubungan dengan calon", "Relation to a candidate"),
        {
            "self": ("Diri sendiri", "The official"),
            **FAMILY,
            "superior": ("Atasan", "Superior"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "activity_medium",
        ("Sarana kegiatan", "Medium of an activity"),
        {
            "in_person": ("Tatap muka", "In person"),
            "social_media": ("Media sosial", "Social media"),
            "chat_group": ("Grup percakapan", "Chat group"),
            "message": ("Pesan pribadi atau telepon", "Private message or telephone"),
            "online_media": ("Situs web atau media daring", "Website or online media"),
            "print_or_broadcast": ("Media cetak atau siaran", "Print or broadcast media"),
            "outdoor": ("Ruang terbuka", "Outdoors"),
            "letter": ("Surat", "Letter"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "audience",
        ("Khalayak", "Audience"),
        {
            "public": ("Umum", "The public"),
            "group": ("Grup tertutup", "A closed group"),
            "private": ("Perorangan", "Single persons"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "directed_at",
        ("Sasaran kegiatan", "Whom an activity is directed at"),
        {
            "own_unit_staff": ("Pegawai di lingkungan unit kerja", "Staff of the own unit"),
            "other_staff": ("Pegawai lain", "Other staff"),
            "family": ("Anggota keluarga", "Family"),
            "public": ("Masyarakat", "The public"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "photo_with",
        ("Yang tampak dalam foto", "Who or what a photo shows"),
        {
            "candidate": ("Calon atau bakal calon", "A candidate or would-be candidate"),
            "campaign_team": ("Tim sukses", "A campaign team"),
            "campaign_material": ("Alat peraga atau latar partai atau calon", "Material or background of a party or candidate"),
            "others_only": ("Orang lain saja", "Others only"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "gesture",
        ("Isyarat", "Gesture"),
        {
            "none": ("Tanpa isyarat", "No gesture"),
            "ticket_number": ("Isyarat nomor urut", "Sign of a ticket's number"),
            "other_sign": ("Isyarat tangan lain", "Another hand sign"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "gesture_meaning",
        ("Makna isyarat", "Meaning of a gesture"),
        {
            "support": ("Mendukung calon atau partai politik", "Support of a candidate or party"),
            "something_else": ("Hal lain", "Something else"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "content",
        ("Isi unggahan atau pernyataan", "Content of a post or statement"),
        {
            "candidacy": ("Pencalonan, calon, atau partai politik", "A candidacy, candidate or party"),
            "against_ideology": (
                "Bertentangan dengan Pancasila, UUD 1945, NKRI, atau pemerintah",
                "Against Pancasila, the constitution, the state or the government",
            ),
            "untrue": ("Berita bohong", "Untrue news"),
            "slander": ("Fitnah", "Slander"),
            "provocation": ("Provokasi", "Provocation"),
            "radicalism": ("Radikalisme", "Radicalism"),
            "terrorism": ("Terorisme", "Terrorism"),
            "pornography": ("Pornografi", "Pornography"),
            "hate": ("Ujaran kebencian mengenai suku, agama, ras, atau golongan", "Hate on ethnicity, religion, race or group"),
            "secret": ("Rahasia jabatan atau negara", "Secret of office or state"),
            "internal_information": (
                "Informasi internal untuk kepentingan sendiri atau orang lain",
                "Internal information for own or others' gain",
            ),
            "unchecked": ("Informasi yang tidak diperiksa kebenarannya", "Information that was not checked"),
            **NONE_OF_THESE,
        },
    ),
    code_list(
        "banned_organisation",
        ("Organisasi terlarang atau dibubarkan", "Banned or dissolved organisation"),
        {
            "pki": ("Partai Komunis Indonesia", "Partai Komunis Indonesia (PKI)"),
            "jamaah_islamiyah": ("Jamaah Islamiyah", "Jamaah Islamiyah"),
            "gafatar": ("Gerakan Fajar Nusantara", "Gerakan Fajar Nusantara (Gafatar)"),
            "hti": ("Hizbut Tahrir Indonesia", "Hizbut Tahrir Indonesia (HTI)"),
            "jad": ("Jamaah Ansharut Daulah", "Jamaah Ansharut Daulah (JAD)"),
            "fpi": ("Front Pembela Islam", "Front Pembela Islam (FPI)"),
            "other": ("Organisasi terlarang atau dibubarkan lainnya", "Another banned or dissolved organisation"),
            **NONE_OF_THESE,
        },
    ),
)
