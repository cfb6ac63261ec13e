package io.recruiterbrain.voice.launcher.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The kernel drops every UDP packet from and to a range of ports of this machine for a while. Linux, as root. */
final class UdpLoss {
    private UdpLoss() {}

    /** Whether this process may change the rules of the network. */
    static boolean isPossible() {
        return tools().allMatch(tool -> run(List.of(tool, "-w", "-n", "-L", "INPUT")));
    }

    /** Drops the packets while something runs, and no longer. */
    static void during(int firstPort, int lastPort, Runnable work) {
        List<List<String>> undo = new ArrayList<>();
        try {
            tools().forEach(tool -> Stream.of("--dport", "--sport").forEach(side -> {
                List<String> rule =
                        List.of("INPUT", "-i", "lo", "-p", "udp", side, firstPort + ":" + lastPort, "-j", "DROP");
                if (!run(command(tool, "-I", rule))) {
                    throw new IllegalStateException(tool + " refused the rule " + rule);
                }
                undo.add(command(tool, "-D", rule));
            }));
            work.run();
        } finally {
            undo.forEach(UdpLoss::run);
        }
    }

    private static List<String> command(String tool, String action, List<String> rule) {
        return Stream.concat(Stream.of(tool, "-w", action), rule.stream()).toList();
    }

    /** Browser and agent may find each other by either version of IP. */
    private static Stream<String> tools() {
        return Files.exists(Path.of("/proc/net/if_inet6")) ? Stream.of("iptables", "ip6tables") : Stream.of("iptables");
    }

    private static boolean run(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (known, more) -> known + ":" + more);
        try {
            Process process = builder.start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
