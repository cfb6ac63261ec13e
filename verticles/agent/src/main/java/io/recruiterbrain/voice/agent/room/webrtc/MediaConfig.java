package io.recruiterbrain.voice.agent.room.webrtc;

import java.time.Duration;
import java.util.List;

/**
 * How media reaches this process.
 *
 * @param udpPortMin lowest UDP port for media, {@code RBV_UDP_PORT_MIN}; 0 together with {@code udpPortMax} 0 leaves the
 *     choice to the system. An interview takes two ports
 * @param udpPortMax highest UDP port for media, {@code RBV_UDP_PORT_MAX}
 * @param iceServers {@code RBV_ICE_SERVERS}, one for each url
 * @param loopbackOnly {@code RBV_MEDIA_LOOPBACK_ONLY}: descriptions name 127.0.0.1 and ::1 only, for browsers on this
 *     very machine, hosts without a network, and tests. Such a browser must use loopback addresses itself, which
 *     Chromium does with {@code --allow-loopback-in-peer-connection}. The UDP sockets are not bound to loopback
 * @param gatheringTimeout an answer goes out with the addresses known by then
 * @param disconnectGrace how long a connection may be interrupted before the
 *     candidate counts as gone
 */
public record MediaConfig(
        int udpPortMin,
        int udpPortMax,
        List<IceServer> iceServers,
        boolean loopbackOnly,
        Duration gatheringTimeout,
        Duration disconnectGrace) {
    public MediaConfig {
        iceServers = List.copyOf(iceServers);
        requirePort(udpPortMin, "RBV_UDP_PORT_MIN");
        requirePort(udpPortMax, "RBV_UDP_PORT_MAX");
        boolean free = udpPortMin == 0 && udpPortMax == 0;
        if (!free && (udpPortMin == 0 || udpPortMax - udpPortMin < 3)) {
            throw new IllegalArgumentException(
                    "RBV_UDP_PORT_MIN and RBV_UDP_PORT_MAX must hold at least four ports between them, or both be 0");
        }
        requireWithin(gatheringTimeout, 100, 7_000, "gatheringTimeout");
        requireWithin(disconnectGrace, 0, 60_000, "disconnectGrace");
    }

    /** Any port, no helping server, every network interface. */
    public static MediaConfig defaults() {
        return new MediaConfig(0, 0, List.of(), false, Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    /** The same, but with the addresses of this machine only. */
    public MediaConfig onLoopback() {
        return new MediaConfig(udpPortMin, udpPortMax, iceServers, true, gatheringTimeout, disconnectGrace);
    }

    private static void requirePort(int port, String name) {
        if (port != 0 && (port < 1024 || port > 65_535)) {
            throw new IllegalArgumentException(name + " must be from 1024 to 65535, or 0");
        }
    }

    private static void requireWithin(Duration value, long minMillis, long maxMillis, String name) {
        if (value.toMillis() < minMillis || value.toMillis() > maxMillis) {
            throw new IllegalArgumentException(name + " must be from " + minMillis + " ms to " + maxMillis + " ms");
        }
    }
}
