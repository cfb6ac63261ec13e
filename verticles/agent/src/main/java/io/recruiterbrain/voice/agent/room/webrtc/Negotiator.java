package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Offer and answer of one peer connection without trickling: descriptions go out when their addresses are known. On the
 * control thread.
 */
final class Negotiator {
    private static final Pattern CANDIDATE = Pattern.compile("candidate:(\\S+ \\S+ \\S+ \\S+) (\\S+) (\\S+ typ host)");

    private final RTCPeerConnection connection;
    private final Descriptions descriptions;
    private final Executor control;
    private final MediaConfig config;

    private volatile CompletableFuture<Void> gathered = new CompletableFuture<>();
    private volatile boolean candidateFound;

    private String remoteUfrag = "";

    Negotiator(RTCPeerConnection connection, Executor control, MediaConfig config) {
        this.connection = connection;
        this.descriptions = new Descriptions(connection);
        this.control = control;
        this.config = config;
    }

    CompletableFuture<String> answer(SdpOffer offer, Runnable whenOfferIsSet) {
        boolean gathers = !offer.iceUfrag().equals(remoteUfrag);
        return descriptions
                .setRemote(RTCSdpType.OFFER, offer.sdp())
                .thenComposeAsync(
                        nothing -> {
                            descriptions.requireOpen();
                            remoteUfrag = offer.iceUfrag();
                            whenOfferIsSet.run();
                            return descriptions.createAnswer();
                        },
                        control)
                .thenComposeAsync(answer -> setLocal(answer, gathers), control);
    }

    CompletableFuture<String> offer(boolean restart) {
        return descriptions.createOffer(restart).thenComposeAsync(offer -> setLocal(offer, true), control);
    }

    CompletableFuture<Void> accept(String answer) {
        return descriptions.setRemote(RTCSdpType.ANSWER, answer);
    }

    /** Called on the signalling thread. */
    void candidateFound() {
        candidateFound = true;
    }

    /** Called on the signalling thread. */
    void gatheringComplete() {
        gathered.complete(null);
    }

    /** Fails what is under way; the connection must not be called any more. */
    void close() {
        descriptions.close();
        gathered.completeExceptionally(Descriptions.closedFault());
    }

    private CompletableFuture<String> setLocal(RTCSessionDescription description, boolean gathers) {
        descriptions.requireOpen();
        if (gathers) {
            gathered = new CompletableFuture<>();
            candidateFound = false;
        }
        return descriptions
                .setLocal(description)
                .thenCompose(nothing -> gathered.copy()
                        .completeOnTimeout(null, config.gatheringTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .thenApplyAsync(nothing -> localDescription(), control);
    }

    private String localDescription() {
        descriptions.requireOpen();
        if (!candidateFound) {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "no network address for media was found in time");
        }
        String sdp = connection.getLocalDescription().sdp;
        return config.loopbackOnly() ? onLoopback(sdp) : sdp;
    }

    /** The native side names the address of the default route although its sockets can be reached on loopback too. */
    static String onLoopback(String candidates) {
        return CANDIDATE
                .matcher(candidates)
                .replaceAll(found -> "candidate:" + found.group(1) + " "
                        + (found.group(2).contains(":") ? "::1" : "127.0.0.1") + " " + found.group(3));
    }
}
