package io.recruiterbrain.voice.persistence.vector.lucene;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** The index itself; every call blocks. Writing is for one thread at a time, searching for any. */
final class LuceneIndex implements AutoCloseable {
    private static final String DIMENSION = "dimension";
    private static final String IDENTITY = "identity";
    private static final String MODEL = "model";
    private static final double WRITE_BUFFER_MB = 32;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, String> facts;

    private LuceneIndex(Directory directory, IndexWriter writer, SearcherManager searchers, Map<String, String> facts) {
        this.directory = directory;
        this.writer = writer;
        this.searchers = searchers;
        this.facts = facts;
    }

    static LuceneIndex open(Path folder, int dimension) {
        try {
            Directory directory = FSDirectory.open(folder);
            IndexWriter writer =
                    new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(WRITE_BUFFER_MB));
            Map<String, String> facts = new ConcurrentHashMap<>();
            if (writer.getLiveCommitData() != null) {
                writer.getLiveCommitData().forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
            }
            String known = facts.putIfAbsent(DIMENSION, Integer.toString(dimension));
            if (known != null && !known.equals(Integer.toString(dimension))) {
                writer.rollback();
                throw new StartFailedException("The vector index in " + folder + " holds vectors of " + known
                        + " dimensions, the embedding model makes " + dimension
                        + ": run ./rbv reindex, or move that folder away and it is made anew from PostgreSQL, or set the"
                        + " model back.");
            }
            LuceneIndex index = new LuceneIndex(directory, writer, new SearcherManager(writer, null), facts);
            if (facts.putIfAbsent(IDENTITY, UUID.randomUUID().toString()) == null) {
                index.commit();
            }
            return index;
        } catch (IOException e) {
            throw new StartFailedException(
                    "The vector index in " + folder + " cannot be opened (" + e.getMessage()
                            + "): move that folder away and it is made anew from PostgreSQL.",
                    e);
        }
    }

    String identity() {
        return fact(IDENTITY);
    }

    int dimension() {
        return Integer.parseInt(fact(DIMENSION));
    }

    void upsert(List<TurnVectors> turns) throws IOException {
        for (TurnVectors turn : turns) {
            checkModel(turn);
            writer.updateDocuments(TurnDocuments.key(turn), TurnDocuments.of(turn));
        }
        commit();
    }

    /** Deleted documents leave the disk at once, not at some later merge. */
    void erase(UUID interviewId) throws IOException {
        writer.deleteDocuments(TurnDocuments.ofInterview(interviewId));
        writer.commit();
        writer.forceMergeDeletes(true);
        commit();
    }

    List<VectorMatch> search(Vector query, SearchFilter filter, int limit) throws IOException {
        checkDimension(query);
        IndexSearcher searcher = searchers.acquire();
        try {
            int available =
                    Math.max(1, Math.min(limit, searcher.getIndexReader().numDocs()));
            KnnFloatVectorQuery nearest = new KnnFloatVectorQuery(
                    TurnDocuments.VECTOR, query.toArray(), available, TurnDocuments.passing(filter));
            StoredFields stored = searcher.storedFields();
            List<VectorMatch> matches = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(nearest, available).scoreDocs) {
                Document document = stored.document(hit.doc, Set.of(TurnDocuments.WINDOW_KEY));
                // Lucene's cosine score is (1 + cosine) / 2.
                matches.add(TurnDocuments.match(document, 2.0 * hit.score - 1.0));
            }
            return matches;
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }

    private void commit() throws IOException {
        writer.setLiveCommitData(Map.copyOf(facts).entrySet());
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    private void checkModel(TurnVectors turn) {
        turn.windows().forEach(this::checkDimension);
        String known = facts.putIfAbsent(MODEL, turn.model());
        if (known != null && !known.equals(turn.model())) {
            throw new ServiceException(
                    ErrorCode.PROVIDER_REJECTED,
                    "the vector index was made by " + known + " and not by " + turn.model()
                            + ": move its folder away and it is made anew");
        }
    }

    private void checkDimension(Vector vector) {
        if (vector.size() != dimension()) {
            throw new ServiceException(
                    ErrorCode.PROVIDER_REJECTED,
                    "the vector index holds vectors of " + dimension() + " dimensions, the model made one of "
                            + vector.size());
        }
    }

    private String fact(String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalStateException("the index does not know its " + name);
        }
        return value;
    }
}
