package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads the leases straight from PostgreSQL, past every proxy, and notes each change; a thread of its own. */
final class LeaseWatcher implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final String url;
    private final History history;
    private final Map<UUID, Held> leases = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    private static final String LAST_TURN = "SELECT coalesce(max(turn_no), 0) FROM turns WHERE interview_id = ?";
    private static final String SELECT = """
            SELECT interview_id, owner, fence, CASE WHEN owner IS NOT NULL THEN
                (SELECT coalesce(max(turn_no), 0) FROM turns WHERE turns.interview_id = leases.interview_id) ELSE 0 END
            FROM interview_leases leases
            """;

    private record Held(@Nullable String owner, long fence, int lastTurn) {
        boolean isSameLease(Held other) {
            return fence == other.fence && Objects.equals(owner, other.owner);
        }
    }

    /** @param url of the database, with its user */
    LeaseWatcher(String url, History history) {
        this.url = url;
        this.history = history;
        thread = Thread.ofPlatform().daemon().name("lease-watcher").start(this::watch);
    }

    /** The node that holds an interview, as last seen. */
    synchronized Optional<String> node(UUID interviewId) {
        Held held = leases.get(interviewId);
        return held == null || held.owner() == null
                ? Optional.empty()
                : Optional.of(held.owner().substring(0, held.owner().indexOf('/')));
    }

    /** Interviews that a node holds, each with its fencing number. */
    synchronized Map<UUID, Long> heldBy(String node) {
        Map<UUID, Long> held = new HashMap<>();
        leases.forEach((id, lease) -> {
            if (lease.owner() != null && lease.owner().startsWith(node + "/")) {
                held.put(id, lease.fence());
            }
        });
        return held;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!closed) {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement select = connection.prepareStatement(SELECT);
                    PreparedStatement lastTurn = connection.prepareStatement(LAST_TURN)) {
                while (!closed) {
                    read(select, lastTurn);
                    LockSupport.parkNanos(EVERY.toNanos());
                }
            } catch (SQLException e) {
                LockSupport.parkNanos(EVERY.toNanos());
            }
        }
    }

    private void read(PreparedStatement select, PreparedStatement lastTurn) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            long now = System.nanoTime();
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                Held held = new Held(rows.getString(2), rows.getLong(3), rows.getInt(4));
                boolean givenBack = held.owner() == null && node(id).isPresent();
                see(now, id, givenBack ? new Held(null, held.fence(), lastTurn(lastTurn, id)) : held);
            }
        }
    }

    private synchronized void see(long now, UUID id, Held held) {
        Held before = leases.get(id);
        int lastTurn = before == null ? 0 : before.lastTurn();
        leases.put(id, new Held(held.owner(), held.fence(), Math.max(lastTurn, held.lastTurn())));
        if (before == null || !held.isSameLease(before)) {
            history.add(new LeaseSeen(now, id, held.owner(), held.fence(), lastTurn));
        }
    }

    /** What an owner stored just before it gave its lease back is its own. */
    private static int lastTurn(PreparedStatement select, UUID interviewId) throws SQLException {
        select.setObject(1, interviewId);
        try (ResultSet last = select.executeQuery()) {
            last.next();
            return last.getInt(1);
        }
    }
}
