package io.recruiterbrain.voice.launcher.node.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import io.recruiterbrain.voice.contract.ClusterName;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.launcher.config.ClusterConfig;
import io.recruiterbrain.voice.launcher.config.ClusterConfig.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;

/**
 * Puts a node's settings over the file of the cluster. The file is read here: the library's own look-up takes multicast
 * without a word where it finds none.
 */
final class HazelcastSettings {
    private HazelcastSettings() {}

    static Config of(ClusterConfig cluster, MemberCard card) {
        Config config = read(cluster);
        config.setClusterName(ClusterName.of(cluster.name(), cluster.password()));
        card.attributes()
                .forEach((name, value) -> config.getMemberAttributeConfig().setAttribute(name, value));
        Endpoint here = cluster.membership();
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(here.port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.setPublicAddress(here.publicHost() + ":" + here.publicPort());
        if (!here.anyAddress()) {
            config.setProperty("hazelcast.socket.bind.any", "false");
            // Not by an interface: with one, members that are known by name are passed over unless they are on it too.
            network.getInterfaces().setEnabled(false);
            config.setProperty("hazelcast.local.localAddress", address(here.host()));
        }
        join(network.getJoin(), cluster);
        return config;
    }

    private static void join(JoinConfig join, ClusterConfig cluster) {
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        boolean byName = cluster.kubernetesDns().isPresent();
        join.getTcpIpConfig().setEnabled(!byName);
        cluster.members().forEach(join.getTcpIpConfig()::addMember);
        cluster.kubernetesDns()
                .ifPresent(service -> join.getKubernetesConfig()
                        .setEnabled(true)
                        .setProperty("service-dns", service)
                        .setProperty(
                                "service-port",
                                Integer.toString(cluster.membership().publicPort())));
    }

    private static Config read(ClusterConfig cluster) {
        try (InputStream in = Files.newInputStream(cluster.file())) {
            return new XmlConfigBuilder(in).build();
        } catch (IOException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE, "The cluster's file " + cluster.file() + " cannot be read.", e);
        } catch (RuntimeException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE,
                    "The cluster's file " + cluster.file() + " is not one that Hazelcast understands: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static String address(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE,
                    "The host \"" + host + "\" is not known: set RBV_CLUSTER_HOST to an address of this machine.",
                    e);
        }
    }
}
