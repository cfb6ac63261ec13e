package io.recruiterbrain.voice.http.api;

import static io.recruiterbrain.voice.http.api.Words.list;
import static io.recruiterbrain.voice.http.api.Words.optional;
import static io.recruiterbrain.voice.http.api.Words.word;

import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.http.auth.LiveKitTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Interviews as the API shows them. */
final class InterviewJson {
    private InterviewJson() {}

    static JsonObject started(Interview interview, String candidateUrl, LiveKitTokens.@Nullable Ticket ticket) {
        JsonObject json = new JsonObject()
                .put("interview_id", interview.interviewId().toString())
                .put("state", word(interview.state()))
                .put("candidate_url", candidateUrl)
                .put("link_expires_at", interview.linkExpiresAt().toString())
                .put("room_name", interview.roomName())
                .put("created_at", interview.createdAt().toString());
        if (ticket != null) {
            json.put("livekit_url", ticket.url())
                    .put("livekit_token", ticket.token())
                    .put("livekit_token_expires_at", ticket.expiresAt().toString());
        }
        return json;
    }

    /** How a client enters the room. */
    static JsonObject ticket(LiveKitTokens.Ticket ticket) {
        return new JsonObject()
                .put("url", ticket.url())
                .put("room_name", ticket.room())
                .put("token", ticket.token())
                .put("token_expires_at", ticket.expiresAt().toString());
    }

    static JsonObject status(Interview interview) {
        JsonObject json = new JsonObject()
                .put("interview_id", interview.interviewId().toString())
                .put("state", word(interview.state()));
        progress(json, interview);
        return json;
    }

    static JsonObject summary(Interview interview) {
        JsonObject json = status(interview)
                .put("candidate_name", interview.candidate().name())
                .put("job_title", interview.job().title())
                .put("link_expires_at", interview.linkExpiresAt().toString());
        optional(json, "candidate_id", interview.candidate().candidateId());
        optional(json, "job_id", interview.job().jobId());
        optional(json, "company", interview.job().company());
        if (interview.decision() != null) {
            json.put("decision", word(interview.decision().outcome()));
        }
        return json;
    }

    /** Everything; the link is left out once it leads nowhere. */
    static JsonObject full(Interview interview, String candidateUrl) {
        JsonObject json = status(interview)
                .put("candidate", candidate(interview.candidate()))
                .put("job", job(interview.job()))
                .put("max_duration_seconds", interview.settings().maxDuration().toSeconds())
                .put("own_questions", list(interview.settings().questions(), InterviewJson::ownQuestion))
                .put("plan", list(interview.plan(), InterviewJson::planned))
                .put("room_name", interview.roomName())
                .put("link_expires_at", interview.linkExpiresAt().toString());
        if (!interview.state().ended()) {
            json.put("candidate_url", candidateUrl);
        }
        if (interview.consent() != null) {
            json.put("consent", consent(interview.consent()));
        }
        if (interview.decision() != null) {
            json.put("decision", decision(interview.decision()));
        }
        return json;
    }

    static JsonObject consent(Consent consent) {
        return new JsonObject()
                .put("version", consent.version())
                .put("sha256", consent.sha256())
                .put("accepted_at", consent.acceptedAt().toString());
    }

    private static void progress(JsonObject json, Interview interview) {
        json.put("question_no", interview.questionNo())
                .put("question_count", questionCount(interview))
                .put("turn_count", interview.turnCount())
                .put("created_at", interview.createdAt().toString());
        optional(json, "started_at", interview.startedAt());
        optional(json, "ended_at", interview.endedAt());
        optional(json, "end_reason", interview.endReason());
        json.put("evaluation_ready", interview.evaluated());
    }

    /** As planned; before there is a plan, as ordered. */
    static int questionCount(Interview interview) {
        return interview.plan().isEmpty()
                ? interview.settings().questionCount()
                : interview.plan().size();
    }

    private static JsonObject decision(Decision decision) {
        return new JsonObject()
                .put("decided_by", decision.decidedBy())
                .put("outcome", word(decision.outcome()))
                .put("reason", decision.reason())
                .put("decided_at", decision.decidedAt().toString());
    }

    private static JsonObject candidate(CandidateData candidate) {
        JsonObject json = new JsonObject();
        optional(json, "candidate_id", candidate.candidateId());
        json.put("name", candidate.name());
        optional(json, "email", candidate.email());
        optional(json, "resume", candidate.resume());
        return json;
    }

    private static JsonObject job(JobDescriptionData job) {
        JsonObject json = new JsonObject();
        optional(json, "job_id", job.jobId());
        json.put("title", job.title());
        optional(json, "company", job.company());
        json.put("description", job.description());
        return json;
    }

    private static JsonObject ownQuestion(OwnQuestion question) {
        JsonObject json = new JsonObject().put("text", question.text());
        optional(json, "competence", question.competence());
        if (!question.followUps().isEmpty()) {
            json.put("follow_ups", new JsonArray(question.followUps()));
        }
        if (!question.rubric().isEmpty()) {
            json.put("rubric", new JsonArray(question.rubric()));
        }
        return json;
    }

    private static JsonObject planned(PlannedQuestion question) {
        return new JsonObject()
                .put("question_no", question.questionNo())
                .put("question_id", question.questionId())
                .put("text", question.text())
                .put("competence", question.competence())
                .put("kind", word(question.kind()))
                .put("seconds", question.time().toSeconds())
                .put("follow_ups", new JsonArray(question.followUps()))
                .put("rubric", new JsonArray(question.rubric()));
    }
}
