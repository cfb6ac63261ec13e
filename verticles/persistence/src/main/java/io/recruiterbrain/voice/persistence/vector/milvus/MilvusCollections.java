package io.recruiterbrain.voice.persistence.vector.milvus;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.utility.request.AlterAliasReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.DescribeAliasReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.ListAliasesReq;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.vector.VectorCollections;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The collections on one Milvus. {@value #ALIAS} is an alias of the one in use, whose own name is
 * {@code interview_transcripts_v2_s<schema>_<random>}: the name says which schema it has and that it is this very one, and
 * an alias can be moved in one step. Everything blocks; faults are {@link StartFailedException}s of one sentence.
 */
public final class MilvusCollections implements VectorCollections {
    /** Under this name every client finds the collection in use. */
    public static final String ALIAS = "interview_transcripts_v2";

    private static final Pattern NAME = Pattern.compile(ALIAS + "_s(\\d{1,6})_[0-9a-f]{16}");
    private static final int CONNECT_TRIES = 6;

    private final MilvusConfig config;

    public MilvusCollections(MilvusConfig config) {
        this.config = config;
    }

    /**
     * What a migration found or made.
     *
     * @param created whether the collection was made now
     */
    public record Migrated(String collection, boolean created) {}

    /**
     * Makes the collection, its indexes and its alias where they are missing, and loads it; running it again changes nothing.
     * A collection of another schema or dimension is refused.
     */
    public Migrated migrate(int dimension) {
        return patiently(client -> {
            String current = current(client);
            String name = current == null ? createFirst(client, dimension) : current;
            complete(client, name, dimension);
            return new Migrated(name, current == null);
        });
    }

    /** Migrates, then opens the collection in use. */
    public VectorStore open(Vertx vertx, int dimension) {
        Migrated current = migrate(dimension);
        return MilvusVectorStore.open(vertx, config, ALIAS, current.collection(), dimension);
    }

    @Override
    public VectorStore openNext(Vertx vertx, int dimension, @Nullable String begun) {
        String name = patiently(client -> {
            String next = begun != null && canGoOn(client, begun, dimension) ? begun : create(client, dimension);
            complete(client, next, dimension);
            return next;
        });
        return MilvusVectorStore.open(vertx, config, name, name, dimension);
    }

    @Override
    public void promote(String next) {
        patiently(client -> {
            // What was written last is searched without an index until it is flushed.
            client.flush(FlushReq.builder().collectionNames(List.of(next)).build());
            String before = current(client, false);
            if (before == null) {
                client.createAlias(CreateAliasReq.builder()
                        .collectionName(next)
                        .alias(ALIAS)
                        .build());
            } else if (!before.equals(next)) {
                client.alterAlias(AlterAliasReq.builder()
                        .collectionName(next)
                        .alias(ALIAS)
                        .build());
            }
            return next;
        });
    }

    @Override
    public void dropOthers(String current) {
        patiently(client -> {
            for (String name : client.listCollections().getCollectionNames()) {
                if (NAME.matcher(name).matches() && !name.equals(current)) {
                    client.dropCollection(
                            DropCollectionReq.builder().collectionName(name).build());
                }
            }
            return current;
        });
    }

    private static boolean canGoOn(MilvusClientV2 client, String begun, int dimension) {
        return NAME.matcher(begun).matches()
                && !begun.equals(aliased(client))
                && has(client, begun)
                && MilvusSchema.dimension(schema(client, begun)) == dimension
                && MilvusSchema.difference(schema(client, begun)).isEmpty();
    }

    /** The collection in use, absent before the first migration. */
    private @Nullable String current(MilvusClientV2 client) {
        return current(client, true);
    }

    private @Nullable String current(MilvusClientV2 client, boolean requireSchema) {
        String name = aliased(client);
        if (name == null) {
            if (has(client, ALIAS)) {
                throw new ForeignCollectionException("Milvus at " + config.address() + " has a collection " + ALIAS
                        + " that this program did not make: rename or drop it, or use another Milvus.");
            }
            return null;
        }
        if (requireSchema) {
            requireSchema(client, name);
        }
        return name;
    }

    /** What the alias stands for, absent when there is no such alias. */
    private static @Nullable String aliased(MilvusClientV2 client) {
        if (!has(client, ALIAS)) {
            return null;
        }
        // Asked of the collection, not of the alias: that a plain collection is no alias is an error to the server.
        String name = described(client, ALIAS).getCollectionName();
        if (!name.equals(ALIAS)) {
            return name;
        }
        List<String> aliases = client.listAliases(
                        ListAliasesReq.builder().collectionName(ALIAS).build())
                .getAlias();
        return aliases.contains(ALIAS)
                ? client.describeAlias(DescribeAliasReq.builder().alias(ALIAS).build())
                        .getCollectionName()
                : null;
    }

    private void requireSchema(MilvusClientV2 client, String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new StartFailedException("Milvus at " + config.address() + " has " + ALIAS + " as an alias of " + name
                    + ", which this program did not make: drop the alias, or use another Milvus.");
        }
        int version = Integer.parseInt(parts.group(1));
        if (version > MilvusSchema.VERSION) {
            throw new StartFailedException("The Milvus collection " + name + " has schema " + version
                    + ", made by a newer release than this one: start that release, or use another Milvus.");
        }
        String difference = MilvusSchema.difference(schema(client, name));
        if (version < MilvusSchema.VERSION || !difference.isEmpty()) {
            throw new StartFailedException("The Milvus collection " + name + " has schema " + version
                    + (difference.isEmpty() ? "" : " (" + difference + ")") + ", this release needs "
                    + MilvusSchema.VERSION + ": run ./rbv reindex.");
        }
    }

    /** Nodes may start together on an empty server: the first one's is used by all. */
    private static String createFirst(MilvusClientV2 client, int dimension) {
        String name = create(client, dimension);
        try {
            client.createAlias(
                    CreateAliasReq.builder().collectionName(name).alias(ALIAS).build());
            return name;
        } catch (RuntimeException e) {
            String used = aliased(client);
            if (used == null) {
                throw e;
            }
            if (!used.equals(name)) {
                client.dropCollection(
                        DropCollectionReq.builder().collectionName(name).build());
            }
            return used;
        }
    }

    private static String create(MilvusClientV2 client, int dimension) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        String name = ALIAS + "_s" + MilvusSchema.VERSION + "_" + HexFormat.of().formatHex(random);
        client.createCollection(MilvusSchema.creation(name, dimension));
        return name;
    }

    /** Indexes where they are missing, then into memory; a creation that was cut off is completed so. */
    private static void complete(MilvusClientV2 client, String name, int dimension) {
        int known = MilvusSchema.dimension(schema(client, name));
        if (known != dimension) {
            throw new StartFailedException("The Milvus collection " + name + " holds vectors of " + known
                    + " dimensions, the embedding model makes " + dimension
                    + ": run ./rbv reindex, or set RBV_EMBEDDING_MODEL_DIR back to the model that made them.");
        }
        List<String> there =
                client.listIndexes(ListIndexesReq.builder().collectionName(name).build());
        var missing = MilvusSchema.indexes().stream()
                .filter(index -> !there.contains(index.getIndexName()))
                .toList();
        if (!missing.isEmpty()) {
            client.createIndex(CreateIndexReq.builder()
                    .collectionName(name)
                    .indexParams(missing)
                    .sync(false)
                    .build());
        }
        client.loadCollection(LoadCollectionReq.builder().collectionName(name).build());
    }

    private static boolean has(MilvusClientV2 client, String name) {
        return client.hasCollection(
                HasCollectionReq.builder().collectionName(name).build());
    }

    private static io.milvus.v2.service.collection.response.DescribeCollectionResp described(
            MilvusClientV2 client, String name) {
        return client.describeCollection(
                DescribeCollectionReq.builder().collectionName(name).build());
    }

    private static CollectionSchema schema(MilvusClientV2 client, String name) {
        return described(client, name).getCollectionSchema();
    }

    /** Waits some seconds for a server that starts at the same time as we. */
    private <T> T patiently(Function<MilvusClientV2, T> work) {
        RuntimeException last = new IllegalStateException("never tried");
        for (int i = 0; i < CONNECT_TRIES; i++) {
            try {
                return once(work);
            } catch (StartFailedException e) {
                throw e;
            } catch (RuntimeException e) {
                if (MilvusFaults.refusedToken(e)) {
                    throw new StartFailedException(
                            "Milvus at " + config.address() + " refused us: check MILVUS_TOKEN.", e);
                }
                MilvusTls.advice(config).ifPresent(advice -> {
                    throw new StartFailedException("Milvus at " + config.address() + " cannot be used: " + advice, e);
                });
                last = e;
                pause();
            }
        }
        if (last instanceof ForeignCollectionException) {
            throw new StartFailedException(String.valueOf(last.getMessage()), last);
        }
        throw new StartFailedException(
                "Milvus at " + config.address() + " cannot be used: start it, or check MILVUS_HOST and MILVUS_PORT ("
                        + last.getMessage() + ").",
                last);
    }

    /** A collection under the name of our alias: for a moment, an alias that another node is making looks like one. */
    private static final class ForeignCollectionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ForeignCollectionException(String message) {
            super(message);
        }
    }

    private <T> T once(Function<MilvusClientV2, T> work) {
        MilvusClientV2 client = MilvusClients.patient(config);
        try {
            return work.apply(client);
        } finally {
            client.close();
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("The start was interrupted while it waited for Milvus.", e);
        }
    }
}
