/** Retry, fallback and circuits over providers that fail on purpose. */
@NullMarked
package io.recruiterbrain.voice.agent.resilience;

import org.jspecify.annotations.NullMarked;
