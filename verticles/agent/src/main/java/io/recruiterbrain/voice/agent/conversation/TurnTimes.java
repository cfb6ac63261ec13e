package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures each turn under LiveKit's metric names, as timers and for the turn itself. On the conversation's thread. */
final class TurnTimes {
    /** Its name in lower case is LiveKit's, the last one our own. */
    private enum Figure {
        TRANSCRIPTION_DELAY("rbv.agent.transcription.delay", "From the end of speech to the recogniser's final words"),
        END_OF_TURN_DELAY(
                "rbv.agent.end.of.turn.delay", "From the end of speech to the decision that the turn is over"),
        LLM_NODE_TTFT("rbv.agent.llm.node.ttft", "From asking the model to the first of its answer"),
        TTS_NODE_TTFB("rbv.agent.tts.node.ttfb", "From the first sentence to its first audio"),
        PLAYBACK_LATENCY("rbv.agent.playback.latency", "From the first audio to its playing"),
        E2E_LATENCY("rbv.agent.e2e.latency", "From the end of the candidate's speech to the agent being heard"),
        FRAMEWORK_OVERHEAD(
                "rbv.agent.framework.overhead", "What is left of it without endpointing, model, voice and playback");

        private final String meter;
        private final String description;

        Figure(String meter, String description) {
            this.meter = meter;
            this.description = description;
        }
    }

    private final MeterRegistry meters;
    private final Map<Figure, Timer> timers = new EnumMap<>(Figure.class);

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
        put(figures, Figure.TRANSCRIPTION_DELAY, transcription);
        put(figures, Figure.END_OF_TURN_DELAY, endOfTurn);
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
        put(figures, Figure.LLM_NODE_TTFT, modelTime);
        if (firstFrame != null) {
            put(figures, Figure.TTS_NODE_TTFB, voice);
            put(figures, Figure.PLAYBACK_LATENCY, playback);
        }
        put(figures, Figure.E2E_LATENCY, whole);
        put(
                figures,
                Figure.FRAMEWORK_OVERHEAD,
                whole.minus(endpointing).minus(modelTime).minus(voice).minus(playback));
        speechEnded = null;
        turnClosed = null;
        return figures;
    }

    private void put(Map<String, Double> figures, Figure figure, @Nullable Duration value) {
        if (value == null) {
            return;
        }
        Duration measured = value.isNegative() ? Duration.ZERO : value;
        figures.put(figure.name().toLowerCase(Locale.ROOT), measured.toNanos() / 1e9);
        timers.computeIfAbsent(figure, this::timer).record(measured);
    }

    private Timer timer(Figure figure) {
        return Timer.builder(figure.meter)
                .description(figure.description)
                .publishPercentileHistogram()
                .register(meters);
    }
}
