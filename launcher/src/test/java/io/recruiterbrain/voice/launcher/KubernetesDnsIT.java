package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.node.NodeCluster;
import io.recruiterbrain.voice.testkit.node.NodePorts;
import io.recruiterbrain.voice.testkit.node.NodeProcess;
import io.recruiterbrain.voice.testkit.server.FreePort;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes of the built folder that know nothing of each other but the name of a headless service. As pods do, each has an
 * address of its own and all have the same ports; the name's addresses are in a file that the JVM asks instead of DNS.
 */
class KubernetesDnsIT {
    private static final Path DISTRIBUTION = Path.of("target", "recruiterbrain-voice-0.1.0");
    private static final String SERVICE = "recruiterbrain-voice-members.interviews.svc.cluster.test";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final int membershipPort = FreePort.tcp();
    private final int busPort = FreePort.tcp();
    private Path names;
    private NodeCluster cluster;

    @BeforeEach
    void planACluster() {
        names = folder.resolve("names").toAbsolutePath();
        cluster = new NodeCluster(
                DISTRIBUTION, folder, Map.of("RBV_CLUSTER_PASSWORD", "the password of this test's pods"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void podsMeetByTheNameOfTheirServiceAndServeOneThatStartsLater() throws Exception {
        // Given
        publish(3);
        plan(1, "embedding", Map.of());
        plan(2, "embedding", Map.of());
        cluster.launch().awaitReady();
        awaitMembers(2);
        try (OutsidePostgres postgres =
                        OutsidePostgres.start(Provisions.get("postgres"), folder.resolve("postgres"), Map.of());
                MilvusLite milvus = MilvusLite.start(Files.createDirectories(folder.resolve("milvus")))) {
            postgres.execute(
                    "postgres", "CREATE ROLE app LOGIN PASSWORD 'app-pw'", "CREATE DATABASE interviews OWNER app");
            Map<String, String> stores = new HashMap<>(postgres.settings("app", "interviews"));
            stores.put("MILVUS_HOST", "127.0.0.1");
            stores.put("MILVUS_PORT", Integer.toString(milvus.port()));

            // When: it is ready only when a pod of the role that it lacks answers it over the bus
            plan(3, "persistence", stores);
            cluster.launch().awaitReady();

            // Then
            awaitMembers(3);
            assertThat(cluster.node("pod3").log())
                    .contains("address=\"" + address(3) + ":" + membershipPort + "\"")
                    .doesNotContain("no other member yet");
        }
    }

    /** All pods of a first rollout start at once, and the name stands for an address a moment after its pod began. */
    @Test
    void podsThatStartBeforeTheNameStandsForAnyOfThemBecomeOneCluster() throws Exception {
        // Given
        publish(0);
        plan(1, "embedding", Map.of());
        plan(2, "embedding", Map.of());
        cluster.launch().awaitReady();
        assertThat(cluster.node("pod1").metric("rbv_cluster_members")).isEqualTo(1);

        // When
        publish(2);

        // Then
        awaitMembers(2);
    }

    /** Lets the name stand for the first of all pods. */
    private void publish(int pods) throws IOException {
        String lines = IntStream.rangeClosed(1, pods)
                .mapToObj(pod -> address(pod) + " " + SERVICE + "\n")
                .collect(Collectors.joining());
        Files.writeString(names, "127.0.0.1 localhost\n" + lines);
    }

    private void plan(int pod, String roles, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("RBV_CLUSTER_HOST", address(pod));
        settings.put("RBV_CLUSTER_MEMBERS", "");
        settings.put("RBV_KUBERNETES_DNS", SERVICE);
        // Vert.x has a resolver of its own, which would ask DNS.
        settings.put("RBV_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + names + " -Dvertx.disableDnsResolver=true");
        cluster.plan("pod" + pod, roles, new NodePorts(FreePort.tcp(), membershipPort, busPort), settings);
    }

    /** The JVM keeps the addresses of a name for half a minute; two clusters of one name meet some seconds later. */
    private void awaitMembers(int members) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (NodeProcess node : cluster.nodes()) {
            while (node.metric("rbv_cluster_members") != members) {
                assertThat(System.nanoTime())
                        .as(node.name() + " does not see " + members + " members:\n" + node.log())
                        .isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    private static String address(int pod) {
        return "127.0.0." + (pod + 1);
    }
}
