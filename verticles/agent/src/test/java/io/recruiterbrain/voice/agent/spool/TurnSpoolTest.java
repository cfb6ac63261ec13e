package io.recruiterbrain.voice.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.CapturedLogs;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TurnSpoolTest {
    private static final UUID ID = UUID.randomUUID();
    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TurnSpool spool;

    @BeforeEach
    void open() {
        spool = TurnSpool.open(folder, meters);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void turnsOutliveTheProcessInOrderEachOnce() {
        // Given
        keep(spool.file(ID, 3), 1, 2, 2, 4, 3);

        // When
        reopen();

        // Then
        assertThat(spool.all()).singleElement().satisfies(file -> {
            assertThat(file.interviewId()).isEqualTo(ID);
            assertThat(file.fence()).isEqualTo(3);
            assertThat(turnNos(file)).containsExactly(1, 2, 3, 4);
        });
        assertThat(meters.get("rbv.agent.spool.turns").gauge().value()).isEqualTo(4);
        assertThat(meters.get("rbv.agent.spool.bytes").gauge().value()).isPositive();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void onlyTheOwnerMayReadWhatCandidatesSaid() throws IOException {
        // When
        keep(spool.file(ID, 3), 1);

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(3))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDeletedFileIsGoneAndWhatComesAfterStays() throws IOException {
        // Given
        SpoolFile file = spool.file(ID, 3);
        keep(file, 1, 2);

        // When
        Future<Void> deleted = file.delete();
        Future<Void> kept = file.keep(SpoolTurns.save(ID, 3, 3));
        Future.all(deleted, kept).await();

        // Then
        assertThat(turnNos(file)).containsExactly(3);
        file.delete().await();
        assertThat(path(3)).doesNotExist();
        assertThat(file.isEmpty()).isTrue();
    }

    @Test
    void aTornLastTurnIsDroppedAndTold() throws IOException {
        // Given
        keep(spool.file(ID, 3), 1, 2, 3);
        byte[] whole = Files.readAllBytes(path(3));
        spool.close();
        Files.write(path(3), Arrays.copyOf(whole, whole.length - 5));

        // When
        List<String> logs = new ArrayList<>();
        List<Integer> read;
        try (CapturedLogs captured = new CapturedLogs()) {
            reopen();
            read = turnNos(spool.file(ID, 3));
            logs.addAll(captured.texts());
        }

        // Then
        assertThat(read).containsExactly(1, 2);
        assertThat(faults("torn")).isEqualTo(1);
        assertThat(logs)
                .filteredOn(line -> line.contains("ends in the middle of a turn"))
                .hasSize(1);
        assertThat(logs).noneMatch(line -> line.contains("Grüße"));
        keep(spool.file(ID, 3), 4);
        assertThat(turnNos(spool.file(ID, 3))).containsExactly(1, 2, 4);
    }

    @Test
    void afterAFlippedBitTheRestIsSetAsideAndTold() throws IOException {
        // Given
        SpoolFile file = spool.file(ID, 3);
        keep(file, 1);
        long first = Files.size(path(3));
        keep(file, 2, 3);
        byte[] whole = Files.readAllBytes(path(3));
        spool.close();
        whole[(int) first + 40] ^= 4;
        Files.write(path(3), whole);

        // When
        reopen();
        List<Integer> read = turnNos(spool.file(ID, 3));

        // Then
        assertThat(read).containsExactly(1);
        assertThat(faults("damaged")).isEqualTo(1);
        assertThat(folder.resolve("damaged").resolve(path(3).getFileName() + "." + first))
                .hasSize(whole.length - first);
        assertThat(path(3)).hasSize(first);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldOnceAndTurnsAreWrittenAgainWhenThereIsPlace() throws IOException {
        // Given
        Files.createSymbolicLink(path(3), FULL_DISK);
        SpoolFile file = spool.file(ID, 3);

        // When
        List<String> logs;
        try (CapturedLogs captured = new CapturedLogs()) {
            for (int turnNo = 1; turnNo <= 3; turnNo++) {
                Future<Void> kept = file.keep(SpoolTurns.save(ID, 3, turnNo));
                assertThatThrownBy(() -> kept.await(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            }
            Files.delete(path(3));
            keep(file, 1, 2, 3);
            logs = captured.texts();
        }

        // Then
        assertThat(turnNos(file)).containsExactly(1, 2, 3);
        assertThat(faults("write")).isEqualTo(3);
        assertThat(logs).filteredOn(line -> line.contains("cannot be written")).hasSize(1);
        assertThat(logs).filteredOn(line -> line.contains("again")).hasSize(1);
    }

    @Test
    void whatTheStoreRefusedIsReadableBesideUntilItsInterviewIsErased() throws IOException {
        // Given
        SpoolFile file = spool.file(ID, 3);
        keep(file, 1, 2);

        // When
        file.setAside(file.read().await()).await();

        // Then
        Path aside = folder.resolve("refused").resolve(ID + ".3.jsonl");
        assertThat(Files.readAllLines(aside)).hasSize(2).first().asString().contains("\"turnNo\":1");
        assertThat(path(3)).doesNotExist();
        spool.erase(ID).await();
        assertThat(aside).doesNotExist();
    }

    @Test
    void oneFolderBelongsToOneProcess() {
        // When, Then
        assertThatThrownBy(() -> TurnSpool.open(folder, meters))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("an RBV_DATA_DIR of its own");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidInOneSentence() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When, Then
        assertThatThrownBy(() -> TurnSpool.open(file.resolve("spool"), meters))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("set RBV_DATA_DIR to a folder you may write");
    }

    @Test
    void othersFilesInTheFolderAreLeftAlone() throws IOException {
        // Given
        Path other = Files.writeString(folder.resolve("README.txt"), "by hand");

        // When
        reopen();

        // Then
        assertThat(spool.all()).isEmpty();
        assertThat(other).exists();
    }

    private void reopen() {
        spool.close();
        meters = new SimpleMeterRegistry();
        spool = TurnSpool.open(folder, meters);
        spool.all().forEach(file -> file.read().await());
    }

    private static void keep(SpoolFile file, int... turnNos) {
        Future.all(Arrays.stream(turnNos)
                        .mapToObj(turnNo -> file.keep(SpoolTurns.save(ID, 3, turnNo)))
                        .toList())
                .await();
    }

    private static List<Integer> turnNos(SpoolFile file) {
        return file.read().await().stream()
                .map(SaveTurn::turn)
                .map(Turn::turnNo)
                .toList();
    }

    private double faults(String kind) {
        return meters.get("rbv.agent.spool.faults").tag("kind", kind).counter().count();
    }

    private Path path(long fence) {
        return folder.resolve(ID + "." + fence + ".turns");
    }
}
