-- The number of the last event. Taking numbers locks this one row until the commit, so numbers follow the order of
-- commits and have no gaps: a reader that has seen N has seen everything up to N.
CREATE TABLE event_counter (
    only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_sequence bigint  NOT NULL
) WITH (fillfactor = 10);
INSERT INTO event_counter (last_sequence) VALUES (0);

CREATE TABLE events (
    sequence     bigint      PRIMARY KEY,
    event_id     uuid        NOT NULL UNIQUE,
    type         text        NOT NULL,
    interview_id uuid        NOT NULL REFERENCES interviews,
    time         timestamptz NOT NULL,
    data         jsonb       NOT NULL
);
CREATE INDEX events_of_interview ON events (interview_id, sequence);

-- How far the events have been published; its row lock makes the publisher one, however many nodes there are.
CREATE TABLE event_publisher (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_published bigint  NOT NULL
) WITH (fillfactor = 10);
INSERT INTO event_publisher (last_published) VALUES (0);
