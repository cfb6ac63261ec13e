package io.recruiterbrain.voice.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterReaderTest {
    private static final String LINK_SECRET = "a secret of more than thirty-two characters";

    @TempDir
    Path home;

    @BeforeEach
    void placeTheFile() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.copy(Path.of("..", "conf", "cluster.xml"), home.resolve("conf").resolve("cluster.xml"));
    }

    @Test
    void aNodeStandsAloneWithAllRolesUnlessItIsToldOtherwise() {
        // When
        NodeConfig config = read(Map.of());

        // Then
        assertThat(config.cluster()).isEmpty();
        assertThat(config.roles().complete()).isTrue();
    }

    @Test
    void aMemberKnowsWhereOthersAreAndWhatTheyAreTold() {
        // When
        ClusterConfig cluster = read(member(Map.of(
                        "RBV_CLUSTER_MEMBERS", "10.0.0.1:6000, node-2",
                        "RBV_CLUSTER_HOST", "10.0.0.3",
                        "RBV_CLUSTER_PUBLIC_HOST", "interviews.example.com",
                        "RBV_EVENT_BUS_PUBLIC_PORT", "7702")))
                .cluster()
                .orElseThrow();

        // Then
        assertThat(cluster.members()).containsExactly("10.0.0.1:6000", "node-2:5701");
        assertThat(cluster.membership())
                .isEqualTo(new ClusterConfig.Endpoint("10.0.0.3", 5701, "interviews.example.com", 5701));
        assertThat(cluster.eventBus())
                .isEqualTo(new ClusterConfig.Endpoint("10.0.0.3", 5702, "interviews.example.com", 7702));
    }

    @Test
    void aNodeWithoutStoresOrPagesNeedsNeitherTheirServersNorTheirSecrets() {
        // When
        NodeConfig config = read(Map.of("RBV_CLUSTER", "true", "RBV_ROLES", "agent"));

        // Then
        assertThat(config.cluster()).isPresent();
        assertThat(config.roles().words()).isEqualTo("agent");
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES_HOST", "MILVUS_HOST"})
    void aMemberOnAnEmbeddedStoreIsRefusedWithWhatToSet(String missing) {
        // Given
        Map<String, String> environment = member(Map.of());
        environment.remove(missing);

        // Then
        assertThatThrownBy(() -> read(environment))
                .hasMessageContaining("RBV_CLUSTER=true needs stores that all nodes share; set " + missing
                        + ", as the embedded ones serve one node only");
    }

    @ParameterizedTest
    @CsvSource({"JWT_SECRET_KEY", "RBV_API_KEY"})
    void aSecretThatEachNodeWouldMakeForItselfIsAskedFor(String missing) {
        // Given
        Map<String, String> environment = member(Map.of());
        environment.remove(missing);

        // Then
        assertThatThrownBy(() -> read(environment)).hasMessageContaining("RBV_CLUSTER=true needs " + missing);
    }

    @Test
    void anUnknownRoleIsToldWithTheKnownOnes() {
        assertThatThrownBy(() -> read(member(Map.of("RBV_ROLES", "http, agents"))))
                .hasMessageContaining("RBV_ROLES may name http,agent,embedding,persistence, but not \"agents\"");
    }

    @Test
    void fewerRolesWithoutAClusterAreRefused() {
        assertThatThrownBy(() -> read(Map.of("RBV_ROLES", "http,agent")))
                .hasMessageContaining("RBV_ROLES=http,agent leaves work to other nodes, which needs RBV_CLUSTER=true");
    }

    @Test
    void aSettingOfTheClusterWithoutTheClusterIsNotIgnored() {
        assertThatThrownBy(() -> read(Map.of("RBV_CLUSTER_MEMBERS", "10.0.0.1", "RBV_CLUSTER_PASSWORD", "pw-secret")))
                .hasMessageContaining(
                        "RBV_CLUSTER_PASSWORD, RBV_CLUSTER_MEMBERS has no effect without RBV_CLUSTER=true")
                .hasMessageNotContaining("pw-secret");
    }

    @Test
    void aMissingFileOfTheClusterIsNotReplacedByTheLibrarysOwn() throws IOException {
        // Given
        Files.delete(home.resolve("conf").resolve("cluster.xml"));

        // Then
        assertThatThrownBy(() -> read(member(Map.of())))
                .hasMessageContaining("RBV_CLUSTER=true needs the file " + home.resolve("conf/cluster.xml"));
    }

    @Test
    void anAddressThatNobodyCanBeToldIsRefused() {
        assertThatThrownBy(() -> read(member(Map.of("RBV_CLUSTER_HOST", "0.0.0.0"))))
                .hasMessageContaining("RBV_CLUSTER_HOST=0.0.0.0 tells other members no address");
    }

    @Test
    void halfOfTheFilesForTlsAreRefused() {
        assertThatThrownBy(() -> read(member(Map.of("RBV_EVENT_BUS_TLS_KEY", "missing.key"))))
                .hasMessageContaining("RBV_EVENT_BUS_TLS_KEY names missing.key, which cannot be read")
                .hasMessageContaining(
                        "RBV_EVENT_BUS_TLS_KEY, RBV_EVENT_BUS_TLS_CERT, RBV_EVENT_BUS_TLS_CA go together");
    }

    private static Map<String, String> member(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "RBV_CLUSTER", "true",
                "POSTGRES_HOST", "db.example.com",
                "MILVUS_HOST", "vectors.example.com",
                "JWT_SECRET_KEY", LINK_SECRET,
                "RBV_API_KEY", "rbv_a-key-of-twenty-characters"));
        environment.putAll(more);
        return environment;
    }

    private NodeConfig read(Map<String, String> environment) {
        return new NodeConfigReader(SettingsSource.load(environment, home, home), () -> LINK_SECRET).read();
    }
}
