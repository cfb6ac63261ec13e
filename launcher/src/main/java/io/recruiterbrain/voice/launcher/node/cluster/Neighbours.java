package io.recruiterbrain.voice.launcher.node.cluster;

import io.recruiterbrain.voice.launcher.config.ClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Finds out why a node that was told of members stands alone: for a first one that is as it should be. Blocking. */
final class Neighbours {
    private static final int PATIENCE_MILLIS = 1000;

    private final ClusterConfig cluster;

    Neighbours(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    /** Whether any other member is configured. */
    boolean expected() {
        return cluster.kubernetesDns().isPresent() || !others().isEmpty();
    }

    /** One sentence; empty when no other member is configured. */
    Optional<String> whyAlone() {
        if (cluster.kubernetesDns().isPresent()) {
            return Optional.of("the service " + cluster.kubernetesDns().get()
                    + " names no other member that answers; this node begins the cluster " + cluster.name());
        }
        List<InetSocketAddress> others = others();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        List<InetSocketAddress> listening =
                others.stream().filter(Neighbours::listens).toList();
        return Optional.of(
                listening.isEmpty()
                        ? "nobody of RBV_CLUSTER_MEMBERS answers at " + words(others)
                                + "; this node begins the cluster " + cluster.name()
                        : "somebody listens at " + words(listening) + " but has not become a member of the cluster "
                                + cluster.name() + "; are RBV_CLUSTER_NAME and RBV_CLUSTER_PASSWORD the same there?"
                                + " This node goes on without them");
    }

    private List<InetSocketAddress> others() {
        return cluster.members().stream()
                .map(Neighbours::address)
                .filter(other -> !isHere(other))
                .toList();
    }

    private boolean isHere(InetSocketAddress other) {
        ClusterConfig.Endpoint here = cluster.membership();
        boolean samePort = other.getPort() == here.port() || other.getPort() == here.publicPort();
        return samePort
                && (other.getHostString().equals(here.publicHost())
                        || sameAddress(other, here.host())
                        || sameAddress(other, here.publicHost()));
    }

    private static boolean sameAddress(InetSocketAddress other, String host) {
        try {
            return !other.isUnresolved() && other.getAddress().equals(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static InetSocketAddress address(String member) {
        int colon = member.lastIndexOf(':');
        String host = member.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(host, Integer.parseInt(member.substring(colon + 1)));
    }

    private static boolean listens(InetSocketAddress other) {
        if (other.isUnresolved()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(other, PATIENCE_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static String words(List<InetSocketAddress> addresses) {
        return String.join(
                ", ",
                addresses.stream()
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .toList());
    }
}
