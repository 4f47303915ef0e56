-- The tables that every format fills, and what is done with rows that cannot be taken.

-- name: one_at_a_time
SELECT pg_try_advisory_xact_lock(hashtextextended('orders import ' || {{marketplace}}, 0))

-- name: wait_for_turn
SELECT pg_advisory_xact_lock(hashtextextended('orders import ' || {{marketplace}}, 0))

-- name: settings
SELECT set_config('TimeZone', {{zone}}, true),
       set_config('DateStyle', 'ISO, YMD', true),
       set_config('work_mem', '256MB', true),
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

-- name: incoming_line
CREATE TEMPORARY TABLE incoming_line (
    order_no bigint, number int, seller_id uuid, product_ref text, title text, quantity int,
    price_minor bigint, shipping_minor bigint, is_whole_order boolean,
    ship_by_at timestamptz, ship_by_on date, latest_estimate_on date,
    handed_over_at timestamptz, handed_over_on date, delivered_at timestamptz, delivered_on date,
    fulfilled_by text, state text
) ON COMMIT DROP

-- name: incoming_order
CREATE TEMPORARY TABLE incoming_order (
    order_no bigint, external_id text, buyer_id uuid, placed_at timestamptz, placed_on date,
    currency text, paid_minor bigint, paid_is_assumed boolean, state text, state_as_written text,
    row_hash bytea
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

-- name: copy
COPY {{table}} (line, {{columns}}) FROM STDIN (FORMAT csv, DELIMITER {{delimiter}})
