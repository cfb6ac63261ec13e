/** Where an extension may take part in what is stored. */
@NullMarked
package io.recruiterbrain.voice.persistence.extension;

import org.jspecify.annotations.NullMarked;
