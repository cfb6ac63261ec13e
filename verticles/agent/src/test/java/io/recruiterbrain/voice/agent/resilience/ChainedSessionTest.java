package io.recruiterbrain.voice.agent.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainedSessionTest {
    private static final AudioFrame FRAME = new AudioFrame(new short[160], AudioFrame.SPEECH_RATE);

    private final ManualDelay time = new ManualDelay();
    private final FakeRecogniser first = new FakeRecogniser();
    private final FakeRecogniser second = new FakeRecogniser();
    private final List<String> finals = new ArrayList<>();
    private final List<ServiceException> failures = new ArrayList<>();

    @Test
    void wordsOfTheFirstRecogniserComeThrough() {
        // Given
        SpeechToText.Session session = open(first, second);

        // When
        say(session, 3);
        first.last().answer("hello");

        // Then
        assertThat(finals).containsExactly("hello");
        assertThat(second.sessions).isEmpty();
    }

    @Test
    void whatHasNoWordsYetIsHeardAgainByTheNextRecogniser() {
        // Given
        SpeechToText.Session session = open(first, second);
        say(session, 3);
        session.write(FRAME);

        // When
        first.last().fail(ErrorCode.UNAVAILABLE);
        session.write(FRAME);
        session.finish();

        // Then
        assertThat(second.last().heard)
                .containsExactly("frame", "frame", "frame", "finish", "frame", "frame", "finish");
        second.last().answer("one");
        second.last().answer("two");
        assertThat(finals).containsExactly("one", "two");
        assertThat(failures).isEmpty();
    }

    @Test
    void wordsThatAreThereAlreadyAreNotHeardTwice() {
        // Given
        SpeechToText.Session session = open(first, second);
        say(session, 2);
        first.last().answer("one");
        say(session, 1);

        // When
        first.last().fail(ErrorCode.UNAVAILABLE);

        // Then
        assertThat(second.last().heard).containsExactly("frame", "finish");
    }

    @Test
    void aSessionThatWasGivenUpSaysNothingMore() {
        // Given
        SpeechToText.Session session = open(first, second);
        say(session, 1);
        FakeSession old = first.last();
        old.fail(ErrorCode.UNAVAILABLE);

        // When
        old.answer("late words");

        // Then
        assertThat(finals).isEmpty();
    }

    @Test
    void theOnlyRecogniserIsTriedAgainAndThenTheFaultIsReported() {
        // Given
        SpeechToText.Session session = open(first);
        say(session, 1);

        // When
        for (int i = 0; i < 4; i++) {
            first.last().fail(ErrorCode.UNAVAILABLE);
            time.pass(Duration.ofSeconds(3));
        }

        // Then
        assertThat(first.sessions).hasSize(4);
        assertThat(failures).hasSize(1);
    }

    @Test
    void theBetterRecogniserIsTakenAgainBetweenTwoStretches() {
        // Given
        SpeechToText.Session session = open(first, second);
        say(session, 1);
        first.last().fail(ErrorCode.UNAVAILABLE);
        second.last().answer("one");

        // When
        say(session, 1);

        // Then
        assertThat(first.sessions).hasSize(2);
        first.last().answer("two");
        assertThat(finals).containsExactly("one", "two");
    }

    private void say(SpeechToText.Session session, int frames) {
        for (int i = 0; i < frames; i++) {
            session.write(FRAME);
        }
        session.finish();
    }

    private SpeechToText.Session open(FakeRecogniser... recognisers) {
        Map<String, SpeechToText> providers = new LinkedHashMap<>();
        for (int i = 0; i < recognisers.length; i++) {
            providers.put("r" + i, recognisers[i]);
        }
        Chain<SpeechToText> chain =
                Chain.of("SpeechToText", providers, RetryPolicy.defaults(), time, time, new SimpleMeterRegistry());
        return new ChainedSpeechToText(chain)
                .open(new SpeechToText.Options("en-US", List.of()), new SpeechToText.Listener() {
                    @Override
                    public void onInterim(String text) {}

                    @Override
                    public void onFinal(SpeechToText.Transcription transcription) {
                        finals.add(transcription.text());
                    }

                    @Override
                    public void onFailure(ServiceException fault) {
                        failures.add(fault);
                    }
                });
    }

    private static final class FakeRecogniser implements SpeechToText {
        final List<FakeSession> sessions = new ArrayList<>();

        @Override
        public Session open(Options options, Listener listener) {
            FakeSession session = new FakeSession(listener);
            sessions.add(session);
            return session;
        }

        FakeSession last() {
            return sessions.getLast();
        }

        @Override
        public void close() {}
    }

    private static final class FakeSession implements SpeechToText.Session {
        final List<String> heard = new ArrayList<>();
        private final SpeechToText.Listener listener;

        FakeSession(SpeechToText.Listener listener) {
            this.listener = listener;
        }

        void answer(String text) {
            listener.onFinal(new SpeechToText.Transcription(text, null, List.of()));
        }

        void fail(ErrorCode code) {
            listener.onFailure(new ServiceException(code, "broken"));
        }

        @Override
        public void write(AudioFrame frame) {
            heard.add("frame");
        }

        @Override
        public void finish() {
            heard.add("finish");
        }

        @Override
        public void close() {}
    }
}
