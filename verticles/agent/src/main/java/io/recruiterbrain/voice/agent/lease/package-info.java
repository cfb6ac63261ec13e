/** Who may hold and speak: own leases kept, those of others watched. No clock of another machine is ever looked at. */
@NullMarked
package io.recruiterbrain.voice.agent.lease;

import org.jspecify.annotations.NullMarked;
