package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A model that understands single words and always wants one more follow-up. */
final class FakeInterviewer implements LanguageModel {
    final List<Exchange> read = new ArrayList<>();
    final List<Move> moves = new ArrayList<>();
    private final VirtualScheduler scheduler;
    Duration readingTime = Duration.ofMillis(20);
    Duration wordingTime = Duration.ZERO;
    boolean followsUp = true;
    boolean broken;
    boolean hangs;

    FakeInterviewer(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Future<List<PlannedQuestion>> plan(PlanRequest request) {
        return Future.succeededFuture(Rehearsal.questions(request.settings().questionCount()));
    }

    @Override
    public Future<Reading> read(Exchange exchange) {
        read.add(exchange);
        return after(readingTime, new Reading(intentOf(exchange.answer()), Depth.SHALLOW, followUp(exchange)));
    }

    @Override
    public Future<Void> word(Move move, Consumer<String> sentences) {
        moves.add(move);
        if (broken || hangs) {
            return broken
                    ? Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "away"))
                    : Promise.<Void>promise().future();
        }
        if (wordingTime.isZero()) {
            FallbackWords.of(move).forEach(sentences);
        } else {
            scheduler.at(
                    scheduler.now().plus(wordingTime),
                    () -> FallbackWords.of(move).forEach(sentences));
        }
        return after(wordingTime.plusMillis(5), null);
    }

    @Override
    public Future<Evaluation> evaluate(EvaluationRequest request) {
        return Future.failedFuture("not asked for here");
    }

    @Override
    public void close() {}

    private @Nullable String followUp(Exchange exchange) {
        List<String> own = exchange.question().followUps();
        long before = exchange.before().size();
        return followsUp ? own.get((int) (before % own.size())) : null;
    }

    private static Intent intentOf(String answer) {
        return switch (answer) {
            case "please repeat that" -> Intent.REPEAT;
            case "skip this" -> Intent.SKIP;
            case "give me a moment please" -> Intent.WAIT;
            case "i want to stop now" -> Intent.STOP;
            case "are you human" -> Intent.ASKS_WHO_IS_SPEAKING;
            default -> Intent.ANSWER;
        };
    }

    private <T> Future<T> after(Duration delay, @Nullable T value) {
        if (broken) {
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "away"));
        }
        Promise<T> promise = Promise.promise();
        if (!hangs) {
            scheduler.at(scheduler.now().plus(delay), () -> promise.complete(value));
        }
        return promise.future();
    }
}
