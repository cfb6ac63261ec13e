/** Server-Sent Events: durable events without gap or doubles, and live updates between them. */
@NullMarked
package io.recruiterbrain.voice.http.live;

import org.jspecify.annotations.NullMarked;
