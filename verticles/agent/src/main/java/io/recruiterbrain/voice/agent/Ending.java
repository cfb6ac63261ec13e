package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.RetryingTurnLog;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one interview ends once its conversation is over: what was said and the last state are stored, the room is left
 * when the last words were heard. On the scheduler's thread.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    /** The last words are still in the browser's buffer when they have left ours. */
    private static final Duration LAST_WORDS = Duration.ofMillis(800);
    /** Beyond this a room is worth more than turns that the store did not take in all this time. */
    private static final Duration LONGEST_SAVING = Duration.ofMinutes(10);

    private final UUID interviewId;
    private final Room room;
    private final RetryingTurnLog log;
    private final StateKeeper states;
    private final Scheduler scheduler;
    private final MeterRegistry meters;
    private final Promise<EndedInterview> ended = Promise.promise();

    Ending(
            UUID interviewId,
            Room room,
            RetryingTurnLog log,
            StateKeeper states,
            Scheduler scheduler,
            MeterRegistry meters) {
        this.interviewId = interviewId;
        this.room = room;
        this.log = log;
        this.states = states;
        this.scheduler = scheduler;
        this.meters = meters;
    }

    /** Completes when the room is left and everything that was said is stored. */
    Future<EndedInterview> done() {
        return ended.future();
    }

    /**
     * Leaves the room and stores; once for each interview.
     *
     * @param kept stored as the reason of the end; may be a recruiter's own words, which candidates do not see
     * @param answers whether the candidate answered anything
     * @return completes when turns and state are stored, or no longer waited for
     */
    Future<Void> begin(InterviewState state, String kept, boolean answers) {
        Promise<Void> lastWordsHeard = Promise.promise();
        scheduler.at(
                scheduler.now().plus(LAST_WORDS), () -> room.leave().onComplete(left -> lastWordsHeard.complete()));
        Future<Void> stored = stored(state, kept);
        stored.compose(saved -> lastWordsHeard.future()).onComplete(done -> {
            LOG.atInfo()
                    .addKeyValue("interviewId", interviewId)
                    .addKeyValue("state", state)
                    .log("interview ended");
            ended.tryComplete(new EndedInterview(interviewId, state, kept, answers));
        });
        return stored;
    }

    /** The interview goes on elsewhere: the room is left at once, and nothing is stored. */
    void left() {
        room.leave();
        ended.tryComplete(new EndedInterview(interviewId, InterviewState.RECOVERING, null, false));
    }

    /** The node goes down: waits no longer than this for what is not stored yet. */
    void giveUpAfter(Duration patience) {
        scheduler.at(scheduler.now().plus(patience), () -> {
            if (ended.tryFail("not everything could be saved in time")) {
                LOG.atError().addKeyValue("interviewId", interviewId).log("shutdown without all turns saved");
            }
        });
    }

    /** Turns first, so that whoever sees the end sees all that was said; but not for ever. */
    private Future<Void> stored(InterviewState state, String kept) {
        Promise<Void> stored = Promise.promise();
        log.flushed().compose(flushed -> states.move(state, kept)).onComplete(moved -> stored.tryComplete());
        scheduler.at(scheduler.now().plus(LONGEST_SAVING), () -> {
            if (!stored.future().isComplete()) {
                LOG.atError().addKeyValue("interviewId", interviewId).log("interview ended without all turns saved");
                Counter.builder("rbv.agent.endings.unsaved")
                        .description("Interviews that ended although the store had not taken every turn")
                        .register(meters)
                        .increment();
                states.move(state, kept);
                stored.tryComplete();
            }
        });
        return stored.future();
    }
}
