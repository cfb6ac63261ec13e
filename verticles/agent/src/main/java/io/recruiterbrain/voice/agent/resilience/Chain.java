package io.recruiterbrain.voice.agent.resilience;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one port, best first. A call goes to the first whose circuit lets it through; retries and the step to
 * the next provider happen only while nothing of an answer has come. Any thread.
 *
 * @param <T> the port
 */
public final class Chain<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final String port;
    private final List<Link<T>> links;
    private final RetryPolicy policy;
    private final Delay delay;
    private final MeterRegistry meters;
    private final FaultListener listener;

    /**
     * @param port as in status, for example {@code SpeechToText}
     * @param providers by lower-case name, best first
     */
    public static <T> Chain<T> of(
            String port, Map<String, T> providers, RetryPolicy policy, Delay delay, Clock clock, MeterRegistry meters) {
        List<Link<T>> links = new ArrayList<>();
        providers.forEach((name, provider) -> {
            Link<T> link = Link.of(name, provider, clock);
            links.add(link);
            Gauge.builder(
                            "rbv.provider.circuit.open",
                            link,
                            each -> each.circuit().state() == Circuit.State.CLOSED ? 0 : 1)
                    .description("1 while a provider is left alone after faults")
                    .tags("port", port, "provider", name)
                    .register(meters);
        });
        return new Chain<>(port, links, policy, delay, meters, FaultListener.NONE);
    }

    private Chain(
            String port,
            List<Link<T>> links,
            RetryPolicy policy,
            Delay delay,
            MeterRegistry meters,
            FaultListener listener) {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("a chain needs a provider");
        }
        this.port = port;
        this.links = List.copyOf(links);
        this.policy = policy;
        this.delay = delay;
        this.meters = meters;
        this.listener = listener;
    }

    Chain<T> reportingTo(FaultListener other) {
        return new Chain<>(port, links, policy, delay, meters, other);
    }

    /** The same providers and circuits with another policy. */
    Chain<T> with(RetryPolicy other) {
        return new Chain<>(port, links, other, delay, meters, listener);
    }

    List<Link<T>> links() {
        return links;
    }

    RetryPolicy policy() {
        return policy;
    }

    Delay delay() {
        return delay;
    }

    /** Who answers now: the first provider that is not left alone, the last one when all are. */
    public String serving() {
        return links.stream()
                .filter(link -> link.circuit().state() == Circuit.State.CLOSED)
                .findFirst()
                .orElse(links.getLast())
                .provider();
    }

    /** What is wrong with providers that should answer and do not, absent when all is well. */
    public @Nullable String problem() {
        List<String> problems = links.stream()
                .filter(link -> link.circuit().state() != Circuit.State.CLOSED)
                .map(link -> String.valueOf(link.circuit().problem()))
                .toList();
        return problems.isEmpty() ? null : String.join("; ", problems) + "; " + serving() + " serves meanwhile";
    }

    /** Calls the providers in turn until one answers; the last fault is the result when none does. */
    <R> Future<R> call(Function<T, Attempt<R>> asking) {
        return new Call<>(this, asking).start();
    }

    /** The next link after one that failed or was skipped, absent when none is left that may be called. */
    @Nullable
    Link<T> firstPermitted(int from) {
        for (Link<T> link : links.subList(from, links.size())) {
            if (link.circuit().permits()) {
                return link;
            }
        }
        return null;
    }

    void succeeded(Link<T> link) {
        link.circuit().succeeded();
        count(link, "ok");
    }

    /** Says nothing about the provider, for good or bad. */
    void givenUp(Link<T> link) {
        link.circuit().undecided();
        count(link, "given_up");
    }

    /** Counts, logs and reports a fault. */
    void failed(Link<T> link, ServiceException fault, @Nullable Link<T> next) {
        link.circuit().failed(text(fault), retryAfter(fault));
        count(link, fault.code().name());
        LOG.atWarn()
                .addKeyValue("port", port)
                .addKeyValue("provider", link.provider())
                .addKeyValue("errorCode", fault.code())
                .addKeyValue("next", next == null ? "none" : next.provider())
                .log("provider failed");
        listener.failed(port, link.provider(), fault, next == null ? null : next.provider());
    }

    private void count(Link<T> link, String outcome) {
        Counter.builder("rbv.provider.calls")
                .description("calls of providers by their outcome")
                .tags("port", port, "provider", link.provider(), "outcome", outcome)
                .register(meters)
                .increment();
    }

    static ServiceException known(Throwable fault) {
        return fault instanceof ServiceException known
                ? known
                : new ServiceException(ErrorCode.INTERNAL, "a provider failed unexpectedly", fault);
    }

    static @Nullable Duration retryAfter(ServiceException fault) {
        return fault instanceof ProviderException provider ? provider.retryAfter() : null;
    }

    private static String text(ServiceException fault) {
        String text = fault.getMessage();
        return text == null ? fault.code().name() : text;
    }
}
