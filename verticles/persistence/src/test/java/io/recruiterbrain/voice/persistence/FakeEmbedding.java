package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import io.recruiterbrain.voice.contract.search.Vector;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Serves {@link EmbedTexts} by counting words: texts that share words are near. Each {@value #WINDOW} words are a window.
 */
public final class FakeEmbedding {
    public static final int DIMENSION = 64;
    static final int WINDOW = 20;

    private volatile boolean away;

    public Future<Bus.Registration> serve(Bus bus) {
        return bus.serve(EmbedTexts.ADDRESS, this::embed);
    }

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    private Future<Embeddings> embed(EmbedTexts request) {
        if (away) {
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the fake is away"));
        }
        return Future.succeededFuture(new Embeddings(
                "word-count",
                DIMENSION,
                request.texts().stream().map(FakeEmbedding::embed).toList()));
    }

    public static TextEmbedding embed(String text) {
        List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+"));
        List<Vector> windows = new ArrayList<>();
        for (int from = 0; from < words.size(); from += WINDOW) {
            windows.add(vector(words.subList(from, Math.min(words.size(), from + WINDOW))));
        }
        return new TextEmbedding(windows);
    }

    static Vector vector(List<String> words) {
        float[] counts = new float[DIMENSION];
        counts[0] = 0.01f;
        words.forEach(word -> counts[1 + Math.floorMod(word.hashCode() * 0x9E3779B9, DIMENSION - 1)] += 1);
        double length = 0;
        for (float count : counts) {
            length += count * count;
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= (float) Math.sqrt(length);
        }
        return new Vector(counts);
    }
}
