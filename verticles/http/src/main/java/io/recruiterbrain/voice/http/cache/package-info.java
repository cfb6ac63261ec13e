/** What is remembered for a while, and never more of it than fits. */
@NullMarked
package io.recruiterbrain.voice.http.cache;

import org.jspecify.annotations.NullMarked;
