/** Semantic search over turns, and the embedding of texts it stands on. */
@NullMarked
package io.recruiterbrain.voice.contract.search;

import org.jspecify.annotations.NullMarked;
