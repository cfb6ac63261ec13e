package io.recruiterbrain.voice.http.request;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Content negotiation by an {@code Accept} header (RFC 9110, without media type parameters). */
public final class MediaRange {
    private final String range;
    private final double quality;

    private MediaRange(String range, double quality) {
        this.range = range;
        this.quality = quality;
    }

    /** Whether the header lets a media type pass. */
    public static boolean accepts(String header, String type) {
        return quality(header, type) > 0;
    }

    /** The most welcome of the types on offer, the first of equals; empty when none is acceptable. */
    public static Optional<String> best(String header, List<String> offered) {
        return offered.stream()
                .filter(type -> accepts(header, type))
                // reversed() would put the last of equals first
                .min(Comparator.comparingDouble(type -> -quality(header, type)));
    }

    private static double quality(String header, String type) {
        return Arrays.stream(header.split(","))
                .map(MediaRange::parse)
                .filter(range -> range.covers(type))
                .max(Comparator.comparingInt(MediaRange::specificity))
                .map(range -> range.quality)
                .orElse(0.0);
    }

    private static MediaRange parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(";");
        double quality = 1;
        for (String part : parts) {
            if (part.strip().matches("q=[01](\\.\\d{0,3})?")) {
                quality = Double.parseDouble(part.strip().substring(2));
            }
        }
        return new MediaRange(parts.length == 0 ? "" : parts[0].strip(), quality);
    }

    private boolean covers(String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }

    private int specificity() {
        return range.equals("*/*") ? 0 : range.endsWith("/*") ? 1 : 2;
    }
}
