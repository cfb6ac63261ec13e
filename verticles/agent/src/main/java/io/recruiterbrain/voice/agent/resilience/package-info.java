/** Retry, fallback and circuit breaking: once, around any port, never inside an adapter. */
@NullMarked
package io.recruiterbrain.voice.agent.resilience;

import org.jspecify.annotations.NullMarked;
