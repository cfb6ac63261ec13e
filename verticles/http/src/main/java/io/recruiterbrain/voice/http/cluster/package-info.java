/** Who is in the cluster and what each holds, as this node heard it. */
@NullMarked
package io.recruiterbrain.voice.http.cluster;

import org.jspecify.annotations.NullMarked;
