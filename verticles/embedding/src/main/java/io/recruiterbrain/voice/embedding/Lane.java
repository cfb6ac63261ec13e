package io.recruiterbrain.voice.embedding;

import static java.util.Comparator.comparingInt;

import io.recruiterbrain.voice.embedding.Job.Piece;
import io.recruiterbrain.voice.embedding.Job.Text;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What waits of one kind, in the order it came. Not thread-safe: the {@link Batcher}'s lock guards it. */
final class Lane {
    /** Windows kept ready to choose a batch of like lengths from. */
    static final int LOOKAHEAD_WINDOWS = 64;

    /** Characters tokenised at once; a search that comes in meanwhile waits for them, some 20 ms. */
    static final int LOOKAHEAD_CHARACTERS = 20_000;

    private final int capacity;
    private final Deque<Text> waiting = new ArrayDeque<>();
    private final List<Piece> ready = new ArrayList<>();
    private int unfinished;

    Lane(int capacity) {
        this.capacity = capacity;
    }

    /** Takes all of a request's texts, or none. */
    boolean offer(List<Text> texts) {
        if (unfinished + texts.size() > capacity) {
            return false;
        }
        unfinished += texts.size();
        waiting.addAll(texts);
        return true;
    }

    /** Texts of all requests without an answer. */
    int unfinished() {
        return unfinished;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && ready.isEmpty();
    }

    /** The next texts to tokenise; none while enough windows are ready. */
    List<Text> takeWaiting() {
        List<Text> taken = new ArrayList<>();
        int characters = 0;
        while (!waiting.isEmpty() && ready.size() + taken.size() < LOOKAHEAD_WINDOWS) {
            characters += waiting.element().content().length();
            if (characters > LOOKAHEAD_CHARACTERS && !taken.isEmpty()) {
                break;
            }
            taken.add(waiting.remove());
        }
        return taken;
    }

    void addReady(List<Piece> pieces) {
        ready.addAll(pieces);
    }

    /**
     * The oldest window with those nearest to it in length, as many as fit with their padding; empty when nothing is
     * ready. The oldest always goes, even alone above the limit, so none is passed over for ever.
     */
    List<Piece> takeBatch(int maxTokens) {
        if (ready.isEmpty()) {
            return List.of();
        }
        int wanted = ready.getFirst().window().length();
        List<Piece> nearest = new ArrayList<>(ready);
        // Stable: the oldest stays first.
        nearest.sort(comparingInt(piece -> Math.abs(piece.window().length() - wanted)));
        List<Piece> batch = new ArrayList<>();
        int longest = 0;
        for (Piece piece : nearest) {
            int padded = Math.max(longest, piece.window().length());
            if (!batch.isEmpty() && padded * (batch.size() + 1) > maxTokens) {
                break;
            }
            longest = padded;
            batch.add(piece);
        }
        ready.removeAll(batch);
        return batch;
    }

    /** A request of that many texts has its answer. */
    void release(int texts) {
        unfinished -= texts;
    }

    /** Forgets all texts of requests that are answered or late; returns the late ones, which want a failure. */
    Set<Job> takeLate(Instant now) {
        Set<Job> late = new HashSet<>();
        waiting.forEach(text -> addIfLate(text.job(), now, late));
        ready.forEach(piece -> addIfLate(piece.text().job(), now, late));
        waiting.removeIf(text -> text.job().answered() || late.contains(text.job()));
        ready.removeIf(piece ->
                piece.text().job().answered() || late.contains(piece.text().job()));
        return late;
    }

    private static void addIfLate(Job job, Instant now, Set<Job> late) {
        if (!job.answered() && job.late(now)) {
            late.add(job);
        }
    }

    /** Forgets everything; returns the requests it belonged to. */
    Set<Job> takeAll() {
        Set<Job> jobs = new HashSet<>();
        waiting.forEach(text -> jobs.add(text.job()));
        ready.forEach(piece -> jobs.add(piece.text().job()));
        waiting.clear();
        ready.clear();
        return jobs;
    }
}
