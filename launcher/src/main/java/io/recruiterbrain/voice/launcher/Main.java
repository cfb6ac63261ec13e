package io.recruiterbrain.voice.launcher;

import io.recruiterbrain.voice.launcher.command.CheckCommand;
import io.recruiterbrain.voice.launcher.command.ClusterCommand;
import io.recruiterbrain.voice.launcher.command.DemoCommand;
import io.recruiterbrain.voice.launcher.command.InterviewCommand;
import io.recruiterbrain.voice.launcher.command.MigrateCommand;
import io.recruiterbrain.voice.launcher.command.ModelCommand;
import io.recruiterbrain.voice.launcher.command.ReindexCommand;
import io.recruiterbrain.voice.launcher.command.ServeCommand;
import io.recruiterbrain.voice.launcher.node.Logging;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Each subcommand ends with exit code 0, 1 for a failure that was told in one sentence, 2 for wrong usage. */
@Command(
        name = "rbv",
        mixinStandardHelpOptions = true,
        version = "RecruiterBrain Voice 0.1.0",
        description = "An AI interviewer that talks, on your own machine.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "New here? Run: rbv demo",
            "Settings are environment variables; conf/reference.properties lists them all."
        },
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            InterviewCommand.class,
            CheckCommand.class,
            MigrateCommand.class,
            ModelCommand.class,
            ReindexCommand.class,
            ClusterCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        System.out.flush();
        System.err.flush();
        // Everything is closed by now. A plain exit would let the media engine's native threads complain about it.
        Runtime.getRuntime().halt(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    command.getErr().println(explain(fault));
                    if (Logging.debugging()) {
                        fault.printStackTrace(command.getErr());
                    }
                    return 1;
                });
    }

    /** The outermost sentence: what was tried and what to do is said there, the cause below it is for the log. */
    private static String explain(Throwable fault) {
        Throwable told = fault;
        while (told.getCause() != null && (told instanceof CompletionException || told instanceof ExecutionException)) {
            told = told.getCause();
        }
        String text = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        boolean ours =
                told.getClass().getName().startsWith(Main.class.getPackageName().replace(".launcher", ""));
        return ours ? text : "Failed: " + text + " (set DEBUG=true for the details)";
    }
}
