/** Hearing by Deepgram's streaming API: one WebSocket for each candidate. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.deepgram;

import org.jspecify.annotations.NullMarked;
