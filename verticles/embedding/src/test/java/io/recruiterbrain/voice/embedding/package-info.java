/** Tests of the queue and the verticle, the contract of the port, and its fake. */
@NullMarked
package io.recruiterbrain.voice.embedding;

import org.jspecify.annotations.NullMarked;
