package io.recruiterbrain.voice.embedding.e5;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.testkit.Provisions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Models of e5-base-v2's architecture with random weights (make_model.py), and Python's opinion on them. */
final class RandomModel {
    private final Path models;

    private RandomModel(Path models) {
        this.models = models;
    }

    /** With two of the twelve layers. */
    static RandomModel get() throws IOException, InterruptedException {
        return new RandomModel(Provisions.get("e5-base", "2"));
    }

    Path fp32() {
        return models.resolve("fp32").resolve("model.onnx");
    }

    Path int8() {
        return models.resolve("int8").resolve("model_quantized.onnx");
    }

    /** Makes a model folder of these files and of e5-small-v2's tokenizer, whose words are the same. */
    static Path folder(Path parent, String name, Path... files) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        for (Path file : files) {
            Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
        }
        Path tokenizer = Resources.unpack("/e5-small-v2-tokenizer.json", parent);
        Files.copy(tokenizer, folder.resolve("tokenizer.json"));
        return folder;
    }

    /** What onnxruntime and tokenizers in Python make of the texts, which carry their prefixes already. */
    static List<Vector> inPython(Path model, Path tokenizer, List<String> texts)
            throws IOException, InterruptedException {
        Path lines = Files.createTempFile("texts", ".txt");
        Path out = Files.createTempFile("vectors", ".json");
        Path faults = Files.createTempFile("vectors", ".log");
        try {
            Files.write(lines, texts, StandardCharsets.UTF_8);
            int code = new ProcessBuilder(
                            Provisions.get("e5-python").toString(),
                            "src/test/python/embed.py",
                            "vectors",
                            model.toString(),
                            tokenizer.toString())
                    .redirectInput(lines.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(faults.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(Files.readString(faults));
            }
            float[][] vectors = new ObjectMapper().readValue(out.toFile(), float[][].class);
            return Arrays.stream(vectors).map(Vector::new).toList();
        } finally {
            Files.delete(lines);
            Files.delete(out);
            Files.delete(faults);
        }
    }
}
