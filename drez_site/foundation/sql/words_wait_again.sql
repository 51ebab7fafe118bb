-- Ends what was approved of a text that may stand there unchanged: it waits for another look.
-- What waits goes first: whoever is just approving it is waited for, and that approval is then seen, and ends.
CREATE OR REPLACE FUNCTION words_wait_again(of_table text, of_field text, closed text[], of_row bigint) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM foundation_waitingwords WHERE subject_table = of_table AND subject_id = of_row AND field = of_field;
    INSERT INTO foundation_approvedwords
        (subject_table, subject_id, field, words, reviewer_name, reviewer_credentials, approved_at)
    SELECT of_table, of_row, of_field, '', '', '', statement_timestamp()
    WHERE approved_words(of_table, of_row) ? of_field;
    PERFORM write_waiting_words(of_table, of_field, closed, ARRAY[of_row]);
END $$;

-- reverse
DROP FUNCTION words_wait_again(text, text, text[], bigint);
