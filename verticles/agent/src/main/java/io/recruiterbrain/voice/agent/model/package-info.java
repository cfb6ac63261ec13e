/** The port to the language model. */
@NullMarked
package io.recruiterbrain.voice.agent.model;

import org.jspecify.annotations.NullMarked;
