package io.recruiterbrain.voice.agent.model.openai;

import static io.recruiterbrain.voice.contract.ErrorCode.BUSY;
import static io.recruiterbrain.voice.contract.ErrorCode.PROVIDER_REJECTED;
import static io.recruiterbrain.voice.contract.ErrorCode.TIMEOUT;
import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsServer;
import io.recruiterbrain.voice.testkit.vendor.openai.ApiError;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault.Broken;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault.How;
import io.recruiterbrain.voice.testkit.vendor.openai.Fault.Refused;
import io.recruiterbrain.voice.testkit.vendor.openai.InterviewBrain;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which fault of the vendor's becomes which code and sentence. */
final class OpenAiFaultsIT {
    private static final String SAID = "I built the zebra crossing service with four colleagues.";
    private static final PlannedQuestion QUESTION = RuleBasedInterviewer.load()
            .plan(Interviews.request(Interviews.job("Engineer", "Builds."), null, 1, 12))
            .await()
            .getFirst();
    private static final Exchange EXCHANGE = new Exchange(QUESTION, QUESTION.text(), SAID, List.of());

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(new Refused(ApiError.wrongKey()), PROVIDER_REJECTED, "OPENAI_API_KEY"),
                arguments(new Refused(ApiError.noSuchModel("x")), PROVIDER_REJECTED, "OPENAI_MODEL"),
                arguments(new Refused(ApiError.status(402, "no_credit")), PROVIDER_REJECTED, "credit"),
                arguments(new Refused(ApiError.status(403, "no_region")), PROVIDER_REJECTED, "OPENAI_API_KEY"),
                arguments(new Refused(ApiError.status(408, "x")), BUSY, "again"),
                arguments(new Refused(ApiError.status(409, "x")), BUSY, "again"),
                arguments(new Refused(ApiError.status(418, "x")), PROVIDER_REJECTED, "OPENAI_BASE_URL"),
                arguments(new Refused(ApiError.quotaUsedUp()), PROVIDER_REJECTED, "plan and billing"),
                arguments(new Refused(ApiError.rateLimit(Duration.ofSeconds(7))), BUSY, "rate limit"),
                arguments(new Refused(ApiError.contextTooLong(10, 20)), PROVIDER_REJECTED, "larger context"),
                arguments(new Refused(ApiError.serverError()), UNAVAILABLE, "HTTP 500"),
                arguments(new Refused(ApiError.overloaded()), UNAVAILABLE, "HTTP 503"),
                arguments(new Fault.HtmlPage(), PROVIDER_REJECTED, "OPENAI_BASE_URL"),
                arguments(new Fault.Declined(), PROVIDER_REJECTED, "declined"),
                arguments(new Fault.HalfOpen(), TIMEOUT, "OPENAI_TIMEOUT_SECONDS"),
                arguments(new Broken(How.STALLED, 0), TIMEOUT, "OPENAI_TIMEOUT_SECONDS"),
                arguments(new Broken(How.STALLED, 3), TIMEOUT, "OPENAI_TIMEOUT_SECONDS"),
                arguments(new Broken(How.CUT, 3), UNAVAILABLE, "OPENAI_BASE_URL"),
                arguments(new Broken(How.ENDED_EARLY, 3), UNAVAILABLE, "broke off"),
                arguments(new Broken(How.MALFORMED, 3), UNAVAILABLE, "OPENAI_BASE_URL"),
                arguments(new Broken(How.ERROR_EVENT, 3), UNAVAILABLE, "fault of its own"),
                arguments(new Broken(How.CONTENT_FILTER, 3), PROVIDER_REJECTED, "content filter"),
                arguments(new Broken(How.LENGTH, 3), PROVIDER_REJECTED, "OPENAI_MAX_TOKENS"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsNamedWithItsCodeAndTheSettingThatMendsIt(Fault fault, ErrorCode code, String words) {
        try (OpenAiStage stage = stage("gpt-4o-mini", OpenAiStage.KEY)) {
            // Given
            stage.server.failAlways(fault);

            // When
            Throwable thrown = catchThrowable(
                    () -> stage.model.read(Interviews.ID, EXCHANGE).await());

            // Then
            assertThat(thrown).isInstanceOfSatisfying(ProviderException.class, named -> {
                assertThat(named.provider()).isEqualTo("openai");
                assertThat(named.code()).isEqualTo(code);
                assertThat(named).hasMessageContaining(words);
                assertThat(trace(named)).doesNotContain("zebra").doesNotContain(OpenAiStage.KEY);
            });
            assertThat(stage.requests()).as("one attempt only").hasSize(1);
            assertThat(stage.meters
                            .get("rbv.llm.calls")
                            .tag("outcome", code.name())
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void theTimeTheVendorAsksForIsHandedOn() {
        try (OpenAiStage stage = stage("gpt-4o-mini", OpenAiStage.KEY)) {
            // Given
            stage.server.failNext(new Refused(ApiError.rateLimit(Duration.ofSeconds(7))));

            // When
            Throwable thrown = catchThrowable(
                    () -> stage.model.read(Interviews.ID, EXCHANGE).await());

            // Then
            assertThat(((ProviderException) thrown).retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void aWrongKeyAModelThatDoesNotExistAndOneWithoutSchemasAreFoundByTheProbe() {
        assertThat(probe("gpt-4o-mini", "sk-revoked")).hasMessageContaining("check OPENAI_API_KEY");
        assertThat(probe("gpt-nope", OpenAiStage.KEY)).hasMessageContaining("'gpt-nope'");
        assertThat(probe("gpt-3.5-turbo", OpenAiStage.KEY)).hasMessageContaining("strict JSON schemas");
        assertThat(probe("o3-mini", OpenAiStage.KEY)).hasMessageContaining("OPENAI_TEMPERATURE");
        assertThat(probe("gpt-4o-mini", OpenAiStage.KEY)).isNull();
    }

    @Test
    void anAddressWithNobodyBehindItIsUnavailableAndOneWithoutTheVersionIsNamed() {
        try (OpenAiStage stage = patient("gpt-4o-mini", OpenAiStage.KEY)) {
            // Given
            URI noVersion =
                    URI.create("http://127.0.0.1:" + stage.config.baseUrl().getPort());

            // When
            Throwable wrongPath = probe(stage.config.at(noVersion));
            Throwable nobody = probe(stage.config.at(URI.create("http://127.0.0.1:1/v1")));

            // Then
            assertThat(wrongPath).hasMessageContaining("OPENAI_BASE_URL");
            assertThat(nobody)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            named -> assertThat(named.code()).isEqualTo(UNAVAILABLE));
        }
    }

    @Test
    void aServerThatSpeaksGrpcAndNoHttpIsRefused() {
        Vertx vertx = Vertx.vertx();
        GoogleTtsServer grpc = new GoogleTtsServer(vertx, token -> true, Duration.ZERO);
        try (OpenAiStage stage = patient("gpt-4o-mini", OpenAiStage.KEY)) {
            // Given
            URI address = URI.create("http://127.0.0.1:" + grpc.start().await() + "/v1");

            // When
            Throwable refusal = probe(stage.config.at(address));

            // Then
            assertThat(refusal)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            named -> assertThat(named.code()).isEqualTo(PROVIDER_REJECTED))
                    .hasMessageContaining("OPENAI_BASE_URL");
        } finally {
            grpc.close().await();
            vertx.close().await();
        }
    }

    private static Throwable probe(String model, String key) {
        try (OpenAiStage stage = patient(model, key)) {
            return catchThrowable(() -> stage.model.probe().await());
        }
    }

    private static Throwable probe(OpenAiConfig config) {
        try (OpenAiInterviewer model =
                new OpenAiInterviewer(config, RuleBasedInterviewer.load(), new SimpleMeterRegistry())) {
            return catchThrowable(() -> model.probe().await());
        }
    }

    /** Where no timeout is meant. */
    private static OpenAiStage patient(String model, String key) {
        return new OpenAiStage(new InterviewBrain(), Duration.ofSeconds(30), model, key);
    }

    private static OpenAiStage stage(String model, String key) {
        return new OpenAiStage(new InterviewBrain(), Duration.ofSeconds(1), model, key);
    }

    private static String trace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
