package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alert rules, dashboard, manifests: by their own tools, and against what a node really counts and reads. */
class OperatingFilesIT {
    private static final Path DOCKER = Path.of("..", "docker");
    private static final Pattern METRIC = Pattern.compile("\\brbv_[a-z0-9_]+");
    private static final Pattern SETTING =
            Pattern.compile("\\b(?:RBV|API|POSTGRES|MILVUS|JWT|LIVEKIT|LOG)_[A-Z0-9_]*[A-Z0-9]\\b");

    @Test
    void theirOwnToolsAcceptRulesAndDashboard() throws Exception {
        // Given
        boolean tools = Stream.of("promtool", "go").allMatch(OperatingFilesIT::isInstalled);
        assumeTrue(tools || System.getenv("CI") != null, "needs promtool (apt-get install prometheus) and Go");

        // When
        Process check = new ProcessBuilder(
                        DOCKER.resolve("check").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus/rules.yaml", "grafana/dashboard.json"})
    void everyMetricThatIsWatchedIsOneThatNodesHave(String file) throws IOException {
        // Given: dots of docs/metrics.md as Prometheus has them, with or without the unit that it adds
        Set<String> known = Pattern.compile("`(rbv\\.[a-z0-9._]+)`")
                .matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
                .results()
                .map(found -> found.group(1).replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));

        // When
        Set<String> watched = METRIC.matcher(Files.readString(DOCKER.resolve(file)))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("(_seconds)?(_total|_bucket|_count|_sum)?$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(watched).isNotEmpty().isSubsetOf(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"k8s/recruiterbrain-voice.yaml", "compose.yaml"})
    void everySettingOfAManifestIsOneOfTheReference(String file) throws IOException {
        // Given
        Set<String> known = Files.readAllLines(Path.of("..", "conf", "reference.properties")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());

        // When
        List<String> named = SETTING.matcher(Files.readString(DOCKER.resolve(file)))
                .results()
                .map(MatchResult::group)
                .toList();

        // Then
        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void kubernetesWaitsForTheDrain() throws IOException {
        // Given
        long drain = seconds(Path.of("..", "conf", "reference.properties"), "RBV_DRAIN_TIMEOUT=([0-9]+)(s|m)");
        long grace =
                seconds(DOCKER.resolve("k8s/recruiterbrain-voice.yaml"), "terminationGracePeriodSeconds: ([0-9]+)()");

        // Then: with time for the other parts to stop
        assertThat(grace).isGreaterThanOrEqualTo(drain + 30);
    }

    private static long seconds(Path file, String pattern) throws IOException {
        MatchResult found = Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .findFirst()
                .orElseThrow();
        return Long.parseLong(found.group(1))
                * (found.group(2).toLowerCase(Locale.ROOT).equals("m") ? 60 : 1);
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
