package io.recruiterbrain.voice.agent.room.webrtc;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An offer that is safe to give to native code: one audio section that flows the right way, at most one data section,
 * complete ICE and DTLS attributes, printable ASCII of reasonable size.
 *
 * <p>Addresses given as names are left out: resolving them would let a page make this server ask any name server, and
 * a browser's {@code .local} names cannot be resolved here; such a browser is found when it reaches us.
 *
 * @param sdp what to give to the native side, not more than was offered
 * @param iceUfrag changes when ICE is restarted
 */
public record SdpOffer(String sdp, String iceUfrag) {
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_LINES = 2_000;
    private static final int MAX_CANDIDATES = 100;
    /** Opus at this rate leaves its speech mode, which halves the cost of encoding and sounds better. */
    private static final String OPUS_BITRATE = ";maxaveragebitrate=80000";

    private static final Pattern LINE = Pattern.compile("[a-z]=[\\x20-\\x7e]{0,4000}");
    private static final Pattern ICE_PART = Pattern.compile("[A-Za-z0-9+/=_-]{4,256}");
    private static final Pattern FINGERPRINT =
            Pattern.compile("(?i)sha-(256|384|512) ([0-9a-f]{2}:){31,63}[0-9a-f]{2}");
    private static final Pattern OPUS = Pattern.compile("a=rtpmap:(\\d{1,3}) opus/48000/2", Pattern.CASE_INSENSITIVE);
    private static final Pattern IP_LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads an offer.
     *
     * @throws ServiceException with {@code INVALID_SDP} and what is wrong
     */
    public static SdpOffer parse(MediaDirection direction, String text) {
        List<String> lines = lines(text);
        require("v=0".equals(lines.getFirst()), "it must begin with v=0");
        require(count(lines, "m=") - count(lines, "m=application ") == 1, "it must have exactly one audio section");
        require(count(lines, "m=audio ") == 1, "it must have exactly one audio section");
        require(count(lines, "m=application ") <= 1, "it must have at most one data section");
        require(
                count(lines, "a=candidate:") <= MAX_CANDIDATES,
                "it must have at most " + MAX_CANDIDATES + " candidates");
        require(value(lines, "a=mid:").length() > 0, "a=mid is missing");
        require(
                lines.stream()
                        .filter(line -> line.startsWith("a=fingerprint:"))
                        .map(line -> line.substring("a=fingerprint:".length()))
                        .anyMatch(value -> FINGERPRINT.matcher(value).matches()),
                "a=fingerprint with SHA-256 or better is missing");
        String setup = value(lines, "a=setup:");
        require("actpass".equals(setup) || "active".equals(setup), "a=setup must be actpass");
        require(lines.contains("a=rtcp-mux"), "a=rtcp-mux is missing");
        String ufrag = value(lines, "a=ice-ufrag:");
        require(ICE_PART.matcher(ufrag).matches(), "a=ice-ufrag is missing");
        require(
                ICE_PART.matcher(value(lines, "a=ice-pwd:")).matches()
                        && value(lines, "a=ice-pwd:").length() >= 22,
                "a=ice-pwd is missing");
        requireFlow(direction, audioSection(lines));
        String opus = opusPayload(audioSection(lines));
        return new SdpOffer(assemble(lines, opus), ufrag);
    }

    private static List<String> lines(String text) {
        require(!text.isBlank(), "it is empty");
        require(text.length() <= MAX_LENGTH, "it is longer than " + MAX_LENGTH + " characters");
        List<String> lines = List.of(text.stripTrailing().split("\r?\n", MAX_LINES + 1));
        require(lines.size() <= MAX_LINES, "it has more than " + MAX_LINES + " lines");
        require(
                lines.stream().allMatch(line -> LINE.matcher(line).matches()),
                "every line must be a letter, an equals sign and printable ASCII");
        return lines;
    }

    private static List<String> audioSection(List<String> lines) {
        List<String> section = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("m=")) {
                inside = line.startsWith("m=audio ");
            }
            if (inside) {
                section.add(line);
            }
        }
        return section;
    }

    private static void requireFlow(MediaDirection direction, List<String> audio) {
        boolean both = audio.contains("a=sendrecv")
                || !(audio.contains("a=sendonly") || audio.contains("a=recvonly") || audio.contains("a=inactive"));
        switch (direction) {
            case MICROPHONE -> require(both || audio.contains("a=sendonly"), "a microphone's audio must be sendonly");
            case VOICE -> require(both || audio.contains("a=recvonly"), "the agent's voice must be recvonly");
        }
    }

    private static String opusPayload(List<String> audio) {
        for (String line : audio) {
            Matcher opus = OPUS.matcher(line);
            if (opus.matches()) {
                return opus.group(1);
            }
        }
        throw invalid("the audio section must offer opus/48000/2");
    }

    private static String assemble(List<String> lines, String opus) {
        StringBuilder sdp = new StringBuilder();
        String format = "a=fmtp:" + opus + " ";
        for (String line : lines) {
            if (line.startsWith("a=candidate:") && !hasAddress(line)) {
                continue;
            }
            sdp.append(line);
            if (line.startsWith(format) && !line.contains("maxaveragebitrate")) {
                sdp.append(OPUS_BITRATE);
            }
            sdp.append("\r\n");
        }
        return sdp.toString();
    }

    private static boolean hasAddress(String candidate) {
        String[] parts = candidate.split(" ");
        return parts.length > 5 && IP_LITERAL.matcher(parts[4]).matches();
    }

    private static int count(List<String> lines, String prefix) {
        return (int) lines.stream().filter(line -> line.startsWith(prefix)).count();
    }

    private static String value(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw invalid(otherwise);
        }
    }

    private static ServiceException invalid(String why) {
        return new ServiceException(ErrorCode.INVALID_SDP, "the offer is not acceptable: " + why);
    }
}
