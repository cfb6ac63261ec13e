package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.InterviewHost.Held;
import io.recruiterbrain.voice.agent.InterviewHost.Permit;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms that are promised before they are taken. */
@Timeout(60)
class InterviewHostTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final MemoryStore store = new MemoryStore();
    private final QuietRooms rooms = new QuietRooms();
    private final RecordingJobs jobs = new RecordingJobs();
    private String deploymentId = "";

    /** Keeps what a job source is given, and counts what it is told. */
    private static final class RecordingJobs implements JobSource {
        volatile InterviewHost host;
        volatile Context context;
        volatile boolean drained;
        volatile boolean closed;

        @Override
        public Future<Void> start(Vertx vertx, InterviewHost ofInterviews) {
            host = ofInterviews;
            context = vertx.getOrCreateContext();
            return Future.succeededFuture();
        }

        @Override
        public void drain() {
            drained = true;
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return Future.succeededFuture();
        }
    }

    @BeforeEach
    void start() {
        MessageCodec.register(vertx);
        store.serve(bus);
        AgentConfig defaults = AgentConfig.defaults();
        AgentConfig config = new AgentConfig(
                "node-1", 1, 1, Duration.ofSeconds(5), defaults.turn(), defaults.plan(), defaults.conversation());
        deploymentId = vertx.deployVerticle(new SupervisorVerticle(
                        "node-1/test",
                        config,
                        SilentParts.with(rooms),
                        List::of,
                        id -> Future.succeededFuture(),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC(),
                        jobs,
                        SupervisorVerticle.UNMEASURED))
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aPromisedRoomIsNobodyElses() {
        // Given
        Permit permit = reserve(LONG).orElseThrow();

        // When
        JoinResult whilePromised = join();
        Optional<Permit> second = reserve(LONG);
        on(() -> {
            permit.giveBack();
            permit.giveBack();
            return null;
        });
        JoinResult afterwards = join();

        // Then
        assertThat(whilePromised).isInstanceOf(JoinResult.AllBusy.class);
        assertThat(second).isEmpty();
        assertThat(afterwards).isInstanceOf(JoinResult.Joined.class);
        assertThat(on(() -> jobs.host.taken())).isEqualTo(1);
    }

    @Test
    void aPromiseThatNobodyKeepsRunsOut() {
        // Given
        Permit permit = reserve(Duration.ofMillis(20)).orElseThrow();

        // When
        while (on(() -> jobs.host.taken()) > 0) {
            vertx.timer(10, TimeUnit.MILLISECONDS).await();
        }
        JoinResult joined = join();

        // Then
        assertThat(joined).isInstanceOf(JoinResult.Joined.class);
        UUID late = consented();
        assertThatThrownBy(() -> hold(late, "room", permit)).satisfies(fault -> hasCode(fault, ErrorCode.BUSY));
    }

    @Test
    void anInterviewIsHeldOnceHoweverOftenItIsBrought() {
        // Given
        UUID id = consented();

        // When
        Held first = hold(id, "stage", reserve(LONG).orElseThrow());
        Held again = hold(id, "another", () -> {});

        // Then
        assertThat(first.begun()).isTrue();
        assertThat(again.begun()).isFalse();
        assertThat(again.roomName()).isEqualTo("stage");
        assertThat(rooms.opened).hasValue(1);
    }

    @Test
    void anInterviewThatCannotBeHeldGivesItsRoomBack() {
        // Given
        UUID unconsented = store.add(InterviewState.SCHEDULED, false, null, 1).interviewId();
        Permit permit = reserve(LONG).orElseThrow();

        // When / Then
        assertThatThrownBy(() -> hold(unconsented, "stage", permit))
                .satisfies(fault -> hasCode(fault, ErrorCode.CONSENT_REQUIRED));
        assertThat(on(() -> jobs.host.taken())).isZero();
    }

    @Test
    void anInterviewThatIsLeftCanGoOnLater() {
        // Given
        UUID id = consented();
        Held held = hold(id, "stage", reserve(LONG).orElseThrow());

        // When
        later(() -> Future.all(jobs.host.release(id), jobs.host.release(id)).map(both -> null));
        InterviewState last = held.ended().await();
        Held again = hold(id, "other stage", reserve(LONG).orElseThrow());

        // Then
        assertThat(last).isEqualTo(InterviewState.RECOVERING);
        assertThat(again.begun()).isTrue();
        assertThat(rooms.left).hasValueGreaterThanOrEqualTo(1);
    }

    @Test
    void atAShutdownNoRoomIsPromisedAndTheSourceIsClosedLast() {
        // Given
        Held held = hold(consented(), "stage", reserve(LONG).orElseThrow());

        // When
        vertx.undeploy(deploymentId).await();

        // Then
        assertThat(held.ended().await()).isEqualTo(InterviewState.RECOVERING);
        assertThat(jobs.drained).isTrue();
        assertThat(jobs.closed).isTrue();
        assertThat(reserve(LONG)).isEmpty();
    }

    private UUID consented() {
        return store.add(InterviewState.SCHEDULED, true, null, 1).interviewId();
    }

    private JoinResult join() {
        return bus.ask(JoinInterview.ADDRESS, new JoinInterview(consented(), UUID.randomUUID()))
                .await();
    }

    private Optional<Permit> reserve(Duration atMost) {
        return on(() -> jobs.host.reserve(atMost));
    }

    private Held hold(UUID id, String room, Permit permit) {
        return later(() -> jobs.host.hold(id, room, permit, () -> rooms.open(id)));
    }

    private <T> T on(Callable<T> step) {
        return later(() -> Future.succeededFuture(step.call()));
    }

    private <T> T later(Callable<Future<T>> step) {
        Promise<T> done = Promise.promise();
        jobs.context.runOnContext(now -> {
            try {
                step.call().onComplete(done);
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future().await();
    }

    private static void hasCode(Throwable fault, ErrorCode code) {
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        known -> assertThat(known.code()).isEqualTo(code));
    }
}
