package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Plays in virtual time; stands still while nobody is connected. */
final class FakeOutput implements AudioOutput {
    private final VirtualScheduler scheduler;
    private Duration written = Duration.ZERO;
    private Duration played = Duration.ZERO;
    private Instant since;
    private boolean connected;
    int clearedInMidSound;

    FakeOutput(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
        this.since = scheduler.now();
    }

    void connected(boolean now) {
        played();
        connected = now;
    }

    @Override
    public void write(AudioFrame frame) {
        played();
        written = written.plus(frame.duration());
    }

    @Override
    public Future<Void> drained() {
        Promise<Void> promise = Promise.promise();
        check(written, promise);
        return promise.future();
    }

    private void check(Duration position, Promise<Void> promise) {
        Duration left = position.minus(played());
        if (left.isNegative() || left.isZero()) {
            promise.complete();
        } else {
            Duration wait = connected ? left : Duration.ofMillis(100);
            scheduler.at(scheduler.now().plus(wait), () -> check(position, promise));
        }
    }

    @Override
    public void clear() {
        if (played().compareTo(written) < 0) {
            clearedInMidSound++;
        }
        played = written;
    }

    @Override
    public void playWhile(BooleanSupplier entitled) {}

    @Override
    public Duration written() {
        return written;
    }

    @Override
    public Duration played() {
        Instant now = scheduler.now();
        if (connected) {
            Duration reached = played.plus(Duration.between(since, now));
            played = reached.compareTo(written) > 0 ? written : reached;
        }
        since = now;
        return played;
    }
}
