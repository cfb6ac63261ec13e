package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metrics of all modules, as their sources name them: most appear in a running node only when something happened. */
class MetricsTest {
    private static final String MICROMETERS_OWN = "http.server.requests";
    private static final Pattern NAME = Pattern.compile("\"(rbv(?:\\.[a-z0-9]+)+|http\\.server\\.requests)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.]+)` \\|");
    private static final Pattern MADE = Pattern.compile(
            "(?:Counter|Timer|Gauge|DistributionSummary)\\.builder\\(.*?\\.register\\(", Pattern.DOTALL);
    private static final Pattern MADE_WITHOUT_DESCRIPTION =
            Pattern.compile("\\b(?:meters|metrics|registry)\\.(?:counter|timer|gauge|summary)\\(");

    @Test
    void theDocumentNamesExactlyTheMetricsThatThereAre() throws IOException {
        // Given
        String document = Files.readString(Path.of("..", "docs", "metrics.md"));

        // When
        List<String> documented = all(ROW, document).map(row -> row.group(1)).toList();
        TreeSet<String> made = new TreeSet<>();
        sources().forEach(source -> all(NAME, source).forEach(name -> made.add(name.group(1))));

        // Then
        assertThat(documented).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void everyMetricHasOurPrefixAndADescription() throws IOException {
        // Given
        List<String> sources = sources();

        // When
        List<String> meters = sources.stream()
                .flatMap(source -> all(MADE, source).map(MatchResult::group))
                .toList();

        // Then
        assertThat(meters)
                .hasSizeGreaterThan(30)
                .allSatisfy(meter -> assertThat(meter)
                        .contains(".description(")
                        .containsPattern("builder\\(\\s*(\"rbv\\.|\"" + MICROMETERS_OWN + "|figure\\.meter|name\\b)"));
        assertThat(sources).noneMatch(MADE_WITHOUT_DESCRIPTION.asPredicate());
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("verticles", "launcher")) {
            try (Stream<Path> files = Files.walk(Path.of("..", folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file ->
                                file.toString().contains(Path.of("src", "main").toString()))
                        .map(MetricsTest::read)
                        .filter(source -> source.contains("import io.micrometer."))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
