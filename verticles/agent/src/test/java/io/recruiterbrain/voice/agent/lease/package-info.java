@NullMarked
package io.recruiterbrain.voice.agent.lease;

import org.jspecify.annotations.NullMarked;
