package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The candidate's audio on its way from the media threads to the conversation's thread, in order. While the conversation
 * does not keep up, at most 5 s wait; what comes then is dropped, as a gap after whole words is heard better than one
 * in them.
 */
final class AudioMailbox {
    /** Frames of 10 ms. */
    static final int CAPACITY = 500;

    private static final Logger LOG = LoggerFactory.getLogger(AudioMailbox.class);

    private final UUID interviewId;
    private final Scheduler scheduler;
    private final Consumer<AudioFrame> consumer;
    private final Counter dropped;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param consumer called on the scheduler's thread, one frame after the other */
    AudioMailbox(UUID interviewId, Scheduler scheduler, Consumer<AudioFrame> consumer, MeterRegistry meters) {
        this.interviewId = interviewId;
        this.scheduler = scheduler;
        this.consumer = consumer;
        this.dropped = Counter.builder("rbv.agent.frames.dropped")
                .description("Frames of 10 ms that were dropped because a conversation did not keep up")
                .register(meters);
    }

    /** Returns at once. Any thread. */
    void add(AudioFrame frame) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            dropped.increment();
            if (full.compareAndSet(false, true)) {
                LOG.atWarn().addKeyValue("interviewId", interviewId).log("conversation stalls, audio is dropped");
            }
            return;
        }
        scheduler.execute(() -> {
            if (waiting.decrementAndGet() == 0) {
                full.set(false);
            }
            consumer.accept(frame);
        });
    }
}
