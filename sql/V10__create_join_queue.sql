-- Candidates who wait for a free room, in order of arrival over all nodes. Nothing of value: after a crash of the server
-- it is empty and each page enters it again, so it is not worth a write to the log.
CREATE UNLOGGED TABLE join_queue (
    interview_id uuid        PRIMARY KEY,
    seq          bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    asked_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The browser that an interview is open in. A page that comes back by itself is let in only while it is this one.
CREATE TABLE candidate_sessions (
    interview_id uuid PRIMARY KEY REFERENCES interviews,
    session_id   uuid NOT NULL
);
