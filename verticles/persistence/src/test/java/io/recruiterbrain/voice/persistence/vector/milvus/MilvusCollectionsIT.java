package io.recruiterbrain.voice.persistence.vector.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusCollectionsIT {
    private static MilvusLite server;
    private static MilvusConfig config;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = MilvusLite.start(folder.resolve("milvus"));
        config = new MilvusConfig("127.0.0.1", server.port(), null, 1);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() {
        MilvusServers.clear(config);
    }

    @Test
    void aMigrationMakesTheCollectionWithItsIndexesOnceAndRunsAgainUnharmed() {
        // Given
        MilvusCollections collections = new MilvusCollections(config);

        // When
        var first = collections.migrate(768);
        var second = collections.migrate(768);

        // Then
        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(second.collection()).isEqualTo(first.collection()).startsWith("interview_transcripts_v2_s1_");
        MilvusServers.with(config, client -> {
            assertThat(client.listCollections().getCollectionNames()).containsExactly(first.collection());
            var schema = client.describeCollection(DescribeCollectionReq.builder()
                            .collectionName("interview_transcripts_v2")
                            .build())
                    .getCollectionSchema();
            assertThat(MilvusSchema.dimension(schema)).isEqualTo(768);
            assertThat(client.listIndexes(ListIndexesReq.builder()
                            .collectionName(first.collection())
                            .build()))
                    .contains("vector", "interview_id", "job_id", "candidate_id", "speaker", "started_at");
        });
    }

    @Test
    void nodesThatStartTogetherOnAnEmptyServerUseOneCollection() {
        // Given
        MilvusCollections collections = new MilvusCollections(config);

        // When
        List<CompletableFuture<MilvusCollections.Migrated>> nodes = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> collections.migrate(8), Thread::startVirtualThread))
                .limit(3)
                .toList();
        List<String> used = nodes.stream()
                .map(CompletableFuture::join)
                .map(MilvusCollections.Migrated::collection)
                .distinct()
                .toList();

        // Then
        assertThat(used).hasSize(1);
        MilvusServers.with(
                config,
                client -> assertThat(client.listCollections().getCollectionNames())
                        .isEqualTo(used));
    }

    @Test
    void aCollectionOfAnotherDimensionIsRefusedWithWhatToDo() {
        // Given
        MilvusCollections collections = new MilvusCollections(config);
        collections.migrate(384);

        // When, Then
        assertThatThrownBy(() -> collections.migrate(768))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("384")
                .hasMessageContaining("768")
                .hasMessageContaining("./rbv reindex");
    }

    @Test
    void aCollectionOfAnOlderSchemaIsRefusedWithWhatToDo() {
        // Given
        create("interview_transcripts_v2_s0_0123456789abcdef", "text");
        alias("interview_transcripts_v2_s0_0123456789abcdef");

        // When, Then
        assertThatThrownBy(() -> new MilvusCollections(config).migrate(4))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("has schema 0")
                .hasMessageContaining("with text")
                .hasMessageContaining("./rbv reindex");
    }

    @Test
    void aCollectionOfANewerReleaseOrOfSomebodyElseIsRefused() {
        // Given
        create("interview_transcripts_v2", "text");

        // When, Then
        assertThatThrownBy(() -> new MilvusCollections(config).migrate(4))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("did not make");

        // Given
        MilvusServers.clear(config);
        create("interview_transcripts_v2_s9_0123456789abcdef", "text");
        alias("interview_transcripts_v2_s9_0123456789abcdef");

        // When, Then
        assertThatThrownBy(() -> new MilvusCollections(config).migrate(4))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("newer release");

        // Given
        MilvusServers.clear(config);
        create("their_collection", "text");
        alias("their_collection");

        // When, Then
        assertThatThrownBy(() -> new MilvusCollections(config).migrate(4))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("their_collection");
    }

    @Test
    void aServerThatIsNotThereIsToldInOneSentenceThatNamesTheSettings() {
        // Given
        MilvusConfig nobody = new MilvusConfig("127.0.0.1", 1, "root:secret-token", 1);

        // When, Then
        assertThatThrownBy(() -> new MilvusCollections(nobody).migrate(4))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("MILVUS_HOST")
                .hasMessageNotContaining("secret-token");
    }

    private static void create(String name, String textField) {
        var schema = CreateCollectionReq.CollectionSchema.builder().build();
        schema.addField(AddFieldReq.builder()
                .fieldName("id")
                .dataType(DataType.VarChar)
                .maxLength(80)
                .isPrimaryKey(true)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName(textField)
                .dataType(DataType.VarChar)
                .maxLength(80)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName("vector")
                .dataType(DataType.FloatVector)
                .dimension(4)
                .build());
        MilvusServers.with(
                config,
                client -> client.createCollection(CreateCollectionReq.builder()
                        .collectionName(name)
                        .collectionSchema(schema)
                        .build()));
    }

    private static void alias(String collection) {
        MilvusServers.with(
                config,
                client -> client.createAlias(CreateAliasReq.builder()
                        .collectionName(collection)
                        .alias("interview_transcripts_v2")
                        .build()));
    }
}
