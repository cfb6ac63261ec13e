/** Commands to the agent that conducts an interview, and its live updates. */
@NullMarked
package io.recruiterbrain.voice.contract.agent;

import org.jspecify.annotations.NullMarked;
