/** What comes before an agent: the candidates that wait for a free room, and the browser that an interview is open in. */
@NullMarked
package io.recruiterbrain.voice.contract.join;

import org.jspecify.annotations.NullMarked;
