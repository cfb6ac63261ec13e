package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.benchmarks.figures.SpokenCall.Said;
import io.recruiterbrain.voice.launcher.candidate.EventStream.Event;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/**
 * How long a candidate waits: from the last audible sample of an answer to the first audible 10 ms of the agent at the
 * candidate's end of the connection; beside it, the parts of that way, and what the agent itself measured of its turns.
 */
public final class AnswerDelay {
    private static final PrintStream OUT = System.out;
    private static final Set<String> ASKING = Set.of("question", "follow_up", "repeat", "nudge");
    private static final int QUESTIONS = 12;
    private static final double SLOW_SECONDS = 2;
    /** The question's last sound may still be under way when its end is told. */
    private static final Duration AGENT_FADES = Duration.ofMillis(300);

    private final Recruiter recruiter = new Recruiter();
    private final List<List<AudioFrame>> answers;
    private final Sample delay = new Sample("end of answer to agent's first sound", "s");
    private final Sample wayIn = new Sample("end of answer to its end as stored", "ms");
    private final Sample wayOut = new Sample("agent's start as stored to first sound", "ms");
    private final Map<String, Sample> agentsOwn = new TreeMap<>();
    private int said;
    private int cutIn;
    private int unanswered;

    private AnswerDelay(List<String> answers) {
        this.answers = answers.stream().map(Answers::speech).toList();
    }

    /** @param args how many answers to give, and what is to be reached, in words */
    public static void main(String[] args) throws TimeoutException {
        Logging.quiet();
        int wanted = Integer.parseInt(args[0]);
        AnswerDelay figure = new AnswerDelay(Answers.texts());
        while (figure.said < wanted) {
            figure.interview(wanted);
        }
        figure.print(args[1]);
        // Media threads of the native engine would keep the process.
        System.exit(figure.delay.size() == 0 ? 1 : 0);
    }

    private void interview(int wanted) throws TimeoutException {
        JsonObject started = recruiter.start(QUESTIONS, List.of());
        List<Said> given = new ArrayList<>();
        try (SpokenCall call = new SpokenCall(recruiter.base(), started)) {
            for (Optional<Event> next = call.events().next();
                    next.isPresent();
                    next = call.events().next()) {
                if (next.get().name().equals("ended")) {
                    break;
                }
                if (asks(next.get())) {
                    if (said == wanted) {
                        call.leave();
                        break;
                    }
                    given.add(call.say(answers.get(said++ % answers.size())));
                    OUT.print(said % 10 == 0 ? "." + said : ".");
                    OUT.flush();
                }
            }
            OUT.println();
            List<JsonObject> turns = recruiter.turns(started).toList();
            turns.forEach(this::noteWhatTheAgentMeasured);
            note(given, call.ear(), turns);
        }
    }

    private static boolean asks(Event event) {
        JsonObject turn = event.data().getJsonObject("data");
        return event.name().equals("turn.saved")
                && turn.getString("speaker").equals("agent")
                && ASKING.contains(turn.getString("kind"));
    }

    private void note(List<Said> given, Ear ear, List<JsonObject> turns) {
        for (int i = 0; i < given.size(); i++) {
            Said answer = given.get(i);
            Instant nextOne = i + 1 < given.size() ? given.get(i + 1).from() : Instant.MAX;
            Optional<Instant> reply = ear.firstSoundAfter(answer.to()).filter(sound -> sound.isBefore(nextOne));
            if (ear.heardBetween(answer.from().plus(AGENT_FADES), answer.to())) {
                cutIn++;
            } else if (reply.isEmpty()) {
                unanswered++;
            } else {
                note(answer, reply.get(), turns);
            }
        }
    }

    private void note(Said answer, Instant reply, List<JsonObject> turns) {
        double seconds = millis(answer.to(), reply) / 1000;
        delay.add(seconds);
        Optional<JsonObject> heard = turns.stream()
                .filter(turn -> turn.getString("speaker").equals("candidate"))
                .filter(turn -> time(turn, "ended_at").isAfter(answer.from()))
                .findFirst();
        heard.ifPresent(turn -> wayIn.add(millis(answer.to(), time(turn, "ended_at"))));
        turns.stream()
                .filter(turn -> turn.getString("speaker").equals("agent"))
                .filter(turn -> time(turn, "started_at").isAfter(answer.to()))
                .findFirst()
                .ifPresent(turn -> wayOut.add(millis(time(turn, "started_at"), reply)));
        if (seconds > SLOW_SECONDS) {
            String words = heard.map(turn -> turn.getString("text")).orElse("nothing");
            OUT.printf(
                    Locale.ROOT,
                    "slow: %.2f s after \"... %s\"%n",
                    seconds,
                    words.substring(Math.max(0, words.length() - 40)));
        }
    }

    private void noteWhatTheAgentMeasured(JsonObject turn) {
        JsonObject latencies = turn.getJsonObject("latencies");
        if (latencies != null) {
            for (String name : latencies.fieldNames()) {
                agentsOwn
                        .computeIfAbsent(name, key -> new Sample("agent: " + key, "ms"))
                        .add(latencies.getDouble(name) * 1000);
            }
        }
    }

    private static Instant time(JsonObject turn, String name) {
        return Instant.parse(turn.getString(name));
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private void print(String target) {
        delay.print(target);
        wayIn.print();
        wayOut.print();
        OUT.printf("not counted: %d answers into which the agent spoke, %d without a reply%n", cutIn, unanswered);
        agentsOwn.forEach((name, sample) -> sample.print(name.equals("framework_overhead") ? "p99 15 ms" : ""));
    }
}
