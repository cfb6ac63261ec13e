package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.util.ArrayList;
import java.util.List;

/** A recording whose words are known: what each 20 ms of it look like, and where its words are. */
final class KnownUtterance {
    private final float[][] shapes;
    private final double[] times;
    private final List<Place> words;

    /**
     * A word in the recording.
     *
     * @param first voiced frame
     * @param last voiced frame
     */
    record Place(String text, int first, int last) {
        @Override
        public String toString() {
            return "Place[" + first + ".." + last + "]";
        }
    }

    private KnownUtterance(float[][] shapes, double[] times, List<Place> words) {
        this.shapes = shapes;
        this.times = times;
        this.words = words;
    }

    static KnownUtterance of(String text, short[] samples) {
        double[] loudest = {-100};
        new BandSpectrum().accept(samples, (shape, level) -> loudest[0] = Math.max(loudest[0], level));
        List<float[]> shapes = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        new VoicedFrames(loudest[0]).accept(samples, (time, shape) -> {
            times.add(time);
            shapes.add(shape);
        });
        return new KnownUtterance(
                shapes.toArray(float[][]::new),
                times.stream().mapToDouble(Double::doubleValue).toArray(),
                places(text, shapes.size()));
    }

    /** Words take time in proportion to their letters, and a little each. */
    private static List<Place> places(String text, int frames) {
        String[] words = text.isBlank() ? new String[0] : text.trim().split("\\s+");
        double total = 0;
        for (String word : words) {
            total += weight(word);
        }
        List<Place> places = new ArrayList<>();
        double at = 0;
        for (String word : words) {
            int first = (int) Math.round(at / total * frames);
            at += weight(word);
            places.add(new Place(word, first, Math.max(first, (int) Math.round(at / total * frames) - 1)));
        }
        return List.copyOf(places);
    }

    private static double weight(String word) {
        return word.length() + 1.0;
    }

    int length() {
        return shapes.length;
    }

    float[] shape(int frame) {
        return shapes[frame];
    }

    /** Seconds from the beginning of the recording. */
    double time(int frame) {
        return times[Math.clamp(frame, 0, times.length - 1)];
    }

    List<Place> words() {
        return words;
    }
}
