package io.recruiterbrain.voice.agent.room.livekit;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomListener;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.room.webrtc.MediaFutures;
import io.recruiterbrain.voice.agent.room.webrtc.VoiceQueue;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;
import io.vertx.core.http.WebSocketClient;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room of a LiveKit server with the agent in it.
 *
 * <p>The candidate is connected while they receive the agent's voice, whether or not they have a microphone; nobody else
 * is heard, and what they write is passed over. All state is kept to the engine's control thread.
 */
final class LiveKitRoom implements Room, Membership.Events {
    private static final Logger LOG = LoggerFactory.getLogger(LiveKitRoom.class);
    private static final String STATE = "lk.agent.state";

    /** What the rooms of a provider share. */
    record Parts(MediaEngine engine, Clock clock, MeterRegistry meters, WebSocketClient signals, String url) {}

    private final MediaEngine engine;
    private final MeterRegistry meters;
    private final UUID interviewId;
    private final VoiceQueue voice;
    private final Consumer<String> sendOut;
    private final Attendance attendance;
    private final CandidatePresence presence;
    private final Membership membership;
    private final Captions captions;
    private final ChatInbox chat = new ChatInbox(this::typed);
    private final Set<String> sentOut = new HashSet<>();

    private volatile @Nullable RoomListener listener;
    private boolean candidateConnected;
    private @Nullable AgentState agentState;
    private boolean left;

    /**
     * @param newToken makes a token for each new participation; absent for a seat that the server keeps
     * @param sendOut removes somebody from the room by their identity
     */
    LiveKitRoom(
            Parts parts,
            UUID interviewId,
            LiveKitSeat seat,
            @Nullable Supplier<String> newToken,
            Consumer<String> sendOut) {
        engine = parts.engine();
        meters = parts.meters();
        this.interviewId = interviewId;
        this.sendOut = sendOut;
        voice = engine.newVoice();
        attendance = new Attendance(seat.agentIdentity(), seat.candidateIdentity());
        presence = new CandidatePresence(engine, attendance, this::report);
        captions = new Captions(parts.clock(), this::send);
        Signalling.Opener signals = (resumes, token, hearer) ->
                new SignalConnection(engine, parts.clock(), parts.signals(), parts.url(), resumes, token, hearer);
        membership = new Membership(
                interviewId,
                new RtcSession.Parts(engine, signals, voice, AudioFrame.SPEECH_RATE, this::heard),
                seat.token(),
                newToken,
                new Backoff(new SplittableRandom()),
                meters,
                this);
    }

    @Override
    public Future<Void> join(RoomListener newListener) {
        return MediaFutures.toVertx(engine.onControl(() -> {
            if (listener != null || left) {
                throw new ServiceException(ErrorCode.INVALID_STATE, "the room was joined before");
            }
            listener = newListener;
            return membership.join();
        }));
    }

    @Override
    public AudioOutput voice() {
        return voice;
    }

    @Override
    public void agentState(AgentState state) {
        engine.execute(() -> {
            agentState = state;
            showState();
        });
    }

    @Override
    public void caption(Speaker speaker, String segmentId, String text, boolean isFinal) {
        engine.execute(() -> write(speaker, segmentId, text, isFinal));
    }

    @Override
    public Future<Void> leave() {
        if (engine.isClosed()) {
            return Future.succeededFuture();
        }
        return MediaFutures.toVertx(engine.onControl(() -> {
            left = true;
            listener = null;
            membership.leave();
            voice.setPlaying(false);
            voice.clear();
            return CompletableFuture.completedFuture(null);
        }));
    }

    @Override
    public void onParticipants(List<ParticipantInfo> participants, boolean all) {
        if (all) {
            attendance.reset(participants);
            presence.restarted();
            showState();
        } else {
            attendance.update(participants);
        }
        attend();
    }

    @Override
    public void onData(DataPacket packet) {
        if (attendance.isCandidate(packet.getParticipantIdentity())) {
            chat.take(packet);
        }
    }

    @Override
    public void onHeard() {
        presence.heard();
    }

    @Override
    public void onMedia() {
        report();
    }

    @Override
    public void onOut() {
        attendance.reset(List.of());
        attend();
    }

    /** Does something with the participation, when there is one; for tests that break it. */
    void with(Consumer<RtcSession> step) {
        engine.execute(() -> {
            RtcSession session = membership.session();
            if (session != null) {
                step.accept(session);
            }
        });
    }

    private void attend() {
        if (presence.look()) {
            captions.beginAnew();
            chat.clear();
        }
        RtcSession session = membership.session();
        if (session != null) {
            TrackInfo microphone = attendance.microphone();
            session.listenTo(microphone == null ? "" : microphone.getSid());
        }
        attendance.strangers().forEach(this::refuse);
        report();
    }

    private void refuse(ParticipantInfo stranger) {
        if (sentOut.add(stranger.getSid())) {
            meters.counter("rbv.room.strangers", "provider", LiveKitFaults.PROVIDER)
                    .increment();
            LOG.atWarn().addKeyValue("interviewId", interviewId).log("somebody else is in the candidate's room");
            sendOut.accept(stranger.getIdentity());
        }
    }

    /** Tells the listener when the candidate came or went, and lets audio through only while connected. */
    private void report() {
        RtcSession session = membership.session();
        boolean now = session != null && session.isUp() && presence.hearsUs();
        voice.setPlaying(now && session != null && !session.isMuted());
        if (session != null) {
            session.hear(now);
        }
        if (now == candidateConnected) {
            return;
        }
        candidateConnected = now;
        LOG.atInfo()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("connected", now)
                .log("candidate connection changed");
        tell(hearer -> {
            if (now) {
                hearer.onCandidateConnected();
            } else {
                hearer.onCandidateDisconnected();
            }
        });
    }

    private void typed(String text) {
        tell(hearer -> hearer.onText(text));
    }

    private void tell(Consumer<RoomListener> news) {
        RoomListener hearer = listener;
        if (hearer == null) {
            return;
        }
        try {
            news.accept(hearer);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("interviewId", interviewId).setCause(e).log("room listener failed");
        }
    }

    private void heard(AudioFrame frame) {
        RoomListener hearer = listener;
        if (hearer != null) {
            hearer.onAudio(frame);
        }
    }

    private void write(Speaker speaker, String segmentId, String text, boolean isFinal) {
        ParticipantInfo candidate = attendance.candidate();
        RtcSession session = membership.session();
        if (candidate == null || session == null) {
            return; // nobody reads; what is stored they may read later
        }
        TrackInfo microphone = attendance.microphone();
        String track = switch (speaker) {
            case AGENT -> session.publishedSid();
            case CANDIDATE -> microphone == null ? "" : microphone.getSid();
        };
        captions.write(new Captions.Line(candidate.getIdentity(), speaker, track), segmentId, text, isFinal);
    }

    private void send(DataPacket.Builder packet) {
        RtcSession session = membership.session();
        if (session != null) {
            session.send(packet);
        }
    }

    /** LiveKit has no word for the end, after which the agent leaves. */
    private void showState() {
        RtcSession session = membership.session();
        AgentState state = agentState;
        if (session != null && state != null) {
            String word = state == AgentState.CLOSED ? "idle" : state.name().toLowerCase(Locale.ROOT);
            session.request(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder().putAttributes(STATE, word)));
        }
    }
}
