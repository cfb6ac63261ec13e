package io.recruiterbrain.voice.http.api;

import static io.recruiterbrain.voice.http.api.Words.list;
import static io.recruiterbrain.voice.http.api.Words.optional;
import static io.recruiterbrain.voice.http.api.Words.word;

import io.recruiterbrain.voice.contract.evaluation.CompetenceScore;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.search.SearchHit;
import io.recruiterbrain.voice.contract.search.SearchResults;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Turns, evaluations and search hits as the API shows them. */
final class ResultJson {
    private ResultJson() {}

    static JsonObject transcript(Transcript transcript) {
        return new JsonObject()
                .put("interview_id", transcript.interviewId().toString())
                .put("turns", list(transcript.turns(), ResultJson::turn));
    }

    static JsonObject evaluation(Evaluation evaluation) {
        JsonObject json =
                new JsonObject().put("interview_id", evaluation.interviewId().toString());
        optional(json, "overall", evaluation.overall());
        return json.put("recommendation", word(evaluation.recommendation()))
                .put("questions", list(evaluation.questions(), ResultJson::questionScore))
                .put("competences", list(evaluation.competences(), ResultJson::competenceScore))
                .put("strengths", new JsonArray(evaluation.strengths()))
                .put("gaps", new JsonArray(evaluation.gaps()))
                .put("source", source(evaluation.source()))
                .put("created_at", evaluation.createdAt().toString());
    }

    private static JsonObject source(Evaluation.Source source) {
        JsonObject json = new JsonObject()
                .put("provider", source.provider())
                .put("model", source.model())
                .put("prompt_hash", source.promptHash())
                .put("rubric_version", source.rubricVersion())
                .put("by_rules", source.byRules());
        Evaluation.Usage usage = source.usage();
        if (usage != null) {
            JsonObject used = new JsonObject()
                    .put("calls", usage.calls())
                    .put("input_tokens", usage.inputTokens())
                    .put("output_tokens", usage.outputTokens());
            optional(used, "cost", usage.cost());
            json.put("usage", used);
        }
        return json;
    }

    static JsonObject searchResults(SearchResults results) {
        return new JsonObject()
                .put("hits", list(results.hits(), ResultJson::hit))
                .put("pending_turns", results.pendingTurns());
    }

    private static JsonObject hit(SearchHit hit) {
        JsonObject json = new JsonObject()
                .put("score", hit.score())
                .put("interview_id", hit.interviewId().toString())
                .put("candidate_name", hit.candidateName())
                .put("job_title", hit.jobTitle())
                .put("turn", turn(hit.turn()));
        optional(json, "question", hit.question());
        return json.put("context", list(hit.context(), ResultJson::turn));
    }

    private static JsonObject turn(Turn turn) {
        JsonObject json = new JsonObject()
                .put("turn_no", turn.turnNo())
                .put("speaker", word(turn.speaker()))
                .put("kind", word(turn.kind()))
                .put("text", turn.text())
                .put("started_at", turn.startedAt().toString())
                .put("ended_at", turn.endedAt().toString());
        optional(json, "question_no", turn.questionNo());
        json.put("interrupted", turn.interrupted()).put("typed", turn.typed());
        optional(json, "confidence", turn.confidence());
        if (!turn.latencies().isEmpty()) {
            JsonObject latencies = new JsonObject();
            turn.latencies().forEach(latencies::put);
            json.put("latencies", latencies);
        }
        return json;
    }

    private static JsonObject questionScore(QuestionScore score) {
        JsonObject json = new JsonObject()
                .put("question_no", score.questionNo())
                .put("question_id", score.questionId())
                .put("question", score.question())
                .put("competence", score.competence());
        optional(json, "level", score.level());
        optional(json, "level_text", score.levelText());
        return json.put("reason", score.reason()).put("quotes", list(score.quotes(), ResultJson::quote));
    }

    private static JsonObject quote(Quote quote) {
        return new JsonObject().put("turn_no", quote.turnNo()).put("text", quote.text());
    }

    private static JsonObject competenceScore(CompetenceScore score) {
        return new JsonObject()
                .put("competence", score.competence())
                .put("level", score.level())
                .put("questions", score.questions());
    }
}
