/** Search by meaning: the query's vector, the nearest turns, and their text from PostgreSQL. */
@NullMarked
package io.recruiterbrain.voice.persistence.search;

import org.jspecify.annotations.NullMarked;
