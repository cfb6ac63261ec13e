package io.recruiterbrain.voice.agent.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Wakes a conversation at one time, the last one it was set to. On the conversation's thread. */
final class Alarm {
    private final Scheduler scheduler;
    private final Runnable wake;
    private Scheduler.@Nullable Timer timer;

    Alarm(Scheduler scheduler, Runnable wake) {
        this.scheduler = scheduler;
        this.wake = wake;
    }

    /** Sets it to the earlier of two times; to none when both are absent. */
    void set(@Nullable Instant one, @Nullable Instant other) {
        cancel();
        Instant time = one == null || (other != null && other.isBefore(one)) ? other : one;
        if (time != null) {
            timer = scheduler.at(time, wake);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
