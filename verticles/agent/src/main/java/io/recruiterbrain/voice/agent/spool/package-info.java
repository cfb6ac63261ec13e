/** Where turns wait on this node's disk while the store does not take them; survives the end of the process. */
@NullMarked
package io.recruiterbrain.voice.agent.spool;

import org.jspecify.annotations.NullMarked;
