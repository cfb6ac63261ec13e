package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchResults;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusConfig;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose vectors are in a Milvus server. */
class MilvusNodeIT {
    @TempDir
    Path folder;

    @TempDir
    Path servers;

    @Test
    void whileMilvusIsAwayInterviewsGoOnAndAllTurnsAreFoundOnceItIsBack() throws Exception {
        // Given
        try (MilvusLite server = MilvusLite.start(servers.resolve("milvus"));
                RunningPersistence node = RunningPersistence.start(RunningPersistence.config(folder)
                        .withMilvus(new MilvusConfig("127.0.0.1", server.port(), null, 2)))) {
            UUID id = Samples.inProgress(node).interviewId();
            save(node, id, 1, "kestrel");
            synced(node);
            assertThat(milvus(node).problem()).isNull();

            // When
            server.kill();
            for (int no = 2; no <= 60; no++) {
                save(node, id, no, "turn with word" + no);
            }

            // Then
            assertThat(milvus(node).problem()).contains("wait");
            assertThat(Failures.assertFailsWith(
                            ErrorCode.UNAVAILABLE,
                            node.bus.ask(SearchTurns.ADDRESS, new SearchTurns("kestrel", SearchFilter.NONE, 1))))
                    .contains("Milvus");
            assertThat(node.query("SELECT count(*) FROM vector_outbox")).isEqualTo("59");
            server.restart();
            synced(node);
            SearchResults found = node.ask(SearchTurns.ADDRESS, new SearchTurns("word60", SearchFilter.NONE, 100));
            assertThat(found.hits()).hasSize(60);
            assertThat(found.hits().getFirst().turn().turnNo()).isEqualTo(60);
            assertThat(found.pendingTurns()).isZero();
            eventually(() -> assertThat(milvus(node).problem()).isNull());
        }
    }

    @Test
    void anInterviewErasedWhileMilvusIsAwayIsGoneThereOnceItIsBack() throws Exception {
        // Given
        try (MilvusLite server = MilvusLite.start(servers.resolve("milvus"));
                RunningPersistence node = RunningPersistence.start(RunningPersistence.config(folder)
                        .withMilvus(new MilvusConfig("127.0.0.1", server.port(), null, 2)))) {
            UUID id = Samples.inProgress(node).interviewId();
            save(node, id, 1, "kestrel");
            synced(node);
            node.ask(
                    ChangeState.ADDRESS,
                    new ChangeState(id, InterviewState.CANCELLED, Samples.NOON, RunningPersistence.NODE, null));

            // When
            server.kill();
            node.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON));
            assertThat(node.query("SELECT count(*) FROM vector_erasures")).isEqualTo("1");
            server.restart();

            // Then
            eventually(() -> assertThat(node.query("SELECT count(*) FROM vector_erasures"))
                    .isEqualTo("0"));
        }
    }

    private static void save(RunningPersistence node, UUID id, int no, String text) {
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, no, Speaker.CANDIDATE, text));
    }

    private static void synced(RunningPersistence node) throws InterruptedException {
        eventually(() -> assertThat(node.query("SELECT bool_and(milvus_synced) FROM interviews"))
                .isEqualTo("t"));
    }

    private static PortStatus milvus(RunningPersistence node) {
        PortStatus port =
                node.ask(FindStatus.PERSISTENCE, new FindStatus()).ports().getLast();
        assertThat(port.adapter()).isEqualTo("milvus");
        return port;
    }
}
