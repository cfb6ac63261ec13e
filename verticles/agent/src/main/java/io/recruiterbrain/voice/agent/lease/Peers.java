package io.recruiterbrain.voice.agent.lease;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The other owners, by what they last told of themselves. On the supervisor's context. */
public final class Peers {
    /** Presences come each second; one may be lost, or late. */
    private static final Duration REMEMBERED = Duration.ofMillis(3_500);

    private record Seen(AgentPresence presence, long at) {}

    private final String owner;
    private final LongSupplier nanos;
    private final Map<String, Seen> seen = new HashMap<>();

    public Peers(String owner, LongSupplier nanos) {
        this.owner = owner;
        this.nanos = nanos;
    }

    public void saw(AgentPresence presence) {
        if (!presence.owner().equals(owner)) {
            seen.put(presence.owner(), new Seen(presence, nanos.getAsLong()));
        }
    }

    /** Those of the last seconds. */
    public List<AgentPresence> present() {
        long now = nanos.getAsLong();
        seen.values().removeIf(one -> now - one.at() > REMEMBERED.toNanos());
        return seen.values().stream().map(Seen::presence).toList();
    }

    Set<String> names() {
        return present().stream().map(AgentPresence::owner).collect(Collectors.toSet());
    }
}
