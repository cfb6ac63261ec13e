package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.plan.SaidBefore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the candidate's turn understood, ahead of its end where that is likely, and goes on without understanding when
 * the model fails. Only the last thing asked for is answered. On the conversation's thread.
 */
final class Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final Reading NOT_READ = new Reading(Intent.ANSWER, Depth.SHALLOW, null);

    private final LanguageModel model;
    private final UUID interviewId;
    private final Scheduler scheduler;
    private final Duration timeout;
    private int current;
    private @Nullable Exchange ahead;
    private @Nullable Future<Reading> aheadReading;

    Reader(LanguageModel model, UUID interviewId, Scheduler scheduler, Duration timeout) {
        this.model = model;
        this.interviewId = interviewId;
        this.scheduler = scheduler;
        this.timeout = timeout;
    }

    /** Begins to read what may be the whole answer, unless it does so already. Returns whether that takes a while. */
    boolean readAhead(Exchange exchange) {
        Future<Reading> reading = known(exchange);
        if (reading == null) {
            reading = ask(exchange);
            ahead = exchange;
            aheadReading = reading;
        }
        return !reading.isComplete();
    }

    /** Reads an answer; {@code then} is called once, unless {@link #forget} or another read comes first. */
    void read(Exchange exchange, Consumer<Reading> then) {
        int number = ++current;
        Future<Reading> known = known(exchange);
        Future<Reading> reading = known == null ? ask(exchange) : known;
        ahead = null;
        aheadReading = null;
        Scheduler.Timer timer = scheduler.at(scheduler.now().plus(timeout), () -> deliver(number, NOT_READ, then));
        reading.onComplete(outcome -> scheduler.execute(() -> {
            timer.cancel();
            if (outcome.failed()) {
                LOG.atWarn()
                        .addKeyValue("fault", outcome.cause().getClass().getSimpleName())
                        .log("reading failed");
            }
            deliver(number, outcome.succeeded() ? outcome.result() : NOT_READ, then);
        }));
    }

    /** What reads the same words already; case and punctuation change when a recogniser's words become final. */
    private @Nullable Future<Reading> known(Exchange exchange) {
        Exchange begun = ahead;
        boolean same = begun != null
                && begun.question().equals(exchange.question())
                && begun.prompt().equals(exchange.prompt())
                && begun.before().equals(exchange.before())
                && SaidBefore.isSame(begun.answer(), exchange.answer());
        return same ? aheadReading : null;
    }

    /** What is being read matters no more. */
    void forget() {
        current++;
        ahead = null;
        aheadReading = null;
    }

    private void deliver(int number, Reading reading, Consumer<Reading> then) {
        if (number == current) {
            current++;
            then.accept(reading);
        }
    }

    private Future<Reading> ask(Exchange exchange) {
        try {
            return model.read(interviewId, exchange);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
