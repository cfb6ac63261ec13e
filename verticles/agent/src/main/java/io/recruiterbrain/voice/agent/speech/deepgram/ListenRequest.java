package io.recruiterbrain.voice.agent.speech.deepgram;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The handshake: {@code GET /v1/listen} with what shall be heard and how. */
final class ListenRequest {
    private static final String PATH = "/v1/listen";
    /** Deepgram takes at most a hundred terms; the address line must stay short enough for every proxy. */
    private static final int MOST_TERMS = 50;

    private static final int LONGEST_TERMS = 2_000;

    private final DeepgramConfig config;

    ListenRequest(DeepgramConfig config) {
        this.config = config;
    }

    WebSocketConnectOptions options(List<String> terms) {
        URI url = config.url();
        boolean tls = "wss".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setHost(url.getHost()).setPort(port).setSsl(tls);
        options.setURI(path(url) + "?" + query(terms)).setAllowOriginHeader(false);
        options.addHeader("Authorization", "Token " + config.apiKey());
        return options;
    }

    private static String path(URI url) {
        String path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
        return path.endsWith(PATH) ? path : path + PATH;
    }

    private String query(List<String> terms) {
        // Smart formatting may wait for a number to be complete, and writes what was not said: punctuation only.
        // Fillers tell that a thought goes on. Pauses within a stretch are Deepgram's to find; its end is ours
        // (Finalize).
        StringBuilder query = new StringBuilder("model=" + encode(config.model()))
                .append("&language=" + encode(config.language()))
                .append("&encoding=linear16&sample_rate=" + AudioFrame.SPEECH_RATE + "&channels=1")
                .append("&interim_results=true&punctuate=true&filler_words=true")
                .append("&endpointing=300&utterance_end_ms=1000&vad_events=true")
                .append(config.improveModels() ? "" : "&mip_opt_out=true");
        String name = config.takesKeyterms() ? "&keyterm=" : "&keywords=";
        int length = 0;
        for (String term : usable(terms)) {
            String parameter = name + encode(term);
            length += parameter.length();
            if (length > LONGEST_TERMS) {
                break;
            }
            query.append(parameter);
        }
        return query.toString();
    }

    /** Keywords are single words, and a colon in them would be a boost. */
    private List<String> usable(List<String> terms) {
        Stream<String> parts =
                config.takesKeyterms() ? terms.stream() : terms.stream().flatMap(term -> Stream.of(term.split("\\s+")));
        return parts.map(term -> term.replace(":", " ").trim())
                .filter(term -> term.length() > 1)
                .filter(term -> !config.model().toLowerCase(Locale.ROOT).startsWith("whisper"))
                .distinct()
                .limit(MOST_TERMS)
                .toList();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
