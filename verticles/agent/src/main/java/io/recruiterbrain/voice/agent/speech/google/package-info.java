/** Google Cloud Text-to-Speech over gRPC. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.google;

import org.jspecify.annotations.NullMarked;
