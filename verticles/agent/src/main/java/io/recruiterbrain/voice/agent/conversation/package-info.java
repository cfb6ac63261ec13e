/** One interview's loop: hears, decides, speaks. Knows ports only. */
@NullMarked
package io.recruiterbrain.voice.agent.conversation;

import org.jspecify.annotations.NullMarked;
