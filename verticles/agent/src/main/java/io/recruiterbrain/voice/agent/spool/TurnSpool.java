package io.recruiterbrain.voice.agent.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The folder of this node's turns that the store has not taken: one file for each interview and fencing number, written
 * and synced by one thread. What the store refused is in {@code refused/}, what cannot be read in {@code damaged/}. It
 * belongs to one process at a time. Any thread.
 */
public final class TurnSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnSpool.class);
    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.(\\d{1,18})\\.turns");
    /** Steps that wait for the disk, at most a few for each room; beyond that one is refused. */
    private static final int MOST_STEPS = 10_000;

    private static final long LAST_WRITES_SECONDS = 5;

    private record Key(UUID interviewId, long fence) {}

    private final Path folder;
    private final FileChannel lock;
    private final MeterRegistry meters;
    private final Map<Key, SpoolFile> files = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor disk;
    private boolean takesNothing;

    private TurnSpool(Path folder, FileChannel lock, MeterRegistry meters) {
        this.folder = folder;
        this.lock = lock;
        this.meters = meters;
        this.disk = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_STEPS),
                Thread.ofPlatform().name("turn-spool").daemon().factory());
        Gauge.builder("rbv.agent.spool.turns", files, known -> sum(known, SpoolFile::turns))
                .description("Turns on this node's disk that the store has not taken")
                .register(meters);
        Gauge.builder("rbv.agent.spool.bytes", files, known -> sum(known, SpoolFile::bytes))
                .description("What they take on the disk")
                .baseUnit("bytes")
                .register(meters);
    }

    /**
     * Opens the folder, which is made when it is not there. Blocks.
     *
     * @throws ServiceException with a sentence when it cannot be written, or another process has it
     */
    public static TurnSpool open(Path folder, MeterRegistry meters) {
        try {
            OwnerOnly.makeFolder(folder);
            FileChannel lock =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(lock)) {
                lock.close();
                throw new ServiceException(
                        ErrorCode.INVALID_STATE,
                        "Another process uses " + folder + ": give each node an RBV_DATA_DIR of its own.");
            }
            TurnSpool spool = new TurnSpool(folder, lock, meters);
            spool.find();
            return spool;
        } catch (IOException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE,
                    "The folder " + folder + ", where turns are kept while the database is away, cannot be written ("
                            + e.getClass().getSimpleName() + "): set RBV_DATA_DIR to a folder you may write.",
                    e);
        }
    }

    /** The file of one interview's agent, the same each time. Nothing is on the disk before its first turn. */
    public SpoolFile file(UUID interviewId, long fence) {
        return files.computeIfAbsent(new Key(interviewId, fence), key -> of(key));
    }

    /** One that holds anything. */
    public Optional<SpoolFile> known(UUID interviewId, long fence) {
        return Optional.ofNullable(files.get(new Key(interviewId, fence)));
    }

    /** All files, those of one interview in the order of their fencing numbers. */
    public List<SpoolFile> all() {
        return files.values().stream()
                .sorted(Comparator.comparing(SpoolFile::interviewId).thenComparingLong(SpoolFile::fence))
                .toList();
    }

    /** Nobody writes it any more. */
    public void forget(SpoolFile file) {
        files.remove(new Key(file.interviewId(), file.fence()), file);
    }

    /** Deletes what was set aside of an interview that is erased. */
    public Future<Void> erase(UUID interviewId) {
        return run(() -> {
                    for (Path aside : List.of(refusedFolder(), damagedFolder())) {
                        for (Path each : list(aside, interviewId.toString())) {
                            Files.deleteIfExists(each);
                        }
                    }
                    return true;
                })
                .mapEmpty();
    }

    /** What is asked for is still written. Blocks. */
    @Override
    public void close() {
        disk.shutdown();
        try {
            if (!disk.awaitTermination(LAST_WRITES_SECONDS, TimeUnit.SECONDS)) {
                LOG.atError().log("the disk did not take the last turns in time");
            }
            lock.close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("fault", e.getClass().getSimpleName()).log("spool not closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        files.values().forEach(SpoolFile::shut);
    }

    /** Runs a step on the disk's thread. */
    <T> Future<T> run(Callable<T> step) {
        Promise<T> done = Promise.promise();
        try {
            disk.execute(() -> {
                T result;
                try {
                    result = step.call();
                } catch (Exception e) {
                    if (e instanceof IOException) {
                        fault("io", e);
                    }
                    done.fail(e);
                    return;
                }
                done.complete(result);
            });
        } catch (RejectedExecutionException e) {
            done.fail(e);
        }
        return done.future();
    }

    FileChannel create(Path file) throws IOException {
        return OwnerOnly.openFile(file);
    }

    /** Told of each write; the first that fails is logged, and the first that succeeds again. On the disk's thread. */
    void wrote(boolean succeeded, @Nullable IOException fault) {
        if (fault != null) {
            count("write");
        }
        if (succeeded == takesNothing) {
            takesNothing = !succeeded;
            LOG.atLevel(succeeded ? Level.INFO : Level.ERROR)
                    .addKeyValue("folder", folder)
                    .addKeyValue(
                            "fault", fault == null ? "none" : fault.getClass().getSimpleName())
                    .log(
                            succeeded
                                    ? "turns are written to the disk again"
                                    : "turns cannot be written to the disk; they are in memory only");
        }
    }

    /** The end of a file cannot be read: a torn record is dropped, anything else is kept apart. On the disk's thread. */
    void spoiled(SpoolFile file, SpoolFormat.Content content, byte[] bytes) throws IOException {
        boolean torn = content.tail() == SpoolFormat.Tail.TORN;
        if (!torn) {
            OwnerOnly.makeFolder(damagedFolder());
            Path aside = damagedFolder().resolve(file.path().getFileName() + "." + content.wholeBytes());
            Files.deleteIfExists(aside);
            OwnerOnly.write(aside, Arrays.copyOfRange(bytes, content.wholeBytes(), bytes.length));
        }
        count(torn ? "torn" : "damaged");
        LOG.atError()
                .addKeyValue("interviewId", file.interviewId())
                .addKeyValue("wholeTurns", content.turns().size())
                .addKeyValue("spoiledBytes", bytes.length - content.wholeBytes())
                .log(
                        torn
                                ? "spool file ends in the middle of a turn, which is dropped"
                                : "spool file is damaged; what follows is in damaged");
    }

    /** On the disk's thread. */
    void refused(SpoolFile file, List<SaveTurn> turns) throws IOException {
        OwnerOnly.makeFolder(refusedFolder());
        StringBuilder lines = new StringBuilder();
        turns.forEach(each -> lines.append(MessageCodec.toPlainJson(each)).append('\n'));
        OwnerOnly.write(
                refusedFolder().resolve(file.interviewId() + "." + file.fence() + ".jsonl"),
                lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void fault(String kind, Exception fault) {
        count(kind);
        LOG.atError()
                .addKeyValue("fault", fault.getClass().getSimpleName())
                .log("spool file cannot be read or deleted");
    }

    private void count(String kind) {
        Counter.builder("rbv.agent.spool.faults")
                .description("Faults of the disk that turns wait on")
                .tag("kind", kind)
                .register(meters)
                .increment();
    }

    private void find() throws IOException {
        for (Path each : list(folder, "")) {
            Matcher name = NAME.matcher(each.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            try {
                Key key = new Key(UUID.fromString(name.group(1)), Long.parseLong(name.group(2)));
                SpoolFile found = of(key);
                found.found(Files.size(each));
                files.put(key, found);
            } catch (IllegalArgumentException e) {
                LOG.atWarn().addKeyValue("file", each.getFileName()).log("not a spool file");
            }
        }
    }

    private SpoolFile of(Key key) {
        return new SpoolFile(
                this, key.interviewId(), key.fence(), folder.resolve(key.interviewId() + "." + key.fence() + ".turns"));
    }

    private static boolean locks(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // By this very process.
        }
    }

    private static List<Path> list(Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private static double sum(Map<Key, SpoolFile> files, ToDoubleFunction<SpoolFile> of) {
        return files.values().stream().mapToDouble(of).sum();
    }

    private Path refusedFolder() {
        return folder.resolve("refused");
    }

    private Path damagedFolder() {
        return folder.resolve("damaged");
    }
}
