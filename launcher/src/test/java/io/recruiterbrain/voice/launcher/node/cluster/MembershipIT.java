package io.recruiterbrain.voice.launcher.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.ContractRevision;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.launcher.config.ClusterConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfigReader;
import io.recruiterbrain.voice.launcher.config.SettingsSource;
import io.recruiterbrain.voice.testkit.server.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of other versions, and what a node makes of them. */
class MembershipIT {
    @TempDir
    Path home;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final int firstPort = FreePort.tcp();
    private HazelcastInstance other;
    private Membership membership;

    @BeforeEach
    void placeTheFile() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.copy(Path.of("..", "conf", "cluster.xml"), home.resolve("conf").resolve("cluster.xml"));
    }

    @AfterEach
    void end() throws Exception {
        if (membership != null) {
            membership.vertx().close().await(60, TimeUnit.SECONDS);
        }
        if (other != null) {
            other.shutdown();
        }
    }

    @Test
    void aMemberWithMessagesOfAFarVersionIsCounted() {
        // Given
        membership = join(node(firstPort, firstPort));

        // When
        other = member(FreePort.tcp(), ContractRevision.CURRENT + 2);

        // Then
        await(() -> refused() > 0);
        assertThat(refused()).isEqualTo(1);
        assertThat(membership.size()).isEqualTo(2);
    }

    @Test
    void aNodeThatComesToMembersOfAFarVersionLeavesAndSaysWhy() {
        // Given
        other = member(firstPort, ContractRevision.CURRENT + 2);
        NodeConfig newcomer = node(FreePort.tcp(), firstPort);

        // Then
        assertThatThrownBy(() -> membership = join(newcomer))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("only adjacent ones work together");
        await(() -> other.getCluster().getMembers().size() == 1);
        assertThat(other.getCluster().getMembers()).hasSize(1);
    }

    @Test
    void adjacentVersionsAndExtensionsAreWelcome() {
        for (int step : List.of(-1, 0, 1)) {
            assertThat(new MemberCard("n", "agent", ContractRevision.CURRENT + step).understandsUs())
                    .isTrue();
        }
        assertThat(new MemberCard("n", "extension", null).understandsUs()).isTrue();
    }

    @Test
    void aPortThatIsTakenIsToldInOneSentence() {
        // Given
        other = member(firstPort, ContractRevision.CURRENT);

        // Then
        assertThatThrownBy(() -> membership = join(node(firstPort, firstPort)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("RBV_CLUSTER_PORT");
    }

    /** Others see a change of members a moment after it. */
    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private double refused() {
        return metrics.counter("rbv.cluster.members.refused").count();
    }

    private Membership join(NodeConfig node) {
        ClusterConfig cluster = node.cluster().orElseThrow();
        return Membership.join(
                Vertx.builder().with(new VertxOptions().setEventBusOptions(BusOptions.of(cluster))),
                node,
                cluster,
                metrics);
    }

    private NodeConfig node(int port, int memberPort) {
        Map<String, String> environment = Map.of(
                "RBV_CLUSTER",
                "true",
                "RBV_CLUSTER_NAME",
                "test-" + firstPort,
                "RBV_ROLES",
                "agent",
                "RBV_CLUSTER_PORT",
                Integer.toString(port),
                "RBV_EVENT_BUS_PORT",
                Integer.toString(FreePort.tcp()),
                "RBV_CLUSTER_MEMBERS",
                "127.0.0.1:" + memberPort);
        return new NodeConfigReader(
                        SettingsSource.load(environment, home, home),
                        () -> "a secret of more than thirty-two characters")
                .read();
    }

    /** A member that is made as a node's, with another revision on its card. */
    private HazelcastInstance member(int port, int revision) {
        NodeConfig node = node(port, firstPort);
        Config config = HazelcastSettings.of(node.cluster().orElseThrow(), new MemberCard("other", "agent", revision));
        return Hazelcast.newHazelcastInstance(config);
    }
}
