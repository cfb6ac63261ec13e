@NullMarked
package io.recruiterbrain.voice.agent.conversation;

import org.jspecify.annotations.NullMarked;
