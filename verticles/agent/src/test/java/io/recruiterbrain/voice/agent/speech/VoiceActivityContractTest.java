package io.recruiterbrain.voice.agent.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.ConversationConfig;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.Options;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent.SpeechEnded;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent.SpeechStarted;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link VoiceActivity} does with noise, and with speech in it. An adapter's test says how to open it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VoiceActivityContractTest {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration LEAD = Duration.ofMillis(1_500);
    private static final Duration TOLERANCE = Duration.ofMillis(150);
    private static final Options OPTIONS = Options.DEFAULT;

    private VoiceActivity activity;
    private short[] word;

    protected abstract VoiceActivity open() throws Exception;

    /** Whether instruments are not mistaken for a voice. */
    protected boolean tellsMusicFromSpeech() {
        return true;
    }

    @BeforeAll
    void openActivity() throws Exception {
        activity = open();
        List<AudioFrame> frames = Collections.synchronizedList(new ArrayList<>());
        try (FreeTtsTextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry())) {
            voice.speak("really", frames::add)
                    .done()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
        word = Sounds.join(frames);
    }

    @AfterAll
    void closeActivity() {
        activity.close();
    }

    static Stream<Arguments> noises() {
        return Stream.of(
                Arguments.of("digital silence", new short[60 * AudioFrame.SPEECH_RATE]),
                Arguments.of("a quiet room", Sounds.silence(MINUTE)),
                Arguments.of("faint hiss", Sounds.whiteNoise(MINUTE, -55, 1)),
                Arguments.of("loud hiss", Sounds.whiteNoise(MINUTE, -30, 2)),
                Arguments.of("a fan", Sounds.pinkNoise(MINUTE, -45, 3)),
                Arguments.of("a loud fan", Sounds.pinkNoise(MINUTE, -30, 4)),
                Arguments.of("hum", Sounds.mix(Sounds.hum(MINUTE, -30), Sounds.silence(MINUTE))),
                Arguments.of("a keyboard", Sounds.clicks(MINUTE, -15, 5)),
                Arguments.of("breath", Sounds.mix(Sounds.breathing(MINUTE, -35, 6), Sounds.silence(MINUTE))));
    }

    static Stream<Arguments> backgrounds() {
        Duration length = Duration.ofSeconds(10);
        return Stream.of(
                Arguments.of("a quiet room", Sounds.silence(length), 0.0),
                Arguments.of("hiss", Sounds.whiteNoise(length, -45, 1), 0.0),
                Arguments.of("a fan", Sounds.pinkNoise(length, -40, 2), 0.0),
                Arguments.of("hum", Sounds.mix(Sounds.hum(length, -45), Sounds.silence(length)), 0.0),
                Arguments.of("a quiet room and a quiet speaker", Sounds.silence(length), -20.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noises")
    void aMinuteOfNoiseIsNotSpeech(String name, short[] noise) {
        // When
        List<Noticed> events = listen(noise, OPTIONS);

        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void aMinuteOfMusicIsNotSpeechToADetectorThatCanTell() {
        // When
        List<Noticed> events = listen(Sounds.mix(Sounds.music(MINUTE, -30), Sounds.silence(MINUTE)), OPTIONS);

        // Then
        assertThat(events.isEmpty()).isEqualTo(tellsMusicFromSpeech());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backgrounds")
    void aWordIsFoundWhereItIsSpoken(String name, short[] background, double loudness) {
        // Given
        Duration spoken = Sounds.length(word.length);
        short[] audio = Sounds.mix(
                Sounds.join(Sounds.silence(LEAD), Sounds.louder(word, loudness), Sounds.silence(Duration.ofSeconds(1))),
                background);

        // When
        List<Noticed> events = listen(audio, OPTIONS);

        // Then
        assertThat(events).hasSize(2);
        assertThat(events.get(0).event())
                .isInstanceOfSatisfying(
                        SpeechStarted.class,
                        start -> assertThat(start.at()).isBetween(LEAD.minus(TOLERANCE), LEAD.plus(TOLERANCE)));
        assertThat(events.get(0).after()).isLessThanOrEqualTo(LEAD.plus(TOLERANCE));
        assertThat(events.get(1).event())
                .isInstanceOfSatisfying(
                        SpeechEnded.class,
                        end -> assertThat(end.at())
                                .isBetween(
                                        LEAD.plus(spoken).minus(TOLERANCE),
                                        LEAD.plus(spoken).plus(TOLERANCE)));
        assertThat(events.get(1).after())
                .isLessThanOrEqualTo(
                        LEAD.plus(spoken).plus(OPTIONS.minSilence()).plus(TOLERANCE));
    }

    @Test
    void theOnsetIsNoticedWhileWhatIsKeptFromBeforeStillHoldsTheFirstSyllable() {
        // Given: breath before it, as people do
        Duration kept = ConversationConfig.defaults().beforeOnset();
        short[] audio = Sounds.join(
                Sounds.silence(LEAD),
                Sounds.mix(Sounds.breathing(LEAD, -45, 6), Sounds.silence(LEAD)),
                word,
                Sounds.silence(Duration.ofSeconds(1)));

        // When
        List<Noticed> events = listen(audio, OPTIONS);

        // Then
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().after().minus(kept)).isLessThan(LEAD.multipliedBy(2));
        assertThat(events.getFirst().after()).isGreaterThan(LEAD.multipliedBy(2));
    }

    @Test
    void aPauseShorterThanMinSilenceIsNotReported() {
        // Given
        Options patient = new Options(0.5, 0.35, Duration.ofMillis(50), Duration.ofMillis(700));
        short[] audio = Sounds.join(
                Sounds.silence(LEAD),
                word,
                Sounds.silence(Duration.ofMillis(300)),
                word,
                Sounds.silence(Duration.ofMillis(1_500)));

        // When
        List<Noticed> events = listen(audio, patient);

        // Then
        assertThat(events).hasSize(2);
    }

    @Test
    void speechAfterAPauseStartsAgain() {
        // Given
        short[] audio = Sounds.join(
                Sounds.silence(LEAD), word, Sounds.silence(LEAD), word, Sounds.silence(Duration.ofSeconds(1)));

        // When
        List<Noticed> events = listen(audio, OPTIONS);

        // Then
        assertThat(events)
                .extracting(noticed -> (Object) noticed.event().getClass())
                .containsExactly(SpeechStarted.class, SpeechEnded.class, SpeechStarted.class, SpeechEnded.class);
    }

    @Test
    void framesOfAnyLengthAreTaken() {
        // Given
        short[] audio = Sounds.join(Sounds.silence(LEAD), word, Sounds.silence(Duration.ofSeconds(1)));
        List<VoiceEvent> events = new ArrayList<>();

        // When
        try (VoiceActivity.Detector detector = activity.newDetector(OPTIONS)) {
            for (int at = 0; at < audio.length; at += 333) {
                short[] piece = Arrays.copyOfRange(audio, at, Math.min(audio.length, at + 333));
                VoiceEvent event = detector.accept(new AudioFrame(piece, AudioFrame.SPEECH_RATE));
                if (event != null) {
                    events.add(event);
                }
            }
        }

        // Then
        assertThat(events).hasSize(2);
    }

    /**
     * An event and when it came.
     *
     * @param after audio that the detector had been given by then
     */
    private record Noticed(VoiceEvent event, Duration after) {}

    private List<Noticed> listen(short[] audio, Options options) {
        List<Noticed> noticed = new ArrayList<>();
        Duration given = Duration.ZERO;
        try (VoiceActivity.Detector detector = activity.newDetector(options)) {
            for (AudioFrame frame : Sounds.frames(audio)) {
                given = given.plus(frame.duration());
                VoiceEvent event = detector.accept(frame);
                if (event != null) {
                    noticed.add(new Noticed(event, given));
                }
            }
        }
        return noticed;
    }
}
