/** What voices of any vendor share: raw samples cut into frames, and a sentence that is being spoken. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.pcm;

import org.jspecify.annotations.NullMarked;
