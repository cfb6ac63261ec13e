/** What tests of several modules share: a bus that speaks the contract, fakes of the modules behind it, a small cluster. */
@NullMarked
package io.recruiterbrain.voice.testkit;

import org.jspecify.annotations.NullMarked;
