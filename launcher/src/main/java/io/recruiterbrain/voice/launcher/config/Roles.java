package io.recruiterbrain.voice.launcher.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node does, and by how many verticles. The agent has one supervisor on each node, with a verticle for each room.
 *
 * @param chosen at least one
 */
public record Roles(Set<Role> chosen, int httpInstances, int embeddingInstances, int persistenceInstances) {
    public Roles {
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("RBV_ROLES must name at least one of " + allWords());
        }
        chosen = Set.copyOf(chosen);
    }

    public boolean has(Role role) {
        return chosen.contains(role);
    }

    /** Whether the node can work alone. */
    public boolean complete() {
        return chosen.size() == Role.values().length;
    }

    /** As in {@code RBV_ROLES}, in a steady order. */
    public String words() {
        return words(chosen);
    }

    /** The same, one by one. */
    public List<String> wordList() {
        return chosen.stream().sorted().map(Role::word).toList();
    }

    static Roles read(Settings settings) {
        int instances = settings.number("RBV_HTTP_INSTANCES", 0, 64);
        int http = instances == 0 ? Runtime.getRuntime().availableProcessors() : instances;
        int embedding = settings.number("RBV_EMBEDDING_INSTANCES", 1, 64);
        int persistence = settings.number("RBV_PERSISTENCE_INSTANCES", 1, 64);
        EnumSet<Role> chosen = EnumSet.noneOf(Role.class);
        for (String word : settings.list("RBV_ROLES")) {
            Arrays.stream(Role.values())
                    .filter(role -> role.word().equalsIgnoreCase(word))
                    .findFirst()
                    .ifPresentOrElse(
                            chosen::add,
                            () -> settings.problem("RBV_ROLES may name " + allWords() + ", but not \"" + word + "\""));
        }
        if (settings.list("RBV_ROLES").isEmpty()) {
            settings.problem("RBV_ROLES must name at least one of " + allWords());
        }
        return new Roles(chosen.isEmpty() ? EnumSet.allOf(Role.class) : chosen, http, embedding, persistence);
    }

    private static String allWords() {
        return words(EnumSet.allOf(Role.class));
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(","));
    }
}
