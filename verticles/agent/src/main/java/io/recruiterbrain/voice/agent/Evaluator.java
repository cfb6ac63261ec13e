package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.evaluation.EvaluationConfig;
import io.recruiterbrain.voice.agent.evaluation.VerifiedEvaluation;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.EvaluationRequest;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.evaluation.NoEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an ended interview evaluated, verified and saved. A fault that may pass is retried with growing waits; when it
 * does not pass, the future fails, log and metric say so, and nothing is invented in its place.
 *
 * <p>Any thread may call it. Everything is idempotent, a repeat after a crash included.
 */
public final class Evaluator implements Evaluations {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

    private final Vertx vertx;
    private final Bus bus;
    private final LanguageModel model;
    private final EvaluationConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Counter quotesDropped;
    private final Counter levelsDropped;
    private final Map<UUID, Future<Boolean>> running = new ConcurrentHashMap<>();

    public Evaluator(
            Vertx vertx, Bus bus, LanguageModel model, EvaluationConfig config, Clock clock, MeterRegistry metrics) {
        this.vertx = vertx;
        this.bus = bus;
        this.model = model;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.quotesDropped = Counter.builder("rbv.evaluation.quotes.dropped")
                .description("Quotes that the model gave and that nobody said")
                .register(metrics);
        this.levelsDropped = Counter.builder("rbv.evaluation.levels.dropped")
                .description("Levels that were dropped because no quote of theirs was left")
                .register(metrics);
    }

    /**
     * Evaluates an interview whose conversation is over and whose turns are saved; one that has its evaluation already
     * is left as it is, and so is one that gets none ({@link NoEvaluation}). Asking again while it runs joins the run.
     *
     * @return whether it has an evaluation now; fails with a {@link ServiceException}: {@code INVALID_STATE} for an
     *     interview that has not ended
     */
    @Override
    public Future<Boolean> evaluate(UUID interviewId) {
        Promise<Boolean> promise = Promise.promise();
        Future<Boolean> before = running.putIfAbsent(interviewId, promise.future());
        if (before != null) {
            return before;
        }
        Timer.Sample sample = Timer.start(metrics);
        attempt(interviewId, 1).onComplete(done -> {
            running.remove(interviewId);
            String outcome = done.failed() ? codeOf(done.cause()).name() : done.result() ? "ok" : "none";
            sample.stop(Timer.builder("rbv.evaluation.duration")
                    .description("From asking for an evaluation to its end, retries included")
                    .tag("outcome", outcome)
                    .register(metrics));
            if (done.failed()) {
                LOG.atError()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("errorCode", outcome)
                        .setCause(done.cause())
                        .log("evaluation failed");
            }
            promise.handle(done);
        });
        return promise.future();
    }

    private Future<Boolean> attempt(UUID interviewId, int attempt) {
        return once(interviewId).recover(fault -> {
            ErrorCode code = codeOf(fault);
            if (!code.retryable() || attempt >= config.attempts()) {
                return Future.failedFuture(fault);
            }
            long delay = config.delayAfter(attempt).toMillis();
            Counter.builder("rbv.evaluation.retries")
                    .description("Attempts at an evaluation that failed and are made again")
                    .tag("error_code", code.name())
                    .register(metrics)
                    .increment();
            LOG.atWarn()
                    .addKeyValue("interviewId", interviewId)
                    .addKeyValue("errorCode", code)
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("delayMillis", delay)
                    .log("evaluation is tried again");
            return vertx.timer(delay, TimeUnit.MILLISECONDS).compose(due -> attempt(interviewId, attempt + 1));
        });
    }

    private Future<Boolean> once(UUID interviewId) {
        return bus.ask(FindInterview.ADDRESS, new FindInterview(interviewId)).compose(interview -> {
            if (interview.evaluated()) {
                return Future.succeededFuture(true);
            }
            if (!interview.state().ended()) {
                return Future.failedFuture(new ServiceException(
                        ErrorCode.INVALID_STATE,
                        "an interview in state " + interview.state() + " is not evaluated yet"));
            }
            if (NoEvaluation.isFinal(interview.state(), true)) {
                return Future.succeededFuture(false);
            }
            return bus.ask(FindTranscript.ADDRESS, new FindTranscript(interviewId))
                    .compose(transcript -> written(interview, transcript.turns()));
        });
    }

    private Future<Boolean> written(Interview interview, List<Turn> turns) {
        if (NoEvaluation.isFinal(interview.state(), NoEvaluation.hasAnswer(turns))) {
            return Future.succeededFuture(false);
        }
        return evaluated(interview, turns)
                .compose(verified -> bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(verified.evaluation())))
                .map(true);
    }

    private Future<VerifiedEvaluation> evaluated(Interview interview, List<Turn> turns) {
        EvaluationRequest request = new EvaluationRequest(
                interview.interviewId(), interview.job(), interview.plan(), turns, clock.instant());
        return model.evaluate(request).map(claimed -> {
            VerifiedEvaluation verified =
                    VerifiedEvaluation.of(interview.interviewId(), claimed, interview.plan(), turns);
            quotesDropped.increment(verified.quotesDropped());
            levelsDropped.increment(verified.levelsDropped());
            LOG.atInfo()
                    .addKeyValue("interviewId", interview.interviewId())
                    .addKeyValue("provider", claimed.source().provider())
                    .addKeyValue("quotesDropped", verified.quotesDropped())
                    .addKeyValue("levelsDropped", verified.levelsDropped())
                    .log("interview evaluated");
            return verified;
        });
    }

    private static ErrorCode codeOf(Throwable fault) {
        return fault instanceof ServiceException known ? known.code() : ErrorCode.INTERNAL;
    }
}
