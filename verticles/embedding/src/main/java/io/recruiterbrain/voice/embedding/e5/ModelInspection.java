package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.PASSAGE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.QUERY;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.TokenWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Looks at the configured model as an operator would before trusting it. Blocks for some seconds. */
public final class ModelInspection {
    private static final int RUNS = 5;

    private static final String QUESTION = "how do you find slow queries";
    /** Questions with the answer to each, which shares no word of weight with it. */
    private static final Map<String, String> ANSWERS = Map.of(
            QUESTION,
            "To profile a database I look at pg_stat_statements and sort by total time, then I read the execution plan of"
                    + " the worst statements.",
            "how much should one eat",
            "Most adults need about fifty grams of protein a day, more while they train for a marathon.",
            "top of a hill",
            "Summit: the highest point of a mountain, or a meeting of the leaders of several governments.");

    private ModelInspection() {}

    /**
     * Loads the configured model and tries it.
     *
     * @param folder as for {@link E5Embedder#open}
     * @throws ServiceException with a sentence a person can act on when it cannot be loaded at all
     */
    public static ModelReport inspect(EmbeddingConfig config, Path folder) {
        try (E5Embedder embedder = E5Embedder.open(config, folder)) {
            ModelFiles files = embedder.files();
            TokenWindow question = embedder.windows(QUERY, QUESTION).getFirst();
            int marks = embedder.tokenizer().encode(E5Tokenizer.prefix(PASSAGE)).length();
            TokenWindow longest = embedder.windows(PASSAGE, "data ".repeat(E5Tokenizer.MAX_TOKENS - marks))
                    .getFirst();
            int words = Vocabulary.size(files.tokenizer());
            List<String> problems = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                if (!isPrefixed(embedder, kind)) {
                    problems.add("The tokenizer does not put \"" + E5Tokenizer.prefix(kind) + "\" where E5 wants it.");
                }
            }
            if (Vocabulary.knows(embedder, words)) {
                problems.add("The model knows more words than the tokenizer's " + words
                        + ": take both files of the same model.");
            }
            return new ModelReport(
                    files.name(),
                    files.model(),
                    Files.size(files.model()),
                    sha256(files.model()),
                    files.tokenizer(),
                    sha256(files.tokenizer()),
                    embedder.dimension(),
                    words,
                    longest.length(),
                    medianTime(embedder, question),
                    medianTime(embedder, longest),
                    understands(embedder),
                    problems);
        } catch (IOException e) {
            throw new ServiceException(UNAVAILABLE, "cannot read the model's files: " + e.getMessage(), e);
        }
    }

    /** Whether a window is what the tokenizer makes of the prefixed text, marks included. */
    private static boolean isPrefixed(E5Embedder embedder, Kind kind) {
        return embedder.windows(kind, QUESTION)
                .equals(List.of(embedder.tokenizer().encode(E5Tokenizer.prefix(kind) + " " + QUESTION)));
    }

    private static boolean understands(E5Embedder embedder) {
        return ANSWERS.keySet().stream().allMatch(question -> {
            Vector asked = embed(embedder, QUERY, question);
            double own = similarity(asked, embed(embedder, PASSAGE, ANSWERS.getOrDefault(question, "")));
            return ANSWERS.entrySet().stream()
                    .filter(other -> !other.getKey().equals(question))
                    .allMatch(other -> similarity(asked, embed(embedder, PASSAGE, other.getValue())) < own);
        });
    }

    private static Vector embed(E5Embedder embedder, Kind kind, String text) {
        return embedder.embed(embedder.windows(kind, text)).getFirst();
    }

    private static double similarity(Vector one, Vector other) {
        float[] left = one.toArray();
        float[] right = other.toArray();
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    private static Duration medianTime(E5Embedder embedder, TokenWindow window) {
        long[] taken = new long[RUNS];
        for (int run = -1; run < RUNS; run++) {
            long begun = System.nanoTime();
            embedder.embed(List.of(window));
            // The first one pays for memory that the others find.
            if (run >= 0) {
                taken[run] = System.nanoTime() - begun;
            }
        }
        Arrays.sort(taken);
        return Duration.ofNanos(taken[RUNS / 2]);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
