package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The words of the candidate's turn while it is open: all spoken, or all typed. */
final class Spoken {
    private final List<String> parts = new ArrayList<>();
    private final List<Double> confidences = new ArrayList<>();
    private final List<UUID> messageIds = new ArrayList<>();
    private String interim = "";
    private boolean typed;
    private @Nullable Instant startedAt;
    private @Nullable Instant lastWordsAt;

    /** Words that came too late for their turn, as a turn of their own. */
    static CandidateTurn alone(TurnInput.Final words) {
        Spoken spoken = new Spoken();
        spoken.add(words.text(), words.confidence(), words.at());
        return spoken.asTurn(words.at(), null);
    }

    /** A message that nobody waited for, as a turn of its own. */
    static CandidateTurn alone(TurnInput.Typed message) {
        Spoken spoken = new Spoken();
        spoken.addTyped(message);
        return spoken.asTurn(message.at(), null);
    }

    void begin(Instant at) {
        if (startedAt == null) {
            startedAt = at;
        }
    }

    /** Beside a message they count for nothing: their final words become a turn of their own. */
    void interim(String text) {
        interim = typed ? "" : text.strip();
    }

    /** No word is left of the running stretch. */
    void nothing() {
        interim = "";
    }

    void add(String text, @Nullable Double confidence, Instant at) {
        interim = "";
        begin(at);
        parts.add(text.strip());
        lastWordsAt = at;
        if (confidence != null) {
            confidences.add(confidence);
        }
    }

    void addTyped(TurnInput.Typed message) {
        begin(message.at());
        parts.add(message.text().strip());
        typed = true;
        if (message.messageId() != null) {
            messageIds.add(message.messageId());
        }
    }

    String text() {
        String words = String.join(" ", parts);
        return interim.isEmpty() ? words : (words + " " + interim).strip();
    }

    boolean isEmpty() {
        return parts.isEmpty() && interim.isEmpty();
    }

    boolean hasInterim() {
        return !interim.isEmpty();
    }

    boolean isTyped() {
        return typed;
    }

    void clear() {
        parts.clear();
        confidences.clear();
        messageIds.clear();
        interim = "";
        typed = false;
        startedAt = null;
        lastWordsAt = null;
    }

    /** The turn as it stands; must not be empty. */
    CandidateTurn asTurn(Instant now, @Nullable Instant voiceEnd) {
        Instant end = voiceEnd == null || typed ? now : voiceEnd;
        Instant start = Objects.requireNonNullElse(startedAt, end);
        Double confidence = confidences.isEmpty()
                ? null
                : confidences.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
        boolean measured = voiceEnd != null && !typed;
        Duration transcription = measured && lastWordsAt != null && lastWordsAt.isAfter(voiceEnd)
                ? Duration.between(voiceEnd, lastWordsAt)
                : null;
        return new CandidateTurn(
                text(),
                typed,
                confidence,
                start.isAfter(end) ? end : start,
                end,
                transcription,
                measured ? Duration.between(voiceEnd, now) : null,
                messageIds);
    }
}
