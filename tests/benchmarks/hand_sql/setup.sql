-- What the two queries beside this file need besides the tables of a stage: the last days of the two routes of a report.
-- Wants two tables: days_off (day), the national holidays and joint leave that no source disputes; listed_years (year), for which they
-- are known. Where they are not, the days are Monday to Friday, so that a last day is never too late for the official.

-- Each day with the number of working days up to it: by the calendar where its year is listed, and by Monday to Friday.
CREATE OR REPLACE TEMP TABLE days AS
SELECT day, is_listed, is_weekday, is_listed AND is_weekday AND NOT is_off AS is_working,
       count(*) FILTER (is_listed AND is_weekday AND NOT is_off) OVER (ORDER BY day) AS worked,
       count(*) FILTER (is_weekday) OVER (ORDER BY day) AS weekdays
FROM (
    SELECT CAST(range AS DATE) AS day, isodow(range) <= 5 AS is_weekday,
           year(range) IN (SELECT year FROM listed_years) AS is_listed,
           CAST(range AS DATE) IN (SELECT day FROM days_off) AS is_off
    FROM range(DATE '2001-01-01', DATE '2061-01-01', INTERVAL 1 DAY)
);

-- One row for each day of receipt: the 10th and the 30th working day after it. A way that leads out of the listed years is none.
CREATE OR REPLACE TEMP TABLE last_days AS
SELECT r.day AS received_on,
       CASE WHEN r.is_listed THEN coalesce(upg.day, floor_upg.day) ELSE floor_upg.day END AS upg_until,
       CASE WHEN r.is_listed THEN coalesce(kpk.day, floor_kpk.day) ELSE floor_kpk.day END AS kpk_until
FROM days r
LEFT JOIN days upg ON upg.is_working AND upg.worked = r.worked + 10
LEFT JOIN days kpk ON kpk.is_working AND kpk.worked = r.worked + 30
LEFT JOIN days floor_upg ON floor_upg.is_weekday AND floor_upg.weekdays = r.weekdays + 10
LEFT JOIN days floor_kpk ON floor_kpk.is_weekday AND floor_kpk.weekdays = r.weekdays + 30;
