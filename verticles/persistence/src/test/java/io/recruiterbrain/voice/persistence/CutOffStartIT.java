package io.recruiterbrain.voice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a first start leaves that was ended while it made the database. */
class CutOffStartIT {
    @TempDir
    Path folder;

    @Test
    void aDatabaseThatAnEndedNodeWasMakingIsMadeAnewOnceNobodyWritesThereAnyMore() throws Exception {
        // Given
        Path unfinished = Files.createDirectories(folder.resolve("postgres/data.unfinished"));
        Process left = new ProcessBuilder("sh", "-c", "sleep 2; touch \"$0/late\"", unfinished.toString()).start();

        // When
        try (RunningPersistence node = RunningPersistence.start(folder)) {

            // Then
            assertThat(left.isAlive()).isFalse();
            assertThat(left.exitValue()).isZero();
            assertThat(node.query("SELECT count(*) FROM interviews")).isEqualTo("0");
            assertThat(folder.resolve("postgres/data/late")).doesNotExist();
        }
    }
}
