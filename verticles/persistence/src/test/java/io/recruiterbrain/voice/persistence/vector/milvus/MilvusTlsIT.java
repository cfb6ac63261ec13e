package io.recruiterbrain.voice.persistence.vector.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.FakeEmbedding;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusTlsIT {
    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static MilvusLite server;
    private static Path authority;
    private static Path stranger;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = MilvusLite.start(folder.resolve("milvus"));
        authority = TlsProxy.certificate(folder, "server", "localhost");
        stranger = TlsProxy.certificate(folder, "stranger", "localhost");
        port = TlsProxy.start(vertx, folder, "server", server.port());
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
        server.close();
    }

    @Test
    void turnsAreWrittenAndFoundOverTls() {
        // Given
        UUID id = UUID.randomUUID();
        VectorStore store =
                new MilvusCollections(tls("localhost", port, authority)).open(vertx, FakeEmbedding.DIMENSION);

        // When
        store.upsert(List.of(new TurnVectors(
                        id,
                        1,
                        Speaker.CANDIDATE,
                        Instant.parse("2026-11-23T12:00:00Z"),
                        null,
                        "c",
                        "m",
                        FakeEmbedding.embed("word").windows())))
                .await();
        var found = store.search(FakeEmbedding.embed("word").windows().getFirst(), SearchFilter.NONE, 1)
                .await();

        // Then
        assertThat(found)
                .singleElement()
                .satisfies(hit -> assertThat(hit.interviewId()).isEqualTo(id));
        store.close().await();
    }

    @Test
    void aCertificateOfAnotherAuthorityOrNameIsRefusedAtTheStart() throws Exception {
        // Given
        Path other = TlsProxy.certificate(folder, "other", "milvus.example.org");
        int otherPort = TlsProxy.start(vertx, folder, "other", server.port());

        // When, Then
        for (MilvusConfig config : List.of(
                tls("localhost", port, stranger), tls("localhost", port, null), tls("localhost", otherPort, other))) {
            assertRefused(config, "its certificate does not pass: check MILVUS_HOST and MILVUS_TLS_CA.");
        }
    }

    @Test
    void tlsOnOneSideOnlyIsSaidSo() throws Exception {
        // Given
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "no certificate");

        // When, Then
        assertRefused(new MilvusConfig("localhost", port, null, 1), "it speaks TLS: set MILVUS_TLS=true.");
        assertRefused(tls("localhost", server.port(), authority), "it does not speak TLS");
        assertRefused(tls("localhost", port, nonsense), "MILVUS_TLS_CA holds no certificate");
    }

    private static void assertRefused(MilvusConfig config, String words) {
        assertThatThrownBy(() -> new MilvusCollections(config).migrate(FakeEmbedding.DIMENSION))
                .isInstanceOf(StartFailedException.class)
                .hasMessageStartingWith("Milvus at localhost:" + config.port() + " cannot be used: ")
                .hasMessageContaining(words);
    }

    private static MilvusConfig tls(String host, int port, @Nullable Path authority) {
        return new MilvusConfig(host, port, null, 2, new MilvusConfig.Tls(authority));
    }
}
