/** Tests of the E5 adapter; those that load the real model are named IT. */
@NullMarked
package io.recruiterbrain.voice.embedding.e5;

import org.jspecify.annotations.NullMarked;
