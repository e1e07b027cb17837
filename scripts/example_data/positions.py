"""The invented positions and businesses beside the office.

May not name a real person, office or company: everybody is a key. P-035 owns a small shop since 2015, across the change of 31 August 2021.
"""

# ruff: noqa: E501 - one row of the workbook in each line

from __future__ import annotations

from example_data.rows import Row, fact

SHOP: Row = {
    "organisation_kind": "own_business",
    "role": "owner",
    "field_related_to_duties": "tidak",
    "in_working_hours": "tidak",
    "performance_affected": "tidak",
    "conflict_of_interest": "tidak",
    "reported_as_wealth": "ya",
}
ONGOING: Row = {"until": "masih"}

SIDE_POSITIONS = [
    fact("P-035", "SP-01", SHOP, ONGOING, organisation="toko-P035", field_of_business="kelontong", permitted_on="belum", from_="2015-01-05"),
    fact("P-013", "SP-02", SHOP, ONGOING, organisation="katering-P013", field_of_business="katering", in_working_hours="ya", permitted_on="2023-02-01", permitted_by="superior", from_="2023-03-01"),
    fact("P-014", "SP-03", SHOP, ONGOING, organisation="kos-P014", field_of_business="indekos", reported_as_wealth=None, permitted_on="2022-01-10", permitted_by="superior", from_="2022-02-01"),
    fact("P-036", "SP-04", organisation="klinik-P036", organisation_kind="private_company", role="shareholder", share="10 %", decides_its_course="tidak", field_of_business="klinik", permitted_on="2018-01-02", permitted_by="superior", from_="2018-02-01", until="2021-08-30"),
    fact("P-036", "SP-05", ONGOING, organisation="badan-dunia-01", organisation_kind="international_organisation", role="consultant", permitted_on="belum", assigned_by_agency="tidak", from_="2025-06-02"),
    fact("P-036", "SP-06", organisation="badan-dunia-02", organisation_kind="international_organisation", role="expert", permitted_on="2024-01-08", permitted_by="appointing_authority", from_="2024-02-01", until="2024-07-31"),
    fact("P-036", "SP-07", ONGOING, organisation="perusahaan-asing-01", organisation_kind="foreign_company", role="practitioner", assigned_by_agency="tidak", from_="2025-10-01"),
    fact("P-036", "SP-08", ONGOING, organisation="rs-swasta-01", organisation_kind="private_company", role="director", field_of_business="rumah sakit", permitted_on="2025-01-02", permitted_by="appointing_authority", reported_as_wealth="ya", from_="2025-02-03"),
    fact("P-037", "SP-09", ONGOING, organisation="desa-rekaan", organisation_kind="village_government", role="village_officer", from_="2024-01-02"),
    fact("P-037", "SP-10", ONGOING, organisation="bpd-rekaan", organisation_kind="village_council", role="member", from_="2025-02-03"),
    fact("P-037", "SP-11", ONGOING, organisation="lsm-asing-01", organisation_kind="foreign_ngo", role="employee", from_="2025-07-01"),
    fact("P-038", "SP-12", ONGOING, organisation="kantor-hukum-01", organisation_kind="law_office", role="advocate", paid="ya", from_="2024-09-02"),
    fact("P-038", "SP-13", organisation="kantor-notaris-01", organisation_kind="notary_office", role="notary", from_="2019-04-01", until="2020-03-31"),
    fact("P-038", "SP-14", ONGOING, organisation="perantara-01", organisation_kind="private_company", role="intermediary", uses_anothers_authority="ya", conflict_of_interest="ya", from_="2025-11-03"),
    fact("P-018", "SP-15", organisation="perantara-02", organisation_kind="private_company", role="intermediary", uses_anothers_authority="ya", from_="2019-02-04", until="2019-12-30"),
    fact("P-018", "SP-16", ONGOING, organisation="kedutaan-01", organisation_kind="foreign_state", role="employee", from_="2026-01-05"),
    fact("P-041", "SP-17", organisation="koni-rekaan", organisation_kind="sports_committee", role="board", from_="2018-01-08", until="2022-12-30"),
    fact("P-043", "SP-18", ONGOING, organisation="bpd-rekaan", organisation_kind="village_council", role="board", from_="2025-02-03"),
    fact("P-044", "SP-19", ONGOING, organisation="bumn-01", organisation_kind="state_company", role="commissioner", from_="2025-03-03"),
    fact("P-049", "SP-20", ONGOING, organisation="bumn-02", organisation_kind="state_company", role="commissioner", from_="2024-12-02"),
    fact("P-049", "SP-21", ONGOING, organisation="pt-swasta-02", organisation_kind="private_company", role="commissioner", from_="2025-11-03"),
    fact("P-050", "SP-22", organisation="bumn-03", organisation_kind="state_company", role="commissioner", assigned_by_agency="ya", from_="2023-05-02", until="masih"),
    fact("P-050", "SP-23", organisation="bumd-04", organisation_kind="regional_company", role="director", from_="2024-01-02", until="2024-12-30"),
    fact("P-050", "SP-24", organisation="pt-xi", organisation_kind="private_company", role="shareholder", share="55 %", decides_its_course="ya", field_related_to_duties="ya", from_="2006-01-02", until="2012-12-28"),
    fact("P-050", "SP-25", organisation="usaha-P050", organisation_kind="own_business", role="owner", field_related_to_duties="tidak", from_="2008-01-02", until="2016-12-30"),
    fact("P-007", "SP-26", ONGOING, organisation="koperasi-rekaan", organisation_kind="staff_cooperative", role="board", paid="tidak", from_="2024-03-01"),
    fact("P-016", "SP-27", ONGOING, organisation="kampus-01", organisation_kind="education", role="lecturer", in_working_hours="tidak", paid="ya", from_="2025-09-01"),
    fact("P-042", "SP-28", ONGOING, organisation="partai-merah", organisation_kind="political_party", role="member", from_="2024-03-01"),
    fact("P-048", "SP-29", organisation="partai-biru", organisation_kind="political_party", role="sympathiser", from_="2023-12-01", until="masih"),
    fact("P-048", "SP-30", organisation="ormas-terlarang-01", organisation_kind="banned_organisation", banned_organisation="other", role="member", from_="2021-03-01", until="2022-06-30"),
    fact("P-051", "SP-31", SHOP, organisation="kebun-P051", field_of_business="perkebunan", permitted_on="2016-01-04", permitted_until="2018-01-04", permitted_by="superior", reported_as_wealth="tidak", from_="2016-02", until="masih"),
    fact("P-012", "SP-32", organisation="desa-rekaan-2", organisation_kind="village_government", role="village_head", permitted_on="2024-08-01", permitted_by="appointing_authority", from_="2024-11-04", until="masih"),
    fact("P-015", "SP-33", organisation="warung-P015", organisation_kind="own_business", role="owner", until="masih"),
    fact("P-046", "SP-34", organisation="ormas-terlarang-02", organisation_kind="banned_organisation", banned_organisation="other", role="member", from_="2023-03-01", until="2024-06-28"),
    fact("P-036", "SP-35", organisation="badan-dunia-03", organisation_kind="international_organisation", role="expert", permitted_on="2015-12-01", permitted_by="minister", from_="2016-01-04", until="2017-12-29"),
    fact("P-036", "SP-36", organisation="badan-dunia-04", organisation_kind="international_organisation", role="expert", assigned_by_agency="ya", from_="2022-01-03", until="2022-12-30"),
    fact("P-045", "SP-37", SHOP, ONGOING, organisation="usaha-P045", field_of_business="konsultan perizinan", field_related_to_duties="ya", conflict_of_interest="ya", from_="2020-01-02"),
]  # fmt: skip
