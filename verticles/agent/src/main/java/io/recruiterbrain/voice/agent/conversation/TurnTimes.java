package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures each turn under LiveKit's metric names, as timers and for the turn itself. On the conversation's thread. */
final class TurnTimes {
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new HashMap<>();

    private @Nullable Instant speechEnded;
    private @Nullable Instant turnClosed;
    private Duration endpointing = Duration.ZERO;
    private Duration modelTime = Duration.ZERO;
    private @Nullable Instant asked;

    TurnTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The candidate's turn was closed; returns what to store with it. */
    Map<String, Double> closed(
            Instant ended, @Nullable Duration transcription, @Nullable Duration endOfTurn, Instant now) {
        speechEnded = ended;
        turnClosed = now;
        endpointing = endOfTurn == null ? Duration.ZERO : endOfTurn;
        modelTime = Duration.ZERO;
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "transcription_delay", transcription);
        put(figures, "end_of_turn_delay", endOfTurn);
        return figures;
    }

    /** The model was asked for something. */
    void modelAsked(Instant now) {
        asked = now;
    }

    /** The model's first answer to that is there. */
    void modelAnswered(Instant now) {
        if (asked != null) {
            modelTime = modelTime.plus(Duration.between(asked, now));
            asked = null;
        }
    }

    /** The agent is heard; returns what to store with its turn, empty when it does not answer the candidate. */
    Map<String, Double> heard(@Nullable Instant firstSentence, @Nullable Instant firstFrame, Instant heard) {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (speechEnded == null || turnClosed == null || firstSentence == null) {
            return figures;
        }
        Duration voice = firstFrame == null ? Duration.ZERO : Duration.between(firstSentence, firstFrame);
        Duration playback = firstFrame == null ? Duration.ZERO : Duration.between(firstFrame, heard);
        Duration whole = Duration.between(speechEnded, heard);
        put(figures, "llm_node_ttft", modelTime);
        if (firstFrame != null) {
            put(figures, "tts_node_ttfb", voice);
            put(figures, "playback_latency", playback);
        }
        put(figures, "e2e_latency", whole);
        put(
                figures,
                "framework_overhead",
                whole.minus(endpointing).minus(modelTime).minus(voice).minus(playback));
        speechEnded = null;
        turnClosed = null;
        return figures;
    }

    private void put(Map<String, Double> figures, String name, @Nullable Duration value) {
        if (value == null) {
            return;
        }
        Duration measured = value.isNegative() ? Duration.ZERO : value;
        figures.put(name, measured.toNanos() / 1e9);
        timers.computeIfAbsent(name, this::timer).record(measured);
    }

    private Timer timer(String name) {
        return Timer.builder("agent." + name.replace('_', '.'))
                .publishPercentileHistogram()
                .register(meters);
    }
}
