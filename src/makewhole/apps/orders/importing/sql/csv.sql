-- One row for each order line. Columns not in the file are staged all the same, and empty.

-- name: kinds
SELECT DISTINCT currency, time_zone FROM staged

-- name: suspects
CREATE TEMPORARY TABLE suspect ON COMMIT DROP AS
SELECT * FROM staged WHERE ({{precise}}) IS NOT TRUE

-- name: judge
INSERT INTO problem
SELECT {{file}}, line, coalesce(order_id, ''), field, coalesce(left(found, 80), 'nothing'),
       accepted, NULL
FROM suspect, LATERAL (VALUES {{fields}}) AS judged (field, found, is_fine, accepted)
WHERE is_fine IS NOT TRUE

-- name: read
-- The windows go by the order in which the rows were just sorted, so that none sorts again. An order
-- is numbered by its first row; each row is compared with the one before it.
CREATE TEMPORARY TABLE incoming_line ON COMMIT DROP AS
SELECT line, order_id, number, placed_at, {{placed_on}} AS placed_on, currency, buyer_id, seller_id,
       product_ref, title, quantity, price_minor, shipping_minor, paid_minor,
       ship_by_at, {{ship_by_on}} AS ship_by_on, latest_estimate_on,
       handed_over_at, {{handed_over_on}} AS handed_over_on,
       CASE WHEN delivered_is_timed THEN delivered_at END AS delivered_at,
       {{delivered_on}} AS delivered_on, state, state_as_written, fulfilled_by,
       false AS is_whole_order, is_plain,
       rank() OVER (ORDER BY order_id) AS order_no,
       lag(order_id) OVER by_line IS DISTINCT FROM order_id AS is_first,
       CASE WHEN lag(order_id) OVER by_line = order_id AND lag(number) OVER by_line = number
            THEN lag(line) OVER by_line END AS repeats_line,
       lag(order_id) OVER by_line = order_id
           AND (lag(placed_at) OVER by_line, lag(currency) OVER by_line,
                lag(buyer_id) OVER by_line, lag(paid_minor) OVER by_line)
               IS DISTINCT FROM (placed_at, currency, buyer_id, paid_minor) AS disagrees
FROM (
    SELECT line, order_id, coalesce(line_number::int, 1) AS number,
           {{placed_at}} AS placed_at, currency,
           buyer_roll.id AS buyer_id, seller_roll.id AS seller_id,
           coalesce(product, '') AS product_ref, coalesce(title, '') AS title,
           coalesce(quantity::int, 1) AS quantity,
           {{price}} AS price_minor, coalesce({{shipping}}, 0) AS shipping_minor,
           {{paid}} AS paid_minor,
           {{ship_by_at}} AS ship_by_at, {{latest_estimate_on}} AS latest_estimate_on,
           {{handed_over_at}} AS handed_over_at, {{delivered_at}} AS delivered_at,
           length(staged.delivered_at) > 10 AS delivered_is_timed,
           {{state}} AS state, left(staged.state, 60) AS state_as_written, fulfilled_by,
           {{zone_of_row}} AS time_zone, {{is_plain}} AS is_plain
    FROM staged
    LEFT JOIN parties_enrolled buyer_roll
           ON buyer_roll.kind = 'buyer' AND buyer_roll.external_ref = staged.buyer
    LEFT JOIN parties_enrolled seller_roll
           ON seller_roll.kind = 'seller' AND seller_roll.external_ref = staged.seller
    ORDER BY order_id, number, line
) sorted
WINDOW by_line AS (ORDER BY order_id, number, line)

-- name: findings
SELECT count(*) FILTER (WHERE NOT is_plain), count(*) FILTER (WHERE repeats_line IS NOT NULL),
       count(*) FILTER (WHERE disagrees)
FROM incoming_line

-- name: roll
INSERT INTO parties_roll
SELECT CASE WHEN buyer IS NULL THEN 'seller' ELSE 'buyer' END, coalesce(buyer, seller)
FROM staged
GROUP BY GROUPING SETS ((buyer), (seller))
HAVING coalesce(buyer, seller) IS NOT NULL

-- name: unequal_repeats
-- The same order and line twice, saying different things: neither can be believed.
INSERT INTO problem
SELECT {{file}}, said.line, said.order_id, 'line', 'line ' || second.number || ' of order '
       || left(said.order_id, 60) || ' stands here and on line ' || said.other || ', differently',
       'one row for each order and line', NULL
FROM incoming_line second
JOIN staged a ON a.line = second.line
JOIN staged b ON b.line = second.repeats_line
CROSS JOIN LATERAL (VALUES (a.line, b.line, a.order_id), (b.line, a.line, b.order_id))
     AS said (line, other, order_id)
WHERE second.repeats_line IS NOT NULL
  AND ROW({{a_columns}}) IS DISTINCT FROM ROW({{b_columns}})
  AND NOT EXISTS (SELECT FROM problem known WHERE known.line = said.line)
GROUP BY said.line, said.order_id, second.number, said.other

-- name: equal_repeats
DELETE FROM incoming_line second WHERE second.repeats_line IS NOT NULL
  AND NOT EXISTS (SELECT FROM problem WHERE problem.line = second.line)

-- name: disagreements
-- What is said of the whole order must be the same on each of its rows.
INSERT INTO problem
SELECT {{file}}, other.line, other.order_id, said.field, coalesce(left(said.here, 40), 'nothing')
       || ' here, ' || coalesce(left(said.there, 40), 'nothing') || ' on line ' || first.line,
       'the same on every row of the order', NULL
FROM incoming_line other
JOIN incoming_line first ON first.order_no = other.order_no AND first.is_first
CROSS JOIN LATERAL (VALUES
    ('placed_at', other.placed_at::text, first.placed_at::text),
    ('currency', other.currency, first.currency),
    ('buyer', other.buyer_id::text, first.buyer_id::text),
    ('paid', other.paid_minor::text, first.paid_minor::text)
) AS said (field, here, there)
WHERE NOT other.is_first AND said.here IS DISTINCT FROM said.there

-- name: drop_problem_orders
DELETE FROM incoming_line WHERE order_id IN (SELECT key FROM problem)

-- name: orders
-- An order is as far as the least of its lines that was not called off.
-- A view: the hash is worked out once, where an order is compared or written.
CREATE TEMPORARY VIEW incoming_order AS
SELECT o.order_no, o.external_id, o.buyer_id, o.placed_at, o.placed_on, o.currency, o.paid_minor,
       o.paid_is_assumed, o.state, o.state_as_written,
       sha256({{order_bytes}} || {{line_bytes}} || coalesce(o.rest_bytes, '')) AS row_hash
FROM incoming_line line
LEFT JOIN (
    SELECT order_no, sum(price_minor + shipping_minor)::bigint AS cost_minor,
           string_agg({{rest_line_bytes}}, '' ORDER BY number) AS bytes,
           min({{state_rank}}) AS least
    FROM incoming_line l WHERE NOT is_first GROUP BY order_no
) rest ON rest.order_no = line.order_no
CROSS JOIN LATERAL (
    SELECT line.order_no, line.order_id AS external_id, {{market_code}} AS market_code,
           line.buyer_id, line.placed_at, line.placed_on, line.currency,
           coalesce(line.paid_minor, line.price_minor + line.shipping_minor
                                     + coalesce(rest.cost_minor, 0)) AS paid_minor,
           line.paid_minor IS NULL AS paid_is_assumed,
           CASE WHEN rest.least IS NULL THEN line.state
                ELSE (ARRAY[{{states}}])[least(rest.least, {{state_rank_first}})] END AS state,
           line.state_as_written, rest.bytes AS rest_bytes
) o
WHERE line.is_first
