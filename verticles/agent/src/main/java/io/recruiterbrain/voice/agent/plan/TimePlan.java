package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clockwork of one interview: what is used, what is left, what still fits. Time away is not the candidate's. */
final class TimePlan {
    private final PlanConfig config;
    private final Duration limit;
    private final List<PlannedQuestion> questions;
    private @Nullable Instant startedAt;
    private @Nullable Instant awaySince;
    private @Nullable Instant waitingSince;

    TimePlan(PlanConfig config, Duration limit, List<PlannedQuestion> questions) {
        this.config = config;
        this.limit = limit;
        this.questions = questions;
    }

    /** Starts the clock, with what was used before a restart. */
    void start(Instant now, Duration used) {
        startedAt = now.minus(used);
    }

    void away(Instant now) {
        if (awaySince == null) {
            awaySince = now;
            waitingSince = now;
        }
    }

    /** Waits anew: the candidate gave a sign without being back. */
    void keepWaiting(Instant now) {
        waitingSince = now;
    }

    void back(Instant now) {
        if (awaySince != null && startedAt != null) {
            startedAt = startedAt.plus(Duration.between(awaySince, now));
        }
        awaySince = null;
    }

    boolean isAway() {
        return awaySince != null;
    }

    Duration used(Instant now) {
        if (startedAt == null) {
            return Duration.ZERO;
        }
        return Duration.between(startedAt, awaySince == null ? now : awaySince);
    }

    /** Until the candidate must be back; only while away. */
    @Nullable
    Instant waitUntil() {
        return awaySince == null || waitingSince == null ? null : waitingSince.plus(config.reconnectWait());
    }

    /** The hard stop; moves while the candidate is away, so it is absent then and before the start. */
    @Nullable
    Instant end() {
        return startedAt == null || awaySince != null ? null : startedAt.plus(limit);
    }

    /** From here on a pause of the candidate is taken to close. */
    @Nullable
    Instant closeFrom() {
        Instant closeBy = closeBy();
        return closeBy == null ? null : closeBy.minus(config.closingGrace());
    }

    /** Here the closing begins whatever happens. */
    @Nullable
    Instant closeBy() {
        Instant end = end();
        return end == null ? null : end.minus(config.closingReserve());
    }

    /** Whether an absent candidate was waited for long enough. */
    boolean isWaitOver(Instant now) {
        return isPast(waitUntil(), now);
    }

    boolean isOver(Instant now) {
        return isPast(end(), now);
    }

    /** Whether it is late enough to close in a pause. */
    boolean mayClose(Instant now) {
        return isPast(closeFrom(), now);
    }

    boolean mustClose(Instant now) {
        return isPast(closeBy(), now);
    }

    /** The next of these times, absent before the start. */
    @Nullable
    Instant next(Instant now) {
        return isAway() ? waitUntil() : mayClose(now) ? closeBy() : closeFrom();
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !now.isBefore(time);
    }

    boolean isWrappingUp(Instant now) {
        return used(now).compareTo(share(config.softWrap())) >= 0;
    }

    /** Whether there is time to say this and to hear an answer before it is time to close. */
    boolean fits(String text, Instant now) {
        return saidBefore(text, config.leastAnswer(), now);
    }

    /** Whether there is time to say this before it is time to close. */
    boolean canSay(String text, Instant now) {
        return saidBefore(text, Duration.ZERO, now);
    }

    private boolean saidBefore(String text, Duration answer, Instant now) {
        Instant closeFrom = closeFrom();
        return closeFrom != null
                && !now.plus(config.timeToSay(text)).plus(answer).isAfter(closeFrom);
    }

    /** Whether the interview is no later than planned for the end of this question. */
    boolean isOnSchedule(int index, Instant now) {
        double total = 0;
        double until = 0;
        for (int i = 0; i < questions.size(); i++) {
            double weight = Math.max(1, questions.get(i).time().toSeconds());
            total += weight;
            until += i <= index ? weight : 0;
        }
        return used(now).compareTo(share(config.softWrap() * until / total)) <= 0;
    }

    Duration remaining(Instant now) {
        Duration left = limit.minus(used(now));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration share(double part) {
        return Duration.ofMillis(Math.round(limit.toMillis() * part));
    }
}
