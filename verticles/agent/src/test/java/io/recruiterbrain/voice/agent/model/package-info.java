/** What every language model must do, whatever is behind it. */
@org.jspecify.annotations.NullMarked
package io.recruiterbrain.voice.agent.model;
