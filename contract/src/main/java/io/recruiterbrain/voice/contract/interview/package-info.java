/** Interviews: what a recruiter orders, its states, its plan, and the messages that change them. */
@NullMarked
package io.recruiterbrain.voice.contract.interview;

import org.jspecify.annotations.NullMarked;
