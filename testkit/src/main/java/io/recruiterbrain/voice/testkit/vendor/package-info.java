/** Servers that speak the vendors' wire protocols, for tests, load runs and trials without an account. */
@NullMarked
package io.recruiterbrain.voice.testkit.vendor;

import org.jspecify.annotations.NullMarked;
