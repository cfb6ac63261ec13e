/** Recruiters' API keys, known only by their hash. */
@NullMarked
package io.recruiterbrain.voice.contract.access;

import org.jspecify.annotations.NullMarked;
