/** Durable interview events, the way other systems follow interviews. */
@NullMarked
package io.recruiterbrain.voice.contract.event;

import org.jspecify.annotations.NullMarked;
