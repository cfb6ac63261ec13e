package io.recruiterbrain.voice.persistence.vector.milvus;

import io.recruiterbrain.voice.persistence.FakeEmbedding;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.VectorStoreContract;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MilvusVectorStoreIT extends VectorStoreContract {
    private static MilvusLite server;

    private boolean cleared;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = MilvusLite.start(folder.resolve("milvus"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected VectorStore open() {
        MilvusConfig config = new MilvusConfig("127.0.0.1", server.port(), null, 2);
        if (!cleared) {
            MilvusServers.clear(config);
            cleared = true;
        }
        return new MilvusCollections(config).open(vertx, FakeEmbedding.DIMENSION);
    }
}
