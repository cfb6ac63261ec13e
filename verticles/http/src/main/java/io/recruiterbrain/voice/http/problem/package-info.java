/** What clients get wrong, and what went wrong here, as RFC 9457 problems. */
@NullMarked
package io.recruiterbrain.voice.http.problem;

import org.jspecify.annotations.NullMarked;
