/**
 * Deepgram's streaming speech-to-text as far as its public documentation states it, on loopback: it transcribes what it
 * truly hears.
 */
@NullMarked
package io.recruiterbrain.voice.testkit.vendor.deepgram;

import org.jspecify.annotations.NullMarked;
