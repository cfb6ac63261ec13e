package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.launcher.node.PublicAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** What a start prints. */
final class Banner {
    private Banner() {}

    static String ready(double seconds) {
        return String.format(Locale.ROOT, "%nRecruiterBrain Voice is ready (%.1f s).%n", seconds);
    }

    /** What a person should know about the address of the pages; empty when all is well. */
    static String address(URI publicUrl) {
        return PublicAddress.problem(publicUrl)
                .map(problem -> String.format("  WARNING: %s%n%n", problem))
                .orElse("");
    }

    /** A line for each port: what serves it, and which setting turns its production adapter on. */
    static String ports(List<PortStatus> ports) {
        StringBuilder text =
                new StringBuilder("  Port            Served by                    Production adapter turned on by\n");
        for (PortStatus port : ports) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-15s %-28s %s%n",
                    port.port(),
                    port.adapter(),
                    port.embedded() ? port.setting() : "(on, by " + port.setting() + ")"));
        }
        return text.toString();
    }
}
