/** Who may call what: API keys, candidates' links, rate limits. */
@NullMarked
package io.recruiterbrain.voice.http.auth;

import org.jspecify.annotations.NullMarked;
