/** The way of saved turns into the vector store: a transactional queue and its dispatcher. */
@NullMarked
package io.recruiterbrain.voice.persistence.outbox;

import org.jspecify.annotations.NullMarked;
