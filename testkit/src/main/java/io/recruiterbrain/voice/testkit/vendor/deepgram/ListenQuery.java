package io.recruiterbrain.voice.testkit.vendor.deepgram;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code /v1/listen}, by Deepgram's API reference "Live audio" and its feature pages: which parameters
 * there are, what they take, which model knows which of them. The server behind it decodes {@code linear16} only.
 */
record ListenQuery(
        String model,
        int sampleRate,
        boolean interim,
        boolean punctuated,
        int endpointing,
        int utteranceEnd,
        boolean vadEvents) {
    private static final Set<String> BOOLEANS = Set.of(
            "diarize",
            "dictation",
            "detect_entities",
            "filler_words",
            "interim_results",
            "mip_opt_out",
            "multichannel",
            "numerals",
            "no_delay",
            "profanity_filter",
            "punctuate",
            "smart_format",
            "vad_events");
    private static final Set<String> OTHERS = Set.of(
            "callback",
            "callback_method",
            "channels",
            "diarize_version",
            "encoding",
            "endpointing",
            "extra",
            "keyterm",
            "keywords",
            "language",
            "model",
            "redact",
            "replace",
            "sample_rate",
            "search",
            "tag",
            "utterance_end_ms",
            "version");
    private static final Set<String> NOVA_2_VARIANTS = Set.of(
            "general",
            "meeting",
            "phonecall",
            "finance",
            "conversationalai",
            "voicemail",
            "video",
            "medical",
            "drivethru",
            "automotive",
            "atc");
    /** The models with the languages that the server lets pass; the vendor knows more of both. */
    private static final Map<String, Set<String>> LANGUAGES = Map.of(
            "nova-3", Set.of("en", "en-us", "en-gb", "en-au", "en-in", "en-nz", "de", "es", "fr", "pt", "nl", "multi"),
            "nova-2", Set.of("en", "en-us", "en-gb", "en-au", "en-in", "en-nz", "de", "es", "fr", "pt", "nl", "multi"),
            "nova", Set.of("en", "en-us", "en-gb", "en-au", "en-in", "en-nz", "es"),
            "enhanced", Set.of("en", "en-us", "de", "es", "fr", "pt", "nl"),
            "base", Set.of("en", "en-us", "de", "es", "fr", "pt", "nl"));

    private static final int DEFAULT_ENDPOINTING = 10;
    private static final int MOST_KEYTERMS = 100;

    /** What Deepgram has to say against a query. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refused(String code, String text) {
            super(text);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static ListenQuery of(MultiMap query) throws Refused {
        for (Map.Entry<String, String> parameter : query) {
            String name = parameter.getKey();
            if (BOOLEANS.contains(name)) {
                check(
                        parameter.getValue().equals("true")
                                || parameter.getValue().equals("false"),
                        name + " must be true or false");
            } else {
                check(OTHERS.contains(name), "unknown query parameter: " + name);
            }
        }
        String model = text(query, "model", "base").toLowerCase(Locale.ROOT);
        String language = text(query, "language", "en").toLowerCase(Locale.ROOT);
        String family = family(model);
        if (family == null || !LANGUAGES.getOrDefault(family, Set.of()).contains(language)) {
            throw new Refused("Bad Request", "Bad Request: No such model/language/tier combination found.");
        }
        check(
                query.getAll("keyterm").isEmpty() || family.equals("nova-3"),
                "keyterm is available with nova-3 only; use keywords");
        check(
                query.getAll("keywords").isEmpty() || !family.equals("nova-3"),
                "keywords is not available with nova-3; use keyterm");
        check(query.getAll("keyterm").size() <= MOST_KEYTERMS, "too many keyterms");
        check(query.getAll("keywords").size() <= MOST_KEYTERMS, "too many keywords");
        check("linear16".equals(query.get("encoding")), "encoding must be linear16 here");
        int sampleRate = number(query, "sample_rate", 0, 8_000, 48_000);
        check(sampleRate == BandSpectrum.RATE, "sample_rate is required with an encoding, and must be 16000 here");
        check(number(query, "channels", 1, 1, 1) == 1, "channels must be 1 here");
        boolean interim = flag(query, "interim_results");
        int utteranceEnd = number(query, "utterance_end_ms", 0, 1_000, 5_000);
        check(utteranceEnd == 0 || interim, "utterance_end_ms requires interim_results=true");
        return new ListenQuery(
                model,
                sampleRate,
                interim,
                flag(query, "punctuate") || flag(query, "smart_format"),
                "false".equals(query.get("endpointing"))
                        ? Integer.MAX_VALUE
                        : number(query, "endpointing", DEFAULT_ENDPOINTING, 0, 60_000),
                utteranceEnd,
                flag(query, "vad_events"));
    }

    private static @Nullable String family(String model) {
        for (String family : new String[] {"nova-3", "nova-2", "enhanced", "base"}) {
            if (model.equals(family)
                    || (model.startsWith(family + "-")
                            && NOVA_2_VARIANTS.contains(model.substring(family.length() + 1)))) {
                return family;
            }
        }
        return Set.of("nova", "nova-general", "nova-phonecall").contains(model) ? "nova" : null;
    }

    private static String text(MultiMap query, String name, String byDefault) {
        String value = query.get(name);
        return value == null ? byDefault : value;
    }

    private static boolean flag(MultiMap query, String name) {
        return "true".equals(query.get(name));
    }

    private static int number(MultiMap query, String name, int byDefault, int least, int most) throws Refused {
        String value = query.get(name);
        if (value == null) {
            return byDefault;
        }
        check(value.matches("\\d{1,9}"), name + " must be a number");
        int number = Integer.parseInt(value);
        check(number >= least && number <= most, name + " must be between " + least + " and " + most);
        return number;
    }

    private static void check(boolean holds, String text) throws Refused {
        if (!holds) {
            throw new Refused("INVALID_QUERY_PARAMETER", text);
        }
    }
}
