/** Questions that an extension may answer in place of what is built in. */
@NullMarked
package io.recruiterbrain.voice.contract.extension;

import org.jspecify.annotations.NullMarked;
