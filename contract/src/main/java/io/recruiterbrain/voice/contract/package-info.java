/** The typed event bus: messages, addresses, error codes and the one codec. */
@NullMarked
package io.recruiterbrain.voice.contract;

import org.jspecify.annotations.NullMarked;
