/** The way of a request: from the OpenAPI file to a checked request, its credential, its log line. */
@NullMarked
package io.recruiterbrain.voice.http.request;

import org.jspecify.annotations.NullMarked;
