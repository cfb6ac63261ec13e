-- Turns on their way into the vector store; a row leaves when its vectors are durable there.
CREATE TABLE vector_outbox (
    interview_id uuid        NOT NULL,
    turn_no      integer     NOT NULL,
    queued_at    timestamptz NOT NULL,
    -- Not before this time: it is the lease of a dispatcher that works on the row, and the wait after a failure.
    due_at       timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (interview_id, turn_no),
    FOREIGN KEY (interview_id, turn_no) REFERENCES turns ON DELETE CASCADE
);
CREATE INDEX vector_outbox_due ON vector_outbox (due_at);

-- Interviews whose vectors must go; a row leaves when they are gone.
CREATE TABLE vector_erasures (
    interview_id uuid        PRIMARY KEY REFERENCES interviews,
    queued_at    timestamptz NOT NULL
);

-- Which vector store holds what has been sent. When another one is found at a start, every turn is queued again.
CREATE TABLE vector_store (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    identity text    NOT NULL
);
