/** Membership of a cluster: joining, who else is there, and leaving. */
@NullMarked
package io.recruiterbrain.voice.launcher.node.cluster;

import org.jspecify.annotations.NullMarked;
