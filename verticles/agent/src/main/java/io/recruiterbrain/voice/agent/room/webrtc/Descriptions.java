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
import java.util.concurrent.TimeUnit;

/**
 * Making and setting the descriptions of one peer connection, one step at a time. Every native call is made on the
 * control thread; their callbacks, on the signalling thread, only complete a future.
 */
final class Descriptions {
    private static final long NATIVE_SECONDS = 10;

    private final RTCPeerConnection connection;

    /** What a native callback has still to complete. */
    private CompletableFuture<?> pending = new CompletableFuture<>();

    private boolean closed;

    Descriptions(RTCPeerConnection connection) {
        this.connection = connection;
    }

    /** @param restart whether ICE starts anew */
    CompletableFuture<RTCSessionDescription> createOffer(boolean restart) {
        Making making = begin(new Making());
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = restart;
        connection.createOffer(options, making);
        return making.result.orTimeout(NATIVE_SECONDS, TimeUnit.SECONDS);
    }

    CompletableFuture<RTCSessionDescription> createAnswer() {
        Making making = begin(new Making());
        connection.createAnswer(new RTCAnswerOptions(), making);
        return making.result.orTimeout(NATIVE_SECONDS, TimeUnit.SECONDS);
    }

    CompletableFuture<Void> setRemote(RTCSdpType type, String sdp) {
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

    CompletableFuture<Void> setLocal(RTCSessionDescription description) {
        requireOpen();
        Setting setting = new Setting();
        pending = setting.result;
        connection.setLocalDescription(description, setting);
        return setting.result.orTimeout(NATIVE_SECONDS, TimeUnit.SECONDS);
    }

    /** Fails what is under way; the connection must not be called any more. */
    void close() {
        closed = true;
        pending.completeExceptionally(closedFault());
    }

    void requireOpen() {
        if (closed) {
            throw closedFault();
        }
    }

    static ServiceException closedFault() {
        return new ServiceException(ErrorCode.INVALID_STATE, "the connection was closed or replaced meanwhile");
    }

    private Making begin(Making making) {
        requireOpen();
        pending = making.result;
        return making;
    }

    /** The native text would quote the description, so it is left out. */
    private static ServiceException refused() {
        return new ServiceException(ErrorCode.INVALID_SDP, "the session description cannot be negotiated");
    }

    private static final class Making implements CreateSessionDescriptionObserver {
        private final CompletableFuture<RTCSessionDescription> result = new CompletableFuture<>();

        @Override
        public void onSuccess(RTCSessionDescription description) {
            result.complete(description);
        }

        @Override
        public void onFailure(String error) {
            result.completeExceptionally(refused());
        }
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
