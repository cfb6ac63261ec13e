package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.RemarkKind;
import io.recruiterbrain.voice.agent.plan.InterviewPlan;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.UUID;

/** What candidate page and live view see of a conversation at once. On the conversation's thread. */
final class Display {
    private final UUID interviewId;
    private final Stage stage;
    private AgentState state = AgentState.INITIALIZING;
    private int candidateSegment = 1;

    Display(UUID interviewId, Stage stage) {
        this.interviewId = interviewId;
        this.stage = stage;
    }

    /** Says what the agent does, when that is new. */
    void state(AgentState now) {
        if (state != now) {
            state = now;
            repeatState();
        }
    }

    /** Says what the agent does to a page that has just come. */
    void repeatState() {
        stage.show(new LiveUpdate.AgentStateChanged(interviewId, state));
    }

    void progress(InterviewPlan plan, Instant now) {
        Integer questionNo = plan.questionNo();
        stage.show(new LiveUpdate.Progress(
                interviewId,
                questionNo == null ? 0 : questionNo,
                plan.questionCount(),
                plan.remaining(now).toSeconds()));
    }

    void away(Instant deadline) {
        stage.show(new LiveUpdate.CandidateAway(interviewId, deadline));
    }

    void back() {
        stage.show(new LiveUpdate.CandidateBack(interviewId));
    }

    /** What was heard of an agent's turn so far, or in all. */
    void agentWords(AgentTurn turn, String heard, boolean isFinal) {
        caption(turn.segmentId, Speaker.AGENT, heard, isFinal);
    }

    /** The candidate's words so far, or in all; then the next ones are another utterance. */
    void candidateWords(String words, boolean isFinal) {
        caption("candidate-" + candidateSegment, Speaker.CANDIDATE, words, isFinal);
        candidateSegment += isFinal ? 1 : 0;
    }

    /** Said in writing, because the voice is what failed. */
    void hiccup(Instant now) {
        String words = String.join(" ", FallbackWords.of(new Move.Remark(RemarkKind.TECHNICAL_HICCUP)));
        caption("agent-hiccup-" + now.toEpochMilli(), Speaker.AGENT, words, true);
    }

    private void caption(String segmentId, Speaker speaker, String text, boolean isFinal) {
        if (!text.isBlank()) {
            stage.show(new LiveUpdate.Caption(interviewId, segmentId, speaker, text, isFinal));
        }
    }
}
