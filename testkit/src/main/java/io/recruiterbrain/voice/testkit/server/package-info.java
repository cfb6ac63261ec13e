/** Real servers that tests start on loopback and end by process. They know no test framework. */
@NullMarked
package io.recruiterbrain.voice.testkit.server;

import org.jspecify.annotations.NullMarked;
