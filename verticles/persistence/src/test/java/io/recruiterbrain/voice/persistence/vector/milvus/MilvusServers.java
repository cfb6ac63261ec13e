package io.recruiterbrain.voice.persistence.vector.milvus;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.utility.request.DropAliasReq;
import io.milvus.v2.service.utility.request.ListAliasesReq;
import java.util.function.Consumer;

/** What somebody else does to a Milvus. */
final class MilvusServers {
    private MilvusServers() {}

    /** Leaves neither collections nor aliases. */
    static void clear(MilvusConfig config) {
        with(config, client -> {
            for (String name : client.listCollections().getCollectionNames()) {
                client.listAliases(ListAliasesReq.builder().collectionName(name).build())
                        .getAlias()
                        .forEach(alias -> client.dropAlias(
                                DropAliasReq.builder().alias(alias).build()));
                client.dropCollection(
                        DropCollectionReq.builder().collectionName(name).build());
            }
        });
    }

    static void with(MilvusConfig config, Consumer<MilvusClientV2> work) {
        MilvusClientV2 client = MilvusClients.patient(config);
        try {
            work.accept(client);
        } finally {
            client.close();
        }
    }
}
