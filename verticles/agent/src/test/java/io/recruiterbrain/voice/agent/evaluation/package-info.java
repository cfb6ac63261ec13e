/** Evaluations under test. */
@NullMarked
package io.recruiterbrain.voice.agent.evaluation;

import org.jspecify.annotations.NullMarked;
