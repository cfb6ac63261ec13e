/** Scores with quotes that code verified against the transcript. */
@NullMarked
package io.recruiterbrain.voice.agent.evaluation;

import org.jspecify.annotations.NullMarked;
