package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;

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
        if (!(update instanceof LiveUpdate.Caption words)) {
            publish(update);
        } else if (words.speaker() == Speaker.AGENT) {
            writtenVoice.show(ofThisAgent(words));
        } else {
            publish(ofThisAgent(words));
        }
    }

    /** Each agent counts its segments from one: without its fencing number they would replace those of the agent before. */
    private LiveUpdate.Caption ofThisAgent(LiveUpdate.Caption words) {
        return new LiveUpdate.Caption(
                words.interviewId(), fence + "-" + words.segmentId(), words.speaker(), words.text(), words.isFinal());
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
