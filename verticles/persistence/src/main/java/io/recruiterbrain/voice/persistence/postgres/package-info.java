/** Interviews, turns, evaluations, events and API keys in PostgreSQL. */
@NullMarked
package io.recruiterbrain.voice.persistence.postgres;

import org.jspecify.annotations.NullMarked;
