package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.launcher.candidate.EventStream.Event;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * How fast the agent falls silent: from its decision, which is the stored end of an interrupted turn and on the same
 * clock, to the end of the last audible 10 ms at the candidate's end of the connection.
 */
public final class BargeIn {
    private static final PrintStream OUT = System.out;
    private static final int QUESTIONS = 10;
    private static final String QUESTION =
            "When you think of all the systems that you have built and run over the years, and of the people you built"
                    + " them with, and of what they are used for now, which of them would you build in another way today?";
    private static final String INTERRUPTION = "Excuse me, I would like to say something about that system now.";
    /** Of those tried, some meet the agent in a pause or after its last word. */
    private static final int SPARE = 3;

    private final Recruiter recruiter = new Recruiter();
    private final Sample silence = new Sample("decision to stop to silence", "ms");
    private final List<AudioFrame> interruption = Answers.speech(INTERRUPTION);
    private int pausing;

    private BargeIn() {}

    /** @param args how many interruptions to measure */
    public static void main(String[] args) throws TimeoutException {
        Logging.quiet();
        int wanted = Integer.parseInt(args[0]);
        BargeIn figure = new BargeIn();
        for (int i = 0; i < wanted && figure.silence.size() < wanted; i++) {
            figure.interview(wanted - figure.silence.size() + SPARE);
        }
        figure.silence.print("150 ms");
        OUT.printf("not counted: %d interruptions that met the agent in a pause%n", figure.pausing);
        // Media threads of the native engine would keep the process.
        System.exit(figure.silence.size() < wanted ? 1 : 0);
    }

    /** @param most after so many interruptions the candidate leaves */
    private void interview(int most) throws TimeoutException {
        JsonObject started = recruiter.start(QUESTIONS, questions());
        try (SpokenCall call = new SpokenCall(recruiter.base(), started)) {
            boolean greeted = false;
            int tried = 0;
            for (Optional<Event> next = call.events().next();
                    next.isPresent();
                    next = call.events().next()) {
                JsonObject data = next.get().data();
                switch (next.get().name()) {
                    case "turn.saved" ->
                        // The greeting cannot be interrupted.
                        greeted |= data.getJsonObject("data").getString("kind").equals("greeting");
                    case "agent_state" -> {
                        if (greeted && data.getString("state").equals("speaking")) {
                            tried++;
                            call.say(interruption);
                            OUT.print('.');
                            OUT.flush();
                        }
                    }
                    default -> {}
                }
                if (next.get().name().equals("ended")) {
                    break;
                }
                if (tried > most) {
                    call.leave();
                    break;
                }
            }
            OUT.println();
            recruiter
                    .turns(started)
                    .filter(turn -> turn.getBoolean("interrupted"))
                    .map(turn -> Instant.parse(turn.getString("ended_at")))
                    .forEach(decision -> note(decision, call.ear()));
        }
    }

    private void note(Instant decision, Ear ear) {
        ear.silentFrom(decision)
                .ifPresentOrElse(
                        silent -> silence.add(Duration.between(decision, silent).toNanos() / 1e6), () -> pausing++);
    }

    private static List<String> questions() {
        return IntStream.rangeClosed(1, QUESTIONS)
                .mapToObj(number -> "Question " + number + ". " + QUESTION)
                .toList();
    }
}
