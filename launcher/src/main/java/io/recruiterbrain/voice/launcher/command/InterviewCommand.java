package io.recruiterbrain.voice.launcher.command;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.launcher.candidate.ApiException;
import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.recruiterbrain.voice.launcher.candidate.SimulatedCandidate;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "interview",
        mixinStandardHelpOptions = true,
        description = {
            "A simulated candidate: starts an interview over REST, consents, joins by WebRTC, listens and answers aloud.",
            "Works against any running instance; prints what was asked, what it said, how long the reply took to be heard,",
            "and the agent's own figures of the turn."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The interview ended as completed.",
            "1:It ended otherwise (time limit, silence, cancelled, shut down, failed), or could not be held.",
            "2:Wrong usage."
        },
        footer = {"", "Example: rbv interview --url http://localhost:8000 --api-key rbv_... --questions 3"})
public final class InterviewCommand implements Callable<Integer> {
    private static final String COMPLETED = "completed";

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(
            names = "--questions",
            paramLabel = "N",
            defaultValue = "3",
            description = "Questions to ask, 1 to " + InterviewSettings.MAX_QUESTIONS + " (default: ${DEFAULT-VALUE}).")
    private int questions = 3;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "12",
            description = "Longest conversation, 1 to 120 (default: ${DEFAULT-VALUE}).")
    private int minutes = 12;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Text file with one answer in each line (default: eight built-in ones).")
    private @Nullable Path answers;

    @Option(names = "--json", description = "Prints one JSON object at the end, for programs.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        range("--questions", questions, 1, InterviewSettings.MAX_QUESTIONS);
        range(
                "--minutes",
                minutes,
                InterviewSettings.MIN_DURATION.toMinutes(),
                InterviewSettings.MAX_DURATION.toMinutes());
        List<String> lines = answerLines();
        RestClient recruiter = node.recruiter();
        JsonObject started = recruiter.post("/api/v1/interview/start", order());
        String id = started.getString("interview_id");
        say(out, "Interview " + id + " started.");
        InterviewReport report = new InterviewReport();
        String reason;
        try (MediaEngine media = new MediaEngine(mediaConfig(), new SimpleMeterRegistry());
                TextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry())) {
            SimulatedCandidate candidate = new SimulatedCandidate(
                    node.url(), URI.create(started.getString("candidate_url")), media, voice, lines, exchange -> {
                        AnsweredTurn turn = AnsweredTurn.of(exchange, transcript(recruiter, id));
                        report.add(turn);
                        say(out, turn.lines(report.size()));
                    });
            try (SimulatedCandidate.Call call = Waiting.during("Connecting", candidate::connect)) {
                say(out, "Connected; the candidate listens and answers aloud.");
                reason = call.hold();
            }
        }
        say(out, report.summary());
        say(out, InterviewReport.ended(node.url(), id, reason));
        if (json) {
            out.println(report.json(id, reason).encodePrettily());
        }
        return reason.equals(COMPLETED) ? 0 : 1;
    }

    /** Told in the option's words; the node would tell it in those of its REST field. */
    private static void range(String option, int value, long least, long most) {
        if (value < least || value > most) {
            throw new CommandFailure(option + " must be from " + least + " to " + most + ", not " + value + ".");
        }
    }

    private JsonObject order() {
        return new JsonObject()
                .put(
                        "candidate",
                        new JsonObject().put("name", "Simulated Candidate").put("candidate_id", "simulated"))
                .put(
                        "job",
                        new JsonObject()
                                .put("job_id", "simulated")
                                .put("title", "Backend engineer")
                                .put("description", "Java services with PostgreSQL, testing, operations and teamwork."))
                .put("question_count", questions)
                .put("minutes", minutes);
    }

    private List<String> answerLines() throws IOException {
        List<String> lines = read().lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new CommandFailure(answers + " has no line that could be said.");
        }
        return lines;
    }

    private String read() throws IOException {
        if (answers != null) {
            if (!Files.isReadable(answers)) {
                throw new CommandFailure(answers + " cannot be read.");
            }
            return Files.readString(answers);
        }
        try (InputStream in = InterviewCommand.class.getResourceAsStream("/candidate/answers.txt")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private MediaConfig mediaConfig() {
        try {
            boolean here = InetAddress.getByName(node.url().getHost()).isLoopbackAddress();
            return here ? MediaConfig.defaults().onLoopback() : MediaConfig.defaults();
        } catch (UnknownHostException e) {
            throw new CommandFailure("The host of " + node.url() + " is not known.");
        }
    }

    /** What is stored by now; nothing when it cannot be had, for a figure less must not end an interview. */
    private static JsonArray transcript(RestClient recruiter, String id) {
        try {
            return recruiter.get("/api/v1/interview/" + id + "/transcript").getJsonArray("turns", new JsonArray());
        } catch (ApiException e) {
            return new JsonArray();
        }
    }

    private void say(PrintWriter out, String line) {
        if (!json) {
            out.println(line);
            out.flush();
        }
    }
}
