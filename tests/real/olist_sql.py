"""The questions that `olist_facts` asks, as SQL for DuckDB over tables of text."""

from collections.abc import Mapping

# Every order falls into exactly one group; the first test that holds names it.
GROUPED_ORDERS = """
    CREATE VIEW grouped AS
    SELECT order_id, order_status,
           delivered_day - estimated_day AS days_late,
           CASE
               WHEN order_status = 'delivered' AND delivered_day IS NULL
                   THEN 'delivered_without_a_date'
               WHEN order_status = 'delivered' AND delivered_day - estimated_day > 3
                   THEN 'delivered_late'
               WHEN order_status = 'delivered' AND delivered_day > estimated_day
                   THEN 'delivered_up_to_3_days_late'
               WHEN order_status = 'delivered' THEN 'delivered_in_time'
               WHEN order_status = 'shipped' AND delivered_day IS NULL
                   THEN 'shipped_never_delivered'
               WHEN order_status IN ('processing', 'invoiced', 'created', 'approved')
                    AND order_delivered_carrier_date IS NULL
                   THEN 'paid_never_shipped'
               WHEN order_status = 'unavailable' THEN 'unavailable'
               WHEN order_status = 'canceled' AND delivered_day - estimated_day > 3
                   THEN 'cancelled_yet_delivered_late'
               WHEN order_status = 'canceled' AND delivered_day IS NOT NULL
                   THEN 'cancelled_yet_delivered_in_time'
               WHEN order_status = 'canceled' AND order_delivered_carrier_date IS NOT NULL
                   THEN 'cancelled_after_hand_over'
               WHEN order_status = 'canceled' THEN 'cancelled_before_hand_over'
           END AS group_name
    FROM (
        SELECT *,
               order_delivered_customer_date::DATE AS delivered_day,
               order_estimated_delivery_date::DATE AS estimated_day
        FROM orders
    )
"""

CLAIM_PAIRS = """
    CREATE VIEW claim_pair AS
    SELECT order_id, seller_id
    FROM orders LEFT JOIN (SELECT DISTINCT order_id, seller_id FROM order_items) USING (order_id)
"""

# Amounts are whole centavos. An order without item rows has no price: its amount is what was paid.
ORDER_AMOUNTS = """
    CREATE VIEW order_amount AS
    SELECT order_id, price_minor, shipping_minor, paid_minor,
           CASE WHEN paid_minor IS NULL THEN NULL  -- One order. What was paid is unknown, not zero.
                WHEN price_minor IS NULL THEN paid_minor
                ELSE least(price_minor + shipping_minor, paid_minor)
           END AS full_refund_minor
    FROM orders
    LEFT JOIN (
        SELECT order_id,
               sum((price::DECIMAL(12, 2) * 100)::BIGINT)::BIGINT AS price_minor,
               sum((freight_value::DECIMAL(12, 2) * 100)::BIGINT)::BIGINT AS shipping_minor
        FROM order_items GROUP BY order_id
    ) USING (order_id)
    LEFT JOIN (
        SELECT order_id, sum((payment_value::DECIMAL(12, 2) * 100)::BIGINT)::BIGINT AS paid_minor
        FROM order_payments GROUP BY order_id
    ) USING (order_id)
"""

GROUP_COUNTS = """
    SELECT group_name,
           count(*) AS orders,
           sum(pairs)::BIGINT AS claims,
           count(*) FILTER (sellers = 0) AS orders_without_items,
           count(*) FILTER (sellers > 1) AS orders_of_several_sellers,
           coalesce(sum(price_minor), 0)::BIGINT,
           coalesce(sum(shipping_minor), 0)::BIGINT,
           coalesce(sum(paid_minor), 0)::BIGINT,
           coalesce(sum(full_refund_minor), 0)::BIGINT
    FROM grouped
    JOIN (
        SELECT order_id, count(*) AS pairs, count(seller_id) AS sellers
        FROM claim_pair GROUP BY order_id
    ) USING (order_id)
    JOIN order_amount USING (order_id)
    {where}
    GROUP BY group_name ORDER BY group_name
"""
SCORE_1 = "WHERE order_id IN (SELECT order_id FROM order_reviews WHERE review_score = '1')"

CLAIMS = """
    SELECT group_name, list(order_id ORDER BY order_id, seller_id),
           list(seller_id ORDER BY order_id, seller_id)
    FROM grouped JOIN claim_pair USING (order_id) GROUP BY group_name
"""

# Each query answers with the ids of the orders concerned; an order may be named more than once.
DEFECTS: Mapping[str, str] = {
    "no_item_rows": "SELECT order_id FROM orders ANTI JOIN order_items USING (order_id)",
    "no_item_rows_though_the_sample_is_complete": """
        SELECT order_id FROM orders ANTI JOIN order_items USING (order_id)
        WHERE complete = 'True'""",
    "no_customer_row": "SELECT order_id FROM orders ANTI JOIN customers USING (customer_id)",
    "no_item_rows_and_no_customer_row": """
        SELECT order_id FROM orders ANTI JOIN order_items USING (order_id)
        ANTI JOIN customers USING (customer_id)""",
    "no_payment_rows": "SELECT order_id FROM orders ANTI JOIN order_payments USING (order_id)",
    "payment_of_zero": """
        SELECT order_id FROM order_payments WHERE payment_value::DECIMAL(12, 2) = 0""",
    "paid_differs_from_items": """
        SELECT order_id FROM order_amount WHERE paid_minor <> price_minor + shipping_minor""",
    "paid_differs_from_items_by_more_than_3_centavos": """
        SELECT order_id FROM order_amount
        WHERE abs(paid_minor - price_minor - shipping_minor) > 3""",
    "paid_less_than_items": """
        SELECT order_id FROM order_amount WHERE paid_minor < price_minor + shipping_minor""",
    "paid_less_than_items_by_more_than_3_centavos": """
        SELECT order_id FROM order_amount WHERE paid_minor < price_minor + shipping_minor - 3""",
    "delivered_without_a_delivery_date": """
        SELECT order_id FROM orders
        WHERE order_status = 'delivered' AND order_delivered_customer_date IS NULL""",
    "delivered_without_a_hand_over_date": """
        SELECT order_id FROM orders
        WHERE order_status = 'delivered' AND order_delivered_carrier_date IS NULL""",
    "delivered_without_an_approval_date": """
        SELECT order_id FROM orders
        WHERE order_status = 'delivered' AND order_approved_at IS NULL""",
    "delivered_before_hand_over": """
        SELECT order_id FROM orders
        WHERE order_delivered_customer_date::TIMESTAMP < order_delivered_carrier_date::TIMESTAMP""",
    "handed_over_before_approval": """
        SELECT order_id FROM orders
        WHERE order_delivered_carrier_date::TIMESTAMP < order_approved_at::TIMESTAMP""",
    "handed_over_before_purchase": """
        SELECT order_id FROM orders
        WHERE order_delivered_carrier_date::TIMESTAMP < order_purchase_timestamp::TIMESTAMP""",
    "cancelled_yet_delivered": """
        SELECT order_id FROM orders
        WHERE order_status = 'canceled' AND order_delivered_customer_date IS NOT NULL""",
    "cancelled_yet_handed_over": """
        SELECT order_id FROM orders
        WHERE order_status = 'canceled' AND order_delivered_carrier_date IS NOT NULL""",
    "several_reviews": """
        SELECT order_id FROM order_reviews GROUP BY order_id HAVING count(*) > 1""",
    "score_1_and_a_better_score": """
        SELECT order_id FROM order_reviews GROUP BY order_id
        HAVING min(review_score) = '1' AND max(review_score) > '1'""",
    "a_review_id_shared_with_another_order": """
        SELECT order_id FROM order_reviews WHERE review_id IN (
            SELECT review_id FROM order_reviews GROUP BY review_id
            HAVING count(DISTINCT order_id) > 1)""",
    "review_with_a_line_break": """
        SELECT order_id FROM order_reviews
        WHERE contains(review_comment_message, chr(10)) OR contains(review_comment_message, chr(13))
           OR contains(review_comment_title, chr(10)) OR contains(review_comment_title, chr(13))""",
    "several_sellers": """
        SELECT order_id FROM order_items GROUP BY order_id HAVING count(DISTINCT seller_id) > 1""",
    "seconds_cut_off": "SELECT order_id FROM orders WHERE precision = 'minute'",
    "ship_by_more_than_a_year_after_purchase": """
        SELECT order_id FROM order_items JOIN orders USING (order_id)
        WHERE shipping_limit_date::TIMESTAMP
              > order_purchase_timestamp::TIMESTAMP + INTERVAL 1 YEAR""",
    "ship_by_after_the_estimated_day": """
        SELECT order_id FROM order_items JOIN orders USING (order_id)
        WHERE shipping_limit_date::DATE > order_estimated_delivery_date::DATE""",
    "shipping_of_zero": """
        SELECT order_id FROM order_items WHERE freight_value::DECIMAL(12, 2) = 0""",
}

# What would be a defect, but does not occur; each query counts.
ABSENT: Mapping[str, str] = {
    "order id twice": "SELECT count(*) - count(DISTINCT order_id) FROM orders",
    "customer_id of two orders": "SELECT count(*) - count(DISTINCT customer_id) FROM orders",
    "item number twice in one order": """
        SELECT count(*) - count(DISTINCT (order_id, order_item_id)) FROM order_items""",
    "payment number twice in one order": """
        SELECT count(*) - count(DISTINCT (order_id, payment_sequential)) FROM order_payments""",
    "review twice for one order": """
        SELECT count(*) - count(DISTINCT (review_id, order_id)) FROM order_reviews""",
    "customer row twice": "SELECT count(*) - count(DISTINCT customer_id) FROM customers",
    "item of an order that is not here": """
        SELECT count(*) FROM order_items ANTI JOIN orders USING (order_id)""",
    "payment of an order that is not here": """
        SELECT count(*) FROM order_payments ANTI JOIN orders USING (order_id)""",
    "review of an order that is not here": """
        SELECT count(*) FROM order_reviews ANTI JOIN orders USING (order_id)""",
    "customer of no order": "SELECT count(*) FROM customers ANTI JOIN orders USING (customer_id)",
    "item numbers with a hole": """
        SELECT count(*) FROM (
            SELECT max(order_item_id::INTEGER) - count(*) AS holes
            FROM order_items GROUP BY order_id HAVING holes > 0)""",
    "item whose seller is not in reference/": """
        SELECT count(*) FROM order_items ANTI JOIN sellers USING (seller_id)""",
    "item whose product is not in reference/": """
        SELECT count(*) FROM order_items ANTI JOIN products USING (product_id)""",
    "estimate with a time of day": """
        SELECT count(*) FROM orders
        WHERE order_estimated_delivery_date::TIMESTAMP::TIME <> TIME '00:00:00'""",
    "order without an estimate": """
        SELECT count(*) FROM orders WHERE order_estimated_delivery_date IS NULL""",
    "delivery before the purchase": """
        SELECT count(*) FROM orders
        WHERE order_delivered_customer_date::TIMESTAMP < order_purchase_timestamp::TIMESTAMP""",
    "delivery without a hand-over, unless the status is delivered": """
        SELECT count(*) FROM orders WHERE order_delivered_customer_date IS NOT NULL
        AND order_delivered_carrier_date IS NULL AND order_status <> 'delivered'""",
    "order that is paid with nothing": "SELECT count(*) FROM order_amount WHERE paid_minor = 0",
    "price or shipping below zero": """
        SELECT count(*) FROM order_items
        WHERE price::DECIMAL(12, 2) <= 0 OR freight_value::DECIMAL(12, 2) < 0""",
    "two ship-by times for one seller of one order": """
        SELECT count(*) FROM (
            SELECT 1 FROM order_items GROUP BY order_id, seller_id
            HAVING count(DISTINCT shipping_limit_date) > 1)""",
}

# The hours that summer time took away or gave twice in Sao Paulo between 2016 and 2020.
ODD_HOURS = """
    CREATE TABLE odd_hour AS
    SELECT kind, starts::TIMESTAMP AS starts, starts::TIMESTAMP + INTERVAL 1 HOUR AS ends
    FROM (VALUES
        ('impossible', '2016-10-16 00:00:00'), ('ambiguous', '2017-02-18 23:00:00'),
        ('impossible', '2017-10-15 00:00:00'), ('ambiguous', '2018-02-17 23:00:00'),
        ('impossible', '2018-11-04 00:00:00'), ('ambiguous', '2019-02-16 23:00:00')
    ) AS listed (kind, starts)
"""
WALL_TIMES = """
    CREATE VIEW wall_time AS
    SELECT order_id, name AS column_name, value::TIMESTAMP AS written FROM (
        UNPIVOT (SELECT order_id, order_purchase_timestamp, order_approved_at,
                        order_delivered_carrier_date, order_delivered_customer_date,
                        order_estimated_delivery_date FROM orders)
        ON * EXCLUDE (order_id))
    UNION ALL SELECT order_id, 'shipping_limit_date', shipping_limit_date::TIMESTAMP
              FROM order_items
    UNION ALL SELECT order_id, 'review_creation_date', review_creation_date::TIMESTAMP
              FROM order_reviews
    UNION ALL SELECT order_id, 'review_answer_timestamp', review_answer_timestamp::TIMESTAMP
              FROM order_reviews
"""
ODD_TIMES = """
    SELECT column_name, kind, strftime(starts, '%Y-%m-%d %H:%M'), count(*), list(DISTINCT order_id)
    FROM wall_time JOIN odd_hour ON written >= starts AND written < ends
    GROUP BY column_name, kind, starts ORDER BY column_name, starts
"""

REVIEW_HOURS = """
    SELECT CASE WHEN review_creation_date::TIMESTAMP::TIME = TIME '00:00:00' THEN '00:00:00'
                ELSE review_creation_date END, count(*)
    FROM order_reviews GROUP BY ALL
"""
