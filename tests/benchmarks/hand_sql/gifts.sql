-- Every packaged rule about gifts in plain two-valued SQL, as somebody would write it who has read the articles and owns a warehouse.
--
-- Gives (official, fact, rule) for each gift in which a rule finds something: raised, its condition true, no exemption true. It is right on
-- complete data only: nothing unknown, no range, every kind declared in full. Written from rulesets/asn/**, read beside them, not generated.
--
-- What two values cannot say is taken as found, as the engine gives `undetermined` there: a rule or an exemption on days on which it may
-- not have been in force yet (5 to 12 December 2019), and a condition of which sources dispute the reading.
-- DATE '9999-12-31' is a day after the day of the audit, so "has happened" is "< DATE '9999-12-31'". Whole amounts are rupiah.
-- Of the attributes of officials, employment and power over procurement may be stated as periods; the others hold throughout.
-- `last_days` is made by setup.sql.

WITH
-- ---- the rules on what words mean -------------------------------------------------------------------------------------------------
gifts AS (
    SELECT
        g.official, g.id, g.giver, g.event, g.occasion, g.object, g.form, g.giver_relation, g.calamity_victim, g.value_idr,
        g.received_on, g.offered_on, g.requested_on, g.donated_on, g.reported_to_kpk_on, g.reported_to_upg_on, g.found_by_audit_on,
        g.criminal_process_from, g.report_is_complete, g.accepted, g.could_not_refuse, g.perishable, g.handover_documented, g.has_logo,
        g.is_reasonable, g.same_for_all_participants, g.own_cost, g.official_activity, g.given_to_institution, g.related_to_office AS related,
        g.contrary_to_duty AS contrary, g.breaches_agency_rules, g.within_standard_cost, g.double_financing, g.awarded_under_law,
        g.lawful_income,
        coalesce(g.received_on, g.offered_on) AS given_on,
        -- gratification.conflict-of-interest.giver-has-business (Permen PANRB 37/2012, 17/2024)
        g.giver_relation IN ('vendor', 'bidder', 'applicant', 'supervised_party', 'audited_party', 'service_recipient')
            OR g.conflict_of_interest AS conflict,
        -- gratification.means-of-exchange.money and .in-kind (Peraturan KPK 2/2019 Pasal 2 ayat (3) huruf o); else what is declared
        CASE
            WHEN g.form IN ('cash', 'bank_transfer') THEN true
            WHEN g.form IN ('goods', 'food', 'flowers', 'plaque', 'travel', 'lodging', 'tour', 'medical_care', 'entertainment', 'service',
                            'facility') THEN false
            ELSE g.is_means_of_exchange
        END AS is_money
    FROM facts.gifts g
),

-- gratification.total-at-the-event: only where a rite, or until 2019 a calamity, asks for it
at_events AS (
    SELECT official, giver, event, sum(value_idr) AS total
    FROM gifts
    WHERE accepted
      AND (official, giver, event) IN (
          SELECT (official, giver, event) FROM gifts
          WHERE accepted
            AND (occasion IN ('engagement', 'wedding', 'birth', 'akikah', 'baptism', 'circumcision', 'tooth_filing', 'custom_rite',
                              'religious_rite')
                 OR occasion = 'calamity' AND received_on <= DATE '2019-12-04'))
    GROUP BY official, giver, event
),

-- gratification.total-in-the-year: a running total in kind, only of those who gave as colleagues
colleagues AS (
    SELECT official, id,
           sum(value_idr) OVER (PARTITION BY official, giver, year(received_on) ORDER BY received_on) AS total
    FROM gifts
    WHERE accepted AND NOT is_money
      AND (official, giver) IN (SELECT (official, giver) FROM gifts WHERE accepted AND giver_relation = 'co_worker')
),

-- ---- whom a rule binds on the day, and what the registers say of the giver ----------------------------------------------------------
bidders AS (
    SELECT DISTINCT r.official, b.bidder
    FROM facts.procurement_roles r
    JOIN facts.bids b ON b.package = r.package
),
placed AS (
    SELECT
        g.*,
        coalesce(o.employment, e.value) AS employment,
        coalesce(o.employment, e.value) IN ('pns', 'cpns', 'pppk') OR o.is_penyelenggara_negara OR o.is_tipikor_public_servant AS is_bound,
        l.upg_until,
        l.kpk_until,
        t.total AS event_total,
        c.total AS year_total,
        g.giver_relation IN ('vendor', 'bidder') OR b.bidder IS NOT NULL AS from_provider,
        coalesce(o.powers_procurement, p.value = 'true') OR EXISTS (
            SELECT 1 FROM facts.procurement_roles held
            WHERE held.official = g.official AND g.given_on BETWEEN held."from" AND held.until
        ) AS in_procurement
    FROM gifts g
    JOIN facts.officials o ON o.id = g.official
    LEFT JOIN facts.spells e
        ON e.official = g.official AND e.kind = 'official' AND e.field = 'employment' AND g.given_on BETWEEN e."from" AND e.until
    LEFT JOIN facts.spells p
        ON p.official = g.official AND p.kind = 'official' AND p.field = 'powers_procurement' AND g.given_on BETWEEN p."from" AND p.until
    LEFT JOIN last_days l ON l.received_on = g.received_on
    LEFT JOIN at_events t ON t.official = g.official AND t.giver = g.giver AND t.event = g.event
    LEFT JOIN colleagues c ON c.official = g.official AND c.id = g.id
    LEFT JOIN bidders b ON b.official = g.official AND b.bidder = g.giver
),

-- ---- the rules, one column each -----------------------------------------------------------------------------------------------------
judged AS (
    SELECT
        official, id,

        -- gratification.report: UU 20/2001 Pasal 12C, Peraturan KPK 2/2014, 2/2019 and 1/2026 Pasal 2 ayat (1) and (3)
        accepted AND is_bound AND received_on >= DATE '2001-01-01' AND NOT (
            received_on >= DATE '2014-12-31' AND (
                -- the family (2019: adopted children, wards and guardians too)
                giver_relation IN ('grandparent', 'parent', 'parent_in_law', 'spouse', 'child', 'child_in_law', 'grandchild',
                                   'co_parent_in_law', 'uncle_aunt', 'sibling', 'sibling_in_law', 'cousin', 'nephew_niece')
                    AND NOT conflict
                OR giver_relation IN ('adopted_child', 'ward', 'guardian') AND NOT conflict AND received_on >= DATE '2019-12-05'
                -- prizes, discounts and souvenirs open to everybody
                OR object IN ('lucky_draw', 'discount', 'souvenir') AND same_for_all_participants AND NOT related
                -- honoraria and travel of official activities
                OR object IN ('honorarium', 'official_travel') AND official_activity AND within_standard_cost AND NOT double_financing
                    AND NOT breaches_agency_rules AND NOT conflict
                -- rites, up to Rp1,000,000 from each giver, since 2026 Rp1,500,000 (2019: engagements too)
                OR (occasion IN ('wedding', 'birth', 'akikah', 'baptism', 'circumcision', 'tooth_filing', 'custom_rite', 'religious_rite')
                    OR occasion = 'engagement' AND received_on >= DATE '2019-12-05')
                    AND event_total <= CASE WHEN received_on >= DATE '2026-01-20' THEN 1500000 ELSE 1000000 END
                -- colleagues at farewells and birthdays, until 2026 (2019: transfers too)
                OR giver_relation = 'co_worker' AND NOT is_money AND NOT conflict AND received_on <= DATE '2026-01-19'
                    AND (occasion IN ('farewell', 'retirement', 'promotion', 'birthday')
                         OR occasion = 'transfer' AND received_on >= DATE '2019-12-05')
                    AND value_idr <= 300000 AND year_total <= 1000000
                -- colleagues otherwise: Rp200,000 and Rp1,000,000 a year, since 2026 Rp500,000 and Rp1,500,000
                OR giver_relation = 'co_worker' AND NOT is_money AND NOT related AND NOT conflict
                    AND value_idr <= CASE WHEN received_on >= DATE '2026-01-20' THEN 500000 ELSE 200000 END
                    AND year_total <= CASE WHEN received_on >= DATE '2026-01-20' THEN 1500000 ELSE 1000000 END
            )
            -- only the list of 2014
            OR received_on BETWEEN DATE '2014-12-31' AND DATE '2019-12-04' AND (
                occasion = 'calamity' AND calamity_victim IN ('self', 'spouse', 'child', 'parent', 'parent_in_law')
                    AND event_total <= 1000000
                OR object IN ('event_kit', 'souvenir') AND official_activity
            )
            -- only the list of 2019, since the last day on which it may have begun
            OR received_on >= DATE '2019-12-13' AND (
                object IN ('investment_yield', 'cooperative_benefit', 'event_kit', 'served_meal') AND same_for_all_participants
                OR object = 'promotional_item' AND has_logo AND NOT is_money AND same_for_all_participants AND NOT conflict
                OR object = 'contest_prize' AND own_cost AND NOT related
                OR object = 'achievement_award' AND awarded_under_law
                OR object = 'professional_fee' AND NOT related AND NOT conflict AND NOT breaches_agency_rules
                OR form = 'flowers' AND occasion IN ('engagement', 'wedding', 'birth', 'akikah', 'baptism', 'circumcision', 'tooth_filing',
                                                     'custom_rite', 'religious_rite', 'death', 'inauguration', 'promotion')
                OR occasion = 'calamity' AND calamity_victim IN ('self', 'spouse', 'child', 'child_in_law', 'parent', 'parent_in_law')
                    AND is_reasonable AND NOT conflict
                OR object = 'institutional_souvenir' AND given_to_institution
            )
        ) AS "gratification.report",

        -- gratification.refuse: Peraturan KPK 2/2019 Pasal 2 ayat (2)
        accepted AND is_bound AND related AND contrary AND NOT could_not_refuse AND received_on >= DATE '2019-12-05'
            AS "gratification.refuse",

        -- gratification.article-12b and .burden-of-proof: UU 20/2001 Pasal 12B, unless reported in time
        accepted AND is_bound AND related AND contrary AND received_on >= DATE '2002-01-01'
            AND NOT (reported_to_kpk_on <= kpk_until OR received_on >= DATE '2019-12-05' AND reported_to_upg_on <= upg_until)
            AS "gratification.article-12b",
        accepted AND is_bound AND value_idr >= 10000000 AND received_on >= DATE '2002-01-01'
            AND NOT (reported_to_kpk_on <= kpk_until OR received_on >= DATE '2019-12-05' AND reported_to_upg_on <= upg_until)
            AS "gratification.burden-of-proof",

        -- what follows a report: KPK decides (Pasal 12C ayat (3)), the UPG passes it on, an incomplete one is completed (Pasal 9)
        reported_to_kpk_on BETWEEN DATE '2001-01-01' AND DATE '9999-12-30' AS "gratification.kpk-decides",
        reported_to_upg_on BETWEEN DATE '2019-12-05' AND DATE '9999-12-30' AS "gratification.upg-forwards",
        reported_to_kpk_on BETWEEN DATE '2019-12-05' AND DATE '9999-12-30' AND NOT report_is_complete AS "gratification.complete-report",

        -- Peraturan KPK 1/2026 Pasal 17 and 14: reported after internal audit found it, or after a criminal process began
        reported_to_kpk_on BETWEEN DATE '2026-01-20' AND DATE '9999-12-30' AND found_by_audit_on < DATE '9999-12-31'
            AND reported_to_kpk_on > found_by_audit_on AND reported_to_upg_on > found_by_audit_on AS "gratification.report-after-audit",
        reported_to_kpk_on BETWEEN DATE '2026-01-20' AND DATE '9999-12-30' AND reported_to_kpk_on >= criminal_process_from
            AS "gratification.report-after-criminal-process",

        -- circulars of KPK since 25 March 2024: perishable food that was not passed on, or without a document
        accepted AND perishable AND received_on >= DATE '2024-03-25' AND (donated_on = DATE '9999-12-31' OR NOT handover_documented)
            AS "gratification.perishable",

        -- PP 53/2010 Pasal 4 angka 8 (disputed: whether it must be contrary to duty) and PP 94/2021 Pasal 5 huruf k, 4 huruf i
        accepted AND related AND employment = 'pns' AND received_on BETWEEN DATE '2010-06-06' AND DATE '2021-08-30'
            AS "discipline.pp53.gift-received",
        accepted AND related AND employment IN ('pns', 'cpns') AND received_on >= DATE '2021-08-31' AS "discipline.pp94.gift-received",
        accepted AND related AND employment IN ('pns', 'cpns') AND received_on >= DATE '2021-08-31' AND NOT lawful_income
            AND NOT could_not_refuse AS "discipline.pp94.gift-not-refused",

        -- Perpres 16/2018 Pasal 7 ayat (1) huruf h: from a provider, to somebody involved in procurement
        accepted AND from_provider AND in_procurement AND received_on >= DATE '2018-03-22' AS "procurement.gift-received",
        from_provider AND in_procurement AND given_on BETWEEN DATE '2018-03-22' AND DATE '9999-12-30' AS "procurement.gift-offered"
    FROM placed
),

-- PP 94/2021 Pasal 5 huruf l: dated by the day of asking, so it has an employment of its own
asked AS (
    SELECT g.official, g.id
    FROM gifts g
    JOIN facts.officials o ON o.id = g.official
    LEFT JOIN facts.spells e
        ON e.official = g.official AND e.kind = 'official' AND e.field = 'employment' AND g.requested_on BETWEEN e."from" AND e.until
    WHERE g.requested_on BETWEEN DATE '2021-08-31' AND DATE '9999-12-30' AND g.related
      AND coalesce(o.employment, e.value) IN ('pns', 'cpns')
),

-- most declarations give nothing: only the others become one row for each rule
found_any AS (
    SELECT * FROM judged WHERE greatest(*COLUMNS(* EXCLUDE (official, id)))
)

SELECT official, id AS fact, rule
FROM (UNPIVOT found_any ON COLUMNS(* EXCLUDE (official, id)) INTO NAME rule VALUE found)
WHERE found
UNION ALL
SELECT official, id AS fact, 'discipline.pp94.gift-requested' AS rule FROM asked
