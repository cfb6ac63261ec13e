package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.e5.ModelInspection;
import io.recruiterbrain.voice.embedding.e5.ModelReport;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.node.Logging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the embedding model: files, hashes, dimension, vocabulary, prefixes, time for a text.",
            "Without a folder it looks at the bundled one, and says how to get e5-base-v2."
        })
public final class ModelCommand implements Callable<Integer> {
    private static final String HOW_TO_GET = """

            For better search take e5-base-v2 (768 dimensions, 0.4 GB):
              1. Make a folder named e5-base-v2; its name is stored with every vector.
              2. Put two files of the public model intfloat/e5-base-v2 into it: its ONNX export as model.onnx, and
                 tokenizer.json. An int8 export, a quarter of the size, is called model_quantized.onnx.
              3. Run: rbv model --dir e5-base-v2
              4. Set RBV_EMBEDDING_MODEL_DIR to the folder before the first interview. Vectors that another model
                 made do not fit; a node that finds them refuses to start.
            """;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of the model to look at (RBV_EMBEDDING_MODEL_DIR, default the bundled one).")
    private @Nullable Path folder;

    @Override
    public Integer call() throws Exception {
        NodeConfig config = NodeRunner.configure(options);
        Logging.quiet();
        EmbeddingConfig embedding =
                folder == null ? config.embedding() : config.embedding().withModelFolder(folder);
        ModelReport report = Waiting.during(
                "Trying the model",
                () -> ModelInspection.inspect(embedding, config.dataDirectory().resolve("models")));
        print(report, embedding.threads());
        if (embedding.modelFolder() == null) {
            System.out.print(HOW_TO_GET);
        }
        report.problems().forEach(System.out::println);
        return report.problems().isEmpty() ? 0 : 1;
    }

    private static void print(ModelReport report, int threads) {
        line("name", report.name());
        line("model", report.model() + String.format(Locale.ROOT, ", %.1f MB", report.modelBytes() / 1e6));
        line("  SHA-256", report.modelSha256());
        line("tokenizer", report.tokenizer() + ", " + report.words() + " words");
        line("  SHA-256", report.tokenizerSha256());
        line("dimension", Integer.toString(report.dimension()));
        line(
                "fit",
                report.problems().isEmpty()
                        ? "the model knows the tokenizer's words; \"query:\" and \"passage:\" are put before each text"
                        : "no, see below");
        line(
                "meaning",
                report.understands()
                        ? "each of three answers is nearest to its own question"
                        : "answers are not nearer to their questions than others: are the weights a trained E5's?");
        line(
                "time",
                String.format(
                        Locale.ROOT,
                        "%.1f ms for a question, %.0f ms for %d tokens, on %d core(s)",
                        milliseconds(report.question()),
                        milliseconds(report.window()),
                        report.windowTokens(),
                        threads));
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static void line(String what, String text) {
        System.out.printf(Locale.ROOT, "%-10s %s%n", what, text);
    }
}
