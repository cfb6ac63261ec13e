package io.recruiterbrain.voice.testkit.vendor.deepgram;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one connection was sent, for tests and load runs; safe for any thread. */
public final class ReceivedStream {
    private final String path;
    private final MultiMap query;
    private final String authorizationScheme;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final long rate;
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();
    private volatile @Nullable Integer closeCode;
    private volatile double mostAhead;
    private double ahead;
    private long lastAudio;

    ReceivedStream(String path, MultiMap query, String authorizationScheme, long rate) {
        this.path = path;
        this.query = query;
        this.authorizationScheme = authorizationScheme;
        this.rate = rate;
    }

    public String path() {
        return path;
    }

    /** The parameters with their values, decoded. */
    public MultiMap query() {
        return query;
    }

    /** {@code Token}, as Deepgram's page "Authentication" has it; the key itself is not kept. */
    public String authorizationScheme() {
        return authorizationScheme;
    }

    /** Text messages in their order. */
    public List<String> messages() {
        return messages;
    }

    /** Text messages of a type, such as {@code KeepAlive}. */
    public long count(String type) {
        return messages.stream()
                .filter(message -> message.contains("\"" + type + "\""))
                .count();
    }

    public Duration audio() {
        return Duration.ofMillis(samples.get() * 1000 / rate);
    }

    /** Binary frames. */
    public long frames() {
        return frames.get();
    }

    /**
     * Audio against time: how much audio came, at most, before it can have been spoken. A live stream stays near the
     * half second before an onset; a replay after a cut may be longer.
     */
    public Duration mostAhead() {
        return Duration.ofMillis(Math.round(mostAhead * 1000));
    }

    /** The code with which the connection was closed by us or the client, absent while it is open or when it was cut. */
    public @Nullable Integer closeCode() {
        return closeCode;
    }

    void message(String text) {
        messages.add(text);
    }

    /** Called by the connection's own thread only. */
    void audio(int count, long now) {
        samples.addAndGet(count);
        frames.incrementAndGet();
        ahead = Math.max(0, ahead - (now - lastAudio) / 1e9) + (double) count / rate;
        lastAudio = now;
        mostAhead = Math.max(mostAhead, ahead);
    }

    void closed(int code) {
        closeCode = code;
    }
}
