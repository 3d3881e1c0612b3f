-- staff
INSERT INTO staff (id, email, name, role, centre, password_hash, created_at)
SELECT gen_random_uuid(), 'decade-' || n || '@desk.example', 'Decade ' || n, 'counsellor', codes[1 + n %% cardinality(codes)], '!', now()
FROM generate_series(1, %(staff)s) AS n, (SELECT array_agg(code ORDER BY code) AS codes FROM centre) AS centres;

-- counsellors
INSERT INTO counsellor (id, permitted, wish_channels, wish_since, idle_since, absent_since)
SELECT id, '{chat,phone}', '{}', now(), now(), now() FROM staff WHERE email LIKE 'decade-%%';

-- what happened
CREATE UNLOGGED TABLE made AS
WITH hand AS (
  SELECT array_agg(id ORDER BY email) AS ids, array_agg(centre ORDER BY email) AS centres FROM staff WHERE email LIKE 'decade-%%'
), drawn AS (
  SELECT g, (CAST(%(begins)s AS date) + CAST((day / 5) * 7 + day %% 5 AS int) + time '09:00'
      + floor(39600000 * part) * interval '1 millisecond') AT TIME ZONE 'Europe/Oslo' AS arrived_at,
    random() AS c, random() AS l, random() AS o, random() AS w, random() AS t, random() AS u, 1 + floor(random() * %(staff)s)::int AS who
  FROM generate_series(1, %(contacts)s) AS g,
    LATERAL (SELECT g::float8 * %(days)s / (%(contacts)s + 1) AS place) AS placed,
    LATERAL (SELECT floor(place)::bigint AS day, place - floor(place) AS part) AS cut
)
SELECT uuidv7(arrived_at - now()) AS id, g AS ticket, arrived_at,
  CASE WHEN c < 0.7 THEN 'chat' ELSE 'phone' END AS channel,
  CASE WHEN l < 0.88 THEN 'nb' WHEN l < 0.93 THEN 'nn' WHEN l < 0.99 THEN 'en' ELSE 'se' END AS language,
  CASE WHEN o < 0.84 THEN 'answered' WHEN o < 0.92 THEN 'abandoned' WHEN o < 0.95 THEN 'short_abandoned' ELSE 'lost' END AS outcome,
  CASE WHEN o < 0.84 THEN floor(-ln(1 - w) * 80000) WHEN o < 0.92 OR o >= 0.95 THEN 30000 + floor(-ln(1 - w) * 180000)
    ELSE floor(w * 9000) END::bigint AS wait,
  60000 + floor(-ln(1 - t) * 1200000)::bigint AS talk,
  10000 + floor(-ln(1 - u) * 90000)::bigint AS wrap_up,
  ids[who] AS who, centres[who] AS centre
FROM drawn, hand;

-- contacts
INSERT INTO contact (id, channel, language, state, version, ticket, arrived_at, since, answered_at, answered_by, answered_centre,
  ended_at, ended_by, ended_reason, text_gone_at)
SELECT id, channel, language, CASE outcome WHEN 'answered' THEN 'closed' ELSE 'abandoned' END, 5, ticket, arrived_at,
  arrived_at + (wait + CASE outcome WHEN 'answered' THEN talk + wrap_up ELSE 0 END) * interval '1 millisecond',
  CASE outcome WHEN 'answered' THEN arrived_at + wait * interval '1 millisecond' END,
  CASE outcome WHEN 'answered' THEN who END, CASE outcome WHEN 'answered' THEN centre END,
  arrived_at + (wait + CASE outcome WHEN 'answered' THEN talk ELSE 0 END) * interval '1 millisecond',
  CASE outcome WHEN 'lost' THEN 'desk' WHEN 'answered' THEN 'counsellor' ELSE 'citizen' END,
  CASE outcome WHEN 'lost' THEN 'absent' WHEN 'answered' THEN 'ended_counsellor' ELSE 'left' END, arrived_at + interval '30 days'
FROM made;

-- events
INSERT INTO contact_event (contact_id, at, from_state, to_state, cause, counsellor_id, centre)
SELECT made.id, made.arrived_at + after * interval '1 millisecond', from_state, to_state, cause,
  CASE WHEN cause IN ('taken', 'ended_counsellor', 'wrapped_up') THEN who END, CASE cause WHEN 'taken' THEN centre END
FROM made, LATERAL (VALUES
  ('', 0, NULL, 'queued', 'arrived'),
  ('answered', wait, 'queued', 'active', 'taken'),
  ('answered', wait + talk, 'active', 'wrap_up', 'ended_counsellor'),
  ('answered', wait + talk + wrap_up, 'wrap_up', 'closed', 'wrapped_up'),
  ('abandoned', wait, 'queued', 'abandoned', 'left'),
  ('short_abandoned', wait, 'queued', 'abandoned', 'left'),
  ('lost', wait, 'queued', 'abandoned', 'absent')
) AS step (of, after, from_state, to_state, cause) WHERE of IN ('', outcome);

-- wrap-ups
INSERT INTO wrap_up (contact_id, by, at, disposition, topics, education_level_asked, education_background, sex, age_band, job_status,
  county, earlier_guidance)
SELECT id, who, at, disposition, topics,
  CASE WHEN topics && %(asking)s THEN (%(education_level_asked_codes)s)[width_bucket(a, %(education_level_asked_from)s)] END,
  (%(education_background_codes)s)[width_bucket(b, %(education_background_from)s)], (%(sex_codes)s)[width_bucket(c, %(sex_from)s)],
  (%(age_band_codes)s)[width_bucket(d, %(age_band_from)s)], (%(job_status_codes)s)[width_bucket(e, %(job_status_from)s)],
  (%(county_codes)s)[width_bucket(f, %(county_from)s)], (%(earlier_guidance_codes)s)[width_bucket(g, %(earlier_guidance_from)s)]
FROM (
  SELECT *, CASE WHEN disposition = ANY (%(without_topic)s) THEN '{}' WHEN again AND first <> second THEN ARRAY[first, second]
    ELSE ARRAY[first] END AS topics
  FROM (
    SELECT id, who, arrived_at + (wait + talk + wrap_up) * interval '1 millisecond' AS at,
      (%(disposition_codes)s)[width_bucket(random(), %(disposition_from)s)] AS disposition,
      (%(topics_codes)s)[width_bucket(random(), %(topics_from)s)] AS first, (%(topics_codes)s)[width_bucket(random(), %(topics_from)s)] AS second,
      random() < %(second_topic)s AS again,
      random() AS a, random() AS b, random() AS c, random() AS d, random() AS e, random() AS f, random() AS g
    FROM made WHERE outcome = 'answered' OFFSET 0
  ) AS drawn OFFSET 0
) AS named;

-- turned away
INSERT INTO turned_away (at, channel, reason) SELECT arrived_at, channel, 'full' FROM made WHERE ticket %% 33 = 0;

-- presence
INSERT INTO presence_log (counsellor_id, centre, at, state, channels)
SELECT id, centre, (CAST(%(begins)s AS date) + CAST((day / 5) * 7 + day %% 5 AS int) + CAST(clock AS time)) AT TIME ZONE 'Europe/Oslo', state,
  '{chat,phone}'
FROM generate_series(0, %(days)s - 1) AS day, (VALUES ('09:00', 'ready'), ('12:00', 'break'), ('12:30', 'ready'), ('20:00', 'off'))
  AS line (clock, state), staff WHERE email LIKE 'decade-%%' ORDER BY day, clock, id;

-- kept days
INSERT INTO kept_day (day, at, counted_by)
SELECT day::date, now(), %(counted_by)s
FROM generate_series(CAST(%(begins)s AS date), CAST(%(begins)s AS date) + (%(days)s / 5 * 7 - 1)::int, interval '1 day') AS day;

-- kept arrivals
INSERT INTO kept_arrivals (day, starts_at, channel, centre, language, answered, abandoned, short_abandoned, turned_away, callback, lost,
  waits, handled, handle, wrapped, wrap_up, waited_in_vain)
SELECT (hour AT TIME ZONE 'Europe/Oslo')::date, hour, channel, centre, language, count(*) FILTER (WHERE outcome = 'answered'),
  count(*) FILTER (WHERE outcome = 'abandoned'), count(*) FILTER (WHERE outcome = 'short_abandoned'),
  count(*) FILTER (WHERE outcome = 'turned_away'), 0, count(*) FILTER (WHERE outcome = 'lost'),
  coalesce(array_agg(wait ORDER BY wait) FILTER (WHERE outcome = 'answered'), '{}'),
  count(*) FILTER (WHERE outcome = 'answered'), coalesce(sum(talk + least(wrap_up, seat)) FILTER (WHERE outcome = 'answered'), 0),
  count(*) FILTER (WHERE outcome = 'answered'), coalesce(sum(wrap_up) FILTER (WHERE outcome = 'answered'), 0),
  coalesce(sum(wait) FILTER (WHERE outcome NOT IN ('answered', 'turned_away')), 0)
FROM (
  SELECT date_trunc('hour', arrived_at, 'UTC') AS hour, channel, language, outcome, wait, talk, wrap_up,
    CASE outcome WHEN 'answered' THEN centre ELSE 'none' END AS centre, CASE channel WHEN 'phone' THEN 240000 ELSE 150000 END AS seat FROM made
  UNION ALL
  SELECT date_trunc('hour', arrived_at, 'UTC'), channel, '', 'turned_away', 0, 0, 0, 'none', 0 FROM made WHERE ticket %% 33 = 0
) AS came GROUP BY hour, channel, centre, language;

-- kept work
INSERT INTO kept_work (day, starts_at, channel, centre, staffed, busy, talking, doubled, most_at_once)
SELECT day, starts_at, channel, coalesce(centre, '*'), sum(staffed), sum(busy), sum(busy * 9 / 10), sum(busy / 20), max(busy / 900)
FROM (SELECT DISTINCT day, starts_at, channel FROM kept_arrivals) AS hour, (SELECT code AS centre FROM centre) AS centres,
  LATERAL (SELECT 60000 + floor(random() * 30000)::bigint AS staffed, 40000 + floor(random() * 20000)::bigint AS busy) AS drawn
GROUP BY GROUPING SETS ((day, starts_at, channel, centre), (day, starts_at, channel));

-- kept topics
INSERT INTO kept_topics (day, clock_hour, channel, centre, language, education_level, topics, contacts)
SELECT CAST(arrived_at AT TIME ZONE 'Europe/Oslo' AS date), extract(hour FROM arrived_at AT TIME ZONE 'Europe/Oslo'), channel, answered_centre,
  language, coalesce(education_level_asked, ''), array_to_string(topics, ' '), count(*)
FROM wrap_up JOIN contact ON contact.id = contact_id GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1;

-- kept recorded
INSERT INTO kept_recorded (day, field, code, contacts)
SELECT day, field, coalesce(code, 'not_registered'), contacts FROM (
  SELECT day, CASE WHEN grouping(sex) = 0 THEN 'sex' WHEN grouping(age_band) = 0 THEN 'age_band' WHEN grouping(job_status) = 0 THEN 'job_status'
      WHEN grouping(county) = 0 THEN 'county' WHEN grouping(earlier_guidance) = 0 THEN 'earlier_guidance' ELSE 'education_background' END AS field,
    coalesce(education_background, sex, age_band, job_status, county, earlier_guidance) AS code, count(*) AS contacts
  FROM (SELECT CAST(arrived_at AT TIME ZONE 'Europe/Oslo' AS date) AS day, education_background, sex, age_band, job_status, wrap_up.county,
      earlier_guidance
    FROM wrap_up JOIN contact ON contact.id = contact_id) AS one
  GROUP BY GROUPING SETS ((day, education_background), (day, sex), (day, age_band), (day, job_status), (day, county), (day, earlier_guidance))
) AS counted ORDER BY 1, 2, 3;

-- nothing of the making
DROP TABLE made;

-- the next ticket
UPDATE desk SET last_ticket = %(contacts)s;

