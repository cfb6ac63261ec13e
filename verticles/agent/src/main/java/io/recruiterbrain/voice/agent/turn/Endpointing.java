package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which pause ends a turn: after what was said, to which question, by whom. */
final class Endpointing {
    /** A pause no longer than this is one that a split of a long stretch made. */
    private static final Duration NO_PAUSE = Duration.ofMillis(150);

    private final TurnConfig config;
    private final Pauses pauses = new Pauses();
    private PlannedQuestion.@Nullable Kind kind;

    Endpointing(TurnConfig config) {
        this.config = config;
    }

    void question(PlannedQuestion.@Nullable Kind open) {
        kind = open;
    }

    /** The candidate went on after a pause. */
    void learn(Duration pause) {
        if (pause.compareTo(NO_PAUSE) > 0 && pause.compareTo(config.openDelay()) <= 0) {
            pauses.learn(pause);
        }
    }

    Duration pauseAfter(Thought.Shape shape) {
        double patience = kind == PlannedQuestion.Kind.TECHNICAL ? config.technicalPatience() : 1;
        Duration least = Duration.ofMillis(Math.round(config.completeDelay().toMillis() * patience));
        Duration unclear = config.unclearDelay();
        return switch (shape) {
            case COMPLETE -> pauses.grant(least, config.openDelay().dividedBy(2));
            case UNCLEAR -> pauses.grant(least.compareTo(unclear) > 0 ? least : unclear, config.openDelay());
            case OPEN -> config.openDelay();
        };
    }
}
