package io.recruiterbrain.voice.agent.speech.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpeechCacheTest {
    private static final int FRAME_BYTES = 960;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SpeechCache cache = new SpeechCache(3 * FRAME_BYTES, metrics);

    @Test
    void theSentenceThatWasNotUsedForLongestGoesFirst() {
        // Given
        cache.put("one", audio(1));
        cache.put("two", audio(1));
        cache.put("three", audio(1));
        cache.get("one");

        // When
        cache.put("four", audio(1));

        // Then
        assertThat(cache.get("two")).isNull();
        assertThat(cache.get("one")).hasSize(1);
        assertThat(cache.get("four")).hasSize(1);
        assertThat(cache.bytes()).isEqualTo(3 * FRAME_BYTES);
    }

    @Test
    void aSentenceThatDoesNotFitIsNotKept() {
        // Given
        cache.put("one", audio(1));

        // When
        cache.put("long", audio(4));
        cache.put("word ".repeat(100), audio(1));

        // Then
        assertThat(cache.get("long")).isNull();
        assertThat(cache.bytes()).isEqualTo(FRAME_BYTES);
    }

    @Test
    void theSameSentenceTwiceIsCountedOnce() {
        // When
        cache.put("one", audio(2));
        cache.put("one", audio(1));

        // Then
        assertThat(cache.bytes()).isEqualTo(FRAME_BYTES);
    }

    @Test
    void hitsAndMissesAreCounted() {
        // Given
        cache.put("one", audio(1));

        // When
        cache.get("one");
        cache.get("two");
        cache.get("two");

        // Then
        assertThat(counted("hit")).isEqualTo(1);
        assertThat(counted("miss")).isEqualTo(2);
    }

    private double counted(String result) {
        return metrics.counter("rbv.tts.cache", "provider", "google", "result", result)
                .count();
    }

    private static List<AudioFrame> audio(int frames) {
        return Stream.generate(() -> new AudioFrame(new short[FRAME_BYTES / 2], 24_000))
                .limit(frames)
                .toList();
    }
}
