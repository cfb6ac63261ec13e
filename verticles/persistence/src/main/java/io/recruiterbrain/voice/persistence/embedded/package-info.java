/** PostgreSQL as a child process on the node's own data folder. */
@NullMarked
package io.recruiterbrain.voice.persistence.embedded;

import org.jspecify.annotations.NullMarked;
