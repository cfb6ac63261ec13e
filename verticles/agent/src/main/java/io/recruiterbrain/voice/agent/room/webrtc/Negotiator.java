package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Offer and answer of one peer connection without trickling: descriptions go out when their addresses are known. Every
 * native call is made on the control thread; their callbacks, on the signalling thread, only complete a future.
 */
final class Negotiator {
    private static final long NATIVE_SECONDS = 10;

    private static final Pattern CANDIDATE =
            Pattern.compile("a=candidate:(\\S+ \\S+ \\S+ \\S+) (\\S+) (\\S+ typ host)");

    private final RTCPeerConnection connection;
    private final Executor control;
    private final MediaConfig config;

    private volatile CompletableFuture<Void> gathered = new CompletableFuture<>();
    private volatile boolean candidateFound;

    /** What a native callback has still to complete. */
    private CompletableFuture<?> pending = new CompletableFuture<>();

    private String remoteUfrag = "";
    private boolean closed;

    Negotiator(RTCPeerConnection connection, Executor control, MediaConfig config) {
        this.connection = connection;
        this.control = control;
        this.config = config;
    }

    CompletableFuture<String> answer(SdpOffer offer, Runnable whenOfferIsSet) {
        boolean gathers = !offer.iceUfrag().equals(remoteUfrag);
        return setRemote(RTCSdpType.OFFER, offer.sdp())
                .thenComposeAsync(
                        nothing -> {
                            requireOpen();
                            remoteUfrag = offer.iceUfrag();
                            whenOfferIsSet.run();
                            return create(false, false);
                        },
                        control)
                .thenComposeAsync(answer -> setLocal(answer, gathers), control);
    }

    CompletableFuture<String> offer(boolean restart) {
        return create(true, restart).thenComposeAsync(offer -> setLocal(offer, true), control);
    }

    CompletableFuture<Void> accept(String answer) {
        return setRemote(RTCSdpType.ANSWER, answer);
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
        closed = true;
        ServiceException fault = closedFault();
        pending.completeExceptionally(fault);
        gathered.completeExceptionally(fault);
    }

    private CompletableFuture<RTCSessionDescription> create(boolean offer, boolean restart) {
        requireOpen();
        CompletableFuture<RTCSessionDescription> result = new CompletableFuture<>();
        pending = result;
        CreateSessionDescriptionObserver observer = new CreateSessionDescriptionObserver() {
            @Override
            public void onSuccess(RTCSessionDescription description) {
                result.complete(description);
            }

            @Override
            public void onFailure(String error) {
                result.completeExceptionally(refused());
            }
        };
        if (offer) {
            RTCOfferOptions options = new RTCOfferOptions();
            options.iceRestart = restart;
            connection.createOffer(options, observer);
        } else {
            connection.createAnswer(new RTCAnswerOptions(), observer);
        }
        return result.orTimeout(NATIVE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> setRemote(RTCSdpType type, String sdp) {
        requireOpen();
        Setting setting = new Setting();
        pending = setting.result;
        try {
            connection.setRemoteDescription(new RTCSessionDescription(type, sdp), setting);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // A description that does not parse comes back as a plain java.lang.Error.
            return CompletableFuture.failedFuture(refused());
        }
        return setting.result.orTimeout(NATIVE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<String> setLocal(RTCSessionDescription description, boolean gathers) {
        requireOpen();
        Setting setting = new Setting();
        pending = setting.result;
        if (gathers) {
            gathered = new CompletableFuture<>();
            candidateFound = false;
        }
        connection.setLocalDescription(description, setting);
        return setting.result
                .orTimeout(NATIVE_SECONDS, TimeUnit.SECONDS)
                .thenCompose(nothing -> gathered.copy()
                        .completeOnTimeout(null, config.gatheringTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .thenApplyAsync(nothing -> localDescription(), control);
    }

    private String localDescription() {
        requireOpen();
        if (!candidateFound) {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "no network address for media was found in time");
        }
        String sdp = connection.getLocalDescription().sdp;
        return config.loopbackOnly() ? onLoopback(sdp) : sdp;
    }

    /** The native side names the address of the default route although its sockets can be reached on loopback too. */
    static String onLoopback(String sdp) {
        return CANDIDATE
                .matcher(sdp)
                .replaceAll(found -> "a=candidate:" + found.group(1) + " "
                        + (found.group(2).contains(":") ? "::1" : "127.0.0.1") + " " + found.group(3));
    }

    private void requireOpen() {
        if (closed) {
            throw closedFault();
        }
    }

    private static ServiceException closedFault() {
        return new ServiceException(ErrorCode.INVALID_STATE, "the connection was closed or replaced meanwhile");
    }

    /** The native text would quote the description, so it is left out. */
    private static ServiceException refused() {
        return new ServiceException(ErrorCode.INVALID_SDP, "the session description cannot be negotiated");
    }

    private static final class Setting implements SetSessionDescriptionObserver {
        private final CompletableFuture<Void> result = new CompletableFuture<>();

        @Override
        public void onSuccess() {
            result.complete(null);
        }

        @Override
        public void onFailure(String error) {
            result.completeExceptionally(refused());
        }
    }
}
