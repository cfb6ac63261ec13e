package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.agent.lease.VoiceGate;
import io.recruiterbrain.voice.agent.plan.Arrival;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.LiveUpdate.AgentMoved;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.contract.agent.SessionCommand.OfferMedia;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * When an agent that a browser joined tells the page of itself. That one is not told shows by another agent, which came
 * later and has told already.
 */
@Timeout(60)
class InterviewVerticleTest {
    private static final UUID BROWSER = UUID.randomUUID();
    private static final String OWNER = "node-1/test";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final MemoryStore store = new MemoryStore();
    private final QuietRooms rooms = new QuietRooms();
    private final List<LiveUpdate> live = new CopyOnWriteArrayList<>();

    private record Agent(UUID id, InterviewVerticle verticle) {}

    @BeforeEach
    void start() {
        MessageCodec.register(vertx);
        store.serve(bus);
        bus.subscribe(LiveUpdate.TOPIC, LiveUpdate.class, live::add).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whoFollowsAnotherAgentTellsThePageUntilItHasJoined() {
        // Given
        Agent agent = agent(2);
        Waiting.until(() -> told(agent) >= 2);

        // When
        report(agent, Presence.CONNECTED);
        long before = told(agent);
        Waiting.until(() -> told(agent) > before);
        report(agent, Presence.TEXT_MODE);
        long joined = told(agent);

        // Then: what was on its way when the page joined may still come
        anotherTells();
        assertThat(told(agent)).isLessThanOrEqualTo(joined + 1);
        long after = told(agent);
        anotherTells();
        assertThat(told(agent)).isEqualTo(after);
    }

    @Test
    void whoFollowsAnotherAgentTellsNothingWhenAVoiceConnectionWasOfferedToIt() {
        // Given: the offer comes before the time to tell begins
        Promise<Void> entering = Promise.promise();
        rooms.entered = entering.future();
        Agent agent = agent(2);
        Waiting.until(() -> rooms.listener != null);
        agent.verticle()
                .take(new OfferMedia(agent.id(), BROWSER, MediaDirection.VOICE, null, "v=0"))
                .await();

        // When
        entering.complete();

        // Then
        anotherTells();
        assertThat(told(agent)).isZero();
    }

    @Test
    void aMicrophonesTestIsNoVoiceConnection() {
        // Given
        Promise<Void> entering = Promise.promise();
        rooms.entered = entering.future();
        Agent agent = agent(2);
        Waiting.until(() -> rooms.listener != null);
        agent.verticle()
                .take(new OfferMedia(agent.id(), BROWSER, MediaDirection.MICROPHONE, null, "v=0"))
                .await();

        // When
        entering.complete();

        // Then
        Waiting.until(() -> told(agent) > 0);
    }

    @Test
    void theFirstAgentOfAnInterviewHasNothingToTell() {
        // When
        Agent agent = agent(1);

        // Then
        anotherTells();
        assertThat(told(agent)).isZero();
    }

    /** Long enough for whoever was there before it to have told twice. */
    private void anotherTells() {
        rooms.entered = Future.succeededFuture();
        Agent another = agent(2);
        Waiting.until(() -> told(another) >= 2);
        report(another, Presence.TEXT_MODE);
    }

    /** One whose browser joined; not yet in its room when that cannot be entered yet. */
    private Agent agent(long fence) {
        UUID id = store.add(InterviewState.WAITING, true, null, 1).interviewId();
        InterviewVerticle verticle = new InterviewVerticle(
                new Holding(
                        store.interviews.get(id), new Lease(OWNER, fence), new VoiceGate(() -> true), Arrival.JOINED),
                BROWSER,
                () -> rooms.open(id),
                AgentConfig.defaults(),
                SilentParts.with(rooms),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                Optional.empty(),
                new InterviewVerticle.Listener() {
                    @Override
                    public void ended(EndedInterview ended) {}

                    @Override
                    public void leaseLost() {}
                });
        boolean enters = rooms.entered.isComplete();
        Future<String> deployed = vertx.deployVerticle(
                verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
        if (enters) {
            deployed.await();
        }
        return new Agent(id, verticle);
    }

    private void report(Agent agent, Presence presence) {
        agent.verticle().take(new ReportPresence(agent.id(), BROWSER, presence)).await();
    }

    private long told(Agent agent) {
        return live.stream()
                .filter(update -> update instanceof AgentMoved moved
                        && moved.interviewId().equals(agent.id()))
                .count();
    }
}
