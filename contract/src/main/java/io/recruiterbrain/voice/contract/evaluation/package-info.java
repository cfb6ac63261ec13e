/** Evaluations: rubric levels with quotes that were verified against the transcript. */
@NullMarked
package io.recruiterbrain.voice.contract.evaluation;

import org.jspecify.annotations.NullMarked;
