package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.model.LanguageModel.RemarkKind;
import io.recruiterbrain.voice.agent.model.LanguageModel.RepeatReason;
import io.recruiterbrain.voice.agent.plan.PlanStep.End;
import io.recruiterbrain.voice.agent.plan.PlanStep.Listen;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.agent.plan.PlanStep.Stay;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the agent says next and when the interview closes: greeting, questions with follow-ups, closing. Every
 * method takes the time it happens at; not thread-safe.
 */
public final class InterviewPlan {
    private final Questions questions;
    private final PlanConfig config;
    private final Duration limit;
    private final TimePlan time;
    private final String candidateName;
    private final String jobTitle;
    private final Attention attention = new Attention();

    private Phase phase = Phase.NEW;
    private boolean answeredBeforeRestart;
    private Arrival arrival = Arrival.JOINED;
    private CloseReason closeReason = CloseReason.COMPLETED;

    /**
     * @param questions in order; one whose text was there before is left out
     * @param limit from the beginning of the greeting to the end of the closing sentence
     */
    public InterviewPlan(
            List<PlannedQuestion> questions, Duration limit, String candidateName, String jobTitle, PlanConfig config) {
        this.questions = new Questions(questions);
        this.limit = limit;
        this.candidateName = candidateName;
        this.jobTitle = jobTitle;
        this.config = config;
        this.time = new TimePlan(config, limit, this.questions.all());
    }

    /** Takes up an interview that was interrupted by a restart; {@link #back} then says how it goes on. */
    public void resume(List<Turn> turns, Instant now) {
        PlanMemory memory = PlanMemory.of(turns, questions.all());
        phase = memory.greeted() ? Phase.ASKING : Phase.NEW;
        questions.resume(memory);
        if (memory.answered()) {
            attention.missed();
        }
        answeredBeforeRestart = memory.answered();
        time.start(now, memory.used());
        time.away(now);
    }

    /** Who takes an interview over from another agent owes a sentence for it, said when the candidate is there. */
    public void arrived(Arrival how) {
        arrival = how;
    }

    /** The first words. */
    public PlanStep begin(Instant now) {
        if (phase != Phase.NEW) {
            return new Stay();
        }
        phase = Phase.GREETING;
        time.start(now, Duration.ZERO);
        return new Say(
                new Move.Greet(candidateName, jobTitle, questions.count(), limit),
                TurnKind.GREETING,
                null,
                null,
                false);
    }

    /** The agent's turn was heard to its end. */
    public PlanStep spoken(Instant now) {
        return switch (phase) {
            case NEW -> new Stay();
            case GREETING -> next(null, now);
            case ASKING -> time.mayClose(now) ? close(CloseReason.TIME_LIMIT, now) : new Listen(attention.isPatient());
            case CLOSING, ENDED -> end();
        };
    }

    /** The candidate interrupted the agent. {@code heard} tells whether enough was heard to know what was asked. */
    public void interrupted(boolean heard) {
        if (phase == Phase.ASKING && !heard) {
            attention.missed();
        }
    }

    /** The candidate's turn was understood. */
    public PlanStep answered(Reading reading, String answer, Instant now) {
        if (phase != Phase.ASKING || questions.open() == null) {
            return new Stay();
        }
        attention.answered();
        return switch (reading.intent()) {
            case STOP -> close(CloseReason.CANDIDATE_STOPPED, now);
            case SKIP -> next(null, now);
            case REPEAT -> repeat(RepeatReason.ASKED_FOR, now);
            case WAIT -> {
                attention.takeTime();
                yield remark(RemarkKind.TAKE_YOUR_TIME, now);
            }
            case ASKS_WHO_IS_SPEAKING -> remark(RemarkKind.I_AM_AN_AI, now);
            case ANSWER ->
                attention.isHeard()
                        ? followUpOrNext(reading.followUp(), answer, now)
                        : repeat(RepeatReason.ASKED_FOR, now);
        };
    }

    /** The candidate has said nothing for too long. */
    public PlanStep silent(Instant now) {
        if (phase != Phase.ASKING) {
            return new Stay();
        }
        int nudge = attention.nudge();
        if (nudge > 0) {
            return again(new Move.Nudge(prompt(), nudge), TurnKind.NUDGE, now);
        }
        return attention.giveUp() >= config.silentQuestions() ? close(CloseReason.NO_ANSWER, now) : next(null, now);
    }

    /** The candidate spoke and nothing was understood; said once a question, then it counts as silence. */
    public PlanStep notUnderstood(Instant now) {
        if (phase != Phase.ASKING) {
            return new Stay();
        }
        return attention.notUnderstood() ? repeat(RepeatReason.NOT_UNDERSTOOD, now) : silent(now);
    }

    /** A provider failed; {@link #spoken} follows. */
    public PlanStep hiccup(Instant now) {
        return phase == Phase.ASKING ? remark(RemarkKind.TECHNICAL_HICCUP, now) : new Stay();
    }

    public void away(Instant now) {
        time.away(now);
    }

    /** The candidate is not back but gave a sign: the wait begins anew. */
    public void keepWaiting(Instant now) {
        time.keepWaiting(now);
    }

    /** The candidate is there again: one apology and the open question. */
    public PlanStep back(Instant now) {
        time.back(now);
        Arrival how = arrival;
        arrival = Arrival.JOINED;
        boolean heardAll = phase == Phase.ASKING && questions.open() != null && !answeredBeforeRestart;
        if (how == Arrival.HANDED_OVER && heardAll) {
            return remark(RemarkKind.HANDED_OVER, now);
        }
        PlanStep step = goOn(now);
        return how == Arrival.RECOVERED && step instanceof Say say && phase != Phase.CLOSING ? excused(say) : step;
    }

    private static PlanStep excused(Say say) {
        return new Say(new Move.Recovered(say.move()), say.kind(), say.questionNo(), say.prompt(), say.interruptible());
    }

    private PlanStep goOn(Instant now) {
        return switch (phase) {
            case NEW -> begin(now);
            case GREETING -> new Stay();
            case ASKING -> {
                boolean nothingOpen = questions.open() == null || answeredBeforeRestart;
                answeredBeforeRestart = false;
                yield nothingOpen ? next(null, now) : repeat(RepeatReason.RECONNECTED, now);
            }
            case CLOSING, ENDED -> end();
        };
    }

    /** Closes the conversation; a second reason changes nothing. */
    public PlanStep close(CloseReason reason, Instant now) {
        if (phase == Phase.CLOSING || phase == Phase.ENDED) {
            return new Stay();
        }
        boolean nothingSaid = phase == Phase.NEW || time.isAway();
        closeReason = reason;
        phase = Phase.CLOSING;
        if (nothingSaid) {
            return end();
        }
        TurnKind kind = reason == CloseReason.SHUTDOWN ? TurnKind.REMARK : TurnKind.CLOSING;
        return new Say(new Move.Close(reason, candidateName), kind, null, null, false);
    }

    /** Time went by. {@code busy}: somebody is speaking, so a close that can wait does. */
    public PlanStep tick(Instant now, boolean busy) {
        if (phase == Phase.ENDED || (phase == Phase.NEW && !time.isAway())) {
            return new Stay();
        }
        if (time.isAway()) {
            return time.isWaitOver(now) ? end(EndReason.CANDIDATE_LEFT) : new Stay();
        }
        if (phase == Phase.CLOSING) {
            return time.isOver(now) ? end() : new Stay();
        }
        return time.mustClose(now) || (!busy && time.mayClose(now)) ? close(CloseReason.TIME_LIMIT, now) : new Stay();
    }

    /** When {@link #tick} is wanted, absent when only another event can change anything. */
    public @Nullable Instant deadline(Instant now) {
        if (phase == Phase.ENDED) {
            return null;
        }
        return phase == Phase.CLOSING && !time.isAway() ? time.end() : time.next(now);
    }

    /** The hard stop, absent before the start and while the candidate is away. */
    public @Nullable Instant hardStop() {
        return time.end();
    }

    /** Until when an absent candidate is waited for, absent while there. */
    public @Nullable Instant waitUntil() {
        return time.waitUntil();
    }

    /** Until the hard stop. */
    public Duration remaining(Instant now) {
        return time.remaining(now);
    }

    /** The open question's number, absent before the first one. */
    public @Nullable Integer questionNo() {
        return questions.openNo();
    }

    public int questionCount() {
        return questions.count();
    }

    /** The open question, absent before the first and after the last. */
    public @Nullable PlannedQuestion question() {
        return phase == Phase.ASKING ? questions.open() : null;
    }

    /** What was asked last: the question or a follow-up. */
    public String prompt() {
        return questions.prompt();
    }

    /** Whether the last words are being said. */
    public boolean isClosing() {
        return phase == Phase.CLOSING;
    }

    private PlanStep followUpOrNext(@Nullable String followUp, String answer, Instant now) {
        if (followUp == null
                || !questions.mayFollowUp(followUp, config.followUps())
                || time.isWrappingUp(now)
                || !time.isOnSchedule(questions.index(), now)
                || !time.fits(followUp, now)) {
            return next(answer, now);
        }
        PlannedQuestion question = questions.followUp(followUp);
        attention.prompt();
        return say(new Move.FollowUp(question, followUp), TurnKind.FOLLOW_UP, followUp);
    }

    private PlanStep next(@Nullable String lastAnswer, Instant now) {
        phase = Phase.ASKING;
        PlannedQuestion question = questions.following();
        if (question == null) {
            return close(CloseReason.COMPLETED, now);
        }
        if (time.isWrappingUp(now) || !time.fits(question.text(), now)) {
            return close(CloseReason.TIME_LIMIT, now);
        }
        questions.ask(question);
        attention.question();
        return say(new Move.Ask(question, questions.count(), lastAnswer), TurnKind.QUESTION, question.text());
    }

    private PlanStep repeat(RepeatReason reason, Instant now) {
        return again(new Move.Repeat(prompt(), reason), TurnKind.REPEAT, now);
    }

    /** Asks what was asked last once more. */
    private PlanStep again(Move move, TurnKind kind, Instant now) {
        attention.repeated();
        return time.canSay(prompt(), now) ? say(move, kind, prompt()) : close(CloseReason.TIME_LIMIT, now);
    }

    private PlanStep remark(RemarkKind kind, Instant now) {
        return time.mayClose(now)
                ? close(CloseReason.TIME_LIMIT, now)
                : say(new Move.Remark(kind), TurnKind.REMARK, null);
    }

    private PlanStep say(Move move, TurnKind kind, @Nullable String asked) {
        return new Say(move, kind, questions.openNo(), asked, true);
    }

    private PlanStep end() {
        return end(EndReason.of(closeReason));
    }

    private PlanStep end(EndReason reason) {
        phase = Phase.ENDED;
        return new End(reason);
    }
}
