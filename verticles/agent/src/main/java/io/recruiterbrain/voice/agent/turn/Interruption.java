package io.recruiterbrain.voice.agent.turn;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the candidate may stop the agent, and until when it may turn out to have been none. */
final class Interruption {
    /** Where it is noisy, the agent does not stop for sound alone again and again within one turn. */
    private static final int FALSE_ONES = 2;

    private final TurnConfig config;
    private boolean allowed;
    private int falseOnes;
    private Instant cutAt = Instant.MIN;

    Interruption(TurnConfig config) {
        this.config = config;
    }

    void allow(boolean interruptible) {
        allowed = interruptible;
    }

    /** Whether the agent's last turn could be interrupted. */
    boolean isAllowed() {
        return allowed;
    }

    /** When what the candidate is saying stops the agent, absent when it does not as it stands. */
    @Nullable
    Instant due(Voice voice, String words, Instant now) {
        if (!allowed) {
            return null;
        }
        boolean enoughWords = Backchannel.meaningfulWords(words) >= config.bargeInWords();
        Instant since = voice.since();
        if (since == null) {
            return enoughWords && voice.longest().compareTo(config.bargeInSpeech()) >= 0 ? now : null;
        }
        if (enoughWords) {
            return since.plus(config.bargeInSpeech());
        }
        return falseOnes < FALSE_ONES ? since.plus(config.wordlessBargeIn()) : null;
    }

    void happened(Instant at) {
        cutAt = at;
    }

    /** When it counts as none, unless a word comes. */
    Instant falseFrom(Voice voice) {
        Instant end = voice.end();
        return (end == null || end.isBefore(cutAt) ? cutAt : end).plus(config.falseInterruption());
    }

    void wasFalse() {
        falseOnes++;
    }

    /** Another turn begins. */
    void forget() {
        falseOnes = 0;
    }
}
