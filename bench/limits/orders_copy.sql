-- The limit for bringing orders in: a raw COPY of the same file into the final table.
--
-- Our final tables are two, orders and lines; a file cannot be copied into both, so here they are
-- one: the file's own columns, typed, with the constraints and indexes that ours have. Nothing is
-- checked, joined, hashed or told apart: a bad row would end it, a second run would refuse it.

-- name: table
CREATE TABLE bench_orders_copy (
    order_id varchar(200) NOT NULL,
    line int NOT NULL,
    placed_at timestamptz NOT NULL,
    currency varchar(3) NOT NULL,
    seller varchar(200),
    product varchar(200),
    title varchar(500),
    quantity int NOT NULL CHECK (quantity >= 1),
    price numeric(15, 2) NOT NULL CHECK (price >= 0),
    shipping numeric(15, 2) NOT NULL CHECK (shipping >= 0),
    paid numeric(15, 2) NOT NULL CHECK (paid >= 0),
    ship_by timestamptz,
    latest_estimate date,
    handed_over_at timestamptz,
    delivered_at timestamptz,
    state varchar(12) NOT NULL,
    fulfilled_by varchar(12),
    buyer varchar(200),
    PRIMARY KEY (order_id, line)
);
CREATE INDEX bench_orders_copy_of_a_buyer ON bench_orders_copy (buyer);

-- name: copy
COPY bench_orders_copy FROM STDIN (FORMAT csv, HEADER);

-- name: drop
DROP TABLE bench_orders_copy;
