-- Which node holds the room, which media room it is, and whether every saved turn is searchable.
ALTER TABLE interviews
    ADD COLUMN milvus_synced     boolean NOT NULL DEFAULT false,
    ADD COLUMN milvus_sync_at    timestamptz,
    ADD COLUMN worker_id         text,
    ADD COLUMN livekit_room_name text;

UPDATE interviews SET livekit_room_name = 'interview-' || interview_id;

ALTER TABLE interviews ALTER COLUMN livekit_room_name SET NOT NULL;

CREATE INDEX interviews_of_worker ON interviews (worker_id) WHERE worker_id IS NOT NULL;
