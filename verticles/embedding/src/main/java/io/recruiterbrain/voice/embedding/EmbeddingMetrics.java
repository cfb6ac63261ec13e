package io.recruiterbrain.voice.embedding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The meters of this module, and the few figures of them that the status shows. Thread-safe. */
final class EmbeddingMetrics {
    private final MeterRegistry meters;
    private final String model;

    EmbeddingMetrics(MeterRegistry meters, String model) {
        this.meters = meters;
        this.model = model;
    }

    void watchQueue(Kind kind, IntSupplier texts) {
        Gauge.builder("rbv.embedding.queue.texts", texts::getAsInt)
                .description("Texts that have no vector yet")
                .tags("model", model, "kind", tag(kind))
                .strongReference(true)
                .register(meters);
    }

    Timer.Sample startRequest() {
        return Timer.start(meters);
    }

    /** @param outcome {@code ok} or the error code in lower case */
    void endRequest(Timer.Sample sample, Kind kind, String outcome) {
        sample.stop(Timer.builder("rbv.embedding.request")
                .description("From a request's arrival to its answer")
                .publishPercentileHistogram()
                .tags("model", model, "kind", tag(kind), "outcome", outcome)
                .register(meters));
    }

    void refused(Kind kind) {
        Counter.builder("rbv.embedding.refused")
                .description("Requests that were refused because too many texts waited")
                .tags("model", model, "kind", tag(kind))
                .register(meters)
                .increment();
    }

    void reused(Kind kind) {
        Counter.builder("rbv.embedding.reused")
                .description("Texts whose vector was still known from before")
                .tags("model", model, "kind", tag(kind))
                .register(meters)
                .increment();
    }

    <T> T timeBatch(Kind kind, List<TokenWindow> windows, Supplier<T> computation) {
        int tokens = windows.stream().mapToInt(TokenWindow::length).sum();
        int longest = windows.stream().mapToInt(TokenWindow::length).max().orElse(0);
        DistributionSummary.builder("rbv.embedding.batch.tokens")
                .description("Tokens of a batch without its padding")
                .tags("model", model, "kind", tag(kind))
                .register(meters)
                .record(tokens);
        DistributionSummary.builder("rbv.embedding.batch.padding")
                .description("Tokens of padding in a batch")
                .tags("model", model, "kind", tag(kind))
                .register(meters)
                .record((double) longest * windows.size() - tokens);
        Timer timer = Timer.builder("rbv.embedding.batch")
                .description("Computing one batch")
                .tags("model", model, "kind", tag(kind))
                .register(meters);
        Timer.Sample sample = Timer.start(meters);
        try {
            return computation.get();
        } finally {
            sample.stop(timer);
        }
    }

    private static String tag(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
