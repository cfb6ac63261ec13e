package io.recruiterbrain.voice.agent.spool;

import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one interview, under one fencing number, that the store has not taken. Any thread; the futures complete on
 * the spool's own.
 */
public final class SpoolFile {
    /** Beyond this many that the disk has not taken either, further turns are refused. */
    private static final int MOST_PENDING = 1_000;

    private record Pending(int turnNo, ByteBuffer bytes, Promise<Void> kept) {}

    private final TurnSpool spool;
    private final UUID interviewId;
    private final long fence;
    private final Path path;
    private final Set<Integer> turnNos = ConcurrentHashMap.newKeySet();
    private List<Pending> pending = new ArrayList<>();
    private int clearing;
    // From here on of the spool's thread alone.
    private @Nullable FileChannel channel;
    private final AtomicLong bytes = new AtomicLong();

    SpoolFile(TurnSpool spool, UUID interviewId, long fence, Path path) {
        this.spool = spool;
        this.interviewId = interviewId;
        this.fence = fence;
        this.path = path;
    }

    public UUID interviewId() {
        return interviewId;
    }

    public long fence() {
        return fence;
    }

    /** Whether there is anything in it, or about to be. */
    public synchronized boolean isEmpty() {
        return bytes.get() == 0 && pending.isEmpty();
    }

    /** Completes when the turn is safe on the disk; fails when it could not be written, and then it is not in the file. */
    public Future<Void> keep(SaveTurn turn) {
        Pending entry = new Pending(turn.turn().turnNo(), ByteBuffer.wrap(SpoolFormat.encode(turn)), Promise.promise());
        synchronized (this) {
            if (pending.size() >= MOST_PENDING) {
                return Future.failedFuture("the disk takes nothing");
            }
            pending.add(entry);
            if (pending.size() > 1) {
                // The write that is due for the first takes all: one write, and one sync, for as many as have come.
                return entry.kept().future();
            }
        }
        spool.run(() -> {
                    write();
                    return true;
                })
                .onFailure(this::refuse);
        return entry.kept().future();
    }

    /**
     * All turns that are whole, in order, each once. What is torn is dropped, what is damaged set aside, and both are told.
     */
    public Future<List<SaveTurn>> read() {
        return spool.run(() -> {
            write();
            return readWhole();
        });
    }

    /** Every turn given so far is where it belongs: the file goes. What is given from now on stays. */
    public Future<Void> delete() {
        return clear(List.of());
    }

    /** The store refused these: they are kept apart, for a person to look at, and the file goes. */
    public Future<Void> setAside(List<SaveTurn> refused) {
        return clear(refused);
    }

    int turns() {
        return turnNos.size();
    }

    long bytes() {
        return bytes.get();
    }

    Path path() {
        return path;
    }

    /** Of an earlier process: something is in it, nobody knows yet what. */
    void found(long size) {
        bytes.set(size);
    }

    private void write() {
        List<Pending> group;
        synchronized (this) {
            // What is due to be deleted goes first, or it would take these with it.
            group = clearing > 0 ? List.of() : takePending();
        }
        if (group.isEmpty()) {
            return;
        }
        try {
            append(group);
            group.forEach(each -> turnNos.add(each.turnNo()));
            spool.wrote(true, null);
            group.forEach(each -> each.kept().complete());
        } catch (IOException e) {
            shut();
            spool.wrote(false, e);
            group.forEach(each -> each.kept().fail(e));
        }
    }

    private void append(List<Pending> group) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = spool.create(path);
            channel = open;
            if (open.size() > bytes.get()) {
                // Part of a write that failed: what comes next would not be found behind it.
                open.truncate(bytes.get());
            }
            open.position(bytes.get());
        }
        int length = group.stream().mapToInt(each -> each.bytes().remaining()).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        group.forEach(each -> all.put(each.bytes().duplicate()));
        all.flip();
        while (all.hasRemaining()) {
            open.write(all);
        }
        open.force(false);
        bytes.addAndGet(length);
    }

    private List<SaveTurn> readWhole() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        byte[] file = Files.readAllBytes(path);
        SpoolFormat.Content content = SpoolFormat.read(file);
        if (content.tail() != SpoolFormat.Tail.NONE) {
            spool.spoiled(this, content, file);
            shut();
            try (FileChannel cut = FileChannel.open(path, StandardOpenOption.WRITE)) {
                cut.truncate(content.wholeBytes());
                cut.force(true);
            }
        }
        bytes.set(content.wholeBytes());
        TreeMap<Integer, SaveTurn> inOrder = new TreeMap<>();
        content.turns().stream()
                .filter(each -> each.interviewId().equals(interviewId))
                .forEach(each -> inOrder.putIfAbsent(each.turn().turnNo(), each));
        turnNos.clear();
        turnNos.addAll(inOrder.keySet());
        return List.copyOf(inOrder.values());
    }

    private Future<Void> clear(List<SaveTurn> refused) {
        synchronized (this) {
            clearing++;
        }
        takePending().forEach(each -> each.kept().complete());
        return spool.run(() -> {
                    try {
                        if (!refused.isEmpty()) {
                            spool.refused(this, refused);
                        }
                        shut();
                        Files.deleteIfExists(path);
                        bytes.set(0);
                        turnNos.clear();
                    } finally {
                        cleared();
                        write();
                    }
                    return true;
                })
                .onFailure(fault -> {
                    if (fault instanceof RejectedExecutionException) {
                        cleared();
                    }
                })
                .mapEmpty();
    }

    private synchronized void cleared() {
        clearing--;
    }

    private synchronized List<Pending> takePending() {
        List<Pending> taken = pending;
        pending = new ArrayList<>();
        return taken;
    }

    private void refuse(Throwable fault) {
        takePending().forEach(each -> each.kept().tryFail(fault));
    }

    /** The next write opens it again. */
    void shut() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // What was written is safe, or was told of.
            }
        }
    }
}
