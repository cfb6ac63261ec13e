package io.recruiterbrain.voice.agent;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Finds interviews whose own thread hangs while the process lives: each is asked for a sign on its thread, and one that
 * gives none for too long is told of, once. On the supervisor's context.
 */
final class Pulse {
    /** An agent that is silent for so long is better replaced. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final BiConsumer<OpenRoom, Runnable> ping;
    private final Consumer<OpenRoom> hangs;
    private final Map<OpenRoom, Long> waiting = new HashMap<>();
    private long lookedAt;

    /**
     * @param nanos this process's monotonic clock
     * @param ping asks a room's thread for a sign, which is given on the supervisor's context
     * @param hangs told of a room whose thread gives no sign
     */
    Pulse(LongSupplier nanos, BiConsumer<OpenRoom, Runnable> ping, Consumer<OpenRoom> hangs) {
        this.nanos = nanos;
        this.ping = ping;
        this.hangs = hangs;
        this.lookedAt = nanos.getAsLong();
    }

    /** To be called each second with the rooms that are open. */
    void look(List<OpenRoom> rooms) {
        long now = nanos.getAsLong();
        if (now - lookedAt > PATIENCE.toNanos() / 2) {
            // This process stood still as a whole: its interviews had no time to answer either.
            waiting.clear();
        }
        lookedAt = now;
        waiting.keySet().retainAll(rooms);
        for (OpenRoom room : rooms) {
            Long since = waiting.get(room);
            if (since != null && now - since >= PATIENCE.toNanos()) {
                hangs.accept(room);
            } else if (since == null && room.deployed().succeeded()) {
                waiting.put(room, now);
                ping.accept(room, () -> waiting.remove(room, now));
            }
        }
    }
}
