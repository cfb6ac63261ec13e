/** The only code that knows SQL or a vector store: the verticle, its configuration and its assembly. */
@NullMarked
package io.recruiterbrain.voice.persistence;

import org.jspecify.annotations.NullMarked;
