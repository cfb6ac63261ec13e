package io.recruiterbrain.voice.embedding.e5;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.embedding.TokenWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Texts to windows of token numbers: {@code [CLS] query: ... [SEP]}, or {@code passage:}. Thread-safe. */
final class E5Tokenizer implements AutoCloseable {
    /** Positions that BERT models of this family know. */
    static final int MAX_TOKENS = 512;

    private final HuggingFaceTokenizer tokenizer;
    private final int overlap;
    private final Map<Kind, Frame> frames = new EnumMap<>(Kind.class);

    private E5Tokenizer(HuggingFaceTokenizer tokenizer, int overlap) {
        this.tokenizer = tokenizer;
        this.overlap = overlap;
        for (Kind kind : Kind.values()) {
            frames.put(kind, frame(kind));
        }
    }

    /**
     * @param nativeFolder where the tokenizer's native library is unpacked
     * @param overlap tokens that two windows of a long text share
     */
    static E5Tokenizer open(Path tokenizerJson, Path nativeFolder, int overlap) throws IOException {
        // DJL reports home and looks for CUDA builds on the network unless told not to, and would unpack to the home
        // folder.
        setIfAbsent("OPT_OUT_TRACKING", "true");
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("RUST_FLAVOR", "cpu");
        setIfAbsent("DJL_CACHE_DIR", nativeFolder.toAbsolutePath().toString());
        Map<String, String> options = Map.of("truncation", "false", "padding", "false");
        return new E5Tokenizer(HuggingFaceTokenizer.newInstance(tokenizerJson, options), overlap);
    }

    List<TokenWindow> windows(Kind kind, String text) {
        // Java strings may hold half a surrogate pair, which has no UTF-8 form.
        String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        Encoding encoding = tokenizer.encode(valid, false, false);
        long[] ids = encoding.getIds();
        long[] words = encoding.getWordIds();
        Frame frame = frames.get(kind);
        if (frame == null) {
            throw new IllegalArgumentException("no prefix for " + kind);
        }
        return Windowing.split(
                        ids.length,
                        MAX_TOKENS - frame.length(),
                        overlap,
                        at -> at == 0 || at >= words.length || words[at] != words[at - 1])
                .stream()
                .map(span -> frame.around(Arrays.copyOfRange(ids, span.start(), span.end())))
                .toList();
    }

    /** The whole text with the model's marks, in one piece however long it is. */
    TokenWindow encode(String text) {
        return new TokenWindow(tokenizer.encode(text, true, false).getIds());
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** What E5 was trained to see before a text of that kind. */
    static String prefix(Kind kind) {
        return switch (kind) {
            case QUERY -> "query:";
            case PASSAGE -> "passage:";
        };
    }

    /** What the tokenizer itself puts before and after a prefixed text. */
    private Frame frame(Kind kind) {
        Encoding whole = tokenizer.encode(prefix(kind), true, false);
        int after = 0;
        long[] special = whole.getSpecialTokenMask();
        while (special[special.length - 1 - after] == 1) {
            after++;
        }
        long[] ids = whole.getIds();
        return new Frame(
                Arrays.copyOfRange(ids, 0, ids.length - after),
                Arrays.copyOfRange(ids, ids.length - after, ids.length));
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static final class Frame {
        private final long[] before;
        private final long[] after;

        Frame(long[] before, long[] after) {
            this.before = before;
            this.after = after;
        }

        int length() {
            return before.length + after.length;
        }

        TokenWindow around(long[] ids) {
            long[] tokens = Arrays.copyOf(before, length() + ids.length);
            System.arraycopy(ids, 0, tokens, before.length, ids.length);
            System.arraycopy(after, 0, tokens, before.length + ids.length, after.length);
            return new TokenWindow(tokens);
        }
    }
}
