package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.plan.InterviewPlan;
import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The candidate's turns on their way into the transcript; one at a time is being understood. On the conversation's thread. */
final class Understanding {
    private final InterviewPlan plan;
    private final Reader reader;
    private final Transcript transcript;
    private final TurnTimes times;
    private final Display display;
    private final Scheduler scheduler;
    private final Listener listener;

    private @Nullable CandidateTurn turn;
    private @Nullable Integer questionNo;
    private Map<String, Double> latencies = Map.of();

    /** Goes on with what was understood. */
    @FunctionalInterface
    interface Listener {
        /** The turn is stored. */
        void understood(CandidateTurn turn, Reading reading);
    }

    Understanding(
            InterviewPlan plan,
            Reader reader,
            Transcript transcript,
            TurnTimes times,
            Display display,
            Scheduler scheduler,
            Listener listener) {
        this.plan = plan;
        this.reader = reader;
        this.transcript = transcript;
        this.times = times;
        this.display = display;
        this.scheduler = scheduler;
        this.listener = listener;
    }

    /** Whether a turn is being understood. */
    boolean isBusy() {
        return turn != null;
    }

    /** The turn probably ends with these words. Returns whether the model has to think about them. */
    boolean readAhead(String words) {
        Exchange exchange = exchange(words);
        return exchange != null && reader.readAhead(exchange);
    }

    /** Takes a closed turn; whether it has to be understood. One that answers no question is only stored. */
    boolean begin(CandidateTurn closed) {
        Instant now = scheduler.now();
        questionNo = plan.questionNo();
        latencies = times.closed(closed.endedAt(), closed.transcriptionDelay(), closed.endOfTurnDelay(), now);
        Exchange exchange = exchange(closed.text());
        if (exchange == null) {
            store(closed, TurnKind.ANSWER, questionNo, latencies);
            return false;
        }
        turn = closed;
        display.state(AgentState.THINKING);
        times.modelAsked(now);
        reader.read(exchange, reading -> understood(closed, reading));
        return true;
    }

    /** What is being understood is not over. */
    void takeBack() {
        turn = null;
        reader.forget();
    }

    /** Stores what is being understood as it is; whether there was something. */
    boolean keep() {
        CandidateTurn kept = turn;
        if (kept == null) {
            return false;
        }
        takeBack();
        store(kept, TurnKind.ANSWER, questionNo, latencies);
        return true;
    }

    /** Stores words that nobody will answer. */
    void keep(CandidateTurn words) {
        store(words, TurnKind.ANSWER, plan.questionNo(), Map.of());
    }

    /** Stores words that belong to the turn that was taken last. */
    void keepLate(CandidateTurn words) {
        store(words, TurnKind.ANSWER, questionNo, Map.of());
    }

    private void understood(CandidateTurn closed, Reading reading) {
        turn = null;
        times.modelAnswered(scheduler.now());
        TurnKind kind = switch (reading.intent()) {
            case ANSWER -> TurnKind.ANSWER;
            case SKIP -> TurnKind.SKIP;
            case REPEAT, WAIT, STOP, ASKS_WHO_IS_SPEAKING -> TurnKind.REQUEST;
        };
        store(closed, kind, questionNo, latencies);
        listener.understood(closed, reading);
    }

    private void store(CandidateTurn stored, TurnKind kind, @Nullable Integer question, Map<String, Double> figures) {
        transcript.candidate(stored, kind, question, figures);
        display.candidateWords(stored.text(), true);
    }

    private @Nullable Exchange exchange(String answer) {
        PlannedQuestion question = plan.question();
        return question == null
                ? null
                : new Exchange(question, plan.prompt(), answer, transcript.on(question.questionNo()));
    }
}
