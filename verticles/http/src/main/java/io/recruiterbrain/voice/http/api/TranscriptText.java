package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A transcript as plain text and as WebVTT. */
final class TranscriptText {
    /** A cue of no length would not be shown. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private TranscriptText() {}

    /** One line for each turn: {@code [mm:ss] Speaker: words}. */
    static String plain(List<Turn> turns) {
        StringBuilder text = new StringBuilder();
        for (Turn turn : turns) {
            Duration at = offset(turns, turn.startedAt());
            text.append(String.format(Locale.ROOT, "[%02d:%02d] ", at.toMinutes(), at.toSecondsPart()))
                    .append(nameOf(turn.speaker()))
                    .append(": ")
                    .append(oneLine(turn.text()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Cues in the order of the conversation; times count from the first turn. */
    static String webVtt(List<Turn> turns) {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (Turn turn : turns) {
            Duration from = offset(turns, turn.startedAt());
            Duration to = offset(turns, turn.endedAt());
            Duration end = to.compareTo(from.plus(SHORTEST)) < 0 ? from.plus(SHORTEST) : to;
            text.append('\n')
                    .append(turn.turnNo())
                    .append('\n')
                    .append(timestamp(from))
                    .append(" --> ")
                    .append(timestamp(end))
                    .append('\n')
                    .append("<v ")
                    .append(nameOf(turn.speaker()))
                    .append('>')
                    .append(escaped(oneLine(turn.text())))
                    .append('\n');
        }
        return text.toString();
    }

    private static Duration offset(List<Turn> turns, Instant time) {
        Duration offset = Duration.between(turns.getFirst().startedAt(), time);
        return offset.isNegative() ? Duration.ZERO : offset;
    }

    private static String timestamp(Duration time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }

    private static String nameOf(Speaker speaker) {
        return switch (speaker) {
            case AGENT -> "Interviewer";
            case CANDIDATE -> "Candidate";
        };
    }

    /** A line break within a turn would look like the end of it, an empty line ends a cue. */
    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** The characters that mean something in WebVTT; with {@code >} escaped, no text can hold {@code -->}. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
