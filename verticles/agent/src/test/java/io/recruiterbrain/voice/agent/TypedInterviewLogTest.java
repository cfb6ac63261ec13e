package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.agent.evaluation.EvaluationConfig;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.testkit.FakePersistence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a candidate is called, sent in and types, against every line that is logged meanwhile. */
@Timeout(60)
class TypedInterviewLogTest {
    private static final String OWNER = "node-1/test";
    private static final String MARKER = "Quarzwolpertinger";
    private static final UUID ID = UUID.randomUUID();
    private static final UUID BROWSER = UUID.randomUUID();

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<LiveUpdate> live = new CopyOnWriteArrayList<>();

    @Test
    void aWholeInterviewWithAnOutageInItLeavesNoWordOfTheCandidateInTheLogs() {
        // Given
        try (CapturedLogs logs = new CapturedLogs()) {
            MessageCodec.register(vertx);
            bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, live::add).await();
            FakePersistence store = FakePersistence.serve(bus).await();
            deployAgent();
            orderAndConsent();

            // When
            bus.ask(JoinInterview.ADDRESS, new JoinInterview(ID, BROWSER)).await();
            tell(new SessionCommand.ReportPresence(ID, BROWSER, Presence.TEXT_MODE));
            Waiting.until(() -> asked() >= 1);
            answerUntilTheEnd(store);
            Waiting.until(() -> store.interview(ID).state() == InterviewState.EVALUATED);
            vertx.close().await();

            // Then
            assertThat(store.interview(ID).candidate().name()).contains(MARKER);
            assertThat(logs.texts())
                    .anyMatch(text -> text.contains(ID.toString()))
                    .noneMatch(text -> text.contains(MARKER));
        }
    }

    private void deployAgent() {
        Future.all(new MemoryLeases().serve(bus)).await();
        AgentPorts silent = SilentParts.with(new QuietRooms());
        AgentPorts ports = new AgentPorts(
                silent.rooms(),
                silent.speechToText(),
                silent.textToSpeech(),
                silent.voiceActivity(),
                RuleBasedInterviewer.load());
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Clock clock = Clock.systemUTC();
        Evaluator evaluator =
                new Evaluator(vertx, bus, ports.languageModel(), EvaluationConfig.defaults(), clock, metrics);
        vertx.deployVerticle(new SupervisorVerticle(
                        OWNER,
                        AgentConfig.defaults(),
                        ports,
                        List::of,
                        evaluator,
                        metrics,
                        clock,
                        JobSource.NONE,
                        SupervisorVerticle.UNMEASURED))
                .await();
    }

    private void orderAndConsent() {
        Instant now = Instant.now();
        bus.ask(
                        CreateInterview.ADDRESS,
                        new CreateInterview(
                                ID,
                                new CandidateData(
                                        MARKER + "-17",
                                        "Ada " + MARKER,
                                        MARKER + "@example.com",
                                        "Eight years of Java and Kafka at " + MARKER + " Limited."),
                                new JobDescriptionData(
                                        null, "Backend engineer", null, "We build services in Java and Kafka."),
                                new InterviewSettings(3, Duration.ofMinutes(10), List.of()),
                                now,
                                now.plusSeconds(3600),
                                null,
                                null))
                .await();
        bus.ask(SaveConsent.ADDRESS, new SaveConsent(ID, new Consent("1", "a".repeat(64), now)))
                .await();
    }

    /** The first answer meets a store that is away. */
    private void answerUntilTheEnd(FakePersistence store) {
        store.fail(ErrorCode.UNAVAILABLE);
        while (live.stream().noneMatch(LiveUpdate.ConversationEnded.class::isInstance)) {
            long before = asked();
            // Acknowledged when it is stored, and thus later.
            Future<?> kept = bus.ask(
                    SessionCommand.at(OWNER),
                    new SessionCommand.SubmitText(
                            ID,
                            BROWSER,
                            UUID.randomUUID(),
                            "I moved the " + MARKER + " service to Kafka number " + before
                                    + " because its queue ran full, and I measured it for a month."));
            Waiting.until(
                    () -> asked() > before || live.stream().anyMatch(LiveUpdate.ConversationEnded.class::isInstance));
            store.recover();
            kept.transform(done -> Future.succeededFuture()).await();
        }
    }

    /** Sentences of the agent that ended: its turn is over when the candidate has the floor. */
    private long asked() {
        return live.stream()
                .filter(update -> update instanceof LiveUpdate.AgentStateChanged changed
                        && changed.state() == AgentState.LISTENING)
                .count();
    }

    private void tell(SessionCommand command) {
        bus.ask(SessionCommand.at(OWNER), command).await();
    }
}
