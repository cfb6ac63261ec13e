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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the agent says next and when the interview closes: greeting, questions with follow-ups, closing. Every
 * method takes the time it happens at; not thread-safe.
 */
public final class InterviewPlan {
    private enum Stage {
        NEW,
        GREETING,
        ASKING,
        CLOSING,
        ENDED
    }

    private final List<PlannedQuestion> questions;
    private final PlanConfig config;
    private final Duration limit;
    private final TimePlan time;
    private final String candidateName;
    private final String jobTitle;
    private final Set<String> asked = new HashSet<>();

    private Stage stage = Stage.NEW;
    private int index = -1;
    private String prompt = "";
    private boolean promptHeard = true;
    private boolean patient;
    private boolean notUnderstoodSaid;
    private int followUps;
    private int nudges;
    private int silentInARow;
    private boolean answeredBeforeRestart;
    private CloseReason closeReason = CloseReason.COMPLETED;

    /**
     * @param questions in order; one whose text was there before is left out
     * @param limit from the beginning of the greeting to the end of the closing sentence
     */
    public InterviewPlan(
            List<PlannedQuestion> questions, Duration limit, String candidateName, String jobTitle, PlanConfig config) {
        Set<String> texts = new HashSet<>();
        this.questions = questions.stream()
                .filter(question -> texts.add(plain(question.text())))
                .toList();
        this.limit = limit;
        this.candidateName = candidateName;
        this.jobTitle = jobTitle;
        this.config = config;
        this.time = new TimePlan(config, limit, this.questions);
    }

    /** Takes up an interview that was interrupted by a restart; {@link #back} then says how it goes on. */
    public void resume(List<Turn> turns, Instant now) {
        PlanMemory memory = PlanMemory.of(turns, questions);
        stage = memory.greeted() ? Stage.ASKING : Stage.NEW;
        index = memory.index();
        followUps = memory.followUps();
        prompt = memory.prompt();
        memory.asked().forEach(text -> asked.add(plain(text)));
        promptHeard = !memory.answered();
        answeredBeforeRestart = memory.answered();
        time.start(now, memory.used());
        time.away(now);
    }

    /** The first words. */
    public PlanStep begin(Instant now) {
        if (stage != Stage.NEW) {
            return new Stay();
        }
        stage = Stage.GREETING;
        time.start(now, Duration.ZERO);
        return new Say(
                new Move.Greet(candidateName, jobTitle, questions.size(), limit), TurnKind.GREETING, null, null, false);
    }

    /** The agent's turn was heard to its end. */
    public PlanStep spoken(Instant now) {
        return switch (stage) {
            case NEW -> new Stay();
            case GREETING -> next(null, now);
            case ASKING -> isTimeToClose(now) ? close(CloseReason.TIME_LIMIT, now) : new Listen(patient);
            case CLOSING, ENDED -> end();
        };
    }

    /** The candidate interrupted the agent. {@code heard} tells whether enough was heard to know what was asked. */
    public void interrupted(boolean heard) {
        if (stage == Stage.ASKING && !heard) {
            promptHeard = false;
        }
    }

    /** The candidate's turn was understood. */
    public PlanStep answered(Reading reading, String answer, Instant now) {
        if (stage != Stage.ASKING || index < 0) {
            return new Stay();
        }
        patient = false;
        nudges = 0;
        silentInARow = 0;
        return switch (reading.intent()) {
            case STOP -> close(CloseReason.CANDIDATE_STOPPED, now);
            case SKIP -> next(null, now);
            case REPEAT -> repeat(RepeatReason.ASKED_FOR, now);
            case WAIT -> {
                patient = true;
                yield remark(RemarkKind.TAKE_YOUR_TIME, now);
            }
            case ASKS_WHO_IS_SPEAKING -> remark(RemarkKind.I_AM_AN_AI, now);
            case ANSWER ->
                promptHeard ? followUpOrNext(reading.followUp(), answer, now) : repeat(RepeatReason.ASKED_FOR, now);
        };
    }

    /** The candidate has said nothing for too long. */
    public PlanStep silent(Instant now) {
        if (stage != Stage.ASKING) {
            return new Stay();
        }
        patient = false;
        nudges++;
        if (nudges <= 2) {
            promptHeard = true;
            return time.canSay(prompt, now)
                    ? new Say(new Move.Nudge(prompt, nudges), TurnKind.NUDGE, questionNo(), prompt, true)
                    : close(CloseReason.TIME_LIMIT, now);
        }
        silentInARow++;
        return silentInARow >= config.silentQuestions() ? close(CloseReason.NO_ANSWER, now) : next(null, now);
    }

    /** The candidate spoke and nothing was understood; said once a question, then it counts as silence. */
    public PlanStep notUnderstood(Instant now) {
        if (stage != Stage.ASKING) {
            return new Stay();
        }
        if (notUnderstoodSaid) {
            return silent(now);
        }
        notUnderstoodSaid = true;
        return repeat(RepeatReason.NOT_UNDERSTOOD, now);
    }

    /** A provider failed; {@link #spoken} follows. */
    public PlanStep hiccup(Instant now) {
        return stage == Stage.ASKING ? remark(RemarkKind.TECHNICAL_HICCUP, now) : new Stay();
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
        return switch (stage) {
            case NEW -> begin(now);
            case GREETING -> new Stay();
            case ASKING -> {
                boolean nothingOpen = index < 0 || answeredBeforeRestart;
                answeredBeforeRestart = false;
                yield nothingOpen ? next(null, now) : repeat(RepeatReason.RECONNECTED, now);
            }
            case CLOSING, ENDED -> end();
        };
    }

    /** Closes the conversation; a second reason changes nothing. */
    public PlanStep close(CloseReason reason, Instant now) {
        if (stage == Stage.CLOSING || stage == Stage.ENDED) {
            return new Stay();
        }
        boolean nothingSaid = stage == Stage.NEW || time.isAway();
        closeReason = reason;
        stage = Stage.CLOSING;
        if (nothingSaid) {
            return end();
        }
        TurnKind kind = reason == CloseReason.SHUTDOWN ? TurnKind.REMARK : TurnKind.CLOSING;
        return new Say(new Move.Close(reason, candidateName), kind, null, null, false);
    }

    /** Time went by. {@code busy}: somebody is speaking, so a close that can wait does. */
    public PlanStep tick(Instant now, boolean busy) {
        Instant waitUntil = time.waitUntil();
        if (stage == Stage.ENDED || (stage == Stage.NEW && waitUntil == null)) {
            return new Stay();
        }
        if (waitUntil != null) {
            if (now.isBefore(waitUntil)) {
                return new Stay();
            }
            stage = Stage.ENDED;
            return new End(EndReason.CANDIDATE_LEFT);
        }
        if (stage == Stage.CLOSING) {
            return now.isBefore(Objects.requireNonNull(time.end())) ? new Stay() : end();
        }
        boolean mustClose = !now.isBefore(Objects.requireNonNull(time.closeBy()));
        return mustClose || (!busy && isTimeToClose(now)) ? close(CloseReason.TIME_LIMIT, now) : new Stay();
    }

    /** When {@link #tick} is wanted, absent when only another event can change anything. */
    public @Nullable Instant deadline(Instant now) {
        Instant waitUntil = time.waitUntil();
        if (stage == Stage.ENDED || waitUntil != null) {
            return stage == Stage.ENDED ? null : waitUntil;
        }
        if (stage == Stage.CLOSING) {
            return time.end();
        }
        Instant closeFrom = time.closeFrom();
        return closeFrom == null || now.isBefore(closeFrom) ? closeFrom : time.closeBy();
    }

    /** The hard stop, absent before the start and while the candidate is away. */
    public @Nullable Instant end(Instant now) {
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
        return index < 0 || index >= questions.size()
                ? null
                : questions.get(index).questionNo();
    }

    public int questionCount() {
        return questions.size();
    }

    /** The open question, absent before the first and after the last. */
    public @Nullable PlannedQuestion question() {
        return stage == Stage.ASKING && index >= 0 ? questions.get(index) : null;
    }

    /** What was asked last: the question or a follow-up. */
    public String prompt() {
        return prompt;
    }

    /** Whether the last words are being said. */
    public boolean isClosing() {
        return stage == Stage.CLOSING;
    }

    public boolean hasEnded() {
        return stage == Stage.ENDED;
    }

    private PlanStep followUpOrNext(@Nullable String followUp, String answer, Instant now) {
        boolean worthIt = followUp != null
                && !followUp.isBlank()
                && followUps < config.followUps()
                && !asked.contains(plain(followUp))
                && questions.stream()
                        .noneMatch(question -> plain(question.text()).equals(plain(followUp)));
        if (followUp == null
                || !worthIt
                || time.isWrappingUp(now)
                || !time.isOnSchedule(index, now)
                || !time.fits(followUp, now)) {
            return next(answer, now);
        }
        followUps++;
        ask(followUp);
        return new Say(
                new Move.FollowUp(questions.get(index), followUp), TurnKind.FOLLOW_UP, questionNo(), followUp, true);
    }

    private PlanStep next(@Nullable String lastAnswer, Instant now) {
        stage = Stage.ASKING;
        int following = index + 1;
        while (following < questions.size()
                && asked.contains(plain(questions.get(following).text()))) {
            following++;
        }
        if (following >= questions.size()) {
            return close(CloseReason.COMPLETED, now);
        }
        PlannedQuestion question = questions.get(following);
        if (time.isWrappingUp(now) || !time.fits(question.text(), now)) {
            return close(CloseReason.TIME_LIMIT, now);
        }
        index = following;
        followUps = 0;
        nudges = 0;
        notUnderstoodSaid = false;
        ask(question.text());
        return new Say(
                new Move.Ask(question, questions.size(), lastAnswer),
                TurnKind.QUESTION,
                questionNo(),
                question.text(),
                true);
    }

    private void ask(String text) {
        prompt = text;
        promptHeard = true;
        patient = false;
        asked.add(plain(text));
    }

    private PlanStep repeat(RepeatReason reason, Instant now) {
        promptHeard = true;
        return time.canSay(prompt, now)
                ? new Say(new Move.Repeat(prompt, reason), TurnKind.REPEAT, questionNo(), prompt, true)
                : close(CloseReason.TIME_LIMIT, now);
    }

    private PlanStep remark(RemarkKind kind, Instant now) {
        return isTimeToClose(now)
                ? close(CloseReason.TIME_LIMIT, now)
                : new Say(new Move.Remark(kind), TurnKind.REMARK, questionNo(), null, true);
    }

    private boolean isTimeToClose(Instant now) {
        Instant closeFrom = time.closeFrom();
        return closeFrom != null && !now.isBefore(closeFrom);
    }

    private PlanStep end() {
        stage = Stage.ENDED;
        return new End(EndReason.of(closeReason));
    }

    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
