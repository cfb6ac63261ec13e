package io.recruiterbrain.voice.persistence.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Owners of leases whose beat stands still, by our own monotonic clock; agents that live replace them long before. */
final class SilentOwners {
    /** Twice the time after which another agent takes over. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final String BEATS = """
            SELECT owner, beat FROM agent_owners o
            WHERE EXISTS (SELECT 1 FROM interview_leases l WHERE l.owner = o.owner)
            """;

    private record Seen(long beat, long sinceNanos) {}

    private final Database database;
    private Map<String, Seen> seen = Map.of();

    SilentOwners(Database database) {
        this.database = database;
    }

    /** Names those that were seen before and gave no sign of life since. A failed look starts the watching anew. */
    Future<String[]> look() {
        return database.read(connection -> connection.query(BEATS).execute())
                .map(rows -> compare(rows, System.nanoTime()))
                .onFailure(fault -> forget());
    }

    private synchronized String[] compare(RowSet<Row> rows, long now) {
        Map<String, Seen> next = new HashMap<>();
        rows.forEach(row -> {
            String owner = Rows.text(row, "owner");
            Seen before = seen.get(owner);
            long beat = Objects.requireNonNull(row.getLong("beat"));
            next.put(owner, before != null && before.beat() == beat ? before : new Seen(beat, now));
        });
        seen = next;
        return next.entrySet().stream()
                .filter(owner -> now - owner.getValue().sinceNanos() >= SILENCE_NANOS)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    private synchronized void forget() {
        seen = Map.of();
    }
}
