package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.BrowserMedia;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomListener;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Rooms in which nothing is heard. */
final class QuietRooms implements RoomProvider {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger left = new AtomicInteger();
    final AtomicInteger mediaClosed = new AtomicInteger();
    /** What rooms were given to show: states by their names, and final words. */
    final List<String> shown = new CopyOnWriteArrayList<>();
    /** Of the room that was opened last. */
    volatile @Nullable RoomListener listener;
    /** Whether the voice of the room that was opened last may sound. */
    volatile BooleanSupplier mayPlay = () -> true;

    /** Completes when the agent is in the room. */
    volatile Future<Void> entered = Future.succeededFuture();

    /** What the agent's own thread waits for before it shows its state, absent for nothing. */
    volatile @Nullable CountDownLatch hangOn;

    /** Whether the voice's queue throws from now on. */
    volatile boolean broken;

    @Override
    public Room open(UUID interviewId) {
        opened.incrementAndGet();
        return new QuietRoom();
    }

    @Override
    public void close() {}

    private final class QuietRoom implements Room, BrowserMedia, AudioOutput {
        @Override
        public Future<Void> join(RoomListener joined) {
            listener = joined;
            return entered;
        }

        @Override
        public AudioOutput voice() {
            return this;
        }

        @Override
        public void agentState(AgentState state) {
            CountDownLatch hanging = hangOn;
            if (hanging != null) {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            shown.add(state.name());
        }

        @Override
        public void caption(Speaker speaker, String segmentId, String text, boolean isFinal) {
            if (isFinal) {
                shown.add(speaker + ": " + text);
            }
        }

        @Override
        public Future<Void> leave() {
            left.incrementAndGet();
            return Future.succeededFuture();
        }

        @Override
        public Future<Answer> offer(MediaDirection direction, @Nullable String resourceId, String sdp) {
            return Future.succeededFuture(new Answer("one", "answer to " + sdp));
        }

        @Override
        public Future<Void> close(String resourceId) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> closeAll() {
            mediaClosed.incrementAndGet();
            return Future.succeededFuture();
        }

        @Override
        public void write(AudioFrame frame) {}

        @Override
        public void playWhile(BooleanSupplier entitled) {
            mayPlay = entitled;
        }

        @Override
        public Future<Void> drained() {
            return Future.succeededFuture();
        }

        @Override
        public void clear() {
            if (broken) {
                throw new IllegalStateException("the room is broken");
            }
        }

        @Override
        public Duration written() {
            return Duration.ZERO;
        }

        @Override
        public Duration played() {
            return Duration.ZERO;
        }
    }
}
