package io.recruiterbrain.voice.agent.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Word;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link SpeechToText} does. An adapter's test says how to open it and how well it hears. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SpeechToTextContractTest {
    private static final SpeechToText.Options ENGLISH = new SpeechToText.Options("en-US", List.of("payment systems"));

    private SpeechToText ears;

    /** A provider of its own for each call. */
    protected abstract SpeechToText open() throws Exception;

    /** A clear recording of the words at 16 kHz, with half a second of silence before and a quarter after. */
    protected abstract short[] recording(String words) throws Exception;

    /** Word errors in a hundred words that the adapter may make on such recordings. */
    protected abstract double toleratedErrors();

    /** Whether words come before the stretch is over; most providers do so. */
    protected boolean givesInterims() {
        return true;
    }

    @BeforeAll
    void openEars() throws Exception {
        ears = open();
    }

    @AfterAll
    void closeEars() {
        ears.close();
    }

    protected SpeechToText ears() {
        return ears;
    }

    @Test
    void whatIsSaidIsUnderstood() throws Exception {
        // Given
        String words = "i have been working as a software engineer for seven years";
        RecordingListener heard = new RecordingListener();

        // When
        Transcription transcription;
        try (SpeechToText.Session session = ears.open(ENGLISH, heard)) {
            say(session, recording(words));
            transcription = heard.nextFinal();
        }

        // Then
        assertThat(WordErrors.between(words, transcription.text()).percent()).isLessThanOrEqualTo(toleratedErrors());
    }

    @Test
    void wordsComeInOrderWithTheirTimesInTheStretch() throws Exception {
        // Given
        short[] audio = recording("we decided to test both ideas first");
        RecordingListener heard = new RecordingListener();

        // When
        Transcription transcription;
        try (SpeechToText.Session session = ears.open(ENGLISH, heard)) {
            say(session, audio);
            transcription = heard.nextFinal();
        }

        // Then
        assertThat(transcription.words()).isNotEmpty();
        assertThat(transcription.words())
                .isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
        assertThat(transcription.words()).allSatisfy(word -> {
            assertThat(word.text()).isNotBlank();
            assertThat(word.end()).isGreaterThan(word.start());
        });
        assertThat(transcription.words().getFirst().start())
                .isBetween(Duration.ofMillis(250), Duration.ofMillis(1_000));
        assertThat(last(transcription.words()).end())
                .isLessThan(Sounds.length(audio.length).plusMillis(300));
    }

    @Test
    void interimTranscriptsComeWhileTheCandidateSpeaks() throws Exception {
        assumeTrue(givesInterims());

        // Given
        RecordingListener heard = new RecordingListener();

        // When
        String interim;
        try (SpeechToText.Session session = ears.open(ENGLISH, heard)) {
            for (AudioFrame frame : Sounds.frames(recording("my manager asked me to lead a team of five people"))) {
                session.write(frame);
            }
            interim = heard.nextInterim();
            session.finish();
            heard.nextFinal();
        }

        // Then
        assertThat(interim).isNotBlank();
    }

    @Test
    void everyStretchHasItsOwnFinalInOrder() throws Exception {
        // Given
        RecordingListener heard = new RecordingListener();
        List<String> finals = new ArrayList<>();

        // When
        try (SpeechToText.Session session = ears.open(ENGLISH, heard)) {
            say(session, recording("the first question was about my work"));
            session.finish();
            say(session, recording("the second one was about the future"));
            for (int i = 0; i < 3; i++) {
                finals.add(heard.nextFinal().text());
            }
        }

        // Then
        assertThat(finals.get(0)).contains("first");
        assertThat(finals.get(1)).isEmpty();
        assertThat(finals.get(2)).contains("second");
        assertThat(heard.finals()).isZero();
    }

    @Test
    void noiseWithoutSpeechHasAnEmptyOrShortFinal() throws Exception {
        // Given
        RecordingListener heard = new RecordingListener();

        // When
        Transcription transcription;
        try (SpeechToText.Session session = ears.open(ENGLISH, heard)) {
            say(session, Sounds.pinkNoise(Duration.ofSeconds(2), -50, 7));
            transcription = heard.nextFinal();
        }

        // Then
        assertThat(transcription.words()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void twoCandidatesAtOnceAreHeardApart() throws Exception {
        // Given
        RecordingListener first = new RecordingListener();
        RecordingListener second = new RecordingListener();
        List<AudioFrame> numbers = Sounds.frames(recording("there were seven million people in the city"));
        List<AudioFrame> story = Sounds.frames(recording("i like to write tests before i change old code"));

        // When
        try (SpeechToText.Session one = ears.open(ENGLISH, first);
                SpeechToText.Session two = ears.open(ENGLISH, second)) {
            for (int i = 0; i < Math.max(numbers.size(), story.size()); i++) {
                if (i < numbers.size()) {
                    one.write(numbers.get(i));
                }
                if (i < story.size()) {
                    two.write(story.get(i));
                }
            }
            one.finish();
            two.finish();

            // Then
            assertThat(first.nextFinal().text()).contains("million").doesNotContain("write");
            assertThat(second.nextFinal().text()).contains("write").doesNotContain("million");
        }
    }

    @Test
    void afterItsEndASessionIsSilent() throws Exception {
        // Given
        RecordingListener heard = new RecordingListener();
        RecordingListener next = new RecordingListener();
        short[] audio = recording("this will not be heard by anybody");

        // When
        SpeechToText.Session session = ears.open(ENGLISH, heard);
        say(session, audio);
        session.close();
        int interims = heard.interims();
        session.write(Sounds.frames(audio).getFirst());
        session.finish();
        session.close();
        try (SpeechToText.Session other = ears.open(ENGLISH, next)) {
            say(other, audio);
            next.nextFinal();
        }

        // Then
        assertThat(heard.finals()).isZero();
        assertThat(heard.interims()).isEqualTo(interims);
        assertThat(heard.failures()).isZero();
    }

    @Test
    void aClosedProviderOpensNothing() throws Exception {
        // Given
        SpeechToText closed = open();
        closed.close();

        // When, then
        assertThatThrownBy(() -> closed.open(ENGLISH, new RecordingListener()))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /** One whole stretch, faster than it was spoken. */
    protected static void say(SpeechToText.Session session, short[] audio) {
        Sounds.frames(audio).forEach(session::write);
        session.finish();
    }

    private static Word last(List<Word> words) {
        return words.get(words.size() - 1);
    }
}
