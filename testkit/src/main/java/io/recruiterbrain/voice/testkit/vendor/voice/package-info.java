/** The voice with which the providers' servers speak. */
@NullMarked
package io.recruiterbrain.voice.testkit.vendor.voice;

import org.jspecify.annotations.NullMarked;
