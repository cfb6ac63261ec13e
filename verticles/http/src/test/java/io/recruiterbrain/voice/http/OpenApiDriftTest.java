package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.request.OpenApiFile;
import io.recruiterbrain.voice.testkit.BusExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The OpenAPI file says what the code does. */
@ExtendWith(BusExtension.class)
class OpenApiDriftTest {
    @Test
    void theProblemCodesOfTheFileAreThoseOfTheCode(Vertx vertx) {
        // Given
        JsonObject schemas = schemas(vertx);

        // When
        JsonArray codes = schemas.getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum");

        // Then
        assertThat(codes.getList().toArray())
                .containsExactlyInAnyOrder(
                        Arrays.stream(ProblemCode.values()).map(Enum::name).toArray());
    }

    @Test
    void theLimitsOfTheFileAreThoseOfTheContract(Vertx vertx) {
        // Given
        JsonObject schemas = schemas(vertx);

        // When
        JsonObject candidate = properties(schemas, "Candidate");
        JsonObject job = properties(schemas, "Job");
        JsonObject order = properties(schemas, "StartInterview");

        // Then
        assertThat(candidate.getJsonObject("resume").getInteger("maxLength")).isEqualTo(CandidateData.MAX_RESUME);
        assertThat(job.getJsonObject("description").getInteger("maxLength"))
                .isEqualTo(JobDescriptionData.MAX_DESCRIPTION);
        assertThat(order.getJsonObject("question_count").getInteger("maximum"))
                .isEqualTo(InterviewSettings.MAX_QUESTIONS);
        assertThat(order.getJsonObject("questions").getInteger("maxItems")).isEqualTo(InterviewSettings.MAX_QUESTIONS);
    }

    private static JsonObject schemas(Vertx vertx) {
        return OpenApiFile.load(vertx).await().raw().getJsonObject("components").getJsonObject("schemas");
    }

    private static JsonObject properties(JsonObject schemas, String name) {
        return schemas.getJsonObject(name).getJsonObject("properties");
    }
}
