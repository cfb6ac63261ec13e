/**
 * Turns texts into vectors: the verticle in front, the port {@link io.recruiterbrain.voice.embedding.Embedder} behind, and
 * between them a bounded queue that batches by length and lets searches go first.
 */
@NullMarked
package io.recruiterbrain.voice.embedding;

import org.jspecify.annotations.NullMarked;
