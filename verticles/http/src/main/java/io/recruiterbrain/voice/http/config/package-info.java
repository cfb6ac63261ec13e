/** Settings of the HTTP module and what it is told of its process. */
@NullMarked
package io.recruiterbrain.voice.http.config;

import org.jspecify.annotations.NullMarked;
