package io.recruiterbrain.voice.persistence.vector.lucene;

import io.recruiterbrain.voice.persistence.StartFailedException;
import io.recruiterbrain.voice.persistence.vector.VectorCollections;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The indexes in a data folder. The file {@code vectors.current} names the folder of the one in use, which is
 * {@code vectors} until the first reindex; replacing that file is the switch.
 */
public final class LuceneCollections implements VectorCollections {
    private static final String FIRST = "vectors";
    private static final String NEXT = "vectors-[0-9a-f]{8}";

    private final Path parent;
    private final Map<String, Path> opened = new HashMap<>();

    public LuceneCollections(Path dataFolder) {
        this.parent = dataFolder;
    }

    /** Opens or makes the index in use. */
    public VectorStore open(Vertx vertx, int dimension) {
        return LuceneVectorStore.open(vertx, current(), dimension);
    }

    @Override
    public VectorStore openNext(Vertx vertx, int dimension, @Nullable String begun) {
        for (Path folder : folders()) {
            if (folder.equals(current())) {
                continue;
            }
            if (begun != null) {
                try {
                    VectorStore store = LuceneVectorStore.open(vertx, folder, dimension);
                    if (store.identity().equals(begun)) {
                        opened.put(begun, folder);
                        return store;
                    }
                    store.close().await();
                } catch (StartFailedException ofAnotherDimension) {
                    // Nobody needs it any more; it goes with the old index.
                }
            }
        }
        Path folder = parent.resolve(FIRST + "-" + UUID.randomUUID().toString().substring(0, 8));
        VectorStore store = LuceneVectorStore.open(vertx, folder, dimension);
        opened.put(store.identity(), folder);
        return store;
    }

    @Override
    public void promote(String identity) {
        Path folder = opened.get(identity);
        if (folder == null) {
            throw new IllegalArgumentException("not an index that was opened here");
        }
        try {
            Path unfinished = parent.resolve("vectors.current.unfinished");
            Files.writeString(unfinished, folder.getFileName() + "\n");
            Files.move(unfinished, pointer(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void dropOthers(String identity) {
        Path kept = current();
        for (Path folder : folders()) {
            if (!folder.equals(kept)) {
                delete(folder);
            }
        }
    }

    private Path pointer() {
        return parent.resolve("vectors.current");
    }

    private Path current() {
        try {
            if (Files.notExists(pointer())) {
                return parent.resolve(FIRST);
            }
            String name = Files.readString(pointer()).strip();
            if (!name.equals(FIRST) && !name.matches(NEXT)) {
                throw new StartFailedException(
                        pointer() + " does not name an index: write the name of a folder beside it, or remove it.");
            }
            return parent.resolve(name);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<Path> folders() {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().equals(FIRST)
                            || folder.getFileName().toString().matches(NEXT))
                    .toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StartFailedException failed(IOException fault) {
        return new StartFailedException(
                "The vector indexes in " + parent + " cannot be worked on: " + fault.getMessage(), fault);
    }
}
