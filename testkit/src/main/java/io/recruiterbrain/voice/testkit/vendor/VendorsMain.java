package io.recruiterbrain.voice.testkit.vendor;

import io.recruiterbrain.voice.testkit.vendor.deepgram.SphinxRecogniser;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code ./rbv vendors}: the production line without an account. Prints the settings that lead a node to it. */
public final class VendorsMain {
    private VendorsMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SphinxRecogniser.silenceProcess();
        Vertx vertx = Vertx.vertx();
        Path folder = Files.createTempDirectory("rbv-vendors");
        int decoders = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        Vendors vendors = Vendors.start(vertx, new SphinxRecogniser(decoders), folder);
        System.out.println(
                "Deepgram, OpenAI and Google Text-to-Speech, as far as interviews need them, on this machine only.");
        System.out.println("They hear with Sphinx, think by rules and speak with FreeTTS. In another terminal:");
        System.out.println();
        vendors.settings().forEach((name, value) -> System.out.println("export " + name + "=" + value));
        System.out.println("./rbv demo");
        System.out.println();
        System.out.println("Ctrl-C ends them.");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            vendors.close();
                            vertx.close().await();
                        },
                        "shutdown"));
        new CountDownLatch(1).await();
    }
}
