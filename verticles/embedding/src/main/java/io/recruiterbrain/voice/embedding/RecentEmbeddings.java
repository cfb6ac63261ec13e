package io.recruiterbrain.voice.embedding;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What was computed in the last minutes, by the text's hash. A request too large for its deadline gets further with each
 * retry instead of starting over for ever; a repeated search costs nothing. Thread-safe; keeps no text.
 */
final class RecentEmbeddings {
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int MOST = 1024;

    private final Clock clock;
    // Oldest first, so expiry only looks at the head.
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    RecentEmbeddings(Clock clock) {
        this.clock = clock;
    }

    Optional<TextEmbedding> find(Kind kind, String text) {
        String key = key(kind, text);
        synchronized (this) {
            forgetOld();
            return Optional.ofNullable(entries.get(key)).map(Entry::embedding);
        }
    }

    void add(Kind kind, String text, TextEmbedding embedding) {
        String key = key(kind, text);
        synchronized (this) {
            entries.remove(key);
            entries.put(key, new Entry(embedding, clock.instant().plus(KEPT)));
            forgetOld();
        }
    }

    private void forgetOld() {
        Instant now = clock.instant();
        var oldest = entries.values().iterator();
        int size = entries.size();
        while (oldest.hasNext() && (oldest.next().until().isBefore(now) || size > MOST)) {
            oldest.remove();
            size--;
        }
    }

    private static String key(Kind kind, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return kind.name() + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Entry(TextEmbedding embedding, Instant until) {}
}
