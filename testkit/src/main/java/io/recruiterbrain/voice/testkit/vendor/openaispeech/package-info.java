/** A server of OpenAI's audio API, as tests and trials need it. */
@NullMarked
package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import org.jspecify.annotations.NullMarked;
