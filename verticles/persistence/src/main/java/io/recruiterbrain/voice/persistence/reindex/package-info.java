/** Embeds all turns anew into another collection and puts that in the place of the one in use. */
@NullMarked
package io.recruiterbrain.voice.persistence.reindex;

import org.jspecify.annotations.NullMarked;
