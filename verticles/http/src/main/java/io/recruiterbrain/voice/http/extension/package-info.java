/** Extensions in any language: the event bus over a WebSocket, no more of it than they need. */
@NullMarked
package io.recruiterbrain.voice.http.extension;

import org.jspecify.annotations.NullMarked;
