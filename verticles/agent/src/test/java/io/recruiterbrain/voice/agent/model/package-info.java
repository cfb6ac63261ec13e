/** What every language model must do, whatever is behind it. */
@NullMarked
package io.recruiterbrain.voice.agent.model;

import org.jspecify.annotations.NullMarked;
