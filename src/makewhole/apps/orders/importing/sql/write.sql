-- From the incoming tables to the orders: new ones inserted, changed ones updated, the rest left.

-- name: known
-- One import runs at a time, so a row hash cannot change under this one.
CREATE TEMPORARY TABLE known ON COMMIT DROP AS
SELECT i.order_no, o.id, o.row_hash = i.row_hash AS is_same
FROM incoming_order i
JOIN orders_order o ON o.marketplace_id = {{marketplace}} AND o.external_id = i.external_id

-- name: lock_changed
-- By id, as every command locks orders; a refund that is under way is waited for.
SELECT count(*) FROM (
    SELECT id FROM orders_order WHERE id IN (SELECT id FROM known WHERE NOT is_same)
    ORDER BY id FOR UPDATE
) locked

-- name: look_at_known
ANALYZE known

-- name: changed_count
SELECT count(*) FROM known WHERE NOT is_same

-- name: counts
SELECT (SELECT count(order_no) FROM incoming_order), (SELECT count(*) FROM incoming_line),
       (SELECT count(*) FROM known WHERE is_same), (SELECT count(*) FROM known WHERE NOT is_same)

-- name: unlawful_changes
-- What money may already hang on cannot be changed by a file.
INSERT INTO problem
SELECT DISTINCT ON (i.external_id)
       {{file}}, s.line, i.external_id, found.field, found.found, found.accepted, NULL
FROM known k
JOIN incoming_order i USING (order_no)
JOIN orders_order o ON o.id = k.id
JOIN {{staged}} s ON s.{{key}} = i.external_id
CROSS JOIN LATERAL (
    SELECT 'currency', i.currency, o.currency || ', as it came first'
    WHERE i.currency <> o.currency
    UNION ALL
    SELECT 'market', {{market_code}}, o.market_code || ', in which it came first'
    WHERE o.market_code <> {{market_code}}
    UNION ALL
    SELECT 'buyer', 'another buyer', 'the buyer that it came with first'
    WHERE o.buyer_id IS NOT NULL AND o.buyer_id IS DISTINCT FROM i.buyer_id
    UNION ALL
    SELECT 'paid', i.paid_minor || ' minor units',
           'at least the ' || o.refunded_minor || ' refunded already'
    WHERE i.paid_minor < o.refunded_minor
    UNION ALL
    SELECT 'line', 'no line ' || l.number,
           'every line that is on file; one that was called off has the state cancelled'
    FROM orders_line l
    WHERE l.order_id = k.id AND NOT EXISTS (
        SELECT FROM incoming_line n WHERE n.order_no = k.order_no AND n.number = l.number)
    UNION ALL
    SELECT 'seller', 'another seller on line ' || l.number, 'the seller that it came with first'
    FROM orders_line l JOIN incoming_line n ON n.order_no = k.order_no AND n.number = l.number
    WHERE l.order_id = k.id AND l.seller_id IS NOT NULL
      AND l.seller_id IS DISTINCT FROM n.seller_id
    UNION ALL
    SELECT 'price', n.price_minor || ' and ' || n.shipping_minor || ' minor units on line '
           || l.number, 'at least what was refunded already'
    FROM orders_line l JOIN incoming_line n ON n.order_no = k.order_no AND n.number = l.number
    WHERE l.order_id = k.id
      AND (n.price_minor < l.refunded_item_minor OR n.shipping_minor < l.refunded_shipping_minor)
) AS found (field, found, accepted)
WHERE NOT k.is_same
ORDER BY i.external_id, s.line

-- name: drop_unlawful_lines
DELETE FROM incoming_line WHERE order_no IN (
    SELECT i.order_no FROM incoming_order i JOIN problem p ON p.key = i.external_id)

-- name: drop_unlawful_orders
DELETE FROM incoming_order i USING problem p WHERE p.key = i.external_id

-- name: drop_unlawful_tracking
DELETE FROM incoming_tracking WHERE order_no IN (
    SELECT i.order_no FROM incoming_order i JOIN problem p ON p.key = i.external_id)

-- name: drop_unlawful_known
DELETE FROM known k WHERE NOT EXISTS (
    SELECT FROM incoming_order i WHERE i.order_no = k.order_no)

-- name: keep_revisions
INSERT INTO orders_revision
    (order_id, version, marketplace_id, import_id, replaced_by, row_hash, facts)
SELECT o.id, o.version, o.marketplace_id, o.import_id, {{import_id}}, o.row_hash,
       json_build_object(
           'order', to_json(o),
           'lines', (SELECT json_agg(to_json(l) ORDER BY l.number)
                     FROM orders_line l WHERE l.order_id = o.id))::text
FROM known k JOIN orders_order o ON o.id = k.id
WHERE NOT k.is_same

-- name: update_orders
WITH written AS (
UPDATE orders_order o
SET buyer_id = i.buyer_id, placed_at = i.placed_at, placed_on = i.placed_on,
    paid_minor = i.paid_minor, paid_is_assumed = i.paid_is_assumed, state = i.state,
    state_as_written = i.state_as_written, source = {{source}}, import_id = {{import_id}},
    version = o.version + 1, row_hash = i.row_hash
FROM known k JOIN incoming_order i USING (order_no)
WHERE NOT k.is_same AND o.id = k.id
RETURNING o.external_id, o.row_hash)
SELECT {{digest}} FROM written

-- name: update_lines
INSERT INTO orders_line AS l
    (order_id, number, marketplace_id, {{line_columns}})
SELECT k.id, i.number, {{marketplace}}, {{line_columns}}
FROM known k JOIN incoming_line i USING (order_no)
WHERE NOT k.is_same
ON CONFLICT (order_id, number) DO UPDATE SET {{line_changes}}

-- name: insert_orders
-- Answers the SHA-256 over the row hashes of what it wrote, in the order of the orders' numbers.
WITH written AS (
INSERT INTO orders_order
    (id, marketplace_id, market_code, external_id, buyer_id, placed_at, placed_on, currency,
     paid_minor, paid_is_assumed, refunded_minor, state, state_as_written, source, import_id,
     version, row_hash)
SELECT {{new_id}}, {{marketplace}}, {{market_code}}, external_id, buyer_id, placed_at, placed_on,
       currency, paid_minor, paid_is_assumed, 0, state, state_as_written, {{source}}, {{import_id}},
       1, row_hash
FROM incoming_order i
WHERE NOT EXISTS (SELECT FROM known k WHERE k.order_no = i.order_no)
RETURNING external_id, row_hash)
SELECT {{digest}} FROM written

-- name: insert_lines
INSERT INTO orders_line
    (order_id, number, marketplace_id, {{line_columns}}, refunded_item_minor,
     refunded_shipping_minor)
SELECT {{new_id}}, number, {{marketplace}}, {{line_columns}}, 0, 0
FROM incoming_line i
WHERE NOT EXISTS (SELECT FROM known k WHERE k.order_no = i.order_no)

-- name: insert_tracking
INSERT INTO orders_trackingevent
    (order_id, seq, marketplace_id, line_number, kind, at, "on", source)
SELECT {{new_id}}, row_number() OVER (PARTITION BY order_no ORDER BY at, kind), {{marketplace}},
       line_number, kind, at, "on", {{source}}
FROM incoming_tracking i
WHERE NOT EXISTS (SELECT FROM known k WHERE k.order_no = i.order_no)

-- name: look_at_tracking
ANALYZE incoming_tracking

-- name: add_tracking
-- To orders that are on file: what was not reported before, after what was.
INSERT INTO orders_trackingevent
    (order_id, seq, marketplace_id, line_number, kind, at, "on", source)
SELECT id, coalesce((SELECT max(seq) FROM orders_trackingevent t WHERE t.order_id = id), 0)
           + row_number() OVER (PARTITION BY id ORDER BY at, kind),
       {{marketplace}}, line_number, kind, at, "on", {{source}}
FROM (
    SELECT k.id, i.* FROM incoming_tracking i JOIN known k USING (order_no)
    WHERE NOT EXISTS (
        SELECT FROM orders_trackingevent t
        WHERE t.order_id = k.id AND t.kind = i.kind AND t.at = i.at
          AND t.line_number IS NOT DISTINCT FROM i.line_number)
) unreported

-- name: look_at_orders
SELECT orders_analyze()
