package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.http.config.HttpConfig.InterviewDefaults;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the order of an interview. */
final class InterviewOrder {
    private InterviewOrder() {}

    /** The message that stores the interview; what the order leaves open comes from {@code defaults}. */
    static CreateInterview of(
            JsonObject body, @Nullable String idempotencyKey, InterviewDefaults defaults, Instant now) {
        List<OwnQuestion> questions = body.getJsonArray("questions", new JsonArray()).stream()
                .map(question -> ownQuestion((JsonObject) question))
                .toList();
        Integer wanted = body.getInteger("question_count");
        if (wanted != null && questions.size() > wanted) {
            throw ProblemException.invalid(
                    "question_count", "must not be less than the number of questions, " + questions.size());
        }
        int count = wanted == null ? Math.max(defaults.questionCount(), questions.size()) : wanted;
        Duration duration =
                body.containsKey("minutes") ? Duration.ofMinutes(body.getInteger("minutes")) : defaults.maxDuration();
        Duration lifetime = body.containsKey("link_expires_in_hours")
                ? Duration.ofHours(body.getInteger("link_expires_in_hours"))
                : defaults.linkLifetime();
        return ApiRequest.message(() -> new CreateInterview(
                UUID.randomUUID(),
                candidate(body.getJsonObject("candidate")),
                job(body.getJsonObject("job")),
                new InterviewSettings(count, duration, questions),
                now,
                now.plus(lifetime),
                idempotencyKey,
                idempotencyKey == null ? null : hash(body)));
    }

    private static CandidateData candidate(JsonObject json) {
        return new CandidateData(
                json.getString("candidate_id"),
                json.getString("name"),
                json.getString("email"),
                json.getString("resume"));
    }

    private static JobDescriptionData job(JsonObject json) {
        return new JobDescriptionData(
                json.getString("job_id"),
                json.getString("title"),
                json.getString("company"),
                json.getString("description"));
    }

    private static OwnQuestion ownQuestion(JsonObject json) {
        return new OwnQuestion(
                json.getString("text"),
                json.getString("competence"),
                strings(json.getJsonArray("follow_ups", new JsonArray())),
                strings(json.getJsonArray("rubric", new JsonArray())));
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    /** The same for the same order, whatever the order of its fields. */
    private static String hash(JsonObject body) {
        try {
            byte[] canonical = new JsonObject(sorted(body)).encode().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Map<String, Object> sorted(JsonObject object) {
        Map<String, Object> fields = new TreeMap<>();
        object.forEach(field -> fields.put(
                field.getKey(),
                switch (field.getValue()) {
                    case JsonObject nested -> sorted(nested);
                    case JsonArray array ->
                        new JsonArray(array.stream()
                                .map(element ->
                                        element instanceof JsonObject nested ? new JsonObject(sorted(nested)) : element)
                                .toList());
                    default -> field.getValue();
                }));
        return fields;
    }
}
