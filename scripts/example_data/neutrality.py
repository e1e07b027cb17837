"""The invented contests, candidacies and political acts, with the leave that goes with them.

May not name a real person, office or party: everybody is a key. The regular contests of 2024 are packaged registers; the workbook adds its
own town's. P-040 clicks "like" on the same post before, after, and with no known day of determination; a banner hangs over the change.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row, entry, fact

CONTESTS = [
    entry("kota-rekaan-2024", kind="mayor", title="Pemilihan Wali Kota Rekaan 2024", region="Kota Rekaan", replacement_freeze_from="2024-03-22", registration_from="2024-08-27", registration_until="2024-08-29", determination_on="2024-09-22", campaign_from="2024-09-25", campaign_until="2024-11-23", quiet_from="2024-11-24", quiet_until="2024-11-26", voting_on="2024-11-27", winner_determined_on="2025-01-09", inaugurated_on="2025-02-20"),
    entry("kota-rekaan-2020", kind="mayor", title="Pemilihan Wali Kota Rekaan 2020", region="Kota Rekaan", determination_on="2020-09-23", campaign_from="2020-09-26", campaign_until="2020-12-05", voting_on="2020-12-09"),
    entry("ulang-2025", kind="mayor", title="Pemilihan ulang Kota Sebelah 2025, hari penetapan calon belum diketahui", region="Kota Sebelah", voting_on="2025-08-27"),
    entry("pilpres-2019", kind="president", title="Pemilu Presiden 2019", region="Indonesia", determination_on="2018-09-20", campaign_from="2018-09-23", campaign_until="2019-04-13", voting_on="2019-04-17"),
    entry("pilkades-2025", kind="village_head", title="Pemilihan Kepala Desa Rekaan 2025", region="Desa Rekaan", voting_on="2025-10-15"),
]  # fmt: skip

CANDIDACIES = [
    entry("CALON-1", contest="kota-rekaan-2024", candidate="calon-01", ticket="1", nominated_by="party", political_party="partai-merah", registered_on="2024-08-28", determined_on="2024-09-22"),
    entry("CALON-2", contest="kota-rekaan-2024", candidate="calon-02", ticket="2", nominated_by="independent", registered_on="2024-08-29", determined_on="2024-09-22"),
    entry("CALON-3", contest="kota-rekaan-2024", candidate="P-041", ticket="3", nominated_by="party", political_party="partai-biru", declared_on="2024-06-03", registered_on="2024-08-28", determined_on="2024-09-22", resignation_submitted_on="2024-08-28", resigned_on="2024-10-14"),
    entry("CALON-4", contest="kota-rekaan-2024", candidate="P-051", ticket="3", nominated_by="party", political_party="partai-biru", registered_on="2024-08-28", determined_on="2024-09-22", resignation_submitted_on="2024-10-07"),
    entry("CALON-5", contest="kota-rekaan-2024", candidate="P-048", nominated_by="independent", registered_on="2024-08-29", failed_verification="tidak", withdrawn_on="2024-09-10", resignation_submitted_on="2024-08-29", resignation_taken_back_on="2024-09-16"),
    entry("CALON-6", contest="pemilu-2024-dpr", candidate="P-042", nominated_by="party", political_party="partai-merah", registered_on="2023-05-10", determined_on="2023-11-03", resignation_submitted_on="belum", resigned_on="belum"),
    entry("CALON-7", contest="ulang-2025", candidate="calon-03", ticket="1", nominated_by="party", political_party="partai-hijau", registered_on="2025-06"),
    entry("CALON-8", contest="pilkades-2025", candidate="P-035", nominated_by="none_of_these", declared_on="2025-07-01", permitted_on="belum"),
    entry("CALON-9", contest="pilkades-2025", candidate="P-012", nominated_by="none_of_these", declared_on="2025-07-01", permitted_on="2025-06-20"),
    entry("CALON-10", contest="kota-rekaan-2020", candidate="calon-10", ticket="1", nominated_by="party", registered_on="2020-09-04", determined_on="2020-09-23"),
]  # fmt: skip

LIKE: Row = {"kind": "like", "medium": "social_media", "content": "candidacy"}
ONE: Row = {"candidacy": "CALON-1"}
TWO: Row = {"candidacy": "CALON-2"}
RALLY: Row = {"kind": "attend_campaign", **ONE, "happened_on": "2024-10-12"}
QUIET: Row = {"spoke": "tidak", "mobilised_staff": "tidak", "party_attributes": "tidak", "active_support": "tidak"}

ACTIVITIES = [
    # ---- one like, three days
    fact("P-040", "ACT-01", LIKE, ONE, happened_on="2024-08-30", description="Menyukai unggahan bakal calon"),
    fact("P-040", "ACT-02", LIKE, ONE, happened_on="2024-09-22", description="Sama, pada hari penetapan calon"),
    fact("P-040", "ACT-03", LIKE, candidacy="CALON-7", happened_on="2025-06-28", description="Sama, hari penetapannya tidak diketahui"),
    fact("P-040", "ACT-04", ONE, kind="display_props", done_by_self="ya", happened_on="2024-09-10", until="2024-09-30", description="Spanduk dari sebelum sampai sesudah penetapan"),
    fact("P-040", "ACT-05", kind="display_props", done_by_self="tidak", tolerated="tidak", candidacy="CALON-2", happened_on="2024-09-12", description="Spanduk orang lain yang diturunkan"),
    # ---- the spouse of a candidate
    fact("P-039", "ACT-06", ONE, kind="accompany_registration", relation_to_candidate="spouse", happened_on="2024-08-28", spoke="tidak", party_attributes="ya", description="Mengantar pendaftaran tanpa cuti"),
    fact("P-039", "ACT-07", RALLY, QUIET, relation_to_candidate="spouse", service_attributes="tidak", leave="CUTI-01", happened_on="2024-10-05", description="Hadir diam ketika cuti"),
    fact("P-039", "ACT-08", ONE, kind="photo", relation_to_candidate="spouse", photo_with="candidate", gesture="none", audience="public", happened_on="2024-10-06", description="Foto keluarga"),
    fact("P-039", "ACT-09", ONE, kind="attend_declaration", relation_to_candidate="spouse", spoke="ya", happened_on="2024-09-01", description="Berpidato pada deklarasi"),
    # ---- campaign
    fact("P-038", "ACT-10", RALLY, QUIET, description="Hadir diam"),
    fact("P-037", "ACT-11", RALLY, description="Hadir, cara hadirnya tidak diketahui"),
    fact("P-051", "ACT-12", RALLY, mobilised_staff="ya", in_uniform="ya", service_attributes="ya", description="Mengerahkan staf berseragam"),
    fact("P-051", "ACT-13", TWO, kind="take_part_in_campaign", happened_on="2024-10-19", description="Dengan mobil dinas"),
    fact("P-030", "ACT-14", TWO, kind="serve_winning_team", happened_on="2024-08-05", until="2024-09-06", description="Berhenti sebelum penetapan"),
    fact("P-030", "ACT-15", TWO, kind="collect_identity_cards", happened_on="2024-05-06", description="KTP bagi calon perseorangan"),
    fact("P-030", "ACT-16", ONE, kind="collect_identity_cards", happened_on="2024-05-06", description="Bagi calon partai: tidak termasuk"),
    fact("P-048", "ACT-17", ONE, kind="online_campaign", happened_on="2024-11-04", medium="social_media"),
    fact("P-048", "ACT-18", TWO, kind="give_support_letter", happened_on="2024-06-10"),
    fact("P-048", "ACT-19", kind="approach_party", contest="kota-rekaan-2024", happened_on="2024-04-15", political_party="partai-biru"),
    fact("P-048", "ACT-20", kind="declare_own_candidacy", contest="kota-rekaan-2024", happened_on="2024-05-20"),
    fact("P-032", "ACT-21", ONE, kind="meeting", directed_at="own_unit_staff", favours_or_harms="ya", happened_on="2024-10-30"),
    fact("P-032", "ACT-22", ONE, kind="favouring_act", favours_or_harms="ya", happened_on="2024-11-11"),
    fact("P-032", "ACT-23", kind="speak_at_party_event", political_party="partai-merah", explains_policy_or_science="ya", has_assignment_letter="ya", happened_on="2025-05-10"),
    fact("P-034", "ACT-24", kind="speak_at_party_event", political_party="partai-merah", happened_on="2025-05-10"),
    # ---- the general election
    fact("P-042", "ACT-25", kind="post", medium="social_media", content="candidacy", contest="pemilu-2024-president", favours_or_harms="ya", audience="public", happened_on="2023-12-20"),
    fact("P-042", "ACT-26", kind="join_party", political_party="partai-merah", happened_on="2024-03-01"),
    fact("P-043", "ACT-27", kind="appeal", contest="pemilu-2024-president", directed_at="public", favours_or_harms="ya", happened_on="2024-01-15"),
    fact("P-043", "ACT-28", kind="serve_campaign_team", contest="pemilu-2024-president", happened_on="2024-01-05"),
    fact("P-044", "ACT-29", kind="call", contest="pemilu-2024-president", directed_at="public", favours_or_harms="ya", happened_on="2024-02-05"),
    fact("P-044", "ACT-30", ONE, kind="favouring_act", favours_or_harms="ya", happened_on="2024-11-18"),
    fact("P-052", "ACT-31", kind="make_content", contest="pemilu-2024-president", spoke="ya", in_uniform="ya", happened_on="2024-01-08"),
    # ---- photographs, words, events
    fact("P-033", "ACT-32", kind="photo", photo_with="others_only", gesture="ticket_number", gesture_meaning="support", contest="kota-rekaan-2024", happened_on="2024-10-02"),
    fact("P-033", "ACT-33", kind="photo", photo_with="others_only", gesture="ticket_number", contest="kota-rekaan-2024", happened_on="2024-10-03"),
    fact("P-033", "ACT-34", TWO, kind="photo", photo_with="candidate", audience="private", gesture="none", happened_on="2024-08-10", description="Sebelum penetapan, tidak untuk umum"),
    fact("P-036", "ACT-35", kind="share", medium="chat_group", content="slander", happened_on="2025-03-03"),
    fact("P-036", "ACT-36", kind="share", medium="chat_group", content="unchecked", happened_on="2025-03-05"),
    fact("P-036", "ACT-37", kind="post", medium="social_media", content="internal_information", happened_on="2025-04-08"),
    fact("P-034", "ACT-38", kind="attend_party_event", political_party="partai-biru", happened_on="2025-09-06"),
    fact("P-034", "ACT-39", kind="attend_election_stage", contest="kota-rekaan-2024", in_working_hours="ya", happened_on="2024-09-23"),
    fact("P-034", "ACT-40", ONE, kind="donate", happened_on="2024-10-21"),
    fact("P-046", "ACT-41", kind="use_organisation_symbols", banned_organisation="other", happened_on="2025-08-18"),
    fact("P-046", "ACT-42", ONE, kind="introduce_candidate", happened_on="2024-09-28"),
    fact("P-046", "ACT-43", LIKE, ONE, happened_on="2024-09", description="Hanya bulannya yang diketahui"),
    # ---- what was law before
    fact("P-012", "ACT-44", kind="photo", photo_with="candidate", gesture="other_sign", audience="public", candidacy="CALON-10", happened_on="2020-10-03"),
    fact("P-012", "ACT-45", kind="post", content="candidacy", contest="pilpres-2019", favours_or_harms="ya", happened_on="2019-02-11"),
    fact("P-012", "ACT-46", kind="attend_campaign", party_attributes="ya", contest="pilpres-2019", happened_on="2019-03-24"),
    fact("P-018", "ACT-47", kind="serve_campaign_team", candidacy="CALON-10", happened_on="2020-10-12"),
    fact("P-018", "ACT-48", kind="give_support_letter", candidacy="CALON-10", happened_on="2020-07-20"),
    fact("P-018", "ACT-49", kind="take_part_in_campaign", candidacy="CALON-10", relation_to_candidate="spouse", happened_on="2020-11-07"),
    fact("P-018", "ACT-50", kind="join_party", political_party="partai-biru", happened_on="2019-06-03"),
    fact("P-013", "ACT-51", kind="like", content="candidacy", happened_on="2012-05-05", description="Sebelum ada larangan tentang media sosial"),
    fact("P-013", "ACT-52", kind="approach_party", political_party="partai-biru", happened_on="2018-01-22"),
    fact("P-013", "ACT-53", kind="attend_declaration", happened_on="2018-02-03"),
    fact("P-013", "ACT-54", kind="display_props", done_by_self="ya", happened_on="2018-03-05", until="2018-03-12"),
    fact("P-013", "ACT-55", kind="declare_own_candidacy", happened_on="2018-01-15"),
    fact("P-014", "ACT-56", kind="speak_at_party_event", political_party="partai-hijau", happened_on="2021-11-13", explains_policy_or_science="ya", has_assignment_letter="ya"),
    fact("P-014", "ACT-57", kind="speak_at_party_event", political_party="partai-hijau", happened_on="2019-11-16"),
    fact("P-014", "ACT-58", kind="post", medium="social_media", banned_organisation="fpi", happened_on="2021-02-15"),
]  # fmt: skip

LEAVES = [
    fact("P-039", "CUTI-01", kind="outside_state_expense", asked_on="2024-09-02", granted_on="2024-09-20", from_="2024-09-25", until="2024-11-23"),
    fact("P-046", "CUTI-02", kind="annual", asked_on="2026-01-26", granted_on="2026-01-28", from_="2026-02-09", until="2026-02-11"),
    fact("P-031", "CUTI-03", kind="sick", from_="2026-04-01", until="2026-04-07"),
]  # fmt: skip
