-- A reindex under way: which collection it fills, and the last turn that is in it.
CREATE TABLE vector_reindex (
    only_row          boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    identity          text        NOT NULL,
    model             text        NOT NULL,
    started_at        timestamptz NOT NULL,
    last_interview_id uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    last_turn_no      integer     NOT NULL DEFAULT -1,
    turns             bigint      NOT NULL DEFAULT 0
);
