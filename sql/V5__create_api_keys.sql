-- Recruiters' keys, known by their SHA-256 only.
CREATE TABLE api_keys (
    key_id     uuid        PRIMARY KEY,
    name       text        NOT NULL,
    sha256     text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);
