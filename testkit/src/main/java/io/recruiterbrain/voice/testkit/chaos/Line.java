package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.server.Toxiproxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The servers outside that nodes call, besides their stores; each has a proxy of its own. Blocking; for one thread. */
public interface Line extends AutoCloseable {
    /** Whom interviews are held with. */
    enum Vendor {
        MODEL,
        RECOGNISER,
        VOICE
    }

    /** Starts the servers of a line. */
    @FunctionalInterface
    interface Starter {
        /** @param folder for files and logs */
        Line start(Toxiproxy toxiproxy, Path folder) throws IOException, InterruptedException;
    }

    /** What leads every node to them. */
    Map<String, String> settings();

    /** Candidates who need more than a page to come; each holds one interview after another. */
    List<Guest> guests();

    /**
     * Its server lets everybody wait, until all networks are healed: connections stay open and nothing comes back.
     *
     * @throws IllegalStateException when this line has no such server
     */
    void takeAway(Vendor vendor) throws IOException, InterruptedException;

    /** {@code kill -9}; its rooms are lost. */
    void killLiveKit();

    /** On the same port; returns when it answers. */
    void startLiveKitAgain();

    @Override
    void close();
}
