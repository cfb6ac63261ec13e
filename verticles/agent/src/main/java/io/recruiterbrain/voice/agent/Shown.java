package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.util.UUID;

/** What an interview's pages and its room are shown. On the scheduler's thread. */
final class Shown {
    private final long fence;
    private final Bus bus;
    private final Room room;
    private final WrittenVoice writtenVoice;

    Shown(Holding holding, Bus bus, Room room, Scheduler scheduler) {
        this.fence = holding.lease().fence();
        this.bus = bus;
        this.room = room;
        this.writtenVoice = new WrittenVoice(holding.gate(), scheduler, this::publish);
    }

    void show(LiveUpdate update) {
        LiveUpdate mine = ofThisAgent(update);
        if (mine instanceof LiveUpdate.Caption words && words.speaker() == Speaker.AGENT) {
            writtenVoice.show(words);
        } else {
            publish(mine);
        }
    }

    /**
     * Under this agent's fencing number, by which who shows it knows an agent that was replaced. Segments have it in their
     * names too: each agent counts them from one, and without it they would replace those of the agent before.
     */
    private LiveUpdate ofThisAgent(LiveUpdate update) {
        UUID id = update.interviewId();
        return switch (update) {
            case LiveUpdate.Caption words ->
                new LiveUpdate.Caption(
                        id, fence + "-" + words.segmentId(), words.speaker(), words.text(), words.isFinal(), fence);
            case LiveUpdate.AgentStateChanged changed -> new LiveUpdate.AgentStateChanged(id, changed.state(), fence);
            case LiveUpdate.Progress now ->
                new LiveUpdate.Progress(id, now.questionNo(), now.questionCount(), now.remainingSeconds(), fence);
            case LiveUpdate.CandidateAway away -> new LiveUpdate.CandidateAway(id, away.deadline(), fence);
            case LiveUpdate.CandidateBack back -> new LiveUpdate.CandidateBack(id, fence);
            case LiveUpdate.ConversationEnded ended -> new LiveUpdate.ConversationEnded(id, ended.reason(), fence);
            case LiveUpdate.SessionTakenOver taken -> taken;
            case LiveUpdate.AgentMoved moved -> moved;
        };
    }

    private void publish(LiveUpdate update) {
        bus.publish(LiveUpdate.TOPIC, update);
        switch (update) {
            case LiveUpdate.AgentStateChanged changed -> room.agentState(changed.state());
            case LiveUpdate.Caption caption ->
                room.caption(caption.speaker(), caption.segmentId(), caption.text(), caption.isFinal());
            case LiveUpdate.Progress progress -> {}
            case LiveUpdate.SessionTakenOver taken -> {}
            case LiveUpdate.AgentMoved moved -> {}
            case LiveUpdate.CandidateAway away -> {}
            case LiveUpdate.CandidateBack back -> {}
            case LiveUpdate.ConversationEnded ended -> {}
        }
    }
}
