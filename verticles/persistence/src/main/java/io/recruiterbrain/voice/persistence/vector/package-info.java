/** The port to the store of turn vectors. */
@NullMarked
package io.recruiterbrain.voice.persistence.vector;

import org.jspecify.annotations.NullMarked;
