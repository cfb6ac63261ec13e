package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.agent.plan.SaidBefore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the words of an agent's turn: the model's, sentence by sentence, never the same twice, and plain ones when the
 * model fails before its first sentence. On the conversation's thread.
 */
final class Wording {
    private static final Logger LOG = LoggerFactory.getLogger(Wording.class);

    /** A model that needs longer keeps the candidate waiting. */
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private final LanguageModel model;
    private final Supplier<Moment> moment;
    private final SaidBefore saidBefore;
    private final Scheduler scheduler;
    private final Duration timeout;
    private int current;

    /** @param moment where the interview stands when a turn is worded */
    Wording(
            LanguageModel model,
            Supplier<Moment> moment,
            SaidBefore saidBefore,
            Scheduler scheduler,
            Duration timeout) {
        this.model = model;
        this.moment = moment;
        this.saidBefore = saidBefore;
        this.scheduler = scheduler;
        this.timeout = timeout;
    }

    /**
     * Words a turn; words of an earlier one that still come are dropped.
     *
     * @param waiting called at most once, when the first sentence does not come at once
     */
    void word(Say say, Consumer<String> sentences, Runnable complete, Runnable waiting) {
        Turn turn = new Turn(++current, say, sentences, complete);
        saidBefore.beginTurn();
        turn.timer = scheduler.at(scheduler.now().plus(timeout), turn::giveUp);
        scheduler.at(scheduler.now().plus(AT_ONCE), () -> {
            if (turn.isWordless()) {
                waiting.run();
            }
        });
        Future<Void> worded;
        try {
            worded = model.word(moment.get(), say.move(), sentence -> scheduler.execute(() -> turn.take(sentence)));
        } catch (RuntimeException e) {
            worded = Future.failedFuture(e);
        }
        worded.onComplete(outcome -> scheduler.execute(() -> {
            if (outcome.failed()) {
                LOG.atWarn()
                        .addKeyValue("fault", outcome.cause().getClass().getSimpleName())
                        .log("wording failed");
                turn.giveUp();
            } else {
                turn.end();
            }
        }));
    }

    private final class Turn {
        private final int number;
        private final Say say;
        private final Consumer<String> sentences;
        private final Runnable complete;
        private boolean hasWords;
        private boolean over;
        private Scheduler.@org.jspecify.annotations.Nullable Timer timer;

        Turn(int number, Say say, Consumer<String> sentences, Runnable complete) {
            this.number = number;
            this.say = say;
            this.sentences = sentences;
            this.complete = complete;
        }

        boolean isWordless() {
            return !over && !hasWords && number == current;
        }

        void take(String sentence) {
            if (!over && number == current) {
                saidBefore.pass(sentence.strip(), say.prompt()).ifPresent(this::put);
            }
        }

        void giveUp() {
            if (!over && number == current && !hasWords) {
                FallbackWords.of(say.move()).forEach(this::take);
            }
            end();
        }

        void end() {
            if (over || number != current) {
                return;
            }
            saidBefore.endTurn().ifPresent(this::put);
            if (!hasWords) {
                FallbackWords.of(say.move()).forEach(this::take);
                saidBefore.endTurn().ifPresent(this::put);
            }
            over = true;
            if (timer != null) {
                timer.cancel();
            }
            complete.run();
        }

        private void put(String sentence) {
            hasWords = true;
            sentences.accept(sentence);
        }
    }
}
