/** Google Cloud Text-to-Speech, and the OAuth token endpoint before it, as tests and trials need them. */
@NullMarked
package io.recruiterbrain.voice.testkit.vendor.google;

import org.jspecify.annotations.NullMarked;
