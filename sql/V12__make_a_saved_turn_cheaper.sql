-- A third of the time that the database took for a turn went into these checks, one look-up for each row and each of them.
-- What they checked holds without them: who writes turns has locked their interview before, which is never deleted (its
-- tombstone stays); turns get into the outbox under a lock of their row, and an erasure takes them out of it last.
-- First all of them, in the order of those who write, so that none of these waits for us while we wait for it.
LOCK TABLE interviews, turns, vector_outbox, events IN ACCESS EXCLUSIVE MODE;
ALTER TABLE turns DROP CONSTRAINT turns_interview_id_fkey;
ALTER TABLE events DROP CONSTRAINT events_interview_id_fkey;
ALTER TABLE vector_outbox DROP CONSTRAINT vector_outbox_interview_id_turn_no_fkey;

-- Made at random, never looked for, and each one on another page of its index.
ALTER TABLE events DROP CONSTRAINT events_event_id_key;

-- The dispatcher takes the oldest turns: it finds them by this index instead of sorting all that wait, and to note when a
-- turn is due again no longer writes to an index.
DROP INDEX vector_outbox_due;
CREATE INDEX vector_outbox_oldest ON vector_outbox (queued_at, interview_id, turn_no);

-- A hand that deletes an interview is refused as before while something tells of it.
CREATE FUNCTION refuse_deletion_of_interview() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM turns WHERE interview_id = OLD.interview_id)
        OR EXISTS (SELECT 1 FROM events WHERE interview_id = OLD.interview_id) THEN
        RAISE foreign_key_violation USING MESSAGE = 'an interview with turns or events is not deleted but erased';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER interviews_refuse_deletion BEFORE DELETE ON interviews
    FOR EACH ROW EXECUTE FUNCTION refuse_deletion_of_interview();
