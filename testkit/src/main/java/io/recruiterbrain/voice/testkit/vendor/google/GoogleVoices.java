package io.recruiterbrain.voice.testkit.vendor.google;

import com.google.cloud.texttospeech.v1.SsmlVoiceGender;
import com.google.cloud.texttospeech.v1.Voice;
import java.util.List;
import java.util.stream.Stream;

/** Some of the voices of the vendor's published list; all of them sound alike here. */
final class GoogleVoices {
    private static final List<String> NAMES = Stream.of(
                    names("en-US-Neural2-", "A", "C", "D", "E", "F", "G", "H", "I", "J"),
                    names("en-US-Wavenet-", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J"),
                    names("en-US-Standard-", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J"),
                    names("en-GB-Neural2-", "A", "B", "C", "D", "F"),
                    names("en-US-Chirp3-HD-", "Aoede", "Puck", "Charon", "Kore", "Fenrir", "Leda", "Orus", "Zephyr"),
                    names("en-GB-Chirp3-HD-", "Aoede", "Puck", "Charon", "Kore"))
            .flatMap(names -> names)
            .toList();

    private GoogleVoices() {}

    private static Stream<String> names(String prefix, String... endings) {
        return Stream.of(endings).map(prefix::concat);
    }

    static boolean has(String name) {
        return NAMES.contains(name);
    }

    static boolean isStreaming(String name) {
        return name.contains("-Chirp3-HD-");
    }

    static List<Voice> of(String language) {
        return NAMES.stream()
                .filter(name -> language.isEmpty() || name.startsWith(language))
                .map(name -> Voice.newBuilder()
                        .addLanguageCodes(name.substring(0, 5))
                        .setName(name)
                        .setSsmlGender(SsmlVoiceGender.FEMALE)
                        .setNaturalSampleRateHertz(24_000)
                        .build())
                .toList();
    }
}
