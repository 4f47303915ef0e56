-- The limit for bringing orders in: a raw COPY of the same orders into the final tables.
--
-- `orders` and `lines` copy the very rows that the import wrote into tables with the same columns,
-- constraints and indexes. `flat` copies the file's own bytes into one table, typed, with the keys
-- of one: it does less than our tables need, and is printed beside for comparison. Nothing is
-- checked, joined, hashed or told apart: a bad row would end either, and a second run refuse it.

-- name: tables
CREATE TABLE bench_order (LIKE orders_order INCLUDING ALL);
CREATE TABLE bench_line (LIKE orders_line INCLUDING ALL);
CREATE TABLE bench_flat (
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
CREATE INDEX bench_flat_of_a_buyer ON bench_flat (buyer);

-- name: orders
COPY bench_order FROM STDIN (FORMAT csv);

-- name: lines
COPY bench_line FROM STDIN (FORMAT csv);

-- name: flat
COPY bench_flat FROM STDIN (FORMAT csv, HEADER);

-- name: drop
DROP TABLE bench_order, bench_line, bench_flat;
