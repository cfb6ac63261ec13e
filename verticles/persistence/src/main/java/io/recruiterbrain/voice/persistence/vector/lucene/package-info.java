/** Turn vectors in a Lucene index in the data folder. */
@NullMarked
package io.recruiterbrain.voice.persistence.vector.lucene;

import org.jspecify.annotations.NullMarked;
