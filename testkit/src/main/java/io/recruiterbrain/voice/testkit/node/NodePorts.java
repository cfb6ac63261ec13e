package io.recruiterbrain.voice.testkit.node;

import io.recruiterbrain.voice.testkit.server.FreePort;

/**
 * Where a node listens, all on loopback.
 *
 * @param http REST, or the probes of a node without the role http
 * @param cluster where members keep track of each other
 * @param bus the event bus
 */
public record NodePorts(int http, int cluster, int bus) {
    /** Ports that nobody listens on now. */
    public static NodePorts free() {
        return new NodePorts(FreePort.tcp(), FreePort.tcp(), FreePort.tcp());
    }
}
