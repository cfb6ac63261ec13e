package io.recruiterbrain.voice.embedding.e5;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a look at a model and its files found. Only what holds for any weights is a problem; whether the model understands
 * anything is a remark.
 *
 * @param name the model's name, as stored with its vectors
 * @param model the model's file
 * @param modelSha256 in lower-case hexadecimal, to be compared with what the publisher states
 * @param words the tokenizer's vocabulary
 * @param question time for a recruiter's question, in the median
 * @param window time for the longest window, in the median
 * @param understands whether answers were nearer to their question than unrelated ones
 * @param problems sentences on what makes the model unfit, empty when it may be used
 */
public record ModelReport(
        String name,
        Path model,
        long modelBytes,
        String modelSha256,
        Path tokenizer,
        String tokenizerSha256,
        int dimension,
        int words,
        int windowTokens,
        Duration question,
        Duration window,
        boolean understands,
        List<String> problems) {
    public ModelReport {
        problems = List.copyOf(problems);
    }
}
