package io.recruiterbrain.voice.agent.lease;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The other owners, by what they last told of themselves. On the supervisor's context. */
public final class Peers {
    /** Presences come each second; one may be lost, or late. */
    private static final Duration REMEMBERED = Duration.ofMillis(3_500);

    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private record Seen(AgentPresence presence, long first, long last) {}

    private final String owner;
    private final LongSupplier nanos;
    /** When this process first heard of itself, and so of who was there before it. */
    private OptionalLong start = OptionalLong.empty();

    private final Map<String, Seen> seen = new HashMap<>();

    public Peers(String owner, LongSupplier nanos) {
        this.owner = owner;
        this.nanos = nanos;
    }

    public void saw(AgentPresence presence) {
        long now = nanos.getAsLong();
        if (presence.owner().equals(owner)) {
            start = OptionalLong.of(start.orElse(now));
        } else {
            Seen before = seen.get(presence.owner());
            seen.put(presence.owner(), new Seen(presence, before == null ? now : before.first(), now));
        }
    }

    /** Those of the last seconds. */
    public List<AgentPresence> present() {
        return heardOf().map(Seen::presence).toList();
    }

    /** Those of them that came after this process: in a rolling restart, those that have it behind them. */
    public List<AgentPresence> presentSinceLater() {
        return heardOf()
                .filter(one -> start.isPresent() && one.first() - start.getAsLong() > REMEMBERED.toNanos())
                .map(Seen::presence)
                .toList();
    }

    private Stream<Seen> heardOf() {
        long now = nanos.getAsLong();
        // Who was away for a while and is back did not come later.
        seen.values().removeIf(one -> now - one.last() > FORGOTTEN.toNanos());
        return seen.values().stream().filter(one -> now - one.last() <= REMEMBERED.toNanos());
    }

    Set<String> names() {
        return present().stream().map(AgentPresence::owner).collect(Collectors.toSet());
    }
}
