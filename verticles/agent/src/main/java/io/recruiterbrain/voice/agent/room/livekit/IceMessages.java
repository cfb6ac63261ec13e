package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.agent.room.webrtc.IceServer;
import io.recruiterbrain.voice.agent.room.webrtc.SfuLink;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livekit.LivekitRtc.ICEServer;
import livekit.LivekitRtc.SignalTarget;
import livekit.LivekitRtc.TrickleRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Addresses and the servers that help to find them, as LiveKit writes them. */
final class IceMessages {
    private static final Logger LOG = LoggerFactory.getLogger(IceMessages.class);

    private IceMessages() {}

    /** Those of a kind that the media engine knows. */
    static List<IceServer> servers(List<ICEServer> named) {
        List<IceServer> result = new ArrayList<>();
        for (ICEServer server : named) {
            for (String url : server.getUrlsList()) {
                try {
                    result.add(new IceServer(url, server.getUsername(), server.getCredential()));
                } catch (IllegalArgumentException e) {
                    LOG.atDebug().log("an ice server of an unknown kind is passed over");
                }
            }
        }
        return result;
    }

    /** Empty for the end of the list, and for what is no address. */
    static Optional<SfuLink.Candidate> read(TrickleRequest trickle) {
        try {
            JsonObject init = new JsonObject(trickle.getCandidateInit());
            String candidate = init.getString("candidate", "");
            String mid = init.getString("sdpMid");
            Integer index = init.getInteger("sdpMLineIndex");
            return candidate.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new SfuLink.Candidate(candidate, mid == null ? "" : mid, index == null ? 0 : index));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    static TrickleRequest write(SfuLink.Candidate candidate, SignalTarget target) {
        JsonObject init = new JsonObject()
                .put("candidate", candidate.sdp())
                .put("sdpMid", candidate.mid())
                .put("sdpMLineIndex", candidate.index());
        return TrickleRequest.newBuilder()
                .setCandidateInit(init.encode())
                .setTarget(target)
                .build();
    }
}
