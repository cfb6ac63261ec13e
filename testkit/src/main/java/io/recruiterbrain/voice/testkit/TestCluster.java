package io.recruiterbrain.voice.testkit;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Real Hazelcast members in this process, on loopback, in a cluster of their own. */
public final class TestCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final List<Vertx> members = new ArrayList<>();

    private TestCluster() {}

    /** Starts members one after another; each knows every message of the contract before it serves anything. */
    public static TestCluster start(int size) throws TimeoutException {
        TestCluster cluster = new TestCluster();
        String name = "test-" + UUID.randomUUID();
        String first = LOOPBACK;
        for (int i = 0; i < size; i++) {
            HazelcastClusterManager manager = new HazelcastClusterManager(configuration(name, first));
            Vertx vertx = get(Vertx.builder()
                    .with(new VertxOptions()
                            .setEventBusOptions(
                                    new EventBusOptions().setHost(LOOPBACK).setClusterPublicHost(LOOPBACK)))
                    .withClusterManager(manager)
                    .buildClustered());
            MessageCodec.register(vertx);
            cluster.members.add(vertx);
            if (i == 0) {
                // Without its port only three are tried, and clusters of other tests may have them all.
                Address address = manager.getHazelcastInstance()
                        .getCluster()
                        .getLocalMember()
                        .getAddress();
                first = LOOPBACK + ":" + address.getPort();
            }
        }
        return cluster;
    }

    public Vertx member(int index) {
        return members.get(index);
    }

    @Override
    public void close() throws TimeoutException {
        for (Vertx member : members) {
            get(member.close());
        }
    }

    private static Config configuration(String clusterName, String member) {
        Config config = new Config()
                .setClusterName(clusterName)
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "5");
        config.getNetworkConfig().setPortAutoIncrement(true);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(member);
        // What vertx-hazelcast needs: subscriptions and node information, each with one backup.
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.getMapConfig("__vertx.haInfo").setBackupCount(1);
        config.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
        return config;
    }

    private static <T> T get(Future<T> future) throws TimeoutException {
        return future.await(60, TimeUnit.SECONDS);
    }
}
