package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.http.auth.ApiKeys;
import io.recruiterbrain.voice.http.auth.CandidateLinks;
import io.recruiterbrain.voice.http.auth.Credentials;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.page.Pages;
import io.recruiterbrain.voice.http.problem.FieldError;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.request.OpenApiFile;
import io.recruiterbrain.voice.http.request.OperationRouter;
import io.recruiterbrain.voice.http.request.Operations;
import io.recruiterbrain.voice.http.request.Schema;
import io.recruiterbrain.voice.testkit.BusExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    @Test
    void anOperationThatNobodyAnswersOrNobodyDescribesStopsTheStart(Vertx vertx) {
        // Given
        OpenApiFile file = OpenApiFile.load(vertx).await();
        Operations none = new Operations();
        Operations oneMore = new Operations();
        file.operations().keySet().forEach(id -> oneMore.onStream(id, request -> {}));
        oneMore.onStream("undescribed", request -> {});

        // When / Then
        assertThatThrownBy(() -> router(vertx, file, none)).hasMessageContaining("startInterview");
        assertThatThrownBy(() -> router(vertx, file, oneMore)).hasMessageContaining("differ in [undescribed]");
    }

    @Test
    void everyRouteIsAnOperationOfTheFileOrAKnownPage(Vertx vertx) {
        // Given
        OpenApiFile file = OpenApiFile.load(vertx).await();
        Operations all = new Operations();
        file.operations().keySet().forEach(id -> all.onStream(id, request -> {}));

        // When
        Router operations = router(vertx, file, all);
        Router pages = Router.router(vertx);
        new Pages(vertx, null).mount(pages);

        // Then
        assertThat(operations.getRoutes())
                .filteredOn(route -> route.getMetadata("openApiOperation") != null)
                .hasSameSizeAs(file.operations().keySet());
        assertThat(operations.getRoutes())
                .filteredOn(route -> route.getMetadata("openApiOperation") == null)
                .allSatisfy(route -> assertThat(route.getPath()).isNull());
        assertThat(pages.getRoutes())
                .extracting(Route::getPath)
                .containsExactly("/", "/console", "/i/:interview", "/docs/ui/:file", "/docs/init.js", null);
    }

    @Test
    void theExamplesOfTheFileAreAccepted(Vertx vertx) {
        // Given
        JsonObject file = OpenApiFile.load(vertx).await().raw();
        List<FieldError> errors = new ArrayList<>();

        // When
        int examples = 0;
        for (String path : file.getJsonObject("paths").fieldNames()) {
            JsonObject methods = file.getJsonObject("paths").getJsonObject(path);
            for (String method : methods.fieldNames()) {
                if (methods.getValue(method) instanceof JsonObject operation) {
                    examples += checkExamples(file, operation, errors);
                }
            }
        }

        // Then
        assertThat(errors).isEmpty();
        assertThat(examples).isPositive();
    }

    private static int checkExamples(JsonObject file, JsonObject operation, List<FieldError> errors) {
        JsonObject content = operation
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject())
                .getJsonObject("application/json", new JsonObject());
        JsonObject examples = content.getJsonObject("examples", new JsonObject());
        for (String name : examples.fieldNames()) {
            Schema.compile(file, content.getJsonObject("schema"))
                    .check(examples.getJsonObject(name).getValue("value"), name, errors::add);
        }
        return examples.size();
    }

    private static Router router(Vertx vertx, OpenApiFile file, Operations operations) {
        Clock clock = Clock.systemUTC();
        Credentials credentials = new Credentials(
                new ApiKeys(new Bus(vertx), clock, new ApiKeys.Memory()),
                new CandidateLinks(vertx, RunningHttp.SECRET, URI.create("http://localhost"), clock),
                null,
                new Credentials.Limiters(HttpConfig.Limits.defaults(), clock));
        return new OperationRouter(vertx, file, operations, credentials, 1024).build(List.of());
    }

    private static JsonObject schemas(Vertx vertx) {
        return OpenApiFile.load(vertx).await().raw().getJsonObject("components").getJsonObject("schemas");
    }

    private static JsonObject properties(JsonObject schemas, String name) {
        return schemas.getJsonObject(name).getJsonObject("properties");
    }
}
