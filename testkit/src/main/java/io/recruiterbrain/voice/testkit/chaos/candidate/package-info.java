/** Candidates that hold an interview as the page does, and note what they were told. */
@NullMarked
package io.recruiterbrain.voice.testkit.chaos.candidate;

import org.jspecify.annotations.NullMarked;
