/** Who holds an interview: leases, their fencing numbers and what a node knows of the others. */
@NullMarked
package io.recruiterbrain.voice.contract.lease;

import org.jspecify.annotations.NullMarked;
