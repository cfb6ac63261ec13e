-- The page's ids of the typed messages in a turn: an agent that goes on with an interview knows by them a message that is
-- sent again, because the answer of the agent before was lost.
ALTER TABLE turns ADD COLUMN message_ids uuid[] NOT NULL DEFAULT '{}';
