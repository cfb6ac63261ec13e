package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent's turn that is being spoken. */
final class AgentTurn {
    final Say say;
    final String segmentId;
    final Instant begunAt;

    @Nullable
    Utterance utterance;

    @Nullable
    Instant heardFrom;

    Map<String, Double> latencies = Map.of();

    private @Nullable Instant cutAt;

    AgentTurn(Say say, String segmentId, Instant begunAt) {
        this.say = say;
        this.segmentId = segmentId;
        this.begunAt = begunAt;
    }

    Utterance utterance() {
        if (utterance == null) {
            throw new IllegalStateException("the turn has no utterance yet");
        }
        return utterance;
    }

    /** Silence at once; {@link #resume} may follow. */
    void cut(Instant now) {
        if (cutAt == null) {
            cutAt = now;
        }
        utterance().cut();
    }

    void resume() {
        cutAt = null;
        utterance().resume();
    }

    Instant endedAt(Instant now) {
        return cutAt == null ? now : cutAt;
    }

    Instant startedAt() {
        return heardFrom == null ? begunAt : heardFrom;
    }
}
