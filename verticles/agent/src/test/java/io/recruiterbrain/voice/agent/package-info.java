@NullMarked
package io.recruiterbrain.voice.agent;

import org.jspecify.annotations.NullMarked;
