@NullMarked
package io.recruiterbrain.voice.agent.spool;

import org.jspecify.annotations.NullMarked;
