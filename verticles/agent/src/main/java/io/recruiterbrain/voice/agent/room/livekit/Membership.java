package io.recruiterbrain.voice.agent.room.livekit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the agent in its room: takes a broken session up again, or begins a new one, until it is left. How long that is
 * tried is the interview's affair. On the media engine's control thread.
 */
final class Membership implements SessionEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    /** After this time a new participation is the shorter way: media have stopped too, or will. */
    private static final Duration RESUMABLE = Duration.ofSeconds(8);
    /** While media may still flow, each attempt counts. */
    private static final Duration RESUME_PAUSE = Duration.ofSeconds(1);

    /** What the room hears. */
    interface Events {
        void onParticipants(List<ParticipantInfo> participants, boolean all);

        void onData(DataPacket packet);

        /** Somebody receives our voice, told once for each participation. */
        void onHeard();

        void onMedia();

        /** We are out of the room: nobody is seen or heard until all participants are told again. */
        void onOut();
    }

    private final UUID interviewId;
    private final RtcSession.Parts parts;
    private final MediaEngine engine;
    private final @Nullable Supplier<String> newToken;
    private final Backoff backoff;
    private final MeterRegistry meters;
    private final Events events;

    private @Nullable RtcSession session;
    private String token;
    private int attempts;
    private long lostAt;
    /** Counts recoveries, so that what is left of an earlier one does nothing. */
    private int recovery;

    private boolean recovering;

    /**
     * @param firstToken opens the room the first time
     * @param newToken makes one for each later participation; absent when only the server can, by refreshing
     */
    Membership(
            UUID interviewId,
            RtcSession.Parts parts,
            String firstToken,
            @Nullable Supplier<String> newToken,
            Backoff backoff,
            MeterRegistry meters,
            Events events) {
        this.interviewId = interviewId;
        this.parts = parts;
        this.engine = parts.engine();
        this.token = firstToken;
        this.newToken = newToken;
        this.backoff = backoff;
        this.meters = meters;
        this.events = events;
    }

    /** Joins for the first time, with one attempt. */
    CompletableFuture<Void> join() {
        return participate().whenComplete((nothing, fault) -> {
            if (fault != null) {
                leave();
            }
        });
    }

    /** The participation that is or will be resumed, absent while there is none. */
    @Nullable
    RtcSession session() {
        return session;
    }

    void leave() {
        recovery++;
        drop();
    }

    @Override
    public void onParticipants(List<ParticipantInfo> participants, boolean all) {
        events.onParticipants(participants, all);
    }

    @Override
    public void onData(DataPacket packet) {
        events.onData(packet);
    }

    @Override
    public void onHeard() {
        events.onHeard();
    }

    @Override
    public void onMedia() {
        events.onMedia();
    }

    @Override
    public void onRefreshedToken(String refreshed) {
        token = refreshed;
    }

    @Override
    public void onLost(Loss loss, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("loss", loss)
                .addKeyValue("why", cause.getMessage())
                .log("livekit session lost");
        switch (loss) {
            case FINAL -> {
                recovery++;
                drop();
                events.onOut();
            }
            case RESUMABLE -> {
                if (!recovering) {
                    recover(true);
                }
            }
            case RESTART -> recover(false);
        }
    }

    private void recover(boolean resumable) {
        recovering = true;
        attempts = 0;
        lostAt = System.nanoTime();
        tryLater(resumable);
    }

    private void tryLater(boolean resumable) {
        int mine = ++recovery;
        Duration pause = backoff.before(attempts++);
        Duration wait = resumable && pause.compareTo(RESUME_PAUSE) > 0 ? RESUME_PAUSE : pause;
        engine.schedule(wait, () -> {
            if (mine != recovery) {
                return;
            }
            if (!parts.voice().maySound()) {
                // Another agent may be in our place by now, and coming back would put it out.
                attempts = 1;
                tryLater(resumable && System.nanoTime() - lostAt < RESUMABLE.toNanos());
                return;
            }
            RtcSession broken = session;
            if (resumable && broken != null) {
                broken.resume(token).whenComplete((nothing, fault) -> resumed(mine, fault));
            } else {
                drop();
                events.onOut();
                renewToken();
                participate().whenComplete((nothing, fault) -> restarted(mine, fault));
            }
        });
    }

    private void resumed(int mine, @Nullable Throwable fault) {
        if (mine != recovery) {
            return;
        }
        if (fault == null) {
            recovered("resume");
        } else if (retryable(fault) && System.nanoTime() - lostAt < RESUMABLE.toNanos()) {
            tryLater(true);
        } else {
            recover(false);
        }
    }

    private void restarted(int mine, @Nullable Throwable fault) {
        if (mine != recovery) {
            return;
        }
        if (fault == null) {
            recovered("restart");
        } else {
            LOG.atWarn()
                    .addKeyValue("interviewId", interviewId)
                    .addKeyValue("attempt", attempts)
                    .addKeyValue("why", String.valueOf(bare(fault).getMessage()))
                    .log("livekit room not entered yet");
            drop();
            tryLater(false);
        }
    }

    private void recovered(String kind) {
        recovering = false;
        Counter.builder("rbv.room.recoveries")
                .description("times the agent came back into a room whose connection broke")
                .tags("provider", LiveKitFaults.PROVIDER, "kind", kind)
                .register(meters)
                .increment();
        LOG.atInfo()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("kind", kind)
                .addKeyValue("attempts", attempts)
                .log("livekit session recovered");
        events.onMedia();
    }

    private CompletableFuture<Void> participate() {
        RtcSession next = new RtcSession(parts, this);
        session = next;
        return next.join(token);
    }

    private void renewToken() {
        if (newToken != null) {
            token = newToken.get();
        }
    }

    private void drop() {
        RtcSession last = session;
        session = null;
        if (last != null) {
            last.close();
        }
    }

    private static boolean retryable(Throwable fault) {
        return bare(fault) instanceof ProviderException provider
                && provider.code().retryable();
    }

    private static Throwable bare(Throwable fault) {
        Throwable cause = fault.getCause();
        return fault instanceof CompletionException && cause != null ? cause : fault;
    }
}
