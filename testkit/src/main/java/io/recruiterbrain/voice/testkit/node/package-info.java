/** Real nodes of the built distribution as processes on loopback, alone or as the members of a cluster. */
@NullMarked
package io.recruiterbrain.voice.testkit.node;

import org.jspecify.annotations.NullMarked;
