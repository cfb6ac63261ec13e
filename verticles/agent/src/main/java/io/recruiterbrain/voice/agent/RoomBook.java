package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.InterviewHost.Permit;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The rooms of this node: taken, promised, and how many there may be. On the supervisor's context. */
final class RoomBook {
    private final int configured;
    private final Headroom headroom;
    private final Permits permits;
    private Runnable changed = () -> {};
    private final Map<UUID, OpenRoom> rooms = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private boolean draining;

    RoomBook(int configured, Headroom headroom, Vertx vertx, MeterRegistry meters) {
        this.configured = configured;
        this.headroom = headroom;
        this.permits = new Permits(vertx);
        Gauge.builder("rbv.agent.rooms", open, AtomicInteger::get)
                .description("Interviews that are held on this node now")
                .register(meters);
    }

    /** @param told when rooms were taken or freed, or no more are given */
    void onChange(Runnable told) {
        changed = told;
    }

    /** Rooms that there may be now. */
    int cap() {
        return headroom.cap(configured, taken());
    }

    int taken() {
        return rooms.size() + permits.size();
    }

    int held() {
        return rooms.size();
    }

    boolean isFull() {
        return draining || taken() >= cap();
    }

    boolean isDraining() {
        return draining;
    }

    /** Gives no more rooms. */
    void drain() {
        draining = true;
        changed.run();
    }

    Optional<Permit> reserve(Duration atMost) {
        if (isFull()) {
            return Optional.empty();
        }
        Permit permit = permits.grant(atMost);
        changed.run();
        return Optional.of(permit);
    }

    /** Whether the permit still held; it does not from now on. */
    boolean use(Permit permit) {
        return permits.use(permit);
    }

    @Nullable
    OpenRoom of(UUID interviewId) {
        return rooms.get(interviewId);
    }

    List<OpenRoom> all() {
        return List.copyOf(rooms.values());
    }

    void take(OpenRoom room) {
        rooms.put(room.interviewId(), room);
        open.set(rooms.size());
        changed.run();
    }

    /** Frees a room; one that was freed before, and another room of the same interview, stays. */
    boolean free(OpenRoom room) {
        boolean was = rooms.remove(room.interviewId(), room);
        if (was) {
            open.set(rooms.size());
            changed.run();
        }
        return was;
    }
}
