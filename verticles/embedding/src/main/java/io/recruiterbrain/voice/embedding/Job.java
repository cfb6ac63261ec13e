package io.recruiterbrain.voice.embedding;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import io.recruiterbrain.voice.contract.search.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One request on its way through the {@link Batcher}; its parts may be finished by several workers, in any order. */
final class Job {
    private final Kind kind;
    private final Instant deadline;
    private final @Nullable TextEmbedding[] finished;
    private final CompletableFuture<List<TextEmbedding>> result = new CompletableFuture<>();
    private int missing;

    Job(Kind kind, int texts, Instant deadline) {
        this.kind = kind;
        this.deadline = deadline;
        this.finished = new @Nullable TextEmbedding[texts];
        this.missing = texts;
    }

    Kind kind() {
        return kind;
    }

    CompletableFuture<List<TextEmbedding>> result() {
        return result;
    }

    int size() {
        return finished.length;
    }

    /** Whether it has its answer, a failure included, so that nobody waits for the rest. */
    boolean answered() {
        return result.isDone();
    }

    /** Whether its caller has stopped waiting. */
    boolean late(Instant now) {
        return now.isAfter(deadline);
    }

    void fail(RuntimeException fault) {
        result.completeExceptionally(fault);
    }

    List<Text> texts(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(index -> new Text(index, texts.get(index)))
                .toList();
    }

    private void finish(int index, TextEmbedding embedding) {
        synchronized (this) {
            finished[index] = embedding;
            missing--;
            if (missing > 0) {
                return;
            }
        }
        List<TextEmbedding> all = new ArrayList<>(finished.length);
        for (TextEmbedding each : finished) {
            if (each != null) {
                all.add(each);
            }
        }
        result.complete(all);
    }

    /** One text of the request. */
    final class Text {
        private final int index;
        private final String content;

        private Text(int index, String content) {
            this.index = index;
            this.content = content;
        }

        Job job() {
            return Job.this;
        }

        String content() {
            return content;
        }

        void complete(TextEmbedding embedding) {
            finish(index, embedding);
        }

        /** The windows of this text, ready to be batched. */
        List<Piece> pieces(List<TokenWindow> windows) {
            @Nullable Vector[] vectors = new @Nullable Vector[windows.size()];
            return IntStream.range(0, windows.size())
                    .mapToObj(at -> new Piece(this, windows.get(at), at, vectors))
                    .toList();
        }
    }

    /** One window of one text. */
    static final class Piece {
        private final Text text;
        private final TokenWindow window;
        private final int index;
        // Shared by all pieces of the text, which is also its lock.
        private final @Nullable Vector[] vectors;

        private Piece(Text text, TokenWindow window, int index, @Nullable Vector[] vectors) {
            this.text = text;
            this.window = window;
            this.index = index;
            this.vectors = vectors;
        }

        Text text() {
            return text;
        }

        TokenWindow window() {
            return window;
        }

        /** Takes this window's vector; returns the text's embedding when it was the last one missing. */
        Optional<TextEmbedding> complete(Vector vector) {
            synchronized (vectors) {
                vectors[index] = vector;
                List<Vector> all = new ArrayList<>(vectors.length);
                for (Vector each : vectors) {
                    if (each == null) {
                        return Optional.empty();
                    }
                    all.add(each);
                }
                return Optional.of(new TextEmbedding(all));
            }
        }
    }
}
