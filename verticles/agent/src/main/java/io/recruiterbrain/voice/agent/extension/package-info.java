/** Where extensions may take part in what the language model decides. */
@NullMarked
package io.recruiterbrain.voice.agent.extension;

import org.jspecify.annotations.NullMarked;
