/** Static pages with their caching and security headers. */
@NullMarked
package io.recruiterbrain.voice.http.page;

import org.jspecify.annotations.NullMarked;
