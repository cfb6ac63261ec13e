/** What each module reports of its adapters and their health. */
@NullMarked
package io.recruiterbrain.voice.contract.status;

import org.jspecify.annotations.NullMarked;
