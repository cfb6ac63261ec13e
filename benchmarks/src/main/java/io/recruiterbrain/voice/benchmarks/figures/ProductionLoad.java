package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.launcher.candidate.CandidateApi;
import io.recruiterbrain.voice.launcher.candidate.EventStream;
import io.recruiterbrain.voice.launcher.candidate.EventStream.Event;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Interviews at the same time through LiveKit: what each costs the agent's process, and whether any failed. The
 * candidates are a program of their own that sends what was encoded before.
 */
public final class ProductionLoad {
    private static final PrintStream OUT = System.out;
    private static final Duration BASE = Duration.ofSeconds(20);
    /** Nobody waits longer for the agent's next words: an answer takes some ten seconds, and so does a question. */
    private static final Duration ALIVE = Duration.ofSeconds(60);

    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int QUESTIONS = 20;

    private final Recruiter recruiter = new Recruiter();
    private final NodeProcess node = new NodeProcess(Long.parseLong(Recruiter.variable("NODE_PID")), recruiter.base());
    private final List<Seat> seats = new ArrayList<>();
    private final Process candidates;
    private final BufferedReader told;

    /** One interview, seen from the candidate's page. */
    private static final class Seat {
        final JsonObject started;
        final CandidateApi api;
        final String session;
        final EventStream events;
        volatile boolean ended;

        Seat(URI base, JsonObject started) {
            this.started = started;
            api = new CandidateApi(base, URI.create(started.getString("candidate_url")));
            api.consent(api.interview().getJsonObject("consent"));
            session = api.join();
            events = api.events(session);
            Thread.ofVirtual().start(this::follow);
        }

        private void follow() {
            for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
                if (next.get().name().equals("ended")) {
                    ended = true;
                }
            }
        }
    }

    private ProductionLoad(Path program, Path answers) throws IOException {
        candidates = new ProcessBuilder(program.toString(), answers.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        told = candidates.inputReader();
    }

    /** @param args the candidates' program, what they say, how many interviews, for how many seconds */
    public static void main(String[] args) throws IOException, InterruptedException {
        Logging.quiet();
        ProductionLoad load = new ProductionLoad(Path.of(args[0]), Path.of(args[1]));
        boolean good = load.run(Integer.parseInt(args[2]), Duration.ofSeconds(Long.parseLong(args[3])));
        System.exit(good ? 0 : 1);
    }

    private boolean run(int interviews, Duration time) throws IOException, InterruptedException {
        double beforeBase = node.cpu();
        pause(BASE);
        double baseCpu = (node.cpu() - beforeBase) / BASE.toSeconds();
        double baseMemory = node.resident();
        OUT.printf(Locale.ROOT, "%-38s %.3f core, %.0f MB resident%n", "agent process, idle", baseCpu, baseMemory);
        for (int i = 0; i < interviews; i++) {
            enter();
        }
        pause(SETTLED);

        Map<String, Double> countersBefore = node.counters();
        double cpuBefore = node.cpu();
        long begun = System.nanoTime();
        pause(time);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = (node.cpu() - cpuBefore) / seconds;
        double memory = node.resident();
        Map<String, Double> countersAfter = node.counters();

        Instant end = Clock.systemUTC().instant();
        int failed = failed(end);
        leave();
        double cpuEach = (cpu - baseCpu) / interviews;
        double memoryEach = (memory - baseMemory) / interviews;
        OUT.printf(Locale.ROOT, "%-38s %.3f core, %.0f MB resident%n", "agent process, at work", cpu, memory);
        OUT.printf(
                Locale.ROOT,
                "%-38s %.4f core and %.1f MB   to reach: 0.03 core, 12 MB%n",
                "an interview over the base",
                cpuEach,
                memoryEach);
        OUT.printf(Locale.ROOT, "%-38s %d of %d over %.0f s   to reach: 0%n", "failed", failed, interviews, seconds);
        printCounters(countersBefore, countersAfter);
        printTurns();
        return failed == 0;
    }

    private void enter() throws IOException {
        JsonObject started = recruiter.start(QUESTIONS, List.of());
        seats.add(new Seat(recruiter.base(), started));
        candidates
                .outputWriter()
                .append(started.getString("livekit_url"))
                .append(' ')
                .append(started.getString("livekit_token"))
                .append('\n')
                .flush();
        String answer = told.readLine();
        if (!"joined".equals(answer)) {
            throw new IOException("a candidate could not join: " + answer);
        }
    }

    /** Interviews that ended, or in which nobody answered or asked of late. */
    private int failed(Instant end) {
        int failed = 0;
        for (Seat seat : seats) {
            boolean alive = List.of("candidate", "agent").stream()
                    .allMatch(speaker -> recruiter
                            .turns(seat.started)
                            .anyMatch(turn -> turn.getString("speaker").equals(speaker)
                                    && Instant.parse(turn.getString("ended_at")).isAfter(end.minus(ALIVE))));
            if (seat.ended || !alive) {
                failed++;
                OUT.println("failed: " + (seat.ended ? "it ended" : "nobody spoke for a minute"));
            }
        }
        return failed;
    }

    private void leave() throws IOException, InterruptedException {
        for (Seat seat : seats) {
            if (!seat.ended) {
                seat.api.leave(seat.session);
            }
        }
        candidates.outputWriter().close();
        Sample given = new Sample("answers that a candidate gave", "");
        long packets = 0;
        long late = 0;
        int disconnected = 0;
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            String[] fields = line.split(" ");
            given.add(Integer.parseInt(fields[1]));
            packets += Long.parseLong(fields[2]);
            late += Long.parseLong(fields[3]);
            disconnected += Boolean.parseBoolean(fields[4]) ? 1 : 0;
        }
        candidates.waitFor();
        given.print();
        OUT.printf(
                Locale.ROOT,
                "%-38s %d packets of 20 ms, %d of them 60 to 130 ms late; %d candidates were cut off%n",
                "the agent's voice at the candidates",
                packets,
                late,
                disconnected);
    }

    private static void printCounters(Map<String, Double> before, Map<String, Double> after) {
        for (String name : List.of(
                "rbv_media_frames_sent_total",
                "rbv_media_pacer_late_total",
                "rbv_media_pacer_stalls_total",
                "rbv_media_frames_received_total",
                "rbv_media_frames_dropped_total",
                "rbv_agent_frames_dropped_total",
                "rbv_media_ice_failures_total",
                "rbv_room_recoveries_total",
                "rbv_stt_reconnects_total",
                "rbv_stt_unanswered_total",
                "rbv_agent_turns_dropped_total")) {
            double count = after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
            OUT.printf(Locale.ROOT, "%-38s %.0f%n", name, count);
        }
    }

    private void printTurns() {
        Sample delay = new Sample("agent: e2e_latency", "ms");
        Sample overhead = new Sample("agent: framework_overhead", "ms");
        Sample turns = new Sample("turns of an interview", "");
        for (Seat seat : seats) {
            List<JsonObject> all = recruiter.turns(seat.started).toList();
            turns.add(all.size());
            for (JsonObject turn : all) {
                JsonObject latencies = turn.getJsonObject("latencies");
                if (latencies != null && latencies.containsKey("e2e_latency")) {
                    delay.add(latencies.getDouble("e2e_latency") * 1000);
                }
                if (latencies != null && latencies.containsKey("framework_overhead")) {
                    overhead.add(latencies.getDouble("framework_overhead") * 1000);
                }
            }
        }
        turns.print();
        delay.print();
        overhead.print();
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
