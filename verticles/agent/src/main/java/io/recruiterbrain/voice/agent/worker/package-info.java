/** This node as a LiveKit agent worker: interviews that the LiveKit server dispatches. */
@NullMarked
package io.recruiterbrain.voice.agent.worker;

import org.jspecify.annotations.NullMarked;
