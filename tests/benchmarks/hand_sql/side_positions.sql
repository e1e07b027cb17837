-- Every packaged rule about side positions in plain two-valued SQL, as somebody would write it who has read the articles and owns a warehouse.
--
-- Gives (official, fact, rule) for each side position in which a rule finds something on some day up to the day of the audit: raised, its
-- condition true, no exemption true. As in gifts.sql, it is right on complete data only, and takes as found what the engine leaves
-- undetermined: years in which a rule may not have been in force yet, and conditions of which sources dispute the reading.
-- Of the attributes of officials, employment, grade, level and agency may be stated as periods; the others hold throughout.
-- `as_of` is a parameter ($as_of).

WITH
-- ---- what was true of the official, and when ------------------------------------------------------------------------------------------
periods AS (
    SELECT official, field, value, "from", until FROM facts.spells WHERE kind = 'official'
),
employments AS (
    SELECT id AS official, employment AS value, DATE '1900-01-01' AS "from", DATE '9999-12-31' AS until
    FROM facts.officials WHERE employment IS NOT NULL
    UNION ALL SELECT official, value, "from", until FROM periods WHERE field = 'employment'
),
grades AS (
    SELECT id AS official, grade AS value, DATE '1900-01-01' AS "from", DATE '9999-12-31' AS until
    FROM facts.officials WHERE grade IS NOT NULL
    UNION ALL SELECT official, value, "from", until FROM periods WHERE field = 'grade'
),
levels AS (
    SELECT id AS official, position_level AS value, DATE '1900-01-01' AS "from", DATE '9999-12-31' AS until
    FROM facts.officials WHERE position_level IS NOT NULL
    UNION ALL SELECT official, value, "from", until FROM periods WHERE field = 'position_level'
),
agencies AS (
    SELECT id AS official, agency AS value, DATE '1900-01-01' AS "from", DATE '9999-12-31' AS until
    FROM facts.officials WHERE agency IS NOT NULL
    UNION ALL SELECT official, value, "from", until FROM periods WHERE field = 'agency'
),

positions AS (
    SELECT p.*, p.organisation_kind AS kind, p.role IN ('owner', 'partner', 'shareholder', 'beneficial_owner', 'director', 'manager',
           'commissioner', 'board', 'supervisory_board') AS runs_business,
           p.role IN ('director', 'manager', 'commissioner', 'key_personnel', 'employee', 'board', 'consultant', 'expert', 'lecturer',
           'practitioner', 'freelancer') AS is_work,
           p.permitted_on < DATE '9999-12-31' AS is_permitted,
           least(p.until, $as_of) AS last_day
    FROM facts.side_positions p
),

-- pieces in which neither employment nor grade nor level changes
pieces AS (
    SELECT p.*, e.value AS employment, g.value AS grade, l.value AS level,
           o.special_office, o.is_pejabat_negara, o.is_pejabat_pemerintahan_tertentu AS declares_conflicts, o.powers_public_service,
           greatest(p."from", e."from", g."from", l."from") AS since,
           least(p.last_day, e.until, g.until, l.until) AS up_to
    FROM positions p
    JOIN facts.officials o ON o.id = p.official
    JOIN employments e ON e.official = p.official AND e."from" <= p.last_day AND e.until >= p."from"
    JOIN grades g ON g.official = p.official AND g."from" <= least(p.last_day, e.until) AND g.until >= greatest(p."from", e."from")
    JOIN levels l ON l.official = p.official
        AND l."from" <= least(p.last_day, e.until, g.until) AND l.until >= greatest(p."from", e."from", g."from")
),

-- ---- the rules, one column each -------------------------------------------------------------------------------------------------------
judged AS (
    SELECT
        official, id,

        -- PP 30/1980 Pasal 3 ayat (1) huruf o to q
        since <= DATE '2010-06-05' AND up_to >= DATE '1980-08-30' AND employment = 'pns'
            AND role IN ('owner', 'partner', 'shareholder', 'beneficial_owner') AND field_related_to_duties
            AS "positions.pp30.shares-in-own-field",
        since <= DATE '2010-06-05' AND up_to >= DATE '1980-08-30' AND employment = 'pns'      -- disputed: in one's own field only, or any
            AND role IN ('owner', 'partner', 'shareholder', 'beneficial_owner') AND decides_its_course
            AS "positions.pp30.deciding-shares",
        since <= DATE '2010-06-05' AND up_to >= DATE '1980-08-30' AND employment = 'pns' AND grade IN ('iv_a', 'iv_b', 'iv_c', 'iv_d', 'iv_e')
            AND kind IN ('own_business', 'private_company') AND role IN ('owner', 'director', 'manager', 'commissioner')
            AS "positions.pp30.trade",

        -- PP 6/1974 Pasal 2, except shares that do not decide
        since <= DATE '2021-08-30' AND up_to >= DATE '1974-03-05' AND employment = 'pns' AND grade IN ('iv_a', 'iv_b', 'iv_c', 'iv_d', 'iv_e')
            AND kind IN ('own_business', 'private_company') AND runs_business AND NOT (role = 'shareholder' AND NOT decides_its_course)
            AS "positions.business-of-high-grade",
        since <= DATE '2021-08-30' AND up_to >= DATE '1974-03-05' AND employment = 'pns'
            AND grade NOT IN ('iv_a', 'iv_b', 'iv_c', 'iv_d', 'iv_e')
            AND kind IN ('own_business', 'private_company') AND runs_business AND NOT (role = 'shareholder' AND NOT decides_its_course)
            AND (permitted_on > "from"
                 OR coalesce(permitted_until, CASE WHEN is_permitted THEN permitted_on + INTERVAL 24 MONTH END) < least(until, DATE '2021-08-30'))
            AS "positions.business-without-permission",

        -- what BKN said since PP 94/2021 Pasal 45: hints
        up_to >= DATE '2021-08-31' AND employment IN ('pns', 'cpns', 'pppk') AND kind IN ('own_business', 'private_company')
            AND (field_related_to_duties OR in_working_hours OR performance_affected OR conflict_of_interest OR NOT reported_as_wealth)
            AS "positions.business-conditions",
        up_to >= DATE '2021-08-31' AND employment IN ('pns', 'cpns', 'pppk') AND kind IN ('own_business', 'private_company')
            AND runs_business AND NOT is_permitted AS "positions.business-permission-disputed",

        -- UU 25/2009 Pasal 17 huruf a (disputed of assigned commissioners), UU 18/2003 and UU 30/2004
        up_to >= DATE '2009-01-01' AND employment IN ('pns', 'cpns', 'pppk', 'contract_worker') AND powers_public_service
            AND kind IN ('private_company', 'state_company', 'regional_company', 'village_company', 'foreign_company')
            AND role IN ('commissioner', 'director', 'manager', 'board') AS "positions.public-service-and-company",
        up_to >= DATE '2003-01-01' AND role = 'advocate' AND (employment = 'pns' OR is_pejabat_negara) AS "positions.advocate",
        up_to >= DATE '2004-01-01' AND role = 'notary' AND (employment = 'pns' OR is_pejabat_negara) AS "positions.notary",

        -- UU 3/2005 Pasal 40, until UU 11/2022
        since <= DATE '2022-05-04' AND up_to >= DATE '2005-01-01' AND kind = 'sports_committee' AND role = 'board'
            AND (level IN ('jpt_utama', 'jpt_madya', 'jpt_pratama', 'administrator', 'pengawas') OR is_pejabat_negara)
            AS "positions.sports-committee",

        -- ministers: UU 39/2008 Pasal 23; deputy ministers since MK 128/PUU-XXIII/2025; state companies since UU 16/2025
        kind IN ('state_company', 'private_company') AND role IN ('director', 'commissioner') AND up_to >= DATE '2008-01-01'
            AND (special_office = 'minister'
                 OR special_office = 'deputy_minister'
                    AND (up_to >= DATE '2027-08-29' OR up_to >= DATE '2025-08-28' AND "from" > DATE '2025-08-28'))
            AS "positions.minister-and-company",
        kind = 'state_company' AND role IN ('director', 'commissioner') AND up_to >= DATE '2025-10-06'
            AND (special_office = 'minister'
                 OR special_office = 'deputy_minister' AND (up_to >= DATE '2027-08-29' OR "from" > DATE '2025-08-28'))
            AS "positions.minister-and-state-company",
        kind IN ('state_company', 'private_company') AND role IN ('director', 'commissioner') AND up_to >= DATE '2025-08-28'
            AND special_office = 'deputy_minister' AND "from" <= DATE '2025-08-28' AS "positions.deputy-minister-adjusts",

        -- PP 53/2010 Pasal 4 angka 2 to 4, PP 94/2021 Pasal 5 huruf b to e
        role = 'intermediary' AND uses_anothers_authority
            AND (since <= DATE '2021-08-30' AND up_to >= DATE '2010-06-06' AND employment = 'pns'
                 OR up_to >= DATE '2021-08-31' AND employment IN ('pns', 'cpns') AND conflict_of_interest)
            AS "positions.intermediary",
        kind = 'foreign_state' AND is_work
            AND (since <= DATE '2021-08-30' AND up_to >= DATE '2010-06-06' AND employment = 'pns'
                    AND NOT (is_permitted AND permitted_by IN ('appointing_authority', 'minister', 'president'))
                 OR up_to >= DATE '2021-08-31' AND employment IN ('pns', 'cpns'))
            AS "positions.foreign-state",
        kind = 'international_organisation' AND is_work
            AND (since <= DATE '2021-08-30' AND up_to >= DATE '2010-06-06' AND employment = 'pns'
                    AND NOT (is_permitted AND permitted_by IN ('appointing_authority', 'minister', 'president'))
                 OR up_to >= DATE '2021-08-31' AND employment IN ('pns', 'cpns')
                    AND NOT (is_permitted AND permitted_by = 'appointing_authority') AND NOT assigned_by_agency)
            AS "positions.international-organisation",
        kind IN ('foreign_company', 'foreign_consultant', 'foreign_ngo') AND is_work
            AND (since <= DATE '2021-08-30' AND up_to >= DATE '2010-06-06' AND employment = 'pns'
                 OR up_to >= DATE '2021-08-31' AND employment IN ('pns', 'cpns') AND NOT assigned_by_agency)
            AS "positions.foreign-employer",
        kind IN ('foreign_state', 'international_organisation', 'foreign_company', 'foreign_consultant', 'foreign_ngo') AND is_work
            AND up_to >= DATE '2018-01-01' AND employment = 'pppk' AS "positions.pppk-foreign-work",

        -- village posts
        up_to >= DATE '2014-01-01' AND role = 'village_head' AND employment = 'pns'
            AND (NOT is_permitted OR permitted_by <> 'appointing_authority') AS "positions.village-head",
        employment = 'pppk'
            AND (role = 'village_head' AND up_to >= DATE '2021-03-13' OR role = 'village_officer' AND up_to >= DATE '2025-02-17')
            AS "positions.pppk-village-post",
        up_to >= DATE '2016-01-01' AND kind = 'village_council' AND employment IN ('pns', 'cpns', 'pppk') AS "positions.village-council",
        up_to >= DATE '2016-01-01' AND kind = 'village_council' AND (
            employment IN ('village_head', 'village_officer') OR special_office = 'legislator' OR EXISTS (
                SELECT 1 FROM facts.side_positions other
                WHERE other.official = pieces.official AND other."from" <= pieces.until AND pieces."from" <= other.until
                  AND (other.role IN ('village_head', 'village_officer') OR other.organisation_kind = 'legislature')
            )
        ) AS "positions.village-council-double",

        -- PP 23/2022: a state company, and politics
        up_to >= DATE '2022-06-08' AND kind = 'state_company' AND role IN ('director', 'commissioner') AND (
            special_office IN ('legislator', 'regional_head', 'deputy_regional_head') OR EXISTS (
                SELECT 1 FROM facts.side_positions other
                WHERE other.official = pieces.official AND other."from" <= pieces.until AND pieces."from" <= other.until
                  AND other.organisation_kind = 'political_party' AND other.role = 'board'
            )
        ) AS "positions.state-company-and-politics",

        -- UU 19/2003 Pasal 33: on a day that both posts last
        kind = 'state_company' AND role = 'commissioner' AND EXISTS (
            SELECT 1 FROM facts.side_positions other
            WHERE other.official = pieces.official AND other.id <> pieces.id
              AND other."from" <= pieces.last_day AND pieces."from" <= other.until
              AND least(other.until, pieces.last_day) >= DATE '2003-01-01'
              AND other.organisation_kind IN ('state_company', 'regional_company', 'private_company') AND other.role = 'director'
        ) AS "positions.commissioner-and-director",

        -- PP 37/2004, since 31 October 2023 UU 20/2023 Pasal 52: political parties; SEB 2/2021: banned organisations
        kind = 'political_party' AND role IN ('member', 'board', 'founder', 'supervisory_board') AND up_to >= DATE '2004-01-01'
            AND (employment = 'pns' OR employment = 'pppk' AND up_to >= DATE '2023-10-31') AS "neutrality.party-membership",
        banned_organisation IN ('pki', 'jamaah_islamiyah', 'gafatar', 'hti', 'jad', 'fpi', 'other') AND up_to >= DATE '2021-01-25'
            AND employment IN ('pns', 'cpns', 'pppk') AS "neutrality.banned-organisation.membership",

        -- Permen PANRB 17/2024: an interest that nobody put on the list or declared
        up_to >= DATE '2024-11-08' AND declares_conflicts AND (conflict_of_interest OR dealt_with_by_own_agency OR field_related_to_duties)
            AND NOT EXISTS (
                SELECT 1 FROM facts.conflict_declarations said
                WHERE said.official = pieces.official AND said.side_position = pieces.id
                  AND (said.listed_on < DATE '9999-12-31' OR said.declared_on < DATE '9999-12-31')
            ) AS "coi.position-not-listed"
    FROM pieces
),

-- The statute of Universitas Indonesia of 2013 and 2021: the only rule that asks for the agency
rectors AS (
    SELECT p.official, p.id
    FROM positions p
    JOIN facts.officials o ON o.id = p.official AND o.special_office = 'rector'
    JOIN agencies a ON a.official = p.official AND a.value = 'Universitas Indonesia'
    WHERE p.kind IN ('state_company', 'regional_company', 'private_company')
      AND greatest(p."from", a."from") <= least(p.last_day, a.until)
      AND (p.role IN ('director', 'commissioner', 'manager') AND greatest(p."from", a."from") <= DATE '2021-07-19'
               AND least(p.last_day, a.until) >= DATE '2013-01-01'
           OR p.role = 'director' AND least(p.last_day, a.until) >= DATE '2021-06-30')
),

-- most declarations give nothing: only the others become one row for each rule
found_any AS (
    SELECT * FROM judged WHERE greatest(*COLUMNS(* EXCLUDE (official, id)))
)

SELECT DISTINCT official, id AS fact, rule
FROM (UNPIVOT found_any ON COLUMNS(* EXCLUDE (official, id)) INTO NAME rule VALUE found)
WHERE found
UNION ALL
SELECT DISTINCT official, id AS fact, 'positions.rector-ui' AS rule FROM rectors
