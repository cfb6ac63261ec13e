package io.recruiterbrain.voice.contract;

import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.EvaluationSaved;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.IncidentRecorded;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.extension.AnswerScored;
import io.recruiterbrain.voice.contract.extension.ChoosePlan;
import io.recruiterbrain.voice.contract.extension.PlanChosen;
import io.recruiterbrain.voice.contract.extension.ScoreAnswer;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.recruiterbrain.voice.contract.interview.CandidateErased;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewCreated;
import io.recruiterbrain.voice.contract.interview.InterviewErased;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.join.SessionClaimed;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.FindStoreSight;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.LeaseReleased;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.recruiterbrain.voice.contract.lease.StoreSight;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.SearchResults;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.NodePresence;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import java.util.Map;
import java.util.stream.Collectors;

/** The table from type tag to message class. A tag, once released, always means the same message. */
public final class MessageTypes {
    private static final Map<String, Class<? extends BusMessage>> BY_TAG = Map.ofEntries(
            Map.entry("interview.create_interview", CreateInterview.class),
            Map.entry("interview.interview_created", InterviewCreated.class),
            Map.entry("interview.find_interview", FindInterview.class),
            Map.entry("interview.interview", Interview.class),
            Map.entry("interview.list_interviews", ListInterviews.class),
            Map.entry("interview.interview_page", InterviewPage.class),
            Map.entry("interview.save_consent", SaveConsent.class),
            Map.entry("interview.save_plan", SavePlan.class),
            Map.entry("interview.change_state", ChangeState.class),
            Map.entry("interview.save_decision", SaveDecision.class),
            Map.entry("interview.erase_interview", EraseInterview.class),
            Map.entry("interview.interview_erased", InterviewErased.class),
            Map.entry("interview.erase_candidate", EraseCandidate.class),
            Map.entry("interview.candidate_erased", CandidateErased.class),
            Map.entry("turn.save_turn", SaveTurn.class),
            Map.entry("turn.turn_saved", TurnSaved.class),
            Map.entry("turn.find_transcript", FindTranscript.class),
            Map.entry("turn.transcript", Transcript.class),
            Map.entry("evaluation.evaluation", Evaluation.class),
            Map.entry("evaluation.save_evaluation", SaveEvaluation.class),
            Map.entry("evaluation.evaluation_saved", EvaluationSaved.class),
            Map.entry("evaluation.find_evaluation", FindEvaluation.class),
            Map.entry("search.search_turns", SearchTurns.class),
            Map.entry("search.search_results", SearchResults.class),
            Map.entry("search.embed_texts", EmbedTexts.class),
            Map.entry("search.embeddings", Embeddings.class),
            Map.entry("agent.join_interview", JoinInterview.class),
            Map.entry("agent.joined", JoinResult.Joined.class),
            Map.entry("agent.all_busy", JoinResult.AllBusy.class),
            Map.entry("agent.offer_media", SessionCommand.OfferMedia.class),
            Map.entry("agent.close_media", SessionCommand.CloseMedia.class),
            Map.entry("agent.submit_text", SessionCommand.SubmitText.class),
            Map.entry("agent.report_presence", SessionCommand.ReportPresence.class),
            Map.entry("agent.leave_interview", SessionCommand.LeaveInterview.class),
            Map.entry("agent.end_interview", SessionCommand.EndInterview.class),
            Map.entry("agent.accepted", SessionReply.Accepted.class),
            Map.entry("agent.media_answer", SessionReply.MediaAnswer.class),
            Map.entry("agent.caption", LiveUpdate.Caption.class),
            Map.entry("agent.agent_state_changed", LiveUpdate.AgentStateChanged.class),
            Map.entry("agent.progress", LiveUpdate.Progress.class),
            Map.entry("agent.session_taken_over", LiveUpdate.SessionTakenOver.class),
            Map.entry("agent.candidate_away", LiveUpdate.CandidateAway.class),
            Map.entry("agent.candidate_back", LiveUpdate.CandidateBack.class),
            Map.entry("agent.conversation_ended", LiveUpdate.ConversationEnded.class),
            Map.entry("event.interview_event", InterviewEvent.class),
            Map.entry("event.find_events", FindEvents.class),
            Map.entry("event.event_page", EventPage.class),
            Map.entry("event.record_incident", RecordIncident.class),
            Map.entry("event.incident_recorded", IncidentRecorded.class),
            Map.entry("access.save_api_key", SaveApiKey.class),
            Map.entry("access.find_api_key", FindApiKey.class),
            Map.entry("access.api_key", ApiKey.class),
            Map.entry("agent.held_elsewhere", JoinResult.HeldElsewhere.class),
            Map.entry("agent.agent_presence", AgentPresence.class),
            Map.entry("agent.agent_moved", LiveUpdate.AgentMoved.class),
            Map.entry("lease.acquire_lease", AcquireLease.class),
            Map.entry("lease.acquired", LeaseOutcome.Acquired.class),
            Map.entry("lease.held_by", LeaseOutcome.HeldBy.class),
            Map.entry("lease.keep_leases", KeepLeases.class),
            Map.entry("lease.find_leases", FindLeases.class),
            Map.entry("lease.held_leases", HeldLeases.class),
            Map.entry("lease.release_lease", ReleaseLease.class),
            Map.entry("lease.lease_released", LeaseReleased.class),
            Map.entry("lease.find_store_sight", FindStoreSight.class),
            Map.entry("lease.store_sight", StoreSight.class),
            Map.entry("join.enter_queue", EnterQueue.class),
            Map.entry("join.leave_queue", LeaveQueue.class),
            Map.entry("join.find_queue_place", FindQueuePlace.class),
            Map.entry("join.queue_place", QueuePlace.class),
            Map.entry("join.claim_session", ClaimSession.class),
            Map.entry("join.session_claimed", SessionClaimed.class),
            Map.entry("status.node_presence", NodePresence.class),
            Map.entry("extension.choose_plan", ChoosePlan.class),
            Map.entry("extension.plan_chosen", PlanChosen.class),
            Map.entry("extension.score_answer", ScoreAnswer.class),
            Map.entry("extension.answer_scored", AnswerScored.class),
            Map.entry("extension.screen_turn", ScreenTurn.class),
            Map.entry("extension.turn_screened", TurnScreened.class),
            Map.entry("status.find_status", FindStatus.class),
            Map.entry("status.module_status", ModuleStatus.class));

    private static final Map<Class<? extends BusMessage>, String> BY_TYPE =
            BY_TAG.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private MessageTypes() {}

    /** Every message by its tag. */
    public static Map<String, Class<? extends BusMessage>> all() {
        return BY_TAG;
    }

    static String tagOf(BusMessage message) {
        String tag = BY_TYPE.get(message.getClass());
        if (tag == null) {
            throw new IllegalStateException(message.getClass().getSimpleName() + " is not listed in MessageTypes");
        }
        return tag;
    }

    static Class<? extends BusMessage> typeOf(String tag) {
        Class<? extends BusMessage> type = BY_TAG.get(tag);
        if (type == null) {
            throw new IllegalArgumentException("unknown message type " + tag);
        }
        return type;
    }
}
