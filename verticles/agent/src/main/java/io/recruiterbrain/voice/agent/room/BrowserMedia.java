package io.recruiterbrain.voice.agent.room;

import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A {@link Room} that a browser reaches without a media server, by one offer and answer for each direction. */
public interface BrowserMedia {
    /**
     * Opens a peer connection, or restarts ICE on an open one.
     *
     * @param resourceId the connection to restart, absent for a new one, which replaces an older one of this direction
     * @return fails with {@code INVALID_SDP} for an offer that cannot be negotiated, {@code NOT_FOUND} for an unknown resource
     */
    Future<Answer> offer(MediaDirection direction, @Nullable String resourceId, String sdp);

    /** Closes a connection; an unknown one is no fault. */
    Future<Void> close(String resourceId);

    /** Drops every connection, because another browser takes over. */
    Future<Void> closeAll();

    record Answer(String resourceId, String sdp) {}
}
