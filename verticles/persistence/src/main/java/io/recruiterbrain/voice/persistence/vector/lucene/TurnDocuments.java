package io.recruiterbrain.voice.persistence.vector.lucene;

import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Between turns and Lucene documents: one document for each window, with keys made of what it stands for. */
final class TurnDocuments {
    static final String VECTOR = "vector";

    /** {@code interview:turn:window}, the one stored field. */
    static final String WINDOW_KEY = "window_key";

    private static final String TURN_KEY = "turn_key";
    private static final String INTERVIEW = "interview";
    private static final String JOB = "job";
    private static final String CANDIDATE = "candidate";
    private static final String SPEAKER = "speaker";
    private static final String STARTED = "started";

    private TurnDocuments() {}

    static Term key(TurnVectors turn) {
        return new Term(TURN_KEY, turn.interviewId() + ":" + turn.turnNo());
    }

    static Term ofInterview(UUID interviewId) {
        return new Term(INTERVIEW, interviewId.toString());
    }

    static List<Document> of(TurnVectors turn) {
        List<Document> documents = new ArrayList<>();
        String turnKey = key(turn).text();
        for (int window = 0; window < turn.windows().size(); window++) {
            Document document = new Document();
            document.add(new StringField(WINDOW_KEY, turnKey + ":" + window, Store.YES));
            document.add(new StringField(TURN_KEY, turnKey, Store.NO));
            document.add(new StringField(INTERVIEW, turn.interviewId().toString(), Store.NO));
            document.add(new StringField(SPEAKER, turn.speaker().name(), Store.NO));
            document.add(new LongPoint(STARTED, micros(turn.startedAt())));
            if (turn.jobId() != null) {
                document.add(new StringField(JOB, turn.jobId(), Store.NO));
            }
            if (turn.candidateId() != null) {
                document.add(new StringField(CANDIDATE, turn.candidateId(), Store.NO));
            }
            document.add(new KnnFloatVectorField(
                    VECTOR, turn.windows().get(window).toArray(), VectorSimilarityFunction.COSINE));
            documents.add(document);
        }
        return documents;
    }

    static VectorMatch match(Document document, double score) {
        String[] key = document.get(WINDOW_KEY).split(":");
        return new VectorMatch(UUID.fromString(key[0]), Integer.parseInt(key[1]), Integer.parseInt(key[2]), score);
    }

    /** Null when everything passes. */
    static @Nullable Query passing(SearchFilter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (filter.interviewId() != null) {
            all.add(new TermQuery(ofInterview(filter.interviewId())), Occur.FILTER);
        }
        if (filter.jobId() != null) {
            all.add(new TermQuery(new Term(JOB, filter.jobId())), Occur.FILTER);
        }
        if (filter.candidateId() != null) {
            all.add(new TermQuery(new Term(CANDIDATE, filter.candidateId())), Occur.FILTER);
        }
        if (filter.speaker() != null) {
            all.add(new TermQuery(new Term(SPEAKER, filter.speaker().name())), Occur.FILTER);
        }
        if (filter.from() != null || filter.to() != null) {
            long from = filter.from() == null ? Long.MIN_VALUE : micros(filter.from());
            long to = filter.to() == null ? Long.MAX_VALUE : micros(filter.to()) - 1;
            all.add(LongPoint.newRangeQuery(STARTED, from, to), Occur.FILTER);
        }
        BooleanQuery query = all.build();
        return query.clauses().isEmpty() ? null : query;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
