package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every provider that was turned on for something small before the node opens. One that refuses us for good stops
 * the start; one that is only away does not: it may be back before the first candidate is.
 */
final class ProviderTrial {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderTrial.class);
    private static final long PATIENCE_SECONDS = 15;

    private ProviderTrial() {}

    /** Blocking; throws with all refusals in one message. */
    static void hold(Map<String, Supplier<Future<Void>>> probes) {
        Map<String, Future<Void>> running = new TreeMap<>();
        probes.forEach((provider, probe) -> running.put(provider, begin(probe)));
        List<String> refusals = new ArrayList<>();
        running.forEach((provider, trial) -> {
            Throwable fault =
                    trial.<Throwable>map(done -> null).otherwise(cause -> cause).await();
            if (fault instanceof ServiceException known && !known.code().retryable()) {
                refusals.add(provider + ": " + known.getMessage());
            } else if (fault != null) {
                LOG.atWarn()
                        .addKeyValue("provider", provider)
                        .addKeyValue("problem", String.valueOf(fault.getMessage()))
                        .log("provider does not answer yet");
            }
        });
        if (!refusals.isEmpty()) {
            throw new ServiceException(ErrorCode.PROVIDER_REJECTED, String.join("\n", refusals));
        }
    }

    private static Future<Void> begin(Supplier<Future<Void>> probe) {
        try {
            return probe.get().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
