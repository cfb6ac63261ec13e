-- One evaluation per interview; the document is the contract's Evaluation as JSON.
CREATE TABLE evaluations (
    interview_id   uuid        PRIMARY KEY REFERENCES interviews,
    overall        double precision,
    recommendation text        NOT NULL,
    document       jsonb       NOT NULL,
    created_at     timestamptz NOT NULL
);
