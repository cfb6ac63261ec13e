/** A LiveKit server as the HTTP module sees it: tokens for candidates, and the server's webhooks. */
@NullMarked
package io.recruiterbrain.voice.http.livekit;

import org.jspecify.annotations.NullMarked;
