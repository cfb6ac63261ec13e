package io.recruiterbrain.voice.persistence.vector.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a collection of turn vectors looks like, and how one that does not is told apart.
 *
 * <p>Consistency is Session: a process finds what it wrote itself, at once; what another node wrote follows within
 * fractions of a second. Strong would make each search wait for the server's clock to pass, Bounded would not show a node
 * its own last turn.
 */
final class MilvusSchema {
    /** Raised with every change of the fields below. */
    static final int VERSION = 1;

    static final ConsistencyLevel CONSISTENCY = ConsistencyLevel.SESSION;

    static final String ID = "id";
    static final String INTERVIEW = "interview_id";
    static final String TURN = "turn_no";
    static final String WINDOW = "window_no";
    static final String WINDOWS = "window_count";
    static final String SPEAKER = "speaker";
    static final String STARTED = "started_at";
    static final String JOB = "job_id";
    static final String CANDIDATE = "candidate_id";
    static final String MODEL = "model";
    static final String VECTOR = "vector";

    /** Bytes of 200 characters in UTF-8 at most. */
    private static final int ID_BYTES = 800;

    private static final int HNSW_M = 16;
    private static final int HNSW_EF_CONSTRUCTION = 200;

    private static final Map<String, DataType> FIELDS = Map.ofEntries(
            Map.entry(ID, DataType.VarChar),
            Map.entry(INTERVIEW, DataType.VarChar),
            Map.entry(TURN, DataType.Int32),
            Map.entry(WINDOW, DataType.Int32),
            Map.entry(WINDOWS, DataType.Int32),
            Map.entry(SPEAKER, DataType.VarChar),
            Map.entry(STARTED, DataType.Int64),
            Map.entry(JOB, DataType.VarChar),
            Map.entry(CANDIDATE, DataType.VarChar),
            Map.entry(MODEL, DataType.VarChar),
            Map.entry(VECTOR, DataType.FloatVector));

    private MilvusSchema() {}

    static CreateCollectionReq creation(String name, int dimension) {
        CollectionSchema schema =
                CollectionSchema.builder().enableDynamicField(false).build();
        schema.addField(AddFieldReq.builder()
                .fieldName(ID)
                .dataType(DataType.VarChar)
                .maxLength(80)
                .isPrimaryKey(true)
                .autoID(false)
                .build());
        addText(schema, INTERVIEW, 36);
        addNumber(schema, TURN, DataType.Int32);
        addNumber(schema, WINDOW, DataType.Int32);
        addNumber(schema, WINDOWS, DataType.Int32);
        addText(schema, SPEAKER, 32);
        addNumber(schema, STARTED, DataType.Int64);
        addText(schema, JOB, ID_BYTES);
        addText(schema, CANDIDATE, ID_BYTES);
        addText(schema, MODEL, ID_BYTES);
        schema.addField(AddFieldReq.builder()
                .fieldName(VECTOR)
                .dataType(DataType.FloatVector)
                .dimension(dimension)
                .build());
        return CreateCollectionReq.builder()
                .collectionName(name)
                .description("RecruiterBrain Voice, vectors of turns, schema " + VERSION)
                .collectionSchema(schema)
                .consistencyLevel(CONSISTENCY)
                .build();
    }

    static List<IndexParam> indexes() {
        List<IndexParam> indexes = new ArrayList<>();
        indexes.add(IndexParam.builder()
                .fieldName(VECTOR)
                .indexName(VECTOR)
                .indexType(IndexParam.IndexType.HNSW)
                .metricType(IndexParam.MetricType.COSINE)
                .extraParams(Map.of("M", HNSW_M, "efConstruction", HNSW_EF_CONSTRUCTION))
                .build());
        for (String field : List.of(INTERVIEW, JOB, CANDIDATE, SPEAKER, STARTED)) {
            indexes.add(IndexParam.builder()
                    .fieldName(field)
                    .indexName(field)
                    .indexType(IndexParam.IndexType.INVERTED)
                    .build());
        }
        return indexes;
    }

    /** What is different from the fields above, in a few words; empty when nothing is. */
    static String difference(CollectionSchema schema) {
        Map<String, DataType> left = new TreeMap<>(FIELDS);
        List<String> foreign = new ArrayList<>();
        for (FieldSchema field : schema.getFieldSchemaList()) {
            if (!Objects.equals(left.remove(field.getName()), field.getDataType())) {
                foreign.add(field.getName());
            }
        }
        List<String> told = new ArrayList<>();
        if (!left.isEmpty()) {
            told.add("without " + String.join(", ", left.keySet()));
        }
        if (!foreign.isEmpty()) {
            told.add("with " + String.join(", ", foreign));
        }
        return String.join(", ", told);
    }

    static int dimension(CollectionSchema schema) {
        return schema.getFieldSchemaList().stream()
                .filter(field -> field.getName().equals(VECTOR))
                .map(FieldSchema::getDimension)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0);
    }

    private static void addText(CollectionSchema schema, String name, int bytes) {
        schema.addField(AddFieldReq.builder()
                .fieldName(name)
                .dataType(DataType.VarChar)
                .maxLength(bytes)
                .build());
    }

    private static void addNumber(CollectionSchema schema, String name, DataType type) {
        schema.addField(AddFieldReq.builder().fieldName(name).dataType(type).build());
    }
}
