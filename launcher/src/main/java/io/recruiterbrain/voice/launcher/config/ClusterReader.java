package io.recruiterbrain.voice.launcher.config;

import io.recruiterbrain.voice.launcher.config.ClusterConfig.Endpoint;
import io.recruiterbrain.voice.launcher.config.ClusterConfig.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Binds the settings of a cluster, and refuses what cannot be one. */
final class ClusterReader {
    private static final List<String> MEMBERS_ONLY = List.of(
            "RBV_CLUSTER_NAME",
            "RBV_CLUSTER_PASSWORD",
            "RBV_CLUSTER_MEMBERS",
            "RBV_KUBERNETES_DNS",
            "RBV_CLUSTER_HOST",
            "RBV_CLUSTER_PORT",
            "RBV_EVENT_BUS_PORT",
            "RBV_CLUSTER_PUBLIC_HOST",
            "RBV_CLUSTER_PUBLIC_PORT",
            "RBV_EVENT_BUS_PUBLIC_PORT",
            "RBV_EVENT_BUS_TLS_KEY",
            "RBV_EVENT_BUS_TLS_CERT",
            "RBV_EVENT_BUS_TLS_CA",
            "RBV_CLUSTER_START_TIMEOUT",
            "RBV_CLUSTER_FILE");

    private final Settings settings;

    ClusterReader(Settings settings) {
        this.settings = settings;
    }

    /** Empty for a node that stands alone. */
    Optional<ClusterConfig> read(Roles roles) {
        int port = settings.number("RBV_CLUSTER_PORT", 1, 65_535);
        int publicPort = settings.number("RBV_CLUSTER_PUBLIC_PORT", 0, 65_535);
        int busPort = settings.number("RBV_EVENT_BUS_PORT", 1, 65_535);
        int publicBusPort = settings.number("RBV_EVENT_BUS_PUBLIC_PORT", 0, 65_535);
        String host = settings.text("RBV_CLUSTER_HOST");
        String publicHost = settings.optionalText("RBV_CLUSTER_PUBLIC_HOST").orElse(host);
        List<String> members = settings.list("RBV_CLUSTER_MEMBERS").stream()
                .map(member -> member.contains(":") ? member : member + ":" + port)
                .toList();
        Optional<String> dns = settings.optionalText("RBV_KUBERNETES_DNS");
        String name = settings.text("RBV_CLUSTER_NAME");
        String password = settings.text("RBV_CLUSTER_PASSWORD");
        Path file = settings.optionalText("RBV_CLUSTER_FILE")
                .map(Path::of)
                .orElseGet(() -> settings.home().resolve("conf").resolve("cluster.xml"))
                .toAbsolutePath()
                .normalize();
        Optional<Tls> tls = tls();
        Duration patience = settings.duration("RBV_CLUSTER_START_TIMEOUT");
        if (!settings.flag("RBV_CLUSTER")) {
            refuseWithoutCluster(roles);
            return Optional.empty();
        }
        refuseStoresOfOneNode(roles);
        refuseSecretsOfOneNode(roles);
        if (name.isEmpty()) {
            settings.problem("RBV_CLUSTER_NAME must not be empty");
        }
        if (dns.isPresent() && !members.isEmpty()) {
            settings.problem(
                    "RBV_KUBERNETES_DNS and RBV_CLUSTER_MEMBERS are two ways to find members; set one of them");
        }
        if (publicHost.isEmpty() || publicHost.equals("0.0.0.0")) {
            settings.problem("RBV_CLUSTER_HOST=" + host
                    + " tells other members no address; set it to one of this machine, or set RBV_CLUSTER_PUBLIC_HOST");
        }
        for (String member : members) {
            if (!member.matches(".+:[0-9]{1,5}")
                    || Integer.parseInt(member.substring(member.lastIndexOf(':') + 1)) > 65_535) {
                settings.problem(
                        "RBV_CLUSTER_MEMBERS must be host or host:port between commas, but has \"" + member + "\"");
            }
        }
        if (port == busPort) {
            settings.problem("RBV_CLUSTER_PORT and RBV_EVENT_BUS_PORT must differ");
        }
        if (!Files.isReadable(file)) {
            settings.problem(
                    "RBV_CLUSTER=true needs the file " + file
                            + ", which cannot be read; restore it from the distribution, or name another one in RBV_CLUSTER_FILE");
        }
        return Optional.of(new ClusterConfig(
                file,
                name,
                password,
                members,
                dns,
                new Endpoint(host, port, publicHost, publicPort == 0 ? port : publicPort),
                new Endpoint(host, busPort, publicHost, publicBusPort == 0 ? busPort : publicBusPort),
                tls,
                patience));
    }

    private Optional<Tls> tls() {
        List<String> names = List.of("RBV_EVENT_BUS_TLS_KEY", "RBV_EVENT_BUS_TLS_CERT", "RBV_EVENT_BUS_TLS_CA");
        List<Path> files = names.stream()
                .flatMap(name -> settings.optionalText(name).stream()
                        .map(Path::of)
                        .peek(file -> {
                            if (!Files.isReadable(file)) {
                                settings.problem(name + " names " + file + ", which cannot be read");
                            }
                        }))
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        if (files.size() < names.size()) {
            settings.problem(String.join(", ", names) + " go together");
            return Optional.empty();
        }
        return Optional.of(new Tls(files.get(0), files.get(1), files.get(2)));
    }

    private void refuseWithoutCluster(Roles roles) {
        List<String> idle = MEMBERS_ONLY.stream().filter(settings::isSet).toList();
        if (!idle.isEmpty()) {
            settings.problem(String.join(", ", idle) + " has no effect without RBV_CLUSTER=true");
        }
        if (!roles.complete()) {
            settings.problem(
                    "RBV_ROLES=" + roles.words()
                            + " leaves work to other nodes, which needs RBV_CLUSTER=true; a node that stands alone has all roles");
        }
    }

    private void refuseStoresOfOneNode(Roles roles) {
        List<String> missing = Stream.of("POSTGRES_HOST", "MILVUS_HOST")
                .filter(setting -> !settings.isSet(setting))
                .toList();
        if (roles.has(Role.PERSISTENCE) && !missing.isEmpty()) {
            settings.problem("RBV_CLUSTER=true needs stores that all nodes share; set " + String.join(" and ", missing)
                    + ", as the embedded ones serve one node only");
        }
    }

    /** Each node would make its own: links would open on one node only, and each start end the other nodes' key. */
    private void refuseSecretsOfOneNode(Roles roles) {
        if (!roles.has(Role.HTTP)) {
            return;
        }
        if (!settings.isSet("JWT_SECRET_KEY") && !settings.isSet("SECRET_KEY")) {
            settings.problem("RBV_CLUSTER=true needs JWT_SECRET_KEY, the same on every node with the role http");
        }
        if (!settings.isSet("RBV_API_KEY")) {
            settings.problem("RBV_CLUSTER=true needs RBV_API_KEY, the same on every node with the role http");
        }
    }
}
