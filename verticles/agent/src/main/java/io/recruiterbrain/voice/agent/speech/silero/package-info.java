/** Voice activity by the Silero model on ONNX Runtime. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.silero;

import org.jspecify.annotations.NullMarked;
