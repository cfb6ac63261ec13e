package io.recruiterbrain.voice.agent.speech.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.RecordingListener;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecoderPoolTest {
    private static final int ONE_SECOND = AudioFrame.SPEECH_RATE;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RecordingListener heard = new RecordingListener();
    private final CountDownLatch release = new CountDownLatch(1);
    private DecoderPool pool = new DecoderPool(1, metrics);

    @BeforeEach
    void addDecoder() {
        pool.add((stretch, interim) -> counted(stretch));
    }

    @AfterEach
    void closePool() {
        release.countDown();
        pool.close();
    }

    @Test
    void stretchesAreDecodedInTheOrderInWhichTheyWereSpoken() throws Exception {
        // Given
        SphinxSession session = session(60 * ONE_SECOND);

        // When
        for (int frames = 1; frames <= 5; frames++) {
            for (int i = 0; i < frames; i++) {
                session.write(frame());
            }
            session.finish();
        }

        // Then
        for (int frames = 1; frames <= 5; frames++) {
            assertThat(heard.nextFinal().text()).isEqualTo(frames * 160 + " samples");
        }
    }

    @Test
    void aStretchWithoutAnyHypothesisIsAnEmptyTranscript() throws Exception {
        // Given
        use((stretch, interim) -> {
            throw new NullPointerException("no token");
        });
        SphinxSession session = session(ONE_SECOND);

        // When
        session.write(frame());
        session.finish();

        // Then
        assertThat(heard.nextFinal().text()).isEmpty();
        assertThat(heard.failures()).isZero();
    }

    @Test
    void aBrokenDecoderBreaksTheSession() throws Exception {
        // Given
        use((stretch, interim) -> {
            throw new IllegalStateException("broken");
        });
        SphinxSession session = session(ONE_SECOND);

        // When
        session.write(frame());

        // Then
        assertThat(heard.nextFailure().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(heard.finals()).isZero();
    }

    @Test
    void audioThatDoesNotFitTheBacklogIsDroppedAndCounted() throws Exception {
        // Given
        CountDownLatch decoding = new CountDownLatch(1);
        use((stretch, interim) -> {
            decoding.countDown();
            awaitRelease();
            return counted(stretch);
        });
        SphinxSession session = session(ONE_SECOND);

        // When
        for (int i = 0; i < 150; i++) {
            session.write(frame());
        }
        decoding.await();
        release.countDown();
        session.finish();

        // Then
        assertThat(heard.nextFinal().text()).isEqualTo(ONE_SECOND + " samples");
        assertThat(metrics.counter("rbv.stt.dropped", "provider", "sphinx").count())
                .isCloseTo(0.5, within(0.001));
    }

    @Test
    void aSessionThatIsClosedWhileItIsDecodedHearsNothing() throws Exception {
        // Given
        use((stretch, interim) -> {
            awaitRelease();
            interim.accept("too late");
            return counted(stretch);
        });
        SphinxSession closed = session(ONE_SECOND);
        RecordingListener next = new RecordingListener();

        // When
        closed.write(frame());
        closed.finish();
        closed.close();
        release.countDown();
        SphinxSession other = new SphinxSession(next, pool, metrics.config().clock(), ONE_SECOND, session -> {});
        other.write(frame());
        other.finish();
        next.nextFinal();

        // Then
        assertThat(heard.finals() + heard.interims() + heard.failures()).isZero();
    }

    private void use(StretchDecoder decoder) {
        pool.close();
        pool = new DecoderPool(1, metrics);
        pool.add(decoder);
    }

    private SphinxSession session(int backlogSamples) {
        return new SphinxSession(heard, pool, metrics.config().clock(), backlogSamples, session -> {});
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** "Decodes" to the number of samples. */
    private static Transcription counted(Stretch stretch) {
        try {
            int samples = 0;
            for (short[] part = stretch.read(); part != null; part = stretch.read()) {
                samples += part.length;
            }
            return new Transcription(samples + " samples", null, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static AudioFrame frame() {
        return new AudioFrame(new short[160], AudioFrame.SPEECH_RATE);
    }
}
