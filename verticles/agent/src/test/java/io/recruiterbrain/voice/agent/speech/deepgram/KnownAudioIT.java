package io.recruiterbrain.voice.agent.speech.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.recruiterbrain.voice.testkit.vendor.deepgram.Recogniser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recogniser behind the Deepgram server hears; it does not guess by time. */
class KnownAudioIT {
    private static final String TESTS = "i like to write tests before i change old code";
    private static final String CITY = "there were seven million people in the city";

    private final KnownAudio known = new KnownAudio();
    private final List<Integer> interims = new ArrayList<>();

    @Test
    void aKnownSentenceIsHeardQuietlyNoisilyAndWithHolesInIt() throws Exception {
        // Given
        short[] tests;
        try (Recordings recordings = new Recordings()) {
            tests = recordings.speech(TESTS);
            known.add(TESTS, tests);
            known.add(CITY, recordings.speech(CITY));
        }
        short[] holes = tests.clone();
        for (int at = 4_000; at < holes.length; at += 16_000) {
            Arrays.fill(holes, at, Math.min(holes.length, at + 960), (short) 0);
        }

        // When
        List<String> heard = List.of(
                hear(Sounds.louder(tests, -20)),
                hear(Sounds.mix(tests, Sounds.pinkNoise(Sounds.length(tests.length), -50, 3))),
                hear(holes));

        // Then
        assertThat(heard).containsOnly(TESTS);
        assertThat(interims).hasSizeGreaterThan(10).contains(2, 5, 9);
    }

    @Test
    void aPieceOutOfTheMiddleIsHeardAsThatAndStrangeWordsAreNot() throws Exception {
        // Given
        short[] city;
        short[] strange;
        try (Recordings recordings = new Recordings()) {
            city = recordings.speech(CITY);
            strange = recordings.speech("nobody ever recorded this before");
            known.add(CITY, city);
            known.add(TESTS, recordings.speech(TESTS));
        }

        // When
        String piece = hear(Arrays.copyOfRange(city, city.length / 2, city.length));
        String nothing = hear(strange);

        // Then
        assertThat(piece).endsWith("people in the city").doesNotContain("there");
        assertThat(nothing.split(" ")).hasSizeLessThanOrEqualTo(2);
    }

    private String hear(short[] samples) {
        List<String> words = new ArrayList<>();
        Recogniser.Segment segment = known.begin(soFar -> interims.add(soFar.size()));
        for (AudioFrame frame : Sounds.frames(samples)) {
            segment.write(frame.samples());
        }
        segment.end(all -> all.forEach(word -> words.add(word.text())));
        return String.join(" ", words);
    }
}
