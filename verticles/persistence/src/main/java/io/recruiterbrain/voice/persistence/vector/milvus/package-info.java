/** Turn vectors in a Milvus collection, by Milvus' own client. */
@NullMarked
package io.recruiterbrain.voice.persistence.vector.milvus;

import org.jspecify.annotations.NullMarked;
