-- A purchase as one transaction, the raffle locked first: the rows that buy_tickets writes, without its look-ups of
-- keys, caps and limits. What a program would know already (ids, hashes) is made or fetched as cheaply as possible.
\set r random(1, :raffles)
\set n random(1, :players)
\set quantity 1
BEGIN;
SELECT raffle_id AS raffle FROM bench_raffles WHERE n = :r \gset
SELECT sold, log_seq + 1 AS seq, price_minor * :quantity AS total, escrow_minor, escrow_wallet_id AS escrow FROM raffles WHERE id = :raffle FOR NO KEY UPDATE \gset
SELECT p.id AS player FROM bench_players b JOIN players p ON p.id = b.player_id WHERE b.n = :n FOR NO KEY UPDATE OF p \gset
SELECT id AS wallet, balance_minor AS balance FROM wallets WHERE player_id = :player AND account = 'BALANCE' AND asset = 'TJS' FOR NO KEY UPDATE \gset
INSERT INTO orders (id, kind, player_id, key, input_hash, state, wallet_id, total_minor, asset, source, created_at) VALUES (uuidv7(), 'tickets', :player, gen_random_uuid()::text, sha256('x'), 'paid', :wallet, :total, 'TJS', 'script', now()) RETURNING id AS order_id \gset
INSERT INTO entries (id, raffle_id, order_id, player_id, wallet_id, first, last, holder_tag, amount_minor, log_seq, log_head, bought_after) SELECT uuidv7(), :raffle, :order_id, :player, :wallet, CAST(:sold AS bigint) + 1, CAST(:sold AS bigint) + :quantity, encode(sha256('y'), 'hex'), :total, :seq, sha256('z'), :quantity;
INSERT INTO transfers (id, from_id, to_id, asset, amount_minor, kind, reference_type, reference_id, from_balance_after, to_balance_after) SELECT uuidv7(), :wallet, :escrow, 'TJS', :total, 'sale', 'order', :order_id, CAST(:balance AS bigint) - :total, CAST(:escrow_minor AS bigint) + :total;
UPDATE wallets SET balance_minor = balance_minor - :total WHERE id = :wallet;
UPDATE raffles SET sold = sold + :quantity, gross_minor = gross_minor + :total, escrow_minor = escrow_minor + :total, log_seq = :seq, log_head = sha256(log_head || 'z') WHERE id = :raffle;
INSERT INTO activity_hours AS kept (player_id, asset, hour, deposit_minor, spend_minor, win_minor) VALUES (:player, 'TJS', date_trunc('hour', now()), 0, :total, 0) ON CONFLICT (player_id, asset, hour) DO UPDATE SET spend_minor = kept.spend_minor + excluded.spend_minor;
INSERT INTO outbox (id, topic, payload, state, attempts, due_at) VALUES (uuidv7(), 'raffle.sold', '{}', 'pending', 0, now());
COMMIT;
