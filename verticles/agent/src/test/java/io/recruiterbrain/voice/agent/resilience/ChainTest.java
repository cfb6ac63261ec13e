package io.recruiterbrain.voice.agent.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChainTest {
    private final ManualDelay time = new ManualDelay();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> asked = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();

    @Test
    void theFirstProviderAnswersWhileItWorks() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(answers("a", "yes"), answers("b", "no"));

        // When
        Future<String> answer = ask(chain);

        // Then
        assertThat(answer.result()).isEqualTo("yes");
        assertThat(asked).containsExactly("a");
        assertThat(reported).isEmpty();
    }

    @Test
    void aFaultThatMayPassIsTriedOnceMoreBeforeTheNextProviderIsAsked() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(fails("a", ErrorCode.UNAVAILABLE), answers("b", "yes"));

        // When
        Future<String> answer = ask(chain);
        time.pass(Duration.ofSeconds(1));

        // Then
        assertThat(answer.result()).isEqualTo("yes");
        assertThat(asked).containsExactly("a", "a", "b");
        assertThat(reported).containsExactly("a UNAVAILABLE -> a", "a UNAVAILABLE -> b");
    }

    @Test
    void aCallThatWeGaveUpIsNoFaultAndAskedOfNobodyElse() {
        // Given
        Chain<Supplier<Future<String>>> chain =
                chain(provider("a", Future.failedFuture(new CallGivenUpException())), answers("b", "no"));

        // When
        Future<String> answer = ask(chain);
        time.pass(Duration.ofSeconds(10));

        // Then
        assertThat(answer.cause()).isInstanceOf(CallGivenUpException.class);
        assertThat(asked).containsExactly("a");
        assertThat(reported).isEmpty();
    }

    @Test
    void aRefusalIsNotRepeated() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(fails("a", ErrorCode.PROVIDER_REJECTED), answers("b", "yes"));

        // When
        Future<String> answer = ask(chain);

        // Then
        assertThat(answer.result()).isEqualTo("yes");
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void theOnlyProviderIsAskedThreeTimesMore() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(fails("a", ErrorCode.TIMEOUT));

        // When
        Future<String> answer = ask(chain);
        time.pass(Duration.ofSeconds(10));

        // Then
        assertThat(answer.failed()).isTrue();
        assertThat(asked).containsExactly("a", "a", "a", "a");
    }

    @Test
    void aProviderThatSaysNothingIsGivenUpAfterThePatience() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(silent("a"), answers("b", "yes"));

        // When
        Future<String> answer = ask(chain);
        time.pass(Duration.ofSeconds(9));
        boolean early = answer.isComplete();
        time.pass(Duration.ofSeconds(13));

        // Then
        assertThat(early).isFalse();
        assertThat(answer.result()).isEqualTo("yes");
    }

    @Test
    void nobodyElseIsAskedOnceAnAnswerHasBegun() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(fails("a", ErrorCode.UNAVAILABLE), answers("b", "yes"));

        // When
        Future<String> answer = chain.call(provider -> new Attempt<>(provider.get(), () -> true, () -> {}));

        // Then
        assertThat(answer.failed()).isTrue();
        assertThat(asked).containsExactly("a");
    }

    @Test
    void aProviderThatFailsAgainAndAgainIsLeftAloneAndNamedAsProblem() {
        // Given
        Chain<Supplier<Future<String>>> chain = chain(fails("a", ErrorCode.PROVIDER_REJECTED), answers("b", "yes"));
        for (int i = 0; i < 3; i++) {
            ask(chain);
        }
        asked.clear();

        // When
        ask(chain);

        // Then
        assertThat(asked).containsExactly("b");
        assertThat(chain.serving()).isEqualTo("b");
        assertThat(chain.problem()).isEqualTo("mend a; b serves meanwhile");
        assertThat(meters.get("rbv.provider.circuit.open")
                        .tag("provider", "a")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aProviderThatAsksForAShortPauseIsAskedAgainAfterIt() {
        // Given
        List<Future<String>> outcomes = new ArrayList<>(List.of(
                Future.failedFuture(new ProviderException(
                        "a", ErrorCode.BUSY, "slow down", Duration.ofSeconds(3), new IllegalStateException())),
                Future.succeededFuture("yes")));
        Chain<Supplier<Future<String>>> chain = chain(Map.of("a", () -> {
            asked.add("a");
            return outcomes.removeFirst();
        }));

        // When
        Future<String> answer = ask(chain);
        time.pass(Duration.ofMillis(2_900));
        boolean early = answer.isComplete();
        time.pass(Duration.ofMillis(200));

        // Then
        assertThat(early).isFalse();
        assertThat(answer.result()).isEqualTo("yes");
    }

    private Future<String> ask(Chain<Supplier<Future<String>>> chain) {
        return chain.call(provider -> Attempt.of(provider.get()));
    }

    private Chain<Supplier<Future<String>>> chain(
            Map<String, Supplier<Future<String>>> first, Map<String, Supplier<Future<String>>> second) {
        Map<String, Supplier<Future<String>>> both = new LinkedHashMap<>(first);
        both.putAll(second);
        return chain(both);
    }

    private Chain<Supplier<Future<String>>> chain(Map<String, Supplier<Future<String>>> providers) {
        return Chain.of("Test", providers, RetryPolicy.defaults(), time, time, meters)
                .reportingTo(
                        (port, provider, fault, next) -> reported.add(provider + " " + fault.code() + " -> " + next));
    }

    private Map<String, Supplier<Future<String>>> answers(String name, String answer) {
        return provider(name, Future.succeededFuture(answer));
    }

    private Map<String, Supplier<Future<String>>> fails(String name, ErrorCode code) {
        return provider(name, Future.failedFuture(new ServiceException(code, "mend " + name)));
    }

    private Map<String, Supplier<Future<String>>> silent(String name) {
        return provider(name, Promise.<String>promise().future());
    }

    private Map<String, Supplier<Future<String>>> provider(String name, Future<String> outcome) {
        return Map.of(name, () -> {
            asked.add(name);
            return outcome;
        });
    }
}
