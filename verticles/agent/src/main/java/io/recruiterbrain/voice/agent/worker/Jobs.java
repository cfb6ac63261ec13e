package io.recruiterbrain.voice.agent.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.InterviewHost;
import io.recruiterbrain.voice.agent.InterviewHost.Held;
import io.recruiterbrain.voice.agent.InterviewHost.Permit;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitSeat;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import livekit.LivekitAgent.AvailabilityRequest;
import livekit.LivekitAgent.AvailabilityResponse;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.JobAssignment;
import livekit.LivekitAgent.JobStatus;
import livekit.LivekitAgent.MigrateJobRequest;
import livekit.LivekitAgent.UpdateJobStatus;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitModels.Room;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that the server offered and assigned. An interview has one room on this node, however many jobs ask for it:
 * the first one begins it, further ones for the same room watch it, and those for another room fail. On the supervisor's
 * context.
 */
final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Permit NOTHING_PROMISED = () -> {};

    private final InterviewHost host;
    private final JobRooms rooms;
    private final Duration permitTimeout;
    private final MeterRegistry meters;
    private final Consumer<WorkerMessage.Builder> send;
    private final Map<String, Permit> offered = new LinkedHashMap<>();
    private final Map<String, Running> running = new LinkedHashMap<>();

    private static final class Running {
        final UUID interviewId;
        final Room room;
        /** The server has ended the job, so its place in the room is lost. */
        boolean terminated;

        Running(UUID interviewId, Room room) {
            this.interviewId = interviewId;
            this.room = room;
        }

        /** Whether the place is lost: a room of this name that was closed and made again has another id. */
        boolean isLost(Room now) {
            return terminated
                    || (room.getName().equals(now.getName()) && !room.getSid().equals(now.getSid()));
        }
    }

    /** @param send to the server, when there is a connection */
    Jobs(
            InterviewHost host,
            JobRooms rooms,
            Duration permitTimeout,
            MeterRegistry meters,
            Consumer<WorkerMessage.Builder> send) {
        this.host = host;
        this.rooms = rooms;
        this.permitTimeout = permitTimeout;
        this.meters = meters;
        this.send = send;
    }

    int count() {
        return running.size();
    }

    /** Answers whether a job can be taken; a room is kept for it before that is said. */
    void offered(AvailabilityRequest request, boolean draining) {
        Job job = request.getJob();
        Optional<Permit> permit;
        if (draining) {
            permit = Optional.empty();
        } else if (needsNoRoom(job)) {
            permit = Optional.of(NOTHING_PROMISED);
        } else {
            permit = host.reserve(permitTimeout);
        }
        permit.ifPresent(kept -> {
            Permit before = offered.put(job.getId(), kept);
            if (before != null) {
                before.giveBack();
            }
            forgetOldOffers();
        });
        count(permit.isPresent() ? "accepted" : "refused");
        send.accept(WorkerMessage.newBuilder()
                .setAvailability(AvailabilityResponse.newBuilder()
                        .setJobId(job.getId())
                        .setAvailable(permit.isPresent())
                        .setParticipantName("Interviewer")
                        .setParticipantIdentity(identityOf(job))));
    }

    /** Begins the interview of a job. */
    void assigned(JobAssignment assignment) {
        Job job = assignment.getJob();
        Permit kept = offered.remove(job.getId());
        Permit permit = kept == null ? NOTHING_PROMISED : kept;
        if (running.containsKey(job.getId())) {
            permit.giveBack();
            return;
        }
        UUID interviewId = JobMetadata.interviewOf(job.getMetadata()).orElse(null);
        if (interviewId == null) {
            permit.giveBack();
            failed(job.getId(), JobMetadata.EXPECTED);
            return;
        }
        Running taken = new Running(interviewId, job.getRoom());
        running.put(job.getId(), taken);
        String room = job.getRoom().getName();
        leftBehind(interviewId, job.getRoom())
                .compose(released -> host.hold(
                        interviewId,
                        room,
                        permit,
                        () -> rooms.open(
                                interviewId, new LiveKitSeat(room, identityOf(job), null, assignment.getToken()))))
                .onSuccess(held -> held(job, held))
                .onFailure(fault -> {
                    permit.giveBack();
                    over(job.getId());
                    failed(job.getId(), sentence(fault));
                });
    }

    /**
     * The server ended a job: its room was closed, or the agent taken out. The conversation waits for the candidate as
     * after any lost connection; a further job for it begins anew.
     */
    void terminated(String jobId) {
        Running job = running.get(jobId);
        if (job != null) {
            job.terminated = true;
            LOG.atInfo()
                    .addKeyValue("interviewId", job.interviewId)
                    .addKeyValue("jobId", jobId)
                    .log("livekit job terminated");
        }
    }

    /** After a registration: the server is told what still runs. */
    void registered() {
        List<String> ids = List.copyOf(running.keySet());
        if (!ids.isEmpty()) {
            send.accept(WorkerMessage.newBuilder()
                    .setMigrateJob(MigrateJobRequest.newBuilder().addAllJobIds(ids)));
        }
    }

    /** Metadata that is not ours is to fail with a sentence, and an interview that is held here already has its room. */
    private boolean needsNoRoom(Job job) {
        return JobMetadata.interviewOf(job.getMetadata()).map(host::holds).orElse(true);
    }

    /** Leaves a room whose job the server has ended, so that the interview can be held in the new one. */
    private Future<Void> leftBehind(UUID interviewId, Room now) {
        boolean lost =
                running.values().stream().anyMatch(each -> each.interviewId.equals(interviewId) && each.isLost(now));
        return lost ? host.release(interviewId) : Future.succeededFuture();
    }

    private void held(Job job, Held held) {
        if (!held.roomName().equals(job.getRoom().getName())) {
            over(job.getId());
            failed(job.getId(), "the interview is held in another room already: " + held.roomName());
            return;
        }
        count(held.begun() ? "begun" : "joined");
        status(job.getId(), JobStatus.JS_RUNNING, "");
        held.ended().onSuccess(state -> {
            over(job.getId());
            if (state == InterviewState.FAILED) {
                failed(job.getId(), "the interview failed; see the agent's log");
            } else if (state == InterviewState.RECOVERING) {
                failed(job.getId(), "this node left the interview before its end; dispatch it again");
            } else {
                status(job.getId(), JobStatus.JS_SUCCESS, "");
            }
        });
    }

    private void over(String jobId) {
        running.remove(jobId);
    }

    private void failed(String jobId, String why) {
        LOG.atWarn().addKeyValue("jobId", jobId).addKeyValue("fault", why).log("livekit job failed");
        count("failed");
        status(jobId, JobStatus.JS_FAILED, why);
    }

    private void status(String jobId, JobStatus status, String error) {
        send.accept(WorkerMessage.newBuilder()
                .setUpdateJob(UpdateJobStatus.newBuilder()
                        .setJobId(jobId)
                        .setStatus(status)
                        .setError(error)));
    }

    /** Offers that were never assigned: their permits ran out long ago. */
    private void forgetOldOffers() {
        Iterator<Permit> oldest = offered.values().iterator();
        while (offered.size() > host.cap() * 2 + 16) {
            oldest.next().giveBack();
            oldest.remove();
        }
    }

    private void count(String outcome) {
        Counter.builder("rbv.worker.jobs")
                .description("Jobs that a LiveKit server offered or assigned to this node")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }

    private static String identityOf(Job job) {
        return "agent-" + job.getId();
    }

    private static String sentence(Throwable fault) {
        return fault instanceof ServiceException known
                ? String.valueOf(known.getMessage())
                : "the interview could not be begun (" + fault.getClass().getSimpleName() + ")";
    }
}
