package io.recruiterbrain.voice.persistence.reindex;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.persistence.postgres.Database;
import io.recruiterbrain.voice.persistence.reindex.ReindexTable.Begun;
import io.recruiterbrain.voice.persistence.reindex.ReindexTable.StoredTurn;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorCollections;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Embeds every turn with the model that answers {@link EmbedTexts} now, into a collection of its own, then puts that in the
 * place of the one in use and removes the old one. Cut off, the next run goes on where it was; searches use the old
 * collection until the end. Blocks: not for an event loop.
 */
public final class Reindex {
    private static final int TURNS = 128;
    private static final int TEXTS = 32;
    private static final UUID FIRST = new UUID(0, 0);

    /** Told after each batch. */
    public interface Progress {
        void at(long turns, long of);
    }

    /**
     * @param turns in the new collection
     * @param resumed of them, those that an earlier run had put there
     */
    public record Result(long turns, long resumed, String model, int dimension) {}

    private final Vertx vertx;
    private final Bus bus;
    private final ReindexTable table;
    private final VectorCollections collections;
    private final Clock clock;

    public Reindex(Vertx vertx, Database database, VectorCollections collections, Clock clock) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
        this.table = new ReindexTable(database);
        this.collections = collections;
        this.clock = clock;
    }

    public Result run(Progress progress) {
        Embeddings trial = embed(List.of("trial"));
        Optional<Begun> before =
                table.begun().await().filter(begun -> begun.model().equals(trial.model()));
        VectorStore next = collections.openNext(
                vertx, trial.dimension(), before.map(Begun::identity).orElse(null));
        String identity = next.identity();
        Optional<Begun> goOn = before.filter(begun -> begun.identity().equals(identity));
        try {
            if (goOn.isEmpty()) {
                table.begin(identity, trial.model(), clock.instant()).await();
            }
            long done = fill(next, goOn, progress);
            next.close().await();
            collections.promote(identity);
            table.finish().await();
            collections.dropOthers(identity);
            return new Result(done, goOn.map(Begun::turns).orElse(0L), trial.model(), trial.dimension());
        } catch (RuntimeException e) {
            next.close().otherwiseEmpty().await();
            throw e;
        }
    }

    private long fill(VectorStore next, Optional<Begun> goOn, Progress progress) {
        long all = table.count().await();
        long done = goOn.map(Begun::turns).orElse(0L);
        UUID interviewId = goOn.map(Begun::lastInterviewId).orElse(FIRST);
        int turnNo = goOn.map(Begun::lastTurnNo).orElse(-1);
        while (true) {
            List<StoredTurn> page = table.page(interviewId, turnNo, TURNS).await();
            if (page.isEmpty()) {
                return done;
            }
            List<TurnVectors> vectors = new ArrayList<>();
            for (int from = 0; from < page.size(); from += TEXTS) {
                vectors.addAll(vectors(page.subList(from, Math.min(page.size(), from + TEXTS))));
            }
            next.upsert(vectors).await();
            StoredTurn last = page.getLast();
            table.advance(last, page.size()).await();
            interviewId = last.interviewId();
            turnNo = last.turnNo();
            done += page.size();
            progress.at(done, Math.max(done, all));
        }
    }

    private List<TurnVectors> vectors(List<StoredTurn> turns) {
        Embeddings made = embed(turns.stream().map(StoredTurn::text).toList());
        List<TurnVectors> vectors = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            StoredTurn turn = turns.get(i);
            vectors.add(new TurnVectors(
                    turn.interviewId(),
                    turn.turnNo(),
                    turn.speaker(),
                    turn.startedAt(),
                    turn.jobId(),
                    turn.candidateId(),
                    made.model(),
                    made.embeddings().get(i).windows()));
        }
        return vectors;
    }

    private Embeddings embed(List<String> texts) {
        return bus.ask(EmbedTexts.ADDRESS, new EmbedTexts(EmbedTexts.Kind.PASSAGE, texts))
                .await();
    }
}
