-- The limit for one claim that is filed and decided: the plain statements, and nothing else.
--
-- Run by pgbench with -M prepared, as the app role, under the same row-level security, keys and
-- triggers. Nothing is thought: what the program works out in Python stands here as a constant of
-- the same size. Frozen: a faster program is measured against these same statements.
\set n random(1, :orders)
\set a random(1, 281474976710655)
\set b random(1, 281474976710655)
BEGIN;
SELECT set_config('makewhole.marketplace', :marketplace::text, true);
SELECT id, external_id, market_code, buyer_id, placed_at, placed_on, currency, paid_minor, paid_is_assumed, refunded_minor, state, state_as_written, source, version FROM orders_order WHERE marketplace_id = :marketplace::uuid AND id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid FOR UPDATE;
SELECT * FROM orders_line WHERE marketplace_id = :marketplace::uuid AND order_id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
SELECT l.order_id, l.line_number, l.ground, c.closed_as, c.reference FROM claims_claimline l JOIN claims_claim c ON c.id = l.claim_id WHERE l.marketplace_id = :marketplace::uuid AND l.order_id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
SELECT in_force_from, terms_hash FROM programme_adoption WHERE marketplace_id = :marketplace::uuid AND market_code = 'us';
SELECT code, region, currency, time_zone, calendar, language FROM tenancy_market WHERE marketplace_id = :marketplace::uuid;
INSERT INTO claims_claim (marketplace_id, id, reference, market_code, order_id, ground, currency, opened_by, opened_at, filed_at, terms_hash, stage, next_actor, due_at, paid_total_minor, settled_minor, version, head_hash, state) VALUES (:marketplace::uuid, (lpad(to_hex(:a::bigint), 12, '0') || lpad(to_hex(:b::bigint), 12, '0') || '00000000')::uuid, lpad(to_hex(:a::bigint), 12, '0'), 'us', ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, 'not_received', 'USD', 'automation', now(), now(), repeat('h', 64), 'paying', 'rail', now(), 2949, 0, 4, repeat('h', 64), repeat('s', 1200));
INSERT INTO claims_claimline (marketplace_id, claim_id, order_id, line_number, quantity, ground, is_open) VALUES (:marketplace::uuid, (lpad(to_hex(:a::bigint), 12, '0') || lpad(to_hex(:b::bigint), 12, '0') || '00000000')::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, 1, 1, 'limit-' || :a::text, true);
INSERT INTO journal_event (marketplace_id, stream_kind, stream_id, seq, kind, version, at, actor, command_id, body, prev_hash, hash) SELECT :marketplace::uuid, 'claim', (lpad(to_hex(:a::bigint), 12, '0') || lpad(to_hex(:b::bigint), 12, '0') || '00000000')::uuid, s, 'ClaimFiled', 1, now(), 'automation', gen_random_uuid(), repeat('b', 320), repeat('h', 64), repeat('h', 64) FROM generate_series(1, 4) s;
INSERT INTO claims_determination (marketplace_id, id, claim_id, seq, terms_hash, outcome, payer, bearer, clause, currency, payable_minor, decided_by, determined_at, body, hash) VALUES (:marketplace::uuid, gen_random_uuid(), (lpad(to_hex(:a::bigint), 12, '0') || lpad(to_hex(:b::bigint), 12, '0') || '00000000')::uuid, 3, repeat('h', 64), 'pay', 'programme', 'seller', '12.12', 'USD', 2949, 'automation', now(), repeat('d', 7400), repeat('h', 64));
WITH l AS (UPDATE orders_line SET refunded_item_minor = 0 WHERE marketplace_id = :marketplace::uuid AND order_id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid AND number = 1 RETURNING 1) UPDATE orders_order SET refunded_minor = 0 WHERE marketplace_id = :marketplace::uuid AND id = ('00000000-0000-7000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
INSERT INTO ledger_transfer (id, marketplace_id, debit_id, credit_id, amount_minor, group_id, claim_id, event_seq, reason, occurred_at) SELECT gen_random_uuid(), :marketplace::uuid, :debit::uuid, :credit::uuid, 2949, gen_random_uuid(), (lpad(to_hex(:a::bigint), 12, '0') || lpad(to_hex(:b::bigint), 12, '0') || '00000000')::uuid, s, 'refund_determined', now() FROM generate_series(3, 4) s;
INSERT INTO journal_runningclock (marketplace_id, stream_kind, stream_id, name, actor, due_at, state) VALUES (:marketplace::uuid, 'claim', (lpad(to_hex(:a::bigint), 12, '0') || lpad(to_hex(:b::bigint), 12, '0') || '00000000')::uuid, 'payout', 'rail', now() + interval '5 days', 'running');
INSERT INTO journal_effect (id, marketplace_id, kind, body, due_at, attempts) SELECT gen_random_uuid(), :marketplace::uuid, 'notices', repeat('e', 200), now(), 0 FROM generate_series(1, 3);
COMMIT;
