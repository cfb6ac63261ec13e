package io.recruiterbrain.voice.agent.room.webrtc;

import org.jspecify.annotations.Nullable;

/**
 * Loads the native part of webrtc-java, once for the process. Classes of webrtc-java other than its factory have no
 * loader of their own: whoever uses one (the voice activity detector, for instance) calls {@link #load()} first.
 */
public final class NativeMedia {
    /** Brings every shared library that the native part is linked to, on Debian and Ubuntu. */
    public static final String INSTALL_COMMAND =
            "sudo apt-get install --no-install-recommends libpulse0 libudev1 libx11-6 libxfixes3 libxrandr2"
                    + " libxcomposite1 libdbus-1-3";

    private static @Nullable String fault;
    private static boolean loaded;

    private NativeMedia() {}

    /**
     * Loads the library, or does nothing when it is loaded already.
     *
     * @throws MediaUnavailableException when it does not load, each time
     */
    public static synchronized void load() {
        if (fault != null) {
            // The class is marked as broken after its first failure and would not say why again.
            throw new MediaUnavailableException(fault, null);
        }
        if (loaded) {
            return;
        }
        try {
            Class.forName("dev.onvoid.webrtc.PeerConnectionFactory");
            loaded = true;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            fault = sentence(e);
            throw new MediaUnavailableException(fault, e);
        }
    }

    /** What to tell the operator about a failed load. */
    static String sentence(Throwable loadFault) {
        String missing = missingLibrary(loadFault);
        if (missing != null) {
            return "the media engine needs " + missing + ", which this machine lacks; run: " + INSTALL_COMMAND;
        }
        return "the media engine does not run on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch")
                + " here: its native library could not be unpacked to and loaded from "
                + System.getProperty("java.io.tmpdir") + ", which must be writable and allow execution";
    }

    private static @Nullable String missingLibrary(Throwable loadFault) {
        for (Throwable cause = loadFault; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            int end = text.indexOf(": cannot open shared object file");
            if (end > 0) {
                return text.substring(text.lastIndexOf(' ', end - 1) + 1, end);
            }
        }
        return null;
    }
}
