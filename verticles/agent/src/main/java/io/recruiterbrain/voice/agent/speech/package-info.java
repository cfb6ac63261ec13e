/** The ports that hear and speak. */
@NullMarked
package io.recruiterbrain.voice.agent.speech;

import org.jspecify.annotations.NullMarked;
