/** A voice by FreeTTS, inside the JVM. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.freetts;

import org.jspecify.annotations.NullMarked;
