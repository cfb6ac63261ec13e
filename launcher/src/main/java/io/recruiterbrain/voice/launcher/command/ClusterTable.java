package io.recruiterbrain.voice.launcher.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /api/v1/cluster} as text for people. */
final class ClusterTable {
    private ClusterTable() {}

    static String of(JsonObject cluster) {
        List<JsonObject> leases = objects(cluster.getJsonArray("leases"));
        return table(
                        List.of("MEMBER", "ROLES", "ROOMS", "LEASES", "STATE"),
                        objects(cluster.getJsonArray("members")).stream()
                                .map(member -> row(member, leases))
                                .toList())
                + System.lineSeparator()
                + leases(cluster, leases)
                + System.lineSeparator()
                + queue(cluster.getInteger("waiting", 0))
                + outbox(cluster.getJsonObject("outbox"));
    }

    private static String leases(JsonObject cluster, List<JsonObject> leases) {
        if (!cluster.containsKey("leases")) {
            return String.format("Who holds which interview cannot be asked now: the store is away.%n");
        }
        if (leases.isEmpty()) {
            return String.format("No interview is held now.%n");
        }
        return table(
                List.of("INTERVIEW", "HELD BY", "FENCE"),
                leases.stream()
                        .map(lease -> List.of(
                                word(lease.getValue("interview_id")),
                                word(lease.getValue("owner")),
                                word(lease.getValue("fence"))))
                        .toList());
    }

    private static String queue(int waiting) {
        return waiting == 0 ? "" : String.format("Queue: %d wait for a room.%n", waiting);
    }

    private static String outbox(@Nullable JsonObject outbox) {
        if (outbox == null) {
            return "";
        }
        boolean waits = outbox.getLong("turns", 0L) > 0;
        return String.format(
                "Outbox: %s turns wait to be searchable%s; %s events wait to be published.%n",
                word(outbox.getValue("turns")),
                waits ? ", the oldest for " + word(outbox.getValue("oldest_seconds")) + " s" : "",
                word(outbox.getValue("events")));
    }

    private static List<String> row(JsonObject member, List<JsonObject> leases) {
        Object owner = member.getValue("owner");
        long held = leases.stream()
                .filter(lease -> owner != null && owner.equals(lease.getValue("owner")))
                .count();
        boolean agent = member.getValue("cap") != null;
        return List.of(
                word(member.getValue("node_id")),
                objectsOf(member.getJsonArray("roles")).stream()
                        .map(ClusterTable::word)
                        .collect(Collectors.joining(",")),
                agent ? word(member.getValue("rooms")) + "/" + word(member.getValue("cap")) : "-",
                agent ? Long.toString(held) : "-",
                Boolean.TRUE.equals(member.getBoolean("draining")) ? "draining" : "up");
    }

    private static String table(List<String> heads, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(heads);
        lines.addAll(rows);
        List<Integer> widths = IntStream.range(0, heads.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(column -> line.get(column)
                                + " "
                                        .repeat(widths.get(column)
                                                - line.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private static List<JsonObject> objects(@Nullable JsonArray array) {
        return objectsOf(array).stream().map(JsonObject.class::cast).toList();
    }

    private static List<Object> objectsOf(@Nullable JsonArray array) {
        return array == null ? List.of() : array.stream().toList();
    }

    private static String word(@Nullable Object value) {
        return value == null ? "?" : value.toString();
    }
}
