package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.spool.SpoolFile;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a turn log that is on the disk: copies of the turns that wait in memory, and, alone, those that memory has
 * no place for. What the disk has is kept once it is sure that nobody else takes the interview meanwhile: without the lease
 * it would come too late. On the conversation's thread.
 */
final class SpooledTurns {
    /** Told on the conversation's thread. */
    interface Listener {
        /** Turns that had been on the disk since then are stored now. */
        void delivered(int turns, Instant since);
    }

    /** Longer than an agent is entitled without the store, unless all others have lost sight of it too. */
    private static final Duration SURE_AFTER = Duration.ofSeconds(2);

    private final @Nullable SpoolFile file;
    private final Scheduler scheduler;
    private final Keeping keeping;
    private final BooleanSupplier entitled;
    private final Listener listener;
    private final List<Turn> synced = new ArrayList<>();
    private final Set<Integer> given = new HashSet<>();
    private @Nullable Instant since;
    private int beyond;

    /**
     * @param file absent when nothing is to be kept on a disk
     * @param entitled whether the lease is still this agent's
     */
    SpooledTurns(
            @Nullable SpoolFile file,
            Scheduler scheduler,
            Keeping keeping,
            BooleanSupplier entitled,
            Listener listener) {
        this.file = file;
        this.scheduler = scheduler;
        this.keeping = keeping;
        this.entitled = entitled;
        this.listener = listener;
    }

    /** Whether the store is known not to take turns, so that each new one goes to the disk at once. */
    boolean isActive() {
        return since != null;
    }

    /** How many turns are on the disk only. */
    int beyond() {
        return beyond;
    }

    /**
     * Puts those on the disk that were not given to it yet; one that it does not take is given to it again next time.
     *
     * @param failed told of each that it does not take
     */
    void keep(Collection<Turn> waiting, Consumer<Turn> failed) {
        SpoolFile disk = file;
        if (disk == null) {
            waiting.forEach(failed);
            return;
        }
        begin();
        keepSynced();
        for (Turn turn : waiting) {
            if (given.add(turn.turnNo())) {
                keep(disk, turn, () -> {
                    given.remove(turn.turnNo());
                    failed.accept(turn);
                });
            }
        }
    }

    /** Puts one on the disk that memory has no place for. */
    void keepBeyond(Turn turn, Consumer<Turn> lost) {
        SpoolFile disk = file;
        if (disk == null) {
            lost.accept(turn);
            return;
        }
        begin();
        beyond++;
        given.add(turn.turnNo());
        keep(disk, turn, () -> {
            beyond--;
            given.remove(turn.turnNo());
            lost.accept(turn);
        });
    }

    private void keep(SpoolFile disk, Turn turn, Runnable failed) {
        disk.keep(new SaveTurn(disk.interviewId(), turn, disk.fence()))
                .onComplete(outcome -> scheduler.execute(() -> {
                    if (outcome.succeeded()) {
                        synced.add(turn);
                        keepSynced();
                    } else {
                        failed.run();
                    }
                }));
    }

    /** Takes turns back that are on the disk only: those after one, in order, at most so many. Completes on any thread. */
    Future<List<Turn>> after(int turnNo, int atMost) {
        SpoolFile disk = file;
        return disk == null
                ? Future.succeededFuture(List.of())
                : disk.read()
                        .map(all -> all.stream()
                                .map(SaveTurn::turn)
                                .filter(turn -> turn.turnNo() > turnNo)
                                .limit(atMost)
                                .toList());
    }

    /** So many are in memory again; answers how many are lost when these were the last. */
    int taken(int turns) {
        int lost = turns == 0 ? beyond : 0;
        beyond = turns == 0 ? 0 : Math.max(0, beyond - turns);
        return lost;
    }

    /** The store has them all. */
    void delivered() {
        Instant began = since;
        SpoolFile disk = file;
        if (began == null || disk == null) {
            return;
        }
        since = null;
        if (!given.isEmpty()) {
            listener.delivered(given.size(), began);
        }
        given.clear();
        synced.clear();
        disk.delete();
    }

    private void begin() {
        if (since == null) {
            since = scheduler.now();
            scheduler.at(since.plus(SURE_AFTER), this::keepSynced);
        }
    }

    private void keepSynced() {
        Instant began = since;
        if (began != null && !scheduler.now().isBefore(began.plus(SURE_AFTER)) && entitled.getAsBoolean()) {
            synced.forEach(keeping::kept);
            synced.clear();
        }
    }
}
