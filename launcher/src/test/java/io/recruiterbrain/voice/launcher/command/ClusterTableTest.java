package io.recruiterbrain.voice.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ClusterTableTest {
    @Test
    void membersLeasesAndOutboxStandInColumns() {
        // Given
        JsonObject cluster = new JsonObject("""
                {"members": [
                  {"node_id": "a", "owner": "a/x1", "roles": ["http", "agent"], "rooms": 1, "cap": 4, "draining": false},
                  {"node_id": "node-b", "owner": "node-b/y2", "roles": ["agent"], "rooms": 0, "cap": 8, "draining": true},
                  {"node_id": "c", "roles": ["persistence"]}],
                 "leases": [{"interview_id": "0f7c", "owner": "a/x1", "fence": 3}],
                 "waiting": 2,
                 "outbox": {"turns": 5, "oldest_seconds": 2, "events": 1}}""");

        // When
        String text = ClusterTable.of(cluster);

        // Then
        assertThat(text).isEqualToNormalizingNewlines("""
                MEMBER  ROLES        ROOMS  LEASES  STATE
                a       http,agent   1/4    1       up
                node-b  agent        0/8    0       draining
                c       persistence  -      -       up

                INTERVIEW  HELD BY  FENCE
                0f7c       a/x1     3

                Queue: 2 wait for a room.
                Outbox: 5 turns wait to be searchable, the oldest for 2 s; 1 events wait to be published.
                """);
    }

    @Test
    void aQuietNodeThatStandsAloneIsShownToo() {
        // Given
        JsonObject cluster = new JsonObject("""
                {"members": [{"node_id": "alone", "owner": "alone/z", "roles": ["http"], "rooms": 0, "cap": 4}],
                 "leases": [], "outbox": {"turns": 0, "oldest_seconds": 0, "events": 0}}""");

        // Then
        assertThat(ClusterTable.of(cluster))
                .contains("No interview is held now.")
                .contains("Outbox: 0 turns wait to be searchable; 0 events")
                .contains("0/4");
    }

    @Test
    void whatTheStoreCannotSayIsToldAndNotMadeUp() {
        // Given
        JsonObject cluster = new JsonObject("{\"members\": [{\"node_id\": \"a\", \"roles\": [\"http\"]}]}");

        // Then
        assertThat(ClusterTable.of(cluster))
                .contains("the store is away")
                .doesNotContain("Outbox")
                .doesNotContain("No interview");
    }
}
