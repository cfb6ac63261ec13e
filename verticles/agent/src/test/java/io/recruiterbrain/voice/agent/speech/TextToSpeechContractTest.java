package io.recruiterbrain.voice.agent.speech;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link TextToSpeech} does. An adapter's test says how to open it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TextToSpeechContractTest {
    private TextToSpeech voice;

    /** A provider of its own for each call. */
    protected abstract TextToSpeech open() throws Exception;

    @BeforeAll
    void openVoice() throws Exception {
        voice = open();
    }

    @AfterAll
    void closeVoice() {
        voice.close();
    }

    protected TextToSpeech voice() {
        return voice;
    }

    @Test
    void aSentenceSoundsAsLongAsAPersonWouldTakeForIt() throws Exception {
        // When
        List<AudioFrame> frames = spoken("Tell me about a project that you are proud of, and what you did in it.");

        // Then
        assertThat(length(frames)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(9));
    }

    @Test
    void framesAreWholePiecesOfTenMilliseconds() throws Exception {
        // When
        List<AudioFrame> frames = spoken("What did you learn?");

        // Then
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.samples().length % (frame.sampleRate() / 100)).isZero();
            assertThat(frame.duration()).isPositive();
        });
    }

    @Test
    void speechIsAtAComfortableLevelAndNotClipped() throws Exception {
        // When
        short[] samples = Sounds.join(spoken("Thank you, that was a very clear answer to a difficult question."));

        // Then
        assertThat(Sounds.loudness(samples)).isBetween(-24.0, -16.0);
        assertThat(Sounds.peak(samples)).isLessThan(32_767);
    }

    @Test
    void speechBeginsAndEndsWithoutALongSilence() throws Exception {
        // When
        short[] samples = Sounds.join(spoken("How would you test it?"));

        // Then
        assertThat(Sounds.leadingSilence(samples)).isLessThan(Duration.ofMillis(80));
        assertThat(Sounds.trailingSilence(samples)).isLessThan(Duration.ofMillis(200));
    }

    @Test
    void aSentenceWithNothingToSayIsDoneWithoutAudio() throws Exception {
        // When
        List<AudioFrame> frames = spoken(" \u2026 ");

        // Then
        assertThat(frames).isEmpty();
    }

    @Test
    void afterCancellationNoFrameIsDelivered() throws Exception {
        // Given
        List<AudioFrame> frames = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<TextToSpeech.Speech> speech = new AtomicReference<>();

        // When
        TextToSpeech.Speech cancelled = voice.speak("This sentence is cancelled at its very first frame.", frame -> {
            frames.add(frame);
            while (speech.get() == null) {
                Thread.onSpinWait();
            }
            speech.get().cancel();
        });
        speech.set(cancelled);
        cancelled.done().toCompletionStage().toCompletableFuture().get(20, SECONDS);
        spoken("Another sentence comes after it.");

        // Then
        assertThat(frames).hasSize(1);
    }

    @Test
    void sentencesOfSeveralRoomsDoNotMix() throws Exception {
        // Given
        String sentence = "Each room hears its own sentence only.";
        int alone = Sounds.join(spoken(sentence)).length;
        List<List<AudioFrame>> rooms = new ArrayList<>();
        List<TextToSpeech.Speech> speeches = new ArrayList<>();

        // When
        for (int room = 0; room < 5; room++) {
            List<AudioFrame> frames = Collections.synchronizedList(new ArrayList<>());
            rooms.add(frames);
            speeches.add(voice.speak(sentence, frames::add));
        }
        for (TextToSpeech.Speech speech : speeches) {
            speech.done().toCompletionStage().toCompletableFuture().get(20, SECONDS);
        }

        // Then
        assertThat(rooms)
                .allSatisfy(frames ->
                        assertThat((double) Sounds.join(frames).length).isBetween(alone * 0.9, alone * 1.1));
    }

    @Test
    void aClosedVoiceSaysSo() throws Exception {
        // Given
        TextToSpeech closed = open();
        closed.close();

        // When
        TextToSpeech.Speech speech = closed.speak("Hello.", frame -> {});

        // Then
        assertThatThrownBy(() ->
                        speech.done().toCompletionStage().toCompletableFuture().get(20, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /** All audio of a sentence. */
    protected List<AudioFrame> spoken(String sentence) throws Exception {
        List<AudioFrame> frames = Collections.synchronizedList(new ArrayList<>());
        voice.speak(sentence, frames::add)
                .done()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, SECONDS);
        return frames;
    }

    private static Duration length(List<AudioFrame> frames) {
        return frames.stream().map(AudioFrame::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
