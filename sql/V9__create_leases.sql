-- Processes whose agents hold interviews. The number grows with each sign of life; it is compared with itself only, never
-- with a clock. It also exceeds every other owner's at that moment, so that rows of owners long gone are told by it.
CREATE TABLE agent_owners (
    owner text   PRIMARY KEY,
    beat  bigint NOT NULL
) WITH (fillfactor = 50);

-- Who holds an interview. A row stays when its lease is given back, without an owner: the fencing number only grows.
CREATE TABLE interview_leases (
    interview_id uuid   PRIMARY KEY REFERENCES interviews,
    owner        text   REFERENCES agent_owners,
    fence        bigint NOT NULL CHECK (fence > 0)
);
CREATE INDEX interview_leases_of_owner ON interview_leases (owner) WHERE owner IS NOT NULL;
