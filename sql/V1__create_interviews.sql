-- One row per interview. After erasure only the tombstone is left: ids, state and times; everything that tells of a
-- person is null or empty then.
CREATE TABLE interviews (
    interview_id         uuid        PRIMARY KEY,
    state                text        NOT NULL,
    state_changed_at     timestamptz NOT NULL,
    candidate_id         text,
    candidate_name       text,
    candidate_email      text,
    candidate_resume     text,
    job_id               text,
    job_title            text,
    job_company          text,
    job_description      text,
    settings             jsonb       NOT NULL,
    plan                 jsonb       NOT NULL DEFAULT '[]',
    consent_version      text,
    consent_sha256       text,
    consent_accepted_at  timestamptz,
    decision_by          text,
    decision_outcome     text,
    decision_reason      text,
    decision_at          timestamptz,
    created_at           timestamptz NOT NULL,
    link_expires_at      timestamptz NOT NULL,
    started_at           timestamptz,
    ended_at             timestamptz,
    end_reason           text,
    -- A client's key may hold anything, a name included: only its SHA-256 is kept.
    idempotency_key_hash text        UNIQUE,
    request_hash         text,
    erased_at            timestamptz,
    CONSTRAINT interviews_state CHECK (state IN ('SCHEDULED', 'WAITING', 'IN_PROGRESS', 'RECOVERING', 'COMPLETED',
        'EVALUATED', 'CANCELLED', 'EXPIRED', 'ABANDONED', 'FAILED')),
    CONSTRAINT interviews_whole_or_erased CHECK (erased_at IS NOT NULL
        OR (candidate_name IS NOT NULL AND job_title IS NOT NULL AND job_description IS NOT NULL))
);

-- The keyset of the list, newest first.
CREATE INDEX interviews_newest ON interviews (created_at DESC, interview_id DESC) WHERE erased_at IS NULL;
CREATE INDEX interviews_of_job ON interviews (job_id, created_at DESC, interview_id DESC)
    WHERE erased_at IS NULL AND job_id IS NOT NULL;
CREATE INDEX interviews_of_candidate ON interviews (candidate_id, created_at DESC, interview_id DESC)
    WHERE erased_at IS NULL AND candidate_id IS NOT NULL;
-- What the reaper looks through.
CREATE INDEX interviews_not_ended ON interviews (state, link_expires_at)
    WHERE erased_at IS NULL AND state IN ('SCHEDULED', 'WAITING', 'IN_PROGRESS', 'RECOVERING');
