package io.recruiterbrain.voice.agent;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Rooms that were promised and are not taken yet. On the supervisor's context. */
final class Permits {
    private final Vertx vertx;
    private final Map<InterviewHost.Permit, Long> timers = new HashMap<>();

    Permits(Vertx vertx) {
        this.vertx = vertx;
    }

    int size() {
        return timers.size();
    }

    InterviewHost.Permit grant(Duration atMost) {
        InterviewHost.Permit permit = new InterviewHost.Permit() {
            @Override
            public void giveBack() {
                use(this);
            }
        };
        timers.put(permit, vertx.setTimer(atMost.toMillis(), late -> timers.remove(permit)));
        return permit;
    }

    /** Whether the permit still held; it does not from now on. */
    boolean use(InterviewHost.Permit permit) {
        Long timer = timers.remove(permit);
        return timer != null && vertx.cancelTimer(timer);
    }
}
