package io.recruiterbrain.voice.agent.speech.deepgram;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is measured of Deepgram; times are monotonic nanoseconds. */
final class DeepgramMetrics {
    private static final String[] TAGS = {"provider", DeepgramFaults.PROVIDER};

    private final Clock clock;
    private final Timer finalisation;
    private final Timer connecting;
    private final Counter reconnects;
    private final Counter replayed;
    private final Counter dropped;
    private final Counter unanswered;

    DeepgramMetrics(MeterRegistry registry) {
        clock = registry.config().clock();
        finalisation = Timer.builder("rbv.stt.finalisation")
                .description("Time from the end of a stretch of speech to its final transcript")
                .tags(TAGS)
                .publishPercentileHistogram()
                .register(registry);
        connecting = Timer.builder("rbv.stt.connect")
                .description("Time until a stream was open")
                .tags(TAGS)
                .publishPercentileHistogram()
                .register(registry);
        reconnects = Counter.builder("rbv.stt.reconnects")
                .description("Streams that were cut and opened again")
                .tags(TAGS)
                .register(registry);
        replayed = Counter.builder("rbv.stt.replayed")
                .description("Speech that was sent again after a cut")
                .baseUnit("seconds")
                .tags(TAGS)
                .register(registry);
        dropped = Counter.builder("rbv.stt.dropped")
                .description("Speech that was dropped because no decoder was free in time")
                .baseUnit("seconds")
                .tags(TAGS)
                .register(registry);
        unanswered = Counter.builder("rbv.stt.unanswered")
                .description("Stretches of speech whose last words did not come in time")
                .tags(TAGS)
                .register(registry);
    }

    long now() {
        return clock.monotonicTime();
    }

    void finalised(long since) {
        finalisation.record(now() - since, TimeUnit.NANOSECONDS);
    }

    void connected(long since) {
        connecting.record(now() - since, TimeUnit.NANOSECONDS);
    }

    void reconnect() {
        reconnects.increment();
    }

    void replayed(double seconds) {
        replayed.increment(seconds);
    }

    void dropped(double seconds) {
        dropped.increment(seconds);
    }

    void unanswered() {
        unanswered.increment();
    }
}
