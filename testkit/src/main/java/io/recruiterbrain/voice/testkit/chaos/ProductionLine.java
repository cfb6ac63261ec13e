package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.chaos.candidate.SpeakingCandidate;
import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.recruiterbrain.voice.testkit.server.Toxiproxy;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Direction;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Proxy;
import io.recruiterbrain.voice.testkit.vendor.Vendors;
import io.recruiterbrain.voice.testkit.vendor.deepgram.KnownAudio;
import io.recruiterbrain.voice.testkit.vendor.voice.KevinVoice;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A real LiveKit server, and the servers of Deepgram, OpenAI and Google; a candidate speaks to the agents through it. */
public final class ProductionLine implements Line {
    private static final int RATE = 16_000;
    private static final List<String> ANSWERS = List.of(
            "In my last project we moved a large service to a new database. I wrote the tests, and we moved the data in small steps over three weeks.",
            "We disagreed about the design. I wrote down both options and we tried the smaller one first. In the end it worked well.",
            "First I look at the numbers. I measure where the time goes, then I change one thing and measure again.");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<Vendor, Proxy> proxies = new EnumMap<>(Vendor.class);
    private final Map<String, String> settings = new HashMap<>();
    private final List<Path> answers = new ArrayList<>();
    private final Path folder;
    private final LiveKitServer liveKit;

    private ProductionLine(Toxiproxy toxiproxy, Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        boolean complete = false;
        try {
            Vertx vertx = Vertx.vertx();
            opened.push(() -> vertx.close().await());
            Vendors vendors = Vendors.start(vertx, knownAnswers(), folder);
            opened.push(vendors);
            settings.putAll(vendors.settings());
            lead("OPENAI_BASE_URL", Vendor.MODEL, toxiproxy);
            lead("DEEPGRAM_URL", Vendor.RECOGNISER, toxiproxy);
            lead("GOOGLE_TTS_ENDPOINT", Vendor.VOICE, toxiproxy);
            liveKit = LiveKitServer.start();
            opened.push(liveKit);
            settings.putAll(liveKit.settings());
            settings.put("SILERO_MODEL_PATH", Provisions.get("silero").toString());
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** @see Line.Starter */
    public static Line start(Toxiproxy toxiproxy, Path folder) throws IOException, InterruptedException {
        return new ProductionLine(toxiproxy, folder);
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public List<Guest> guests() {
        return List.of(new Speaker());
    }

    @Override
    public void takeAway(Vendor vendor) throws IOException, InterruptedException {
        Objects.requireNonNull(proxies.get(vendor)).silence(Direction.DOWNSTREAM);
    }

    @Override
    public void killLiveKit() {
        liveKit.kill();
    }

    @Override
    public void startLiveKitAgain() {
        liveKit.startAgain();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("not closed in order: " + e);
            }
        }
    }

    /** Understands the answers by their sound, which are kept as files besides. */
    private KnownAudio knownAnswers() throws IOException {
        KnownAudio known = new KnownAudio();
        KevinVoice voice = new KevinVoice();
        for (String text : ANSWERS) {
            short[] samples = voice.speak(text, 1, RATE);
            known.add(text, samples);
            Path file = folder.resolve("answer-" + answers.size() + ".pcm");
            answers.add(Files.write(file, KevinVoice.bytes(samples)));
        }
        return known;
    }

    /** Puts a proxy into the way that a setting shows. */
    private void lead(String setting, Vendor vendor, Toxiproxy toxiproxy) throws IOException, InterruptedException {
        String direct = Objects.requireNonNull(settings.get(setting));
        String address = URI.create(direct).getAuthority();
        Proxy proxy = toxiproxy.proxy("all-to-" + vendor, "127.0.0.1:0", address);
        proxies.put(vendor, proxy);
        settings.put(setting, direct.replace(address, "127.0.0.1:" + proxy.port()));
    }

    private final class Speaker implements Guest {
        @Override
        public void hold(URI base, URI link, UUID interviewId, History history) throws InterruptedException {
            new SpeakingCandidate(base, link, interviewId, history, answers, folder).hold();
        }

        @Override
        public boolean comesAgain() {
            return true;
        }
    }
}
