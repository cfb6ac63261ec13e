-- What was said. The key makes a repeated delivery harmless: the first one stays.
CREATE TABLE turns (
    interview_id uuid             NOT NULL REFERENCES interviews,
    turn_no      integer          NOT NULL,
    speaker      text             NOT NULL,
    kind         text             NOT NULL,
    text         text             NOT NULL,
    started_at   timestamptz      NOT NULL,
    ended_at     timestamptz      NOT NULL,
    question_no  integer,
    interrupted  boolean          NOT NULL,
    typed        boolean          NOT NULL,
    confidence   double precision,
    latencies    jsonb            NOT NULL DEFAULT '{}',
    saved_at     timestamptz      NOT NULL,
    PRIMARY KEY (interview_id, turn_no)
);
