/** A server that speaks OpenAI's chat completions as the vendor documents them, for tests and for trying without an account. */
@NullMarked
package io.recruiterbrain.voice.testkit.vendor.openai;

import org.jspecify.annotations.NullMarked;
