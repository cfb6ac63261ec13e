package io.recruiterbrain.voice.agent.resilience;

import java.io.EOFException;
import java.net.ProtocolException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells a server that was asked in HTTP/1.1 and answered in another language from one that only broke off, by what OkHttp throws. */
public final class WrongProtocol {
    /** OkHttp shows in hexadecimal what came in place of a status line: here the SETTINGS frame that opens HTTP/2, as gRPC servers greet. */
    private static final Pattern HTTP_2_GREETING = Pattern.compile("content=[0-9a-f]{6}040000000000");

    private WrongProtocol() {}

    public static boolean isCauseOf(Throwable fault) {
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof ProtocolException && text.startsWith("Unexpected status line")) {
                return true;
            }
            if (cause instanceof EOFException && HTTP_2_GREETING.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }
}
