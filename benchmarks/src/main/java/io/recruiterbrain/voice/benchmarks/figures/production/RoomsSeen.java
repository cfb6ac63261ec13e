package io.recruiterbrain.voice.benchmarks.figures.production;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How many interviews are held at once over all nodes, by their leases in the database; a thread of its own. */
final class RoomsSeen implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final String HELD = "SELECT count(*) FROM interview_leases WHERE owner IS NOT NULL";

    private final String url;
    private final Thread thread;
    private volatile boolean closed;
    private volatile int now;
    private volatile int most;

    /** @param port of PostgreSQL on loopback; it may not have any table yet */
    RoomsSeen(int port) {
        url = "jdbc:postgresql://127.0.0.1:" + port + "/interviews?sslmode=disable&user=postgres";
        thread = Thread.ofPlatform().daemon().name("rooms-seen").start(this::watch);
    }

    int now() {
        return now;
    }

    /** The most at once since the last {@link #anew}. */
    int most() {
        return most;
    }

    void anew() {
        most = now;
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
                    Statement statement = connection.createStatement()) {
                while (!closed) {
                    look(statement);
                    LockSupport.parkNanos(EVERY.toNanos());
                }
            } catch (SQLException e) {
                LockSupport.parkNanos(EVERY.toNanos());
            }
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void look(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(HELD)) {
            rows.next();
            now = rows.getInt(1);
            most = Math.max(most, now);
        }
    }
}
