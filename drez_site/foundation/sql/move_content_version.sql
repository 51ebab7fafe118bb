-- Notes, once in each transaction, that what patients read has changed.
--
-- The row is this transaction's own, so nobody waits for it, and it is seen when the change is seen. The version is the
-- set of rows that a snapshot shows. Rows found here are taken away, save those that another transaction is just taking:
-- whoever takes one away adds one, so no set comes back.
CREATE OR REPLACE FUNCTION move_content_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    mine CONSTANT bigint := pg_current_xact_id()::text;
BEGIN
    INSERT INTO foundation_contentversion (transaction, moved_at) VALUES (mine, clock_timestamp())
    ON CONFLICT DO NOTHING;
    -- In other isolations a row that somebody took away meanwhile would end this transaction.
    IF FOUND AND current_setting('transaction_isolation') = 'read committed' THEN
        DELETE FROM foundation_contentversion WHERE transaction IN (
            SELECT transaction FROM foundation_contentversion WHERE transaction <> mine FOR UPDATE SKIP LOCKED
        );
    END IF;
    RETURN NULL;
END;
$$;

-- reverse
DROP FUNCTION move_content_version();
