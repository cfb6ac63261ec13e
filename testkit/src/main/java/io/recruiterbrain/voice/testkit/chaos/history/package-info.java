/** What candidates and onlookers of a run with faults saw, and what it proves. Pure: no clock, no network. */
@NullMarked
package io.recruiterbrain.voice.testkit.chaos.history;

import org.jspecify.annotations.NullMarked;
