/** How this node and the modules are, for probes, Prometheus and people. */
@NullMarked
package io.recruiterbrain.voice.http.health;

import org.jspecify.annotations.NullMarked;
