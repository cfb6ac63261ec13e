package io.recruiterbrain.voice.persistence.postgres;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far publishing is behind what is stored. The age is what this node has seen by its monotonic clock: the time that an
 * event carries may be long past when the event is stored, and is another machine's.
 */
public final class EventLag {
    private static final int MAX_MARKS = 1_000;

    private static final String LAST = """
            SELECT c.last_sequence, p.last_published FROM event_counter c, event_publisher p
            """;

    /**
     * @param events stored and not published yet
     * @param age for how long the oldest of them has been seen to wait
     */
    public record Lag(long events, Duration age) {}

    private record Mark(long sequence, long seenNanos) {}

    private final Database database;
    private final Deque<Mark> marks = new ArrayDeque<>();

    public EventLag(Database database) {
        this.database = database;
    }

    public Future<Lag> look() {
        return database.read(connection -> connection.preparedQuery(LAST).execute())
                .map(rows -> {
                    var row = rows.iterator().next();
                    return note(row.getLong("last_sequence"), row.getLong("last_published"), System.nanoTime());
                });
    }

    synchronized Lag note(long last, long published, long nowNanos) {
        while (!marks.isEmpty() && marks.getFirst().sequence() <= published) {
            marks.removeFirst();
        }
        if (last > published
                && marks.size() < MAX_MARKS
                && (marks.isEmpty() || marks.getLast().sequence() < last)) {
            marks.addLast(new Mark(last, nowNanos));
        }
        return new Lag(
                last - published,
                marks.isEmpty()
                        ? Duration.ZERO
                        : Duration.ofNanos(nowNanos - marks.getFirst().seenNanos()));
    }
}
