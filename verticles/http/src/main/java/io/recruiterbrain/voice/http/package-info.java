/** REST, live events, signalling and pages; talks to the other modules over the event bus only. */
@NullMarked
package io.recruiterbrain.voice.http;

import org.jspecify.annotations.NullMarked;
