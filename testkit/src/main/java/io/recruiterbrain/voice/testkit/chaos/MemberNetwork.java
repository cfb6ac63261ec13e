package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.node.NodePorts;
import io.recruiterbrain.voice.testkit.server.Toxiproxy;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Direction;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The network between the members of a cluster: each pair of members has proxies of its own, so that any direction between
 * any two of them can be cut. Members know each other by name only, and each finds its own proxies under these names, at
 * loopback addresses of that pair.
 */
final class MemberNetwork {
    private final List<String> names;
    private final List<NodePorts> ports;
    private final Path folder;
    private final List<Link> links = new ArrayList<>();

    /** What one member opens to another one. */
    private record Link(int from, int to, Proxy membership, Proxy bus) {}

    private MemberNetwork(List<String> names, List<NodePorts> ports, Path folder) {
        this.names = List.copyOf(names);
        this.ports = List.copyOf(ports);
        this.folder = folder;
    }

    static MemberNetwork open(Toxiproxy toxiproxy, List<String> names, List<NodePorts> ports, Path folder)
            throws IOException, InterruptedException {
        MemberNetwork network = new MemberNetwork(names, ports, folder);
        for (int from = 0; from < names.size(); from++) {
            for (int to = 0; to < names.size(); to++) {
                if (from != to) {
                    network.links.add(network.link(toxiproxy, from, to));
                }
            }
            network.writeHosts(from);
        }
        return network;
    }

    /** What leads a member into this network. */
    Map<String, String> settings(int member) {
        return Map.of(
                "RBV_CLUSTER_PUBLIC_HOST",
                host(member),
                "RBV_CLUSTER_MEMBERS",
                IntStream.range(0, names.size())
                        .mapToObj(each -> host(each) + ":" + ports.get(each).cluster())
                        .collect(Collectors.joining(",")),
                "RBV_JAVA_OPTIONS",
                "-Djdk.net.hosts.file=" + hosts(member) + " -Dvertx.disableDnsResolver=true");
    }

    /** Nothing that this member sends reaches the others. */
    void silence(int member) throws IOException, InterruptedException {
        for (Link link : links) {
            if (link.from() == member) {
                cut(link, Direction.UPSTREAM);
            } else if (link.to() == member) {
                cut(link, Direction.DOWNSTREAM);
            }
        }
    }

    /** Nothing that the others send reaches this member. */
    void deafen(int member) throws IOException, InterruptedException {
        for (Link link : links) {
            if (link.from() == member) {
                cut(link, Direction.DOWNSTREAM);
            } else if (link.to() == member) {
                cut(link, Direction.UPSTREAM);
            }
        }
    }

    /** Nobody listens there: a proxy would still take connections to a member that has ended. */
    void refuse(int member) throws IOException, InterruptedException {
        for (Link link : links) {
            if (link.to() == member) {
                link.membership().refuse();
                link.bus().refuse();
            }
        }
    }

    private static void cut(Link link, Direction direction) throws IOException, InterruptedException {
        link.membership().silence(direction);
        link.bus().silence(direction);
    }

    private Link link(Toxiproxy toxiproxy, int from, int to) throws IOException, InterruptedException {
        String name = names.get(from) + "-to-" + names.get(to);
        return new Link(
                from,
                to,
                proxy(toxiproxy, name + "-membership", from, to, ports.get(to).cluster()),
                proxy(toxiproxy, name + "-bus", from, to, ports.get(to).bus()));
    }

    private static Proxy proxy(Toxiproxy toxiproxy, String name, int from, int to, int port)
            throws IOException, InterruptedException {
        return toxiproxy.proxy(name, address(from, to) + ":" + port, "127.0.0.1:" + port);
    }

    private void writeHosts(int member) throws IOException {
        StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
        for (int each = 0; each < names.size(); each++) {
            lines.append(each == member ? "127.0.0.1" : address(member, each))
                    .append(' ')
                    .append(host(each))
                    .append('\n');
        }
        Files.writeString(hosts(member), lines);
    }

    private Path hosts(int member) {
        return folder.resolve(names.get(member) + ".hosts").toAbsolutePath();
    }

    private String host(int member) {
        return names.get(member) + ".members.test";
    }

    private static String address(int from, int to) {
        return "127.0." + (from + 1) + "." + (to + 1);
    }
}
