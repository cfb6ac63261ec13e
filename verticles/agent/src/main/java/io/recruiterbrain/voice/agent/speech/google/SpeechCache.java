package io.recruiterbrain.voice.agent.speech.google;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Audio of sentences that were spoken before: notices, nudges and closings are the same in every interview. In memory
 * only, the least recently used sentence goes first. Any thread may call it.
 */
final class SpeechCache {
    /** A longer sentence is hardly ever said twice. */
    private static final int MAX_LENGTH = 300;

    private final long maxBytes;
    private final Map<String, List<AudioFrame>> sentences = new LinkedHashMap<>(16, 0.75f, true);
    private final Counter hits;
    private final Counter misses;
    private long bytes;

    SpeechCache(long maxBytes, MeterRegistry metrics) {
        this.maxBytes = maxBytes;
        hits = counter(metrics, "hit");
        misses = counter(metrics, "miss");
        Gauge.builder("rbv.tts.cache.size", this, SpeechCache::bytes)
                .description("Audio kept of sentences that were spoken before")
                .baseUnit("bytes")
                .tag("provider", "google")
                .register(metrics);
    }

    private static Counter counter(MeterRegistry metrics, String result) {
        return Counter.builder("rbv.tts.cache")
                .description("Sentences that were or were not spoken before")
                .tag("provider", "google")
                .tag("result", result)
                .register(metrics);
    }

    /** The sentence's audio, absent when it is not kept. */
    synchronized @Nullable List<AudioFrame> get(String sentence) {
        List<AudioFrame> frames = sentences.get(sentence);
        (frames == null ? misses : hits).increment();
        return frames;
    }

    synchronized void put(String sentence, List<AudioFrame> frames) {
        if (sentence.length() > MAX_LENGTH || size(frames) > maxBytes) {
            return;
        }
        List<AudioFrame> before = sentences.put(sentence, List.copyOf(frames));
        bytes += size(frames) - (before == null ? 0 : size(before));
        Iterator<List<AudioFrame>> oldest = sentences.values().iterator();
        while (bytes > maxBytes) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    private static long size(List<AudioFrame> frames) {
        return frames.stream().mapToLong(frame -> 2L * frame.samples().length).sum();
    }
}
