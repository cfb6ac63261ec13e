/** Hearing by CMU Sphinx, inside the JVM. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.sphinx;

import org.jspecify.annotations.NullMarked;
