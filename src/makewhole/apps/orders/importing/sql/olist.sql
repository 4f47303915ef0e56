-- Olist's own tables, staged as texts: orders, items, payments, customers, and what goes with them.

-- name: mark_unread
-- A row without a number or an amount: neither can be read.
INSERT INTO {{staged}} (order_id) SELECT unnest({{keys}}::text[])

-- name: judge
-- An order is rejected only when its id, its purchase time or its status cannot be read.
INSERT INTO problem
SELECT {{file}}, line, coalesce(order_id, ''), field, coalesce(left(found, 80), 'nothing'),
       accepted, NULL
FROM olist_orders, LATERAL (VALUES
    ('order_id', order_id, {{id_is_fine}}, 'an id of at most 200 characters'),
    ('order_purchase_timestamp', purchased_at, {{time_is_fine}},
     'a local date and time such as 2018-03-01 14:30:00'),
    ('order_status', status, {{state_is_fine}}, {{states}})
) AS judged (field, found, is_fine, accepted)
WHERE is_fine IS NOT TRUE

-- name: unequal_orders
INSERT INTO problem
SELECT {{file}}, o.line, o.order_id, 'order_id', left(o.order_id, 60)
       || ' stands on several lines, differently', 'one row for each order', NULL
FROM olist_orders o
WHERE o.order_id IN (
    SELECT order_id FROM olist_orders
    GROUP BY order_id HAVING count(DISTINCT ROW({{columns}})::text) > 1)

-- name: equal_orders
DELETE FROM olist_orders o USING olist_orders first
WHERE first.order_id = o.order_id AND first.line < o.line

-- name: items_read
-- What of the item rows can be read; an order with one that cannot is taken as a whole.
CREATE TEMPORARY TABLE items_read ON COMMIT DROP AS
SELECT DISTINCT ON (i.order_id, number)
       i.line, i.order_id, CASE WHEN {{number_is_fine}} THEN i.number::int END AS number,
       i.seller_id AS seller_ref, coalesce(left(i.product_id, 200), '') AS product_ref,
       CASE WHEN {{price_is_fine}} THEN {{price}} END AS price_minor,
       CASE WHEN {{shipping_is_fine}} THEN {{shipping}} END AS shipping_minor,
       CASE WHEN {{ship_by_is_fine}} THEN {{ship_by_at}} END AS ship_by_at,
       CASE WHEN {{ship_by_is_fine}} THEN {{ship_by_on}} END AS ship_by_on,
       i.ship_by IS NOT NULL AND ({{ship_by_is_fine}}) IS NOT TRUE AS ship_by_unread
FROM olist_items i
WHERE i.order_id IN (SELECT order_id FROM olist_orders)
ORDER BY i.order_id, number, i.line

-- name: unsure_items
CREATE TEMPORARY TABLE unsure ON COMMIT DROP AS
SELECT order_id FROM items_read
WHERE number IS NULL OR price_minor IS NULL OR shipping_minor IS NULL
UNION
SELECT order_id FROM olist_items
GROUP BY order_id, number HAVING count(DISTINCT ROW({{columns}})::text) > 1

-- name: drop_unsure_items
DELETE FROM items_read WHERE order_id IN (SELECT order_id FROM unsure)

-- name: paid
CREATE TEMPORARY TABLE paid ON COMMIT DROP AS
SELECT order_id,
       CASE WHEN bool_and(({{amount_is_fine}}) IS TRUE)
            THEN sum(CASE WHEN {{amount_is_fine}} THEN {{amount}} END)::bigint END AS paid_minor
FROM (SELECT DISTINCT order_id, number, amount FROM olist_payments) p
GROUP BY order_id

-- name: orders_read
CREATE TEMPORARY TABLE order_read ON COMMIT DROP AS
SELECT o.line, row_number() OVER (ORDER BY o.order_id) AS order_no, o.order_id,
       coalesce(c.person, o.customer_id) AS buyer_ref, c.person IS NULL AS lacks_customer,
       {{placed_at}} AS placed_at, {{placed_on}} AS placed_on,
       CASE WHEN {{approved_is_fine}} THEN {{approved_at}} END AS approved_at,
       CASE WHEN {{approved_is_fine}} THEN {{approved_on}} END AS approved_on,
       CASE WHEN {{handed_over_is_fine}} THEN {{handed_over_at}} END AS handed_over_at,
       CASE WHEN {{handed_over_is_fine}} THEN {{handed_over_on}} END AS handed_over_on,
       CASE WHEN {{delivered_is_fine}} THEN {{delivered_at}} END AS delivered_at,
       CASE WHEN {{delivered_is_fine}} THEN {{delivered_on}} END AS delivered_on,
       CASE WHEN {{estimate_is_fine}} THEN {{estimate_on}} END AS latest_estimate_on,
       {{state}} AS state, left(o.status, 60) AS state_as_written,
       items.cost_minor, paid.paid_minor,
       items.order_id IS NULL AS is_whole_order,
       (SELECT count(*) FROM (VALUES
            (o.approved_at, {{approved_is_fine}}), (o.handed_over_at, {{handed_over_is_fine}}),
            (o.delivered_at, {{delivered_is_fine}}), (o.estimate, {{estimate_is_fine}})
        ) AS t (given, is_fine) WHERE given IS NOT NULL AND is_fine IS NOT TRUE) AS unread_times
FROM olist_orders o
LEFT JOIN (SELECT DISTINCT ON (customer_id) customer_id, person FROM olist_customers
           ORDER BY customer_id, line) c USING (customer_id)
LEFT JOIN paid ON paid.order_id = o.order_id
LEFT JOIN (SELECT order_id, sum(price_minor + shipping_minor)::bigint AS cost_minor
           FROM items_read GROUP BY order_id) items ON items.order_id = o.order_id

-- name: roll
INSERT INTO parties_roll
SELECT 'buyer', buyer_ref FROM order_read WHERE buyer_ref IS NOT NULL GROUP BY buyer_ref
UNION ALL
SELECT 'seller', seller_ref FROM items_read WHERE seller_ref IS NOT NULL GROUP BY seller_ref

-- name: lines
CREATE TEMPORARY TABLE incoming_line ON COMMIT DROP AS
SELECT o.order_no, coalesce(i.number, 1) AS number, seller.id AS seller_id,
       coalesce(i.product_ref, '') AS product_ref,
       CASE WHEN o.is_whole_order THEN 'whole order' ELSE coalesce(title.words, '') END AS title,
       1 AS quantity, coalesce(i.price_minor, o.paid_minor, 0) AS price_minor,
       coalesce(i.shipping_minor, 0) AS shipping_minor, o.is_whole_order,
       i.ship_by_at, i.ship_by_on, o.latest_estimate_on, o.handed_over_at, o.handed_over_on,
       o.delivered_at, o.delivered_on, NULL::text AS fulfilled_by, o.state
FROM order_read o
LEFT JOIN items_read i ON i.order_id = o.order_id
LEFT JOIN parties_enrolled seller
       ON seller.kind = 'seller' AND seller.external_ref = i.seller_ref
LEFT JOIN (SELECT DISTINCT ON (product_id) product_id,
                  replace(coalesce(english.english, product.category), '_', ' ') AS words
           FROM olist_products product
           LEFT JOIN olist_categories english USING (category)
           ORDER BY product_id) title ON title.product_id = i.product_ref

-- name: orders
CREATE TEMPORARY TABLE incoming_order ON COMMIT DROP AS
SELECT o.order_no, o.external_id, o.buyer_id, o.placed_at, o.placed_on, o.currency, o.paid_minor,
       o.paid_is_assumed, o.state, o.state_as_written,
       sha256({{order_bytes}} || lines.bytes) AS row_hash
FROM (
    SELECT r.order_no, r.order_id AS external_id, {{market_code}} AS market_code,
           buyer.id AS buyer_id, r.placed_at, r.placed_on, 'BRL' AS currency,
           coalesce(r.paid_minor, r.cost_minor, 0) AS paid_minor,
           r.paid_minor IS NULL AS paid_is_assumed, r.state, r.state_as_written
    FROM order_read r
    LEFT JOIN parties_enrolled buyer
           ON buyer.kind = 'buyer' AND buyer.external_ref = r.buyer_ref
) o
JOIN (SELECT order_no, string_agg({{line_bytes}}, '' ORDER BY number) AS bytes
      FROM incoming_line l GROUP BY order_no) lines USING (order_no)

-- name: tracking
INSERT INTO incoming_tracking
SELECT order_no, NULL, 'approved', approved_at, approved_on FROM order_read
WHERE approved_at IS NOT NULL

-- name: oddities
SELECT kind, count(*) FROM order_read o, LATERAL (VALUES
    ('no_items', is_whole_order),
    ('no_customer', lacks_customer),
    ('no_payment', paid_minor IS NULL),
    ('paid_differs', paid_minor <> cost_minor),
    ('time_unread', unread_times > 0),
    ('delivered_without_date', state = 'delivered' AND delivered_on IS NULL),
    ('delivered_before_hand_over', delivered_at < handed_over_at),
    ('hand_over_before_approval', handed_over_at < approved_at),
    ('hand_over_before_purchase', handed_over_at < placed_at),
    ('cancelled_but_delivered', state = 'cancelled' AND delivered_on IS NOT NULL)
) AS odd (kind, is_so)
WHERE is_so GROUP BY kind
UNION ALL
SELECT 'items_unread', count(*) FROM unsure HAVING count(*) > 0
UNION ALL
SELECT 'several_sellers', count(*) FROM (
    SELECT order_id FROM items_read GROUP BY order_id
    HAVING count(DISTINCT seller_ref) > 1) several HAVING count(*) > 0
UNION ALL
SELECT 'several_reviews', count(*) FROM (
    SELECT order_id FROM olist_reviews GROUP BY order_id HAVING count(*) > 1) several
HAVING count(*) > 0
UNION ALL
SELECT 'shared_reviews', count(*) FROM (
    SELECT review_id FROM olist_reviews GROUP BY review_id
    HAVING count(DISTINCT order_id) > 1) shared HAVING count(*) > 0
UNION ALL
SELECT 'rows_of_unknown_orders', count(*) FROM (
    SELECT order_id FROM olist_items UNION ALL SELECT order_id FROM olist_payments
    UNION ALL SELECT order_id FROM olist_reviews) other
WHERE NOT EXISTS (SELECT FROM olist_orders o WHERE o.order_id = other.order_id)
HAVING count(*) > 0
