package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An agent without ears or voice, served on the addresses of supervisor and sessions: a hard cap on rooms, takeover by a
 * second browser, refusal of the browser before. It keeps every command and says nothing by itself. One that is given an
 * owner's name tells of itself, as one of several in a cluster. Safe for any thread.
 */
public final class FakeAgent {
    /** What it answers to every offer. */
    public static final String SDP_ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=agent\r\nt=0 0\r\n";

    private static final String ALONE = "test-node/alone";

    private final Bus bus;
    private final Clock clock;
    private final int rooms;
    private final String owner;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger mostTaken = new AtomicInteger();
    private volatile boolean draining;
    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();
    private final Queue<SessionCommand> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger resources = new AtomicInteger();

    private record Session(UUID sessionId, long fence) {}

    private FakeAgent(Bus bus, Clock clock, int rooms, String owner) {
        this.bus = bus;
        this.clock = clock;
        this.rooms = rooms;
        this.owner = owner;
    }

    /** Serves supervisor and status; persistence must be served on the same bus. */
    public static Future<FakeAgent> serve(Bus bus, Clock clock, int rooms) {
        FakeAgent fake = new FakeAgent(bus, clock, rooms, ALONE);
        return bus.serve(JoinInterview.ADDRESS, fake::join)
                .compose(joining -> bus.serve(SessionCommand.at(ALONE), fake::take))
                .compose(joining -> bus.serve(FindStatus.AGENT, request -> Future.succeededFuture(fake.status())))
                .map(registered -> fake);
    }

    /** Serves one supervisor of several, which takes joins at its own address only, and tells of itself. */
    public static Future<FakeAgent> serve(Bus bus, Clock clock, int rooms, String owner) {
        FakeAgent fake = new FakeAgent(bus, clock, rooms, owner);
        return Future.all(
                        bus.serve(JoinInterview.at(owner), fake::join), bus.serve(SessionCommand.at(owner), fake::take))
                .map(registered -> {
                    fake.announce();
                    return fake;
                });
    }

    /** Tells everybody how many rooms it has, as a supervisor does every second. */
    public void announce() {
        if (!owner.equals(ALONE)) {
            bus.publish(AgentPresence.TOPIC, new AgentPresence(owner, nodeId(), taken.get(), rooms, draining));
        }
    }

    /** Takes no more, and says so. */
    public void drain() {
        draining = true;
        announce();
    }

    /** The most rooms that were taken at any time. */
    public int mostTaken() {
        return mostTaken.get();
    }

    /** Every command it took, in order. */
    public List<SessionCommand> commands() {
        return List.copyOf(commands);
    }

    /** What it was told of candidates' pages, in order. */
    public List<SessionCommand.ReportPresence> presences() {
        return commands.stream()
                .filter(SessionCommand.ReportPresence.class::isInstance)
                .map(SessionCommand.ReportPresence.class::cast)
                .toList();
    }

    /** Shows something on the pages that follow the interview. */
    public void publish(LiveUpdate update) {
        bus.publish(LiveUpdate.TOPIC, update);
    }

    /** Leaves the room as after a crash: nobody answers, nothing is stored. */
    public Future<Void> vanish(UUID interviewId) {
        Session session = sessions.remove(interviewId);
        if (session == null) {
            return Future.succeededFuture();
        }
        taken.decrementAndGet();
        announce();
        return Future.succeededFuture();
    }

    /** Ends the conversation: stores the state, gives the lease back, tells the pages, leaves the room. */
    public Future<Void> end(UUID interviewId, InterviewState state, String reason) {
        return bus.ask(ChangeState.ADDRESS, new ChangeState(interviewId, state, clock.instant(), null, reason))
                .compose(stored -> giveBackLease(interviewId))
                .compose(stored -> {
                    String word = state == InterviewState.CANCELLED ? "recruiter_cancelled" : reason;
                    publish(new LiveUpdate.ConversationEnded(interviewId, word));
                    return vanish(interviewId);
                });
    }

    private Future<?> giveBackLease(UUID interviewId) {
        Session session = sessions.get(interviewId);
        return session == null
                ? Future.succeededFuture()
                : bus.ask(ReleaseLease.ADDRESS, new ReleaseLease(interviewId, new Lease(owner, session.fence())));
    }

    private Future<JoinResult> join(JoinInterview request) {
        UUID interviewId = request.interviewId();
        Session before = sessions.get(interviewId);
        if (before != null) {
            sessions.put(interviewId, new Session(request.sessionId(), before.fence()));
            if (!before.sessionId().equals(request.sessionId())) {
                publish(new LiveUpdate.SessionTakenOver(interviewId, before.sessionId()));
            }
            return Future.succeededFuture(joined(request));
        }
        int mine = taken.incrementAndGet();
        if (draining || mine > rooms) {
            taken.decrementAndGet();
            return Future.succeededFuture(new JoinResult.AllBusy(rooms));
        }
        mostTaken.accumulateAndGet(mine, Math::max);
        announce();
        return bus.ask(AcquireLease.ADDRESS, new AcquireLease(interviewId, owner, null, 0))
                .compose(outcome -> switch (outcome) {
                    case LeaseOutcome.Acquired acquired ->
                        open(request, acquired.lease().fence());
                    case LeaseOutcome.HeldBy held -> {
                        giveUpRoom();
                        yield Future.succeededFuture(new JoinResult.HeldElsewhere(
                                interviewId, held.lease().owner()));
                    }
                })
                .onFailure(fault -> giveUpRoom());
    }

    private Future<JoinResult> open(JoinInterview request, long fence) {
        UUID interviewId = request.interviewId();
        return bus.ask(
                        ChangeState.ADDRESS,
                        new ChangeState(interviewId, InterviewState.WAITING, clock.instant(), nodeId(), null))
                .map(waiting -> {
                    sessions.put(interviewId, new Session(request.sessionId(), fence));
                    return joined(request);
                });
    }

    private void giveUpRoom() {
        taken.decrementAndGet();
        announce();
    }

    private String nodeId() {
        return owner.split("/")[0];
    }

    private JoinResult joined(JoinInterview request) {
        return new JoinResult.Joined(request.interviewId(), request.sessionId(), nodeId());
    }

    private Future<SessionReply> take(SessionCommand command) {
        Session session = sessions.get(command.interviewId());
        if (session == null) {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "the room is closing");
        }
        if (command.sessionId() != null && !command.sessionId().equals(session.sessionId())) {
            throw new ServiceException(ErrorCode.SESSION_TAKEN_OVER, "another browser joined with this link");
        }
        commands.add(command);
        SessionReply accepted = new SessionReply.Accepted(command.interviewId());
        return switch (command) {
            case SessionCommand.OfferMedia offer -> Future.succeededFuture(answer(offer));
            case SessionCommand.LeaveInterview leave ->
                end(leave.interviewId(), InterviewState.COMPLETED, "candidate_left")
                        .map(accepted);
            case SessionCommand.EndInterview end ->
                end(end.interviewId(), InterviewState.CANCELLED, end.reason()).map(accepted);
            case SessionCommand.CloseMedia close -> Future.succeededFuture(accepted);
            case SessionCommand.SubmitText text -> Future.succeededFuture(accepted);
            case SessionCommand.ReportPresence presence -> Future.succeededFuture(accepted);
        };
    }

    private SessionReply answer(SessionCommand.OfferMedia offer) {
        if (!offer.sdp().contains("m=")) {
            throw new ServiceException(ErrorCode.INVALID_SDP, "the offer has no media in it");
        }
        String resource = offer.resourceId() == null ? "pc-" + resources.incrementAndGet() : offer.resourceId();
        return new SessionReply.MediaAnswer(offer.interviewId(), resource, SDP_ANSWER);
    }

    private ModuleStatus status() {
        return new ModuleStatus(
                "agent",
                "test-node",
                List.of(new ModuleStatus.PortStatus("Room", "fake", true, "LIVEKIT_URL", null)),
                Map.of("rooms", (long) sessions.size(), "rooms_cap", (long) rooms));
    }
}
