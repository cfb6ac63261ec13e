@NullMarked
package io.recruiterbrain.voice.agent.plan;

import org.jspecify.annotations.NullMarked;
