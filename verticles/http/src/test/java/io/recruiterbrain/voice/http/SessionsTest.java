package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.http.api.Sessions;
import io.recruiterbrain.voice.testkit.FakePersistence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent once more to the agent that took an interview over, and what is not. */
@Timeout(60)
class SessionsTest {
    private static final String OLD = "node-1/a";
    private static final String NEW = "node-2/b";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Sessions sessions = new Sessions(bus, System::nanoTime);
    private final UUID id = UUID.randomUUID();
    private final Queue<Presence> taken = new ConcurrentLinkedQueue<>();
    private FakePersistence persistence;

    @BeforeEach
    void start() {
        MessageCodec.register(vertx);
        persistence = FakePersistence.serve(bus).await();
        bus.ask(
                        CreateInterview.ADDRESS,
                        new CreateInterview(
                                id,
                                new CandidateData(null, "Ada", null, null),
                                new JobDescriptionData(null, "Backend engineer", null, "We build services."),
                                new InterviewSettings(2, Duration.ofMinutes(5), List.of()),
                                RunningHttp.NOW,
                                RunningHttp.NOW.plusSeconds(3600),
                                null,
                                null))
                .await();
        persistence.giveLease(id, OLD);
        sessions.start().await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @ParameterizedTest
    @CsvSource({"CONNECTED, true", "TEXT_MODE, true", "VOICE_MODE, true", "TYPING, true", "DISCONNECTED, false"})
    void aReportThatGotNoReplyInTimeGoesToTheNewAgentUnlessItSaysThatThePageIsGone(Presence presence, boolean again) {
        // Given: as when the time of the one before is up
        serve(OLD, command -> {
            persistence.giveLease(id, NEW);
            return Future.failedFuture(new ServiceException(ErrorCode.TIMEOUT, "no reply"));
        });
        serve(NEW, this::take);

        // When
        Future<SessionReply> reply = ask(presence);

        // Then
        Waiting.until(reply::isComplete);
        assertThat(reply.succeeded()).isEqualTo(again);
        assertThat(List.copyOf(taken)).isEqualTo(again ? List.of(presence) : List.of());
    }

    @Test
    void ofTheReportsThatWaitForAFrozenAgentTheOneThatThePageIsGoneStaysWithIt() {
        // Given
        ConcurrentMap<Presence, Promise<SessionReply>> frozen = new ConcurrentHashMap<>();
        Promise<Void> both = Promise.promise();
        serve(OLD, report -> {
            Promise<SessionReply> reply = Promise.promise();
            frozen.put(report.presence(), reply);
            if (frozen.size() == 2) {
                both.tryComplete();
            }
            return reply.future();
        });
        serve(NEW, this::take);
        Future<SessionReply> gone = ask(Presence.DISCONNECTED);
        Future<SessionReply> there = ask(Presence.CONNECTED);
        both.future().await();

        // When
        long fence = persistence.giveLease(id, NEW).fence();
        bus.publish(LiveUpdate.TOPIC, new LiveUpdate.AgentMoved(id, fence, NEW));
        Waiting.until(there::isComplete);
        frozen.get(Presence.DISCONNECTED).complete(new SessionReply.Accepted(id));
        Waiting.until(gone::isComplete);

        // Then
        assertThat(List.of(there.succeeded(), gone.succeeded())).containsOnly(true);
        assertThat(taken).containsExactly(Presence.CONNECTED);
    }

    @ParameterizedTest
    @CsvSource({"CONNECTED", "DISCONNECTED"})
    void aReportThatNobodyTookGoesToTheNewAgentWhateverItSays(Presence presence) {
        // Given
        serve(OLD, report -> {
            persistence.giveLease(id, NEW);
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "nobody is in this room here"));
        });
        serve(NEW, this::take);

        // When
        Future<SessionReply> reply = ask(presence);

        // Then
        Waiting.until(reply::isComplete);
        assertThat(reply.succeeded()).isTrue();
        assertThat(taken).containsExactly(presence);
    }

    /** What answers for an agent. */
    private interface Answering {
        Future<SessionReply> to(ReportPresence report);
    }

    private void serve(String owner, Answering answering) {
        bus.serve(SessionCommand.at(owner), command -> answering.to((ReportPresence) command))
                .await();
    }

    private Future<SessionReply> take(ReportPresence report) {
        taken.add(report.presence());
        return Future.succeededFuture(new SessionReply.Accepted(id));
    }

    private Future<SessionReply> ask(Presence presence) {
        return sessions.ask(new ReportPresence(id, new UUID(1, 2), presence));
    }
}
