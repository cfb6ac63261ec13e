package io.recruiterbrain.voice.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.conversation.VertxScheduler;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@link JoinInterview}: holds the rooms of this node, never more than its cap, one {@link InterviewVerticle}
 * each, and has ended interviews evaluated. One instance a node, on an event loop; undeploying it closes every room
 * with a sentence and waits until all is saved.
 */
public final class SupervisorVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorVerticle.class);

    private final AgentConfig config;
    private final AgentPorts ports;
    private final Supplier<List<PortStatus>> portStatus;
    private final Evaluations evaluations;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<UUID, OpenRoom> rooms = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private boolean draining;
    private @Nullable AfterTheEnd afterTheEnd;

    /** A room that is taken, from the first moment of its join on. */
    private record OpenRoom(Future<Deployed> deployed) {}

    private record Deployed(InterviewVerticle verticle, String deploymentId) {}

    /**
     * @param portStatus what to report of each port, asked each time
     * @param evaluations called for each interview that ended, again when it failed
     */
    public SupervisorVerticle(
            AgentConfig config,
            AgentPorts ports,
            Supplier<List<PortStatus>> portStatus,
            Evaluations evaluations,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        this.ports = ports;
        this.portStatus = portStatus;
        this.evaluations = evaluations;
        this.meters = meters;
        this.clock = clock;
        Gauge.builder("rbv.agent.rooms", open, AtomicInteger::get)
                .description("Interviews that are held on this node now")
                .register(meters);
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        Scheduler scheduler = new VertxScheduler(vertx, context, clock);
        AfterTheEnd after = new AfterTheEnd(bus, evaluations, scheduler, meters, rooms::containsKey);
        afterTheEnd = after;
        return Future.all(
                        bus.serve(JoinInterview.ADDRESS, this::join),
                        bus.serve(FindStatus.AGENT, question -> Future.succeededFuture(status())))
                .onSuccess(served -> after.pickUp());
    }

    @Override
    public Future<?> stop() {
        return drain();
    }

    /** Takes no more joins and closes every room; completes when all are closed. Any further call does the same. */
    private Future<?> drain() {
        draining = true;
        return Future.join(rooms.values().stream()
                .map(room -> room.deployed().compose(deployed -> vertx.undeploy(deployed.deploymentId())))
                .toList());
    }

    private Future<JoinResult> join(JoinInterview request) {
        UUID interviewId = request.interviewId();
        OpenRoom taken = rooms.get(interviewId);
        if (taken != null) {
            return taken.deployed()
                    .compose(deployed -> deployed.verticle().takeOver(request.sessionId()))
                    .map(done -> joined(request));
        }
        if (draining || rooms.size() >= config.rooms()) {
            countJoin("busy");
            return Future.succeededFuture(new JoinResult.AllBusy(config.rooms()));
        }
        // The room is taken before anything is awaited: two joins at once can never pass the cap together.
        Future<Deployed> deployed = new Bus(vertx)
                .ask(FindInterview.ADDRESS, new FindInterview(interviewId))
                .compose(SupervisorVerticle::admitted)
                .compose(interview -> deploy(interview, request.sessionId()));
        rooms.put(interviewId, new OpenRoom(deployed));
        open.set(rooms.size());
        return deployed.map(done -> joined(request)).onComplete(outcome -> {
            countJoin(outcome.succeeded() ? "joined" : "refused");
            if (outcome.failed()) {
                free(interviewId);
            }
        });
    }

    private static Future<Interview> admitted(Interview interview) {
        if (interview.state().ended()) {
            return Future.failedFuture(new ServiceException(ErrorCode.INVALID_STATE, "the interview is over"));
        }
        if (interview.consent() == null) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.CONSENT_REQUIRED, "the consent text has not been accepted"));
        }
        return Future.succeededFuture(interview);
    }

    private Future<Deployed> deploy(Interview interview, UUID sessionId) {
        InterviewVerticle verticle = new InterviewVerticle(
                interview,
                sessionId,
                config,
                ports,
                meters,
                clock,
                ended -> context.runOnContext(ignored -> ended(ended)));
        return vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .map(id -> {
                    LOG.atInfo()
                            .addKeyValue("interviewId", interview.interviewId())
                            .log("room opened");
                    return new Deployed(verticle, id);
                });
    }

    private void ended(EndedInterview interview) {
        OpenRoom room = rooms.get(interview.interviewId());
        free(interview.interviewId());
        if (room != null && !draining) {
            room.deployed().compose(deployed -> vertx.undeploy(deployed.deploymentId()));
        }
        AfterTheEnd after = afterTheEnd;
        if (after != null && !draining && interview.toBeEvaluated()) {
            after.evaluate(interview.interviewId());
        }
    }

    private void free(UUID interviewId) {
        rooms.remove(interviewId);
        open.set(rooms.size());
    }

    private ModuleStatus status() {
        return new ModuleStatus(
                "agent", config.nodeId(), portStatus.get(), Map.of("rooms", (long) rooms.size(), "rooms_cap", (long)
                        config.rooms()));
    }

    private static JoinResult joined(JoinInterview request, String nodeId) {
        return new JoinResult.Joined(request.interviewId(), request.sessionId(), nodeId);
    }

    private JoinResult joined(JoinInterview request) {
        return joined(request, config.nodeId());
    }

    private void countJoin(String outcome) {
        Counter.builder("rbv.agent.joins")
                .description("Candidates who came to this node")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
