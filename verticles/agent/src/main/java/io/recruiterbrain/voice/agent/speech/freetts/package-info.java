/**
 * A voice by FreeTTS, inside the JVM. The jar carries the voice kevin16 of Carnegie Mellon University and FreeTTS itself
 * under BSD-like licences, and also Sun's {@code javax.speech} classes under their own licence, which nothing here uses.
 */
@NullMarked
package io.recruiterbrain.voice.agent.speech.freetts;

import org.jspecify.annotations.NullMarked;
