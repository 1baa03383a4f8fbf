-- A transfer as one transaction: both wallets locked by id, the row, the two balances. The payee is one of the first
-- :payees players.
\set b random(1, :payees)
\set a 1 + (:b + random(0, :players - 2)) % :players
BEGIN;
SELECT w.id FROM wallets w JOIN bench_players b ON b.wallet_id = w.id WHERE b.n IN (:a, :b) ORDER BY w.id FOR NO KEY UPDATE OF w;
UPDATE wallets SET balance_minor = balance_minor - 1 WHERE id = (SELECT wallet_id FROM bench_players WHERE n = :a) RETURNING id AS payer, balance_minor AS payer_after \gset
UPDATE wallets SET balance_minor = balance_minor + 1 WHERE id = (SELECT wallet_id FROM bench_players WHERE n = :b) RETURNING id AS payee, balance_minor AS payee_after \gset
INSERT INTO transfers (id, from_id, to_id, asset, amount_minor, kind, reference_type, reference_id, from_balance_after, to_balance_after) VALUES (uuidv7(), :payer, :payee, 'TJS', 1, 'prize', 'benchmark', :payee, :payer_after, :payee_after);
COMMIT;
