-- The tables that every format fills, and what is done with rows that cannot be taken.

-- name: one_at_a_time
SELECT pg_try_advisory_xact_lock(hashtextextended('orders import ' || {{marketplace}}, 0))

-- name: wait_for_turn
SELECT pg_advisory_xact_lock(hashtextextended('orders import ' || {{marketplace}}, 0))

-- name: settings
SELECT set_config('TimeZone', {{zone}}, true),
       set_config('DateStyle', 'ISO, YMD', true),
       set_config('work_mem', '400MB', true),
       set_config('client_connection_check_interval', '2s', true)

-- name: room_for_temporary_tables
-- It can be set only before a session's first temporary table.
SELECT set_config('temp_buffers', '256MB', false) WHERE pg_my_temp_schema() = 0

-- name: stage
CREATE TEMPORARY TABLE {{table}} (line int, {{columns}}) ON COMMIT DROP

-- name: look_at_staged
ANALYZE {{table}}

-- name: unprefix
UPDATE {{table}} SET {{changes}}

-- name: problems
CREATE TEMPORARY TABLE problem (
    file text, line int, key text, field text, found text, accepted text, because_of int
) ON COMMIT DROP

-- name: incoming_tracking
CREATE TEMPORARY TABLE incoming_tracking (
    order_no bigint, line_number int, kind text, at timestamptz, "on" date
) ON COMMIT DROP

-- name: companions
-- Rows of one order come in together or not at all.
INSERT INTO problem
SELECT {{file}}, staged.line, bad.key, 'row', 'another row of this order cannot be taken',
       'the order whole: see line ' || bad.line, bad.line
FROM {{table}} staged
JOIN (SELECT key, min(line) AS line FROM problem WHERE key <> '' GROUP BY key) bad
  ON bad.key = staged.{{key}}
WHERE NOT EXISTS (SELECT FROM problem known WHERE known.line = staged.line)

-- name: drop_problem_rows
DELETE FROM {{table}} staged USING problem WHERE problem.line = staged.line

-- name: problem_rows
SELECT file, line, key, field, found, accepted FROM problem ORDER BY line, field

-- name: problem_count
SELECT count(*) FROM problem

-- name: rejected_count
SELECT count(DISTINCT line) FROM problem

-- name: placed_later
SELECT count(*) FROM incoming_order WHERE placed_at > {{at}}::timestamptz

-- name: copy
COPY {{table}} (line, {{columns}}) FROM STDIN (FORMAT csv, DELIMITER {{delimiter}})
