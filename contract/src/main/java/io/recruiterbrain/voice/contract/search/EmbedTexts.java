package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.time.Duration;
import java.util.List;

/** Turns texts into vectors. A text longer than the model's window is answered with several windows, never cut. */
public record EmbedTexts(Kind kind, List<String> texts) implements BusMessage {
    public static final Address<EmbedTexts, Embeddings> ADDRESS =
            new Address<>("embedding.embed", EmbedTexts.class, Embeddings.class, Duration.ofSeconds(5));

    /** Most texts in one request. */
    public static final int MAX_TEXTS = 256;

    /** E5 models embed what is searched and what searches differently. */
    public enum Kind {
        QUERY,
        PASSAGE
    }

    public EmbedTexts {
        Checks.present(kind, "kind");
        texts = List.copyOf(texts);
        Checks.range(texts.size(), "texts", 1, MAX_TEXTS);
        texts.forEach(text -> Checks.text(text, "texts", Turn.MAX_TEXT));
    }

    @Override
    public String toString() {
        return "EmbedTexts[" + kind + ", " + texts.size() + " texts]";
    }
}
