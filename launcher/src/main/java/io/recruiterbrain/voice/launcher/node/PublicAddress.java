package io.recruiterbrain.voice.launcher.node;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What the address of the pages means for a browser: the microphone is given to secure contexts only. */
public final class PublicAddress {
    private PublicAddress() {}

    /** A sentence that says why no candidate can speak at this address and what to do; absent when they can. */
    public static Optional<String> problem(URI publicUrl) {
        if (!"http".equalsIgnoreCase(publicUrl.getScheme()) || isOwnMachine(publicUrl.getHost())) {
            return Optional.empty();
        }
        return Optional.of(publicUrl + " is plain http: browsers give no microphone there, candidates can only type. "
                + "Put a proxy with TLS in front and set RBV_PUBLIC_URL to its https address.");
    }

    /** What browsers trust without TLS. */
    private static boolean isOwnMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.\\d{1,3}){3}")
                || name.equals("[::1]");
    }
}
