package io.recruiterbrain.voice.launcher.config;

import java.util.List;

/**
 * The production adapter of each port and the settings that ask for it.
 *
 * @param port name of the port
 * @param embedded what serves it in this version
 * @param production what the settings ask for
 * @param setting the one that turns it on
 * @param others settings that make no sense without it
 */
public record ProductionAdapters(String port, String embedded, String production, String setting, List<String> others) {
    /** Those that a later version brings. Asking for one is refused: it must never be ignored in silence. */
    private static final List<ProductionAdapters> TO_COME = List.of(
            new ProductionAdapters(
                    "Room",
                    "direct WebRTC",
                    "LiveKit",
                    "LIVEKIT_URL",
                    List.of("LIVEKIT_API_KEY", "LIVEKIT_API_SECRET")),
            new ProductionAdapters(
                    "SpeechToText",
                    "Sphinx",
                    "Deepgram",
                    "DEEPGRAM_API_KEY",
                    List.of("DEEPGRAM_URL", "DEEPGRAM_MODEL", "DEEPGRAM_LANGUAGE")),
            new ProductionAdapters(
                    "TextToSpeech",
                    "FreeTTS",
                    "Google Text-to-Speech",
                    "GOOGLE_APPLICATION_CREDENTIALS",
                    List.of(
                            "GOOGLE_TTS_ENDPOINT",
                            "GOOGLE_TTS_VOICE_NAME",
                            "GOOGLE_TTS_SPEAKING_RATE",
                            "GOOGLE_TTS_PITCH")),
            new ProductionAdapters(
                    "LanguageModel",
                    "rules and question bank",
                    "OpenAI",
                    "OPENAI_API_KEY",
                    List.of("OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_TEMPERATURE", "OPENAI_MAX_TOKENS")),
            new ProductionAdapters("VoiceActivity", "the WebRTC detector", "Silero", "SILERO_MODEL_PATH", List.of()),
            new ProductionAdapters(
                    "VectorStore",
                    "Lucene",
                    "Milvus",
                    "MILVUS_HOST",
                    List.of("MILVUS_PORT", "MILVUS_TOKEN", "MILVUS_POOL_SIZE")));

    /** Notes a problem for each adapter that somebody asked for. */
    static void refuse(Settings settings) {
        for (ProductionAdapters adapter : TO_COME) {
            List<String> asking = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(adapter.setting), adapter.others.stream())
                    .filter(settings::isSet)
                    .toList();
            if (!asking.isEmpty()) {
                settings.problem(String.join(", ", asking) + " asks for " + adapter.production
                        + ", which is not available yet; remove it and " + adapter.embedded + " serves the "
                        + adapter.port + " port");
            }
        }
    }
}
