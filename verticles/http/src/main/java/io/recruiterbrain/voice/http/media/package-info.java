/** Signalling of the candidate's audio, shaped like WHIP. */
@NullMarked
package io.recruiterbrain.voice.http.media;

import org.jspecify.annotations.NullMarked;
