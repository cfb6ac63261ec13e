/** The operations of recruiters and candidates, one class for each group, and the JSON they speak. */
@NullMarked
package io.recruiterbrain.voice.http.api;

import org.jspecify.annotations.NullMarked;
